"""What the source column is told: evidence rows and the annotated article as one JSON payload.

The column is one browser component (assets/). Feed it like this, from pages/::

    article = article_payload(read.article, read.mentions, wording, read.entities, read.repeats)
    evidence = evidence_payload(
        evidence_rows(frame), wording, title="evidence.title.bar", mentions=41, sentences=38
    )
    payload = reader_payload(wording, evidence, article, chosen=[mention_id], hits=ids)

and mount it with ``pages.reader.mount_reader(payload, on_event)``. ``article_payload`` is the
costly part and depends only on its arguments, so it can be cached; the others are cheap. Every
text reaches the browser as segments of plain text; it builds the page without parsing HTML.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.annotation.cards import card
from dashboard.annotation.html import RIGHT_TO_LEFT
from dashboard.annotation.segments import Block, Segment, blocks, segments_of_spans
from dashboard.annotation.statements import Part, ShownStatement, statement_payload
from dashboard.arabic.tokens import sentences
from dashboard.model import SHOWN_KINDS, Article, Mention, MentionKind, Span
from dashboard.wording import Digits, Language, Wording

Payload = dict[str, Any]

ORDERS = ("newest", "oldest", "largest")
# Texts that the component itself puts together; the rest arrive ready in the payload.
_TEXTS = (
    "reader.label",
    "reader.article",
    "reader.next",
    "reader.previous",
    "reader.legend",
    "reader.text",
    "reader.keys",
    "reader.original",
    "reader.position",
    "reader.copy",
    "reader.copied",
    "reader.copy_failed",
    "reader.close",
    "evidence.list",
    "evidence.order",
    "evidence.more",
    "aria.opens_new_tab",
    "citation.line",
)


@dataclass(frozen=True, slots=True)
class EvidenceMark:
    """A counted mention in an evidence sentence: code points within the sentence's text."""

    start: int
    end: int
    kind: MentionKind
    mention: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One sentence behind a mark. ``id`` is unique in the list; ``note`` stands at the far end
    of its first line (an amount, a paragraph number); ``published`` is ready to read; ``parts`` are
    those of a statement; ``start`` is where the sentence begins in the article's content."""

    id: str
    article: str
    source: str
    published: str
    text: str
    marks: tuple[EvidenceMark, ...]
    note: str = ""
    language: str = "ar"
    parts: tuple[tuple[Part, Span], ...] = ()
    start: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Cure:
    """Why a pane is empty and the one button that mends it. ``action`` comes back in the event
    named "cure"; without an action there is only the text."""

    cause: str
    cure: str = ""
    action: str = ""


def evidence_rows(
    frame: pd.DataFrame,
    wording: Wording,
    notes: Mapping[str, str] | None = None,
    shown: ShownStatement | None = None,
) -> list[EvidenceRow]:
    """The rows of ``collection.evidence_sentences`` (one a sentence) for the component.

    ``notes`` maps a mention's id to what its row says at the far end; without one a row says in
    which paragraph the sentence stands ("العنوان" for the title). After it stands in how many
    other, nearly identical articles the same is to be read. ``shown`` is the statement whose parts
    are marked in all of them.
    """
    made = []
    for row in frame.to_dict("records"):
        marks = tuple(
            EvidenceMark(int(start), int(end), MentionKind(kind), mention)
            for start, end, kind, mention in row["spans"]
        )
        told = [notes[mark.mention] for mark in marks if notes and mark.mention in notes]
        note = list(dict.fromkeys(told)) or [_place(row, wording)]
        if row.get("copies"):
            note.append(wording.count("evidence.copies", int(row["copies"])))
        made.append(
            EvidenceRow(
                id=f"{row['article']}@{row['sentence_start']}",
                article=str(row["article"]),
                source=str(row["source"] or ""),
                published="" if pd.isna(row["published"]) else wording.date(row["published"]),
                text=str(row["text"]),
                marks=marks,
                note=" · ".join(note),
                parts=tuple(_parts(row, shown)) if shown else (),
                start=int(row["sentence_start"]),
            )
        )
    return made


