"""All corrections together: undone in any order, equal for equal steps, gone when unheld."""

from __future__ import annotations

import gc
import random

import pytest

from dashboard.collection import Collection
from dashboard.collection.corrections import steps
from dashboard.collection.corrections.store import Corrections
from dashboard.model import (
    MentionKind,
)
from tests.collection.corrections.agreement import (
    EVERYTHING,
    check_agreement,
    entity,
    facts,
    mentions,
)


def test_without_steps_it_is_the_collection_itself(collection: Collection) -> None:
    same = collection.corrected([])
    assert same.fingerprint == collection.fingerprint
    assert same.built is collection
    assert same.overlay.empty


def one_of_each(collection: Collection) -> list[steps.Step]:
    people, places = mentions(collection, MentionKind.PER), mentions(collection, MentionKind.LOC)
    money, dates = mentions(collection, MentionKind.MONEY), mentions(collection, MentionKind.DATE)
    baghdad, mosul = entity(collection, "بغداد"), entity(collection, "الموصل")
    long = next(one for one in people if one.surface.startswith("مصطفى "))
    content = collection.article(long.article).article.content
    return [
        steps.reject(places[0]),
        steps.reject(dates[0]),
        steps.retag(places[1], MentionKind.ORG),
        steps.retag(money[0], MentionKind.MISC),
        steps.bounds(long, content, long.start + len("مصطفى "), long.end),
        steps.confirm(people[-1]),
        steps.merge(baghdad, mosul),
        steps.rename(mosul, "نينوى"),
        steps.retag_entity(entity(collection, "التحالف الدولي"), MentionKind.LOC),
        steps.split(
            next(
                made
                for name in collection.entities(EVERYTHING, limit=100)["entity"]
                if len((made := collection.entity(name)).aliases) > 1
                and made.id not in (baghdad.id, mosul.id)
            ),
            [made.aliases[0][0]],
        ),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_undone_in_any_order_leaves_the_collection_as_built(
    collection: Collection, light: Corrections, seed: int
) -> None:
    before = facts(collection)
    chance = random.Random(seed)
    taken = one_of_each(collection)
    chance.shuffle(taken)
    log = [light.append(step, "هدى") for step in taken]
    fingerprints = {collection.fingerprint}
    while True:
        other = collection.corrected(light.log())
        check_agreement(other)
        assert (other.holding, other.corrections) == (len(log), len(light.log()))
        if not log:
            break
        fingerprints.add(other.fingerprint)
        light.undo(log.pop(chance.randrange(len(log))).id, "سالم")
    assert len(fingerprints) == len(taken) + 1
    assert other.overlay.empty
    assert facts(other) == before


def test_equal_corrections_give_equal_fingerprints(
    collection: Collection, light: Corrections, tmp_path
) -> None:
    for step in one_of_each(collection):
        light.append(step, "هدى")
    again = Corrections.at(tmp_path / "again.db", "again")
    again.imported(light.exported())
    one, other = (collection.corrected(log.log()) for log in (light, again))
    assert one.fingerprint == other.fingerprint
    assert facts(one) == facts(other)
    assert one.fingerprint != collection.fingerprint


def test_a_corrected_collection_can_be_corrected_further(
    collection: Collection, light: Corrections
) -> None:
    first = light.append(one_of_each(collection)[0], "هدى")
    once = collection.corrected(light.log())
    light.append(one_of_each(collection)[1], "هدى")
    twice = once.corrected(light.log())
    assert twice.built is collection
    assert twice.mention_count(EVERYTHING) == collection.mention_count(EVERYTHING) - 2
    light.undo(first.id, "هدى")
    assert once.corrected(light.log()).mention_count(EVERYTHING) == (
        collection.mention_count(EVERYTHING) - 1
    )
    # Those who still hold the earlier ones see no change.
    assert once.mention_count(EVERYTHING) == collection.mention_count(EVERYTHING) - 1


def test_what_is_no_longer_held_leaves_no_tables(collection: Collection, fixed) -> None:

    def schemas() -> int:
        return int(
            collection._ask.row(
                "SELECT count(*) FROM duckdb_schemas() WHERE schema_name LIKE 'over_%'"
            )[0]
        )

    before = schemas()
    other = fixed(steps.reject(mentions(collection, MentionKind.PER)[0]))
    assert schemas() == before + 1
    del other
    gc.collect()
    assert schemas() == before
