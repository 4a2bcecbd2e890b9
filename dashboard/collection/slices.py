"""A slice of articles to its Parquet files: the pure step that a build repeats and spreads out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.collection.placement import placed_mentions, placed_sentences, sentence_at
from dashboard.collection.schema import (
    SLICE_TABLES,
    article_row,
    found_digest,
    mention_row,
    sentence_row,
    statement_row,
    table_of,
)
from dashboard.collection.store import Store
from dashboard.model import Article, Mention, Rejected, Statement


class Extractor(Protocol):
    """What a build needs of extraction. It is pickled when other processes do the work, so it
    loads its models at first use. ``version`` changes whenever its mentions may change."""

    @property
    def version(self) -> str: ...

    def mentions_of(self, articles: Sequence[Article]) -> list[list[Mention]]: ...


# (content, mentions, article id) -> statements; a module's function, so that it can be pickled.
FindStatements = Callable[[str, list[Mention], str], list[Statement]]

# Handed to the extractor together: so many articles, or fewer that are long. Between two hand-overs
# progress is told and a build can be stopped, so one must not take many seconds.
_AT_ONCE = 25
_LETTERS_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Slice:
    """Articles to be read, each with its key (schema.article_key)."""

    articles: tuple[Article, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenSlice:
    """The part that a slice became; ``articles`` were read, ``rejected`` could not be."""

    part: str
    articles: int
    rejected: tuple[Rejected, ...]


def part_name(keys: Iterable[str]) -> str:
    """The name of the part that holds just the articles of these keys."""
    joined = "\n".join(sorted(keys)).encode()
    return f"part-{hashlib.blake2b(joined, digest_size=10).hexdigest()}"


def write_slice(
    store: Store,
    todo: Slice,
    extractor: Extractor,
    find_statements: FindStatements | None = None,
    on_articles: Callable[[int], None] | None = None,
) -> WrittenSlice:
    """Read one slice and write its four files; doing it twice leaves the same files.

    An article that the extractor cannot read is rejected with the reason, the rest goes on.
    ``on_articles`` is told how many articles were read since it was last called.
    """
    rows: dict[str, list[tuple[Any, ...]]] = {folder: [] for folder in SLICE_TABLES}
    rejected: list[Rejected] = []
    kept: list[str] = []
    for batch in _batches(todo.articles):
        articles = todo.articles[batch]
        found = _found(extractor, articles, rejected)
        for article, key, mentions in zip(articles, todo.keys[batch], found, strict=True):
            if mentions is None:
                continue
            try:
                _append(rows, article, key, mentions, find_statements)
            except (ValueError, IndexError) as fault:
                rejected.append(_unreadable(article, fault))
                continue
            kept.append(key)
        if on_articles:
            on_articles(len(articles))
    part = part_name(kept)
    for folder, schema in SLICE_TABLES.items():
        if kept:
            store.write_table(f"{folder}/{part}.parquet", table_of(schema, rows[folder]))
    return WrittenSlice(part, len(kept), tuple(rejected))


def _batches(articles: Sequence[Article]) -> Iterator[slice]:
    """Which articles are handed over together, in their order; each at least one."""
    first = letters = 0
    for at, article in enumerate(articles):
        length = len(article.content)
        full = at - first == _AT_ONCE or letters + length > _LETTERS_AT_ONCE
        if full and at > first:
            yield slice(first, at)
            first, letters = at, 0
        letters += length
    if first < len(articles):
        yield slice(first, len(articles))


def rewrite_parts(store: Store, wanted: Mapping[str, AbstractSet[str]]) -> str | None:
    """One new part with the articles of the parts whose keys are wanted of each; its name.

    Nothing is extracted again. None when nothing is left to keep. A key must be wanted of one
    part only: after a killed build the same article can stand in two.
    """
    kept: dict[str, list[Any]] = {folder: [] for folder in SLICE_TABLES}
    for part, keys in wanted.items():
        articles = store.read_table(f"articles/{part}.parquet")
        mask = pa.array([key in keys for key in articles["key"].to_pylist()], pa.bool_())
        articles = articles.filter(mask)
        kept["articles"].append(articles)
        ids = articles["id"].combine_chunks()
        for folder in SLICE_TABLES:
            if folder != "articles":
                table = store.read_table(f"{folder}/{part}.parquet")
                kept[folder].append(table.filter(pc.is_in(table["article"], value_set=ids)))
    tables = {folder: pa.concat_tables(rows).combine_chunks() for folder, rows in kept.items()}
    if not tables["articles"].num_rows:
        return None
    part = part_name(tables["articles"]["key"].to_pylist())
    for folder, table in tables.items():
        store.write_table(f"{folder}/{part}.parquet", table)
    return part


def _found(
    extractor: Extractor, articles: Sequence[Article], rejected: list[Rejected]
) -> list[list[Mention] | None]:
    try:
        return list(extractor.mentions_of(articles))
    except Exception:  # one article must not take the others with it: read them singly
        found: list[list[Mention] | None] = []
        for article in articles:
            try:
                found.extend(extractor.mentions_of([article]))
            except Exception as fault:
                rejected.append(_unreadable(article, fault))
                found.append(None)
        return found


def _unreadable(article: Article, fault: Exception) -> Rejected:
    reason = " ".join(str(fault).split())[:200]
    return Rejected(
        f"article {article.id}",
        f"extraction failed ({type(fault).__name__}: {reason}); report it with this article",
    )


def _append(
    rows: dict[str, list[tuple[Any, ...]]],
    article: Article,
    key: str,
    mentions: list[Mention],
    find_statements: FindStatements | None,
) -> None:
    content = article.content
    sentences = placed_sentences(content)
    starts = [sentence.start for sentence in sentences]
    for mention in mentions:
        if content[mention.start : mention.end] != mention.surface:
            raise ValueError(f"mention at {mention.start} is not what stands in the text")
    statements = find_statements(content, mentions, article.id) if find_statements else []
    mention_rows = [
        mention_row(article, at) for at in placed_mentions(content, mentions, sentences)
    ]
    statement_rows = [
        statement_row(article, sentence_at(starts, statement.verb.start), statement)
        for statement in statements
    ]
    paragraphs = sentences[-1].paragraph + 1 if sentences else 0
    counts = (len(sentences), paragraphs, len(mention_rows), len(statement_rows))
    digest = found_digest(mention_rows, statement_rows)
    rows["sentences"] += [sentence_row(article, at, one) for at, one in enumerate(sentences)]
    rows["mentions"] += mention_rows
    rows["statements"] += statement_rows
    rows["articles"].append(article_row(article, key, counts, digest))
