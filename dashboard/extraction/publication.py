"""The day of publication as any export writes it, read by our own rules."""

from __future__ import annotations

import datetime as dt

from dashboard.extraction.context import ReadingContext
from dashboard.extraction.dates import find_dates
from dashboard.model import DateValue


def published_day(written: str) -> dt.date | None:
    """The first full day written in ``written``, None when it names none."""
    for mention in find_dates(written, ReadingContext()):
        if isinstance(mention.value, DateValue) and mention.value.start == mention.value.end:
            return mention.value.start
    return None
