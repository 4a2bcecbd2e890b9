"""Days: by month, by weekday, by their distance from today."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from dashboard.arabic.folding import folded
from dashboard.extraction.dates.context_words import (
    beside,
    is_boundary,
    is_led,
    is_ordinal,
    names_an_event,
)
from dashboard.extraction.dates.expressions import (
    Between,
    Expression,
    Fields,
    Nth,
    Shifted,
    ShiftedMonth,
    Today,
    Weekday,
)
from dashboard.extraction.dates.matching import As, Parts, Place
from dashboard.extraction.dates.productions.parts import (
    BLOCKED,
    Month,
    day_exists,
    with_year,
)
from dashboard.lexicons.dates import RelativeWord, date_ordinals, unit_words
from dashboard.model import Calendar, Grain


def weekday_shifted(parts: Parts, place: Place) -> Weekday | None:
    word: RelativeWord = parts["r"]
    return Weekday(parts["wd"], word.offset, None, word.basis == "mentioned")


def day_month_year(parts: Parts, place: Place) -> Fields | As | None:
    written: Month = parts["m"]
    of: Expression = parts["y"]
    if isinstance(of, Between) or not day_exists(parts["d"], written):
        return None
    if names_an_event(place):
        # Of "ثورة 25 يناير عام 2011" the year is left to be a date, of "ثورة 25 يناير 2011" not.
        return None if _is_year_head(place.before_last) else BLOCKED
    fields = with_year(replace(written.fields, day=parts["d"]), of)
    if (
        fields.year is None
        and isinstance(fields.of, Fields)
        and fields.of.calendar is not (fields.calendar)
        and fields.calendar is Calendar.GREGORIAN
    ):
        return None
    return fields


def day_month_year_number(parts: Parts, place: Place) -> Fields | As | None:
    return day_month_year({**parts, "y": Fields(year=parts["y"])}, place)


def day_month(parts: Parts, place: Place) -> Fields | ShiftedMonth | As | None:
    written: Month = parts["m"]
    if not day_exists(parts["d"], written):
        return None
    if written.guard in ("timed", "dated") and "OF" not in parts and not place.written[0].isdigit():
        first = place.island.words[place.first]
        if not place.written.startswith(_DAY_HEADS) and first not in _firsts():
            return None  # "الثالث أب لأسرة": the third is a father
    if place.island.words[place.first] == "الاولي":
        return None  # "الأيام الخمسة الأولى من شهر رمضان"
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


def month_year(parts: Parts, place: Place) -> Fields | As | None:
    written: Month = parts["m"]
    of: Expression = parts["y"]
    if isinstance(of, Between):
        return None
    if written.guard == "timed" and place.before() in ("-", "–") and place.before(2).isdigit():
        return None  # "3-صفر في 2011": a score and its year
    if names_an_event(place):
        return None if _is_year_head(place.before_last) else BLOCKED
    return with_year(written.fields, of)


def bare_month(parts: Parts, place: Place) -> Fields | As | None:
    written: Month = parts["m"]
    if place.last - place.first > 1 and _is_month_head(place.island.words[place.first]):
        return written.fields
    led = is_led(place)
    if written.guard == "dated" or (written.guard == "led" and not led):
        return None
    if written.guard == "led" and place.before() == "من" and place.after().startswith("ال"):
        return None  # "من مارس العنف": who practised violence
    if written.calendar is Calendar.HIJRI and written.guard == "led":
        # رمضان and its like are men's names too.
        return written.fields if place.before() in _TIME_PREPOSITIONS else None
    if written.guard == "timed" and not (
        place.before() in ("في", "خلال", "منذ") and is_boundary(place.after())
    ):
        return None
    if not led and names_an_event(place):
        return BLOCKED
    return written.fields


_TIME_PREPOSITIONS = frozenset(("في", "خلال", "منذ", "قبل", "بعد", "حتي", "طوال", "طيله", "غضون"))


def _is_month_head(word: str) -> bool:
    return word in ("شهر", "الشهر", "شهري", "اشهر")


@cache
def _year_heads() -> frozenset[str]:
    return frozenset(folded(row.word) for row in unit_words() if row.unit is Grain.YEAR)


def _is_year_head(word: str) -> bool:
    return word in _year_heads()


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
    if (
        words[0] == "امس"
        and place.before() == "ل"
        and place.island.touches(place.first)
        and not place.written.startswith("أ")
    ):
        return None  # "لامس" is a verb, "لأمس" the day
    if words[0].startswith("بكر") and place.after().startswith("ال"):
        return None  # "بكرة القدم": at football
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
