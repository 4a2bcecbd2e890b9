"""A reporting word in its text, the statement read around it, and who has spoken so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from dashboard.extraction.statements.complements import Complement
from dashboard.extraction.statements.reading import Reading
from dashboard.extraction.statements.speakers import Speaker
from dashboard.extraction.statements.words import VerbForm, word_roles

# How many sentences without a statement a speaker is remembered over.
FARTHEST_CARRIED = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A statement in pieces. ``cut`` is where it takes over from the one before it in its
    sentence, None when it does not."""

    speaker: Speaker
    verb: tuple[int, int]
    complement: Complement
    cut: int | None


@dataclass(slots=True)
class Carried:
    """The speakers that the text has had so far, for verbs without one of their own."""

    latest: dict[str, tuple[Speaker, int]] = field(default_factory=dict)
    unfinished: tuple[Speaker, int] | None = None

    def remember(self, speaker: Speaker, gender: str, sentence: int) -> None:
        self.latest[gender] = self.latest[""] = (speaker, sentence)

    def in_sentence(self, sentence: int) -> Speaker | None:
        """Who spoke last in this very sentence, said words or not."""
        for kept in (self.latest.get(""), self.unfinished):
            if kept is not None and kept[1] == sentence:
                return kept[0]
        return None

    def speaker(self, gender: str, sentence: int) -> Speaker | None:
        """The last speaker whose verb had this gender, else the last of all."""
        for key in (gender, ""):
            kept = self.latest.get(key)
            if kept is not None and sentence - kept[1] <= FARTHEST_CARRIED:
                return kept[0]
        return None


@dataclass(frozen=True, slots=True)
class Place:
    """A reporting word in its text: pieces ``first``..``behind`` (half-open)."""

    reading: Reading
    verb: VerbForm
    first: int
    behind: int
    start: int  # of the sentence
    limit: int  # of the sentence
    sentence: int

    @property
    def begins_clause(self) -> bool:
        """Whether nothing of the clause stands before the word: كما أضاف, "...", وأكد."""
        if self.verb.joined:
            return True
        at = self.cut
        return at == self.start or not self.reading.words[at - 1][0].isalnum()

    @property
    def cut(self) -> int:
        """Where this clause begins, with the small words that lead it in."""
        at = self.first
        while at > self.start and self.reading.words[at - 1] in word_roles("lead"):
            at -= 1
        return at
