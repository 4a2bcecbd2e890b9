"""Rows counted as one number each, against a plain count."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.collection import keyed
from dashboard.collection.keyed import beginnings, sorted_blocks, tallied

BITS = 4
ROWS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, (1 << BITS) - 1)), max_size=60)


TYPES = pytest.mark.parametrize("type_", [np.int32, np.int64])


def keys_of(rows: list[tuple[int, int]], type_: type[np.signedinteger[Any]]) -> keyed.Keys:
    """The last place is the last one that the type has room for."""
    last = int(np.iinfo(type_).max) >> BITS
    return np.array([((last - 9 + where) << BITS) | number for where, number in rows], dtype=type_)


@pytest.mark.parametrize("dense", [0, 19])
@pytest.mark.parametrize("block", [1, 7, 1 << 17])
@TYPES
@given(rows=ROWS)
def test_a_tally_is_that_of_a_plain_count(rows, block, dense, type_) -> None:
    where: defaultdict[int, list[int]] = defaultdict(list)
    for place, number in rows:
        where[number].append(place)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(keyed, "_BLOCK", block)
        patched.setattr(keyed, "_DENSE", dense)
        known, count, apart = tallied(keys_of(rows, type_), BITS)
    assert known.tolist() == sorted(where)
    assert count.tolist() == [len(where[number]) for number in sorted(where)]
    assert apart.tolist() == [len(set(where[number])) for number in sorted(where)]


@pytest.mark.parametrize("block", [1, 7, 1 << 17])
@TYPES
@given(rows=ROWS)
def test_blocks_keep_together_what_stands_together(rows, block, type_) -> None:
    keys = keys_of(rows, type_)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(keyed, "_BLOCK", block)
        blocks = [part.copy() for part in sorted_blocks(keys, BITS)]
    assert np.concatenate([*blocks, keys[:0]]).tolist() == sorted(keys_of(rows, type_).tolist())
    held = [set((part >> BITS).tolist()) for part in blocks]
    assert sum(map(len, held)) == len({where for where, _ in rows})
    assert all(len(part) for part in blocks)


@given(values=st.lists(st.integers(0, 3), max_size=20))
def test_a_value_begins_where_it_differs(values) -> None:
    found = beginnings(np.array(values, dtype=np.int64)).tolist()
    assert found == [at == 0 or value != values[at - 1] for at, value in enumerate(values)]
