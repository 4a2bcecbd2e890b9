"""Entities: looking them up, who is named most, and who is named with whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.collection.asking import Asker
from dashboard.collection.selecting import WINDOW_COLUMN, Parameters, condition, searched
from dashboard.model import Entity, MentionKind, Selection, Window

ENTITY_COLUMNS = "id, kind::VARCHAR, name, aliases, mentions, articles, reasons"


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


def entities(ask: Asker, selection: Selection, search: str = "", limit: int = 50) -> pd.DataFrame:
    """entity, name, kind, aliases, mentions, articles (both within the selection), named most
    first. ``search`` is folded and must begin a word of the name or of an alias, or, for names
    that no word begins with it, occur in one."""
    bound = Parameters()
    wanted = searched(search)
    matching = rank = ""
    if wanted:
        part = bound.bind(wanted)
        matching = (
            f"JOIN (SELECT eid, min(CASE WHEN starts_with(folded, {part}) THEN 0 "
            f"WHEN contains(folded, ' ' || {part}) THEN 1 ELSE 2 END) AS rank FROM alias "
            f"WHERE contains(folded, {part}) GROUP BY eid) f ON f.eid = m.eid "
        )
        rank = "min(f.rank), "
    where = condition(selection, bound)
    return ask.frame(
        "WITH named AS (SELECT m.eid, count(*) AS mentions, "
        f"row_number() OVER (ORDER BY {rank}count(*) DESC, m.eid) AS place "
        f"FROM mention m {matching}WHERE m.eid IS NOT NULL AND {where} "
        f"GROUP BY m.eid ORDER BY place LIMIT {bound.bind(limit)}), "
        "held AS (SELECT m.eid, count(DISTINCT m.aid) AS articles FROM mention m "
        f"WHERE m.eid IN (SELECT eid FROM named) AND {where} GROUP BY m.eid) "
        "SELECT e.id AS entity, e.name, e.kind::VARCHAR AS kind, e.aliases, n.mentions, h.articles "
        "FROM named n JOIN held h USING (eid) JOIN entity e USING (eid) ORDER BY n.place",
        bound,
    )


def entity(ask: Asker, entity_id: str) -> Entity | None:
    """The entity of this id; None when there is none."""
    bound = Parameters()
    rows = ask.rows(
        f"SELECT {ENTITY_COLUMNS} FROM entity WHERE id = {bound.bind(entity_id)}", bound
    )
    return entity_of_row(rows[0]) if rows else None


def entity_of_row(row: tuple[Any, ...]) -> Entity:
    """The entity of a row of ENTITY_COLUMNS."""
    found, kind, name, aliases, mentions, articles, reasons = row
    return Entity(
        found,
        MentionKind(kind),
        name,
        tuple((alias["surface"], alias["count"]) for alias in aliases or ()),
        mentions,
        articles,
        tuple(reasons or ()),
    )


def entity_names(ask: Asker, entity_ids: tuple[str, ...]) -> dict[str, str]:
    """The names of these entities, for chips and legends; ids that do not exist are left out."""
    bound = Parameters()
    rows = ask.rows(
        f"SELECT id, name FROM entity WHERE id IN {bound.bind_all(entity_ids or ('',))}", bound
    )
    return dict(rows)


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
    column = WINDOW_COLUMN[window]
    bound = Parameters()
    where = condition(selection, bound)
    total, offered = ask.row(
        f"SELECT count(DISTINCT m.{column}), count(DISTINCT m.eid) FROM mention m "
        f"WHERE m.eid IS NOT NULL AND {where}",
        bound,
    )
    bound = Parameters()
    where = f"m.eid IS NOT NULL AND {condition(selection, bound)}"
    if chosen:
        ids = bound.bind_all(chosen)
        where += f" AND m.eid IN (SELECT eid FROM entity WHERE id IN {ids})"
    nodes = ask.frame(
        "SELECT e.id AS entity, e.name, e.kind::VARCHAR AS kind, c.mentions, c.eid FROM ("
        f"SELECT m.eid, count(*) AS mentions FROM mention m WHERE {where} GROUP BY m.eid "
        f"ORDER BY mentions DESC, m.eid LIMIT {bound.bind(limit)}) c "
        "JOIN entity e ON e.eid = c.eid ORDER BY c.mentions DESC, c.eid",
        bound,
    )
    bound = Parameters()
    eids = bound.bind([int(eid) for eid in nodes["eid"]])
    places = bound.bind(list(range(len(nodes))))
    pairs = ask.frame(
        f"WITH node AS (SELECT unnest({eids}::INTEGER[]) AS eid, "
        f"unnest({places}::INTEGER[]) AS place), "
        f"there AS MATERIALIZED (SELECT m.{column} AS w, node.place, count(*) AS n FROM mention m "
        f"JOIN node ON node.eid = m.eid WHERE {condition(selection, bound)} GROUP BY ALL) "
        "SELECT x.place AS a, y.place AS b, count(*) AS windows, "
        "sum(x.n + y.n)::BIGINT AS mentions "
        "FROM there x JOIN there y ON x.w = y.w AND x.place <= y.place GROUP BY ALL ORDER BY a, b",
        bound,
    )
    alone = pairs["a"] == pairs["b"]
    nodes.insert(4, "windows", pairs.loc[alone, "windows"].to_numpy())
    pairs = pairs[~alone].reset_index(drop=True)
    ids_in_order = nodes["entity"].to_numpy()
    pairs["a"], pairs["b"] = ids_in_order[pairs["a"]], ids_in_order[pairs["b"]]
    return TogetherCounts(nodes.drop(columns="eid"), pairs, total, offered, window)
