"""Near duplicates are marked in a build, the same whatever the way to it, and can be left out."""

from __future__ import annotations

import datetime as dt
import json
import random
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.collection import Collection, build, open_collection
from dashboard.collection.near import NEAR_FILE
from dashboard.model import Article, Selection
from tests.collection.selections import MARKS, SELECTIONS, Told, all_told, meant
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor

WORDS = (
    *("وزير", "قرض", "جسر", "نهر", "ميناء", "مدرسة", "طبيب", "قانون", "محكمة", "سوق", "مصنع"),
    *("طريق", "مطار", "حقل", "سد", "قمح"),
)
NEXT_DAY = dt.timedelta(days=1)


def report(number: int, words: int = 120) -> Article:
    """An article about Baghdad in words of its own."""
    chance = random.Random(number)
    text = " ".join(f"{chance.choice(WORDS)}{chance.randrange(90)}" for _ in range(words))
    day = dt.date(2020, 1, 1) + dt.timedelta(days=number)
    return Article(f"r{number:02}", "", f"بغداد {text}.", "واع", "", day)


def printed(article: Article, paper: str, days: int, published: bool = True) -> Article:
    """The same in another paper, with a line of its own before it."""
    assert article.published
    day = article.published + dt.timedelta(days=days) if published else None
    return replace(
        article,
        id=f"{paper}-{article.id}",
        text=f"خاص للصحيفة {paper}: {article.text}",
        source=paper,
        published=day,
    )


REPORTS = [report(number) for number in range(12)]
# r00 stands in three papers more, the earliest of them a day before; r01 in one without a day.
COPIES = [
    printed(REPORTS[0], "الصباح", -1),
    printed(REPORTS[0], "المدى", 3),
    printed(REPORTS[0], "الزمان", 3),
    printed(REPORTS[1], "المدى", 0, published=False),
]
ALL = [*REPORTS, *COPIES]
GROUPS = {
    "الصباح-r00": ["الصباح-r00", "r00", "الزمان-r00", "المدى-r00"],
    "r01": ["r01", "المدى-r01"],
}


def groups(folder: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in pq.read_table(folder / NEAR_FILE).to_pylist():
        assert row["similarity"] >= 0.8
        found.setdefault(row["first"], []).append(row["article"])
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("near") / "near.collection"
    build(ALL, made, WordExtractor())
    return made


@pytest.fixture(scope="module")
def papers(folder: Path) -> Collection:
    return open_collection(folder)


def test_groups_are_told_by_their_earliest_article(folder: Path, papers: Collection) -> None:
    assert groups(folder) == GROUPS
    assert papers.manifest.near_duplicates == papers.near_duplicates() == 4
    assert papers.quality().near_duplicates == 4
    assert papers.manifest.articles == len(ALL), "they stay in the collection"


@pytest.mark.parametrize("slice_size", [1, 3, 500])
def test_order_and_parts_do_not_matter(folder: Path, tmp_path: Path, slice_size: int) -> None:
    shuffled = random.Random(slice_size).sample(ALL, len(ALL))
    again = build(shuffled, tmp_path, WordExtractor(), slice_size=slice_size)
    assert groups(tmp_path) == GROUPS
    assert again.fingerprint == open_collection(folder).fingerprint


def test_a_second_build_marks_what_is_added_and_forgets_what_is_gone(tmp_path: Path) -> None:
    build(REPORTS, tmp_path, WordExtractor())
    assert groups(tmp_path) == {}
    build(ALL, tmp_path, WordExtractor())
    assert groups(tmp_path) == GROUPS
    build([one for one in ALL if one.id != "الصباح-r00"], tmp_path, WordExtractor())
    assert groups(tmp_path)["r00"] == ["r00", "الزمان-r00", "المدى-r00"]


def test_counted_once_only_the_first_of_a_group_counts(papers: Collection) -> None:
    once = Selection(once=True)
    assert papers.counts(Selection()).articles == 16
    assert papers.counts(once).articles == 12
    listed = set(papers.articles(once)["article"])
    assert listed == {one.id for one in ALL} - {"r00", "الزمان-r00", "المدى-r00", "المدى-r01"}
    assert papers.article_count(once) == 12
    assert papers.article_count(Selection(once=True, sources=("المدى",))) == 0
    assert set(papers.evidence(once)["article"]) == listed


def test_articles_and_sentences_say_how_many_are_like_them(papers: Collection) -> None:
    expected = {one: len(group) - 1 for group in GROUPS.values() for one in group}
    for frame in (papers.articles(Selection()), papers.evidence_sentences(Selection())):
        told = dict(zip(frame["article"], frame["copies"], strict=True))
        assert {article: count for article, count in told.items() if count} == expected


def test_a_collection_of_format_1_opens_and_is_brought_up_to_date(
    folder: Path, tmp_path: Path
) -> None:
    now = build(ALL, tmp_path, WordExtractor(), slice_size=5)
    _as_format_1(tmp_path)
    old = open_collection(tmp_path)
    assert (old.manifest.format, old.manifest.near_duplicates) == (1, None)
    assert old.near_duplicates() == 4
    old.close()

    class Reader(WordExtractor):
        def mentions_of(self, articles):
            raise AssertionError("nothing is to be read again")

    again = build(ALL, tmp_path, Reader(), slice_size=5)
    assert again.fingerprint == now.fingerprint
    assert (again.format, again.parts) == (now.format, now.parts)
    assert groups(tmp_path) == GROUPS


def _as_format_1(folder: Path) -> None:
    """The collection as the program before near duplicates left it."""
    for path in (folder / "articles").iterdir():
        pq.write_table(pq.read_table(path).drop_columns("signature"), path)
    for path in [folder / NEAR_FILE, *folder.glob("index-*")]:
        path.unlink()
    manifest = folder / "manifest.json"
    fields = json.loads(manifest.read_text("utf-8"))
    del fields["near_duplicates"]
    manifest.write_text(json.dumps(fields | {"format": 1}), "utf-8")


def test_without_near_duplicates_nothing_is_left_out(tmp_path: Path) -> None:
    build([], tmp_path, WordExtractor())
    assert open_collection(tmp_path).counts(Selection(once=True)).mentions == 0
    different = [report(number) for number in range(30, 50)]
    build(different, tmp_path / "some", WordExtractor())
    assert open_collection(tmp_path / "some").counts(Selection(once=True)).articles == 20


@settings(max_examples=30)
@given(selection=SELECTIONS, mark=st.none() | MARKS)
def test_counted_once_a_selection_means_what_it_says(reprinted, selection, mark) -> None:
    collection, told = reprinted
    once = selection.changed(once=True, mark=mark)
    expected = [one for one in told if not one.article.id.startswith("copy-")]
    wanted = sorted(one.mention.id for one in meant(expected, once))
    assert sorted(collection.evidence(once, limit=10_000)["id"]) == wanted
    assert collection.counts(once).mentions == len(wanted)


@pytest.fixture(scope="module")
def reprinted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Collection, list[Told]]:
    """Stories, every fourth of them again on the next day in another paper."""
    first = [one for one in stories(60) if one.published]
    copies = [
        replace(one, id=f"copy-{one.id}", source="المدى", published=one.published + NEXT_DAY)
        for one in first[::4]
        if one.published
    ]
    folder = tmp_path_factory.mktemp("reprinted")
    build([*copies, *first], folder, WordExtractor())
    collection = open_collection(folder)
    assert collection.near_duplicates() == len(copies)
    return collection, list(all_told(collection))
