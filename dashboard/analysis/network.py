"""The network of names: which edges are drawn, who stands where, who belongs together."""

from __future__ import annotations

import random
from dataclasses import dataclass

import igraph
import numpy as np
import pandas as pd

from dashboard.analysis.cooccurrence import Cooccurrence, Strength

_SEED = 20140806  # fixed, so that the same numbers give the same picture
_MANY = 150  # names
_LEAST_TOGETHER = 2  # windows; NPMI of a single meeting says nothing


@dataclass(frozen=True)
class Network:
    """A drawing of a Cooccurrence.

    ``nodes``: entity, name, kind, mentions, windows, degree (edges), weight (sum of counts over
    the edges), community (0 is the largest), x, y (within 0..1). ``edges``: the columns of
    ``pairs`` and ``strength``, strongest first. ``alone`` entities have no edge and are left
    out. ``cut`` says in numbers what else was left out: pairs that were not drawn.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame
    strength: Strength
    alone: int
    cut: int


def network(
    found: Cooccurrence,
    strength: Strength = Strength.NPMI,
    most_edges: int = 400,
    least: float = 0.0,
) -> Network:
    """The ``most_edges`` strongest pairs above ``least`` that met at least twice (once, when
    nobody met twice), their layout and communities; the same input gives the same network."""
    drawn = _strongest(found.pairs, strength, most_edges, least)
    tied = set(drawn["a"]) | set(drawn["b"])
    nodes = found.nodes[found.nodes["entity"].isin(tied)].reset_index(drop=True)
    place = {entity: at for at, entity in enumerate(nodes["entity"])}
    graph = igraph.Graph(
        n=len(nodes),
        edges=[(place[a], place[b]) for a, b in zip(drawn["a"], drawn["b"], strict=True)],
    )
    positive = (drawn["strength"] - min(drawn["strength"].min(), 0) + 1e-6).tolist()
    nodes["degree"] = graph.degree()
    nodes["weight"] = graph.strength(weights=drawn["count"].tolist())
    nodes["community"] = _communities(graph, positive, nodes)
    nodes["x"], nodes["y"] = _layout(graph, positive)
    return Network(
        nodes, drawn, strength, len(found.nodes) - len(nodes), len(found.pairs) - len(drawn)
    )


def _strongest(pairs: pd.DataFrame, strength: Strength, most: int, least: float) -> pd.DataFrame:
    strengths = pairs[strength.value].to_numpy(dtype=float)
    often = pairs["count"].to_numpy() >= _LEAST_TOGETHER
    kept = np.flatnonzero((strengths > least) & (often if often.any() else True))
    if len(kept) > most:
        # Sorting all of them by their names takes longer than counting them did.
        weakest = np.partition(strengths[kept], -most)[-most]
        kept = kept[strengths[kept] >= weakest]
    drawn = pairs.iloc[kept].assign(strength=strengths[kept])
    drawn = drawn.sort_values(["strength", "count", "a", "b"], ascending=[False, False, True, True])
    return drawn.head(most).reset_index(drop=True)


def _communities(graph: igraph.Graph, weights: list[float], nodes: pd.DataFrame) -> list[int]:
    """Louvain communities (Blondel et al. 2008), numbered by size, then by their largest name."""
    if not graph.vcount():
        return []
    igraph.set_random_number_generator(random.Random(_SEED))
    members = graph.community_multilevel(weights=weights).membership
    mentions = nodes.groupby(members)["mentions"].sum()
    sizes = pd.Series(members).value_counts()
    ranked = sorted(sizes.index, key=lambda one: (-sizes[one], -mentions[one], one))
    number = {community: at for at, community in enumerate(ranked)}
    return [number[member] for member in members]


def _layout(graph: igraph.Graph, weights: list[float]) -> tuple[list[float], list[float]]:
    """Fruchterman-Reingold from a circle: no chance in where it starts."""
    if not graph.vcount():
        return [], []
    igraph.set_random_number_generator(random.Random(_SEED))
    strongest = max(weights)
    placed = graph.layout_fruchterman_reingold(
        weights=[0.2 + weight / strongest for weight in weights],
        seed=graph.layout_circle(),
        # Of many names another hundred rounds gain 0.2 % of the energy, and a tenth of the time
        # that the whole question takes.
        niter=300 if graph.vcount() <= _MANY else 200,
        grid="nogrid",
    )
    xs, ys = ([point[axis] for point in placed] for axis in (0, 1))
    return _scaled(xs), _scaled(ys)


def _scaled(values: list[float]) -> list[float]:
    low, high = min(values), max(values)
    if high - low < 1e-9:
        return [0.5] * len(values)
    return [round((value - low) / (high - low), 5) for value in values]
