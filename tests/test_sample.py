"""The bundled sample collection: its reports, and the annotation of their dates and amounts."""

import datetime
import itertools
import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hijridate import Hijri

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
WEEKDAYS = {
    "الاثنين": 0, "الثلاثاء": 1, "الأربعاء": 2, "الخميس": 3, "الجمعة": 4, "السبت": 5, "الأحد": 6,
}  # fmt: skip
DAY_OFFSETS = {"اليوم": 0, "أمس": -1, "غدا": 1, "بعد غد": 2}
HIJRI_MONTHS = {"صفر": 2, "ربيع الآخر": 4, "جمادى الأولى": 5, "رجب": 7, "شعبان": 8, "شوال": 10}
LEVANTINE = (
    "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"
)
EGYPTIAN = "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
DAY_NAMES = "|".join(WEEKDAYS)
MAGHREBI = "جانفي|أفريل|ماي|جوان|جويلية|أوت"
CURRENCY_WORDS = "دولار|دولارا|دينار|دينارا|ريال|يورو|جنيه"
# words that begin with a letter that could also be an attached particle
BEGIN_LIKE_CLITICS = {"فبراير", "كانون", "بداية", "بعد"}
LEADING_PREPOSITIONS = {"في", "من", "منذ", "حتى", "نحو", "إلى", "بين", "خلال", "قبل", "على", "عن"}


def read_lines(name):
    return [json.loads(line) for line in (SAMPLE / name).read_text(encoding="utf-8").splitlines()]


ARTICLES = read_lines("articles.jsonl")
GOLD = read_lines("gold.jsonl")
CONTENT = {article["id"]: article["title"] + "\n" + article["text"] for article in ARTICLES}
PUBLISHED = {article["id"]: datetime.date.fromisoformat(article["date"]) for article in ARTICLES}
ALL_TEXT = "\n".join(CONTENT.values())


def word(alternatives):
    return rf"(?<![ء-ي])[وفبل]?(?:{alternatives})(?![ء-ي])"


def covered(article, kind):
    return {
        offset
        for mention in GOLD
        if mention["article"] == article and mention["kind"] == kind
        for offset in range(mention["start"], mention["end"])
    }


# reports


def test_reports_have_the_expected_keys_and_unique_ids():
    assert len(ARTICLES) >= 40
    assert all(set(a) == {"id", "title", "text", "date", "source", "url"} for a in ARTICLES)
    assert all(a["url"] == "" for a in ARTICLES)
    assert len({a["id"] for a in ARTICLES}) == len(ARTICLES)
    assert len({a["title"] for a in ARTICLES}) == len(ARTICLES)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a["id"])
def test_report_is_a_well_formed_news_text(article):
    assert 80 <= len(article["text"].split()) <= 200
    assert datetime.date(2014, 1, 1) <= PUBLISHED[article["id"]] <= datetime.date(2021, 12, 31)
    paragraphs = article["text"].split("\n")
    assert len(paragraphs) >= 3
    assert all(p == p.strip() and p.endswith(".") for p in paragraphs)
    content = CONTENT[article["id"]]
    assert not re.search(r"  | [،.؛]|[,;?]|[\[\]|{}]|[ً-ْ]ا\b|[a-zA-Z]", content)
    assert content.count('"') % 2 == 0
    assert not re.search(r"ـ(?=[ء-ي])", content)  # a stretched particle stands before digits only


def test_no_sentence_is_used_twice():
    sentences = Counter(s.strip() for s in re.split(r"\.\s|\n", ALL_TEXT) if len(s) > 40)
    assert [s for s, times in sentences.items() if times > 1] == []


def test_reports_spread_over_the_years_and_gather_around_the_story():
    years = Counter(day.year for day in PUBLISHED.values())
    assert set(years) == set(range(2014, 2022))
    assert min(years.values()) >= 3
    first, last = datetime.date(2017, 2, 1), datetime.date(2018, 3, 31)
    assert sum(first <= day <= last for day in PUBLISHED.values()) >= 12
    assert years[2020] >= 8


