"""No two choices of a widget read the same, so the one that is chosen is the one that is meant."""

import datetime as dt
import shutil
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.collection.manifest import read_manifest, write_manifest
from dashboard.collection.store import Store
from dashboard.pages.choices import told_apart

_LABELS = st.lists(st.sampled_from(["a", "a (2)", "a (3)", "b", "b  ·  1", ""]), max_size=8)


@given(_LABELS, st.booleans())
def test_no_two_read_the_same(labels, with_more) -> None:
    given_labels = dict(enumerate(labels))
    made = told_apart(given_labels, (lambda key: str(key % 2)) if with_more else None)
    assert list(made) == list(given_labels)
    assert len(set(made.values())) == len(made)
    for key, label in given_labels.items():
        assert made[key].removeprefix("\u2068").startswith(label)
        if labels.count(label) == 1 and not with_more:
            assert made[key] == label


def test_twins_say_more_and_only_then_a_number() -> None:
    names = {"PER:x": "x", "ORG:x": "x", "ORG:x-2": "x", "LOC:y": "y"}
    assert told_apart(names, lambda key: key[:3]) == {
        "PER:x": "\u2068x\u2069  ·  PER",
        "ORG:x": "\u2068x\u2069  ·  ORG",
        "ORG:x-2": "\u2068x\u2069  ·  ORG (2)",
        "LOC:y": "y",
    }


@pytest.fixture
def twin(collections_home, story):
    """A second collection of the same name and size, built on another day."""
    folder = collections_home / "twin.collection"
    shutil.copytree(collections_home / "sample.collection", folder)
    store = Store.at(folder)
    write_manifest(
        store, replace(read_manifest(store), created=dt.datetime(2020, 2, 3, 4, 5, tzinfo=dt.UTC))
    )
    yield "twin"
    shutil.rmtree(folder)


def test_of_two_collections_with_one_name_the_one_in_the_address_stays_open(
    open_screen, twin
) -> None:
    screen = open_screen(lang="en", collection=twin)
    labels = screen.widget("header.collection").options
    twins = [label for label in labels if "حكاية" in label]
    assert len(set(twins)) == len(twins) == 2
    assert any("2020" in label for label in twins)
    screen.set("filter.text", "البصرة")
    assert screen.address("collection") == twin
