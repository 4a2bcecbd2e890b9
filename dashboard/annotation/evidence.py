"""The evidence list: the sentences behind a mark as the component is told them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.annotation.html import RIGHT_TO_LEFT
from dashboard.annotation.reader import Cure, Payload, cure_payload, segment_payload
from dashboard.annotation.segments import segments_of_spans
from dashboard.annotation.statements import Part, ShownStatement
from dashboard.model import MentionKind, Span
from dashboard.wording import Wording

ORDERS = ("newest", "oldest", "largest")


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
        "empty": None if rows else cure_payload(empty or _nothing_selected(wording)),
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
        "text": [segment_payload(segment) for segment in segments_of_spans(row.text, spans)],
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


def _nothing_selected(wording: Wording) -> Cure:
    return Cure(wording.text("empty.nothing_selected"), wording.text("empty.nothing_selected.cure"))
