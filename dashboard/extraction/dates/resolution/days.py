"""Days and months in time: by their fields, by tense, by weekday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.extraction.dates import calendars
from dashboard.extraction.dates.expressions import Fields, ShiftedMonth, Today, Weekday
from dashboard.extraction.dates.resolution.resolver import Resolver
from dashboard.model import Calendar, DateValue, Grain

# Weights for the choice between the last and the next occurrence of a date without a year, in
# months of distance: journalists leave out the running year, and tell more of what has been.
_RUNNING_YEAR, _PAST, _TENSE_BACK, _TENSE_AHEAD, _HINT = 1.5, 1.0, 3.5, 4.0, 1.5
# A verb of the past right before the date says most: "رفعت في أكتوبر".
_CLOSE_BACK, _CLOSE = 3.0, 3
# The article says elsewhere which one it is; but next week's is near enough to need no year.
_NAMED = 8.0
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# How near a word of the future must stand, by how many days ago the weekday was last.
_REACH_AHEAD = {1: 4, 2: 8, 3: 12}
_FIRST_YEAR, _LAST_YEAR = 2, 9998
_LOOKS = {
    "future": "the sentence looks ahead",
    "present": "the sentence looks ahead",
    "past": "the sentence looks back",
}


def fields(resolver: Resolver, fields: Fields) -> DateValue | None:
    if fields.note:
        resolver.say(f"figures read {fields.note}")
    if fields.of is not None:
        return fields_of_period(resolver, fields)
    if fields.year is not None:
        return checked(resolver, full(fields, fields.year), fields)
    if fields.month is not None:
        return checked(resolver, yearless(resolver, fields), fields)
    return day_alone(resolver, fields)


def full(fields: Fields, year: int) -> DateValue | None:
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


def fields_of_period(resolver: Resolver, fields: Fields) -> DateValue | None:
    assert fields.of is not None
    period = resolver.resolve(fields.of)
    if period is None:
        return None
    if fields.month is None:  # "15 من الشهر الجاري"
        if fields.day is None:
            return period
        date = period.start + dt.timedelta(fields.day - 1)
        if date > period.end:
            return None
        return checked(resolver, replace(calendars.day(date), anchor=period.anchor), fields)
    for year in years_in(fields.calendar, period):
        found = full(replace(fields, of=None), year)
        if found and period.start <= found.start <= period.end:
            return checked(resolver, replace(found, anchor=period.anchor), fields)
    return None


def years_in(calendar: Calendar, period: DateValue) -> Iterable[int]:
    if calendar is Calendar.HIJRI:
        first = calendars.hijri_year_of(period.start)
        return range(first, calendars.hijri_year_of(period.end) + 1)
    return range(period.start.year, period.end.year + 1)


def yearless(resolver: Resolver, fields: Fields) -> DateValue | None:
    """The occurrence that tense and publication suggest; in an undated article the one in
    the year of the article's own full date."""
    if resolver.published is None:
        if not resolver.stated:
            resolver.say("no year is written, and the article has no date")
            return None
        nearest = resolver.stated[0]
        resolver.say(f"year taken from the article's own date {nearest}")
        return full(fields, own_year(fields.calendar, nearest))
    year = own_year(fields.calendar, resolver.published)
    found = [full(fields, number) for number in range(year - 1, year + 2)]
    if fields.day == 29 and fields.month == 2:
        found = [full(fields, number) for number in range(year - 4, year + 5)]
    values = [value for value in found if value is not None]
    if fields.weekday is not None:
        wide = [full(fields, number) for number in range(year - 6, year + 7)]
        fitting = [v for v in wide if v and v.start.isoweekday() == fields.weekday]
        close = [v for v in fitting if abs((v.start - resolver.published).days) < 400]
        if close:
            resolver.say(f"the year in which it is a {WEEKDAYS[fields.weekday - 1]}")
            values = close
    months = [
        (fields.calendar, own_year(fields.calendar, one.start), fields.month) for one in values
    ]
    named = [one for one, month in zip(values, months, strict=True) if month in resolver.named]
    return occurrence(resolver, values, named)


def own_year(calendar: Calendar, date: dt.date) -> int:
    return calendars.hijri_year_of(date) if calendar is Calendar.HIJRI else date.year