def test_sources_are_six_invented_desks_of_this_project():
    sources = Counter(a["source"] for a in ARTICLES)
    assert len(sources) == 6
    assert all("سياق" in source for source in sources)
    assert min(sources.values()) >= 4


def test_relative_weekdays_agree_with_the_publication_date():
    seen = 0
    for article, content in CONTENT.items():
        for relative, offset in DAY_OFFSETS.items():
            for match in re.finditer(rf"(?<![ء-ي]){relative} ({DAY_NAMES})(?![ء-ي])", content):
                day = PUBLISHED[article] + datetime.timedelta(offset)
                assert day.weekday() == WEEKDAYS[match[1]], (article, match[0])
                seen += 1
    assert seen >= 40


@pytest.mark.parametrize(
    ("phenomenon", "pattern", "least"),
    [
        ("Levantine months", word(LEVANTINE), 40),
        ("Egyptian months", word(EGYPTIAN), 30),
        ("Maghrebi months", word(MAGHREBI), 12),
        ("paired months", rf"(?:{LEVANTINE})/(?:{EGYPTIAN})", 10),
        ("Hijri dates", r"\d{4}هـ", 7),
        ("Hijri beside Gregorian", r"هـ الموافق ", 2),
        ("yesterday", word("أمس"), 15),
        ("last weekday", rf"(?:{DAY_NAMES}) الماضية?", 4),
        ("next year", "العام المقبل", 5),
        ("beginning of this month", "مطلع الشهر الجاري", 3),
        ("today with weekday", rf"اليوم (?:{DAY_NAMES})", 15),
        ("range of days", r"من 12 إلى 14 فبراير", 1),
        ("range of years", r"من 2018 إلى 2027", 1),
        ("quarter", "الربع الأول من", 1),
        ("Arabic-Indic digits", "[٠-٩]+", 15),
        ("Arabic-Indic decimals", "[٠-٩]+٫[٠-٩]+", 4),
        ("spelled-out amounts", "خمسة مليارات دولار", 3),
        ("dual amounts", "(?:ملياري|مليارا) دولار", 5),
        ("hundreds in words", "(?:ثلاثمئة|أربعمئة|خمسمئة) مليون", 3),
        ("half", "نصف مليار|ونصف الملي|ونصف التريليون", 3),
        ("at least", "ما لا يقل عن", 2),
        ("more than", "أكثر من", 10),
        ("about", "نحو", 20),
        ("reporting verbs", word("قال|أكد|أعلن|أوضح|أفاد|ذكر|أشار|لفت|رأى|حذر"), 60),
    ],
)
def test_phenomenon_is_present(phenomenon, pattern, least):
    assert len(re.findall(pattern, ALL_TEXT)) >= least, phenomenon


@pytest.mark.parametrize(
    "name",
    ["حيدر العبادي", "عادل عبد المهدي", "مصطفى الكاظمي", "برهم صالح", "محمد الحلبوسي",
     "التحالف الدولي", "القوات العراقية", "البنك الدولي", "صندوق النقد الدولي",
     "داعش", "الموصل", "الكويت"],
)  # fmt: skip
def test_people_and_bodies_recur_across_reports(name):
    assert sum(name in content for content in CONTENT.values()) >= 4


# annotation


@pytest.mark.parametrize("mention", GOLD, ids=lambda m: f"{m['article']}:{m['start']}")
def test_gold_span_is_exact(mention):
    content = CONTENT[mention["article"]]
    start, end, surface = mention["start"], mention["end"], mention["text"]
    assert 0 <= start < end <= len(content)
    assert content[start:end] == surface == surface.strip(' \n،.؛:()"')
    assert end == len(content) or not content[end].isalnum()
    before = re.search(r"[ء-ي]*ـ?$", content[:start])[0]
    assert before in {"", "و", "ف", "ب", "ل", "ك", "بـ", "لـ"}
    first = surface.split()[0]
    assert first not in LEADING_PREPOSITIONS
    assert first[0] not in "وفبلك" or first in BEGIN_LIKE_CLITICS


