"""Near duplicates of a collection: which articles say nearly what an earlier one says.

News agencies' texts stand in many papers. Each such group is told by its first article (the
earliest published, then by id), so the groups do not depend on the order of the input, the parts
or the workers. The signatures come with the parts; only the groups are made anew at every build.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from dashboard.articles import near_duplicate_groups, signature
from dashboard.articles.duplicates import similarity
from dashboard.collection.schema import ARTICLES, NEAR
from dashboard.collection.store import Store
from dashboard.model import Article

NEAR_FILE = "near-duplicates.parquet"
# Raised when the marks change for the same articles; part of the fingerprint.
MARKING = "near-1"


def near_duplicates(store: Store, parts: Sequence[str]) -> Any:
    """A table of NEAR: every article of a group, its first one included, in order of the first.

    Holds one signature (256 bytes) for each article of the collection.
    """
    tables = [_signatures(store, part) for part in parts]
    if not tables:
        return NEAR.empty_table()
    signed = pa.concat_tables(tables).sort_by([("published", "ascending"), ("id", "ascending")])
    ids, signatures = signed["id"].to_pylist(), signed["signature"].to_pylist()
    rows = [
        (ids[at], ids[group[0]], similarity(signatures[group[0]], signatures[at]))
        for group in near_duplicate_groups(signatures)
        for at in group
    ]
    columns = zip(*rows, strict=True) if rows else ([], [], [])
    arrays = [pa.array(each, field.type) for each, field in zip(columns, NEAR, strict=True)]
    return pa.Table.from_arrays(arrays, schema=NEAR)


def with_signatures(store: Store, part: str) -> None:
    """Gives a part of format 1 the signatures of its articles; nothing is extracted again."""
    name = f"articles/{part}.parquet"
    if "signature" not in store.columns(name):
        table = store.read_table(name)
        store.write_table(name, table.append_column(ARTICLES.field("signature"), _signed(table)))


def _signatures(store: Store, part: str) -> Any:
    name, wanted = f"articles/{part}.parquet", ["id", "published", "signature"]
    if "signature" in store.columns(name):
        return store.read_table(name, columns=wanted)
    table = store.read_table(name, columns=["id", "published", "title", "text"])
    return table.append_column(ARTICLES.field("signature"), _signed(table)).select(wanted)


def _signed(table: Any) -> Any:
    texts = zip(*(table[column].to_pylist() for column in ("id", "title", "text")), strict=True)
    return pa.array([signature(Article(*each)) for each in texts], pa.binary())
