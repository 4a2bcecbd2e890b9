"""What a build tells of how far it is."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest

from dashboard.collection import BuildProgress, build
from dashboard.collection.command import ProgressLine, progress_text
from dashboard.model import Article
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor


class Read:
    """Says that ``share`` of the inputs has been read."""

    file, broken = "", frozenset[str]()

    def __init__(self, share: Callable[[], float]) -> None:
        self._share = share

    @property
    def share(self) -> float:
        return self._share()


class Inputs:
    """Articles that say how much of them was taken."""

    file, broken = "", frozenset[str]()

    def __init__(self, articles: list[Article]) -> None:
        self.articles = articles
        self.taken = 0

    def __iter__(self) -> Iterator[Article]:
        for article in self.articles:
            self.taken += 1
            yield article

    @property
    def share(self) -> float:
        return self.taken / len(self.articles)


@pytest.fixture
def every_report(monkeypatch) -> None:
    monkeypatch.setattr("dashboard.collection.progress._OFTEN", 0)


def test_the_number_of_articles_is_judged_by_what_was_read(every_report, tmp_path) -> None:
    inputs, seen = Inputs(stories(97)), list[BuildProgress]()
    build(inputs, tmp_path, WordExtractor(), seen.append, so_far=inputs, slice_size=10)
    assert seen[0].total is None, "nothing was read yet"
    judged = [one for one in seen if one.about and one.total is not None]
    assert len(judged) > 5
    assert {one.total for one in judged} == {97}
    assert [one.done for one in seen] == sorted(one.done for one in seen)
    assert (seen[-1].stage, seen[-1].done, seen[-1].total, seen[-1].about) == (
        *("done", 97, 97),
        False,
    )
    assert any(one.remaining for one in judged)


@pytest.mark.parametrize(
    ("taken", "share", "total", "about"),
    [(10, 0.0, None, True), (123, 0.01, 12_300, True), (777, 0.0314, 24_700, True)],
)
def test_a_judged_number_is_round(every_report, tmp_path, taken, share, total, about) -> None:
    seen = list[BuildProgress]()
    told = Read(lambda: share if any(seen) else 0.0)
    build(stories(taken), tmp_path, WordExtractor(), seen.append, so_far=told, slice_size=taken)
    (last,) = [one for one in seen if one.stage == "reading"][-1:]
    assert (last.total, last.about) == (total, about)


def test_a_number_that_is_known_is_not_judged(every_report, tmp_path) -> None:
    seen = list[BuildProgress]()
    build(stories(30), tmp_path, WordExtractor(), seen.append, total=30, so_far=Read(lambda: 0.5))
    assert {(one.total, one.about) for one in seen} == {(30, False)}


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (BuildProgress("reading"), "reading   0 articles"),
        (
            BuildProgress(
                *("reading", 5000, 0, 0, 0, 40_100, True, 60.0, 83.0),
                remaining=423.0,
            ),
            "reading   [###.....................]  12%  5,000 of about 40,100 articles  83/s  "
            "7:03 left",
        ),
        (
            BuildProgress("linking", 40_053, 40_000, 2, 0, 40_053, False, 10.0, 5.3),
            "linking   [########################] 100%  40,053 of 40,053 articles  "
            "40,000 already built  2 rejected  5/s",
        ),
    ],
)
def test_a_line_says_how_far_how_fast_and_how_long(progress, line) -> None:
    assert progress_text(progress) == line


def test_a_log_gets_a_line_every_ten_seconds_and_stage() -> None:
    out = io.StringIO()
    line = ProgressLine(out)
    for second in range(31):
        line(BuildProgress("reading", done=second, seconds=float(second)))
    line(BuildProgress("linking", done=31, seconds=31.0))
    line(BuildProgress("done", done=31, seconds=31.5))
    line.end()
    assert [row.split()[:2] for row in out.getvalue().splitlines()] == [
        *(["reading", str(second)] for second in (0, 10, 20, 30)),
        ["linking", "31"],
        ["done", "31"],
    ]


def test_a_terminal_gets_one_line_that_is_drawn_over() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    line = ProgressLine(out)
    for second in range(3):
        line(BuildProgress("reading", done=second, seconds=float(second)))
    line.end()
    assert out.getvalue().count("\n") == 1
    assert out.getvalue().count("\r\033[K") == 3
