"""Prints a Markdown table of right values and speed: ours, peers that run here, peers as given.

    pip install -r tests/benchmarks/requirements.txt
    OMP_NUM_THREADS=1 python -m tests.benchmarks.peers

dateparser runs twice: ``parse`` is given the text as one date, ``search`` looks for dates inside.
Each counts as right when any of its readings is: with PREFER_DATES_FROM as it stands and with
"future", as a day or as the period that dateparser claims, ``parse`` by its Hijri calendar, too.
pyarabic counts as right when ``text2number`` of the whole text, or of any number phrase that
pyarabic finds in it, is. Ours has one reading: a date needs its first and its last day; a number
must cover the text, or in a sentence the expected span; money needs the amount and the currency
itself, a candidate is not enough. The second column of ours leaves out what
tests/cases/differences_*.csv lists, with reasons, as read differently on purpose.
Speed is timed with one setting each; on short texts of numbers the text is read as one number, in
an article all numbers are found and read.
Figures of Recognizers-Text (.NET), Duckling and HeidelTime (without a tagger) are given: they are
those of ../shared/cases/README.md, on the same suites or on generated texts of the same making.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import statistics
import time
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dashboard.arabic.numbers import _found, find_numbers, read_number
from dashboard.arabic.scanning import _scan_text
from dashboard.extraction.context import ReadingContext
from dashboard.extraction.dates import find_dates
from dashboard.extraction.money import find_money
from dashboard.model import DateValue, MoneyValue
from tests.benchmarks import peer_texts
from tests.benchmarks.dates import articles
from tests.benchmarks.peer_texts import DateText, MoneyText, NumberText, Span
from tests.cases import test_date_cases, test_number_cases

AGREED = "Siyaq, listed differences left out"
RUN_HERE = ("Siyaq", AGREED, "dateparser parse", "dateparser search", "pyarabic")
GIVEN = ("Recognizers", "Duckling", "HeidelTime")
NEWS_ARTICLES = 40
ROUNDS = 3
Dates = Callable[[str, dt.date], list[Span]]
Numbers = Callable[[str], list[Decimal]]
# What a peer raises on a text that it cannot read; it then has read nothing.
FAULTS = (
    ValueError,
    OverflowError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
)


@dataclass
class Row:
    """A suite: how many texts, the percentages measured here, and those given."""

    name: str
    count: int
    measured: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)


def our_dates(text: str, day: dt.date) -> list[Span]:
    found = find_dates(text, ReadingContext(article="a", published=day))
    return [(m.value.start, m.value.end) for m in found if isinstance(m.value, DateValue)]


def date_readers(preferences: Sequence[str] = ("current_period", "future")) -> dict[str, Dates]:
    """Ours and, where it is installed, dateparser's two, all their preferences' readings."""
    readers: dict[str, Dates] = {"Siyaq": our_dates}
    if importlib.util.find_spec("dateparser") is None:
        return readers
    from dateparser.calendars.hijri import HijriCalendar
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    def settings(day: dt.date, preference: str) -> Any:
        base = dt.datetime(day.year, day.month, day.day)
        return {"RELATIVE_BASE": base, "PREFER_DATES_FROM": preference}

    def one(text: str, day: dt.date, preference: str) -> list[Span]:
        try:
            parser = DateDataParser(languages=["ar"], settings=settings(day, preference))
            read = parser.get_date_data(text)
        except FAULTS:
            return []
        return [] if read.date_obj is None else [_period(read.date_obj.date(), read.period)]

    def hijri(text: str) -> list[Span]:
        try:
            read = HijriCalendar(text).get_date()
        except FAULTS:
            return []
        if read is None or read.date_obj is None:
            return []
        return [_period(read.date_obj.date(), read.period)]

    def parse(text: str, day: dt.date) -> list[Span]:
        found = [span for wish in preferences for span in one(text, day, wish)]
        return found + hijri(text) if len(preferences) > 1 else found

    def search(text: str, day: dt.date) -> list[Span]:
        spans: list[Span] = []
        for wish in preferences:
            try:
                dates = search_dates(text, languages=["ar"], settings=settings(day, wish)) or []
            except FAULTS:
                continue
            spans += [(when.date(), when.date()) for _, when in dates]
            if len(preferences) > 1:
                spans += [span for part, _ in dates for span in one(part, day, wish)]
        return spans

    return readers | {"dateparser parse": parse, "dateparser search": search}


def _period(day: dt.date, period: str) -> Span:
    if period == "year":
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    if period == "month":
        following = (day.replace(day=28) + dt.timedelta(4)).replace(day=1)
        return day.replace(day=1), following - dt.timedelta(1)
    return day, day


def number_reader() -> Numbers | None:
    """pyarabic's readings of a text, the whole and every number phrase in it."""
    if importlib.util.find_spec("pyarabic") is None:
        return None
    from pyarabic.number import extract_number_phrases, text2number

    def read(text: str) -> list[Decimal]:
        found: list[Decimal] = []
        try:
            found.append(Decimal(str(text2number(text))))
            found.extend(Decimal(str(text2number(p))) for p in extract_number_phrases(text))
        except FAULTS:
            pass
        return found

    return read


