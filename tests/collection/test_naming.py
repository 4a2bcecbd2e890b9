"""Looking up entities, and counting who is named with whom."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.collection import keyed, naming, together
from dashboard.collection.together import meetings
from dashboard.model import Mark, MentionKind, Selection, Window
from tests.collection.selections import SELECTIONS, meant
from tests.collection.test_selecting import EXAMPLES


@EXAMPLES
@given(selection=SELECTIONS)
def test_entities_are_counted_within_the_selection(collection, told, selection) -> None:
    chosen = [one for one in meant(told, selection) if one.entity]
    frame = collection.entities(selection, limit=1000)
    assert dict(zip(frame["entity"], frame["mentions"], strict=True)) == {
        entity: sum(one.entity == entity for one in chosen)
        for entity in {one.entity for one in chosen}
    }
    assert frame["mentions"].is_monotonic_decreasing


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("window", list(Window))
def test_pairs_are_counted_by_window(collection, told, window, first) -> None:
    named = tuple(collection.entities(Selection(), limit=5 + first)["entity"])
    together = collection.named_together(Selection(), window, 5, named[first:] if first else ())
    assert tuple(together.nodes["entity"]) == named[first:]
    places: dict[object, set[str]] = {}
    for one in told:
        if one.entity:
            place = {Window.SENTENCE: one.sentence, Window.PARAGRAPH: one.paragraph}.get(window, 0)
            places.setdefault((one.article.id, place), set()).add(one.entity)
    nodes = list(together.nodes["entity"])
    expected = {
        (a, b): sum({a, b} <= names for names in places.values())
        for a, b in itertools.combinations(nodes, 2)
    }
    found = {(row.a, row.b): row.windows for row in together.pairs.itertuples()}
    assert found == {pair: count for pair, count in expected.items() if count}
    assert together.total == len(places)
    assert together.offered > len(nodes) == 5


@pytest.mark.parametrize("often", [True, False], ids=["split often", "split at the end"])
@pytest.mark.parametrize("type_", [np.int32, np.int64])
@given(
    named=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), max_size=40),
    size=st.integers(5, 9),
)
@example(named=[(window, place) for window in range(7) for place in (0, 1)] * 12, size=5)
def test_meetings_are_those_of_a_plain_count(named, size, type_, often) -> None:
    window, place = np.array(named, dtype=type_).reshape(-1, 2).T
    bits = max(size - 1, 1).bit_length()
    keys = (window << bits) | place
    with pytest.MonkeyPatch.context() as patched:
        if often:
            patched.setattr(keyed, "_BLOCK", 5)
            patched.setattr(together, "_MENTION_BITS", 6)
            patched.setattr(together, "_ONE_WINDOW", 1 << 6)
        windows, both, mentions = meetings(keys, bits, size)
    held: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for one, at in named:
        held[one][at] += 1
    assert windows.tolist() == [sum(at in inside for inside in held.values()) for at in range(size)]
    for a, b in itertools.combinations(range(size), 2):
        shared = [inside for inside in held.values() if a in inside and b in inside]
        assert both[a, b] == both[b, a] == len(shared)
        assert mentions[a, b] == mentions[b, a] == sum(each[a] + each[b] for each in shared)


@pytest.mark.parametrize(
    ("search", "first"),
    [
        ("الكاظ", "PER:مصطفي الكاظمي"),
        ("مصطفى", "PER:مصطفي الكاظمي"),
        ("كاظم", "PER:مصطفي الكاظمي"),
        ("عراق", "LOC:العراق"),
        ("الدُّولي", "ORG:"),
    ],
)
def test_a_part_of_a_name_finds_it(collection, search, first) -> None:
    found = list(collection.entities(Selection(), search)["entity"])
    assert any(entity.startswith(first) for entity in found)


@EXAMPLES
@given(selection=SELECTIONS, search=st.sampled_from(["ا", "عراق", "الكاظمي", "د"]))
def test_few_and_many_names_are_found_alike(collection, selection, search) -> None:
    found = collection.entities(selection, search)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(naming, "_FEW", 0)
        pd.testing.assert_frame_equal(collection.entities(selection, search), found)


def test_nothing_is_found_for_what_is_not_there(collection) -> None:
    for search in ("xyz", "%", "_", "'"):
        assert collection.entities(Selection(), search).empty


def test_an_entity_tells_its_aliases(collection) -> None:
    entity = collection.entity("PER:مصطفي الكاظمي")
    assert entity.kind is MentionKind.PER
    assert {surface for surface, _ in entity.aliases} == {"مصطفى الكاظمي", "الكاظمي"}
    assert sum(count for _, count in entity.aliases) == entity.mentions
    assert entity.reasons
    marked = Selection(mark=Mark("test", entities=(entity.id,)))
    assert collection.evidence_count(marked).mentions == entity.mentions
    assert collection.entity("PER:nobody") is None
    assert collection.entity_names((entity.id, "PER:nobody")) == {entity.id: entity.name}
