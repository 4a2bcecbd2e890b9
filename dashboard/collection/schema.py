"""The columns of a collection's Parquet parts, and the rows that articles and mentions give.

A slice of articles becomes four files of the same name, one row group each:

articles    one row an article. ``key`` hashes what was read together with the extractor's
            version; ``digest`` hashes what was found; ``sentences`` and ``paragraphs`` count them;
            ``signature`` is compared for near duplicates (articles.duplicates).
sentences   one row a sentence: half-open code points, its paragraph, its folded text for search,
            and whether it looks as if it held money or a date (for the quality figures).
mentions    one row a mention, ordered by article, start; the value is spread over typed columns.
statements  one row a statement.

Columns of ``mentions`` (null where they do not apply):

article, start, end, surface, kind, rule, evidence   as in model.Mention (id: article@start-end)
sentence, sentence_start, sentence_end, paragraph    where it stands; indexes within the article
published, source                                    of its article
timex, date_start, date_end, grain, calendar, anchor, conflict     DATE values; days inclusive
approximate                                          DATE and MONEY
amount, amount_max                                   MONEY in whole units of the currency, double
amount_text, amount_max_text                         the same as exact decimals
currency, candidates, bound, basis, unit             MONEY, as in model.MoneyValue
happened_start, happened_end, happened_grain         when it is said to have happened (placement.py)
repeats                                              MONEY: start of the article's first mention of
                                                     the same value; its own start when it is first
clause_start, clause_end                             MONEY: the clause around it, what it is for

Entities and near duplicates are not here: linking and marking look at the whole collection
(links.parquet, entities.parquet, near-duplicates.parquet).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from json.encoder import encode_basestring
from typing import Any

import pyarrow as pa

from dashboard.articles import signature
from dashboard.collection.placement import PlacedMention, PlacedSentence
from dashboard.model import Article, DateValue, MoneyValue, Rejected, Statement

ARTICLES = pa.schema(
    {
        "id": pa.string(),
        "title": pa.string(),
        "text": pa.string(),
        "source": pa.string(),
        "url": pa.string(),
        "published": pa.date32(),
        "language": pa.string(),
        "sentences": pa.int32(),
        "paragraphs": pa.int32(),
        "mentions": pa.int32(),
        "statements": pa.int32(),
        "key": pa.string(),
        "digest": pa.string(),
        "signature": pa.binary(),
    }
)
SENTENCES = pa.schema(
    {
        "article": pa.string(),
        "sentence": pa.int32(),
        "paragraph": pa.int32(),
        "start": pa.int32(),
        "end": pa.int32(),
        "folded": pa.string(),
        "looks_money": pa.bool_(),
        "looks_date": pa.bool_(),
    }
)
MENTIONS = pa.schema(
    {
        "article": pa.string(),
        "start": pa.int32(),
        "end": pa.int32(),
        "surface": pa.string(),
        "kind": pa.string(),
        "rule": pa.string(),
        "evidence": pa.list_(pa.string()),
        "sentence": pa.int32(),
        "sentence_start": pa.int32(),
        "sentence_end": pa.int32(),
        "paragraph": pa.int32(),
        "published": pa.date32(),
        "source": pa.string(),
        "timex": pa.string(),
        "date_start": pa.date32(),
        "date_end": pa.date32(),
        "grain": pa.string(),
        "calendar": pa.string(),
        "anchor": pa.date32(),
        "conflict": pa.string(),
        "approximate": pa.bool_(),
        "amount": pa.float64(),
        "amount_max": pa.float64(),
        "amount_text": pa.string(),
        "amount_max_text": pa.string(),
        "currency": pa.string(),
        "candidates": pa.list_(pa.string()),
        "bound": pa.string(),
        "basis": pa.string(),
        "unit": pa.string(),
        "happened_start": pa.date32(),
        "happened_end": pa.date32(),
        "happened_grain": pa.string(),
        "repeats": pa.int32(),
        "clause_start": pa.int32(),
        "clause_end": pa.int32(),
    }
)
STATEMENTS = pa.schema(
    {
        "article": pa.string(),
        "sentence": pa.int32(),
        "speaker_start": pa.int32(),
        "speaker_end": pa.int32(),
        "speaker": pa.string(),
        "verb_start": pa.int32(),
        "verb_end": pa.int32(),
        "verb": pa.string(),
        "reported_start": pa.int32(),
        "reported_end": pa.int32(),
        "direct": pa.bool_(),
        "rule": pa.string(),
    }
)
ENTITIES = pa.schema(
    {
        "id": pa.string(),
        "kind": pa.string(),
        "name": pa.string(),
        "aliases": pa.list_(pa.struct({"surface": pa.string(), "count": pa.int64()})),
        "mentions": pa.int64(),
        "articles": pa.int64(),
        "reasons": pa.list_(pa.string()),
    }
)
LINKS = pa.schema(
    {"article": pa.string(), "start": pa.int32(), "end": pa.int32(), "entity": pa.string()}
)
NEAR = pa.schema({"article": pa.string(), "first": pa.string(), "similarity": pa.float32()})
# ``note`` is not there in collections that were built before there were any.
REJECTED = pa.schema({"where": pa.string(), "reason": pa.string(), "note": pa.bool_()})

SLICE_TABLES = {
    "sentences": SENTENCES,
    "mentions": MENTIONS,
    "statements": STATEMENTS,
    # Last: a slice counts as built once its articles file stands.
    "articles": ARTICLES,
}


def article_key(article: Article, version: str) -> str:
    """Changes with anything that was read of the article, and with the extractor's version."""
    published = article.published.isoformat() if article.published else ""
    fields = (
        article.id,
        article.title,
        article.text,
        article.source,
        article.url,
        published,
        article.language,
        version,
    )
    return _hash(_listed(fields))


