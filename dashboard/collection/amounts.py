"""Money: every amount once per article, its repetitions, who stands near, what it is for."""

from __future__ import annotations

import pandas as pd

from dashboard.collection.asking import Asker
from dashboard.collection.selecting import Parameters, condition
from dashboard.model import Selection

NEAREST = 3  # names given with an amount


def amounts(ask: Asker, selection: Selection, limit: int = 5000) -> pd.DataFrame:
    """One row for each figure of each article among the selected mentions, newest first.

    mentions (ids of all selected occurrences, the first one first), repeats (how many), article,
    title, source, published, happened_start, happened_end, start, end, surface, amount,
    amount_max, amount_text, amount_max_text, currency ("": undecided), candidates, approximate,
    bound, basis, unit, rule, clause (the words around the first occurrence), near (list of
    (entity id, name), nearest first, at most 3, of its sentence). When there are more than
    ``limit`` figures, the largest of each currency are kept.
    """
    bound = Parameters()
    where = condition(selection, bound)
    most = bound.bind(limit)
    frame = ask.frame(
        f"WITH chosen AS MATERIALIZED (SELECT m.mid, m.aid, m.repeats, m.start, m.stop, m.sid, "
        f"m.amount, m.currency FROM mention m WHERE m.amount IS NOT NULL AND {where}), "
        "figure AS (SELECT aid, min(mid) AS mid, count(*) AS repeats, "
        "list({'start': start, 'stop': stop}) AS places, "
        "row_number() OVER (PARTITION BY any_value(currency) "
        "ORDER BY any_value(amount) DESC, min(mid)) AS place "
        "FROM chosen GROUP BY aid, chosen.repeats), "
        f"kept AS (SELECT * FROM figure ORDER BY place, mid LIMIT {most}), "
        "named AS (SELECT k.mid, n.eid, min(greatest(n.start - m.stop, m.start - n.stop)) AS gap, "
        "min(n.mid) AS first FROM kept k JOIN chosen m ON m.mid = k.mid "
        "JOIN mention n ON n.sid = m.sid AND n.eid IS NOT NULL GROUP BY k.mid, n.eid), "
        "near AS (SELECT n.mid, list({'id': e.id, 'name': e.name} ORDER BY n.gap, n.first)[:"
        f"{NEAREST}] AS near FROM named n JOIN entity e ON e.eid = n.eid GROUP BY n.mid) "
        "SELECT a.id AS article, a.title, a.source, m.published, m.happened_start, "
        'm.happened_end, m.start, m.stop AS "end", m.surface, m.amount, m.amount_max, '
        "m.amount_text, m.amount_max_text, coalesce(m.currency, '') AS currency, "
        "m.candidates, m.approximate, m.bound, "
        "m.basis, m.unit, m.rule, "
        "substring(CASE WHEN a.title <> '' THEN a.title || chr(10) || a.text ELSE a.text END, "
        "m.clause_start + 1, m.clause_end - m.clause_start) AS clause, "
        "k.repeats, k.places, near.near FROM kept k JOIN mention m ON m.mid = k.mid "
        "JOIN article a ON a.aid = m.aid LEFT JOIN near ON near.mid = k.mid "
        "ORDER BY m.published DESC NULLS LAST, m.mid",
        bound,
    )
    frame.insert(
        0,
        "mentions",
        pd.Series(
            [
                tuple(
                    f"{article}@{place['start']}-{place['stop']}"
                    for place in sorted(places, key=lambda place: place["start"])
                )
                for article, places in zip(frame["article"], frame["places"], strict=True)
            ],
            index=frame.index,
            dtype="object",
        ),
    )
    frame["near"] = pd.Series(
        [
            [(one["id"], one["name"]) for one in near] if near is not None else []
            for near in frame["near"].where(frame["near"].notna(), None)
        ],
        index=frame.index,
        dtype="object",
    )
    return frame.drop(columns="places")


def currencies(ask: Asker, selection: Selection) -> pd.DataFrame:
    """currency ("" for those undecided), figures (each once per article), mentions, articles,
    least, most (the amounts): most figures first. Unlike currencies are never added."""
    bound = Parameters()
    found = ask.once(
        "SELECT coalesce(m.currency, '') AS currency, "
        "count(DISTINCT (m.aid, m.repeats)) AS figures, "
        "count(*) AS mentions, count(DISTINCT m.aid) AS articles, min(m.amount) AS least, "
        "max(coalesce(m.amount_max, m.amount)) AS most FROM mention m "
        f"WHERE m.amount IS NOT NULL AND {condition(selection, bound)} "
        "GROUP BY 1 ORDER BY figures DESC, 1",
        bound,
    )
    return found.copy()
