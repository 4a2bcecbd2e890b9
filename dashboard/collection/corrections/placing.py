"""Corrected dates and amounts, read and placed anew: value, happening, repetition, clause.

What a name says does not depend on its neighbours. A date does: it tells when the other mentions
of its sentence happened; and an amount counts with its repetitions in the article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from dashboard.collection.corrections.overlay import ChangedMention, Overlay
from dashboard.collection.placement import PlacedMention, placed_mentions, placed_sentences
from dashboard.collection.reading import MENTION_COLUMNS, mention_of_row
from dashboard.collection.schema import MENTIONS, mention_row
from dashboard.collection.selecting import id_parts
from dashboard.extraction.context import ReadingContext
from dashboard.extraction.dates import find_dates
from dashboard.extraction.money import find_money
from dashboard.model import BY_HAND, Article, Mention, MentionKind

_VALUED = (MentionKind.DATE, MentionKind.MONEY)
# Columns of a mention that are known only from its place or its value, and how it was found.
_COLUMNS = (
    *("rule", "evidence"),
    *("sentence", "sentence_start", "sentence_end", "paragraph"),
    *("timex", "date_start", "date_end", "grain", "calendar", "anchor", "conflict"),
    *("approximate", "amount", "amount_max", "amount_text", "amount_max_text", "currency"),
    *("candidates", "bound", "basis", "unit", "happened_start", "happened_end", "happened_grain"),
    *("repeats", "clause_start", "clause_end"),
)
_FIELDS = [field.name for field in MENTIONS]
# A change, and the bounds as built.
_Changed = tuple[ChangedMention, tuple[int, int]]


def place_again(connection: Any, new: str, base: str, overlay: Overlay) -> None:
    """Updates ``changed_mention`` in the articles where a date, an amount or bounds changed; their
    other mentions are added to it."""
    changes = _changes_by_article(connection, base, overlay)
    if not changes:
        return
    aids = list(changes)
    # The other mentions of these articles change their place in time, so they are changed too.
    connection.execute(
        f"INSERT INTO {new}.changed_mention SELECT b.* FROM {base}.mention b "
        f"ANTI JOIN {new}.hidden_mention h ON h.mid = b.mid "
        "WHERE b.aid IN (SELECT unnest(?::INTEGER[]))",
        [aids],
    )
    connection.execute(
        f"INSERT INTO {new}.hidden_mention SELECT mid FROM {new}.changed_mention "
        f"ANTI JOIN {new}.hidden_mention h USING (mid)"
    )
    articles = connection.execute(
        f"SELECT aid, id, title, text, source, url, published, language FROM {base}.article "
        "WHERE aid IN (SELECT unnest(?::INTEGER[]))",
        [aids],
    ).fetchall()
    found: dict[int, list[tuple[Any, ...]]] = {aid: [] for aid in aids}
    for aid, *columns in connection.execute(
        f"SELECT m.aid, m.mid, {MENTION_COLUMNS} FROM {new}.changed_mention m "
        "WHERE m.aid IN (SELECT unnest(?::INTEGER[]))",
        [aids],
    ).fetchall():
        found[aid].append(tuple(columns))
    rows: list[dict[str, Any]] = []
    for aid, *fields in articles:
        rows += _placed(Article(*fields), found[aid], changes[aid])
    schema = pa.schema(
        [("mid", pa.int32()), *((name, MENTIONS.field(name).type) for name in _COLUMNS)]
    )
    connection.register("placed_rows", pa.Table.from_pylist(rows, schema=schema))
    settings = ", ".join(f"{name} = p.{name}" for name in _COLUMNS)
    connection.execute(
        f"UPDATE {new}.changed_mention AS c SET {settings}, sid = a.first_sid + p.sentence, "
        f"pid = a.first_pid + p.paragraph FROM placed_rows p, {base}.article a "
        "WHERE c.mid = p.mid AND a.aid = c.aid"
    )
    connection.unregister("placed_rows")


def _changes_by_article(
    connection: Any, base: str, overlay: Overlay
) -> dict[int, dict[tuple[int, int], _Changed]]:
    """Article number -> (start, end as corrected) -> change, where places have to be found."""
    by_article: dict[str, dict[tuple[int, int], _Changed]] = {}
    wanted = set()
    for mention, change in overlay.mentions.items():
        part = id_parts(mention)
        if part is None:
            continue
        article, *span = part
        by_article.setdefault(article, {})[change.start, change.end] = change, (span[0], span[1])
        if change.rebound or change.was or (change.rejected and change.kind in _VALUED):
            wanted.add(article)
    rows = connection.execute(
        f"SELECT aid, id FROM {base}.article WHERE id IN (SELECT unnest(?::VARCHAR[]))",
        [sorted(wanted)],
    ).fetchall()
    return {aid: by_article[article] for aid, article in rows}


def _placed(
    article: Article,
    rows: Sequence[tuple[Any, ...]],
    changed: Mapping[tuple[int, int], _Changed],
) -> list[dict[str, Any]]:
    content = article.content
    numbers = {}
    mentions = []
    for mid, *columns in rows:
        mention = mention_of_row(article.id, columns)
        change, built = changed.get((mention.start, mention.end), (None, (0, 0)))
        if change is not None and not change.rejected:
            mention = _read_anew(mention, article, change, built)
        numbers[mention.start, mention.end, mention.kind] = mid
        mentions.append(mention)
    return [
        _columns(article, placed, numbers)
        for placed in placed_mentions(content, mentions, placed_sentences(content))
    ]


def _read_anew(
    mention: Mention, article: Article, change: ChangedMention, built: tuple[int, int]
) -> Mention:
    """The mention with the value that its words have now, and the evidence for that. Where they say
    none, it keeps the former one only while the words that said it all belong to it."""
    if not change.was and not change.rebound:
        return mention
    if mention.kind in _VALUED:
        find = find_dates if mention.kind is MentionKind.DATE else find_money
        read = find(mention.surface, ReadingContext.of(article))
        whole = [one for one in read if (one.start, one.end) == (0, len(mention.surface))]
        for one in whole or (read if len(read) == 1 else ()):
            evidence = (*one.evidence, *change.told)
            return replace(mention, value=one.value, rule=one.rule, evidence=evidence)
        if not change.was and mention.start <= built[0] and built[1] <= mention.end:
            return mention
    # What was found in the former words, or for the former kind, says nothing of these.
    return replace(mention, value=None, rule=BY_HAND, evidence=change.told)


def _columns(
    article: Article, placed: PlacedMention, numbers: dict[tuple[int, int, MentionKind], int]
) -> dict[str, Any]:
    row = dict(zip(_FIELDS, mention_row(article, placed), strict=True))
    mention = placed.mention
    return {
        "mid": numbers[mention.start, mention.end, mention.kind],
        **{name: row[name] for name in _COLUMNS},
    }
