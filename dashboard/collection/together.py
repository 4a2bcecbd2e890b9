"""Who is named with whom: the windows that name two, counted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.collection.asking import Asker
from dashboard.collection.keyed import Keys, beginnings, sorted_blocks
from dashboard.collection.naming import keys_of_named
from dashboard.collection.selecting import EVERYTHING, WINDOW_COLUMN, Parameters, condition
from dashboard.model import Selection, Window

Counts = NDArray[np.int64]
Weights = NDArray[np.float64]
_MENTION_BITS = 26
_ONE_WINDOW = 1 << _MENTION_BITS


@dataclass(frozen=True)
class TogetherCounts:
    """Who is named with whom among the chosen entities, within the selection.

    ``nodes``: entity, name, kind, mentions, windows (those that name it), most mentions first.
    ``pairs``: a, b (entity ids, a before b in ``nodes``), windows (those that name both),
    mentions (of both, in those windows). ``total`` is the number of windows with any selected
    name. ``offered`` is how many entities the selection has, before the cut to ``nodes``.
    """

    nodes: pd.DataFrame
    pairs: pd.DataFrame
    total: int
    offered: int
    window: Window


def named_together(
    ask: Asker,
    selection: Selection,
    window: Window = Window.SENTENCE,
    limit: int = 60,
    chosen: tuple[str, ...] = (),
) -> TogetherCounts:
    """Counts for the ``limit`` entities of the selection that are named most, or for ``chosen``.

    Only selected mentions count: an entity is in a window when a selected mention of it is.
    """
    column = f"m.{WINDOW_COLUMN[window]}"
    nodes = _nodes(ask, selection, limit, chosen)
    offered = int(nodes["offered"].iloc[0]) if len(nodes) else _offered(ask, selection)
    bits = max(len(nodes) - 1, 1).bit_length()
    keys = keys_of_named(ask, selection, column, bits, nodes["eid"])
    # The database counts the windows on one core while the meetings are counted on another.
    with ThreadPoolExecutor(1) as beside:
        total = beside.submit(_windows, ask, selection, column)
        windows, both, mentions = meetings(keys, bits, len(nodes))
    one, other = np.nonzero(np.triu(both, 1))
    entity = nodes["entity"].to_numpy()
    pairs = pd.DataFrame(
        {
            "a": entity[one],
            "b": entity[other],
            "windows": both[one, other],
            "mentions": mentions[one, other],
        }
    )
    nodes.insert(4, "windows", windows)
    nodes = nodes.drop(columns=["eid", "offered"])
    return TogetherCounts(nodes, pairs, total.result(), offered, window)


def _nodes(ask: Asker, selection: Selection, limit: int, chosen: tuple[str, ...]) -> pd.DataFrame:
    bound = Parameters()
    where = condition(selection, bound)
    kept = "true"
    if chosen:
        kept = f"eid IN (SELECT e.eid FROM entity e WHERE e.id IN {bound.bind_all(chosen)})"
    named = (
        "SELECT eid, mentions FROM entity"
        if where == EVERYTHING
        else "SELECT m.eid, count(*) AS mentions FROM mention m "
        f"WHERE m.eid IS NOT NULL AND {where} GROUP BY m.eid"
    )
    return ask.frame(
        f"WITH named AS ({named}), "
        f"most AS (SELECT *, (SELECT count(*) FROM named) AS offered FROM named WHERE {kept} "
        f"ORDER BY mentions DESC, eid LIMIT {bound.bind(limit)}) "
        "SELECT e.id AS entity, e.name, e.kind::VARCHAR AS kind, c.mentions, c.eid, c.offered "
        "FROM most c JOIN entity e ON e.eid = c.eid ORDER BY c.mentions DESC, c.eid",
        bound,
    )


def _windows(ask: Asker, selection: Selection, column: str) -> int:
    bound = Parameters()
    named = f"m.eid IS NOT NULL AND {condition(selection, bound)}"
    sql = f"SELECT {ask.distinct(column)} AS windows FROM mention m WHERE {named}"
    return int(ask.once(sql, bound)["windows"].iloc[0])


def _offered(ask: Asker, selection: Selection) -> int:
    bound = Parameters()
    where = f"m.eid IS NOT NULL AND {condition(selection, bound)}"
    return int(ask.row(f"SELECT count(DISTINCT m.eid) FROM mention m WHERE {where}", bound)[0])


def meetings(keys: Keys, bits: int, size: int) -> tuple[Counts, Counts, Counts]:
    """From a key of every mention, its window shifted by ``bits`` and its place (below ``size``):
    in how many windows each place is; in how many each two are; and how many mentions of the two
    stand in those. Sorts ``keys``.

    The last two are square and symmetric; their diagonals mean nothing.
    """
    windows = np.zeros(size, dtype=np.int64)
    both, of_two = (np.zeros(size * size, dtype=np.int64) for _ in range(2))
    summed, rows = np.zeros(size * size), 0
    for block in sorted_blocks(keys, bits):
        first = np.flatnonzero(beginnings(block))
        # One sum counts both: windows above the bits for mentions, which so few rows cannot fill.
        held = np.diff(first, append=len(block)) + (_ONE_WINDOW / 2)
        rows += len(block)
        block = block[first]
        place = (block & ((1 << bits) - 1)).astype(np.int32)
        windows += np.bincount(place, minlength=size)
        pairs, weights = _pairs(block >> bits, place, held, size)
        summed += np.bincount(pairs, weights, minlength=len(summed))
        if rows >= _ONE_WINDOW // 2:
            _split(summed, both, of_two)
            rows = 0
    _split(summed, both, of_two)
    one, two = (counts.reshape(size, size) for counts in (both, of_two))
    return windows, one + one.T, two + two.T


def _pairs(
    window: Keys, place: NDArray[np.int32], held: Weights, size: int
) -> tuple[NDArray[np.int32], Weights]:
    """Of each two rows of one window: their places as one number, and the sum of their ``held``.

    Each row is taken with the next one of its window, then with the one after that, and so on.
    """
    row = place * np.int32(size)
    goes_on = window[1:] == window[:-1]
    same, apart = goes_on, 1
    pairs, weights = [np.empty(0, dtype=np.int32)], [np.empty(0)]
    while len(one := np.flatnonzero(same)):
        pairs.append(row[one] + place[apart:][one])
        weights.append(held[one] + held[apart:][one])
        same = same[:-1] & goes_on[apart:]
        apart += 1
    return np.concatenate(pairs), np.concatenate(weights)


def _split(summed: Weights, both: Counts, of_two: Counts) -> None:
    """Adds what ``summed`` has of the two to each of them, and empties it."""
    whole = summed.astype(np.int64)
    both += whole >> _MENTION_BITS
    of_two += whole & (_ONE_WINDOW - 1)
    summed[:] = 0
