"""The collections at hand: where they lie, opening them, and building the sample at first start."""

from __future__ import annotations

import importlib.util
import itertools
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard import settings
from dashboard.articles import ReadSoFar, read_articles
from dashboard.collection import (
    BuildProgress,
    Collection,
    CollectionError,
    Manifest,
    build,
    open_collection,
)
from dashboard.collection.corrections.steps import CorrectionError
from dashboard.collection.corrections.store import Corrections
from dashboard.collection.database import DatabaseError
from dashboard.collection.manifest import NAME as MANIFEST
from dashboard.collection.manifest import read_manifest
from dashboard.collection.removing import remove_collection
from dashboard.collection.sharing.access import Role
from dashboard.collection.sharing.frozen import Frozen
from dashboard.collection.store import Store
from dashboard.extraction.names import ENGINE_NAMES, names_engine
from dashboard.extraction.pipeline import Extractor
from dashboard.model import Article, Rejected
from dashboard.pages import builds, rights
from dashboard.pages.builds import Build
from dashboard.pages.people import Person
from dashboard.settings import ROOT, data_folder

SAMPLE = rights.SAMPLE
_SUFFIX = ".collection"
_SAMPLE_TITLE = "العراق: التحالف والإعمار"
_SAMPLE_PATIENCE = 600.0  # seconds
_SAMPLE_ARTICLES = ROOT / "data" / "sample" / "articles.jsonl"


def home() -> Path:
    """The folder of all collections."""
    return data_folder()


@dataclass(frozen=True, slots=True)
class Shut:
    """A collection that cannot be opened: its key in addresses, and why, in one line."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A collection that can be opened: its key in addresses, and what its manifest says."""

    key: str
    manifest: Manifest

    @property
    def size(self) -> int:
        """Bytes on the disk, with the index."""
        return Store.at(location(self.key)).size() or 0


def collections() -> list[Listed]:
    """Every finished collection that the person may look at, the sample first, then by name;
    those that cannot be opened are left out."""
    found = [one for one in _found() if isinstance(one, Listed)]
    return sorted(found, key=lambda listed: (listed.key != SAMPLE, listed.manifest.name))


def shut() -> list[Shut]:
    """Those that the person may look at, but that cannot be opened: of another format, say. One
    that was never built to its end is none yet."""
    return [one for one in _found() if isinstance(one, Shut)]


def _found() -> Iterator[Listed | Shut]:
    seen = rights.seen()
    for folder in sorted(home().glob(f"*{_SUFFIX}")):
        key = folder.name.removesuffix(_SUFFIX)
        if not seen(key):
            continue
        store = Store.at(folder)
        try:
            yield Listed(key, read_manifest(store))
        except CollectionError as fault:
            if store.exists(MANIFEST):
                yield Shut(key, str(fault).replace(store.location, key))


def location(key: str) -> Path:
    """Where the collection of this key lies. Keys come from addresses that anyone can write, so
    one that is no plain name of a folder raises CollectionError."""
    if not re.fullmatch(r"[\w][\w\- ]{0,80}", key):
        raise CollectionError(f"{key[:40]!r} is not the name of a collection")
    return home() / f"{key}{_SUFFIX}"


def keys_for(name: str) -> Iterator[str]:
    """Names of folders for what a person calls a collection, those that are not there so far."""
    plain = re.sub(r"[^\w\- ]+", " ", unicodedata.normalize("NFC", name))
    stem = "-".join(plain.split())[:60].strip("-") or "collection"
    # Where people do not see each other's collections, a number would tell of them.
    while rights.is_shared_here():
        yield f"{stem}-{secrets.token_hex(5)}"
    for number in itertools.count(1):
        key = stem if number == 1 else f"{stem}-{number}"
        if not location(key).exists():
            yield key


def remove(key: str) -> None:
    """Removes the collection of this key for good. What people wrote about it stays in the
    database, so its key is not used again: an empty folder holds its place.

    Raises NotShared, Refused or DatabaseError; CollectionError while it is being built, OSError.
    """
    rights.demand(key, Role.OWNER)
    remove_collection(location(key))


def opened(key: str) -> Collection:
    """The collection of this key as people corrected it, shared by all sessions until it is built
    anew or corrected further, here or by another replica.

    Raises CollectionError with one clear line; CorrectionError when the corrections cannot be
    read (``built`` still opens the collection).
    """
    found = built(key)
    database = str(settings.database())
    return _corrected(database, key, found.fingerprint, _version(database, key), found)


def built(key: str) -> Collection:
    """The collection of this key without corrections. Raises CollectionError: NotShared whenever
    the person may not look at it, be it there or not."""
    rights.look(key)
    folder = location(key)
    return _opened(str(folder), read_manifest(Store.at(folder)).fingerprint)


