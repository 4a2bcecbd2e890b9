"""A text in pieces with what is known of each, and the names proposed for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dashboard.arabic.scanning import Scan, scan
from dashboard.extraction.names.engine import NameSpan
from dashboard.extraction.names.word_facts import WordFacts, word_facts
from dashboard.model import MentionKind

KNOWN_RULE = "names.known"  # a curated name
_PARTING = frozenset("_#()")  # signs inside names that count for nothing


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name from piece ``first`` (less ``cut`` attached letters) up to piece ``after``.

    ``rule`` names who proposed it last; ``evidence`` says in words what changed it.
    """

    first: int
    after: int
    cut: int
    kind: MentionKind
    rule: str
    evidence: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return self.after - self.first

    def changed(self, why: str, **fields: object) -> Candidate:
        """A copy with fields changed and the reason kept."""
        return replace(self, evidence=(*self.evidence, why), **fields)  # type: ignore[arg-type]


class NewsText:
    """The pieces of one text with their facts."""

    def __init__(self, content: str) -> None:
        self.content = content
        self.scan: Scan = scan(content)
        self.words = self.scan.words
        self.facts: list[WordFacts] = [word_facts(word) for word in self.words]

    def __len__(self) -> int:
        return len(self.words)

    def next_word(self, at: int) -> int | None:
        """The piece after ``at``, when it is a word on the same line with one space between, or
        with a hashtag's low line."""
        after = at + 1
        low_line = after < len(self.words) and self.words[after] == "_"
        after += low_line
        if after >= len(self.words) or not self.facts[after].word:
            return None
        gap = self.scan.folded.text[self.scan.ends[at] : self.scan.starts[after]]
        return after if gap == ("_" if low_line else " ") else None

    def word_before(self, at: int) -> int | None:
        """The piece before ``at`` that ``next_word`` would follow by it."""
        for before in (at - 1, at - 2):
            if before >= 0 and self.next_word(before) == at:
                return before
        return None

    def original(self, at: int) -> str:
        """Piece ``at`` as it is written."""
        start, end = self.scan.original_span(at, at)
        return self.content[start:end]

    def close(self, at: int) -> bool:
        """Whether piece ``at`` follows the piece before it on the same line, one space at most."""
        gap = self.scan.folded.text[self.scan.ends[at - 1] : self.scan.starts[at]]
        return gap in ("", " ")

    def after_words(self, at: int, rest: Sequence[str]) -> int | None:
        """The piece after ``rest``, when these words follow piece ``at`` closely; the low line
        between the words of a hashtag counts as a space."""
        after = at + 1
        for word in rest:
            if after < len(self.words) and self.words[after] == "_":
                after += 1
            if after >= len(self.words) or self.words[after] != word or not self.close(after):
                return None
            after += 1
        return after

    def bare(self, at: int, cut: int) -> str:
        """The word at ``at`` without its ``cut`` attached letters, ال put back after لل."""
        word = self.words[at]
        if cut and word[cut - 1 : cut + 1] == "لل":
            return "ا" + word[cut:]
        return word[cut:]

    def key(self, name: Candidate) -> str:
        """The name as the lexicons would spell it: folded, bare, single spaces."""
        rest = (word for word in self.words[name.first + 1 : name.after] if word not in _PARTING)
        return " ".join((self.bare(name.first, name.cut), *rest))

    def candidate(self, span: NameSpan) -> Candidate | None:
        """An engine's span in pieces, signs at its edges left out; None when no word is in it."""
        start, end = self.scan.folded.folded_span(span.start, span.end)
        first = bisect_right(self.scan.ends, start)
        after = bisect_left(self.scan.starts, end)
        while first < after and not self.facts[first].word:
            first += 1
        while after > first and self.is_sign(after - 1):
            after -= 1
        if first >= after:
            return None
        cut = max(start - self.scan.starts[first], 0)
        if cut >= len(self.words[first]):
            return None
        return Candidate(first, after, cut, span.kind, span.rule, span.evidence)

    def is_sign(self, at: int) -> bool:
        """Whether the piece is neither a word nor a figure: none of a name's end."""
        return not self.facts[at].word and not _figure(self.words[at])

    def name_span(self, name: Candidate) -> NameSpan:
        """The span of a candidate in the original text."""
        start, end = self.scan.folded.original_span(
            self.scan.starts[name.first] + name.cut, self.scan.ends[name.after - 1]
        )
        return NameSpan(start, end, name.kind, name.rule, name.evidence)


def outermost(names: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that hold or cross no longer one, in order; of equals the first given."""
    kept: list[Candidate] = []
    taken: set[int] = set()
    for name in sorted(names, key=lambda name: -name.size):  # stable: the first given of equals
        pieces = range(name.first, name.after)
        if taken.isdisjoint(pieces):
            taken.update(pieces)
            kept.append(name)
    return sorted(kept, key=lambda name: name.first)


def _figure(piece: str) -> bool:
    return piece[0].isdigit()
