"""A statement in annotated text: who says it, the verb, and the words that are said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dashboard.model import Span, Statement
from dashboard.wording import Wording


class Part(StrEnum):
    """What a stretch of text is of a statement."""

    SPEAKER = "speaker"
    VERB = "verb"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A statement to be marked in its article; ``name`` is what its speaker is called, "" for one
    that is known only by the words of the article."""

    statement: Statement
    name: str = ""

    def parts(self) -> list[tuple[Part, Span]]:
        """Its parts in the article's content, none of them empty."""
        told = self.statement
        placed = (
            (Part.SPEAKER, told.speaker),
            (Part.VERB, told.verb),
            (Part.SAID, told.reported),
        )
        return [(part, span) for part, span in placed if span.start < span.end]

    def parts_within(self, start: int, end: int) -> list[tuple[Part, Span]]:
        """What of its parts lies within ``start``..``end`` of the content, counted from there."""
        cut = [
            (part, Span(max(span.start, start) - start, min(span.end, end) - start))
            for part, span in self.parts()
        ]
        return [(part, span) for part, span in cut if span.start < span.end]


def statement_payload(shown: ShownStatement, content: str, wording: Wording) -> dict[str, Any]:
    """``parts``: (part, what it is called, what it says here), in the order of ``shown.parts()``;
    ``first``: which of them begins first in the article."""
    parts = shown.parts()
    told = shown.statement
    says = {
        Part.SPEAKER: shown.name or told.speaker_surface,
        Part.VERB: told.verb.of(content),
        Part.SAID: wording.text("statements.direct" if told.direct else "statements.reported"),
    }
    return {
        "parts": [
            [part.value, wording.text(f"statements.{part}"), says[part]] for part, _ in parts
        ],
        "first": min(range(len(parts)), key=lambda at: parts[at][1].start, default=0),
    }
