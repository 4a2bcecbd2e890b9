"""Logs to keep corrections in, and a collection to correct."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.collection import Collection
from dashboard.collection.corrections import steps
from dashboard.collection.corrections.store import Corrections

_numbers = itertools.count(1)


@pytest.fixture
def corrections(database: str) -> Corrections:
    """An empty log; each test has a collection key of its own."""
    return Corrections.at(database, f"stories {next(_numbers)}")


@pytest.fixture
def light(tmp_path: Path) -> Corrections:
    """An empty log in SQLite, for tests that are not about the database."""
    return Corrections.at(tmp_path / "siyaq.db", "stories")


@pytest.fixture(scope="session")
def collection(built: Callable[..., Collection]) -> Collection:
    return built()


@pytest.fixture
def fixed(collection: Collection, light: Corrections) -> Callable[..., Collection]:
    """Takes steps and returns the collection as they correct it."""

    def take(*taken: steps.Step) -> Collection:
        for step in taken:
            light.append(step, "هدى", "لأن")
        return collection.corrected(light.log())

    return take
