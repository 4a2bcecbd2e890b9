"""Annotated text as HTML that stands alone: for exports and for pages without the component."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from dashboard.annotation.segments import Segment, segments, segments_of_spans
from dashboard.model import Mention, MentionKind, Span


def escaped(text: str) -> str:
    """The one place where text becomes HTML, for content and for attributes."""
    return html.escape(text, quote=True)


def annotated_html(
    content: str,
    mentions: Sequence[Mention],
    kind_names: Mapping[MentionKind, str],
    language: str = "ar",
) -> str:
    """``content`` as paragraphs with a ``mark`` for every mention.

    A mark has its kind as class, its mention's id in ``data-mention`` and the kind's name as
    title. Overlapping mentions nest, the longest outermost. Direction follows ``language``.
    """
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    body = "".join(_marked(piece, mentions, kind_names) for piece in segments(content, mentions))
    paragraphs = "".join(f"<p>{line}</p>" for line in body.split("\n") if line)
    return f'<article lang="{escaped(language)}" dir="{direction}">{paragraphs}</article>'


def sentence_html(text: str, marks: Sequence[tuple[int, int, MentionKind]]) -> str:
    """One sentence with its marked stretches ((start, end, kind) within ``text``), nested where
    they overlap; the class of a ``mark`` is its kind."""
    spans = [Span(start, end) for start, end, _ in marks]
    made = []
    for segment in segments_of_spans(text, spans):
        opening = "".join(f'<mark class="{marks[i][2]}">' for i in segment.mentions)
        made.append(f"{opening}{escaped(segment.text)}{'</mark>' * len(segment.mentions)}")
    return "".join(made)


RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur", "ps", "ckb", "he", "ug", "sd"})


def _marked(
    segment: Segment, mentions: Sequence[Mention], kind_names: Mapping[MentionKind, str]
) -> str:
    lines = segment.text.split("\n")
    opening = "".join(
        f'<mark class="{mentions[i].kind}" data-mention="{escaped(mentions[i].id)}"'
        f' title="{escaped(kind_names[mentions[i].kind])}">'
        for i in segment.mentions
    )
    closing = "</mark>" * len(segment.mentions)
    # A mention across a line break is closed and opened again, so that paragraphs stay whole.
    return "\n".join(f"{opening}{escaped(line)}{closing}" if line else "" for line in lines)
