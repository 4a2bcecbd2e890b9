"""Sentences that look as if they held money or a date, whatever the extractor found in them.

Deliberately simpler than extraction: single words of the lexicons, and figures. A quality
figure must not repeat the extractor's own opinion. It over-counts a little, so it is read as a
list to check, not as an error rate.
"""

from __future__ import annotations

import re
from functools import cache

from dashboard.arabic.folding import folded
from dashboard.arabic.number_words import number_words
from dashboard.lexicons.currencies import currency_forms, currency_signs
from dashboard.lexicons.dates import month_names, relative_days, weekday_names

_WORD = re.compile(r"\w+|[^\w\s]")
_YEAR = re.compile(r"(?<![\d.,])(?:1[89]\d\d|20\d\d)(?![.,]?\d)")
_NUMERIC = re.compile(r"(?<!\d)\d{1,2}[/-]\d{1,2}[/-]\d{2,4}(?!\d)")


def looks_like_money(folded_sentence: str) -> bool:
    """Whether a folded sentence has a currency's name or sign and a number."""
    words = _WORD.findall(folded_sentence)
    if _currency_words().isdisjoint(words):
        return False
    return any(word[0].isdecimal() for word in words) or not _numbers().isdisjoint(words)


def looks_like_date(folded_sentence: str) -> bool:
    """Whether a folded sentence has a year, a date in figures, a named day, today or the like,
    or a month's name beside a number."""
    if _YEAR.search(folded_sentence) or _NUMERIC.search(folded_sentence):
        return True
    words = _WORD.findall(folded_sentence)
    if not _named_days().isdisjoint(words):
        return True
    months = _months()
    return any(
        word in months and any(near[0].isdecimal() for near in words[max(at - 1, 0) : at + 3])
        for at, word in enumerate(words)
    )


@cache
def _currency_words() -> frozenset[str]:
    # ISO codes and abbreviations of letters are left out: LE and DA are words of other languages.
    signs = {sign for sign in currency_signs() if not sign.isalpha()}
    return frozenset(currency_forms()) | signs


@cache
def _numbers() -> frozenset[str]:
    return frozenset(folded(word.spelling) for word in number_words())


@cache
def _named_days() -> frozenset[str]:
    days = {folded(day.name) for day in weekday_names()}
    relative = {folded(day.phrase) for day in relative_days()}
    return frozenset(word for word in days | relative if " " not in word)


@cache
def _months() -> frozenset[str]:
    """The first words of the names of months."""
    return frozenset(folded(month.name).split()[0] for month in month_names())
