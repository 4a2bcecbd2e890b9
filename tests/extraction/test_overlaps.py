"""The decision between mentions that share characters."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.extraction.overlaps import without_overlaps
from dashboard.model import Mention, MentionKind

KINDS = st.sampled_from(list(MentionKind))


def mention(start: int, end: int, kind: str, rule: str = "test") -> Mention:
    return Mention("a", start, end, "x" * (end - start), MentionKind(kind), None, rule)


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ([(0, 5, "PER"), (6, 9, "LOC")], [(0, 5, "PER"), (6, 9, "LOC")]),
        # A name does not nest in another.
        ([(0, 12, "ORG"), (8, 12, "LOC")], [(0, 12, "ORG")]),
        # A date inside the name of a body belongs to the name.
        ([(0, 14, "ORG"), (5, 14, "DATE")], [(0, 14, "ORG")]),
        # The amount holds a currency that looks like a place.
        ([(0, 20, "MONEY"), (14, 20, "LOC")], [(0, 20, "MONEY")]),
        # Crossing spans: values before names.
        ([(0, 6, "PER"), (4, 10, "DATE")], [(4, 10, "DATE")]),
        # Equal spans: the order of precedence.
        ([(0, 6, "LOC"), (0, 6, "ORG")], [(0, 6, "ORG")]),
        ([], []),
    ],
)
def test_what_stays(found: list[tuple[int, int, str]], kept: list[tuple[int, int, str]]) -> None:
    decided = without_overlaps(mention(*one) for one in found)
    assert [(m.start, m.end, m.kind.value) for m in decided] == kept


SPANS = st.builds(
    lambda start, length, kind: mention(start, start + length, kind),
    st.integers(0, 40),
    st.integers(1, 12),
    KINDS,
)


@given(st.lists(SPANS, max_size=12))
def test_nothing_overlaps_and_everything_was_offered(found: list[Mention]) -> None:
    decided = without_overlaps(found)
    assert all(a.end <= b.start for a, b in pairwise(decided))
    assert all(one in found for one in decided)
    assert bool(decided) == bool(found)


@given(st.lists(SPANS, max_size=8), st.randoms())
def test_the_order_of_finding_does_not_matter(found: list[Mention], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert without_overlaps(shuffled) == without_overlaps(found)
