"""The sentences behind a mark: what is counted, listed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from dashboard.collection.asking import Asker
from dashboard.collection.selecting import WINDOW_COLUMN, Parameters, condition, dates_of
from dashboard.model import Selection, Window


class Order(StrEnum):
    """How evidence is ordered: by date on the selection's axis, or by the amount."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LARGEST = "largest"


_A_SENTENCE = 8  # mentions of one sentence that a page reckons with; for more it asks again


@dataclass(frozen=True, slots=True)
class EvidenceCount:
    """How much stands behind a selection; ``windows`` are those of its mark (else sentences)."""

    mentions: int
    sentences: int
    windows: int
    articles: int


_VALUES = (
    "m.timex, m.date_start, m.date_end, m.grain, m.calendar, m.anchor, m.conflict, m.approximate, "
    "m.amount, m.amount_max, m.amount_text, m.amount_max_text, m.currency, m.candidates, m.bound, "
    "m.basis, m.unit, m.happened_start, m.happened_end, m.happened_grain"
)


def evidence_count(ask: Asker, selection: Selection) -> EvidenceCount:
    bound = Parameters()
    return EvidenceCount(
        *ask.row(
            f"SELECT count(*), {ask.distinct('m.sid')}, {ask.distinct(f'm.{_window(selection)}')}, "
            f"{ask.distinct('m.aid')} FROM mention m WHERE {condition(selection, bound)}",
            bound,
        )
    )


def evidence(
    ask: Asker, selection: Selection, limit: int = 50, offset: int = 0, order: str = Order.NEWEST
) -> pd.DataFrame:
    """One row a selected mention: id, article, title, source, url, published, start, end, surface,
    kind, entity, entity_name, rule, evidence, sentence, paragraph, sentence_start, sentence_end,
    text (the sentence), spans (list of (start, end, kind, mention id) of all selected mentions in
    the sentence, counted within ``text``), and the value's columns (collection.schema)."""
    bound = Parameters()
    where = condition(selection, bound)
    page = (
        f"SELECT m.mid FROM mention m WHERE {where} ORDER BY {_ordered(selection, order)} "
        f"LIMIT {bound.bind(limit)} OFFSET {bound.bind(offset)}"
    )
    frame = ask.frame(
        f"WITH page AS ({page}) "
        "SELECT a.id || '@' || m.start || '-' || m.stop AS id, a.id AS article, a.title, a.source, "
        'a.url, m.published, m.start, m.stop AS "end", m.surface, m.kind::VARCHAR AS kind, '
        "e.id AS entity, e.name AS entity_name, m.rule, m.evidence, m.sentence, m.paragraph, "
        f"m.sentence_start, m.sentence_end, {_VALUES}, m.aid, m.sid "
        "FROM page JOIN mention m USING (mid) JOIN article a ON a.aid = m.aid "
        f"LEFT JOIN entity e ON e.eid = m.eid ORDER BY {_ordered(selection, order)}",
        bound,
    )
    return with_sentences(ask, selection, frame)


def evidence_sentences(
    ask: Asker, selection: Selection, limit: int = 50, offset: int = 0, order: str = Order.NEWEST
) -> pd.DataFrame:
    """One row a sentence that holds selected mentions: article, title, source, url, published,
    sentence, paragraph, sentence_start, sentence_end, mentions (how many), copies (other articles
    that are nearly the same as its own), text, and spans (as in ``evidence``). Over all pages the
    mentions add up to ``evidence_count``."""
    sids = _sentence_page(ask, selection, limit, offset, order)
    bound = Parameters()
    where = f"m.sid IN (SELECT unnest({bound.bind(sids)}::INTEGER[]))"
    where += f" AND {condition(selection, bound)}"
    first, last = dates_of(selection.axis)
    by = {
        Order.OLDEST: "least_date ASC NULLS LAST, sid",
        Order.LARGEST: "amount DESC NULLS LAST, sid",
    }.get(Order(order), "date DESC NULLS LAST, sid")
    frame = ask.frame(
        f"WITH page AS (SELECT m.sid, count(*) AS mentions, max({last}) AS date, "
        f"min({first}) AS least_date, max(m.amount) AS amount FROM mention m WHERE {where} "
        "GROUP BY m.sid) "
        "SELECT a.id AS article, a.title, a.source, a.url, a.published, s.sentence, s.paragraph, "
        "s.start AS sentence_start, s.stop AS sentence_end, page.mentions, "
        "coalesce(near.copies, 0) AS copies, s.aid, s.sid "
        "FROM page JOIN sentence s USING (sid) JOIN article a ON a.aid = s.aid "
        "LEFT JOIN near ON near.aid = s.aid "
        f"ORDER BY {by.replace('sid', 's.sid').replace('amount', 'page.amount')}",
        bound,
    )
    return with_sentences(ask, selection, frame)


