"""Dates in Arabic text: found by rules over lexicon words, placed in time by an anchor."""

from dashboard.extraction.dates.finding import find_dates

__all__ = ["find_dates"]
