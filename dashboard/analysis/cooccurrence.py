"""Who is named with whom: counts and strengths, an order by similarity, a network of the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.collection import Collection
from dashboard.model import Mark, Selection, Window

MOST_NODES = 300
Numbers = npt.NDArray[np.float64]


class Strength(StrEnum):
    """How strongly two names belong together."""

    COUNT = "count"
    NPMI = "npmi"
    LLR = "llr"


@dataclass(frozen=True)
class Cooccurrence:
    """Entities named together within ``window``.

    ``nodes``: entity, name, kind, mentions, windows; those named most, most mentions first.
    ``pairs``: a, b (entity ids), name_a, name_b, count (windows that name both), mentions
    (of both, in those windows: what their mark lists), npmi, llr. Pairs never named together have
    no row. ``total`` windows name anyone; ``offered`` entities were there before the cut.
    """

    window: Window
    nodes: pd.DataFrame
    pairs: pd.DataFrame
    total: int
    offered: int

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The entity ids so that similar ones stand together; a network does not ask for it."""
        return similar_order(self.nodes, self.pairs)


def cooccurrence(
    collection: Collection,
    selection: Selection,
    window: Window = Window.SENTENCE,
    limit: int = 40,
    chosen: tuple[str, ...] = (),
) -> Cooccurrence:
    """The ``limit`` (at most 300) entities that the selection names most, or ``chosen``, and how
    often and how strongly they are named together; the selection's own mark is left aside."""
    together = collection.named_together(
        selection.with_mark(None), window, min(limit, MOST_NODES), chosen
    )
    nodes, pairs = together.nodes, together.pairs.rename(columns={"windows": "count"})
    a, b = _places(nodes["entity"], pairs)
    names, windows = nodes["name"].to_numpy(), nodes["windows"].to_numpy(dtype=float)
    pairs.insert(2, "name_a", names[a])
    pairs.insert(3, "name_b", names[b])
    both = pairs["count"].to_numpy(dtype=float)
    one, other = windows[a], windows[b]
    pairs["npmi"] = npmi(both, one, other, together.total)
    pairs["llr"] = log_likelihood(both, one, other, together.total)
    return Cooccurrence(window, nodes, pairs, together.total, together.offered)


def npmi(both: Numbers, one: Numbers, other: Numbers, total: int) -> Numbers:
    """Normalised pointwise mutual information, -1 (never together) to 1 (never apart).

    ``ln(p(x,y) / (p(x) p(y))) / -ln p(x,y)`` with p of windows: Bouma, G. (2009), Normalized
    (Pointwise) Mutual Information in Collocation Extraction, GSCL, equation 7. 1 where both are
    in every window.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.log(both * total / (one * other))
        bits = -np.log(both / total)
        return np.where(
            both == 0, -1.0, np.where(bits == 0, 1.0, np.clip(information / bits, -1.0, 1.0))
        )


def log_likelihood(both: Numbers, one: Numbers, other: Numbers, total: int) -> Numbers:
    """The log-likelihood ratio G2 of the two-by-two table, signed: negative when two names are
    together less often than by chance.

    ``2 * sum(observed * ln(observed / expected))``: Dunning, T. (1993), Accurate Methods for the
    Statistics of Surprise and Coincidence, Computational Linguistics 19(1). 10.83 is p < 0.001
    at one degree of freedom.
    """
    observed = np.stack([both, one - both, other - both, total - one - other + both])
    rows = np.stack([one, one, total - one, total - one])
    columns = np.stack([other, total - other, other, total - other])
    expected = rows * columns / max(total, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
    sign = np.where(both >= expected[0], 1.0, -1.0)
    g2: Numbers = sign * np.maximum(2 * terms.sum(axis=0), 0.0)
    return g2


def strength_matrix(found: Cooccurrence, strength: Strength) -> pd.DataFrame:
    """The square table of ``strength`` in the order of similarity; NaN on the diagonal, and for
    pairs never together, which have no strength (0 for counts)."""
    size = len(found.order)
    matrix = np.full((size, size), 0.0 if strength is Strength.COUNT else np.nan)
    one, other = _places(found.order, found.pairs)
    matrix[one, other] = matrix[other, one] = found.pairs[strength.value].to_numpy(dtype=float)
    np.fill_diagonal(matrix, np.nan)
    return pd.DataFrame(matrix, index=list(found.order), columns=list(found.order))


def similar_order(nodes: pd.DataFrame, pairs: pd.DataFrame) -> tuple[str, ...]:
    """Entity ids in the leaf order of an average-linkage tree over 1 - NPMI, turned so that the
    neighbours are as similar as the tree allows (Bar-Joseph et al. 2001)."""
    entities = nodes["entity"].tolist()
    if len(entities) < 3 or pairs.empty:
        return tuple(entities)
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
    from scipy.spatial.distance import squareform

    distance = np.full((len(entities), len(entities)), 2.0)
    one, other = _places(entities, pairs)
    distance[one, other] = distance[other, one] = 1.0 - pairs["npmi"].to_numpy(dtype=float)
    np.fill_diagonal(distance, 0.0)
    flat = squareform(distance, checks=False)
    tree = linkage(flat, method="average")
    if len(entities) <= 100:  # the turning takes cubic time
        tree = optimal_leaf_ordering(tree, flat)
    return tuple(entities[leaf] for leaf in leaves_list(tree))


def _places(
    entities: Iterable[str], pairs: pd.DataFrame
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Where among ``entities`` the two of each pair are."""
    index = pd.Index(entities)
    return index.get_indexer(pd.Index(pairs["a"])), index.get_indexer(pd.Index(pairs["b"]))


def mark_of_pair(found: Cooccurrence, row: Any) -> Mark:
    """The mark of a row of ``pairs``: its ``mentions``, in ``count`` windows."""
    return Mark("cooccurrence", entities=(row.a, row.b), window=found.window)


def mark_of_node(found: Cooccurrence, row: Any) -> Mark:
    """The mark of a row of ``nodes``: its ``mentions``."""
    return Mark("cooccurrence", entities=(row.entity,))
