"""The end of a build, over all parts at once: linking, fingerprint, manifest, index."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.collection.index import index_name, unfinished_index
from dashboard.collection.linking import LINKING, link
from dashboard.collection.manifest import FORMAT, Manifest, write_manifest
from dashboard.collection.near import MARKING, NEAR_FILE, near_duplicates
from dashboard.collection.origins import ORIGINS_FILE
from dashboard.collection.schema import ENTITIES, LINKS, SLICE_TABLES
from dashboard.collection.store import Store
from dashboard.model import MentionKind

LINKED_KINDS = (MentionKind.PER, MentionKind.ORG, MentionKind.LOC, MentionKind.MISC)


@dataclass(frozen=True, slots=True)
class Told:
    """What the manifest says besides what is counted in the parts."""

    extractor: str
    name: str
    licence: str
    rejected: int
    duplicates: int
    created: dt.datetime


def finish(
    store: Store, parts: Sequence[str], told: Told, on_stage: Callable[[str], None]
) -> Manifest:
    """Link the names of all ``parts``, write what belongs to the whole, and return the manifest."""
    on_stage("linking")
    near = near_duplicates(store, parts)
    store.write_table(NEAR_FILE, near)
    manifest = _linked(store, parts, told, near, on_stage)
    write_manifest(store, manifest)
    _clear_up(store, manifest)
    on_stage("done")
    return manifest


def _linked(
    store: Store, parts: Sequence[str], told: Told, near: Any, on_stage: Callable[[str], None]
) -> Manifest:
    """Links the names and, of a local collection, makes the index."""
    if not store.local:
        return _manifest(store, parts, told, near, _write_links(store, parts))
    with unfinished_index(store, parts, store.path(".")) as index:
        # Linking is Python's work and the texts are DuckDB's: two cores do both at once.
        with ThreadPoolExecutor(1) as beside:
            texts = beside.submit(index.fill_texts, near)
            manifest = _manifest(store, parts, told, near, _write_links(store, parts))
            on_stage("indexing")
            texts.result()
        index.fill_names()
        index.finish(store.path(index_name(manifest)))
    return manifest


def _manifest(store: Store, parts: Sequence[str], told: Told, near: Any, entities: int) -> Manifest:
    lines: list[str] = []
    counts: Counter[str] = Counter()
    by_kind: Counter[str] = Counter()
    for part in parts:
        articles = store.read_table(
            f"articles/{part}.parquet",
            columns=["id", "key", "digest", "published", "sentences", "mentions", "statements"],
        )
        counts["articles"] += articles.num_rows
        counts["undated"] += articles["published"].null_count
        for column in ("sentences", "mentions", "statements"):
            counts[column] += pc.sum(articles[column]).as_py() or 0
        lines += map(
            "\t".join,
            zip(*(articles[column].to_pylist() for column in ("id", "key", "digest")), strict=True),
        )
        kinds = store.read_table(f"mentions/{part}.parquet", columns=["kind"])["kind"]
        for row in pc.value_counts(kinds).to_pylist():
            by_kind[row["values"]] += row["counts"]
    written = [f"{folder}/{part}.parquet" for folder in SLICE_TABLES for part in parts]
    whole = ["entities.parquet", "links.parquet", NEAR_FILE, ORIGINS_FILE, "rejected.parquet"]
    return Manifest(
        format=FORMAT,
        fingerprint=_fingerprint(lines),
        name=told.name,
        created=told.created,
        extractor=told.extractor,
        linking=LINKING,
        licence=told.licence,
        articles=counts["articles"],
        undated=counts["undated"],
        sentences=counts["sentences"],
        mentions=counts["mentions"],
        statements=counts["statements"],
        entities=entities,
        rejected=told.rejected,
        duplicates=told.duplicates,
        by_kind=tuple(sorted(by_kind.items())),
        bytes=store.sizes(written + whole),
        parts=tuple(parts),
        near_duplicates=near.num_rows - len(pc.unique(near["first"])),
    )


def _write_links(store: Store, parts: Sequence[str]) -> int:
    """Write entities.parquet and links.parquet; how many entities there are. What linking holds
    in memory is free again when this returns."""
    with _nothing_collected():
        linked = link(_names(store, parts))
    entities = pa.Table.from_pandas(linked.entities, schema=ENTITIES, preserve_index=False)
    links = pa.Table.from_pandas(linked.links, schema=LINKS, preserve_index=False)
    store.write_table("entities.parquet", entities)
    store.write_table("links.parquet", links)
    return int(entities.num_rows)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Without Python's collector of cycles: linking makes none, and makes so many small objects
    that looking through them again and again takes a fifth of its time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _names(store: Store, parts: Sequence[str]) -> pd.DataFrame:
    """All names of the collection; repeated texts as categories, to keep them small."""
    kinds = pa.array([kind.value for kind in LINKED_KINDS])
    columns = ["article", "start", "end", "surface", "kind"]
    tables = []
    for part in parts:
        table = store.read_table(f"mentions/{part}.parquet", columns=columns)
        tables.append(table.filter(pc.is_in(table["kind"], value_set=kinds)))
    if not tables:
        return pd.DataFrame(columns=columns)
    names = pa.concat_tables(tables)
    for column in ("article", "surface", "kind"):
        at = names.schema.get_field_index(column)
        names = names.set_column(at, column, pc.dictionary_encode(names[column]))
    frame: Any = names.unify_dictionaries().to_pandas()
    return frame  # type: ignore[no-any-return]


def _fingerprint(lines: list[str]) -> str:
    joined = "\n".join([f"format {FORMAT}", LINKING, MARKING, *sorted(lines)])
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()


def _clear_up(store: Store, manifest: Manifest) -> None:
    """Remove parts and indexes that the manifest does not name; articles first, so that a part
    half removed does not count as built."""
    wanted = {f"{part}.parquet" for part in manifest.parts}
    for folder in reversed(SLICE_TABLES):
        for file in store.names(folder):
            if file.rsplit("/", 1)[-1] not in wanted:
                store.delete(file)
    if store.local:
        for path in store.path(".").glob("index-*.duckdb*"):
            if path.name != index_name(manifest):
                path.unlink(missing_ok=True)
