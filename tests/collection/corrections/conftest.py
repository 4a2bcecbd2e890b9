"""Logs to keep corrections in, and a collection to correct."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.collection import Collection, build, open_collection
from dashboard.collection.corrections.store import Corrections
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor, statements_of

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
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Collection]:
    def build_one(count: int = 40, **changes: str) -> Collection:
        """``count`` stories; ``changes`` maps an article's id to its new text."""
        from dataclasses import replace

        folder = tmp_path_factory.mktemp("corrected") / "stories.collection"
        articles = [
            replace(story, text=changes[story.id]) if story.id in changes else story
            for story in stories(count)
        ]
        build(articles, folder, WordExtractor(), find_statements=statements_of, slice_size=50)
        return open_collection(folder)

    return build_one


@pytest.fixture(scope="session")
def collection(built: Callable[..., Collection]) -> Collection:
    return built()
