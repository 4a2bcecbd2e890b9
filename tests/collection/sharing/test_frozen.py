"""A frozen view: what its link remembers, and whether it still fits the collection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.collection import Collection
from dashboard.collection.corrections.steps import reject, rename
from dashboard.collection.corrections.store import Corrections
from dashboard.collection.sharing.frozen import Frozen, frozen, frozen_of, numbers
from dashboard.model import SHOWN_KINDS, DateAxis, Mark, MentionKind, Selection

NOON = dt.datetime(2026, 11, 27, 12, 30, 59, tzinfo=dt.timezone(dt.timedelta(hours=3)))
PEOPLE = Selection(kinds=(MentionKind.PER,))


def freeze(collection: Collection, selection: Selection = PEOPLE) -> Frozen:
    return frozen(collection, selection, collection.counts(selection), NOON)


def test_it_remembers_the_numbers_of_the_view(collection: Collection) -> None:
    kept = freeze(collection)
    counts = collection.counts(PEOPLE)
    assert counts.mentions > 0
    assert (kept.numbers.mentions, kept.numbers.articles) == (counts.mentions, counts.articles)
    for kind in SHOWN_KINDS:
        assert kept.numbers.of_kind(kind) == (counts.mentions if kind is MentionKind.PER else 0)
    assert kept.numbers.all_articles == collection.manifest.articles
    assert kept.at == dt.datetime(2026, 11, 27, 9, 30, tzinfo=dt.UTC)


def test_its_text_is_read_back(collection: Collection) -> None:
    kept = freeze(collection)
    assert frozen_of(kept.text) == kept
    assert set(kept.text) <= set("0123456789abcdefTZ-"), "it needs no escaping in an address"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: text[:-2],
        lambda text: text + "-1",
        lambda text: "2" + text[1:],
        lambda text: text.replace("20261127", "20261399"),
        lambda text: text.replace("-20261127", "--20261127"),
        lambda text: text + "\n",
        lambda text: text.replace("2026", "٢٠٢٦"),
        lambda text: "<script>",
        lambda text: text + "9" * 5000,
    ],
)
def test_anything_else_is_refused(collection: Collection, spoil: Callable[[str], str]) -> None:
    spoilt = spoil(freeze(collection).text)
    with pytest.raises(ValueError, match=r"not a frozen view|does not match format"):
        frozen_of(spoilt)


def test_it_knows_its_selection(collection: Collection) -> None:
    mark = Mark("timeline", axis=DateAxis.HAPPENED, start=dt.date(2020, 1, 1))
    kept = freeze(collection, PEOPLE.with_mark(mark))
    assert kept.is_of(Selection(kinds=(MentionKind.PER,), mark=replace(mark)))
    assert not kept.is_of(PEOPLE)
    assert not kept.is_of(PEOPLE.with_mark(replace(mark, axis=DateAxis.PUBLISHED)))
    assert not kept.is_of(PEOPLE.changed(text="بغداد"))


def test_later_corrections_do_not_touch_what_was_frozen(
    built: Callable[..., Collection], tmp_path: Path
) -> None:
    """The log's first rows give the very collection that was frozen, whatever came after."""
    log = Corrections.at(tmp_path / "siyaq.db", "stories")
    collection = built()
    people = collection.entities(PEOPLE)
    first = collection.entity(str(people["entity"].iloc[0]))
    assert first is not None
    log.append(rename(first, "اسم آخر"), "هدى")
    then = collection.corrected(log.log())
    kept = freeze(then)
    assert kept.corrections == 1
    found = then.evidence(PEOPLE, 1).to_dict("records")[0]
    read = then.article(str(found["article"]))
    assert read is not None
    mention = next(one for one in read.mentions if one.id == found["id"])
    log.append(reject(mention), "سامي")
    now = collection.corrected(log.log())
    assert now.corrections == 2
    assert now.counts(PEOPLE).mentions == kept.numbers.mentions - 1
    assert kept.fits(now.built)
    assert not kept.same(now)
    again = collection.corrected(log.log()[: kept.corrections])
    assert kept.same(again)
    assert numbers(again, again.counts(PEOPLE)) == kept.numbers


def test_another_build_does_not_fit(built: Callable[..., Collection]) -> None:
    kept = freeze(built(40))
    assert kept.fits(built(40)), "the same articles give the same build"
    assert not kept.fits(built(41))
