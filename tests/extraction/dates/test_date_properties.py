"""What holds for any text: spans are surfaces, values are ordered."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.extraction.context import ReadingContext
from dashboard.extraction.dates import find_dates
from dashboard.extraction.dates.rules import RULES
from dashboard.lexicons import dates as lexicon
from dashboard.model import DateValue

WORDS = [
    *(row.name for row in lexicon.month_names()),
    *(row.name for row in lexicon.weekday_names()),
    *(row.word for row in lexicon.unit_words()),
    *(row.word for row in lexicon.relative_words()),
    *(row.phrase for row in lexicon.relative_days()),
    *(row.word for row in lexicon.date_connectors()),
    *(row.word for row in lexicon.period_parts()),
    *(row.word for row in lexicon.decade_names()),
    *(row.name for row in lexicon.holidays()),
    *(
        [
            "1",
            "3",
            "15",
            "31",
            "99",
            "2014",
            "2015",
            "1436",
            "١٥",
            "٢٠١٤",
            "0",
            "/",
            "-",
            ".",
            "،",
            "(",
            ")",
            "و",
            "ب",
            "ل",
            "الأول",
            "العشرين",
            "خمسة",
            "ألفين",
            "ولل",
        ]
    ),
    "\n",
    "ـ",
    "َ",
    "\u200f",
    "قال",
]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=25).map(
    " ".join
) | st.lists(st.sampled_from(WORDS), max_size=25).map("".join)
DAYS = st.none() | st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


@settings(max_examples=400)
@given(TEXTS, DAYS)
def test_spans_and_values(text: str, published: dt.date | None) -> None:
    end = 0
    for mention in find_dates(text, ReadingContext(article="a", published=published)):
        assert text[mention.start : mention.end] == mention.surface
        assert mention.surface.strip()
        assert mention.start >= end
        end = mention.end
        if isinstance(mention.value, DateValue):
            assert mention.value.start <= mention.value.end
            assert mention.value.timex
        else:
            assert mention.evidence


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
