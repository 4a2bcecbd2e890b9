"""The one protocol behind which every finder of names stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dashboard.model import MentionKind


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name found in a text: half-open code points, clitics and titles left outside."""

    start: int
    end: int
    kind: MentionKind
    rule: str
    evidence: tuple[str, ...] = ()


class NamesEngine(Protocol):
    """Finds names in many texts at once; deterministic.

    ``name`` is what a user chooses by ("builtin", "camel"); ``version`` changes whenever the
    engine's output may change, and enters a collection's fingerprint.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def find(self, contents: Sequence[str]) -> list[list[NameSpan]]:
        """One list of spans per text, in order, ascending and without overlaps."""
        ...
