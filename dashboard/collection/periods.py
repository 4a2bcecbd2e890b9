"""When: the period of a selection, and how many of its mentions lie in each part of it."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pandas as pd

from dashboard.collection.asking import Asker
from dashboard.collection.index import KINDS
from dashboard.collection.keyed import tallied
from dashboard.collection.selecting import Parameters, condition, dates_of
from dashboard.model import DateAxis, Grain, Selection

BIN_GRAINS = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR)

# Every pair of first and last day that the collection has, with the number of the bin of {step} in
# which it lies, or of the span that it is when it lies in none.
_BINS = """
SELECT first, last, start, "end", whole,
    dense_rank() OVER (ORDER BY whole, start, "end") - 1 AS bin
FROM (
    SELECT *, (CASE WHEN whole THEN first ELSE date_trunc({step}, first) END)::DATE AS start,
        CASE WHEN whole THEN last END AS "end"
    FROM (
        SELECT first, last, date_trunc({step}, first) <> date_trunc({step}, last) AS whole
        FROM dates
    )
)
"""
_COLUMNS = ["key", "start", "end", "whole", "mentions", "articles"]


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
    days = ask.once(
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
    entity, only mentions of the entities ``only`` are counted.
    """
    if grain not in BIN_GRAINS:
        raise ValueError(f"grain must be one of {', '.join(BIN_GRAINS)}, got {grain!r}")
    keys = _keys(ask, key, only)
    by_axis = _by_publication if axis is DateAxis.PUBLISHED else _by_happening
    dated, undated = by_axis(ask, selection, grain, keys)
    binned = ~dated["whole"]
    dated.loc[binned, "end"] = bin_ends(dated.loc[binned, "start"], grain)
    frame = pd.concat([dated, undated], ignore_index=True)
    frame.insert(0, "key", pd.Series(keys.names, dtype="str").reindex(frame["number"]).to_numpy())
    frame = frame.sort_values(["start", "whole", "end", "key"], na_position="last")
    return frame[_COLUMNS].reset_index(drop=True)


_Two = tuple[pd.DataFrame, pd.DataFrame]  # with a date, and without


@dataclass(frozen=True)
class _Keys:
    """What mentions are divided by: ``number`` is that of a mention m among ``those``, and
    ``names`` are those of the numbers. Where there are few, ``each`` tells a mention of a number
    from the others."""

    number: str
    names: dict[int, str]
    each: dict[int, str] = field(default_factory=dict)
    those: str = "true"

    @property
    def bits(self) -> int:
        return max(self.names, default=0).bit_length()


def _keys(ask: Asker, key: str, only: tuple[str, ...]) -> _Keys:
    if key == "kind":
        each = {number: f"m.kind = '{kind}'::kind" for number, kind in enumerate(KINDS)}
        return _Keys("enum_code(m.kind)", dict(enumerate(KINDS)), each)
    if key == "source":
        return _Keys("m.source_id", dict(ask.rows("SELECT source_id, name FROM source")))
    if key == "entity":
        bound = Parameters()
        ids = bound.bind(list(only))
        chosen = ask.rows(
            f"SELECT eid, id FROM entity WHERE id IN (SELECT unnest({ids}::VARCHAR[]))", bound
        )
        # Numbers of the program's own making, no texts of users. A join with them would take twice
        # the time.
        each = {number: f"m.eid = {int(eid)}" for number, (eid, _) in enumerate(chosen)}
        whens = " ".join(f"WHEN {fits} THEN {number}" for number, fits in each.items())
        names = {number: entity for number, (_, entity) in enumerate(chosen)}
        if not each:
            return _Keys("0", names, {0: "false"}, "false")
        return _Keys(f"CASE {whens} END", names, each, f"({' OR '.join(each.values())})")
    return _Keys("0", {0: ""}, {0: "true"})


