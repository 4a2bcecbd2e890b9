"""What the rules make of the words they match; None when the words are no date after all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dashboard.arabic.folding import folded
from dashboard.extraction.dates.context_words import (
    beside,
    is_boundary,
    is_counted,
    is_led,
    is_ordinal,
    is_tens,
    is_title,
    names_a_year_event,
    names_an_event,
    tells_of_a_game,
    year_fits,
)
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
from dashboard.extraction.dates.matching import As, Parts, Place
from dashboard.lexicons.dates import (
    MonthName,
    RelativeWord,
    date_connectors,
    date_ordinals,
    unit_words,
)
from dashboard.model import Calendar, Grain


@dataclass(frozen=True, slots=True)
class Month:
    """A month as it is written; ``guard`` as in ``MonthName``."""

    calendar: Calendar
    month: int
    guard: str = "free"
    conflict: str = ""

    @property
    def fields(self) -> Fields:
        return Fields(self.calendar, month=self.month, conflict=self.conflict)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of units; ``unit`` alone, without a number, when ``counted`` is False."""

    unit: Grain
    count: int
    counted: bool = True


# Words that stand as a date but denote none; no shorter reading of them is a mention either.
BLOCKED = As("date_blocked", None)

# Months and years ------------------------------------------------------------------------------


def month(parts: Parts, place: Place) -> Month:
    name: MonthName = parts["m"]
    return Month(name.calendar, name.month, name.guard)


def headed_month(parts: Parts, place: Place) -> Month:
    return replace(month(parts, place), guard="free")


def numbered_month(parts: Parts, place: Place) -> Month | None:
    number = parts["n"]
    if not 1 <= number <= 12 or place.island.words[place.first] in ("اشهر", "شهور"):
        return None
    return Month(Calendar.GREGORIAN, number)


def month_pair(parts: Parts, place: Place) -> Month | None:
    first, second = parts["a"], parts["b"]
    if first.calendar is not second.calendar or first.name == second.name:
        return None
    if first.month == second.month:
        return Month(first.calendar, first.month)
    if "SLASH" not in parts or first.variety == second.variety or first.calendar is Calendar.HIJRI:
        return None
    # Two systems of names joined by a stroke name one month; here they do not agree.
    conflict = f"{first.name} and {second.name} are different months; the first is taken"
    return Month(first.calendar, first.month, conflict=conflict)


def year(parts: Parts, place: Place) -> Fields:
    return Fields(year=parts["y"])


def hijri_year(parts: Parts, place: Place) -> Fields | None:
    number = parts["y"]
    # "12 هـ" may be anything.
    return Fields(Calendar.HIJRI, year=number) if 100 <= number <= 1500 else None


def year_before_era(parts: Parts, place: Place) -> Outside:
    return Outside("قبل الميلاد: خارج التقويم")


def headed_year(parts: Parts, place: Place) -> Fields | None:
    if is_title(place):
        return None
    number = parts["y"]
    if 40 <= number <= 99:  # "سنة 70م"
        number += 1900
    return Fields(year=number) if 1 <= number <= 2999 else None


def headed_hijri_year(parts: Parts, place: Place) -> Fields | None:
    number = parts["y"]
    marked = "ERA_HIJRI" in parts
    return Fields(Calendar.HIJRI, year=number) if marked and 1 <= number <= 1500 else None


def headed_short_year(parts: Parts, place: Place) -> Fields | None:
    """عام 67, سنة 247: only with an indefinite singular head, which cannot count."""
    number = parts["y"]
    if place.island.words[place.first] not in ("عام", "سنه") or is_counted(place):
        return None
    if place.after() in ("عام", "سنه", "عاما") or number > 999:
        return None
    if 40 <= number <= 99:
        return Fields(year=1900 + number)
    return Fields(year=number) if 100 <= number <= 999 else None


# Days of week and month ------------------------------------------------------------------------


def weekday(parts: Parts, place: Place) -> int | None:
    before = place.before()
    if beside(before, "prayer"):
        return None
    if place.after() == "و" and is_tens(place.after(1)):
        return None  # "الاثنين والعشرين": twenty-two
    if parts["wd"] == 1 and beside(before, "the-two"):
        return None  # "حالة الاثنين": of the two
    number: int = parts["wd"]
    return number


