"""News sentences for self-training: labelled by the teachers, learnt by the student."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from dashboard.arabic.tokens import sentences, tokens
from dashboard.extraction.names.training.plain_text import news_articles
from dashboard.extraction.names.words import word_key

LONGEST, SHORTEST = 80, 4


def news_sentences(
    shared: Path, held_out: Collection[str], every: int, first: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """(article number, word keys) of the sentences of each ``every``-th article, tokenised as at
    run time; sentences told twice come once."""
    seen: set[int] = set()
    for number, (_, content) in enumerate(news_articles(shared, held_out)):
        if number % every != first:
            continue
        for span in sentences(content):
            keys = [word_key(token.text) for token in tokens(span.of(content))]
            mark = hash(tuple(keys))
            if SHORTEST <= len(keys) <= LONGEST and mark not in seen:
                seen.add(mark)
                yield number, keys
