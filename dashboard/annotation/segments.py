"""Article content cut into segments by its mentions: lossless, for any overlap, in linear time.

The browser gets segments and never offsets: Python counts code points, JavaScript UTF-16 units.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.model import Mention, Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text and the mentions that cover all of it.

    ``mentions`` are indexes into the sequence of mentions given, the outermost (longest) first.
    """

    text: str
    mentions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the content, or a part of one too long to lay out at once.

    ``sentences`` joined give the line back. ``ends_line`` is False when the same line goes on in
    the next block.
    """

    sentences: tuple[tuple[Segment, ...], ...]
    ends_line: bool = True

    @property
    def text(self) -> str:
        return "".join(segment.text for sentence in self.sentences for segment in sentence)


def segments(content: str, mentions: Sequence[Mention]) -> list[Segment]:
    """``content`` as segments; joined they give it back.

    Raises ValueError for a mention whose span is empty or does not lie within ``content``.
    """
    return [segment for _, segment in _placed(content, [m.span for m in mentions], ())]


def segments_of_spans(text: str, spans: Sequence[Span]) -> list[Segment]:
    """The same for bare spans of ``text``: indexes point into ``spans``."""
    return [segment for _, segment in _placed(text, spans, ())]


def blocks(
    content: str,
    mentions: Sequence[Mention],
    sentence_starts: Iterable[int],
    longest: int = 3000,
    more: Sequence[Span] = (),
) -> list[Block]:
    """``content`` as one block a line, each a row of sentences.

    A sentence runs from its start to the next one's, spaces between included. A line longer than
    ``longest`` is divided at sentence starts, or at spaces where a sentence alone is longer.
    ``more`` are spans besides the mentions; indexes go on with theirs. Joining the blocks' texts,
    with a line break after each that ``ends_line`` but the last, gives ``content`` back.
    """
    cuts = _cuts(content, sorted({0, *sentence_starts}), longest)
    spans = [*(m.span for m in mentions), *more]
    placed = _placed(content, spans, sorted({*cuts, *_line_ends(content)}))
    made: list[Block] = []
    sentences: list[list[Segment]] = []
    length = 0
    for at, segment in placed:
        if segment.text == "\n":
            made.append(_block(sentences, ends_line=True))
            sentences, length = [], 0
            continue
        if at in cuts or not sentences:
            if length > longest - 1:
                made.append(_block(sentences, ends_line=False))
                sentences, length = [], 0
            sentences.append([])
        sentences[-1].append(segment)
        length += len(segment.text)
    made.append(_block(sentences, ends_line=True))
    return made


def _block(sentences: Sequence[Sequence[Segment]], *, ends_line: bool) -> Block:
    return Block(tuple(tuple(sentence) for sentence in sentences), ends_line)


def _line_ends(content: str) -> Iterable[int]:
    """Both sides of every line break, so that each becomes a segment of its own."""
    at = content.find("\n")
    while at >= 0:
        yield at
        yield at + 1
        at = content.find("\n", at + 1)


def _cuts(content: str, starts: Sequence[int], longest: int) -> set[int]:
    """Sentence starts, and spaces within sentences that are too long."""
    cuts = {start for start in starts if 0 <= start < len(content)}
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        at = start
        while end - at > longest:
            space = content.rfind(" ", at + 1, at + longest)
            at = space + 1 if space > at else at + longest
            cuts.add(at)
    return cuts


def _placed(text: str, spans: Sequence[Span], cuts: Sequence[int]) -> Iterable[tuple[int, Segment]]:
    """Every segment with its offset, cut at the spans' edges and at ``cuts``."""
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            raise ValueError(
                f"span {span.start}-{span.end} does not lie within a text of {len(text)}"
            )
    opening = sorted(range(len(spans)), key=lambda i: (spans[i].start, -spans[i].end, i))
    edges = {0, len(text)}
    edges.update(cut for cut in cuts if 0 < cut < len(text))
    for span in spans:
        edges.update((span.start, span.end))
    ordered = sorted(edges)
    opened = 0
    covering: list[int] = []
    for start, end in itertools.pairwise(ordered):
        covering = [i for i in covering if spans[i].end > start]
        while opened < len(opening) and spans[opening[opened]].start == start:
            covering.append(opening[opened])
            opened += 1
        if len(covering) > 1:
            covering.sort(key=lambda i: (spans[i].start - spans[i].end, spans[i].start, i))
        yield start, Segment(text[start:end], tuple(covering))
