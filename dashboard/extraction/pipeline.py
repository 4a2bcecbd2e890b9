"""From articles to their mentions: dates, money and names, then the decision between them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from dashboard.extraction.context import ReadingContext
from dashboard.extraction.dates import find_dates
from dashboard.extraction.money import find_money
from dashboard.extraction.names.engine import NamesEngine, NameSpan
from dashboard.extraction.overlaps import without_overlaps
from dashboard.extraction.statements import find_statements
from dashboard.model import Article, Mention, Statement

_PACKAGE = Path(__file__).resolve().parents[1]


@lru_cache(maxsize=1)
def rules_version() -> str:
    """A fingerprint of every rule and every word: it changes when the output may change."""
    digest = hashlib.sha256()
    code = (path for part in ("arabic", "lexicons", "extraction") for path in _sources(part))
    words = sorted((_PACKAGE.parent / "data" / "lexicons").glob("*.csv"))
    for path in (*code, *words):
        digest.update(path.name.encode())
        # Line ends differ between checkouts on Windows and elsewhere; the rules do not.
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def _sources(part: str) -> list[Path]:
    return sorted(path for path in (_PACKAGE / part).rglob("*.py") if "training" not in path.parts)


class Extractor:
    """Everything that finds mentions, behind one call; holds no state between articles."""

    def __init__(self, engine: NamesEngine) -> None:
        self.engine = engine

    @property
    def version(self) -> str:
        """Names the rules and the names engine; enters a collection's fingerprint."""
        return f"rules:{rules_version()} names:{self.engine.name}:{self.engine.version}"

    def mentions(self, article: Article) -> list[Mention]:
        """The mentions of one article, in reading order, without overlaps."""
        return self.mentions_of([article])[0]

    def mentions_of(self, articles: Sequence[Article]) -> list[list[Mention]]:
        """One list of mentions per article; names are looked for in all of them at once."""
        names = self.engine.find([article.content for article in articles])
        return [_mentions(article, found) for article, found in zip(articles, names, strict=True)]

    def statements(self, article: Article, mentions: Sequence[Mention]) -> list[Statement]:
        """Who said what in ``article``, whose mentions are ``mentions``, in reading order."""
        return find_statements(article.content, mentions, article.id)


def _mentions(article: Article, names: Iterable[NameSpan]) -> list[Mention]:
    content = article.content
    context = ReadingContext.of(article)
    return without_overlaps(
        [
            *find_money(content, context),
            *find_dates(content, context),
            *(_name_mention(article.id, content, name) for name in names),
        ]
    )


def _name_mention(article: str, content: str, name: NameSpan) -> Mention:
    return Mention(
        article=article,
        start=name.start,
        end=name.end,
        surface=content[name.start : name.end],
        kind=name.kind,
        value=None,
        rule=name.rule,
        evidence=name.evidence,
    )
