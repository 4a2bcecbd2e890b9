"""How many: the totals of a selection, its sources, and how long after publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.collection.asking import Asker
from dashboard.collection.selecting import LAG, Parameters, condition
from dashboard.model import Grain, MentionKind, Selection


@dataclass(frozen=True, slots=True)
class Counts:
    """The totals of a selection. ``undated`` mentions stand in articles without a date,
    ``unplaced`` ones have no resolved date of their own nor one in their sentence."""

    mentions: int
    articles: int
    undated: int
    unplaced: int
    by_kind: Mapping[MentionKind, int]
    articles_by_kind: Mapping[MentionKind, int]


def counts(ask: Asker, selection: Selection) -> Counts:
    bound = Parameters()
    rows = ask.rows(
        f"WITH held AS (SELECT m.kind, count(*) AS mentions, {ask.held('m.aid')} AS articles, "
        "count(*) FILTER (m.published IS NULL) AS undated, "
        "count(*) FILTER (m.happened_start IS NULL) AS unplaced "
        f"FROM mention m WHERE {condition(selection, bound)} GROUP BY m.kind) "
        "SELECT kind::VARCHAR, sum(mentions)::BIGINT, bit_count(bit_or(articles)), "
        "sum(undated)::BIGINT, sum(unplaced)::BIGINT FROM held GROUP BY GROUPING SETS ((), (kind))",
        bound,
    )
    total = next(row for row in rows if row[0] is None)
    kinds = [row for row in rows if row[0] is not None]
    mentions, articles, undated, unplaced = (count or 0 for count in total[1:])
    return Counts(
        mentions,
        articles,
        undated,
        unplaced,
        by_kind={MentionKind(row[0]): row[1] for row in kinds},
        articles_by_kind={MentionKind(row[0]): row[2] for row in kinds},
    )


def kind_counts(ask: Asker, selection: Selection) -> dict[MentionKind, int]:
    """The selected mentions of each kind that has any: a third of the work of ``counts``."""
    bound = Parameters()
    where = condition(selection, bound)
    rows = ask.rows(
        f"SELECT m.kind::VARCHAR, count(*) FROM mention m WHERE {where} GROUP BY m.kind", bound
    )
    return {MentionKind(kind): count for kind, count in rows}


def mention_count(ask: Asker, selection: Selection) -> int:
    """How many mentions are selected."""
    bound = Parameters()
    where = condition(selection, bound)
    return int(ask.row(f"SELECT count(*) FROM mention m WHERE {where}", bound)[0])


def sources(ask: Asker, selection: Selection) -> pd.DataFrame:
    """source, mentions, articles: those of the selection; all_articles: of the collection.
    Most articles first; sources without a selected mention are listed with 0."""
    bound = Parameters()
    return ask.frame(
        "WITH held AS (SELECT m.source_id, m.aid, count(*) AS mentions "
        f"FROM mention m WHERE {condition(selection, bound)} GROUP BY ALL), "
        "counted AS (SELECT source_id, sum(mentions)::BIGINT AS mentions, count(*) AS articles "
        "FROM held GROUP BY source_id) "
        "SELECT o.name AS source, coalesce(c.mentions, 0) AS mentions, "
        "coalesce(c.articles, 0) AS articles, o.articles AS all_articles "
        "FROM source o LEFT JOIN counted c USING (source_id) ORDER BY o.articles DESC, o.name",
        bound,
    )


def lags(ask: Asker, selection: Selection) -> pd.DataFrame:
    """lag (days from publication to happening; 0 while a longer date goes on), mentions: of the
    selected mentions that have both dates."""
    bound = Parameters()
    return ask.frame(
        f"SELECT {LAG.format(m='m')} AS lag, count(*) AS mentions FROM mention m "
        f"WHERE {condition(selection, bound)} AND m.published IS NOT NULL "
        "AND m.happened_start IS NOT NULL GROUP BY 1 ORDER BY 1",
        bound,
    )


def published_against_happened(ask: Asker, selection: Selection, grain: Grain) -> pd.DataFrame:
    """published (start of its bin), happened (start of its bin), mentions; dates that are coarser
    than ``grain`` are left out."""
    bound = Parameters()
    step = bound.bind(grain.value)
    return ask.frame(
        f"SELECT date_trunc({step}, m.published)::DATE AS published, "
        f"date_trunc({step}, m.happened_start)::DATE AS happened, count(*) AS mentions "
        f"FROM mention m WHERE {condition(selection, bound)} AND m.published IS NOT NULL "
        f"AND date_trunc({step}, m.happened_start) = date_trunc({step}, m.happened_end) "
        "GROUP BY 1, 2 ORDER BY 1, 2",
        bound,
    )