def headed_weekday(parts: Parts, place: Place) -> int:
    return int(parts["wd"])


def day(parts: Parts, place: Place) -> int | None:
    number = int(parts["d"])
    return number if 1 <= number <= 31 else None


def headed_day(parts: Parts, place: Place) -> int | None:
    return day(parts, place)


# Amounts ---------------------------------------------------------------------------------------


def amount(parts: Parts, place: Place) -> Amount | None:
    number = parts["n"]
    return Amount(parts["u"], number) if 1 <= number <= 2000 else None


def two_units(parts: Parts, place: Place) -> Amount:
    return Amount(parts["u"], 2)


def one_unit(parts: Parts, place: Place) -> Amount:
    return Amount(parts["u"], 1, counted=False)


# Periods by their distance ---------------------------------------------------------------------


def _period(unit: Grain, offset: int, mentioned: bool = False) -> As:
    return As(f"{unit}_period", Shifted(unit, offset, mentioned))


def shifted(parts: Parts, place: Place) -> As | None:
    if is_title(place):
        return None
    word: RelativeWord = parts["r"]
    unit: Grain = parts["u"]
    if unit is Grain.CENTURY:
        return As("century", Century(None, word.offset))
    if unit in (Grain.HALF, Grain.SEASON):
        return None
    if unit is Grain.DECADE and (word.offset == 0 or word.basis == "mentioned"):
        return None  # "العقد الحالي" is mostly a contract
    if "FISCAL" in parts:
        return As("year_period", FiscalYear(Shifted(unit, word.offset)))
    return _period(unit, word.offset, word.basis == "mentioned")


def _starts_with(place: Place, letters: str) -> bool:
    return place.island.words[place.first].startswith(letters)


def this_period(parts: Parts, place: Place) -> As | None:
    unit: Grain = parts["u"]
    if unit in (Grain.HALF, Grain.SEASON, Grain.DECADE):
        return None
    word: RelativeWord | None = parts.get("r")
    if unit is Grain.CENTURY:
        return As("century", Century(None, 0))
    return _period(unit, word.offset if word else 0)


def same_period(parts: Parts, place: Place) -> As | None:
    """نفس الشهر: the one that the text last spoke of."""
    unit: Grain = parts["u"]
    if unit in (Grain.HALF, Grain.SEASON, Grain.QUARTER, Grain.CENTURY):
        return None
    return _period(unit, 0, mentioned=True)


def this_month(parts: Parts, place: Place) -> ShiftedMonth:
    name: MonthName = parts["m"]
    return ShiftedMonth(Fields(name.calendar, month=name.month), 0)


def run(parts: Parts, place: Place) -> Run | None:
    word: RelativeWord = parts["r"]
    number = parts["n"]
    if word.offset == 0 or word.basis == "mentioned" or not 1 <= number <= 1000:
        return None
    if parts["u"] is Grain.SEASON:
        return None  # what a sports season is, differs
    return Run(parts["u"], number, 1 if word.offset > 0 else -1)


def run_of_two(parts: Parts, place: Place) -> Run | None:
    return run({**parts, "n": 2}, place)


def last_run(parts: Parts, place: Place) -> Run | None:
    # "آخر 3 أيام" before من or في is the end of something else.
    if place.after() in ("من", "في") or parts["u"] is Grain.SEASON:
        return None
    return Run(parts["u"], parts["n"], -1)


def last_run_of_two(parts: Parts, place: Place) -> Run | None:
    return last_run({**parts, "n": 2}, place)


def first_run(parts: Parts, place: Place) -> Run | None:
    if parts["o"] not in (1, -1):
        return None
    return Run(parts["u"], parts.get("n", 2), parts["o"], parts["y"])


def season_shifted(parts: Parts, place: Place) -> Season | None:
    word: RelativeWord = parts["r"]
    if word.basis == "mentioned" or not _starts_with(place, "ال"):
        return None
    return Season(parts["s"], None, word.offset)


def this_season(parts: Parts, place: Place) -> Season:
    return Season(parts["s"], None, 0)


def century(parts: Parts, place: Place) -> Century | None:
    number = parts["n"]
    return Century(number) if 1 <= number <= 30 else None


