"""What a text is read against: the day it was published, and where it comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dashboard.model import Article


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """The facts outside a text that its values depend on.

    ``published`` anchors relative dates (None: they stay unresolved). ``source`` and ``url`` may
    tell the country whose currency and number style the writer takes for granted; ``country``
    (ISO 3166 alpha-2) states it outright, "" when unknown.
    """

    article: str = ""
    published: dt.date | None = None
    source: str = ""
    url: str = ""
    country: str = ""

    @classmethod
    def of(cls, article: Article) -> ReadingContext:
        return cls(article.id, article.published, article.source, article.url)
