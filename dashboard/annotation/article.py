"""The annotated article as the component is told it: blocks of text, mentions, their cards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dashboard.annotation.cards import card
from dashboard.annotation.html import RIGHT_TO_LEFT
from dashboard.annotation.reader import Payload, segment_payload
from dashboard.annotation.segments import Block, blocks
from dashboard.annotation.statements import ShownStatement, statement_payload
from dashboard.arabic.tokens import sentences
from dashboard.model import SHOWN_KINDS, Article, Mention, MentionKind
from dashboard.wording import Wording


def article_payload(
    article: Article,
    mentions: Sequence[Mention],
    wording: Wording,
    entities: Mapping[str, tuple[str, str]] | None = None,
    repeats: Mapping[str, int] | None = None,
    shown: ShownStatement | None = None,
) -> Payload:
    """The annotated article. ``mentions`` are those to mark, in any order.

    ``entities`` maps a mention's id to (entity id, entity name), ``repeats`` to how often the
    article has the same amount. ``shown`` is a statement to mark. ``key`` in the payload names
    exactly this content. Raises ValueError when a mention, or a part of the statement, does not lie
    within the article.
    """
    ordered = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
    content = article.content
    named = entities or {}
    times = _name_counts(ordered, named) | dict(repeats or {})
    cards: dict[Any, int] = {}
    told: list[Payload] = []
    listed: list[list[Any]] = []
    for mention in ordered:
        entity, repeated = named.get(mention.id), times.get(mention.id, 1)
        # The same name or amount again has the same card, sent once.
        same = (mention.surface, mention.kind, mention.value, mention.rule, mention.evidence)
        number = cards.setdefault((*same, entity, repeated), len(cards))
        if number == len(told):
            told.append(card(mention, wording, entity, repeated))
        listed.append([mention.start, mention.end, mention.kind.value, number])
    parts = [span for _, span in shown.parts()] if shown else []
    made_blocks = blocks(content, ordered, (span.start for span in sentences(content)), more=parts)
    headed = bool(article.title) and "\n" not in article.title
    payload = {
        "id": article.id,
        "lang": article.language or "ar",
        "dir": "rtl" if (article.language or "ar") in RIGHT_TO_LEFT else "ltr",
        "title": _joined(made_blocks[0]) if headed else [wording.text("reader.untitled")],
        "titled": headed,
        "source": article.source or wording.text("reader.unknown_source"),
        "date": _published(article, wording, long=wording.right_to_left),
        "cited_date": _published(article, wording),
        "url": article.url if _is_web_address(article.url) else "",
        "blocks": [_block(block) for block in made_blocks[1 if headed else 0 :] if block.text],
        "mentions": listed,
        "cards": told,
        "statement": statement_payload(shown, content, wording) if shown else None,
        "legend": _legend(ordered, wording),
        "size": len(content),
    }
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return {**payload, "key": hashlib.blake2b(text.encode(), digest_size=12).hexdigest()}


def _block(block: Block) -> Payload:
    sentence_list = [
        [segment_payload(segment) for segment in sentence] for sentence in block.sentences
    ]
    return {"s": sentence_list} if block.ends_line else {"s": sentence_list, "goes_on": True}


def _joined(block: Block) -> list[Any]:
    return [segment_payload(segment) for sentence in block.sentences for segment in sentence]


def _legend(mentions: Iterable[Mention], wording: Wording) -> list[list[str]]:
    counts: dict[MentionKind, int] = {}
    for mention in mentions:
        counts[mention.kind] = counts.get(mention.kind, 0) + 1
    # Read from the start of the line: people first, amounts last.
    order = [MentionKind.PER, MentionKind.ORG, MentionKind.LOC, MentionKind.DATE, MentionKind.MONEY]
    order += [kind for kind in MentionKind if kind not in SHOWN_KINDS]
    return [
        [kind.value, wording.text(f"kind.short.{kind}"), wording.number(counts[kind])]
        for kind in order
        if kind in counts
    ]


def _name_counts(
    mentions: Sequence[Mention], entities: Mapping[str, tuple[str, str]]
) -> dict[str, int]:
    """How often the article names each mention's entity."""
    counts: dict[str, int] = {}
    for mention in mentions:
        if mention.id in entities:
            entity = entities[mention.id][0]
            counts[entity] = counts.get(entity, 0) + 1
    return {
        mention.id: counts[entities[mention.id][0]]
        for mention in mentions
        if mention.id in entities
    }


def _published(article: Article, wording: Wording, *, long: bool = False) -> str:
    if article.published is None:
        return wording.text("reader.undated")
    return wording.long_date(article.published) if long else wording.date(article.published)


def _is_web_address(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))
