"""What a log of corrections asks of the collection as it was built."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from dashboard.arabic.folding import folded
from dashboard.collection.asking import Asker
from dashboard.collection.corrections.anchors import settled
from dashboard.collection.corrections.known import Facts, FoundMention
from dashboard.collection.corrections.steps import is_of_mention
from dashboard.collection.naming import ENTITY_COLUMNS, entity_of_row
from dashboard.collection.selecting import Parameters, id_parts
from dashboard.model import Correction, CorrectionAction, Entity, MentionKind


def facts_for(ask: Asker, log: Sequence[Correction], built: dt.datetime | None = None) -> Facts:
    """The facts that ``replay(log, facts)`` needs; ``ask`` is the collection as ``built`` then."""
    articles = {one.target.rpartition("@")[0] for one in log if is_of_mention(one)}
    contents = _contents(ask, articles)
    log, _ = settled(log, contents)
    on_mentions = [correction for correction in log if is_of_mention(correction)]
    targets = {correction.target for correction in on_mentions}
    rebound = {
        correction.target.rpartition("@")[0]
        for correction in on_mentions
        if correction.action is CorrectionAction.BOUNDS
    }
    mentions = _mentions(ask, targets, rebound)
    wanted: set[str] = {found.entity for found in mentions.values() if found.entity}
    spelled: set[tuple[MentionKind, str]] = set()
    for correction in log:
        detail = dict(correction.detail)
        if is_of_mention(correction):
            for kind in (detail.get("kind"), detail.get("of")):
                for surface in (detail.get("surface"), detail.get("new_surface")):
                    if surface and kind and kind in MentionKind.__members__:
                        spelled.add((MentionKind(kind), " ".join(folded(surface).split())))
        elif correction.action is not CorrectionAction.UNDO:
            wanted |= {correction.target, detail.get("into", "")}
    named = _named(ask, spelled)
    wanted |= set(named.values()) | {f"{kind}:{spelling}" for kind, spelling in spelled}
    return Facts(mentions, _entities(ask, wanted - {""}), named, contents, built)


def _mentions(ask: Asker, targets: set[str], articles: set[str]) -> dict[str, FoundMention]:
    """The mentions of these ids, and all mentions of these articles."""
    bound = Parameters()
    parts = [part for part in map(id_parts, targets) if part]
    every = bound.bind(sorted({*articles, *(article for article, _, _ in parts)}))
    rows = ask.rows(
        "SELECT a.id, m.start, m.stop, m.surface, m.kind::VARCHAR, e.id FROM mention m "
        "JOIN article a ON a.aid = m.aid LEFT JOIN entity e ON e.eid = m.eid "
        f"WHERE m.aid IN (SELECT aid FROM article WHERE id IN (SELECT unnest({every}::VARCHAR[])))",
        bound,
    )
    found = {}
    for article, start, stop, surface, kind, entity in rows:
        identity = f"{article}@{start}-{stop}"
        if article in articles or identity in targets:
            found[identity] = FoundMention(
                article, start, stop, surface, MentionKind(kind), entity or ""
            )
    return found


def _entities(ask: Asker, wanted: Iterable[str]) -> dict[str, Entity]:
    bound = Parameters()
    rows = ask.rows(
        f"SELECT {ENTITY_COLUMNS} FROM entity "
        f"WHERE id IN (SELECT unnest({bound.bind(sorted(wanted))}::VARCHAR[]))",
        bound,
    )
    return {row[0]: entity_of_row(row) for row in rows}


def _named(ask: Asker, spelled: set[tuple[MentionKind, str]]) -> dict[tuple[MentionKind, str], str]:
    """(kind, folded spelling) -> the entity of that kind named most among those spelled so."""
    bound = Parameters()
    spellings = bound.bind(sorted({spelling for _, spelling in spelled}))
    rows = ask.rows(
        "SELECT e.kind::VARCHAR, x.folded, arg_max(e.id, (e.mentions, -e.eid)) FROM alias x "
        f"JOIN entity e USING (eid) WHERE x.folded IN (SELECT unnest({spellings}::VARCHAR[])) "
        "GROUP BY ALL",
        bound,
    )
    return {(MentionKind(kind), spelling): entity for kind, spelling, entity in rows}


def _contents(ask: Asker, articles: set[str]) -> dict[str, str]:
    bound = Parameters()
    rows = ask.rows(
        "SELECT id, title, text FROM article "
        f"WHERE id IN (SELECT unnest({bound.bind(sorted(articles))}::VARCHAR[]))",
        bound,
    )
    return {article: f"{title}\n{text}" if title else text for article, title, text in rows}