def occurrence(
    resolver: Resolver, values: list[DateValue], named: Sequence[DateValue] = ()
) -> DateValue | None:
    """Of several occurrences the one that tense and distance from publication suggest, and those
    that the article itself has ``named``."""
    if resolver.tense().recurring:
        resolver.say("it returns every year: no one day is meant")
        return None
    anchor = resolver.anchor()
    if anchor is None or not values:
        return None
    values = sorted(values, key=lambda value: value.start)
    current = [value for value in values if value.start <= anchor <= value.end]
    if current:
        return resolver.anchored(current[0])
    past = [value for value in values if value.end < anchor]
    coming = [value for value in values if value.start > anchor]
    if not past or not coming:
        return resolver.anchored((past or coming)[-1 if past else 0])
    clause = resolver.tense()
    tense = clause.name
    back, ahead = past[-1], coming[0]
    close = clause.before and clause.distance <= _CLOSE
    for_back = _PAST - (anchor - back.end).days / 30
    for_ahead = -(ahead.start - anchor).days / 30
    for_back += _RUNNING_YEAR * (back.start.year == anchor.year)
    for_ahead += _RUNNING_YEAR * (ahead.start.year == anchor.year)
    if tense == "past":
        for_back += _TENSE_BACK + _CLOSE_BACK * close
    elif tense == "future":
        for_ahead += _TENSE_AHEAD if clause.before else _TENSE_AHEAD / 2
    elif tense == "present":
        for_ahead += _HINT
    outright = close if tense == "past" else clause.before and tense == "future"
    if not outright and (back in named) is not (ahead in named):
        for_back += _NAMED * (back in named)
        for_ahead += _NAMED * (ahead in named)
    chosen = back if for_back >= for_ahead else ahead
    side = "last" if chosen is back else "next"
    if chosen in named and not outright:
        resolver.say(f"the {side} such date: the article names it elsewhere")
    else:
        resolver.say(f"the {side} such date: {_LOOKS.get(tense, 'the likelier by distance')}")
    return resolver.anchored(chosen)


def day_alone(resolver: Resolver, fields: Fields) -> DateValue | None:
    """A day of the month without its month: of the month that the text last spoke of, else
    the nearest one."""
    last = resolver.mentioned
    if last is not None and last.grain is Grain.DAY and fields.weekday is None:
        month = calendars.month(last.start.year, last.start.month)
        if last.start.day < (fields.day or 0) <= month.end.day:
            resolver.say(f"of the month that the text last spoke of, {month.timex}")
            return resolver.anchored(calendars.day(month.start.replace(day=fields.day or 1)))
    anchor = resolver.anchor()
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
        resolver.say("no month nearby has that weekday on that day")
        return None
    if fields.weekday is None:
        found = [v for v in found if abs((v.start - anchor).days) <= 31]
    return occurrence(resolver, found)


def checked(resolver: Resolver, value: DateValue | None, fields: Fields) -> DateValue | None:
    """The value, with what the text gets wrong about it."""
    if value is not None and fields.conflict:
        resolver.say(fields.conflict)
        value = replace(value, conflict=fields.conflict)
    if value is None or fields.weekday is None or value.grain is not Grain.DAY:
        return value
    actual = value.start.isoweekday()
    if actual == fields.weekday:
        resolver.say(f"it is a {WEEKDAYS[actual - 1]}, as written")
        return value
    said = WEEKDAYS[fields.weekday - 1]
    conflict = f"the text says {said}, {value.start} is a {WEEKDAYS[actual - 1]}"
    resolver.say(conflict)
    return replace(value, conflict=conflict)


def today(resolver: Resolver, said: Today) -> DateValue | None:
    written = None
    if said.date is not None:
        written = fields(resolver, replace(said.date, weekday=said.weekday or said.date.weekday))
    if resolver.published is None:
        if written is None:
            resolver.anchor()
        return written
    anchor = resolver.anchor()
    assert anchor is not None
    date = anchor + dt.timedelta(said.days)
    if written is not None:
        if written.start != date and not written.conflict:
            conflict = f"counted from {anchor} it would be {date}, the text says {written.start}"
            resolver.say(conflict)
            return replace(written, anchor=anchor, conflict=conflict)
        return replace(written, anchor=anchor)
    value = replace(calendars.day(date), anchor=anchor)
    if said.weekday is None:
        return value
    if date.isoweekday() == said.weekday:
        resolver.say(f"it is a {WEEKDAYS[said.weekday - 1]}, as written")
        return value
    named = _nearest_weekday(date, said.weekday)
    conflict = (
        f"the text says {WEEKDAYS[said.weekday - 1]}, {date} is a " + (WEEKDAYS[date.weekday()])
    )
    resolver.say(f"{conflict}: the named day nearest to publication is taken")
    return replace(calendars.day(named), anchor=anchor, conflict=conflict)