def as_frozen(key: str, wanted: Frozen) -> Collection | None:
    """The collection of this key just as it was when a view of it was frozen; None when it was
    built anew since, or when its corrections of then are not there any more.

    Raises CollectionError; CorrectionError when the corrections cannot be read.
    """
    found, database = built(key), str(settings.database())
    if not wanted.fits(found):
        return None
    if wanted.corrections > _version(database, key):
        # This process may not have seen yet what another one added.
        forget_version()
        if wanted.corrections > _version(database, key):
            return None
    then = _corrected(database, key, found.fingerprint, wanted.corrections, found)
    return then if wanted.same(then) else None


def corrections(key: str, wanted: Role = Role.VIEWER, person: Person | None = None) -> Corrections:
    """The log of the collection's corrections, for who has the role at this moment: ``person``, or
    who is here. Raises CorrectionError when out of reach; NotShared, or Refused by the role."""
    try:
        rights.demand(key, wanted, person)
    except DatabaseError as fault:
        raise CorrectionError(f"corrections: {fault}") from fault
    return Corrections.at(settings.database(), key)


def forget_version() -> None:
    """Whoever corrects sees it in the next run; the others do within a second."""
    _version.clear()


@st.cache_data(ttl=1.0, max_entries=64, show_spinner=False)
def _version(database: str, key: str) -> int:
    if "://" not in database and not Path(database).exists():
        # Nothing was corrected yet; reading alone makes no file.
        return 0
    return Corrections.at(database, key).version


@st.cache_resource(max_entries=16, show_spinner=False)
def _corrected(
    database: str, key: str, fingerprint: str, version: int, _built: Collection
) -> Collection:
    # By number of rows: the log only grows, so this stays what the version was when asked for.
    return _built.corrected(Corrections.at(database, key).log()[:version]) if version else _built


@st.cache_resource(max_entries=16, show_spinner=False)
def _opened(folder: str, fingerprint: str) -> Collection:
    return open_collection(folder)


@st.cache_resource(show_spinner=False)
def extractor(names: str = "builtin") -> Extractor:
    """The extractor of this process, its model loaded once. Raises EngineMissing."""
    return Extractor(names_engine(names))


def engines() -> tuple[str, ...]:
    """The names engines that can be chosen here: not one whose libraries are not installed, as in
    the image of docs/hosting.md, where its data would not help either."""
    there = all(importlib.util.find_spec(name) for name in ("torch", "transformers"))
    return ENGINE_NAMES if there else ENGINE_NAMES[:1]


def warm() -> None:
    """Reads now what the first text would have to wait for, and with it whoever stops a build."""
    extractor().mentions(Article("", "", "نص"))


def sample_is_ready() -> bool:
    """Whether the sample stands as this version of the extractor would build it."""
    try:
        manifest = read_manifest(Store.at(location(SAMPLE)))
    except CollectionError:
        return False
    return manifest.extractor == extractor().version


def start_sample() -> Build:
    """Builds the bundled sample in the background, or joins the build that is running."""
    total = sum(1 for _ in _SAMPLE_ARTICLES.open(encoding="utf-8"))
    return start(
        SAMPLE,
        _SAMPLE_TITLE,
        lambda: read_articles([_SAMPLE_ARTICLES]),
        licence="CC0-1.0",
        total=total,
        # Another replica may be at it; what that one has built is not read again.
        patience=_SAMPLE_PATIENCE,
        at_once=True,
    )


def start(
    key: str,
    title: str,
    inputs: Callable[[], Iterable[Article | Rejected]],
    *,
    licence: str = "",
    total: int | None = None,
    so_far: ReadSoFar | None = None,
    names: str = "builtin",
    patience: float = 0.0,
    afterwards: Callable[[bool], None] = lambda ended: None,
    owner: str = "",
    accepted: bool = False,
    at_once: bool = False,
    adding_to: Manifest | None = None,
) -> Build:
    """Builds a collection in the background, or adds to one that has articles; see builds.start.
    Raises RefusedError, and EngineMissing when ``names`` cannot run here."""
    home().mkdir(parents=True, exist_ok=True)
    engine = extractor(names)

    def run(
        given: Iterable[Article | Rejected], progress: Callable[[BuildProgress], None]
    ) -> Manifest:
        return build(
            given,
            location(key),
            engine,
            progress,
            total=total,
            so_far=so_far,
            name=title,
            licence=licence,
            patience=patience,
            adding=adding_to is not None,
        )

    return builds.start(
        key,
        title,
        inputs,
        run,
        afterwards,
        owner=owner,
        accepted=accepted,
        at_once=at_once,
        before=None if adding_to is None else adding_to.articles,
    )
