"""Lays corrections over an index, so that every question sees them and stays as fast.

The index is never written. For each state of the log a schema of its own is made beside it in
memory: a table of the rows that differ (``changed_*``), one of the numbers they hide
(``hidden_*``), and a view that puts the two over the index under the table's usual name. Questions
name ``mention`` or ``entity`` as ever and find the view first. Names that are merged are given
their new number in the changed rows, so no question has to look it up.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from dashboard.collection.asking import Asker
from dashboard.collection.corrections.overlay import Overlay
from dashboard.collection.corrections.placing import place_again
from dashboard.collection.index import folded_names
from dashboard.collection.selecting import Parameters, id_parts

_PATCH = pa.schema(
    {
        "mid": pa.int32(),
        "kind": pa.string(),
        "start": pa.int32(),
        "stop": pa.int32(),
        "surface": pa.string(),
        "rejected": pa.bool_(),
        "linked": pa.bool_(),  # whether eid below replaces the link
        "eid": pa.int32(),
        "told": pa.list_(pa.string()),
    }
)
_NAMES = pa.schema({"eid": pa.int32(), "spelling": pa.string(), "now": pa.int32()})
_SET = pa.schema(
    {
        "eid": pa.int32(),
        "id": pa.string(),
        "kind": pa.string(),
        "name": pa.string(),
        "made": pa.bool_(),
        "forced": pa.bool_(),  # whether the kind is that of all its mentions
        "reasons": pa.list_(pa.string()),
        "joined": pa.list_(pa.string()),  # linking's own that still hold; null: all of them
    }
)

_TOUCHED = """
CREATE TABLE {new}.touched AS
SELECT b.mid, b.aid, coalesce(p.rejected, false) AS rejected,
    CASE WHEN p.linked THEN p.eid ELSE coalesce(s.now, w.now, b.eid) END AS eid
FROM {base}.mention b
LEFT JOIN {new}.patch p ON p.mid = b.mid
LEFT JOIN {new}.whole w ON w.eid = b.eid
LEFT JOIN {new}.spelled s ON s.eid = b.eid AND s.spelling = b.surface
WHERE p.mid IS NOT NULL OR w.eid IS NOT NULL OR s.eid IS NOT NULL
"""
_CHANGED = """
CREATE TABLE {new}.changed_mention AS
SELECT b.* REPLACE (
    coalesce(p.start, b.start) AS start, coalesce(p.stop, b.stop) AS stop,
    coalesce(p.surface, b.surface) AS surface, t.eid AS eid,
    coalesce(f.kind, p.kind, b.kind::VARCHAR)::kind AS kind,
    list_concat(b.evidence, coalesce(p.told, [])) AS evidence
)
FROM {base}.mention b
JOIN {new}.touched t ON t.mid = b.mid
LEFT JOIN {new}.patch p ON p.mid = b.mid
LEFT JOIN {new}.given f ON f.eid = t.eid AND f.forced
WHERE NOT t.rejected ORDER BY b.mid
"""
# Corrected dates beside those that were there; which of them no mention has any more is no matter.
_DATES = """
CREATE VIEW {new}.dates AS
SELECT * FROM {base}.dates UNION
SELECT happened_start, happened_end FROM {new}.changed_mention WHERE happened_start IS NOT NULL
"""
# Names whose mentions, name or kind changed, counted anew.
_ENTITIES = """
CREATE TABLE {new}.changed_entity AS
WITH held AS (
    SELECT m.eid, m.surface, m.aid FROM mention m
    WHERE m.eid IN (SELECT eid FROM {new}.hidden_entity)
), written AS (
    SELECT eid, surface, count(*) AS n FROM held GROUP BY ALL
), listed AS (
    SELECT eid, list({{'surface': surface, 'count': n}} ORDER BY n DESC, surface) AS aliases,
        sum(n)::BIGINT AS mentions
    FROM written GROUP BY eid
), spread AS (SELECT eid, count(DISTINCT aid) AS articles FROM held GROUP BY eid)
SELECT l.eid, coalesce(e.id, g.id) AS id, coalesce(g.kind, e.kind::VARCHAR)::kind AS kind,
    coalesce(g.name, e.name) AS name, l.aliases, l.mentions, s.articles,
    list_concat(coalesce(g.joined, e.reasons, []), coalesce(g.reasons, [])) AS reasons
