"""What a collection says about itself: manifest.json, and the refusal of formats unknown here."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass

from dashboard.collection.store import Store

# Raised by one whenever the columns of schema.py change.
FORMAT = 2  # 2: near duplicates are marked
OLDEST = 1  # still opened; the next build brings its parts up to date without reading them again
NAME = "manifest.json"


class CollectionError(ValueError):
    """A collection that cannot be opened or built; the message is one line for the user."""


class NewerFormatError(CollectionError):
    """It was built by a newer program."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a finished build consists of.

    ``fingerprint`` depends on the articles, on what was found in them and on the versions of
    format and linking; not on the order, the workers or the interruptions of the build.
    ``duplicates`` counts exact repetitions that were dropped, ``near_duplicates`` the articles
    that nearly repeat an earlier one and stay (None: format 1, which did not count them);
    ``bytes`` is the size of all parts.
    """

    format: int
    fingerprint: str
    name: str
    created: dt.datetime
    extractor: str
    linking: str
    licence: str
    articles: int
    undated: int
    sentences: int
    mentions: int
    statements: int
    entities: int
    rejected: int
    duplicates: int
    by_kind: tuple[tuple[str, int], ...]
    bytes: int
    parts: tuple[str, ...]
    near_duplicates: int | None = None

    def json(self) -> str:
        fields = asdict(self) | {
            "created": self.created.isoformat(timespec="seconds"),
            "by_kind": dict(self.by_kind),
        }
        return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"


def read_manifest(store: Store) -> Manifest:
    """The manifest of the collection at ``store``; raises CollectionError in one clear line."""
    where = store.location
    try:
        text = store.read_bytes(NAME).decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise CollectionError(
            f"{where}: no {NAME} here; build the collection first, or finish its build"
        ) from None
    except OSError as fault:
        raise CollectionError(f"{where}: cannot be read ({fault})") from fault
    try:
        fields = json.loads(text)
        found = int(fields["format"])
    except (ValueError, TypeError, KeyError):
        raise CollectionError(
            f"{where}/{NAME}: not a manifest; build the collection again"
        ) from None
    if found > FORMAT:
        raise NewerFormatError(
            f"{where}: format {found} is newer than this program's {FORMAT}; update the program"
        )
    if found < OLDEST:
        raise CollectionError(
            f"{where}: format {found} is older than {OLDEST}, the oldest that opens; build it again"
        )
    try:
        fields["created"] = dt.datetime.fromisoformat(fields["created"])
        fields["by_kind"] = tuple((kind, int(n)) for kind, n in fields["by_kind"].items())
        fields["parts"] = tuple(fields["parts"])
        return Manifest(**fields)
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise CollectionError(f"{where}/{NAME}: {fault}; build the collection again") from None


def write_manifest(store: Store, manifest: Manifest) -> None:
    store.write_bytes(NAME, manifest.json().encode("utf-8"))
