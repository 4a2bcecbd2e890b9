"""Articles by what they contain: folded full text, words and phrases."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from dashboard.arabic.folding import fold
from dashboard.collection.asking import Asker
from dashboard.collection.evidence import Order, contents_of
from dashboard.collection.selecting import REPEATING, Parameters, condition, searched
from dashboard.model import DateAxis, Selection

_QUOTED = re.compile(r"[\"“«]([^\"“”«»]*)[\"”»]")


def query_parts(query: str) -> list[str]:
    """The folded words and "phrases" of a query, each once, in order."""
    phrases = [searched(phrase) for phrase in _QUOTED.findall(query)]
    words = searched(_QUOTED.sub(" ", query)).split()
    return list(dict.fromkeys(part for part in (*phrases, *words) if part.strip('"“”«»')))


def found_spans(text: str, parts: Sequence[str]) -> list[tuple[int, int]]:
    """Where the folded ``parts`` occur in ``text``: half-open, in order, without overlaps."""
    inside = fold(text)
    spans = []
    for part in parts:
        at = inside.text.find(part)
        while at >= 0:
            spans.append(inside.original_span(at, at + len(part)))
            at = inside.text.find(part, at + len(part))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def article_count(ask: Asker, selection: Selection, query: str = "") -> int:
    """How many rows ``articles`` has over all pages."""
    bound = Parameters()
    return int(ask.row(f"{_listed(selection, query, bound)} SELECT count(*) FROM listed", bound)[0])


def articles(
    ask: Asker,
    selection: Selection,
    query: str = "",
    limit: int = 100,
    offset: int = 0,
    order: str = Order.NEWEST,
) -> pd.DataFrame:
    """One row an article: article, title, source, url, published, mentions (selected ones), copies
    (other articles of the collection that are nearly the same), hits (sentences that hold a
    searched word), text (the first of them, else the article's first sentence), spans (start, end
    within ``text`` of what was searched).

    ``query`` holds words, all of which the article must contain, and "phrases" in double quotes;
    spelling is folded and parts of words count, so العراق finds بالعراق. Articles without a
    selected mention are listed too, unless the selection narrows mentions and not only articles.
    """
    bound = Parameters()
    listed = _listed(selection, query, bound)
    parts = query_parts(query)
    any_part = " OR ".join(f"s.sid IN ({bound.sentences_with(part)})" for part in parts) or "false"
    direction = "ASC NULLS LAST" if Order(order) is Order.OLDEST else "DESC NULLS LAST"
    frame = ask.frame(
        f"{listed}, page AS (SELECT aid FROM listed ORDER BY published {direction}, aid "
        f"LIMIT {bound.bind(limit)} OFFSET {bound.bind(offset)}), "
        "held AS (SELECT m.aid, count(*) AS mentions FROM mention m "
        f"WHERE m.aid IN (SELECT aid FROM page) AND {condition(selection, bound)} GROUP BY m.aid), "
        "hit AS (SELECT s.aid, count(*) AS hits, min(s.sentence) AS sentence FROM sentence s "
        f"WHERE s.aid IN (SELECT aid FROM page) AND ({any_part}) GROUP BY s.aid) "
        "SELECT a.id AS article, a.title, a.source, a.url, a.published, "
        "coalesce(held.mentions, 0) AS mentions, coalesce(near.copies, 0) AS copies, "
        "coalesce(hit.hits, 0) AS hits, s.start AS sentence_start, s.stop AS sentence_end, a.aid "
        "FROM page JOIN article a ON a.aid = page.aid LEFT JOIN held ON held.aid = a.aid "
        "LEFT JOIN hit ON hit.aid = a.aid LEFT JOIN near ON near.aid = a.aid "
        "LEFT JOIN sentence s ON s.aid = a.aid AND s.sentence = coalesce(hit.sentence, 0) "
        f"ORDER BY a.published {direction}, a.aid",
        bound,
    )
    contents = contents_of(ask, frame["aid"])
    texts = [
        "" if pd.isna(start) else contents[aid][int(start) : int(end)]
        for aid, start, end in zip(
            frame["aid"], frame["sentence_start"], frame["sentence_end"], strict=True
        )
    ]
    frame["text"] = pd.Series(texts, index=frame.index, dtype="object")
    found = [found_spans(text, parts) for text in texts]
    frame["spans"] = pd.Series(found, index=frame.index, dtype="object")
    return frame.drop(columns=["aid", "sentence_start", "sentence_end"])


def _listed(selection: Selection, query: str, bound: Parameters) -> str:
    """The WITH clause of ``listed`` (aid, published): the articles that are listed."""
    limits, join = [], ""
    # What is searched is rarer than what is selected, so it is looked at first.
    searched_for = [
        f"SELECT s.aid FROM sentence s WHERE s.sid IN ({bound.sentences_with(part)})"
        for part in query_parts(query)
    ]
    if _narrows_mentions(selection):
        among = "".join(f" AND m.aid IN ({articles})" for articles in searched_for)
        where = f"{condition(selection, bound)}{among}"
        join = f"JOIN (SELECT m.aid FROM mention m WHERE {where} GROUP BY m.aid) USING (aid) "
    else:
        limits += [f"a.aid IN ({articles})" for articles in searched_for]
        limits += _article_limits(selection, bound)
    return (
        f"WITH listed AS (SELECT aid, a.published FROM article a {join}"
        f"WHERE {' AND '.join(['true', *limits])})"
    )


def _narrows_mentions(selection: Selection) -> bool:
    """Whether the selection asks for more than sources, days of publication and text."""
    dated = selection.start is not None or selection.end is not None
    return bool(
        selection.kinds
        or selection.entities
        or selection.amount_min is not None
        or selection.amount_max is not None
        or selection.currency is not None
        or selection.mark is not None
        or (dated and selection.axis is DateAxis.HAPPENED)
    )


def _article_limits(selection: Selection, bound: Parameters) -> list[str]:
    limits = []
    if selection.sources:
        limits.append(f"a.source IN {bound.bind_all(selection.sources)}")
    if selection.start is not None:
        limits.append(f"a.published >= {bound.bind(selection.start)}")
    if selection.end is not None:
        limits.append(f"a.published <= {bound.bind(selection.end)}")
    if selection.once:
        limits.append(f"a.aid NOT IN ({REPEATING})")
    text = searched(selection.text)
    if text:
        limits.append(
            f"a.aid IN (SELECT s.aid FROM sentence s WHERE s.sid IN ({bound.sentences_with(text)}))"
        )
    return limits