def century_shifted(parts: Parts, place: Place) -> Century | None:
    word: RelativeWord = parts["r"]
    return Century(None, word.offset) if word.basis == "published" else None


def weekday_shifted(parts: Parts, place: Place) -> Weekday | None:
    word: RelativeWord = parts["r"]
    return Weekday(parts["wd"], word.offset, None, word.basis == "mentioned")


# The year or month behind a date ---------------------------------------------------------------


def tail(parts: Parts, place: Place) -> Expression | None:
    value: Expression = parts["y"] if "y" in parts else parts["p"]
    bare = isinstance(value, Fields) and place.last - place.first <= 2
    if bare and is_counted(place):
        return None
    return value


def month_tail(parts: Parts, place: Place) -> Expression:
    written: Month = parts["m"]
    if "r" in parts:
        return month_shifted(parts, place)
    return _with_year(written.fields, parts.get("y"))


def _with_year(fields: Fields, of: Expression | None) -> Fields:
    """The fields with the year that ``of`` states, in its calendar."""
    if of is None:
        return fields
    if isinstance(of, Fields) and of.month is None and of.day is None:
        hijri = fields.calendar is Calendar.HIJRI and 1200 <= (of.year or 0) <= 1500
        if hijri or of.calendar is fields.calendar:
            return replace(fields, year=of.year)
    return replace(fields, of=of)


def years(parts: Parts, place: Place) -> Between | None:
    first, last = int(parts["a"]), int(parts["b"])
    if first == last + 1:  # written from right to left: 2018/2017
        first, last = last, first
    if not (1800 <= first < last <= 2100 or 1300 <= first < last <= 1460):
        return None
    if _joined_to_figure(place) or (place.before() == "/" and place.before(2).isdigit()):
        return None
    calendar = Calendar.GREGORIAN if first >= 1500 else Calendar.HIJRI
    return Between(Fields(calendar, year=first), Fields(calendar, year=last))


def years_short(parts: Parts, place: Place) -> Between | None:
    first = int(parts["a"])
    last = first // 100 * 100 + int(parts["b"])
    if last != first + 1 or not place.tight:
        return None
    return years({"a": first, "b": last}, place)


def _joined_to_figure(place: Place) -> bool:
    """Whether a sign or a figure touches the place: a longer number, a telephone, an address."""
    text = place.island.scan.folded.text
    start = place.island.starts[place.first]
    end = place.island.ends[place.last - 1]
    before, after = text[start - 2 : start] if start > 1 else "", text[end : end + 2]
    return bool(
        (before and before[-1] in "/-.:+_@#" and (len(before) < 2 or not before[0].isspace()))
        or (before and before[-1].isdigit())
        or (len(after) > 1 and after[0] in "/-.:_@" and after[1].isalnum())
    )


# Full dates ------------------------------------------------------------------------------------


def day_month_year(parts: Parts, place: Place) -> Fields | None:
    written: Month = parts["m"]
    of: Expression = parts["y"]
    if isinstance(of, Between) or not _day_exists(parts["d"], written):
        return None
    fields = _with_year(replace(written.fields, day=parts["d"]), of)
    if (
        fields.year is None
        and isinstance(fields.of, Fields)
        and fields.of.calendar is not (fields.calendar)
        and fields.calendar is Calendar.GREGORIAN
    ):
        return None
    return fields


def day_month_year_number(parts: Parts, place: Place) -> Fields | None:
    return day_month_year({**parts, "y": Fields(year=parts["y"])}, place)


def _day_exists(number: int, written: Month) -> bool:
    longest = 30 if written.calendar is Calendar.HIJRI or written.month in (4, 6, 9, 11) else 31
    february = written.calendar is Calendar.GREGORIAN and written.month == 2
    return 1 <= number <= (29 if february else longest)


def day_month(parts: Parts, place: Place) -> Fields | ShiftedMonth | As | None:
    written: Month = parts["m"]
    if not _day_exists(parts["d"], written):
        return None
    if written.guard in ("timed", "dated") and "OF" not in parts and not place.written[0].isdigit():
        first = place.island.words[place.first]
        if not place.written.startswith(_DAY_HEADS) and first not in _firsts():
            return None  # "الثالث أب لأسرة": the third is a father
    if names_an_event(place) or beside(place.before(), "event-day"):
        return BLOCKED
    fields = replace(written.fields, day=parts["d"])
    word: RelativeWord | None = parts.get("r")
    if word is None:
        return fields
    return ShiftedMonth(fields, word.offset, word.basis == "mentioned")


