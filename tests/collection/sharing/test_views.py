"""Saved views: who sees and changes which, in SQLite as in PostgreSQL."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

import pytest

from dashboard.collection.database import DatabaseError
from dashboard.collection.sharing.views import LONGEST_NAME, SavedView, SavedViews, ViewError

_numbers = itertools.count(1)
ADDRESS = {"names": "LOC:الموصل", "from": "2016-01-01", "mark": "timeline~kind:PER"}


@pytest.fixture
def key() -> str:
    return f"stories {next(_numbers)}"


@pytest.fixture
def huda(database: str, key: str) -> SavedViews:
    return SavedViews.at(database, key, "هدى")


@pytest.fixture
def sami(database: str, key: str) -> SavedViews:
    return SavedViews.at(database, key, "sami@example.org")


def names(views: SavedViews) -> list[str]:
    return [view.name for view in views.listed()]


def test_a_view_comes_back_as_it_was_saved(huda: SavedViews, sami: SavedViews) -> None:
    before = dt.datetime.now(dt.UTC)
    saved = huda.save("  الموصل \n 2016 ", "workbench", ADDRESS)
    assert (saved.name, saved.author, saved.page) == ("الموصل 2016", "هدى", "workbench")
    assert saved.address == ADDRESS
    assert before <= saved.at <= dt.datetime.now(dt.UTC)
    assert huda.listed() == sami.listed() == [saved]


def test_views_of_two_collections_are_apart(database: str, huda: SavedViews) -> None:
    huda.save("أ", "workbench", ADDRESS)
    other = SavedViews.at(database, f"{huda.collection}, another", "هدى")
    assert other.listed() == []
    other.save("أ", "workbench", {})


def test_a_private_view_is_seen_by_its_author_alone(
    database: str, huda: SavedViews, sami: SavedViews
) -> None:
    mine = huda.save("لي", "workbench", ADDRESS, private=True)
    nobody = SavedViews.at(database, huda.collection, "")
    assert names(huda) == ["لي"]
    assert names(sami) == names(nobody) == []
    huda.share(mine.id, private=False)
    assert names(sami) == names(nobody) == ["لي"]
    huda.share(mine.id, private=True)
    assert names(sami) == []


def test_own_views_come_first_and_each_by_name(huda: SavedViews, sami: SavedViews) -> None:
    for name in ("b", "a"):
        sami.save(name, "workbench", {})
        huda.save(name, "workbench", {})
    assert [(view.author, view.name) for view in sami.listed()] == [
        ("sami@example.org", "a"),
        ("sami@example.org", "b"),
        ("هدى", "a"),
        ("هدى", "b"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda views, view: views.rename(view, "ب"),
        lambda views, view: views.share(view, private=True),
        lambda views, view: views.delete(view),
    ],
    ids=["rename", "share", "delete"],
)
def test_nobody_else_changes_a_view(
    database: str,
    huda: SavedViews,
    sami: SavedViews,
    change: Callable[[SavedViews, int], SavedView],
) -> None:
    saved = huda.save("أ", "workbench", ADDRESS)
    for other in (sami, SavedViews.at(database, f"{huda.collection}, another", "هدى")):
        with pytest.raises(ViewError, match=r"views\.refused\.gone"):
            change(other, saved.id)
    assert huda.listed() == [saved]


def test_a_view_is_renamed_and_deleted(huda: SavedViews) -> None:
    first, second = (huda.save(name, "workbench", ADDRESS) for name in "أب")
    assert huda.rename(first.id, "ت").address == ADDRESS
    assert names(huda) == ["ب", "ت"]
    assert huda.rename(first.id, "ت").name == "ت"
    with pytest.raises(ViewError, match="taken"):
        huda.rename(first.id, "ب")
    assert huda.delete(second.id).name == "ب"
    with pytest.raises(ViewError, match="gone"):
        huda.delete(second.id)
    assert names(huda) == ["ت"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "unnamed"),
        (" \t\n", "unnamed"),
        ("\u202e\u2066\u200b", "unnamed"),
        ("س" * (LONGEST_NAME + 1), "name_long"),
    ],
)
def test_a_name_that_says_nothing_is_refused(huda: SavedViews, name: str, why: str) -> None:
    with pytest.raises(ViewError, match=why):
        huda.save(name, "workbench", {})
    assert huda.listed() == []


def test_a_name_cannot_disguise_itself(huda: SavedViews) -> None:
    huda.save("gnp.exe", "workbench", {})
    with pytest.raises(ViewError, match="taken"):
        huda.save("gnp\u202e.exe\u2069", "workbench", {})
    # A joiner belongs to how a word is written.
    assert huda.save("می\u200cخواهم", "workbench", {}).name == "می\u200cخواهم"


def test_nobody_saves_nothing_and_a_huge_address_is_refused(
    database: str, huda: SavedViews
) -> None:
    with pytest.raises(ViewError, match="nobody"):
        SavedViews.at(database, huda.collection, "").save("أ", "workbench", {})
    with pytest.raises(ViewError, match="long"):
        huda.save("أ", "workbench", {"text": "س" * 30_000})
    assert huda.listed() == []


def test_two_people_save_at_once_and_nothing_is_lost(database: str, key: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def save(number: int) -> bool:
        try:
            SavedViews.at(database, key, "هدى").save(f"{number % 4}", "workbench", {})
        except ViewError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        saved = list(pool.map(save, range(12)))
    assert sum(saved) == 4
    assert names(SavedViews.at(database, key, "هدى")) == list("0123")


def test_a_database_out_of_reach_is_one_line() -> None:
    with pytest.raises(DatabaseError) as fault:
        SavedViews.at("postgresql://siyaq@localhost:1/none?connect_timeout=1", "x", "هدى")
    assert "\n" not in str(fault.value)
