"""A build gives the same collection however it was reached."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.collection import (
    FORMAT,
    BuildProgress,
    CollectionError,
    Manifest,
    build,
    open_collection,
    schema,
)
from dashboard.collection.building import SLICE
from dashboard.collection.manifest import read_manifest
from dashboard.collection.store import Store
from dashboard.model import Article, Rejected, Selection
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor, statements_of

ROOT = Path(__file__).resolve().parents[2]


class CountingExtractor(WordExtractor):
    """Remembers which articles it was asked to read."""

    def __init__(self, version: str = "words-1") -> None:
        super().__init__(version)
        self.read: list[str] = []

    def mentions_of(self, articles):
        self.read += [article.id for article in articles]
        return super().mentions_of(articles)


def built(articles, folder, **options) -> Manifest:
    options.setdefault("slice_size", 20)
    return build(articles, folder, WordExtractor(), find_statements=statements_of, **options)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    return built(stories(90), tmp_path_factory.mktemp("whole") / "a.collection")


def test_counts_are_those_of_the_parts(undisturbed: Manifest) -> None:
    assert undisturbed.articles == 90
    assert sum(count for _, count in undisturbed.by_kind) == undisturbed.mentions > 0
    assert undisturbed.statements > 0
    assert 0 < undisturbed.undated < 90
    assert len(undisturbed.parts) == 5


@pytest.mark.parametrize("slice_size", [7, 90, 1000])
def test_the_size_of_slices_does_not_matter(undisturbed, tmp_path, slice_size) -> None:
    again = built(stories(90), tmp_path / "b.collection", slice_size=slice_size)
    assert again.fingerprint == undisturbed.fingerprint


def test_the_order_of_articles_does_not_matter(undisturbed, tmp_path) -> None:
    articles = stories(90)
    random.Random(3).shuffle(articles)
    assert built(articles, tmp_path / "b.collection").fingerprint == undisturbed.fingerprint


def test_a_second_build_reads_nothing_again(tmp_path) -> None:
    extractor = CountingExtractor()
    first = build(stories(60), tmp_path, extractor, slice_size=20)
    extractor.read.clear()
    second = build(stories(60), tmp_path, extractor, slice_size=20)
    assert extractor.read == []
    assert second.fingerprint == first.fingerprint
    assert second.parts == first.parts


def test_only_new_and_changed_articles_are_read(undisturbed, tmp_path) -> None:
    articles = stories(90)
    before = [replace(articles[4], text="نص قديم عن بغداد."), *articles[:4], *articles[5:70]]
    extractor = CountingExtractor()
    build(before, tmp_path, extractor, find_statements=statements_of, slice_size=20)
    extractor.read.clear()
    after = build(articles, tmp_path, extractor, find_statements=statements_of, slice_size=20)
    assert sorted(extractor.read) == sorted(["s4", *(f"s{n}" for n in range(70, 90))])
    assert after.fingerprint == undisturbed.fingerprint
    assert open_collection(tmp_path).counts(Selection()).articles == 90


def test_articles_that_are_gone_leave_the_collection(tmp_path) -> None:
    built(stories(90), tmp_path / "a")
    fewer = built(stories(30), tmp_path / "a")
    assert fewer.fingerprint == built(stories(30), tmp_path / "b").fingerprint
    assert open_collection(tmp_path / "a").counts(Selection()).articles == 30


def test_another_version_of_the_extractor_reads_everything_again(tmp_path) -> None:
    first = build(stories(30), tmp_path, WordExtractor("words-1"))
    extractor = CountingExtractor("words-2")
    second = build(stories(30), tmp_path, extractor)
    assert len(extractor.read) == 30
    assert second.fingerprint != first.fingerprint
    assert len(list((tmp_path / "articles").iterdir())) == 1


def test_many_small_additions_are_joined(tmp_path) -> None:
    articles = stories(60)
    for end in range(5, 61, 5):
        manifest = build(articles[:end], tmp_path, WordExtractor())
    assert manifest.articles == 60
    assert len(manifest.parts) < 12
    whole = build(articles, tmp_path / "whole", WordExtractor())
    assert manifest.fingerprint == whole.fingerprint


KILLED = """
import sys, time
sys.path.insert(0, {root!r})
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor, statements_of
from dashboard.collection import build

