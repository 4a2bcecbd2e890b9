"""From what an expression says to the days it denotes, with the evidence for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from dashboard.extraction.dates import calendars
from dashboard.extraction.dates.expressions import (
    Ago,
    Between,
    Century,
    Decade,
    Expression,
    Fields,
    FiscalYear,
    HolidayOn,
    Nth,
    Outside,
    Pair,
    PartOf,
    Run,
    Season,
    Shifted,
    ShiftedMonth,
    Today,
    Weekday,
    YearEnding,
)
from dashboard.extraction.dates.holidays import holiday_in, holiday_in_hijri_year
from dashboard.extraction.dates.tense import Tense
from dashboard.lexicons.dates import Holiday
from dashboard.model import Calendar, DateValue, Grain

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Weights for the choice between the last and the next occurrence of a date without a year, in
# months of distance: journalists leave out the running year, and tell more of what has been.
_RUNNING_YEAR, _PAST, _TENSE_BACK, _TENSE_AHEAD, _HINT = 1.5, 1.0, 3.0, 4.0, 1.5
_FIRST_YEAR, _LAST_YEAR = 2, 9998


@dataclass(slots=True)
class Resolver:
    """Places expressions in time, one article long.

    ``published`` is the anchor of relative expressions, ``None`` when the article is undated.
    ``stated`` are the full dates that the article itself gives: in an undated article they lend
    their year to a day and month without one. ``mentioned`` is what the text last spoke of.
    """

    published: dt.date | None
    anchored_by: str = "the publication date"
    stated: tuple[dt.date, ...] = ()
    mentioned: DateValue | None = None
    country: str = ""
    _evidence: list[str] = field(default_factory=list)
    _tense: Callable[[], Tense] = Tense

    def value(
        self, expression: Expression, tense: Callable[[], Tense]
    ) -> tuple[DateValue | None, tuple[str, ...]]:
        """The value, or None, and in words what decided it. ``tense`` is asked only if needed."""
        self._evidence, self._tense = [], tense
        try:
            found = self._resolve(expression)
        except (OverflowError, ValueError):
            self._say("no calendar day fits")
            found = None
        if found is not None:
            self.mentioned = found
        return found, tuple(dict.fromkeys(self._evidence))

    def _say(self, reason: str) -> None:
        self._evidence.append(reason)

    def _anchor(self) -> dt.date | None:
        if self.published is None:
            self._say("relative to the publication date, and the article has none")
            return None
        self._say(f"counted from {self.anchored_by}, {self.published}")
        return self.published

    def _anchored(self, value: DateValue | None) -> DateValue | None:
        return replace(value, anchor=self.published) if value is not None else None

    def _resolve(self, expression: Expression) -> DateValue | None:
        match expression:
            case Fields():
                return self._fields(expression)
            case Today():
                return self._today(expression)
            case Shifted():
                return self._shifted(expression)
            case ShiftedMonth():
                return self._shifted_month(expression)
            case Weekday():
                return self._weekday(expression)
            case Nth():
                return self._nth(expression)
            case Ago():
                return self._ago(expression)
            case Run():
                return self._run(expression)
            case Decade():
                return self._decade(expression)
            case Century():
                return self._century(expression)
            case Season():
                return self._season(expression)
            case HolidayOn():
                return self._holiday(expression)
            case PartOf():
                return self._part(expression)
            case Between():
                return self._between(expression)
            case Pair():
                return self._pair(expression)
            case FiscalYear():
                self._say("a fiscal year: the text does not say when it ends")
                value = self._resolve(expression.of)
                return replace(value, approximate=True) if value else None
            case YearEnding():
                return self._year_ending(expression)
            case Outside():
                self._say(expression.reason)
                return None

    # Dates by their fields ---------------------------------------------------------------------

    def _fields(self, fields: Fields) -> DateValue | None:
        if fields.note:
            self._say(f"figures read {fields.note}")
        if fields.of is not None:
            return self._fields_of_period(fields)
        if fields.year is not None:
            return self._checked(self._full(fields, fields.year), fields)
        if fields.month is not None:
            return self._checked(self._yearless(fields), fields)
        return self._day_alone(fields)

    def _full(self, fields: Fields, year: int) -> DateValue | None:
        """The day, month or year of ``fields`` in ``year`` of their own calendar."""
        if fields.calendar is Calendar.HIJRI:
            if fields.month is None:
                return calendars.hijri_year(year)
            if fields.day is None:
                return calendars.hijri_month(year, fields.month)
            return calendars.hijri_day(year, fields.month, fields.day)
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            return None
        if fields.month is None:
            return calendars.year(year)
        if fields.day is None:
            return calendars.month(year, fields.month)
        try:
            return calendars.day(dt.date(year, fields.month, fields.day))
        except ValueError:
            return None  # 29 February of a common year

    def _fields_of_period(self, fields: Fields) -> DateValue | None:
        assert fields.of is not None
        period = self._resolve(fields.of)
        if period is None:
            return None
        if fields.month is None:  # "15 من الشهر الجاري"
            if fields.day is None:
                return period
            date = period.start + dt.timedelta(fields.day - 1)
            if date > period.end:
                return None
            return self._checked(replace(calendars.day(date), anchor=period.anchor), fields)
        for year in self._years_in(fields.calendar, period):
            found = self._full(replace(fields, of=None), year)
            if found and period.start <= found.start <= period.end:
                return self._checked(replace(found, anchor=period.anchor), fields)
        return None

    def _years_in(self, calendar: Calendar, period: DateValue) -> Iterable[int]:
        if calendar is Calendar.HIJRI:
            first = calendars.hijri_year_of(period.start)
            return range(first, calendars.hijri_year_of(period.end) + 1)
        return range(period.start.year, period.end.year + 1)

    def _yearless(self, fields: Fields) -> DateValue | None:
        """The occurrence that tense and publication suggest; in an undated article the one in
        the year of the article's own full date."""
        if self.published is None:
            if not self.stated:
                self._say("no year is written, and the article has no date")
                return None
            nearest = self.stated[0]
            self._say(f"year taken from the article's own date {nearest}")
            return self._full(fields, self._own_year(fields.calendar, nearest))
        year = self._own_year(fields.calendar, self.published)
        found = [self._full(fields, number) for number in range(year - 1, year + 2)]
        if fields.day == 29 and fields.month == 2:
            found = [self._full(fields, number) for number in range(year - 4, year + 5)]
        values = [value for value in found if value is not None]
        if fields.weekday is not None:
            wide = [self._full(fields, number) for number in range(year - 6, year + 7)]
            fitting = [v for v in wide if v and v.start.isoweekday() == fields.weekday]
            close = [v for v in fitting if abs((v.start - self.published).days) < 400]
            if close:
                self._say(f"the year in which it is a {WEEKDAYS[fields.weekday - 1]}")
                values = close
        return self._occurrence(values)

    def _own_year(self, calendar: Calendar, date: dt.date) -> int:
        return calendars.hijri_year_of(date) if calendar is Calendar.HIJRI else date.year

    def _occurrence(self, values: list[DateValue]) -> DateValue | None:
        """Of several occurrences the one that tense and distance from publication suggest."""
        anchor = self._anchor()
        if anchor is None or not values:
            return None
        values = sorted(values, key=lambda value: value.start)
        current = [value for value in values if value.start <= anchor <= value.end]
        if current:
            return self._anchored(current[0])
        past = [value for value in values if value.end < anchor]
        coming = [value for value in values if value.start > anchor]
        if not past or not coming:
            return self._anchored((past or coming)[-1 if past else 0])
        tense = self._tense().name
        back, ahead = past[-1], coming[0]
        for_back = _PAST - (anchor - back.end).days / 30
        for_ahead = -(ahead.start - anchor).days / 30
        for_back += _RUNNING_YEAR * (back.start.year == anchor.year)
        for_ahead += _RUNNING_YEAR * (ahead.start.year == anchor.year)
        for_back += _TENSE_BACK * (tense == "past")
        for_ahead += _TENSE_AHEAD * (tense == "future") + _HINT * (tense == "present")
        chosen = back if for_back >= for_ahead else ahead
        side = "last" if chosen is back else "next"
        self._say(f"the {side} such date: {_LOOKS.get(tense, 'the likelier by distance')}")
        return self._anchored(chosen)

    def _day_alone(self, fields: Fields) -> DateValue | None:
        """A day of the month without its month: of the month that the text last spoke of, else
        the nearest one."""
        last = self.mentioned
        if last is not None and last.grain is Grain.DAY and fields.weekday is None:
            month = calendars.month(last.start.year, last.start.month)
            if last.start.day < (fields.day or 0) <= month.end.day:
                self._say(f"of the month that the text last spoke of, {month.timex}")
                return self._anchored(calendars.day(month.start.replace(day=fields.day or 1)))
        anchor = self._anchor()
        if anchor is None or fields.day is None:
            return None
        found: list[DateValue] = []
        for step in range(-3, 4):
            month = calendars.month(anchor.year, anchor.month + step)
            if fields.day <= month.end.day:
                date = month.start.replace(day=fields.day)
                if fields.weekday is None or date.isoweekday() == fields.weekday:
                    found.append(calendars.day(date))
        if not found:
            self._say("no month nearby has that weekday on that day")
            return None
        if fields.weekday is None:
            found = [v for v in found if abs((v.start - anchor).days) <= 31]
        return self._occurrence(found)

    def _checked(self, value: DateValue | None, fields: Fields) -> DateValue | None:
        """The value, with what the text gets wrong about it."""
        if value is not None and fields.conflict:
            self._say(fields.conflict)
            value = replace(value, conflict=fields.conflict)
        if value is None or fields.weekday is None or value.grain is not Grain.DAY:
            return value
        actual = value.start.isoweekday()
        if actual == fields.weekday:
            self._say(f"it is a {WEEKDAYS[actual - 1]}, as written")
            return value
        said = WEEKDAYS[fields.weekday - 1]
        conflict = f"the text says {said}, {value.start} is a {WEEKDAYS[actual - 1]}"
        self._say(conflict)
        return replace(value, conflict=conflict)

    # Dates by their distance -------------------------------------------------------------------

    def _today(self, said: Today) -> DateValue | None:
        written = None
        if said.date is not None:
            written = self._fields(replace(said.date, weekday=said.weekday or said.date.weekday))
        if self.published is None:
            if written is None:
                self._anchor()
            return written
        anchor = self._anchor()
        assert anchor is not None
        date = anchor + dt.timedelta(said.days)
        if written is not None:
            if written.start != date and not written.conflict:
                conflict = (
                    f"counted from {anchor} it would be {date}, the text says {written.start}"
                )
                self._say(conflict)
                return replace(written, anchor=anchor, conflict=conflict)
            return replace(written, anchor=anchor)
        value = replace(calendars.day(date), anchor=anchor)
        if said.weekday is None:
            return value
        if date.isoweekday() == said.weekday:
            self._say(f"it is a {WEEKDAYS[said.weekday - 1]}, as written")
            return value
        named = _nearest_weekday(date, said.weekday)
        conflict = (
            f"the text says {WEEKDAYS[said.weekday - 1]}, {date} is a " + (WEEKDAYS[date.weekday()])
        )
        self._say(f"{conflict}: the named day nearest to publication is taken")
        return replace(calendars.day(named), anchor=anchor, conflict=conflict)

    def _base(self, mentioned: bool, unit: Grain) -> dt.date | None:
        """The day to count from: of what the text last spoke of, or of publication."""
        if (
            mentioned
            and self.mentioned is not None
            and _SIZES.index(self.mentioned.grain) <= _SIZES.index(unit)
        ):
            self._say(f"counted from what the text last spoke of, {self.mentioned.timex}")
            return self.mentioned.start
        return self._anchor()

    def _shifted(self, said: Shifted) -> DateValue | None:
        base = self._base(said.mentioned, said.unit)
        if base is None:
            return None
        return self._anchored(calendars.containing(base, said.unit, said.offset))

    def _shifted_month(self, said: ShiftedMonth) -> DateValue | None:
        fields = said.fields
        base = self._base(said.mentioned, Grain.YEAR)
        if base is None:
            return None
        year = self._own_year(fields.calendar, base)
        found = [self._full(fields, number) for number in range(year - 2, year + 3)]
        values = [value for value in found if value is not None]
        if said.offset < 0:
            values = [value for value in values if value.end < base][said.offset :][:1]
        elif said.offset > 0:
            values = [value for value in values if value.start > base][: said.offset][-1:]
        else:
            values = sorted(values, key=lambda value: _distance(value, base))[:1]
        if not values:
            return None
        return self._checked(self._anchored(values[0]), fields)

    def _weekday(self, said: Weekday) -> DateValue | None:
        if said.week is not None:
            week = self._resolve(said.week)
            if week is None:
                return None
            date = week.start + dt.timedelta(said.weekday - 1)
            return replace(calendars.day(date), anchor=week.anchor)
        base = self._base(said.mentioned, Grain.WEEK)
        if base is None:
            return None
        if said.offset is None:
            return self._weekday_by_tense(said.weekday, base)
        if said.offset == 0:
            return self._anchored(calendars.day(_nearest_weekday(base, said.weekday)))
        if said.offset < 0:
            back = (base.isoweekday() - said.weekday - 1) % 7 + 1
            date = base - dt.timedelta(back + 7 * (-said.offset - 1))
        else:
            ahead = (said.weekday - base.isoweekday() - 1) % 7 + 1
            date = base + dt.timedelta(ahead + 7 * (said.offset - 1))
        return self._anchored(calendars.day(date))

    def _weekday_by_tense(self, weekday: int, base: dt.date) -> DateValue | None:
        if base.isoweekday() == weekday:
            self._say(f"published on a {WEEKDAYS[weekday - 1]}")
            return self._anchored(calendars.day(base))
        back = (base.isoweekday() - weekday) % 7
        if self._is_still_to_come(back):
            self._say("the next one: the sentence looks ahead, or the day is tomorrow")
            return self._anchored(calendars.day(base + dt.timedelta(7 - back)))
        self._say("the last one before publication")
        return self._anchored(calendars.day(base - dt.timedelta(back)))

    def _is_still_to_come(self, back: int) -> bool:
        """Whether a bare weekday, ``back`` days ago at the latest, names the coming one."""
        tense = self._tense()
        if tense.name == "future":
            return back > 1 or tense.distance <= 4
        if tense.name == "present":
            return back >= 4
        # Six days ago would be called last week's; tomorrow is called by its name.
        return back == 6 and tense.name != "past"

    def _ago(self, said: Ago) -> DateValue | None:
        anchor = self._anchor()
        if anchor is None:
            return None
        date = anchor
        for unit, count in said.amounts:
            date = calendars.moved(date, unit, said.sign * count)
        smallest = min(said.amounts, key=lambda amount: _SIZES.index(amount[0]))[0]
        value = calendars.containing(date, smallest)
        return self._anchored(replace(value, approximate=smallest is not Grain.DAY))

    def _run(self, said: Run) -> DateValue | None:
        if said.of is not None:
            whole = self._resolve(said.of)
            if whole is None:
                return None
            if said.sign > 0:
                start, end = (
                    whole.start,
                    _before(calendars.moved(whole.start, said.unit, said.count)),
                )
            else:
                after = whole.end + dt.timedelta(1)
                start, end = calendars.moved(after, said.unit, -said.count), whole.end
            return DateValue(f"{start}/{end}", start, end, said.unit, anchor=whole.anchor)
        anchor = self._anchor()
        if anchor is None:
            return None
        if said.unit is Grain.DECADE:
            edge = calendars.containing(anchor, said.unit, said.sign)
            far = calendars.containing(anchor, said.unit, said.sign * said.count)
            start, end = min(edge.start, far.start), max(edge.end, far.end)
        elif said.sign < 0:
            start, end = calendars.moved(anchor, said.unit, -said.count), _before(anchor)
        else:
            start = anchor + dt.timedelta(1)
            end = calendars.moved(anchor, said.unit, said.count)
        return DateValue(f"{start}/{end}", start, end, said.unit, anchor=anchor)

    # Longer periods ----------------------------------------------------------------------------

    def _decade(self, said: Decade) -> DateValue | None:
        if said.of is not None:
            century = self._resolve(said.of)
            if century is None:
                return None
            return calendars.decade(century.start.year // 100 * 100 + said.tens)
        anchor = self.published or dt.date(2000, 1, 1)
        first = anchor.year // 100 * 100 + said.tens
        if first > anchor.year:
            first -= 100
        self._say("the last such decade")
        return calendars.decade(first)

    def _century(self, said: Century) -> DateValue | None:
        if said.number is not None:
            return calendars.century(said.number)
        anchor = self._anchor()
        if anchor is None:
            return None
        return self._anchored(calendars.containing(anchor, Grain.CENTURY, said.offset))

    def _season(self, said: Season) -> DateValue | None:
        if said.of is not None:
            period = self._resolve(said.of)
            if period is None:
                return None
            if isinstance(said.of, Between):
                return calendars.season(said.code, period.start.year + (said.code == "WI"))
            return replace(calendars.season(said.code, period.start.year), anchor=period.anchor)
        anchor = self._anchor()
        if anchor is None:
            return None
        around = [calendars.season(said.code, anchor.year + step) for step in range(-2, 3)]
        if not said.offset:
            current = [value for value in around if value.start <= anchor <= value.end]
            return self._anchored((current or [around[2]])[0])
        if said.offset < 0:
            past = [value for value in around if value.end < anchor]
            return self._anchored(past[said.offset])
        coming = [value for value in around if value.start > anchor]
        return self._anchored(coming[said.offset - 1])

    def _holiday(self, said: HolidayOn) -> DateValue | None:
        holiday = self.holiday_here(said)
        if holiday is None:
            self._say("which day it is depends on the country")
            return None
        if holiday.country:
            self._say(f"as {holiday.country} keeps it")
        if said.of is not None:
            period = self._resolve(said.of)
            if period is None:
                return None
            if period.calendar is Calendar.HIJRI and isinstance(said.of, Fields):
                return holiday_in_hijri_year(holiday, said.of.year or 0)
            found = [
                value
                for year in range(period.start.year, period.end.year + 1)
                for value in holiday_in(holiday, year)
                if period.start <= value.start <= period.end
            ]
            return found[0] if found else None
        anchor = self.published
        if anchor is None:
            self._say("no year is written, and the article has no date")
            return None
        around = [
            value
            for year in range(anchor.year - 2, anchor.year + 3)
            for value in holiday_in(holiday, year)
        ]
        if not said.offset:
            return self._occurrence(around)
        self._anchor()
        past = [value for value in around if value.end < anchor]
        coming = [value for value in around if value.start > anchor]
        return self._anchored(past[-1] if said.offset < 0 else coming[0])

    def holiday_here(self, said: HolidayOn) -> Holiday | None:
        """The one of the holidays that is kept everywhere, or in the article's country."""
        for holiday in said.holidays:
            if holiday.country in ("", self.country):
                return holiday
        return None

    def _nth(self, said: Nth) -> DateValue | None:
        whole = self._nth_whole(said)
        if whole is None:
            return None
        if said.weekday is not None:
            return self._nth_weekday(said.weekday, said.n, whole)
        start, end, unit, n = whole.start, whole.end, said.unit, said.n
        if unit is Grain.WEEK and n == 0:  # "the week of 16 September"
            return calendars.week(start)
        parts: list[DateValue] = []
        if unit is Grain.DAY:
            date = end + dt.timedelta(n + 1) if n < 0 else start + dt.timedelta(n - 1)
            parts = [calendars.day(date)] if start <= date <= end else []
            n = 1
        elif unit is Grain.WEEK:
            # Of a year the ISO weeks, of a month the weeks that lie in it whole.
            first = start + dt.timedelta(-start.weekday() % 7)
            if whole.grain is Grain.YEAR:
                first = calendars.week(dt.date(start.year, 1, 4)).start
            while first + dt.timedelta(3 if whole.grain is Grain.YEAR else 6) <= end:
                parts.append(calendars.week(first))
                first += dt.timedelta(7)
        elif unit is Grain.MONTH:
            parts = [calendars.month(start.year, number) for number in range(1, 13)]
        elif unit is Grain.QUARTER:
            parts = [calendars.quarter(start.year, number) for number in range(1, 5)]
        elif unit is Grain.HALF:
            parts = [calendars.half(start.year, number) for number in (1, 2)]
            if whole.grain is Grain.MONTH:
                middle = start + dt.timedelta(14)
                parts = [
                    DateValue(f"{a}/{b}", a, b, Grain.HALF)
                    for a, b in ((start, middle), (middle + dt.timedelta(1), end))
                ]
        index = n - 1 if n > 0 else n
        if not -len(parts) <= index < len(parts):
            return None
        return replace(parts[index], anchor=whole.anchor)

    def _nth_whole(self, said: Nth) -> DateValue | None:
        """The period that the n-th part belongs to; of a bare quarter the year that fits."""
        if said.of is not None:
            return self._resolve(said.of)
        anchor = self._anchor()
        if anchor is None:
            return None
        part = calendars.quarter(anchor.year, said.n if said.n > 0 else 4)
        back = part.start > anchor and self._tense().name != "future"
        return self._anchored(calendars.year(anchor.year - back))

    def _nth_weekday(self, weekday: int, n: int, whole: DateValue) -> DateValue | None:
        # "الخميس الثاني من مارس" is Thursday the second when that day is one.
        if n > 0 and (whole.start + dt.timedelta(n - 1)).isoweekday() == weekday and n > 1:
            self._say("that day of the month is that weekday")
            return replace(calendars.day(whole.start + dt.timedelta(n - 1)), anchor=whole.anchor)
        first = whole.start + dt.timedelta((weekday - whole.start.isoweekday()) % 7)
        last = whole.end - dt.timedelta((whole.end.isoweekday() - weekday) % 7)
        date = last + dt.timedelta(7 * (n + 1)) if n < 0 else first + dt.timedelta(7 * (n - 1))
        if not whole.start <= date <= whole.end:
            return None
        return replace(calendars.day(date), anchor=whole.anchor)

    def _part(self, said: PartOf) -> DateValue | None:
        whole = self._resolve(said.of)
        if whole is None:
            return None
        if said.part == "rest" and self.published and whole.start < self.published <= whole.end:
            start = self.published
            return replace(whole, start=start, timex=f"{start}/{whole.end}")
        self._say("a part of the period: the whole period is its value")
        return replace(whole, approximate=True)

    # Combinations ------------------------------------------------------------------------------

    def _between(self, said: Between) -> DateValue | None:
        first, last = said.first, said.last
        end = self._resolve(last)
        if end is None:
            return None
        start = self._resolve(self._with_year_of(first, end))
        if start is None:
            return None
        if start.start > end.end and _is_yearless(last):
            end = self._resolve(self._with_year_of(last, start, later=True))
        if end is None or start.start > end.end:
            self._say("the range ends before it begins")
            return None
        timex = f"{start.timex}/{end.timex}"
        if said.note == "weekend":
            week = calendars.week(start.start).timex
            timex = f"{week}-WE"
        return DateValue(
            timex,
            start.start,
            end.end,
            start.grain,
            start.calendar,
            anchor=start.anchor or end.anchor,
            approximate=start.approximate or end.approximate,
            conflict=start.conflict or end.conflict,
        )

    def _with_year_of(
        self, said: Expression, other: DateValue, *, later: bool = False
    ) -> Expression:
        """``said`` with the year that puts it on the right side of ``other``."""
        if not isinstance(said, Fields) or not _is_yearless(said):
            return said
        if said.calendar is Calendar.HIJRI:
            return said
        year = other.start.year if later else other.end.year
        found = self._full(said, year)
        if found and later and found.end < other.start:
            year += 1
        if found and not later and found.start > other.end:
            year -= 1
        return replace(said, year=year)

    def _pair(self, said: Pair) -> DateValue | None:
        first, second = said.first, said.second
        hijri_first = _calendar_of(first) is Calendar.HIJRI
        hijri, plain = (first, second) if hijri_first else (second, first)
        if _calendar_of(hijri) is not Calendar.HIJRI or _calendar_of(plain) is Calendar.HIJRI:
            return self._pair_of_one_calendar(first, second)
        if isinstance(plain, Fields) and _is_yearless(plain) and _has_year(hijri):
            anchor = self._resolve(hijri)
            plain = self._same_day_year(plain, anchor)
        value = self._resolve(plain)
        if value is None:
            return self._resolve(hijri)
        partner = self._hijri_near(hijri, value)
        if partner is None:
            return value
        apart = (partner.start - value.start).days
        if apart == 0 or value.grain is not Grain.DAY:
            self._say("the Hijri and the Gregorian date agree by Umm al-Qura")
            return value
        conflict = (
            f"by Umm al-Qura the Hijri date is {partner.start}, "
            f"{abs(apart)} {'day' if abs(apart) == 1 else 'days'} from the Gregorian one"
        )
        self._say(conflict)
        return replace(value, conflict=value.conflict or conflict)

    def _pair_of_one_calendar(self, first: Expression, second: Expression) -> DateValue | None:
        full, other = (first, second) if _has_year(first) else (second, first)
        value, partner = self._resolve(full), self._resolve(other)
        if value is None or partner is None:
            return value or partner
        if value.start != partner.start:
            conflict = f"the text equates {value.timex} with {partner.timex}"
            self._say(conflict)
            return replace(value, conflict=conflict)
        return value

    def _same_day_year(self, plain: Fields, anchor: DateValue | None) -> Fields:
        if anchor is None:
            return plain
        years = (anchor.start.year - 1, anchor.start.year, anchor.start.year + 1)
        found = [(year, self._full(plain, year)) for year in years]
        near = [(abs((v.start - anchor.start).days), year) for year, v in found if v]
        return replace(plain, year=min(near)[1]) if near else plain

    def _hijri_near(self, hijri: Expression, value: DateValue) -> DateValue | None:
        if not isinstance(hijri, Fields) or hijri.calendar is not Calendar.HIJRI:
            return None
        if hijri.year is not None:
            return self._full(hijri, hijri.year)
        year = calendars.hijri_year_of(value.start)
        found = [self._full(hijri, number) for number in (year - 1, year, year + 1)]
        near = [candidate for candidate in found if candidate is not None]
        return min(near, key=lambda v: abs((v.start - value.start).days), default=None)

    def _year_ending(self, said: YearEnding) -> DateValue | None:
        last = self._resolve(said.last)
        if last is None:
            return None
        start = calendars.moved(last.end + dt.timedelta(1), Grain.YEAR, -1)
        self._say("the twelve months that the text says end then")
        return DateValue(f"{start}/{last.end}", start, last.end, Grain.YEAR, anchor=last.anchor)


_LOOKS = {
    "future": "the sentence looks ahead",
    "present": "the sentence looks ahead",
    "past": "the sentence looks back",
}
_SIZES = (
    Grain.DAY,
    Grain.WEEK,
    Grain.MONTH,
    Grain.QUARTER,
    Grain.HALF,
    Grain.SEASON,
    Grain.YEAR,
    Grain.DECADE,
    Grain.CENTURY,
)


def _before(date: dt.date) -> dt.date:
    return date - dt.timedelta(1)


def _nearest_weekday(date: dt.date, weekday: int) -> dt.date:
    step = (weekday - date.isoweekday()) % 7
    return date + dt.timedelta(step if step <= 3 else step - 7)


def _distance(value: DateValue, date: dt.date) -> int:
    if value.start <= date <= value.end:
        return 0
    return min(abs((value.start - date).days), abs((value.end - date).days))


def _is_yearless(said: Expression) -> bool:
    return isinstance(said, Fields) and said.year is None and said.of is None and bool(said.month)


def _has_year(said: Expression) -> bool:
    return isinstance(said, Fields) and said.year is not None


def _calendar_of(said: Expression) -> Calendar:
    return said.calendar if isinstance(said, Fields) else Calendar.GREGORIAN
