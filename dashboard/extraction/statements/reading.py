"""One text prepared for finding statements: its pieces, sentences, quotations and names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from dashboard.arabic.scanning import scan
from dashboard.arabic.tokens import sentences
from dashboard.extraction.statements.words import QUOTES, word_roles
from dashboard.model import Mention, MentionKind, Span

_SPEAKERS = frozenset({MentionKind.PER, MentionKind.ORG, MentionKind.LOC})
# A quotation of fewer words is a name or a distancing mark, not what someone said.
SHORTEST_QUOTATION = 4
# Signs that belong to the reported words at their edges.
_OPENING = frozenset("([#$€£")
_KEPT_ENDS = frozenset("؟!)…]%$€£")


class Reading:
    """``words[i]`` is the i-th folded piece; all indexes below are of pieces.

    ``names`` maps the first piece of a name to (mention, last piece), ``names_ending`` its last
    piece to (mention, first piece), ``dates`` the first piece of a date to its last. ``closes``
    maps an opening quotation mark to its closing one in the same paragraph, or to None.
    """

    def __init__(self, content: str, mentions: Sequence[Mention]) -> None:
        self.content = content
        self.scan = scan(content)
        self.words = self.scan.words
        self._sentence_starts, self._sentence_ends = self._sentences(content)
        self._paragraph_ends = self._line_ends()
        self._place(mentions)
        self.closes: dict[int, int | None] = {}
        self.opens: dict[int, int] = {}
        self._pair_quotes()

    def _sentences(self, content: str) -> tuple[list[int], list[int]]:
        """The first piece of each sentence, and the piece behind its last."""
        at = self.scan.starts
        folded = self.scan.folded
        firsts: list[int] = []
        ends: list[int] = []
        for span in sentences(content):
            start, end = folded.folded_span(span.start, span.end)
            firsts.append(bisect_left(at, start))
            ends.append(bisect_left(at, end))
        return firsts or [0], ends or [len(at)]

    def _line_ends(self) -> list[int]:
        text, starts = self.scan.folded.text, self.scan.starts
        ends: list[int] = []
        at = text.find("\n")
        while at >= 0:
            ends.append(bisect_left(starts, at))
            at = text.find("\n", at + 1)
        ends.append(len(starts))
        return ends

    def _place(self, mentions: Sequence[Mention]) -> None:
        self.names: dict[int, tuple[Mention, int]] = {}
        self.names_ending: dict[int, tuple[Mention, int]] = {}
        self.dates: dict[int, int] = {}
        starts, folded = self.scan.starts, self.scan.folded
        for mention in mentions:
            if mention.kind not in _SPEAKERS and mention.kind is not MentionKind.DATE:
                continue
            start, end = folded.folded_span(mention.start, mention.end)
            first = bisect_right(starts, start) - 1
            last = bisect_left(starts, end) - 1
            if first < 0 or last < first:
                continue
            if mention.kind is MentionKind.DATE:
                self.dates[first] = last
            else:
                self.names[first] = (mention, last)
                self.names_ending[last] = (mention, first)

    def attached(self, first: int, mention: Mention) -> bool:
        """Whether letters of the piece stand before the name (لرويترز)."""
        start = self.scan.folded.folded_span(mention.start, mention.end)[0]
        return start > self.scan.starts[first]

    def sentence(self, piece: int) -> int:
        return min(bisect_right(self._sentence_ends, piece), len(self._sentence_ends) - 1)

    def sentence_bounds(self, piece: int) -> tuple[int, int]:
        """(first piece, piece behind the last) of the sentence that holds ``piece``."""
        at = self.sentence(piece)
        return min(piece, self._sentence_starts[at]), self._sentence_ends[at]

    def paragraph_bounds(self, piece: int) -> tuple[int, int]:
        at = min(bisect_right(self._paragraph_ends, piece), len(self._paragraph_ends) - 1)
        return self._paragraph_ends[at - 1] if at else 0, self._paragraph_ends[at]

    def in_title(self, piece: int) -> bool:
        return len(self._paragraph_ends) > 1 and piece < self._paragraph_ends[0]

    def _pair_quotes(self) -> None:
        """Straight and typographic marks alike open or close by the spaces around them."""
        text, starts = self.scan.folded.text, self.scan.starts
        pending: int | None = None
        bound = -1
        for at, word in enumerate(self.words):
            if word not in QUOTES:
                continue
            if at >= bound:
                pending = None
                bound = self.paragraph_bounds(at)[1]
            where = starts[at]
            before = where == 0 or text[where - 1].isspace() or text[where - 1] in ":(،"
            after = where + 1 >= len(text) or text[where + 1].isspace() or text[where + 1] in "،.؛)"
            opening = pending is None if before == after else before
            if opening:
                pending = at
                self.closes[at] = None
            elif pending is not None:
                self.closes[pending] = at
                self.opens[at] = pending
                pending = None

    def short_quotation(self, opener: int) -> int | None:
        """The closing mark of a quotation too short to be speech (a name), or None."""
        close = self.closes.get(opener)
        if close is None or close - opener > SHORTEST_QUOTATION or close == opener + 1:
            return None
        return close

    def speech_after(self, opener: int) -> int | None:
        """Where the quotation at ``opener`` ends (its closing mark, or the sentence's end when
        it is never closed); None when it is too short to be speech, or a title."""
        close = self.closes[opener]
        if opener and self.words[opener - 1] in word_roles("naming"):
            return None
        if close is None:
            return self.sentence_bounds(opener)[1]
        return close if close - opener > SHORTEST_QUOTATION else None

    def trimmed(self, first: int, end: int) -> tuple[int, int]:
        """The pieces ``first``..``end`` without bare signs at either side."""
        while first < end and not self.words[first][0].isalnum():
            if self.words[first] in _OPENING:
                break
            first += 1
        while end > first and not self.words[end - 1][0].isalnum():
            if self.words[end - 1] in _KEPT_ENDS:
                break
            end -= 1
        return first, end

    def span(self, first: int, end: int) -> Span:
        """The original span of the pieces ``first``..``end`` (half-open)."""
        return Span(*self.scan.original_span(first, end - 1))