def day_of_period(parts: Parts, place: Place) -> Fields | None:
    if not {"OF", "IN"} & parts.keys() and not place.written[0].isdigit():
        return None  # "للمرة الأولى الشهر الماضي"
    return Fields(day=parts["d"], of=parts["p"])


def day_of_it(parts: Parts, place: Place) -> Fields | None:
    """في 20 منه: of the month that the text last spoke of."""
    leads = ("في", "حتي", "الي", "يوم")
    if place.before() not in leads and not (place.before() == "و" and place.written[0].isdigit()):
        return None
    return Fields(day=parts["d"], of=Shifted(Grain.MONTH, 0, mentioned=True))


def day_current(parts: Parts, place: Place) -> Fields | None:
    word: RelativeWord = parts["r"]
    if word.offset != 0 or word.basis != "published":
        return None
    return Fields(day=parts["d"], of=Shifted(Grain.MONTH, 0))


_DAY_HEADS = ("يوم", "الـ")


@cache
def _firsts() -> frozenset[str]:
    return frozenset(folded(row.word) for row in date_ordinals() if row.part == "ordinal")


def month_day(parts: Parts, place: Place) -> Fields | ShiftedMonth | As | None:
    return day_month(parts, place) if is_boundary(place.after()) else None


def month_year(parts: Parts, place: Place) -> Fields | None:
    written: Month = parts["m"]
    of: Expression = parts["y"]
    if isinstance(of, Between):
        return None
    return _with_year(written.fields, of)


def month_shifted(parts: Parts, place: Place) -> ShiftedMonth:
    word: RelativeWord = parts["r"]
    written: Month = parts["m"]
    return ShiftedMonth(written.fields, word.offset, word.basis == "mentioned")


def bare_month(parts: Parts, place: Place) -> Fields | As | None:
    written: Month = parts["m"]
    if place.last - place.first > 1 and _is_month_head(place.island.words[place.first]):
        return written.fields
    led = is_led(place)
    if written.guard == "dated" or (written.guard == "led" and not led):
        return None
    if written.guard == "led" and place.before() == "من" and place.after().startswith("ال"):
        return None  # "من مارس العنف": who practised violence
    if written.guard == "timed" and not (
        place.before() in ("في", "خلال", "منذ") and is_boundary(place.after())
    ):
        return None
    if not led and names_an_event(place):
        return BLOCKED
    return written.fields


def _is_month_head(word: str) -> bool:
    return word in ("شهر", "الشهر", "شهري", "اشهر")


# Dates in figures ------------------------------------------------------------------------------


def _numeric(
    year_: int, month_: int, day_: int, parts: Parts, place: Place, note: str = ""
) -> Fields | None:
    if not 1 <= month_ <= 12 or not 1 <= day_ <= 31 or _joined_to_figure(place):
        return None
    hijri = "ERA_HIJRI" in parts or parts.get("e") == "ERA_HIJRI" or 1200 <= year_ <= 1500
    if not hijri and not 1500 <= year_ <= 2199:
        return None
    calendar = Calendar.HIJRI if hijri else Calendar.GREGORIAN
    if not _day_exists(day_, Month(calendar, month_)):
        return None
    return Fields(calendar, year_, month_, day_, note=note)


def _is_tight(place: Place, names: int) -> bool:
    """Whether the first ``names`` words stand without spaces."""
    return all(place.island.touches(at) for at in range(place.first + 1, place.first + names))


def numeric(parts: Parts, place: Place) -> Fields | None:
    """Day first; month first only where the day cannot be."""
    first, second, number = parts["a"], parts["b"], int(parts["y"])
    if parts["s"] != parts["t"] or not (_is_tight(place, 5) or parts["s"] == "SLASH"):
        return None
    if second > 12:
        return _numeric(number, first, second, parts, place, "month first")
    note = "day first" if first <= 12 and first != second else ""
    return _numeric(number, second, first, parts, place, note)


