"""One entity: when it is named, with whom, with which amounts, under which names."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.analysis.money import Money, money
from dashboard.analysis.timeline import Stack, Timeline, timeline
from dashboard.collection import Collection
from dashboard.model import Entity, Grain, Mark, Selection, Window

_NEIGHBOURS = 20


@dataclass(frozen=True)
class Profile:
    """What the selection says of one entity.

    ``timeline`` counts its own mentions. ``neighbours``: entity, name, kind, mentions, articles
    of those in its sentences, named most first. ``money``: the amounts of its sentences.
    """

    entity: Entity
    timeline: Timeline
    neighbours: pd.DataFrame
    money: Money


def profile(
    collection: Collection, selection: Selection, entity_id: str, grain: Grain | None = None
) -> Profile | None:
    """The profile within the selection's period and sources; None when there is no such entity.

    Kinds, names, amounts and mark of the selection are left aside: a profile is of everything.
    """
    entity = collection.entity(entity_id)
    if entity is None:
        return None
    near = profile_selection(selection, entity_id)
    # Amounts take as long as the rest, and a question alone seldom keeps two cores busy.
    with ThreadPoolExecutor(1) as beside:
        amounts = beside.submit(money, collection, near)
        neighbours = collection.entities(near, limit=_NEIGHBOURS + 1)
        neighbours = neighbours[neighbours["entity"] != entity_id].head(_NEIGHBOURS)
        times = timeline(collection, near, grain, Stack.ENTITY, (entity_id,))
    return Profile(entity, times, neighbours.reset_index(drop=True), amounts.result())


def profile_selection(selection: Selection, entity_id: str) -> Selection:
    """The selection of all mentions in the sentences that name the entity."""
    return Selection(
        start=selection.start,
        end=selection.end,
        axis=selection.axis,
        sources=selection.sources,
        text=selection.text,
        entities=(entity_id,),
    )


def mark_of_neighbour(row: Any) -> Mark:
    """The mark of a row of ``neighbours``, within ``profile_selection``: its ``mentions``."""
    return Mark("profile", entities=(row.entity,), window=Window.SENTENCE)