def _by_publication(ask: Asker, selection: Selection, grain: Grain, keys: _Keys) -> _Two:
    """An article has one date and one source, so its mentions are counted together first."""
    bound = Parameters()
    step = bound.bind(grain.value)
    each = keys.each or {0: "true"}
    source = "" if keys.each else "o.source_id AS number, "
    counts = "".join(f", count(*) FILTER ({fits}) AS n{n}" for n, fits in each.items())
    sums = "".join(
        f", sum(h.n{n})::BIGINT AS mentions{n}, count(*) FILTER (h.n{n} > 0) AS articles{n}"
        for n in each
    )
    found = ask.frame(
        f"WITH held AS (SELECT m.aid{counts} FROM mention m "
        f"WHERE m.published IS NOT NULL AND {keys.those} AND {condition(selection, bound)} "
        "GROUP BY m.aid) "
        f"SELECT {source}date_trunc({step}, a.published)::DATE AS start{sums} FROM held h "
        f"JOIN article a USING (aid) {'JOIN source o ON o.name = a.source ' if source else ''}"
        "GROUP BY ALL",
        bound,
    )
    dated = pd.concat([_of_number(found, number) for number in each], ignore_index=True)
    dated.insert(2, "end", pd.Series(pd.NaT, index=dated.index, dtype=dated["start"].dtype))
    dated.insert(3, "whole", False)
    return dated, _undated(ask, selection, DateAxis.PUBLISHED, keys)


def _of_number(found: pd.DataFrame, number: int) -> pd.DataFrame:
    """The rows of one ``number``, whose counts stand in columns of its own."""
    part = found.rename(columns={f"{what}{number}": what for what in ("mentions", "articles")})
    if "number" not in part:
        part["number"] = number
    return part.loc[part["mentions"] > 0, ["number", "start", "mentions", "articles"]]


def _by_happening(ask: Asker, selection: Selection, grain: Grain, keys: _Keys) -> _Two:
    """An article tells of many dates: its number, the bin's and the key's are counted as one."""
    bound = Parameters()
    bins = ask.frame(
        'SELECT DISTINCT bin, start, "end", whole FROM '
        f"({_BINS.format(step=bound.bind(grain.value))}) ORDER BY bin",
        bound,
    )
    bits = len(bins).bit_length() + keys.bits
    number = f"(b.bin << {keys.bits}) | {keys.number}"
    bound = Parameters()
    found = ask.columns(
        f"WITH bins AS ({_BINS.format(step=bound.bind(grain.value))}) "
        f"SELECT {ask.key('m.aid', number, bits)} AS key "
        "FROM mention m JOIN bins b ON b.first = m.happened_start AND b.last = m.happened_end "
        f"WHERE {keys.those} AND {condition(selection, bound)}",
        bound,
    )
    # The database counts the others on one core while these are counted on another.
    with ThreadPoolExecutor(1) as beside:
        undated = beside.submit(_undated, ask, selection, DateAxis.HAPPENED, keys)
        codes, mentions, articles = tallied(found["key"], bits)
    frame = bins.drop(columns="bin").iloc[codes >> keys.bits].reset_index(drop=True)
    numbers = codes & ((1 << keys.bits) - 1)
    return frame.assign(number=numbers, mentions=mentions, articles=articles), undated.result()


def _undated(ask: Asker, selection: Selection, axis: DateAxis, keys: _Keys) -> pd.DataFrame:
    """Half of all mentions have no date of happening: apart from the others, and without bins,
    they are counted in a third of the time."""
    bound = Parameters()
    # Bits are for few groups; of sources there may be any number.
    few = len(keys.names) <= len(KINDS)
    articles = ask.distinct("m.aid") if few else "count(DISTINCT m.aid)"
    # There are as many such questions as choices of names.
    answer = ask.once if keys.those == "true" else ask.frame
    return answer(
        f'SELECT {keys.number} AS number, NULL::DATE AS start, NULL::DATE AS "end", '
        f"false AS whole, count(*) AS mentions, {articles} AS articles "
        f"FROM mention m WHERE {dates_of(axis)[0]} IS NULL AND {keys.those} "
        f"AND {condition(selection, bound)} GROUP BY ALL HAVING count(*) > 0",
        bound,
    )


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
