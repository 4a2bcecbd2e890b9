"""Entities: looking them up, and who is named most."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.collection.asking import Asker
from dashboard.collection.selecting import Parameters, condition, searched
from dashboard.model import Entity, MentionKind, Selection

ENTITY_COLUMNS = "id, kind::VARCHAR, name, aliases, mentions, articles, reasons"


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