class Slow(WordExtractor):
    def mentions_of(self, articles):
        time.sleep(0.02)
        return super().mentions_of(articles)

if __name__ == "__main__":
    print("started", flush=True)
    build(stories(90), sys.argv[1], Slow(), find_statements=statements_of, slice_size=5)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on this system")
def test_killed_at_any_moment_it_resumes_to_the_same(undisturbed, tmp_path) -> None:
    chance = random.Random(11)
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED.format(root=str(ROOT)), str(tmp_path / "k")],
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.05, 0.5))
        process.kill()
        process.wait()
        process.stdout.close()
    assert built(stories(90), tmp_path / "k").fingerprint == undisturbed.fingerprint
    left = [name for _, _, names in os.walk(tmp_path / "k") for name in names]
    assert not [name for name in left if name.startswith(".writing")]


def test_a_build_stopped_between_its_files_resumes(undisturbed, tmp_path) -> None:
    built(stories(90), tmp_path)
    # As if killed after the other files of a slice and before its articles.
    victim = sorted((tmp_path / "articles").iterdir())[1]
    victim.unlink()
    assert built(stories(90), tmp_path).fingerprint == undisturbed.fingerprint


def test_two_processes_give_the_same(undisturbed, tmp_path) -> None:
    seen: list[BuildProgress] = []
    again = built(stories(90), tmp_path / "d", workers=2, progress=seen.append)
    assert again.fingerprint == undisturbed.fingerprint
    assert again.parts == undisturbed.parts
    assert seen[-1].stage == "done"
    assert seen[-1].done == 90


@pytest.mark.parametrize("workers", [1, 4])
def test_one_worker_or_slice_needs_no_dask(tmp_path, workers) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from tests.collection.stories import stories\n"
        "from tests.collection.word_extractor import WordExtractor\n"
        "from dashboard.collection import build\n"
        "build(stories(3), sys.argv[1], WordExtractor(), workers=int(sys.argv[2]))\n"
        "assert not {'dask', 'distributed'} & set(sys.modules)\n"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "c"), str(workers)], check=True, cwd=ROOT
    )


def test_where_nothing_can_be_read_what_was_built_stays(tmp_path) -> None:
    """A path that is mistyped is no wish to empty a collection."""
    build(stories(10), tmp_path, WordExtractor())
    before = read_manifest(Store.at(tmp_path))
    with pytest.raises(CollectionError, match="no article could be read"):
        build([Rejected("typo.jsonl", "cannot be opened")], tmp_path, WordExtractor())
    assert read_manifest(Store.at(tmp_path)) == before
    assert build(stories(10), tmp_path, WordExtractor()).fingerprint == before.fingerprint
    assert build([], tmp_path, WordExtractor()).articles == 0, "that is what was given"


def test_a_first_build_may_find_nothing(tmp_path) -> None:
    manifest = build([Rejected("a.txt", "the file is empty")], tmp_path, WordExtractor())
    assert (manifest.articles, manifest.rejected) == (0, 1)


def test_what_a_newer_program_built_is_not_built_over(tmp_path) -> None:
    build(stories(10), tmp_path, WordExtractor())
    path = tmp_path / "manifest.json"
    newer = path.read_text().replace(f'"format": {FORMAT}', f'"format": {FORMAT + 1}')
    path.write_text(newer)
    with pytest.raises(CollectionError, match="update the program"):
        build(stories(3), tmp_path, WordExtractor())
    assert path.read_text() == newer
    assert len(list((tmp_path / "articles").iterdir())) == 1
    for unknown in ("{}", "not JSON", newer.replace(str(FORMAT + 1), "0", 1)):
        path.write_text(unknown)
        assert build(stories(10), tmp_path, WordExtractor()).articles == 10


def test_exact_duplicates_are_dropped_and_counted(tmp_path) -> None:
    articles = stories(10)
    copies = [replace(article, id=f"copy-{article.id}") for article in articles[:3]]
    manifest = build([*articles, *copies], tmp_path, WordExtractor())
    assert (manifest.articles, manifest.duplicates) == (10, 3)


