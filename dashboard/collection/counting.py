"""How many: the totals of a selection, its sources, its periods, and what a build left open."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.collection.asking import Asker
from dashboard.collection.selecting import LAG, Parameters, condition, dates_of, named_any
from dashboard.model import DateAxis, Grain, MentionKind, Selection

BIN_GRAINS = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR)

# What a key is counted by, how it is named, and what its name is joined from.
_KEYS = {
    "": ("0", "''", ""),
    "kind": ("m.kind", "c.number::VARCHAR", ""),
    "source": ("m.source_id", "o.name", "JOIN source o ON o.source_id = c.number"),
    "entity": ("m.eid", "e.id", "JOIN entity e ON e.eid = c.number"),
}


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


def period(
    ask: Asker, selection: Selection, share: float = 1.0
) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """The first and last day of the selected mentions on the selection's axis; None: no date.

    With ``share`` below 1, the days between which that share of them lies, the rest cut evenly
    from both ends: one mention of the year 1435 does not stretch it.
    """
    bound = Parameters()
    first, last = dates_of(selection.axis)
    where = f"{condition(selection, bound)} AND {first} IS NOT NULL"
    if share == 1:
        least, most = ask.row(
            f"SELECT min({first}), max({last}) FROM mention m WHERE {where}", bound
        )
        return None if least is None else (pd.Timestamp(least), pd.Timestamp(most))
    # There are far fewer days than mentions, and sorting all of these takes long.
    days = ask.frame(
        f"SELECT {first} AS first, {last} AS last, count(*) AS mentions FROM mention m "
        f"WHERE {where} GROUP BY ALL",
        bound,
    )
    if days.empty:
        return None
    cut = (1 - share) / 2
    return _quantile(days, "first", cut), _quantile(days, "last", 1 - cut)


def _quantile(days: pd.DataFrame, column: str, share: float) -> pd.Timestamp:
    """The first day of ``column`` up to which at least ``share`` of the mentions lie."""
    ordered = days.sort_values(column)
    until = ordered["mentions"].cumsum()
    at = int(until.searchsorted(max(math.ceil(share * until.iloc[-1]), 1)))
    return pd.Timestamp(ordered[column].iloc[at])


def by_period(
    ask: Asker,
    selection: Selection,
    grain: Grain,
    axis: DateAxis,
    key: str,
    only: tuple[str, ...] = (),
) -> pd.DataFrame:
    """key, start, end, whole, mentions, articles, in order of time.

    A date that lies within one bin of ``grain`` is counted there (``whole`` False: start and end
    are the bin's). One that does not, such as a year among months, is counted as the span that it
    is (``whole`` True: its own start and end). Mentions without a date on ``axis`` have start and
    end NaT. Each mention is in just one row. ``key`` is "", "kind", "source" or "entity"; by
    entity, mentions that are no names are left out, and with ``only`` those of other entities.
    """
    if grain not in BIN_GRAINS:
        raise ValueError(f"grain must be one of {', '.join(BIN_GRAINS)}, got {grain!r}")
    bound = Parameters()
    first, last = dates_of(axis)
    step = bound.bind(grain.value)
    if axis is DateAxis.PUBLISHED:
        whole, start, end = "false", f"date_trunc({step}, {first})", "NULL"
    else:
        whole = f"coalesce(date_trunc({step}, {first}) <> date_trunc({step}, {last}), false)"
        start = f"CASE WHEN {whole} THEN {first} ELSE date_trunc({step}, {first}) END"
        end = f"CASE WHEN {whole} THEN {last} END"
    number, named, join = _KEYS[key]
    where = condition(selection, bound)
    if only:
        where += f" AND {named_any(only, bound, 'm')}"
    # Those without a date, half of them all, need no bins: counted apart in a third of the time.
    # Bits are for few groups; of sources and names there may be any number.
    articles = ask.distinct("m.aid") if key in ("", "kind") else "count(DISTINCT m.aid)"
    frame = ask.frame(
        f"WITH held AS (SELECT {number} AS number, ({start})::DATE AS start, "
        f'({end})::DATE AS "end", {whole} AS whole, m.aid, count(*) AS mentions '
        f"FROM mention m WHERE {first} IS NOT NULL AND {number} IS NOT NULL AND {where} "
        "GROUP BY ALL), counted AS ("
        'SELECT number, start, "end", whole, sum(mentions)::BIGINT AS mentions, '
        "count(*) AS articles FROM held GROUP BY ALL UNION ALL "
        f"SELECT {number}, NULL, NULL, false, count(*), {articles} "
        f"FROM mention m WHERE {first} IS NULL AND {number} IS NOT NULL AND {where} GROUP BY ALL "
        "HAVING count(*) > 0) "
        f'SELECT {named} AS key, c.start, c."end", c.whole, c.mentions, c.articles '
        f'FROM counted c {join} ORDER BY c.start NULLS LAST, c."end" NULLS FIRST, key',
        bound,
    )
    binned = ~frame["whole"] & frame["start"].notna()
    frame.loc[binned, "end"] = bin_ends(frame.loc[binned, "start"], grain)
    return frame


def bin_ends(starts: pd.Series, grain: Grain) -> pd.Series:
    """The last day of the bins of ``grain`` that begin on ``starts``."""
    if grain is Grain.DAY:
        return starts
    if grain is Grain.WEEK:
        return starts + pd.Timedelta(days=6)
    months = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[grain]
    periods = starts.dt.year * 12 + starts.dt.month - 1 + months
    following = pd.to_datetime(
        pd.DataFrame({"year": periods // 12, "month": periods % 12 + 1, "day": 1})
    )
    return (following - pd.Timedelta(days=1)).astype(starts.dtype)


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