def number_jobs(one: bool) -> dict[str, Callable[[str], object]]:
    """What is timed: reading a text as one number, or finding and reading all numbers in it."""
    jobs: dict[str, Callable[[str], object]] = {"Siyaq": read_number if one else find_numbers}
    if importlib.util.find_spec("pyarabic"):
        from pyarabic.number import extract_number_phrases, text2number

        def read_all(text: str) -> object:
            return [text2number(phrase) for phrase in extract_number_phrases(text)]

        jobs["pyarabic"] = text2number if one else read_all
    return jobs


def is_right_number(number: NumberText) -> bool:
    if number.case is not None:
        return test_number_cases.is_right(number.case)
    return any(n.value == number.value for n in test_number_cases.whole(number.text))


def is_close(found: Iterable[Decimal], wanted: Decimal) -> bool:
    return any(abs(value - wanted) <= abs(wanted) * Decimal("1e-9") for value in found)


def share(right: Iterable[bool]) -> str:
    """Percent of right answers without a fraction, rounded down: 100 is all of them."""
    answers = list(right)
    return str(100 * sum(answers) // len(answers))


def agreed(
    texts: Sequence[DateText] | Sequence[NumberText], right: Sequence[bool], listed: Container[str]
) -> str:
    """The share over the texts that we do not read differently on purpose; "-" where all count."""
    kept = [
        ok
        for text, ok in zip(texts, right, strict=True)
        if text.case is None or text.case["id"] not in listed
    ]
    return share(kept) if len(kept) < len(texts) else "-"


def date_row(name: str, texts: Sequence[DateText], given: dict[str, str], wrong: bool) -> Row:
    row = Row(name, len(texts), given=given)
    for reader, read in date_readers().items():
        right = [any(span in text.spans for span in read(text.text, text.day)) for text in texts]
        row.measured[reader] = share(right)
        if reader == "Siyaq":
            listed = test_date_cases.differences()
            row.measured[AGREED] = agreed(texts, right, listed)
        if wrong and reader == "Siyaq":
            _print_wrong(name, [t.text for t, ok in zip(texts, right, strict=True) if not ok])
    return row


def number_row(name: str, texts: Sequence[NumberText], given: dict[str, str], wrong: bool) -> Row:
    right = [is_right_number(text) for text in texts]
    row = Row(name, len(texts), {"Siyaq": share(right)}, given)
    row.measured[AGREED] = agreed(texts, right, test_number_cases.differences())
    peer = number_reader()
    if peer is not None:
        row.measured["pyarabic"] = share(is_close(peer(t.text), t.value) for t in texts)
    if wrong:
        _print_wrong(name, [t.text for t, ok in zip(texts, right, strict=True) if not ok])
    return row


def money_rows(texts: Sequence[MoneyText], wrong: bool) -> list[Row]:
    amounts: list[bool] = []
    currencies: list[bool] = []
    for text in texts:
        found = [m.value for m in find_money(text.text, ReadingContext())]
        values = [value for value in found if isinstance(value, MoneyValue)]
        amounts.append(any(value.amount == text.value for value in values))
        currencies.append(any(value.currency == text.currency for value in values))
    amount = Row("CLDR-formatted money, amount", len(texts), {"Siyaq": share(amounts)})
    amount.given = {"Recognizers": "33", "Duckling": "79"}
    currency = Row("CLDR-formatted money, currency", len(texts), {"Siyaq": share(currencies)})
    currency.given = {"Duckling": "25"}
    peer = number_reader()
    if peer is not None:
        amount.measured["pyarabic"] = share(is_close(peer(t.text), t.value) for t in texts)
    if wrong:
        _print_wrong(amount.name, _missed(texts, amounts))
        _print_wrong(currency.name, _missed(texts, currencies))
    return [amount, currency]


def _missed(texts: Sequence[MoneyText], right: Sequence[bool]) -> list[str]:
    return [f"{t.text} ({t.currency})" for t, ok in zip(texts, right, strict=True) if not ok]


def _print_wrong(name: str, texts: Sequence[str]) -> None:
    for text in texts:
        print(f"wrong in {name}: {text}")


def value_rows(wrong: bool) -> list[Row]:
    rows = [
        date_row(name, texts, given, wrong)
        for name, texts, given in (
            ("Duckling's dates", peer_texts.date_cases("duckling", "date"), {"HeidelTime": "39"}),
            (
                "Duckling's date ranges",
                peer_texts.date_cases("duckling", "date_range"),
                {"HeidelTime": "0"},
            ),
            (
                "Recognizers' dates, value asserted",
                peer_texts.date_cases("recognizers", "date"),
                {"Duckling": "47", "HeidelTime": "38"},
            ),
            ("dateparser's dates", peer_texts.date_cases("dateparser", "date"), {}),
            (
                "CLDR-formatted dates",
                peer_texts.cldr_dates(),
                {"Duckling": "53", "HeidelTime": "41"},
            ),
            ("Hijri dates", peer_texts.hijri_dates(), {"Duckling": "25", "HeidelTime": "23"}),
        )
    ]
    for name, texts, given in (
        (
            "Duckling's numbers in words",
            peer_texts.number_cases("duckling", in_digits=False),
            {"Recognizers": "23"},
        ),
        (
            "Duckling's numbers in digits",
            peer_texts.number_cases("duckling", in_digits=True),
            {"Recognizers": "4"},
        ),
        (
            "Recognizers' numbers, value asserted",
            peer_texts.number_cases("recognizers"),
            {"Duckling": "19"},
        ),
        (
            "spelled out by num2words",
            peer_texts.num2words_numbers(),
            {"Recognizers": "31", "Duckling": "43"},
        ),
        (
            "spelled out by CLDR's rules",
            peer_texts.cldr_numbers(),
            {"Recognizers": "23", "Duckling": "40"},
        ),
        ("spelled out in every gender and case", peer_texts.grammatical_numbers(), {}),
    ):
        if texts is None:
            print(f"left out, its writer is not installed: {name}")
        else:
            rows.append(number_row(name, texts, given, wrong))
    return rows + money_rows(peer_texts.cldr_money(), wrong)


def characters_a_second(read: Callable[[str], object], texts: Sequence[str]) -> str:
    """Median of three, by the processor's time; what was remembered is dropped between texts."""
    speeds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            _scan_text.cache_clear()
            _found.cache_clear()
            read(text)
        speeds.append(sum(map(len, texts)) / max(time.process_time() - start, 1e-9))
    return rounded(statistics.median(speeds))


def rounded(speed: float) -> str:
    if speed >= 1e6:
        return f"{speed / 1e6:.1f}M"
    return f"{speed / 1e3:.0f}k" if speed >= 10_000 else f"{speed / 1e3:.1f}k"


def speed_rows() -> list[Row]:
    short_dates = [text.text for text in peer_texts.cldr_dates()[::4]]
    short_numbers = [text.text for text in peer_texts.grammatical_numbers()]
    news = [text for text, _ in articles(NEWS_ARTICLES)]
    rows: list[Row] = []
    for name, texts, given in (
        ("short texts", short_dates, {"Duckling": "61k", "HeidelTime": "8k"}),
        ("an article", news, {"Duckling": "96k", "HeidelTime": "13k"}),
    ):
        row = Row(f"characters/s, dates, {name}", len(texts), given=given)
        for reader, read in date_readers(["current_period"]).items():
            if reader != "dateparser parse" or name == "short texts":
                row.measured[reader] = characters_a_second(
                    lambda text, read=read: read(text, peer_texts.READ_ON),  # type: ignore[misc]
                    texts,
                )
        rows.append(row)
    for name, texts, given in (
        ("short texts", short_numbers, {"Recognizers": "1.1k", "Duckling": "61k"}),
        ("an article", news, {"Recognizers": "30k", "Duckling": "96k"}),
    ):
        row = Row(f"characters/s, numbers, {name}", len(texts), given=given)
        for reader, read in number_jobs(one=name == "short texts").items():
            row.measured[reader] = characters_a_second(read, texts)
        rows.append(row)
    return rows


def table(rows: Sequence[Row]) -> str:
    heads = ["right values in percent", "n", *RUN_HERE, *(f"{name} (given)" for name in GIVEN)]
    lines = [" | ".join(heads), " | ".join(["---", *["---:"] * (len(heads) - 1)])]
    for row in rows:
        cells = [row.measured.get(name, "-") for name in RUN_HERE]
        cells += [row.given.get(name, "-") for name in GIVEN]
        lines.append(" | ".join([row.name, f"{row.count:,}", *cells]))
    return "\n".join(f"| {line} |" for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare values and speed with peers.")
    parser.add_argument("--wrong", action="store_true", help="list what we read wrongly, too")
    parser.add_argument("--no-speed", action="store_true", help="leave out characters a second")
    chosen = parser.parse_args()
    for peer in ("dateparser", "pyarabic"):
        if importlib.util.find_spec(peer) is None:
            print(f"{peer} is not installed: pip install -r tests/benchmarks/requirements.txt")
    rows = value_rows(chosen.wrong)
    print(table(rows if chosen.no_speed else rows + speed_rows()))


if __name__ == "__main__":
    main()
