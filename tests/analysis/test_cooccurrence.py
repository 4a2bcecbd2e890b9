"""Strengths against worked figures; order and network that are the same every time."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.cooccurrence import (
    Strength,
    cooccurrence,
    log_likelihood,
    npmi,
    strength_matrix,
)
from dashboard.analysis.network import network
from dashboard.model import MentionKind, Selection, Window


def one(function, both: float, a: float, b: float, total: int) -> float:
    return float(function(np.array([both]), np.array([a]), np.array([b]), total)[0])


@pytest.mark.parametrize(
    ("both", "a", "b", "total", "value"),
    [
        (10, 10, 10, 100, 1.0),  # never apart
        (0, 10, 10, 100, -1.0),  # never together
        (1, 10, 10, 100, 0.0),  # by chance
        (100, 100, 100, 100, 1.0),  # everywhere
        (5, 10, 10, 100, math.log(5) / math.log(20)),
    ],
)
def test_npmi(both, a, b, total, value) -> None:
    assert one(npmi, both, a, b, total) == pytest.approx(value)


def test_log_likelihood_of_a_table_worked_by_hand() -> None:
    # Observed 110, 2442, 111, 29114: Dunning's own "the swiss" kind of table, summed term by term.
    observed = (110, 2442, 111, 29114)
    total = sum(observed)
    a, b = observed[0] + observed[1], observed[0] + observed[2]
    entropy = 2 * (
        sum(n * math.log(n) for n in observed)
        + total * math.log(total)
        - sum(n * math.log(n) for n in (a, total - a, b, total - b))
    )
    assert one(log_likelihood, 110, a, b, total) == pytest.approx(entropy)
    assert entropy == pytest.approx(270.72, abs=0.01)


def test_log_likelihood_is_signed_and_zero_by_chance() -> None:
    assert one(log_likelihood, 1, 10, 10, 100) == pytest.approx(0, abs=1e-9)
    assert one(log_likelihood, 0, 30, 30, 100) < -10
    assert one(log_likelihood, 20, 30, 30, 100) > 10


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 500))
def test_strengths_are_finite(both, more_a, more_b, rest) -> None:
    a, b = both + more_a, both + more_b
    total = both + more_a + more_b + rest
    if a and b:
        assert -1 <= one(npmi, both, a, b, total) <= 1
        assert math.isfinite(one(log_likelihood, both, a, b, total))


@pytest.mark.parametrize("window", list(Window))
def test_the_matrix_holds_the_pairs(collection, window) -> None:
    found = cooccurrence(collection, Selection(), window)
    assert sorted(found.order) == sorted(found.nodes["entity"])
    for strength in Strength:
        matrix = strength_matrix(found, strength)
        for row in found.pairs.itertuples():
            value = getattr(row, strength.value)
            assert matrix.loc[row.a, row.b] == matrix.loc[row.b, row.a] == pytest.approx(value)


def test_chosen_names_only(collection) -> None:
    chosen = ("LOC:بغداد", "LOC:العراق")
    found = cooccurrence(collection, Selection(), Window.ARTICLE, chosen=chosen)
    assert set(found.nodes["entity"]) == set(chosen)
    assert len(found.pairs) == 1


@pytest.mark.parametrize("strength", list(Strength))
def test_the_network_is_the_same_every_time(collection, strength) -> None:
    found = cooccurrence(collection, Selection(), Window.PARAGRAPH)
    first, second = network(found, strength), network(found, strength)
    assert first.nodes.equals(second.nodes)
    assert first.edges.equals(second.edges)
    assert first.nodes[["x", "y"]].to_numpy().min() >= 0
    assert first.nodes[["x", "y"]].to_numpy().max() <= 1
    assert set(first.edges["a"]) | set(first.edges["b"]) == set(first.nodes["entity"])
    assert len(first.nodes) + first.alone == len(found.nodes)
    assert len(first.edges) + first.cut == len(found.pairs)
    assert first.edges["strength"].is_monotonic_decreasing
    sizes = first.nodes["community"].value_counts().sort_index()
    assert sizes.is_monotonic_decreasing


def test_a_selection_without_names_gives_empty_frames(collection) -> None:
    found = cooccurrence(collection, Selection(kinds=(MentionKind.MONEY,)))
    assert found.nodes.empty
    assert found.pairs.empty
    assert strength_matrix(found, Strength.NPMI).empty
    drawn = network(found)
    assert drawn.nodes.empty
    assert drawn.edges.empty