FROM listed l JOIN spread s ON s.eid = l.eid
LEFT JOIN {base}.entity e ON e.eid = l.eid
LEFT JOIN {new}.given g ON g.eid = l.eid
"""
_STATEMENTS = """
CREATE TABLE {new}.changed_statement AS
SELECT t.* REPLACE ((
    SELECT min(m.eid) FROM mention m
    WHERE m.aid = t.aid AND m.start < t.speaker_end AND m.stop > t.speaker_start
) AS eid)
FROM {base}.statement t WHERE t.aid IN (SELECT aid FROM {new}.hidden_statement)
"""
_VIEW = """
CREATE VIEW {new}.{table} AS
SELECT b.* FROM {base}.{table} b ANTI JOIN {new}.hidden_{table} h ON h.{number} = b.{number}
UNION ALL SELECT * FROM {new}.changed_{table}
"""


def corrected_asker(built: Asker, overlay: Overlay) -> Asker:
    """An asker that answers as ``overlay`` says; it shares the index with ``built``."""
    asker, new = built.beside()
    base = built.schema
    numbers = _numbers(built, overlay)
    with asker.writing() as connection:

        def run(statement: str, **names: str) -> None:
            connection.execute(statement.format(new=new, base=base, **names))

        _put(connection, new, "patch", _patch(built, overlay, numbers))
        whole, spelled = _moves(overlay, numbers)
        _put(connection, new, "whole", whole)
        _put(connection, new, "spelled", spelled)
        _put(connection, new, "given", _given(overlay, numbers))
        run(_TOUCHED)
        run(_CHANGED)
        # Numbers of hidden rows are keys: the join that leaves them out is then cheapest.
        run("CREATE TABLE {new}.hidden_mention (mid INTEGER PRIMARY KEY)")
        run("INSERT INTO {new}.hidden_mention SELECT mid FROM {new}.touched")
        run(_VIEW, table="mention", number="mid")
        place_again(connection, new, base, overlay)
        run(_DATES)
        run("CREATE TABLE {new}.hidden_entity (eid INTEGER PRIMARY KEY)")
        run(
            "INSERT INTO {new}.hidden_entity SELECT eid FROM {new}.touched WHERE eid IS NOT NULL "
            "UNION SELECT m.eid FROM {base}.mention m JOIN {new}.touched t ON t.mid = m.mid "
            "WHERE m.eid IS NOT NULL UNION SELECT eid FROM {new}.given"
        )
        run(_ENTITIES)
        run(_VIEW, table="entity", number="eid")
        _fill_aliases(connection, new, base)
        run("CREATE TABLE {new}.hidden_statement (aid INTEGER PRIMARY KEY)")
        run("INSERT INTO {new}.hidden_statement SELECT DISTINCT aid FROM {new}.touched")
        run(_STATEMENTS)
        run(_VIEW, table="statement", number="aid")
        for scratch in ("patch", "whole", "spelled", "given", "touched"):
            run("DROP TABLE {new}.{scratch}", scratch=scratch)
    return asker


def _numbers(built: Asker, overlay: Overlay) -> dict[str, int]:
    """The number of every name that the overlay speaks of; new names count on from the last."""
    ids = {*overlay.moved, *overlay.moved.values(), *overlay.spellings.values(), *overlay.kinds}
    ids |= {entity for entity, _ in overlay.spellings} | set(overlay.names) | set(overlay.reasons)
    ids |= {change.entity for change in overlay.mentions.values() if change.entity}
    bound = Parameters()
    wanted = bound.bind(sorted(ids | set(overlay.made)))
    numbers: dict[str, int] = dict(
        built.rows(
            f"SELECT id, eid FROM entity WHERE id IN (SELECT unnest({wanted}::VARCHAR[]))", bound
        )
    )
    last = int(built.row("SELECT coalesce(max(eid), -1) FROM entity")[0])
    for entity in sorted(overlay.made):
        if entity not in numbers:
            last += 1
            numbers[entity] = last
    return numbers


def _patch(built: Asker, overlay: Overlay, numbers: dict[str, int]) -> Any:
    parts = [part for part in map(id_parts, overlay.mentions) if part]
    bound = Parameters()
    articles = bound.bind([article for article, _, _ in parts])
    starts = bound.bind([start for _, start, _ in parts])
    stops = bound.bind([stop for _, _, stop in parts])
    found = built.rows(
        "SELECT m.mid, a.id || '@' || m.start || '-' || m.stop FROM "
        f"(SELECT unnest({articles}::VARCHAR[]) AS id, unnest({starts}::INTEGER[]) AS start, "
        f"unnest({stops}::INTEGER[]) AS stop) w JOIN article a ON a.id = w.id "
        "JOIN mention m ON m.aid = a.aid AND m.start = w.start AND m.stop = w.stop",
        bound,
    )
    rows = []
    for mid, mention in found:
        change = overlay.mentions[mention]
        rows.append(
            {
                "mid": int(mid),
                "kind": change.kind.value,
                "start": change.start,
                "stop": change.end,
                "surface": change.surface,
                "rejected": change.rejected,
                "linked": change.entity is not None,
                "eid": numbers[change.entity] if change.entity else None,
                "told": list(change.told),
            }
        )
    return pa.Table.from_pylist(rows, schema=_PATCH)


def _moves(overlay: Overlay, numbers: dict[str, int]) -> tuple[Any, Any]:
    """Names as built whose mentions all move, or become of a kind; and single spellings."""
    now = {entity: entity for entity in overlay.kinds if entity not in overlay.made}
    now |= overlay.moved
    whole = [
        {"eid": numbers[entity], "now": numbers[to]}
        for entity, to in now.items()
        if entity in numbers
    ]
    spelled = [
        {"eid": numbers[entity], "spelling": spelling, "now": numbers[to]}
        for (entity, spelling), to in overlay.spellings.items()
    ]
    return pa.Table.from_pylist(whole, schema=_NAMES), pa.Table.from_pylist(spelled, schema=_NAMES)


def _given(overlay: Overlay, numbers: dict[str, int]) -> Any:
    rows = []
    for entity in {*overlay.made, *overlay.kinds, *overlay.names, *overlay.reasons}:
        made = overlay.made.get(entity)
        kind = overlay.kinds.get(entity) or (made and made[0])
        rows.append(
            {
                "eid": numbers[entity],
                "id": entity,
                "kind": kind and kind.value,
                "name": overlay.names.get(entity) or (made and made[1]),
                "made": made is not None,
                "forced": entity in overlay.kinds,
                "reasons": list(overlay.reasons.get(entity, ())),
                "joined": list(overlay.joined[entity]) if entity in overlay.joined else None,
            }
        )
    return pa.Table.from_pylist(rows, schema=_SET)


def _put(connection: Any, new: str, name: str, table: Any) -> None:
    connection.register("given_rows", table)
    connection.execute(f"CREATE TABLE {new}.{name} AS SELECT * FROM given_rows")
    connection.unregister("given_rows")


def _fill_aliases(connection: Any, new: str, base: str) -> None:
    """The changed names, folded, for searching; views over the index's ``alias``."""
    rows = connection.execute(f"SELECT eid, name, aliases FROM {new}.changed_entity").fetchall()
    _put(connection, new, "changed_alias", folded_names(rows))
    connection.execute(
        f"CREATE VIEW {new}.hidden_alias AS SELECT eid FROM {new}.hidden_entity;"
        + _VIEW.format(new=new, base=base, table="alias", number="eid")
    )