def numeric_iso(parts: Parts, place: Place) -> Fields | None:
    if parts["s"] != parts["t"] or not (_is_tight(place, 5) or parts["s"] == "SLASH"):
        return None
    second, third = parts["b"], parts["a"]
    if second > 12:
        return _numeric(int(parts["y"]), third, second, parts, place)
    return _numeric(int(parts["y"]), second, third, parts, place)


def numeric_short(parts: Parts, place: Place) -> Fields | None:
    first, second, third = parts["a"], parts["b"], parts["c"]
    if parts["s"] != parts["t"] or not place.tight:
        return None
    number = 2000 + third if third < 50 else 1900 + third
    if second > 12:
        return _numeric(number, first, second, parts, place, "month first")
    return _numeric(number, second, first, parts, place, "day first, year in two figures")


def numeric_comma(parts: Parts, place: Place) -> Fields | None:
    number = int(parts["y"])
    if number < 100:
        number += 2000 if number < 50 else 1900
    first, second = parts["a"], parts["b"]
    if first <= 12:
        return _numeric(number, first, second, parts, place, "month first")
    return _numeric(number, second, first, parts, place)


def numeric_day_month(parts: Parts, place: Place) -> Fields | None:
    """22/4 and its like are scores and fractions too: only after a head or a clear preposition."""
    first, second = parts["a"], parts["b"]
    before = place.before()
    headed = (
        place.island.words[place.first] in ("يوم", "ليوم")
        or before in ("يوم", "تاريخ", "بتاريخ", "ليوم", "الموافق")
        or place.island.before(place.first)
        in ("الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "الاحد")
    )
    plain = parts["s"] == "SLASH" and before in ("في", "منذ", "قبل", "بعد", "حتي", "من", "الي")
    padded = _is_padded(place.written) or max(first, second) > 12
    if not _figures_tight(place) or _joined_to_figure(place) or is_counted(place):
        return None
    if parts["s"] == "SLASH" and _is_padded(place.written) and is_boundary(place.after()):
        plain = padded = True
    if not (headed or (plain and padded) or (plain and is_boundary(place.after()))):
        return None
    if second <= 12:
        return Fields(month=second, day=first, note="day first" if first <= 12 else "")
    return Fields(month=first, day=second, note="month first") if first <= 12 else None


def _is_padded(written: str) -> bool:
    """Whether one of two numbers has a leading zero, as in 04/22."""
    return any(number[:1] in "0٠" and len(number) == 2 for number in written.split("/"))


def _figures_tight(place: Place) -> bool:
    """Whether the last three words stand without spaces."""
    return all(place.island.touches(at) for at in (place.last - 1, place.last - 2))


def numeric_month(parts: Parts, place: Place) -> Fields | None:
    number = int(parts["y"])
    if not place.tight or _joined_to_figure(place) or not 1900 <= number <= 2100:
        return None
    return Fields(year=number, month=parts["m"]) if is_boundary(place.after()) else None


# Years -----------------------------------------------------------------------------------------


def passed(parts: Parts, place: Place) -> Any:
    """The one value, as it is."""
    return next(iter(parts[name] for name in ("y", "p", "c", "t") if name in parts))


def bare_year(parts: Parts, place: Place) -> Fields | None:
    fields: Fields = parts["y"]
    if _joined_to_figure(place) or not year_fits(fields.year or 0, place):
        return None
    return fields


def bare_span(parts: Parts, place: Place) -> Expression | None:
    if is_counted(place) or beside(place.before(), "year") or names_a_year_event(place):
        return None
    value: Expression = parts["y"]
    return value


def kind_year(parts: Parts, place: Place) -> Expression:
    value: Expression = parts["y"]
    return FiscalYear(value) if "FISCAL" in parts else value


def period_with_year(parts: Parts, place: Place) -> Expression | None:
    """العام المقبل 2019: the number says which one it is."""
    value: Expression = parts["y"]
    return None if place.after() in ("-", "–", "/") else value


# Days of the week in their week ----------------------------------------------------------------


def day_of_week(parts: Parts, place: Place) -> Weekday | None:
    return Weekday(parts["wd"], None, parts["p"])


def bare_weekday(parts: Parts, place: Place) -> Weekday:
    return Weekday(parts["wd"])


def this_weekday(parts: Parts, place: Place) -> Weekday:
    return Weekday(parts["wd"], None, Shifted(Grain.WEEK, 0))


def weekday_day(parts: Parts, place: Place) -> Expression | None:
    last = place.island.words[place.last - 1]
    ordinal_alone = (
        not last.isdigit()
        and "IN" not in parts
        and (
            parts["d"] <= 5 or last.endswith("ه")  # "الجمعة التاسعة" is the ninth of its kind
        )
    )
    score = place.after() in ("-", "–") and place.after(1).isdigit()
    if (ordinal_alone and last not in ("عشره", "عشر")) or score or not is_boundary(place.after()):
        return None
    return Fields(day=parts["d"], weekday=parts["wd"])


def weekday_nth(parts: Parts, place: Place) -> Nth | None:
    """الأحد الثاني: of the running month; a larger ordinal is a day of the month."""
    feminine = place.island.words[place.last - 1].endswith("ه")
    if parts["n"] > 5 or feminine or not is_boundary(place.after()):
        return None
    return Nth(Grain.DAY, parts["n"], Shifted(Grain.MONTH, 0), parts["wd"])


def day_signed_month(parts: Parts, place: Place) -> Fields | ShiftedMonth | As | None:
    # "3 - صفر" is a score.
    return None if parts["m"].guard in ("timed", "dated") else day_month(parts, place)


def day_number(parts: Parts, place: Place) -> Fields | None:
    """يوم 27: the day of a month that the text leaves out."""
    if place.island.words[place.first] != "يوم" or not is_boundary(place.after()):
        return None
    return Fields(day=parts["n"])


# Today and its neighbours ----------------------------------------------------------------------


def today(parts: Parts, place: Place) -> Today | None:
    words = place.island.words[place.first : place.last]
    if words == ["اليوم"]:
        before, after = place.before(), place.after()
        if before in ("في", "ب", "ل", "ذلك", "ذاك", "نفس", "طوال", "طيله", "معظم", "كامل"):
            return None
        if before in ("ليله", "مدار", "مره", "مرات", "مرتين"):
            return None
        if beside(after, "today-of") or is_ordinal(after):
            return None
    if words == ["غد"] and place.before() not in (
        "صباح",
        "مساء",
        "ظهر",
        "فجر",
        "بعد",
        "ليل",
        "ليله",
        "عصر",
    ):
        return None
    return Today(parts["days"])


def this_today(parts: Parts, place: Place) -> Today | None:
    return Today(0) if parts["days"] == 0 else None


def today_weekday(parts: Parts, place: Place) -> Today | None:
    said: Today = parts["t"]
    return replace(said, weekday=parts["wd"])


def today_date(parts: Parts, place: Place) -> Today | None:
    said: Today = parts["t"]
    date = parts["x"]
    fields = date.fields if isinstance(date, ShiftedMonth) else date
    if not isinstance(fields, Fields):
        return None
    return replace(said, weekday=parts.get("wd", said.weekday), date=fields)


# Decades, seasons, holidays --------------------------------------------------------------------


def decade(parts: Parts, place: Place) -> Decade | None:
    if "c" not in parts and any(place.after(at) in _ages() for at in range(6)):
        return None
    return Decade(parts["n"], parts.get("c"))


@cache
def _ages() -> frozenset[str]:
    return frozenset(folded(row.word) for row in date_connectors() if row.role == "AGE")


def season_year(parts: Parts, place: Place) -> Season | None:
    of: Expression = parts["y"]
    return None if names_an_event(place) else Season(parts["s"], of)


def holiday(parts: Parts, place: Place) -> HolidayOn | None:
    if beside(place.before(), "event-day"):  # "ذكرى يوم الأرض" is an event
        return None
    word: RelativeWord | None = parts.get("r")
    return HolidayOn(parts["h"], parts.get("y"), word.offset if word else None)


# Distances from publication --------------------------------------------------------------------


def ago(parts: Parts, place: Place) -> Ago | None:
    sign = 1 if parts["w"] == "AFTER" else -1
    amounts: list[Amount] = [parts[name] for name in ("a", "b", "c") if name in parts]
    anchored = "FROM_NOW" in parts
    after = place.after()
    if not anchored and (after in ("من", "علي", "عن", "و") or beside(place.before(), "year")):
        return None
    if (
        not anchored
        and parts["w"] == "FROM_TIME"
        and amounts[-1].unit
        not in (
            Grain.DAY,
            Grain.WEEK,
        )
    ):
        return None  # "منذ ثلاث سنوات" says how long
    if any(piece.unit in (Grain.QUARTER, Grain.HALF, Grain.SEASON) for piece in amounts):
        return None
    if not anchored and parts["w"] == "AFTER" and place.before() in ("و", "ف"):
        return None
    if not amounts[0].counted and (amounts[0].unit is Grain.DAY or after.isdigit()):
        return None
    return Ago(tuple((piece.unit, piece.count) for piece in amounts), sign)


def from_now(parts: Parts, place: Place) -> Ago | None:
    amounts: list[Amount] = [parts[name] for name in ("a", "b", "c") if name in parts]
    if any(piece.unit in (Grain.QUARTER, Grain.HALF, Grain.SEASON) for piece in amounts):
        return None
    sign = -1 if place.before() in ("منذ", "قبل", "مذ") else 1
    return Ago(tuple((piece.unit, piece.count) for piece in amounts), sign)


# The n-th of a period --------------------------------------------------------------------------


def nth(parts: Parts, place: Place) -> Nth | None:
    unit: Grain = parts["u"]
    number: int = parts["n"]
    limits = {Grain.QUARTER: 4, Grain.HALF: 2, Grain.WEEK: 53, Grain.DAY: 31, Grain.MONTH: 12}
    if unit not in limits or number > limits[unit]:
        return None
    if unit is Grain.MONTH and "m" in parts:
        return None  # "غرة شهر محرم" is a day
    first = place.island.words[place.first]
    if first.startswith("ال") and first in ("الاخير", "الاخيره"):
        return None  # "الانتخابات الأخيرة عام 2014"
    return Nth(unit, number, parts["m"] if "m" in parts else parts["y"])


def bare_quarter(parts: Parts, place: Place) -> Nth | None:
    number: int = parts["n"]
    if number > 4 or place.island.words[place.first] != "الربع":
        return None
    if place.after() in ("من", "ل", "في") or tells_of_a_game(place):
        return None
    return Nth(Grain.QUARTER, number)


def nth_weekday(parts: Parts, place: Place) -> Nth | None:
    number: int = parts["n"]
    return Nth(Grain.DAY, number, parts["y"], parts["wd"]) if number <= 5 else None


# Combinations ----------------------------------------------------------------------------------


def weekday_date(parts: Parts, place: Place) -> Expression | None:
    if not _brackets_match(place):
        return None
    date = parts["x"]
    if isinstance(date, Fields) and date.weekday is None:
        return replace(date, weekday=parts["wd"])
    if isinstance(date, ShiftedMonth):
        return replace(date, fields=replace(date.fields, weekday=parts["wd"]))
    return None


def _brackets_match(place: Place) -> bool:
    words = place.island.words[place.first : place.last]
    return words.count("(") == words.count(")")


def weekday_shifted_date(parts: Parts, place: Place) -> Expression | None:
    first: Expression = parts["a"]
    if not isinstance(first, Weekday) or not _brackets_match(place):
        return None
    return weekday_date({"wd": first.weekday, "x": parts["x"]}, place)


def part_of(parts: Parts, place: Place) -> PartOf | None:
    value = parts["x"]
    if isinstance(value, Month):
        value = value.fields
    return PartOf(parts["p"], value)


def last_of(parts: Parts, place: Place) -> PartOf | None:
    """آخر شهر ماي: the end of it."""
    return part_of({"p": "end", "x": parts["x"]}, place) if parts["p"] == -1 else None


def part_of_running(parts: Parts, place: Place) -> PartOf | None:
    unit: Grain = parts["u"]
    if unit not in (Grain.WEEK, Grain.MONTH, Grain.YEAR, Grain.DECADE, Grain.CENTURY):
        return None
    return PartOf(parts["p"], Century(None, 0) if unit is Grain.CENTURY else Shifted(unit, 0))


def weekend(parts: Parts, place: Place) -> Expression:
    week = parts.get("x") or Shifted(Grain.WEEK, 0)
    return Between(Weekday(6, None, week), Weekday(7, None, week), "weekend")


def week_of(parts: Parts, place: Place) -> Expression | None:
    return Nth(Grain.WEEK, 0, parts["x"])


# Ranges and pairs ------------------------------------------------------------------------------


def day_range(parts: Parts, place: Place) -> Between | None:
    of = parts["m"]
    first, last = parts["a"], parts["b"]
    if place.before() in _plural_units():  # "الأشهر الثلاثة حتى 30 يونيو"
        return None
    if isinstance(of, Month):
        if not _day_exists(last, of) or first >= last:
            return None
        base = _with_year(of.fields, parts.get("y"))
    else:
        base = Fields(of=of)
    if first >= last:
        return None
    return Between(replace(base, day=first), replace(base, day=last))


@cache
def _plural_units() -> frozenset[str]:
    return frozenset(folded(word.word) for word in unit_words() if word.count != 1)


def days_shifted(parts: Parts, place: Place) -> Between | None:
    """من 3 إلى 5 مارس المقبل."""
    between = parts["x"]
    word: RelativeWord = parts["r"]
    if not isinstance(between, Between):
        return None
    days = (between.first, between.last)
    if not all(isinstance(one, Fields) and one.year is None and one.of is None for one in days):
        return None
    first, last = (
        ShiftedMonth(one, word.offset, word.basis == "mentioned")
        for one in days
        if isinstance(one, Fields)
    )
    return Between(first, last)


def two_days(parts: Parts, place: Place) -> Between | None:
    head = place.island.words[place.first]
    days = [parts[name] for name in ("a", "c", "d", "e", "b") if name in parts]
    in_a_row = days == list(range(days[0], days[0] + len(days)))
    if head not in ("يومي", "يومين", "ايام") or not in_a_row:
        return None
    return day_range(parts, place)


def month_day_range(parts: Parts, place: Place) -> Between | None:
    return day_range(parts, place)


def date_range(parts: Parts, place: Place) -> Between | None:
    first, last = (_as_expression(parts[name]) for name in ("a", "b"))
    if isinstance(first, Fields) and isinstance(last, Fields):
        first = _completed(first, last)
    return Between(first, last)


def _as_expression(value: Any) -> Expression:
    expression: Expression = value.fields if isinstance(value, Month) else value
    return expression


def _completed(first: Fields, last: Fields) -> Fields:
    """The first of two dates with the year that only the last one states."""
    if first.year is None and first.of is None and first.calendar is last.calendar:
        later = (first.month or 0) > (last.month or 0)
        year_ = last.year - 1 if last.year and later else last.year
        return replace(first, year=year_, of=last.of)
    return first


def month_range(parts: Parts, place: Place) -> Between | None:
    first: Month = parts["a"]
    last = parts["b"]
    if not isinstance(last, Fields) or last.month == first.month:
        return None
    return Between(_completed(first.fields, last), last)


def pair(parts: Parts, place: Place) -> Pair | None:
    first, second = parts["a"], parts["b"]
    if not _brackets_match(place):
        return None
    return Pair(first, second)


def pair_two_calendars(parts: Parts, place: Place) -> Pair | None:
    first, second = parts["a"], parts["b"]
    if not isinstance(first, Fields) or not isinstance(second, Fields):
        return None
    return Pair(first, second) if first.calendar is not second.calendar else None


def pair_years(parts: Parts, place: Place) -> Pair | None:
    if not _brackets_match(place):
        return None
    return pair_two_calendars(parts, place)


def range_in_week(parts: Parts, place: Place) -> Between | None:
    """الأسبوع المقبل من الأربعاء إلى الجمعة."""
    within = parts["x"]
    if not isinstance(within, Between):
        return None
    days = (within.first, within.last)
    if not all(isinstance(one, Weekday) and one.week is None for one in days):
        return None
    first, last = (replace(one, week=parts["p"]) for one in days if isinstance(one, Weekday))
    return Between(first, last)


def fiscal_ending(parts: Parts, place: Place) -> YearEnding:
    return YearEnding(parts["x"])
