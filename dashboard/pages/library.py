"""The collections at hand: where they lie, opening them, and building the sample at first start."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.articles import read_articles
from dashboard.collection import (
    BuildProgress,
    Collection,
    CollectionError,
    Manifest,
    build,
    open_collection,
)
from dashboard.collection.manifest import read_manifest
from dashboard.collection.store import Store
from dashboard.extraction.names import names_engine
from dashboard.extraction.pipeline import Extractor
from dashboard.extraction.publication import published_day
from dashboard.model import Article, Rejected

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "sample"
_SUFFIX = ".collection"
_SAMPLE_ARTICLES = ROOT / "data" / "sample" / "articles.jsonl"


def home() -> Path:
    """The folder of all collections: $SIYAQ_DATA, else ``.siyaq`` beside app.py."""
    return Path(os.environ.get("SIYAQ_DATA") or ROOT / ".siyaq")


@dataclass(frozen=True, slots=True)
class Listed:
    """A collection that can be opened: its key in addresses, and what its manifest says."""

    key: str
    manifest: Manifest


def collections() -> list[Listed]:
    """Every finished collection, the sample first, then by name; damaged ones are left out."""
    found = []
    for folder in sorted(home().glob(f"*{_SUFFIX}")):
        try:
            manifest = read_manifest(Store.at(folder))
        except CollectionError:
            continue
        found.append(Listed(folder.name.removesuffix(_SUFFIX), manifest))
    return sorted(found, key=lambda listed: (listed.key != SAMPLE, listed.manifest.name))


def location(key: str) -> Path:
    """Where the collection of this key lies. Keys come from addresses that anyone can write, so
    one that is no plain name of a folder raises CollectionError."""
    if not re.fullmatch(r"[\w][\w\- ]{0,80}", key):
        raise CollectionError(f"{key[:40]!r} is not the name of a collection")
    return home() / f"{key}{_SUFFIX}"


def key_of(name: str) -> str:
    """A folder's name for what a person calls a collection, unused so far."""
    plain = re.sub(r"[^\w\- ]+", " ", unicodedata.normalize("NFC", name))
    stem = "-".join(plain.split())[:60].strip("-") or "collection"
    key, number = stem, 2
    while location(key).exists():
        key, number = f"{stem}-{number}", number + 1
    return key


def opened(key: str) -> Collection:
    """The collection of this key, shared by all sessions until it is built anew.

    Raises CollectionError with one clear line.
    """
    folder = location(key)
    return _opened(str(folder), read_manifest(Store.at(folder)).fingerprint)


@st.cache_resource(max_entries=16, show_spinner=False)
def _opened(folder: str, fingerprint: str) -> Collection:
    return open_collection(folder)


@st.cache_resource(show_spinner=False)
def extractor(names: str = "builtin") -> Extractor:
    """The extractor of this process, its model loaded once. Raises EngineMissing."""
    return Extractor(names_engine(names))


def sample_is_ready() -> bool:
    """Whether the sample stands as this version of the extractor would build it."""
    try:
        manifest = read_manifest(Store.at(location(SAMPLE)))
    except CollectionError:
        return False
    return manifest.extractor == extractor().version


def build_sample(progress: Callable[[BuildProgress], None]) -> Manifest:
    return build_collection(
        SAMPLE,
        read_articles([_SAMPLE_ARTICLES]),
        progress,
        title="العراق: التحالف والإعمار",
        licence="CC0-1.0",
        total=sum(1 for _ in _SAMPLE_ARTICLES.open(encoding="utf-8")),
    )


def build_collection(
    key: str,
    inputs: Iterable[Article | Rejected],
    progress: Callable[[BuildProgress], None],
    *,
    title: str,
    licence: str = "",
    total: int | None = None,
    names: str = "builtin",
) -> Manifest:
    """Builds or brings up to date the collection of this key in this process."""
    home().mkdir(parents=True, exist_ok=True)
    return build(
        inputs,
        location(key),
        extractor(names),
        progress,
        total=total,
        name=title,
        licence=licence,
    )


def read_inputs(paths: Iterable[Path]) -> Iterable[Article | Rejected]:
    return read_articles(paths, published_day)
