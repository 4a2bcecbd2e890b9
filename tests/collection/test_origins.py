"""A file that cannot be read takes nothing out of what was built from it before."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.articles import ReadSoFar, read_articles
from dashboard.collection import Collection, CollectionError, build, open_collection
from dashboard.collection.manifest import read_manifest
from dashboard.collection.origins import ORIGINS_FILE
from dashboard.collection.store import Store
from dashboard.model import Article, Selection
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor


def lines(articles: Sequence[Article]) -> str:
    return "".join(
        json.dumps({"id": one.id, "title": one.title, "text": one.text}, ensure_ascii=False) + "\n"
        for one in articles
    )


def built(folder: Path, *paths: Path, version: str = "words-1") -> Collection:
    so_far = ReadSoFar(paths)
    inputs = read_articles(paths, so_far=so_far)
    build(inputs, folder, WordExtractor(version), so_far=so_far, slice_size=7)
    return open_collection(folder)


def ids(collection: Collection) -> set[str]:
    return set(collection.articles(Selection(), limit=1000)["article"])


def notes(collection: Collection) -> list[tuple[str, str]]:
    told = collection.rejected()
    return list(told[told["note"]][["where", "reason"]].itertuples(index=False, name=None))


STORIES = stories(30)
FIRST, SECOND = STORIES[:10], STORIES[10:30]


@pytest.fixture
def two_files(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "in" / "first.jsonl", tmp_path / "in" / "second.jsonl"
    first.parent.mkdir()
    first.write_text(lines(FIRST), encoding="utf-8")
    second.write_text(lines(SECOND), encoding="utf-8")
    return first, second


def gone(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def of_another_kind(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 8)


@pytest.mark.parametrize("breaks", [gone, emptied, of_another_kind])
def test_what_came_from_it_stays_and_one_line_says_so(
    two_files, tmp_path, breaks: Callable[[Path], None]
) -> None:
    first, second = two_files
    before = built(tmp_path / "c", first, second)
    breaks(second)
    after = built(tmp_path / "c", first, second)
    assert ids(after) == ids(before) == {one.id for one in STORIES}
    assert after.fingerprint == before.fingerprint
    assert notes(after) == [
        (
            str(second),
            "not read whole; articles kept from the build before: 20; mend it and build again",
        )
    ]
    assert read_manifest(Store.at(tmp_path / "c")).rejected >= 1
    second.write_text(lines(SECOND[:5]), encoding="utf-8")
    mended = built(tmp_path / "c", first, second)
    assert ids(mended) == {one.id for one in [*FIRST, *SECOND[:5]]}
    assert notes(mended) == []


def test_what_was_read_before_the_fault_counts_once(two_files, tmp_path) -> None:
    first, second = two_files
    packed = tmp_path / "second.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(first, "first.jsonl")
        archive.write(second, "second.jsonl")
    before = built(tmp_path / "c", packed)
    whole = packed.read_bytes()
    with zipfile.ZipFile(packed) as archive:
        at = archive.getinfo("second.jsonl").header_offset + 60
    packed.write_bytes(whole[:at] + bytes(200) + whole[at + 200 :])
    after = built(tmp_path / "c", packed)
    assert ids(after) == ids(before)
    ((where, reason),) = notes(after)
    assert where == f"{packed}!second.jsonl", "the other member was whole"
    assert "before: 2" in reason or "before: 1" in reason


@pytest.mark.parametrize("share", [0.3, 0.7, 0.97])
def test_an_archive_that_is_cut_off_keeps_all_it_had(two_files, tmp_path, share) -> None:
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, story in enumerate(STORIES):
            archive.writestr(f"{at:02}.jsonl", lines([story]))
    before = built(tmp_path / "c", packed)
    whole = packed.read_bytes()
    packed.write_bytes(whole[: int(len(whole) * share)])
    assert built(tmp_path / "c", packed).fingerprint == before.fingerprint


def test_a_list_that_is_cut_off_keeps_all_it_had(tmp_path) -> None:
    path = tmp_path / "all.json"
    told = [json.loads(line) for line in lines(STORIES).splitlines()]
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    before = built(tmp_path / "c", path)
    path.write_bytes(path.read_bytes()[:-400])
    after = built(tmp_path / "c", path)
    assert after.fingerprint == before.fingerprint
    assert [where for where, _ in notes(after)] == [str(path)]


def test_another_version_of_an_article_replaces_what_was_kept(two_files, tmp_path) -> None:
    first, second = two_files
    built(tmp_path / "c", first, second)
    gone(second)
    changed = Article(SECOND[0].id, "", "نص آخر عن بغداد لهذه المقالة بعينها.")
    first.write_text(lines([*FIRST, changed]), encoding="utf-8")
    after = built(tmp_path / "c", first, second)
    assert ids(after) == {one.id for one in STORIES}
    read = after.article(changed.id)
    assert read is not None
    assert read.article.text == changed.text


def test_kept_articles_are_read_again_by_another_version(two_files, tmp_path) -> None:
    first, second = two_files
    built(tmp_path / "c", first, second)
    gone(second)
    after = built(tmp_path / "c", first, second, version="words-2")
    assert ids(after) == {one.id for one in STORIES}
    assert after.fingerprint == built_at_once(tmp_path / "d", STORIES, "words-2")
    gone(first)
    with pytest.raises(CollectionError, match="no article could be read"):
        built(tmp_path / "c", first, second)


def built_at_once(folder: Path, articles: Sequence[Article], version: str) -> str:
    path = folder.with_suffix(".jsonl")
    path.write_text(lines(articles), encoding="utf-8")
    return built(folder, path, version=version).fingerprint


def test_a_file_taken_out_of_a_folder_is_no_fault(two_files, tmp_path) -> None:
    first, second = two_files
    built(tmp_path / "c", first.parent)
    gone(second)
    after = built(tmp_path / "c", first.parent)
    assert ids(after) == {one.id for one in FIRST}
    assert notes(after) == []


def test_a_folder_that_is_gone_takes_nothing_with_it(two_files, tmp_path) -> None:
    first, _ = two_files
    other = tmp_path / "other.jsonl"
    other.write_text(lines(stories(3, seed=1)), encoding="utf-8")
    built(tmp_path / "c", first.parent)
    first.parent.rename(tmp_path / "moved")
    after = built(tmp_path / "c", first.parent, other)
    assert len(ids(after)) >= 30
    assert [where for where, _ in notes(after)] == [str(first.parent)]


def test_where_files_were_not_noted_everything_stays(two_files, tmp_path) -> None:
    """Collections that were built before files were noted."""
    first, second = two_files
    built(tmp_path / "c", first, second)
    (tmp_path / "c" / ORIGINS_FILE).unlink()
    gone(second)
    after = built(tmp_path / "c", first, second)
    assert ids(after) == {one.id for one in STORIES}
    assert "20;" in notes(after)[0][1]


def added(folder: Path, *paths: Path) -> Collection:
    so_far = ReadSoFar(paths)
    inputs = read_articles(paths, so_far=so_far)
    build(inputs, folder, WordExtractor(), so_far=so_far, slice_size=7, adding=True)
    return open_collection(folder)


def test_adding_keeps_what_is_there(two_files, tmp_path) -> None:
    first, second = two_files
    at_once = built(tmp_path / "once", first, second)
    built(tmp_path / "c", first)
    both = added(tmp_path / "c", second)
    assert both.fingerprint == at_once.fingerprint
    assert notes(both) == []
    again = added(tmp_path / "c", second)
    assert again.fingerprint == at_once.fingerprint, "the same again adds nothing"


def test_adding_to_nothing_is_building(two_files, tmp_path) -> None:
    first, second = two_files
    fingerprint = built(tmp_path / "once", first, second).fingerprint
    assert added(tmp_path / "c", first, second).fingerprint == fingerprint


def test_an_article_that_is_there_keeps_its_id(two_files, tmp_path) -> None:
    """Links and corrections know it by that."""
    first, _ = two_files
    before = built(tmp_path / "c", first)
    other = tmp_path / "other.jsonl"
    renamed = [replace(one, id=f"other-{one.id}") for one in FIRST]
    other.write_text(lines([*renamed, *SECOND[:1]]), encoding="utf-8")
    after = added(tmp_path / "c", other)
    assert ids(after) == ids(before) | {SECOND[0].id}


def test_an_article_that_is_added_anew_replaces_the_one_of_its_id(two_files, tmp_path) -> None:
    first, second = two_files
    built(tmp_path / "c", first)
    changed = replace(FIRST[3], text="نص آخر عن بغداد لهذه المقالة بعينها.")
    second.write_text(lines([changed]), encoding="utf-8")
    after = added(tmp_path / "c", second)
    assert ids(after) == {one.id for one in FIRST}
    read = after.article(changed.id)
    assert read is not None
    assert read.article.text == changed.text


def test_where_nothing_of_the_addition_can_be_read_all_stays(two_files, tmp_path) -> None:
    first, second = two_files
    before = built(tmp_path / "c", first)
    emptied(second)
    with pytest.raises(CollectionError, match="no article could be read"):
        added(tmp_path / "c", second)
    assert open_collection(tmp_path / "c").fingerprint == before.fingerprint


def test_what_was_complained_of_stays_until_its_file_is_added_again(two_files, tmp_path) -> None:
    first, second = two_files
    for path, articles in ((first, FIRST), (second, SECOND)):
        path.write_text(lines(articles) + "not JSON\n", encoding="utf-8")
    built(tmp_path / "c", first)
    both = added(tmp_path / "c", second)
    where = sorted(Path(one).name for one in both.rejected()["where"])
    assert where == ["first.jsonl:11", "second.jsonl:21"]
    first.write_text(lines(FIRST), encoding="utf-8")
    mended = added(tmp_path / "c", first)
    assert [Path(one).name for one in mended.rejected()["where"]] == ["second.jsonl:21"]
    assert mended.manifest.rejected == 1
