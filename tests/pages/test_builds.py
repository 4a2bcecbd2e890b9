"""The queue of builds: as many at once as the settings say, in order, and refusals beyond."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pandas as pd
import pytest

from dashboard.collection import BuildProgress
from dashboard.pages import builds
from dashboard.pages.remembering import Remembered
from dashboard.pages.uploads import TooMuchError, check_size
from dashboard.wording import Language, Wording
from dashboard.wording.lines import reason_words

WAIT = 60.0


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., threading.Event]]:
    """``queue("key", owner)``: starts a build that goes on until its event is set."""
    made = builds._Builds()
    monkeypatch.setattr(builds, "_builds", lambda: made)
    events: list[threading.Event] = []

    def started(key: str, owner: str = "", **how: bool) -> threading.Event:
        done = threading.Event()
        events.append(done)

        def run(inputs, progress):
            while not done.wait(0.01):
                progress(BuildProgress("reading"))
            return SimpleNamespace(articles=1)

        builds.start(key, key, list, run, owner=owner, **how)
        return done

    yield started
    for event in events:
        event.set()
    for build in builds.running():
        assert build.ended.wait(WAIT)


def limit(monkeypatch: pytest.MonkeyPatch, **told: int) -> None:
    for name, value in told.items():
        monkeypatch.setenv(f"SIYAQ_{name}", str(value))


def test_one_at_a_time_in_the_order_of_coming(queue, monkeypatch) -> None:
    limit(monkeypatch, BUILDS=1, BUILDS_EACH=9)
    first, second, third = (queue(key) for key in ("a", "b", "c"))
    assert builds.ahead_of(builds.current("c")) in (1, 2)  # "a" may not have been taken up yet
    second.set(), third.set()
    assert not builds.current("b").ended.is_set()
    first.set()
    assert builds.current("c").ended.wait(WAIT)
    assert builds.ahead_of(builds.current("c")) is None
    assert builds.running() == []


def test_beyond_the_limits_one_is_refused_and_nothing_is_kept(queue, monkeypatch) -> None:
    limit(monkeypatch, BUILDS=1, BUILDS_WAITING=2, BUILDS_EACH=2)
    queue("a", "amal"), queue("b", "amal")
    with pytest.raises(builds.RefusedError) as refused:
        queue("c", "amal")
    assert (refused.value.reason, refused.value.most) == ("each", 2)
    queue("d", "sami")
    with pytest.raises(builds.RefusedError) as refused:
        builds.room_for("third")
    assert refused.value.reason == "all"
    assert builds.current("c") is None
    queue("accepted before", "amal", accepted=True)
    queue("sample", at_once=True).set()
    assert builds.current("sample").ended.wait(WAIT), "nothing can be seen without it"


def test_the_same_build_is_joined(queue) -> None:
    queue("a", "amal")
    one = builds.current("a")
    queue("a", "amal")
    assert builds.current("a") is one


def test_when_the_server_stops_builds_are_left_to_be_gone_on_with(queue, monkeypatch) -> None:
    limit(monkeypatch, BUILDS=1)
    told: list[bool] = []
    queue("a")
    builds.current("a").afterwards = told.append
    queue("b", "x")
    builds.current("b").afterwards = told.append
    builds.stop(WAIT)
    assert builds.running() == []
    assert told == [False, False]


def test_ended_builds_are_forgotten_in_time(queue, monkeypatch) -> None:
    monkeypatch.setattr(builds, "_MOST_ENDED", 3)
    for number in range(6):
        queue(f"k{number}").set()
        assert builds.current(f"k{number}").ended.wait(WAIT)
    queue("last").set()
    assert [builds.current(f"k{number}") is None for number in range(6)] == [True] * 3 + [False] * 3


@pytest.mark.parametrize(
    ("sizes", "settings", "what"),
    [
        ([10] * 3, {"UPLOAD_FILES": 2}, "files"),
        ([600_000, 600_000], {"UPLOAD_MB": 1}, "bytes"),
        ([10], {"SPARE_MB": 9_999_999}, "disk"),
    ],
)
def test_an_upload_beyond_its_limits(monkeypatch, tmp_path, sizes, settings, what) -> None:
    monkeypatch.setenv("SIYAQ_DATA", str(tmp_path / "data"))
    check_size(sizes)
    limit(monkeypatch, **settings)
    with pytest.raises(TooMuchError) as refused:
        check_size(sizes)
    assert refused.value.what == what


def test_answers_are_bounded_by_their_bytes() -> None:
    kept = Remembered(10_000)
    for number in range(100):
        assert kept.value(number, lambda n=number: b"x" * 1000 + bytes([n]))[-1] == number
        assert kept.size <= 10_000
    assert kept.value(99, lambda: "not asked") != "not asked"
    assert kept.value(0, lambda: "asked anew") == "asked anew", "the oldest has gone"
    kept.value("large", lambda: b"x" * 20_000)
    assert kept.size <= 10_000


def test_an_answer_is_made_once_for_all_who_ask_at_once_and_may_need_another() -> None:
    kept = Remembered(1_000_000)
    made: list[int] = []
    together = threading.Barrier(8)

    def inner() -> list[int]:
        made.append(1)
        return [1, 2]

    found: list[list[int]] = []

    def ask() -> None:
        together.wait(WAIT)
        found.append(kept.value("outer", lambda: [*kept.value("inner", inner), 3]))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert found == [[1, 2, 3]] * 8
    assert made == [1]


def test_columns_of_a_remembered_frame_are_replaced_for_one_reader_only() -> None:
    kept = Remembered(1_000_000)
    mine, theirs = (kept.value("frame", lambda: pd.DataFrame({"n": [1, 2]})) for _ in range(2))
    mine["n"] = mine["n"] * 10
    mine.loc[0, "n"] = 99
    assert theirs["n"].tolist() == kept.value("frame", list)["n"].tolist() == [1, 2]


def test_a_question_that_fails_leaves_nothing_behind() -> None:
    kept = Remembered(1_000_000)
    with pytest.raises(ZeroDivisionError):
        kept.value("a", lambda: 1 // 0)
    assert kept.value("a", lambda: 5) == 5


def test_a_cancelled_build_ends_and_the_next_has_its_turn(queue, monkeypatch) -> None:
    limit(monkeypatch, BUILDS=1, BUILDS_EACH=9)
    ended: list[tuple[str, bool]] = []
    for key in ("runs", "waits", "next"):
        queue(key, "amal").clear()
        builds.current(key).afterwards = lambda whole, key=key: ended.append((key, whole))
    runs, waits, after = (builds.current(key) for key in ("runs", "waits", "next"))
    builds.cancel(waits)
    assert waits.ended.is_set(), "one that waits is over at once"
    builds.cancel(runs)
    assert runs.ended.wait(WAIT)
    assert [(one.failure, one.manifest, one.cancelled) for one in (runs, waits)] == [
        ("", None, True)
    ] * 2
    assert ended == [("waits", True), ("runs", True)], "neither is gone on with"
    builds.cancel(after)
    assert after.ended.wait(WAIT)
    builds.cancel(after)
    assert builds.running() == []


def test_a_build_that_has_ended_cannot_be_cancelled(queue) -> None:
    queue("a").set()
    build = builds.current("a")
    assert build.ended.wait(WAIT)
    builds.cancel(build)
    assert not build.cancelled


def test_the_latest_build_of_a_person_until_it_is_dismissed(queue, monkeypatch) -> None:
    limit(monkeypatch, BUILDS=9, BUILDS_EACH=9)
    queue("a", "amal").set()
    queue("b", "sami")
    queue("c", "amal")
    assert builds.latest_of("amal") is builds.current("c")
    builds.current("c").dismissed = True
    assert builds.latest_of("amal") is None, "and not what was before"
    queue("d", "sami").set()
    assert builds.current("d").ended.wait(WAIT)
    assert builds.latest_of("sami") is builds.current("d")
    monkeypatch.setattr(builds, "_LONG_AGO", -1)
    assert builds.latest_of("sami") is None
    assert builds.latest_of("nobody") is None


def test_a_build_that_is_done_is_not_cancelled_any_more(monkeypatch) -> None:
    made = builds._Builds()
    monkeypatch.setattr(builds, "_builds", lambda: made)
    manifest = SimpleNamespace(articles=1)

    def run(inputs, progress):
        build = builds.current("a")
        build.cancelled = True  # pressed while the last file was written
        progress(BuildProgress("done"))
        return manifest

    build = builds.start("a", "a", list, run, at_once=True)
    assert build.ended.wait(WAIT)
    assert (build.manifest, build.failure) == (manifest, "")


def test_a_fault_of_the_program_is_said_in_words(monkeypatch) -> None:
    made = builds._Builds()
    monkeypatch.setattr(builds, "_builds", lambda: made)

    def run(inputs, progress):
        raise KeyError("x")

    build = builds.start("a", "a", list, run, at_once=True)
    assert build.ended.wait(WAIT)
    assert "KeyError" in build.failure
    assert "KeyError" in reason_words(build.failure, Wording(Language.ARABIC))
    assert "خلل في البرنامج" in reason_words(build.failure, Wording(Language.ARABIC))
