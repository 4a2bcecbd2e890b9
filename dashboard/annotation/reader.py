"""What the source column is told: evidence rows and the annotated article as one JSON payload.

The column is one browser component (assets/). Feed it like this, from pages/::

    article = article_payload(read.article, read.mentions, wording, read.entities, read.repeats)
    evidence = evidence_payload(
        evidence_rows(frame), wording, title="evidence.title.bar", mentions=41, sentences=38
    )
    payload = reader_payload(wording, evidence, article, chosen=[mention_id], hits=ids)

(annotation.article, annotation.evidence) and mount it with
``pages.reader.mount_reader(payload, on_event)``. ``article_payload`` is the
costly part and depends only on its arguments, so it can be cached; the others are cheap. Every
text reaches the browser as segments of plain text; it builds the page without parsing HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.annotation.segments import Segment
from dashboard.wording import Digits, Language, Wording

Payload = dict[str, Any]

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
class Cure:
    """Why a pane is empty and the one button that mends it. ``action`` comes back in the event
    named "cure"; without an action there is only the text."""

    cause: str
    cure: str = ""
    action: str = ""


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
        "empty": None if article else cure_payload(empty or none_open),
    }


def cure_payload(cure: Cure) -> Payload:
    """A Cure as the component is told it."""
    return {"cause": cure.cause, "cure": cure.cure, "action": cure.action}


def segment_payload(segment: Segment) -> Any:
    """A run of text and the numbers of the spans that it belongs to; the text alone without any."""
    return [segment.text, *segment.mentions] if segment.mentions else segment.text
