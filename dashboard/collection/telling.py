"""Who said what: the statements of a selection, and who made them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.collection.asking import Asker
from dashboard.collection.evidence import Order, contents_of, with_sentences
from dashboard.collection.selecting import (
    EVERYTHING,
    Parameters,
    condition,
    said_by,
    searched,
    whole_articles,
)
from dashboard.model import ROLE, Selection, Span, Statement

# Letters that people write one for the other, as ``searched`` writes them.
_WRITTEN, _SEARCHED = "أإآٱىة", "اااايه"


def statements(
    ask: Asker,
    selection: Selection,
    speaker: str | None = None,
    limit: int = 50,
    offset: int = 0,
    order: str = Order.NEWEST,
) -> pd.DataFrame:
    """One row a statement whose verb stands in a sentence with a selected mention, or anywhere in
    an article that the selection takes as a whole: article, title, source, url, published, speaker,
    speaker_start, speaker_end, entity, entity_name (missing: a role, not a name), verb, verb_start,
    verb_end, reported (the words), reported_start, reported_end, direct, rule, mentions (ids of all
    in its sentence, which may name nothing).
    ``speaker`` narrows to an entity id, or to a role as in selecting.said_by."""
    bound = Parameters()
    direction = "ASC NULLS LAST" if Order(order) is Order.OLDEST else "DESC NULLS LAST"
    told = _told(ask, selection, speaker, bound)
    frame = ask.frame(
        # Only the page's own rows are read whole.
        f"WITH first AS (SELECT t.tid FROM statement t WHERE {told} "
        f"ORDER BY t.published {direction}, t.tid "
        f"LIMIT {bound.bind(limit)} OFFSET {bound.bind(offset)}), "
        "page AS (SELECT t.* FROM first JOIN statement t USING (tid)), "
        "beside AS (SELECT m.sid, "
        "list({'start': m.start, 'stop': m.stop} ORDER BY m.mid) AS places "
        "FROM mention m WHERE m.sid IN (SELECT sid FROM page) GROUP BY m.sid) "
        "SELECT a.id AS article, a.title, a.source, a.url, a.published, t.speaker, "
        "t.speaker_start, t.speaker_end, e.id AS entity, e.name AS entity_name, t.verb, "
        "t.verb_start, t.verb_end, t.reported_start, t.reported_end, t.direct, t.rule, t.aid, "
        "beside.places FROM page t JOIN article a ON a.aid = t.aid "
        "LEFT JOIN beside ON beside.sid = t.sid LEFT JOIN entity e ON e.eid = t.eid "
        f"ORDER BY t.published {direction}, t.tid",
        bound,
    )
    contents = contents_of(ask, frame["aid"])
    words = [
        contents[aid][start:end]
        for aid, start, end in zip(
            frame["aid"], frame["reported_start"], frame["reported_end"], strict=True
        )
    ]
    at = frame.columns.get_loc("reported_start")
    frame.insert(int(at), "reported", pd.Series(words, index=frame.index, dtype="object"))  # type: ignore[arg-type]
    ids = [
        tuple(f"{article}@{place['start']}-{place['stop']}" for place in places)
        for article, places in zip(frame["article"], _lists(frame["places"]), strict=True)
    ]
    frame["mentions"] = pd.Series(ids, index=frame.index, dtype="object")
    return frame.drop(columns=["aid", "places"])


def _lists(column: pd.Series) -> list[Any]:
    """The lists of a column that has none in some rows."""
    there = column.notna()
    return [one if holds else () for one, holds in zip(column, there, strict=True)]


@dataclass(frozen=True)
class ToldStatement:
    """A statement in its sentence. ``name`` is that of the entity that said it, "" for a role;
    ``sentence`` is a frame of one row as ``evidence.evidence_sentences`` has them, whose mentions
    may be none."""

    statement: Statement
    name: str
    sentence: pd.DataFrame


def told_statement(ask: Asker, selection: Selection) -> ToldStatement | None:
    """The statement that the selection's mark means, with the selected mentions of its sentence;
    None when it means none, or one that the collection does not have."""
    mark = selection.mark
    if mark is None or mark.statement is None or mark.article is None:
        return None
    bound = Parameters()
    frame = ask.frame(
        "SELECT a.id AS article, a.title, a.source, a.url, a.published, s.sentence, s.paragraph, "
        "s.start AS sentence_start, s.stop AS sentence_end, 0 AS mentions, "
        "coalesce(near.copies, 0) AS copies, t.aid, t.sid, t.speaker_start, t.speaker_end, "
        "t.speaker, e.name AS entity_name, t.verb_start, t.verb_end, t.verb, t.reported_start, "
        "t.reported_end, t.direct, t.rule FROM article a JOIN statement t ON t.aid = a.aid "
        "JOIN sentence s ON s.sid = t.sid LEFT JOIN near ON near.aid = a.aid "
        "LEFT JOIN entity e ON e.eid = t.eid "
        f"WHERE a.id = {bound.bind(mark.article)} AND t.verb_start = {bound.bind(mark.statement)}",
        bound,
    )
    if frame.empty:
        return None
    row = frame.to_dict("records")[0]
    sentence = with_sentences(ask, selection, frame)
    return ToldStatement(
        Statement(
            str(row["article"]),
            Span(int(row["speaker_start"]), int(row["speaker_end"])),
            str(row["speaker"]),
            Span(int(row["verb_start"]), int(row["verb_end"])),
            str(row["verb"]),
            Span(int(row["reported_start"]), int(row["reported_end"])),
            bool(row["direct"]),
            str(row["rule"]),
        ),
        row["entity_name"] if isinstance(row["entity_name"], str) else "",
        sentence.assign(mentions=[len(spans) for spans in sentence["spans"]]),
    )


def statement_between(ask: Asker, speaker: str, article: str, start: int, end: int) -> int | None:
    """Where the verb of the first statement by ``speaker`` (see selecting.said_by) begins that
    stands within ``start``..``end`` of an article; None without one."""
    bound = Parameters()
    found = ask.rows(
        "SELECT min(t.verb_start) FROM article a JOIN statement t ON t.aid = a.aid "
        f"WHERE a.id = {bound.bind(article)} AND {said_by(speaker, bound, 't')} "
        f"AND t.verb_start BETWEEN {bound.bind(start)} AND {bound.bind(end)}",
        bound,
    )
    place: int | None = found[0][0]
    return place


def statement_count(ask: Asker, selection: Selection, speaker: str | None = None) -> int:
    """How many rows ``statements`` has over all pages."""
    bound = Parameters()
    told = _told(ask, selection, speaker, bound)
    return int(ask.row(f"SELECT count(*) FROM statement t WHERE {told}", bound)[0])


def unnamed_statement_count(ask: Asker, selection: Selection, speaker: str | None = None) -> int:
    """How many statements are left out only because their sentences name nothing: of those that
    contain the selection's text, in articles with a mention that fits its other filters. 0 where
    it takes articles as a whole."""
    if whole_articles(selection.with_mark(None)):
        return 0
    bound, named = Parameters(), Parameters()
    of_articles = condition(selection.changed(text="", mark=None), named)
    articles = bound.bind(ask.bits("m.aid", of_articles, named))
    naming = bound.bind(ask.bits("m.sid", EVERYTHING, Parameters()))
    told = f"get_bit({articles}::BLOB::BIT, t.aid) = 1 AND get_bit({naming}::BLOB::BIT, t.sid) = 0"
    text = searched(selection.text)
    if text:
        told += f" AND t.sid IN ({bound.sentences_with(text)})"
    if speaker is not None:
        told += f" AND {said_by(speaker, bound, 't')}"
    return int(ask.row(f"SELECT count(*) FROM statement t WHERE {told}", bound)[0])


def speakers(ask: Asker, selection: Selection, limit: int = 30, search: str = "") -> pd.DataFrame:
    """entity (ROLE for all roles together), name, kind, statements, direct (of them, between
    quotation marks), articles, named (how many have a name, those not listed too): who is quoted
    most within the selection. ``search`` must occur in a name or an alias; no role is found by it.
    """
    bound = Parameters()
    told = _told(ask, selection, None, bound)
    wanted = searched(search)
    if wanted:
        found = f"SELECT a.eid FROM alias a WHERE contains(a.folded, {bound.bind(wanted)})"
        told += f" AND t.eid IN ({found})"
    return ask.frame(
        # Articles are counted of those alone who are listed. -1 are the roles.
        "WITH told AS MATERIALIZED (SELECT coalesce(t.eid, -1) AS eid, t.aid, t.direct "
        f"FROM statement t WHERE {told}), "
        "counted AS (SELECT eid, count(*) AS statements, count(*) FILTER (direct) AS direct "
        f"FROM told GROUP BY eid ORDER BY statements DESC, eid LIMIT {bound.bind(limit)}), "
        f"seen AS (SELECT m.eid, {ask.distinct('m.aid')} AS articles FROM told m "
        "WHERE m.eid IN (SELECT eid FROM counted) GROUP BY m.eid) "
        f"SELECT coalesce(e.id, {bound.bind(ROLE)}) AS entity, coalesce(e.name, '') AS name, "
        "coalesce(e.kind::VARCHAR, '') AS kind, c.statements, c.direct, s.articles, "
        "(SELECT count(DISTINCT eid) FROM told WHERE eid >= 0) AS named "
        "FROM counted c JOIN seen s USING (eid) LEFT JOIN entity e ON e.eid = c.eid "
        "ORDER BY c.statements DESC, c.eid",
        bound,
    )


def roles(ask: Asker, selection: Selection, limit: int = 30, search: str = "") -> pd.DataFrame:
    """role (its words), statements, roles (how many there are, those not listed too): the speakers
    without a name who are quoted most within the selection. ``search`` must occur in the words.
    """
    bound = Parameters()
    told = f"{_told(ask, selection, None, bound)} AND t.eid IS NULL"
    wanted = searched(search)
    if wanted:
        written = f"translate(t.speaker, {bound.bind(_WRITTEN)}, {bound.bind(_SEARCHED)})"
        told += f" AND contains({written}, {bound.bind(wanted)})"
    return ask.frame(
        "SELECT t.speaker AS role, count(*) AS statements, count(*) OVER () AS roles "
        f"FROM statement t WHERE {told} GROUP BY t.speaker "
        f"ORDER BY statements DESC, role LIMIT {bound.bind(limit)}",
        bound,
    )


def _told(ask: Asker, selection: Selection, speaker: str | None, bound: Parameters) -> str:
    """What a row ``t`` of ``statement`` must fulfil."""
    named = Parameters()
    within = "aid" if whole_articles(selection) else "sid"
    bits = ask.bits(f"m.{within}", condition(selection, named), named)
    told = f"get_bit({bound.bind(bits)}::BLOB::BIT, t.{within}) = 1"
    return told if speaker is None else f"{told} AND {said_by(speaker, bound, 't')}"