def evidence_payload(
    rows: Sequence[EvidenceRow],
    wording: Wording,
    *,
    title: str = "evidence.title.mark",
    mentions: int,
    counted: str = "count.mentions",
    sentences: int | None = None,
    order: str = "newest",
    orders: Sequence[str] = ORDERS[:2],
    opened: str = "",
    solid: int = 1,
    empty: Cure | None = None,
) -> Payload:
    """The evidence list: ``rows`` of the ``sentences`` there are, holding ``mentions`` mentions
    (or what else the message ``counted`` says that they are).

    ``title`` is a message key (evidence.title.*); ``opened`` the id of the row whose article is
    shown; ``solid`` how many of its mentions an opened row draws solid (2 for a pair of names, 0
    for a statement, which the text scrolls to as a whole);
    ``sentences`` None means that ``rows`` is all there is.
    """
    total = len(rows) if sentences is None else sentences
    return {
        "title": wording.text(title),
        "badge": wording.number(mentions),
        "badge_label": wording.count(counted, mentions),
        "order": order,
        "orders": [[name, wording.text(f"evidence.order.{name}")] for name in orders],
        "opened": opened,
        "solid": solid,
        "rows": [_row(row, wording) for row in rows],
        "shown": len(rows),
        "more": ""
        if len(rows) >= total
        else wording.text("evidence.shown", shown=len(rows), total=total),
        "empty": None if rows else _cure(empty or _nothing_selected(wording)),
    }


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


def reader_payload(
    wording: Wording,
    evidence: Payload | None,
    article: Payload | None,
    *,
    chosen: Sequence[str] = (),
    hits: Sequence[str] = (),
    to_statement: bool = False,
    empty: Cure | None = None,
) -> Payload:
    """Everything the component shows.

    ``chosen`` are the ids of the mentions drawn solid (one, or two for a pair); the text scrolls
    to the first. ``hits`` are the counted mentions in the article, which previous and next step
    through; without them they step through all. ``to_statement``: the text scrolls to the statement
    that is marked in it instead. ``empty`` says what to do when no article is open.
    """
    none_open = Cure(wording.text("empty.no_article"), wording.text("empty.no_article.cure"))
    return {
        "lang": wording.language.value,
        "dir": wording.direction,
        "digits": "٠١٢٣٤٥٦٧٨٩"
        if wording.digits is Digits.ARABIC_INDIC and wording.language is Language.ARABIC
        else "",
        "texts": {key: wording.template(key) for key in _TEXTS},
        "evidence": evidence,
        "article": article,
        "chosen": list(chosen),
        "hits": list(hits),
        "to_statement": to_statement,
        "empty": None if article else _cure(empty or none_open),
    }


def _row(row: EvidenceRow, wording: Wording) -> Payload:
    spans = [Span(mark.start, mark.end) for mark in row.marks]
    spans += [span for _, span in row.parts]
    return {
        "id": row.id,
        "article": row.article,
        "source": row.source or wording.text("reader.unknown_source"),
        "date": row.published or wording.text("evidence.undated"),
        "note": row.note,
        "lang": row.language,
        "dir": "rtl" if row.language in RIGHT_TO_LEFT else "ltr",
        "mentions": [[mark.mention, mark.kind.value] for mark in row.marks],
        "parts": [part.value for part, _ in row.parts],
        "text": [_segment(segment) for segment in segments_of_spans(row.text, spans)],
    }


def _place(row: Mapping[Any, Any], wording: Wording) -> str:
    if row["paragraph"] == 0 and row.get("title"):
        return wording.text("evidence.in_title")
    # Paragraph 0 is the title where there is one, so that the text's own count from one.
    number = int(row["paragraph"]) + (0 if row.get("title") else 1)
    return wording.text("evidence.paragraph", n=number)


def _parts(row: Mapping[Any, Any], shown: ShownStatement) -> list[tuple[Part, Span]]:
    start = int(row["sentence_start"])
    return shown.parts_within(start, start + len(str(row["text"])))


def _block(block: Block) -> Payload:
    sentence_list = [[_segment(segment) for segment in sentence] for sentence in block.sentences]
    return {"s": sentence_list} if block.ends_line else {"s": sentence_list, "goes_on": True}


def _joined(block: Block) -> list[Any]:
    return [_segment(segment) for sentence in block.sentences for segment in sentence]


def _segment(segment: Segment) -> Any:
    return [segment.text, *segment.mentions] if segment.mentions else segment.text


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


def _cure(cure: Cure) -> Payload:
    return {"cause": cure.cause, "cure": cure.cure, "action": cure.action}


def _nothing_selected(wording: Wording) -> Cure:
    return Cure(wording.text("empty.nothing_selected"), wording.text("empty.nothing_selected.cure"))


def _published(article: Article, wording: Wording, *, long: bool = False) -> str:
    if article.published is None:
        return wording.text("reader.undated")
    return wording.long_date(article.published) if long else wording.date(article.published)


def _is_web_address(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))
