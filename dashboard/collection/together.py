"""Who is named with whom: the windows that name two, counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.collection.asking import Asker
from dashboard.collection.selecting import WINDOW_COLUMN, Parameters, condition
from dashboard.model import Selection, Window

Counts = NDArray[np.int64]


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
    bound = Parameters()
    named = f"m.eid IS NOT NULL AND {condition(selection, bound)}"
    (total,) = ask.row(f"SELECT {ask.distinct(column)} FROM mention m WHERE {named}", bound)
    bound = Parameters()
    kept = "true"
    if chosen:
        kept = f"eid IN (SELECT e.eid FROM entity e WHERE e.id IN {bound.bind_all(chosen)})"
    nodes = ask.frame(
        "WITH named AS (SELECT m.eid, count(*) AS mentions FROM mention m "
        f"WHERE m.eid IS NOT NULL AND {condition(selection, bound)} GROUP BY m.eid), "
        f"most AS (SELECT *, (SELECT count(*) FROM named) AS offered FROM named WHERE {kept} "
        f"ORDER BY mentions DESC, eid LIMIT {bound.bind(limit)}) "
        "SELECT e.id AS entity, e.name, e.kind::VARCHAR AS kind, c.mentions, c.eid, c.offered "
        "FROM most c JOIN entity e ON e.eid = c.eid ORDER BY c.mentions DESC, c.eid",
        bound,
    )
    offered = int(nodes["offered"].iloc[0]) if len(nodes) else _offered(ask, selection)
    bound = Parameters()
    eids = f"{bound.bind([int(eid) for eid in nodes['eid']])}::INTEGER[]"
    rows = ask.columns(
        f"SELECT {column} AS window, node.place - 1 AS place FROM mention m "
        f"JOIN (SELECT unnest({eids}) AS eid, generate_subscripts({eids}, 1) AS place) "
        f"AS node ON node.eid = m.eid WHERE {condition(selection, bound)}",
        bound,
    )
    windows, both, mentions = meetings(rows["window"], rows["place"], len(nodes))
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
    return TogetherCounts(nodes.drop(columns=["eid", "offered"]), pairs, total, offered, window)


def _offered(ask: Asker, selection: Selection) -> int:
    bound = Parameters()
    where = f"m.eid IS NOT NULL AND {condition(selection, bound)}"
    return int(ask.row(f"SELECT count(DISTINCT m.eid) FROM mention m WHERE {where}", bound)[0])


def meetings(window: NDArray[Any], place: NDArray[Any], size: int) -> tuple[Counts, Counts, Counts]:
    """From the window and the place (below ``size``) of every mention: in how many windows each
    place is; in how many each two are; and how many mentions of the two stand in those.

    The last two are square and symmetric; their diagonals mean nothing.
    """
    from scipy.sparse import csr_matrix

    bits = max(size - 1, 1).bit_length()
    # Sorted as one number each; a database groups by two columns in several times the time.
    keys = window.astype(np.int64)
    keys <<= bits
    keys |= place
    keys.sort()
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    mentions = np.diff(first, append=len(keys))
    keys = keys[first]
    column = (keys & ((1 << bits) - 1)).astype(np.int32)
    windows: Counts = np.bincount(column, minlength=size)
    starts = np.append(np.flatnonzero(np.diff(keys >> bits, prepend=-1)), len(keys))
    shape = (len(starts) - 1, size)
    is_in = csr_matrix((np.ones(len(keys), dtype=np.int64), column, starts), shape=shape)
    # One product counts both: windows in the upper half of each number, mentions in the lower.
    held = csr_matrix((mentions + (1 << 32), column, starts), shape=shape)
    product = (is_in.T @ held).toarray()
    both, of_one = product >> 32, product & ((1 << 32) - 1)
    return windows, both, of_one + of_one.T
