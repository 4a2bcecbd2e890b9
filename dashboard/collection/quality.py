"""How well a collection was read: figures to judge it by, and samples to check by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.collection.asking import Asker
from dashboard.collection.evidence import contents_of
from dashboard.collection.manifest import Manifest
from dashboard.collection.selecting import Parameters
from dashboard.model import MentionKind

_NAMES = "SELECT kind::VARCHAR, count(*) FROM entity GROUP BY kind"


@dataclass(frozen=True, slots=True)
class Quality:
    """Figures of a whole collection. ``suspect_money`` and ``suspect_dates`` count sentences that
    look as if they held one but gave none (see looks.py); ``money_sentences`` and
    ``date_sentences`` all that look so. ``near_duplicates`` articles nearly repeat an earlier one
    and are counted beside it. ``by_kind`` are mentions, ``names`` the entities of each kind."""

    articles: int
    rejected: int
    duplicates: int
    near_duplicates: int
    undated: int
    by_kind: Mapping[MentionKind, int]
    names: Mapping[MentionKind, int]
    unresolved_dates: int
    undecided_currencies: int
    conflicting_dates: int
    money_sentences: int
    suspect_money: int
    date_sentences: int
    suspect_dates: int


def quality(ask: Asker, manifest: Manifest) -> Quality:
    unresolved, undecided, conflicting = ask.row(
        "SELECT count(*) FILTER (kind = 'DATE' AND date_start IS NULL), "
        "count(*) FILTER (amount IS NOT NULL AND currency IS NULL), "
        "count(*) FILTER (conflict <> '') FROM mention"
    )
    looks = ask.row(
        "WITH found AS (SELECT sid, "
        "bool_or(kind = 'MONEY') AS money, bool_or(kind = 'DATE') AS date "
        "FROM mention WHERE kind IN ('MONEY', 'DATE') GROUP BY sid) "
        "SELECT count(*) FILTER (looks_money), "
        "count(*) FILTER (looks_money AND NOT coalesce(money, false)), "
        "count(*) FILTER (looks_date), count(*) FILTER (looks_date AND NOT coalesce(date, false)) "
        "FROM sentence LEFT JOIN found USING (sid)"
    )
    return Quality(
        manifest.articles,
        manifest.rejected,
        manifest.duplicates,
        near_duplicates(ask),
        manifest.undated,
        {MentionKind(kind): count for kind, count in manifest.by_kind},
        {MentionKind(kind): count for kind, count in ask.rows(_NAMES)},
        unresolved,
        undecided,
        conflicting,
        *looks,
    )


def near_duplicates(ask: Asker) -> int:
    """How many articles nearly repeat an earlier one of the collection."""
    return int(ask.row("SELECT count(*) FROM near WHERE aid <> first")[0])


def suspects(ask: Asker, kind: MentionKind, limit: int = 50, offset: int = 0) -> pd.DataFrame:
    """article, title, source, published, sentence, text: sentences that look as if they held
    MONEY or a DATE but gave none; in an order that is mixed but the same every time."""
    columns = {MentionKind.MONEY: "looks_money", MentionKind.DATE: "looks_date"}
    if kind not in columns:
        raise ValueError(f"kind must be MONEY or DATE, got {kind}")
    bound = Parameters()
    frame = ask.frame(
        "SELECT a.id AS article, a.title, a.source, a.published, s.sentence, s.start, s.stop, "
        "s.aid FROM sentence s JOIN article a ON a.aid = s.aid "
        f"WHERE s.{columns[kind]} AND s.sid NOT IN "
        f"(SELECT sid FROM mention WHERE kind = {bound.bind(kind.value)}::kind) "
        f"ORDER BY hash(s.sid), s.sid LIMIT {bound.bind(limit)} OFFSET {bound.bind(offset)}",
        bound,
    )
    contents = contents_of(ask, frame["aid"])
    texts = [
        contents[aid][start:stop]
        for aid, start, stop in zip(frame["aid"], frame["start"], frame["stop"], strict=True)
    ]
    frame["text"] = pd.Series(texts, index=frame.index, dtype="object")
    return frame.drop(columns=["aid", "start", "stop"])


def sampled_mentions(ask: Asker, kind: MentionKind, size: int = 50) -> list[str]:
    """Ids of mentions of ``kind`` to judge by hand; the same sample every time."""
    bound = Parameters()
    return [
        row[0]
        for row in ask.rows(
            "SELECT a.id || '@' || m.start || '-' || m.stop FROM mention m "
            f"JOIN article a ON a.aid = m.aid WHERE m.kind = {bound.bind(kind.value)}::kind "
            f"ORDER BY hash(m.mid), m.mid LIMIT {bound.bind(size)}",
            bound,
        )
    ]


def rejected(ask: Asker) -> pd.DataFrame:
    """where, reason, note: what could not be read, and what is told of articles that were."""
    found = ask.frame("SELECT * FROM rejected")
    return found if "note" in found else found.assign(note=False)
