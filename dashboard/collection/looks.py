"""Sentences that look as if they held money or a date, whatever the extractor found in them.

Deliberately simpler than extraction: a quality figure must not repeat the extractor's own
opinion. It over-counts a little, so it is read as a list to check, not as an error rate.
"""

from __future__ import annotations

import re

# Stems that hardly occur outside currency names; a number must stand in the same sentence.
_MONEY = re.compile(r"دولار|يورو|دينار|ريال|درهم|دراهم|جنيه|ليره|ليرات|استرليني|شيكل|[$€£¥﷼]")
_NUMBER = re.compile(r"\d|مليون|ملايين|مليار|تريليون|بليون|الاف|الف\b|مءه|مايه|ميه")
_YEAR = re.compile(r"(?<![\d.,])(?:1[89]\d\d|20\d\d|14[0-4]\d ?ه)(?![\d.,]\d|\d)")
_NUMERIC = re.compile(r"(?<!\d)\d{1,2}[/-]\d{1,2}[/-]\d{2,4}(?!\d)")
_WEEKDAY = re.compile(
    r"(?:يوم|مساء|صباح|امس|اليوم) (?:السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه)"
)


def looks_like_money(folded_sentence: str) -> bool:
    """Whether a folded sentence has a currency's name or sign and a number."""
    return bool(_MONEY.search(folded_sentence) and _NUMBER.search(folded_sentence))


def looks_like_date(folded_sentence: str) -> bool:
    """Whether a folded sentence has a year, a date in figures or a named day."""
    return bool(
        _YEAR.search(folded_sentence)
        or _NUMERIC.search(folded_sentence)
        or _WEEKDAY.search(folded_sentence)
    )