def weekday(resolver: Resolver, said: Weekday) -> DateValue | None:
    if said.week is not None:
        week = resolver.resolve(said.week)
        if week is None:
            return None
        date = week.start + dt.timedelta(said.weekday - 1)
        return replace(calendars.day(date), anchor=week.anchor)
    base = resolver.base(said.mentioned, Grain.WEEK)
    if base is None:
        return None
    if said.offset is None:
        return weekday_by_tense(resolver, said.weekday, base)
    if said.offset == 0:
        return resolver.anchored(calendars.day(_nearest_weekday(base, said.weekday)))
    if said.offset < 0:
        back = (base.isoweekday() - said.weekday - 1) % 7 + 1
        date = base - dt.timedelta(back + 7 * (-said.offset - 1))
    else:
        ahead = (said.weekday - base.isoweekday() - 1) % 7 + 1
        date = base + dt.timedelta(ahead + 7 * (said.offset - 1))
    return resolver.anchored(calendars.day(date))


def weekday_by_tense(resolver: Resolver, weekday: int, base: dt.date) -> DateValue | None:
    if base.isoweekday() == weekday:
        resolver.say(f"published on a {WEEKDAYS[weekday - 1]}")
        return resolver.anchored(calendars.day(base))
    back = (base.isoweekday() - weekday) % 7
    last, following = base - dt.timedelta(back), base + dt.timedelta(7 - back)
    if is_still_to_come(resolver, back):
        resolver.say("the next one: the sentence looks ahead, or the day is tomorrow")
        return resolver.anchored(calendars.day(following))
    if _is_named_ahead(resolver, back, last, following):
        resolver.say("the next one: the article names it elsewhere")
        return resolver.anchored(calendars.day(following))
    resolver.say("the last one before publication")
    return resolver.anchored(calendars.day(last))


def _is_named_ahead(resolver: Resolver, back: int, last: dt.date, following: dt.date) -> bool:
    """Whether the article names the coming day elsewhere and not the last one, and nothing speaks
    for that: without a verb, the day before yesterday is nearer than next week."""
    if following not in resolver.named_days or last in resolver.named_days:
        return False
    tense = resolver.tense()
    if not tense.name:
        return back >= 3 or tense.headline
    return tense.name != "past"


def is_still_to_come(resolver: Resolver, back: int) -> bool:
    """Whether a bare weekday, ``back`` days ago at the latest, names the coming one."""
    if back == 6:
        return True  # six days ago would be called last week's; tomorrow is called by its name
    tense = resolver.tense()
    if tense.name == "future" and tense.before:
        return tense.distance <= _REACH_AHEAD[min(back, 3)]
    if tense.name == "future":
        return back >= 4 and tense.distance <= 4
    if tense.name == "present":
        return back >= 3 or (back == 2 and tense.distance <= 2)
    if tense.headline and not (tense.name == "past" and tense.before):
        return back >= 3  # "اجتماع طارئ الأربعاء" announces
    # Five days ago without a verb that looks back is mostly the day after tomorrow.
    return back == 5 and not tense.name


def shifted_month(resolver: Resolver, said: ShiftedMonth) -> DateValue | None:
    fields = said.fields
    base = resolver.base(said.mentioned, Grain.YEAR)
    if base is None:
        return None
    year = own_year(fields.calendar, base)
    found = [full(fields, number) for number in range(year - 2, year + 3)]
    values = [value for value in found if value is not None]
    if said.offset < 0:
        values = [value for value in values if value.end < base][said.offset :][:1]
    elif said.offset > 0:
        values = [value for value in values if value.start > base][: said.offset][-1:]
    else:
        values = sorted(values, key=lambda value: _distance(value, base))[:1]
    if not values:
        return None
    return checked(resolver, resolver.anchored(values[0]), fields)


def _nearest_weekday(date: dt.date, weekday: int) -> dt.date:
    step = (weekday - date.isoweekday()) % 7
    return date + dt.timedelta(step if step <= 3 else step - 7)


def _distance(value: DateValue, date: dt.date) -> int:
    if value.start <= date <= value.end:
        return 0
    return min(abs((value.start - date).days), abs((value.end - date).days))
