"""A small real extractor for tests of the collection: a table of words, years and amounts.

It stands apart from the product's own, so that these tests do not move when a rule does.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal

from dashboard.model import (
    Article,
    Bound,
    DateValue,
    Grain,
    Mention,
    MentionKind,
    MoneyValue,
    Statement,
    Value,
)

NAMES = {
    "مصطفى الكاظمي": MentionKind.PER,
    "الكاظمي": MentionKind.PER,
    "حيدر العبادي": MentionKind.PER,
    "العبادي": MentionKind.PER,
    "التحالف الدولي": MentionKind.ORG,
    "البنك الدولي": MentionKind.ORG,
    "العراق": MentionKind.LOC,
    "بغداد": MentionKind.LOC,
    "الموصل": MentionKind.LOC,
    "الكويت": MentionKind.LOC,
}
_CURRENCIES = {"دولار": "USD", "دينار": "IQD", "ريال": None}
_PATTERN = re.compile(
    "(?P<name>" + "|".join(sorted(NAMES, key=len, reverse=True)) + ")"
    r"|(?P<day>\d{4}-\d{2}-\d{2})"
    r"|(?P<month>\d{4}/\d{2})(?!\d)"
    r"|(?P<today>اليوم)"
    r"|(?P<amount>(?P<more>أكثر من )?\d+(?: إلى \d+)? مليون (?P<currency>دولار|دينار|ريال))"
    r"|(?P<year>عام \d{4})"
)


class WordExtractor:
    """Finds the names above, ISO days, YYYY/MM, years, اليوم, and millions of three currencies."""

    def __init__(self, version: str = "words-1") -> None:
        self.version = version

    def mentions_of(self, articles: Sequence[Article]) -> list[list[Mention]]:
        return [self._mentions(article) for article in articles]

    def _mentions(self, article: Article) -> list[Mention]:
        if "عطل" in article.text:
            raise RuntimeError("this article breaks the extractor")
        return [
            Mention(
                article.id,
                match.start(),
                match.end(),
                match.group(),
                _kind(match),
                _value(match, article),
                f"test.{match.lastgroup}",
                ("word table",),
            )
            for match in _PATTERN.finditer(article.content)
        ]


def _kind(match: re.Match[str]) -> MentionKind:
    if match["name"]:
        return NAMES[match["name"]]
    return MentionKind.MONEY if match["amount"] else MentionKind.DATE


def _value(match: re.Match[str], article: Article) -> Value | None:
    if match["amount"]:
        figures = [Decimal(number) * 1_000_000 for number in re.findall(r"\d+", match["amount"])]
        currency = _CURRENCIES[match["currency"]]
        bound = Bound.MORE_THAN if match["more"] else Bound.EXACT
        return MoneyValue(
            figures[0],
            figures[1] if len(figures) > 1 else None,
            currency,
            () if currency else ("SAR", "QAR"),
            bound=Bound.RANGE if len(figures) > 1 else bound,
            basis="written" if currency else "undecided",
        )
    if match["day"]:
        day = dt.date.fromisoformat(match["day"])
        return DateValue(match["day"], day, day, Grain.DAY)
    if match["month"]:
        year, month = map(int, match["month"].split("/"))
        first = dt.date(year, month, 1)
        following = dt.date(year + month // 12, month % 12 + 1, 1)
        return DateValue(f"{year}-{month:02}", first, following - dt.timedelta(days=1), Grain.MONTH)
    if match["year"]:
        year = int(match["year"][-4:])
        return DateValue(str(year), dt.date(year, 1, 1), dt.date(year, 12, 31), Grain.YEAR)
    if match["today"] and article.published:
        today = article.published
        return DateValue(today.isoformat(), today, today, Grain.DAY, anchor=today)
    return None


def statements_of(content: str, mentions: list[Mention], article: str) -> list[Statement]:
    """A statement for every قال: who stands right after it, and the rest of the line."""
    found = []
    for match in re.finditer("قال ", content):
        for mention in mentions:
            if mention.start == match.end():
                stop = content.find("\n", mention.end)
                reported = mention.span.__class__(mention.end, stop if stop >= 0 else len(content))
                found.append(
                    Statement(
                        article,
                        mention.span,
                        mention.surface,
                        mention.span.__class__(match.start(), match.end() - 1),
                        "قال",
                        reported,
                        False,
                        "test.said",
                    )
                )
    return found