def _sentence_page(
    ask: Asker, selection: Selection, limit: int, offset: int, order: str
) -> list[int]:
    """The sids of one page. The first mentions in order name its sentences, so only as many are
    sorted as a page needs; grouping all of them would cost by what is stored."""
    first, last = dates_of(selection.axis)
    by = {
        Order.OLDEST: f"{first} ASC",
        Order.LARGEST: "m.amount DESC",
    }.get(Order(order), f"{last} DESC")
    wanted = offset + limit
    most = _A_SENTENCE * max(wanted, 1)
    while True:
        bound = Parameters()
        rows = ask.rows(
            f"SELECT m.sid FROM mention m WHERE {condition(selection, bound)} "
            f"ORDER BY {by} NULLS LAST, m.sid LIMIT {bound.bind(most)}",
            bound,
        )
        sids = list(dict.fromkeys(sid for (sid,) in rows))
        if len(sids) >= wanted or len(rows) < most:
            return sids[offset:wanted]
        most *= _A_SENTENCE


def mention_ids(ask: Asker, selection: Selection, article: str) -> list[str]:
    """Ids of the selected mentions of one article, in reading order."""
    bound = Parameters()
    where = condition(selection, bound)
    rows = ask.rows(
        "SELECT a.id || '@' || m.start || '-' || m.stop FROM mention m "
        f"JOIN article a ON a.aid = m.aid WHERE a.id = {bound.bind(article)} AND {where} "
        "ORDER BY m.mid",
        bound,
    )
    return [row[0] for row in rows]


def _window(selection: Selection) -> str:
    mark = selection.mark
    return WINDOW_COLUMN[(mark.window if mark else None) or Window.SENTENCE]


def _ordered(selection: Selection, order: str) -> str:
    first, last = dates_of(selection.axis)
    if Order(order) is Order.OLDEST:
        return f"{first} ASC NULLS LAST, m.mid"
    if Order(order) is Order.LARGEST:
        return "m.amount DESC NULLS LAST, m.mid"
    return f"{last} DESC NULLS LAST, m.mid"


def with_sentences(ask: Asker, selection: Selection, frame: pd.DataFrame) -> pd.DataFrame:
    """Adds ``text`` and ``spans``, and drops the numbers of articles and sentences."""
    bound = Parameters()
    sids = bound.bind([int(sid) for sid in frame["sid"].unique()])
    marked = ask.rows(
        "SELECT m.sid, m.start, m.stop, m.kind::VARCHAR, a.id FROM mention m "
        "JOIN article a ON a.aid = m.aid "
        f"WHERE m.sid IN (SELECT unnest({sids}::INTEGER[])) AND {condition(selection, bound)} "
        "ORDER BY m.mid",
        bound,
    )
    spans: dict[int, list[tuple[int, int, str, str]]] = {}
    for sid, start, stop, kind, article in marked:
        spans.setdefault(sid, []).append((start, stop, kind, f"{article}@{start}-{stop}"))
    contents = contents_of(ask, frame["aid"])
    texts, shifted = [], []
    for aid, sid, start, end in zip(
        frame["aid"], frame["sid"], frame["sentence_start"], frame["sentence_end"], strict=True
    ):
        # A mention may reach beyond the sentence that holds its start.
        end = max([end, *(stop for _, stop, _, _ in spans.get(sid, ()))])
        texts.append(contents[aid][start:end])
        shifted.append(
            [(s - start, e - start, kind, one) for s, e, kind, one in spans.get(sid, ())]
        )
    frame["text"] = pd.Series(texts, index=frame.index, dtype="object")
    frame["spans"] = pd.Series(shifted, index=frame.index, dtype="object")
    return frame.drop(columns=["aid", "sid"])


def contents_of(ask: Asker, aids: pd.Series) -> dict[int, str]:
    bound = Parameters()
    wanted = bound.bind([int(aid) for aid in aids.unique()])
    rows = ask.rows(
        f"SELECT aid, title, text FROM article WHERE aid IN (SELECT unnest({wanted}::INTEGER[]))",
        bound,
    )
    return {aid: f"{title}\n{text}" if title else text for aid, title, text in rows}
