"""From which file each article came, so that one that cannot be read later takes nothing with it.

Beside the parts lies origins.parquet: one row an article, ``content`` its content_key in bytes and
``file`` as articles.ReadSoFar calls it. It belongs to the last finished build.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Protocol

import pyarrow as pa

from dashboard.collection.manifest import Manifest
from dashboard.collection.schema import content_key, rejected_of
from dashboard.collection.store import Store
from dashboard.model import Article, Rejected

ORIGINS_FILE = "origins.parquet"
_ORIGINS = pa.schema({"content": pa.binary(), "file": pa.dictionary(pa.int32(), pa.string())})
_FIELDS = ("id", "title", "text", "source", "url", "published", "language")


class Reading(Protocol):
    """What a build is told of its inputs while they are read; articles.ReadSoFar."""

    @property
    def share(self) -> float:
        """How much has been read, 0 to 1."""

    @property
    def file(self) -> str:
        """The file whose article came last."""

    @property
    def broken(self) -> Collection[str]:
        """Files, members of archives and folders that could not be read whole so far."""


def earlier_articles(
    store: Store, manifest: Manifest, broken: Collection[str] | None
) -> Iterator[tuple[Article, str]]:
    """The articles of the finished collection that came from what is ``broken`` now, each with
    its file; also those of which it is not known (file ""). None: all of them. One part is held
    at a time."""
    if broken is not None and not broken:
        return
    files = _origins(store)
    for article in _articles(store, manifest):
        file = files.get(bytes.fromhex(content_key(article)), "")
        if not file or broken is None or any(_of(file, one) for one in broken):
            yield article, file


def earlier_complaints(store: Store, files: Iterable[str]) -> list[Rejected]:
    """What was told of inputs at the build before, those of ``files`` aside, which were read anew;
    ``files`` are as they are told, with or without their folder and the place within."""
    try:
        told = rejected_of(store.read_table("rejected.parquet"))
    except (OSError, ValueError):
        return []
    anew = {_name_of(file) for file in files}
    return [one for one in told if _name_of(one.where) not in anew]


def ids_of(store: Store, manifest: Manifest) -> dict[bytes, str]:
    """content_key, in bytes -> id, of every article of the finished collection."""
    return {bytes.fromhex(content_key(one)): one.id for one in _articles(store, manifest)}


def _articles(store: Store, manifest: Manifest) -> Iterator[Article]:
    for part in manifest.parts:
        table = store.read_table(f"articles/{part}.parquet", columns=list(_FIELDS))
        for row in table.to_pylist():
            yield Article(**row)


def kept_lines(kept: Mapping[str, int], broken: Collection[str]) -> Iterator[Rejected]:
    """One line for each file of which articles were kept; ``kept`` counts them by file."""
    by_line: Counter[str] = Counter()
    for file, count in kept.items():
        whole = file if file in broken else next((one for one in broken if _of(file, one)), "")
        by_line[whole or min(broken)] += count
    for where, count in sorted(by_line.items()):
        yield Rejected(
            where,
            f"not read whole; articles kept from the build before: {count:,}; "
            "mend it and build again",
            note=True,
        )


def write_origins(store: Store, origins: Mapping[bytes, str]) -> None:
    """``origins``: the content_key of every article, in bytes -> its file."""
    columns = [pa.array(list(origins), pa.binary()), pa.array(list(origins.values()), pa.string())]
    columns[1] = columns[1].dictionary_encode()
    store.write_table(ORIGINS_FILE, pa.Table.from_arrays(columns, schema=_ORIGINS))


def _origins(store: Store) -> dict[bytes, str]:
    try:
        table: Any = store.read_table(ORIGINS_FILE)
        contents, files = table["content"].to_pylist(), table["file"].to_pylist()
    except (OSError, ValueError, KeyError):
        return {}  # built before this was noted
    return dict(zip(contents, files, strict=True))


def _name_of(where: str) -> str:
    """``folder/news.zip!a.jsonl:7`` -> ``news.zip``."""
    file = where.partition("!")[0].replace("\\", "/").rpartition("/")[2]
    return re.sub(r"[:#]\d+$", "", file)


def _of(file: str, broken: str) -> bool:
    """Whether ``file`` is ``broken``, or lies in that folder or archive."""
    return file == broken or file.startswith((broken + os.sep, broken + "!"))
