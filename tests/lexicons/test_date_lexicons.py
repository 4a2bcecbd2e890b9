"""Every row of every date lexicon is found by the extractor, and a bad row is named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dashboard.arabic.folding import folded
from dashboard.arabic.scanning import scan
from dashboard.extraction.context import ReadingContext
from dashboard.extraction.dates import find_dates
from dashboard.extraction.dates.tense import tense_at
from dashboard.lexicons import dates as lexicon
from dashboard.lexicons.table import LexiconError
from dashboard.model import Calendar, DateValue, Grain

PUBLISHED = dt.date(2015, 6, 10)


def surfaces(text: str, country: str = "") -> list[str]:
    context = ReadingContext(article="a", published=PUBLISHED, country=country)
    return [mention.surface for mention in find_dates(text, context)]


def value(text: str, country: str = "") -> DateValue:
    context = ReadingContext(article="a", published=PUBLISHED, country=country)
    (mention,) = find_dates(text, context)
    assert isinstance(mention.value, DateValue), mention
    return mention.value


@pytest.mark.parametrize("row", lexicon.month_names(), ids=lambda row: row.name)
def test_month(row: lexicon.MonthName) -> None:
    if row.calendar is Calendar.HIJRI:
        year, month = value(f"5 {row.name} 1436هـ"), row.month
        from hijridate import Gregorian

        assert Gregorian.fromdate(year.start).to_hijri().month == month
    else:
        assert value(f"في 5 {row.name} 2014").start == dt.date(2014, row.month, 5)


@pytest.mark.parametrize("row", lexicon.weekday_names(), ids=lambda row: row.name)
def test_weekday(row: lexicon.WeekdayName) -> None:
    assert value(f"يوم {row.name}").start.isoweekday() == row.weekday


@pytest.mark.parametrize("row", lexicon.season_names(), ids=lambda row: row.name)
def test_season(row: lexicon.SeasonName) -> None:
    assert value(f"في {row.name} 2014").timex == f"2014-{row.season}"


@pytest.mark.parametrize("row", lexicon.unit_words(), ids=lambda row: row.word)
def test_unit(row: lexicon.UnitWord) -> None:
    definite = row.word.startswith("ال")
    if row.unit is Grain.SEASON:
        assert surfaces(f"{row.word} 2014/2015")[-1] == "2014/2015"
        return
    if row.unit in (Grain.QUARTER, Grain.HALF):
        article = "" if definite else "ال"
        assert value(f"{article}{row.word} الأول من 2014").grain is row.unit
        return
    texts = {
        1: [f"{row.word} الماضي", f"هذا {row.word}", f"بعد {row.word} من الآن", f"{row.word} 2014"],
        2: [
            f"{row.word} الماضيين",
            f"قبل {row.word}",
            f"{row.word} 2014 و2015",
            f"{row.word} 3 و4 مارس",
            f"{row.word} مارس 2014",
        ],
        0: [f"قبل خمسة {row.word}", f"{row.word} الخمسة الماضية", f"آخر خمسة {row.word}"],
    }
    assert any(row.word in " ".join(surfaces(text)) for text in texts[row.count])


@pytest.mark.parametrize("row", lexicon.relative_days(), ids=lambda row: row.phrase)
def test_relative_day(row: lexicon.RelativeDay) -> None:
    text = f"وصل مساء {row.phrase}"
    assert surfaces(text) == [row.phrase]
    assert value(text).start == PUBLISHED + dt.timedelta(row.days)


@pytest.mark.parametrize("row", lexicon.relative_words(), ids=lambda row: row.word)
def test_relative_word(row: lexicon.RelativeWord) -> None:
    plural = any(surfaces(f"{noun} {row.word}") for noun in ("العام", "السنة", "العامين"))
    assert plural
    shift = value(f"الشهر {row.word}") if not row.word.endswith("ين") else None
    if shift is not None and shift.grain is Grain.MONTH:
        assert shift.start.month - PUBLISHED.month == row.offset


@pytest.mark.parametrize("row", lexicon.period_parts(), ids=lambda row: row.word)
def test_part(row: lexicon.PeriodPart) -> None:
    assert surfaces(f"في {row.word} عام 2014") == [f"{row.word} عام 2014"]


@pytest.mark.parametrize("row", lexicon.decade_names(), ids=lambda row: row.word)
def test_decade(row: lexicon.DecadeName) -> None:
    assert value(f"{row.word} القرن الماضي").start.year == 1900 + row.decade


@pytest.mark.parametrize("row", lexicon.date_ordinals(), ids=lambda row: row.word)
def test_ordinal(row: lexicon.DateOrdinal) -> None:
    if row.part == "ordinal":
        assert value(f"{row.word} مارس 2014").start.day == row.value
    elif row.part == "last":
        texts = (
            f"{row.word} يوم من مارس 2014",
            f"اليوم {row.word} من مارس 2014",
            f"الجمعة {row.word} من مارس 2014",
        )
        ends = [m for text in texts for m in surfaces(text) if row.word in m]
        assert ends
    else:
        assert value(f"السنوات {row.word} الماضية").start.year == PUBLISHED.year - row.value


CONNECTED = {
    "OF": "5 {} مارس 2014",
    "IN": "الجمعة {} 5 مارس",
    "TO": "من 3 {} 5 مارس 2014",
    "UNTIL": "من 3 {} 5 مارس 2014",
    "BETWEEN": "{} 3 و5 مارس 2014",
    "FROM_TIME": "{} يومين",
    "BEFORE": "{} يومين",
    "AFTER": "{} يومين من الآن",
    "ABOUT": "قبل {} يومين",
    "WITHIN": "{} عام 2014",
    "CORRESPONDING": "15 رمضان 1436هـ {} 2 يوليو 2015",
    "THIS": "{} السنة",
    "OF_IT": "في 20 {}",
    "SAME": "{} الشهر",
    "DATE_HEAD": "{} 3/4",
    "FROM_NOW": "بعد يومين {}",
    "ERA_HIJRI": "1436 {}",
    "ERA_GREGORIAN": "2014 {}",
    "ERA_BEFORE": "عام 300 {}",
    "ACADEMIC": "العام {} 2014-2015",
    "FISCAL": "السنة {} 2014-2015",
    "WEEKEND": "{} الأسبوع الماضي",
    "ENDING": "السنة المالية {} في 30 يونيو 2015",
}


@pytest.mark.parametrize("row", lexicon.date_connectors(), ids=lambda row: f"{row.word}-{row.role}")
def test_connector(row: lexicon.DateConnector) -> None:
    if row.role == "AGE":
        assert surfaces(f"في الثلاثينيات من {row.word}") == []
        return
    if row.role == "BEGINNING":
        text = f"السنة المالية 2018-2019 التي {row.word} في يوليو"
        fiscal = find_dates(text, ReadingContext(article="a", published=PUBLISHED))[0].value
        assert isinstance(fiscal, DateValue)
        assert fiscal.start == dt.date(2018, 7, 1)
        return
    text = CONNECTED[row.role].format(row.word)
    outside = row.role in ("WITHIN", "DATE_HEAD")
    assert len(surfaces(text)) == 1
    inside = row.word in surfaces(text)[0] or folded(row.word) in folded(surfaces(text)[0])
    assert inside is not outside or row.role == "ENDING"


@pytest.mark.parametrize("row", lexicon.holidays(), ids=lambda row: f"{row.name}-{row.country}")
def test_holiday(row: lexicon.Holiday) -> None:
    context = ReadingContext(article="a", published=PUBLISHED, country=row.country)
    found = find_dates(f"خلال {row.name} 2014", context)
    assert len(found) == 1
    assert found[0].surface.startswith(row.name)
    assert found[0].value is not None


BLOCKED = {
    "event": ["{} 25 يناير", "{} يناير"],
    "event-day": ["{} 11 سبتمبر"],
    "year-event": ["{} 2014 في البلاد"],
    "name": ["{}"],
    "title": ["{} العام السابق"],
    "counted": ["من 2014 {}"],
    "today-of": ["اليوم {}"],
    "prayer": ["{} الجمعة"],
    "year": ["{} 2014"],
    "the-two": ["{} الاثنين"],
    "game": ["{} في الربع الأول"],
    "named-unit": ["يقام بعد أسبوع {}"],
    "unit": ["{} المدينة بـ 2 مارس"],
}


@pytest.mark.parametrize(
    "row", lexicon.date_blockers(), ids=lambda row: f"{row.phrase}-{row.where}"
)
def test_blocker(row: lexicon.DateBlocker) -> None:
    if row.where == "recurring":
        context = ReadingContext(article="a", published=PUBLISHED)
        (mention,) = find_dates(f"يقام {row.phrase} في 5 مارس", context)
        assert mention.value is None
        return
    assert all(surfaces(text.format(row.phrase)) == [] for text in BLOCKED[row.where])


@pytest.mark.parametrize("where", BLOCKED)
def test_without_a_blocker_it_is_a_date(where: str) -> None:
    plain = {
        "counted": "أقيم في {}",
        "name": "اليوم",
        "the-two": "قال الاثنين",
        "year": "في 2014",
        "game": "النمو في الربع الأول",
    }
    text = plain.get(where, BLOCKED[where][0].replace("{}", "قال")).replace("{}", "2014")
    if where in ("year-event", "event", "event-day"):
        text = "في " + BLOCKED[where][0].split(maxsplit=1)[1]
    if where == "title":
        text = "خلال العام السابق"
    assert surfaces(text)


@pytest.mark.parametrize("row", lexicon.date_edges(), ids=lambda row: f"{row.word}-{row.side}")
def test_edge(row: lexicon.DateEdge) -> None:
    space = "" if row.word in ("ب", "ل", "ك") else " "
    text = {
        "before": f"أقيم {row.word}{space}مارس هناك",
        "after": f"موازنة 2014 {row.word} هناك",
        "from": f"العمل {row.word} من 2025 لبعض الوقت",
    }[row.side]
    assert any(word in " ".join(surfaces(text)) for word in ("مارس", "2014", "2025"))


def test_without_an_edge_it_is_no_date() -> None:
    assert surfaces("أقيم جدا مارس هناك") == []
    assert surfaces("موازنة 2014 نخلة هناك") == []
    assert surfaces("العمل من 2025 لبعض الوقت") == []


@pytest.mark.parametrize("row", lexicon.tense_words(), ids=lambda row: row.word)
def test_tense_word(row: lexicon.TenseWord) -> None:
    plain = scan(f"{row.word} أن")
    expected = "" if row.tense == "none" else row.tense
    assert tense_at(plain, 1, 2).name == expected
    if row.tense == "present":
        assert tense_at(scan(f"س{row.word} في"), 1, 2).name == "future"


@pytest.mark.parametrize("row", lexicon.fiscal_years(), ids=lambda row: row.country)
def test_fiscal_year(row: lexicon.FiscalYears) -> None:
    fiscal = value("السنة المالية 2013-2014", row.country)
    assert (fiscal.end.year, fiscal.end.month) == (2014, row.last_month)
    assert (fiscal.start.year, fiscal.start.month) == (2013, row.last_month + 1)


READERS = {
    "months": (
        lexicon.month_names,
        "name,calendar,month,variety,guard,source",
        "يناير,gregorian,13,egypt,free,x",
    ),
    "weekdays": (lexicon.weekday_names, "name,weekday,source", "السبت,8,x"),
    "seasons": (lexicon.season_names, "name,season,source", "صيف,XX,x"),
    "date_units": (lexicon.unit_words, "word,unit,number,source", "يوم,fortnight,1,x"),
    "relative_days": (lexicon.relative_days, "phrase,days,source", "غدا,soon,x"),
    "relative_words": (lexicon.relative_words, "word,offset,basis,source", "الماضي,-1,today,x"),
    "period_parts": (lexicon.period_parts, "word,part,source", "مطلع,top,x"),
    "decades": (lexicon.decade_names, "word,decade,source", "سبعينات,700,x"),
    "date_ordinals": (lexicon.date_ordinals, "word,value,part,source", ",1,ordinal,x"),
    "date_connectors": (lexicon.date_connectors, "word,role,source", "من,,x"),
    "date_edges": (lexicon.date_edges, "word,side,source", "في,above,x"),
    "holidays": (lexicon.holidays, "name,calendar,day,days,country,source", "عيد,lunar,1-1,1,,x"),
    "date_blockers": (lexicon.date_blockers, "phrase,where,source", "ثورة,everywhere,x"),
    "fiscal_years": (lexicon.fiscal_years, "country,last_month,source", "EG,13,x"),
    "tense_words": (lexicon.tense_words, "word,tense,source", "كان,perfect,x"),
}


@pytest.mark.parametrize("name", READERS)
def test_bad_row_is_named(name: str, tmp_path: Path) -> None:
    reader, header, row = READERS[name]
    (tmp_path / f"{name}.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"{name}\.csv:2: "):
        reader(tmp_path)
