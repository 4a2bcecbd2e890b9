"""Unlabelled text for embeddings and language models: Wikipedia and news as word keys."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from dashboard.arabic.folding import folded
from dashboard.arabic.tokens import sentences

_WORD = re.compile(r"\w+|[^\w\s]")
_DIGIT = re.compile(r"\d")


def wikipedia_paragraphs(shared: Path) -> Iterator[str]:
    with gzip.open(shared / "corpora" / "wikipedia-ar-2017.txt.gz", "rt", encoding="utf-8") as f:
        for line in f:
            if line.strip():
                yield line.strip()


def news_articles(shared: Path, held_out: Collection[str]) -> Iterator[tuple[str, str]]:
    """(id, content) of the news collection, without the articles kept for testing."""
    path = shared / "collections" / "ant-news.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            record = json.loads(line)
            if record["id"] not in held_out:
                yield record["id"], f"{record['title']}\n{record['text']}"


def sentence_keys(text: str) -> Iterator[list[str]]:
    """The word keys of each sentence; a plainer and faster split than the tagger's own."""
    for span in sentences(text):
        words = _WORD.findall(_DIGIT.sub("0", folded(span.of(text))))
        if words:
            yield words


def write_plain_text(shared: Path, held_out: Collection[str], target: Path) -> int:
    """One sentence a line, words separated by spaces; returns the number of words."""
    total = 0
    with target.open("w", encoding="utf-8") as out:
        for text in _texts(shared, held_out):
            for words in sentence_keys(text):
                total += len(words)
                out.write(" ".join(words) + "\n")
    return total


def _texts(shared: Path, held_out: Collection[str]) -> Iterator[str]:
    """Both sources by turns, so that no stage of a single pass sees only one of them."""
    news = (content for _, content in news_articles(shared, held_out))
    wikipedia = wikipedia_paragraphs(shared)
    for content in news:
        yield content
        for _ in range(4):
            paragraph = next(wikipedia, None)
            if paragraph is not None:
                yield paragraph
    yield from wikipedia