@pytest.mark.parametrize("mention", GOLD, ids=lambda m: f"{m['article']}:{m['start']}")
def test_gold_value_is_well_formed(mention):
    value = mention["value"]
    if mention["kind"] == "DATE":
        assert set(value) == {"start", "end"}
        start, end = (datetime.date.fromisoformat(value[k]) for k in ("start", "end"))
        assert start <= end
        for name, weekday in WEEKDAYS.items():
            if name in mention["text"].split():
                assert start == end
                assert start.weekday() == weekday
        for relative, offset in DAY_OFFSETS.items():
            if re.match(rf"{relative}(?![ء-ي])", mention["text"]):
                assert start == end == PUBLISHED[mention["article"]] + datetime.timedelta(offset)
    else:
        assert mention["kind"] == "MONEY"
        assert set(value) == {"amount", "amount_max", "currency"}
        assert value["currency"] in {"USD", "IQD", "SAR", "KWD", "EUR", "GBP"}
        assert value["amount"] > 0
        assert value["amount_max"] is None or value["amount_max"] > value["amount"]


def test_gold_mentions_of_an_article_stand_in_order_and_do_not_overlap():
    for article in CONTENT:
        spans = [(m["start"], m["end"]) for m in GOLD if m["article"] == article]
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


def test_written_numbers_agree_with_the_annotated_amounts():
    scale = {
        "مليون": 10**6, "مليار": 10**9, "مليارات": 10**9, "مليارا": 10**9,
        "تريليون": 10**12, "تريليونات": 10**12,
    }  # fmt: skip
    digits = str.maketrans("٠١٢٣٤٥٦٧٨٩٫", "0123456789.")
    checked = 0
    for mention in GOLD:
        match = re.match(r"([\d.]+) (\S+)", mention["text"].translate(digits))
        if mention["kind"] == "MONEY" and match:
            factor = scale.get(match[2], 1)
            assert Decimal(match[1]) * factor == Decimal(str(mention["value"]["amount"])), mention
            checked += 1
    assert checked >= 70


def test_hijri_dates_agree_with_the_umm_al_qura_calendar():
    checked = 0
    for mention in GOLD:
        match = re.search(rf"(\d+) ({'|'.join(HIJRI_MONTHS)}) (\d{{4}})هـ", mention["text"])
        if match:
            day = Hijri(int(match[3]), HIJRI_MONTHS[match[2]], int(match[1])).to_gregorian()
            assert mention["value"] == {"start": day.isoformat(), "end": day.isoformat()}
            checked += 1
    assert checked >= 6


def test_every_currency_word_belongs_to_an_annotated_amount():
    for article, content in CONTENT.items():
        offsets = covered(article, "MONEY")
        for match in re.finditer(rf"(?<![ء-ي])(?:{CURRENCY_WORDS})(?![ء-ي])", content):
            lone = content[: match.start()].endswith("كل ")  # "كل دولار يخسره": no amount
            around = content[max(0, match.start() - 20) : match.end()]
            assert lone or match.start() in offsets, (article, around)


def test_every_month_year_and_relative_day_is_annotated():
    pattern = (
        rf"{word(LEVANTINE)}|{word(EGYPTIAN)}|{word(MAGHREBI)}|{word('أمس|اليوم|غدا')}"
        rf"|{word(DAY_NAMES)}|(?<![\d.])(?:19|20)\d\d(?!\d)"
        r"|(?:العام|السنة|الشهر|الأسبوع) (?:الماضي|المقبل|الجاري|الحالي)ة?"
    )
    for article, content in CONTENT.items():
        offsets = covered(article, "DATE")
        for match in re.finditer(pattern, content):
            around = content[max(0, match.start() - 20) : match.end() + 10]
            assert match.end() - 1 in offsets, (article, around)


def test_all_six_currencies_and_both_kinds_of_range_are_annotated():
    money = [m["value"] for m in GOLD if m["kind"] == "MONEY"]
    assert {v["currency"] for v in money} == {"USD", "IQD", "SAR", "KWD", "EUR", "GBP"}
    assert sum(v["amount_max"] is not None for v in money) >= 5
    dates = [m["value"] for m in GOLD if m["kind"] == "DATE"]
    assert len(dates) >= 200
    assert sum(v["start"] == v["end"] for v in dates) >= 100