def content_key(article: Article) -> str:
    """Equal for exact duplicates: the same text of the same source, day and address."""
    published = article.published.isoformat() if article.published else ""
    fields = (article.content, article.source, published, article.url)
    return _hash(_listed(fields))


def found_digest(mentions: Sequence[tuple[Any, ...]], statements: Sequence[tuple[Any, ...]]) -> str:
    """A hash of everything that was found in one article."""
    return _hash(repr((list(mentions), list(statements))))


def article_row(article: Article, key: str, counts: Sequence[int], digest: str) -> tuple[Any, ...]:
    """``counts`` are those of sentences, paragraphs, mentions and statements."""
    return (
        article.id,
        article.title,
        article.text,
        article.source,
        article.url,
        article.published,
        article.language,
        *counts,
        key,
        digest,
        signature(article),
    )


def sentence_row(article: Article, at: int, sentence: PlacedSentence) -> tuple[Any, ...]:
    return (
        article.id,
        at,
        sentence.paragraph,
        sentence.start,
        sentence.end,
        sentence.folded,
        sentence.looks_money,
        sentence.looks_date,
    )


def mention_row(article: Article, placed: PlacedMention) -> tuple[Any, ...]:
    mention = placed.mention
    value = mention.value
    date = value if isinstance(value, DateValue) else None
    money = value if isinstance(value, MoneyValue) else None
    happened = placed.happened
    return (
        article.id,
        mention.start,
        mention.end,
        mention.surface,
        mention.kind.value,
        mention.rule,
        list(mention.evidence),
        placed.sentence,
        placed.sentence_span.start,
        placed.sentence_span.end,
        placed.paragraph,
        article.published,
        article.source,
        date and date.timex,
        date and date.start,
        date and date.end,
        date and date.grain.value,
        date and date.calendar.value,
        date and date.anchor,
        date and date.conflict,
        value and value.approximate,
        money and float(money.amount),
        None if money is None or money.amount_max is None else float(money.amount_max),
        money and format(money.amount, "f"),
        None if money is None or money.amount_max is None else format(money.amount_max, "f"),
        money and money.currency,
        money and list(money.candidates),
        money and money.bound.value,
        money and money.basis,
        money and money.unit,
        happened and happened.start,
        happened and happened.end,
        happened and happened.grain.value,
        placed.repeats,
        placed.clause and placed.clause.start,
        placed.clause and placed.clause.end,
    )


def statement_row(article: Article, sentence: int, statement: Statement) -> tuple[Any, ...]:
    return (
        article.id,
        sentence,
        statement.speaker.start,
        statement.speaker.end,
        statement.speaker_surface,
        statement.verb.start,
        statement.verb.end,
        statement.verb_lemma,
        statement.reported.start,
        statement.reported.end,
        statement.direct,
        statement.rule,
    )


def rejected_table(rejected: Sequence[Rejected]) -> Any:
    return table_of(REJECTED, [(row.where, row.reason, row.note) for row in rejected])


def rejected_of(table: Any) -> list[Rejected]:
    """The rows of ``rejected_table`` again, also of one without notes."""
    return [Rejected(**row) for row in table.to_pylist()]


def table_of(schema: Any, rows: Sequence[tuple[Any, ...]]) -> Any:
    """An arrow table of rows that stand in the order of the schema's columns."""
    columns = zip(*rows, strict=True) if rows else ([] for _ in schema)
    arrays = [
        pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _listed(fields: Sequence[str]) -> str:
    """The JSON list of ``fields``, letter for letter as json.dumps writes it: it makes an encoder
    anew for every article of a collection that is read again."""
    return f"[{', '.join(map(encode_basestring, fields))}]"


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).hexdigest()
