"""Entities: looking them up, and who is named most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard.collection.asking import Asker
from dashboard.collection.keyed import Keys, tallied
from dashboard.collection.selecting import EVERYTHING, Parameters, condition, searched
from dashboard.model import Entity, MentionKind, Selection

_FEW = 2000  # names that are looked for in the mentions; more are left out after counting all
ENTITY_COLUMNS = "id, kind::VARCHAR, name, aliases, mentions, articles, reasons"


def entities(ask: Asker, selection: Selection, search: str = "", limit: int = 50) -> pd.DataFrame:
    """entity, name, kind, aliases, mentions, articles (both within the selection), named most
    first. ``search`` is folded and must begin a word of the name or of an alias, or, for names
    that no word begins with it, occur in one."""
    wanted = searched(search)
    bound = Parameters()
    where = condition(selection, bound)
    if where == EVERYTHING and not wanted:
        return ask.frame(
            "SELECT id AS entity, name, kind::VARCHAR AS kind, aliases, mentions, articles "
            f"FROM entity ORDER BY mentions DESC, eid LIMIT {bound.bind(limit)}",
            bound,
        )
    ranks = _matching(ask, wanted) if wanted else None
    if ranks is not None and len(ranks) <= _FEW:
        where += f" AND m.eid IN (SELECT unnest({bound.bind(ranks.index.tolist())}::INTEGER[]))"
    # As one number each, mentions and articles of all names are counted faster than the database
    # counts the articles of those that are shown.
    bits = int(ask.row("SELECT coalesce(max(eid), 0) FROM entity")[0]).bit_length()
    found = ask.columns(
        f"SELECT {ask.key('m.aid', 'm.eid', bits)} AS key FROM mention m "
        f"WHERE m.eid IS NOT NULL AND {where}",
        bound,
    )
    eids, mentions, articles = tallied(found["key"], bits)
    counted = pd.DataFrame({"eid": eids, "mentions": mentions, "articles": articles})
    if ranks is None:
        counted["rank"] = 0
    else:
        counted = counted.merge(ranks.reset_index(), on="eid")
    counted = counted.sort_values(["rank", "mentions", "eid"], ascending=[True, False, True])
    counted = counted.head(limit)
    bound = Parameters()
    given = bound.bind(counted["eid"].tolist())
    known = ask.frame(
        "SELECT eid, id AS entity, name, kind::VARCHAR AS kind, aliases FROM entity "
        f"WHERE eid IN (SELECT unnest({given}::INTEGER[]))",
        bound,
    )
    named = counted.drop(columns="rank").merge(known, on="eid", how="left")
    return named[["entity", "name", "kind", "aliases", "mentions", "articles"]]


def _matching(ask: Asker, wanted: str) -> pd.Series:
    """The eids of the names that ``wanted`` finds, and for each how well: 0 is best."""
    bound = Parameters()
    part = bound.bind(wanted)
    found = ask.frame(
        f"SELECT eid, min(CASE WHEN starts_with(folded, {part}) THEN 0 "
        f"WHEN contains(folded, ' ' || {part}) THEN 1 ELSE 2 END) AS rank FROM alias "
        f"WHERE contains(folded, {part}) GROUP BY eid",
        bound,
    )
    ranks: pd.Series = found.set_index("eid")["rank"]
    return ranks


def keys_of_named(
    ask: Asker, selection: Selection, column: str, bits: int, eids: Iterable[int]
) -> Keys:
    """For each selected mention of ``eids``, ``column`` ("m.sid", "m.pid" or "m.aid") above
    ``bits`` with the place of its eid among them."""
    numbers = [int(eid) for eid in eids]
    bound = Parameters()
    where = condition(selection, bound)
    if numbers == list(range(len(numbers))):
        # Those that a collection names most have the first numbers, in that order.
        return ask.columns(
            f"SELECT {ask.key(column, 'm.eid', bits)} AS key FROM mention m "
            f"WHERE m.eid < {len(numbers)} AND {where}",
            bound,
        )["key"]
    given = f"{bound.bind(numbers)}::INTEGER[]"
    # Few sentences are found before names are looked up in them: the database expects few mentions
    # of a few names, and would build its table of those.
    found = "MATERIALIZED" if bound.sentences else "NOT MATERIALIZED"
    return ask.columns(
        f"WITH chosen AS {found} (SELECT {column} AS stands, m.eid FROM mention m "
        f"WHERE m.eid IS NOT NULL AND {where}) "
        f"SELECT {ask.key(column, 'node.place - 1', bits, 'stands')} AS key FROM chosen "
        f"JOIN (SELECT unnest({given}) AS eid, generate_subscripts({given}, 1) AS place) "
        "AS node USING (eid)",
        bound,
    )["key"]


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
