"""Word tokens, sentences and paragraphs as spans of the original text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from dashboard.model import Span

# A stop ends a sentence when space or the end follows (not in 2.5, U.S. or example.com).
_SENTENCE_END = re.compile(r"(?:[.!?؟…]+[\"'»”’)\]]*(?=\s|$))|\n+")
_PARAGRAPH_END = re.compile(r"\n+")
_SPACE = re.compile(r"\s*")
# Titles and initials whose stop does not end a sentence.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[دأمتصجه]|[A-Za-z]|ا\.د|أ\.د|تي|جي|دي|سي|بي|Mr|Mrs|Dr|St|U\.S|No)\.$"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign, with its half-open span."""

    start: int
    end: int
    text: str


def tokens(text: str) -> list[Token]:
    """All tokens in order, as camel-tools splits words, numbers and signs."""
    placed: list[Token] = []
    at = 0
    for word in _splitter()(text):
        at = text.index(word, at)
        placed.append(Token(at, at + len(word), word))
        at += len(word)
    return placed


@cache
def _splitter() -> Callable[[str], list[str]]:
    # Loaded with the first text, for it takes a second; a page that only shows needs none of it.
    from camel_tools.tokenizers.word import simple_word_tokenize

    split: Callable[[str], list[str]] = simple_word_tokenize
    return split


def sentences(text: str) -> list[Span]:
    """Sentences in order, without surrounding white space; a line break always ends one."""
    return _split(text, _SENTENCE_END)


def paragraphs(text: str) -> list[Span]:
    """Non-empty lines, without surrounding white space."""
    return _split(text, _PARAGRAPH_END)


def _split(text: str, ends: re.Pattern[str]) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for match in ends.finditer(text):
        if match.group().startswith(".") and _ABBREVIATED.search(
            text, max(0, match.start() - 6), match.start() + 1
        ):
            continue
        _append_trimmed(spans, text, start, match.end())
        start = match.end()
    _append_trimmed(spans, text, start, len(text))
    return spans


def _append_trimmed(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = end - (len(piece) - len(piece.rstrip()))
    if left < right:
        spans.append(Span(left, right))