def test_one_id_for_two_articles_becomes_two(tmp_path) -> None:
    one, other = stories(2)
    manifest = build([one, replace(other, id=one.id)], tmp_path, WordExtractor())
    ids = open_collection(tmp_path).articles(Selection())["article"]
    assert manifest.articles == 2
    assert ids.is_unique
    assert one.id in set(ids)
    assert all(name == one.id or name.startswith(f"{one.id}~") for name in ids)


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(tmp_path) -> None:
    broken = Article("broken", "", "نص عطل في الوسط عن بغداد.")
    halved = Article("halved", "", "نصف حرف \ud800 هنا.")
    inputs = [Rejected("news.jsonl:7", "not JSON"), broken, halved, *stories(40)]
    manifest = build(inputs, tmp_path, WordExtractor())
    assert (manifest.articles, manifest.rejected) == (40, 3)
    rejected = open_collection(tmp_path).rejected()
    assert set(rejected["where"]) == {"news.jsonl:7", "article broken", "article halved"}
    assert all("\n" not in reason for reason in rejected["reason"])


def test_progress_counts_up_to_the_end(tmp_path) -> None:
    seen: list[BuildProgress] = []
    build(stories(SLICE // 10), tmp_path, WordExtractor(), seen.append, total=SLICE // 10)
    assert [step.done for step in seen] == sorted(step.done for step in seen)
    assert [*dict.fromkeys(step.stage for step in seen)][-3:] == ["linking", "indexing", "done"]
    assert seen[-1].done == SLICE // 10
    assert seen[-1].remaining == 0


@pytest.mark.parametrize(
    ("lengths", "handed_over"),
    [
        ([100] * 30, [25, 5]),
        ([20_000] * 5, [2, 2, 1]),
        ([100, 100, 200_000, 100], [2, 1, 1]),
    ],
)
def test_long_articles_are_read_few_at_once(tmp_path, lengths, handed_over) -> None:
    """Between two times progress is told and a build can be stopped, which must not take long."""
    sizes: list[int] = []

    class Sized(WordExtractor):
        def mentions_of(self, articles):
            sizes.append(len(articles))
            return super().mentions_of(articles)

    articles = [
        Article(f"a{at}", "", f"{at} {'ا ' * (length // 2)}") for at, length in enumerate(lengths)
    ]
    assert build(articles, tmp_path / "c", Sized()).articles == len(lengths)
    assert sizes == handed_over


def test_no_articles_give_an_empty_collection(tmp_path) -> None:
    manifest = build([], tmp_path, WordExtractor())
    collection = open_collection(tmp_path)
    assert (manifest.articles, collection.counts(Selection()).mentions) == (0, 0)
    assert collection.evidence(Selection()).empty
    assert collection.named_together(Selection()).nodes.empty
    assert collection.amounts(Selection()).empty


def test_parts_can_be_read_without_us(undisturbed, tmp_path) -> None:
    built(stories(30), tmp_path)
    tables = [pq.read_table(path) for path in sorted((tmp_path / "mentions").iterdir())]
    texts = {a.id: a.content for a in stories(30)}
    rows = [row for table in tables for row in table.to_pylist()]
    assert rows
    for row in rows:
        assert texts[row["article"]][row["start"] : row["end"]] == row["surface"]
        assert row["sentence_start"] <= row["start"] < row["sentence_end"]


def test_an_unwritable_output_is_one_clear_line(tmp_path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(CollectionError, match="cannot be built") as raised:
        build(stories(1), tmp_path / "file" / "c", WordExtractor())
    assert "\n" not in str(raised.value)


def test_killed_after_joining_parts_it_keeps_every_article_once(
    undisturbed, tmp_path, monkeypatch
) -> None:
    built(stories(90), tmp_path, slice_size=6)
    with monkeypatch.context() as patched:

        def killed(*_, **__):
            raise KeyboardInterrupt

        # The joined parts are written, the small ones not yet removed.
        patched.setattr("dashboard.collection.building.finish", killed)
        with pytest.raises(KeyboardInterrupt):
            built(stories(90), tmp_path, slice_size=6)
    assert built(stories(90), tmp_path).fingerprint == undisturbed.fingerprint
    assert open_collection(tmp_path).counts(Selection()).articles == 90


@given(st.lists(st.text(), max_size=8))
def test_keys_are_made_of_the_json_that_json_writes(fields: list[str]) -> None:
    # Collections that were built earlier know their articles by it.
    assert schema._listed(fields) == json.dumps(fields, ensure_ascii=False)
