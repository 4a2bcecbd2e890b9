"""Every line of evidence that extraction writes can be read in Arabic."""

import ast
import csv
import datetime as dt
import json
import re
from itertools import product
from pathlib import Path

import pytest

from dashboard.collection.corrections.telling import line_of
from dashboard.extraction.names import names_engine
from dashboard.extraction.pipeline import Extractor
from dashboard.model import Article, Correction, CorrectionAction
from dashboard.wording import Language, Wording
from dashboard.wording.lines import EVIDENCE, evidence_words, row_of

ROOT = Path(__file__).resolve().parents[2]
ARABIC, ENGLISH = Wording(Language.ARABIC), Wording(Language.ENGLISH)


def _is_said_in_arabic(line: str) -> None:
    assert row_of(EVIDENCE, line), line
    arabic = re.sub("[\u2066-\u2069]", "", evidence_words(line, ARABIC))
    assert not re.search("[A-Za-z]", arabic), (line, arabic)


@pytest.mark.parametrize(
    ("line", "arabic"),
    [
        ("دولار is USD", "«دولار» تعني دولار أمريكي"),
        ("خمسة مليارات is 5000000000", "«خمسة مليارات» تساوي 5,000,000,000"),
        ("counted from the publication date, 2020-07-23", "محسوب من تاريخ النشر، 23 تموز 2020"),
        ("it is a Thursday, as written", "يوافق يوم الخميس كما كُتب"),
        ("أكثر من: more than", "«أكثر من»: أكثر من"),
        ("دينار is TND: the source is from TN", "«دينار» هنا دينار تونسي: المصدر من تونس"),
    ],
)
def test_lines_in_arabic(line: str, arabic: str) -> None:
    assert evidence_words(line, ARABIC) == arabic
    assert re.sub("[\u2066-\u2069]", "", evidence_words(line, ENGLISH)) == line


@pytest.mark.parametrize(
    ("line", "isolated"),
    [
        ("لتحالف الدولي: تحالف الدولي behind لل", ["لتحالف الدولي", "تحالف الدولي", "لل"]),
        ("دولار is USD", ["دولار"]),
        ("كيم جونغ-أون: in full", ["كيم جونغ-أون"]),
        ("counted from the publication date, 2020-07-23", []),
    ],
)
def test_arabic_in_an_english_line_does_not_turn_it(line: str, isolated: list[str]) -> None:
    assert re.findall("\u2068(.*?)\u2069", evidence_words(line, ENGLISH)) == isolated


def test_no_english_is_left_in_the_table() -> None:
    with EVIDENCE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert not re.search(r"[A-Za-z]", re.sub(r"\{[^}]*\}", "", row["ar"])), row
            holes = set(re.findall(r"\{(\w+)", row["ar"]))
            assert holes <= set(re.findall(r"\{(\w+)", row["en"])), row


def test_the_lines_of_the_sample_are_all_known() -> None:
    extractor = Extractor(names_engine("builtin"))
    articles = [
        Article(row["id"], row["title"], row["text"], row["source"])
        for line in (ROOT / "data" / "sample" / "articles.jsonl").open(encoding="utf-8")
        for row in [json.loads(line)]
    ]
    from dataclasses import replace
    from datetime import date

    dated = [replace(article, published=date(2020, 7, 23)) for article in articles]
    unknown = {
        line
        for mentions in extractor.mentions_of(articles + dated)
        for mention in mentions
        for line in mention.evidence
        if not row_of(EVIDENCE, line)
    }
    assert not unknown


def test_every_line_about_dates_is_known() -> None:
    """Every ``say("...")`` of the resolution, with its holes filled."""
    filled = {
        "WEEKDAYS": "Monday",
        "country": "IQ",
        "{month": "6",
        "self.published": "2020-07-23",
        "self.anchored_by": "the publication date",
        "side": "last",
        "note": "day first",
        "conflict": "the text says Friday, 2020-07-23 is a Thursday",
    }
    seen = 0
    for path in sorted((ROOT / "dashboard" / "extraction" / "dates" / "resolution").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".say")):
                continue
            if isinstance(node.args[0], ast.Constant):
                line = node.args[0].value
            elif isinstance(node.args[0], ast.JoinedStr):
                line = "".join(
                    str(part.value)
                    if isinstance(part, ast.Constant)
                    else next(
                        (text for words, text in filled.items() if words in ast.unparse(part)),
                        "شباط",
                    )
                    for part in node.args[0].values
                )
            else:  # a conflict, whose words stand elsewhere
                continue
            seen += 1
            _is_said_in_arabic(line)
    assert seen > 25


@pytest.mark.parametrize(
    "anchor",
    ["the publication date", "the day that the text calls today", "the article's dateline"],
)
def test_what_a_day_is_counted_from_is_said_in_arabic(anchor: str) -> None:
    arabic = evidence_words(f"counted from {anchor}, 2020-07-23", ARABIC)
    assert not re.search("[A-Za-z]", arabic), arabic
    assert "23 تموز 2020" in arabic


# Every reason that linking writes, by its holes, and lines as it fills them.
REASONS = {
    "{}: {} {}": ["الدفاع الروسيه: وزاره الدفاع الروسيه without its head", "ا: ب in full"],
    "{}: {} by another name of its nation": [
        "منتخب مصر: المنتخب المصري by another name of its nation"
    ],
    "{}: listed as {} ({})": ["امريكا: listed as الولايات المتحدة (CLDR)"],
    "kind by vote: {}": ["kind by vote: PER 5, LOC 2", "kind by vote: ORG 1"],
    "{}: {} in short": ["العبادي: حيدر العبادي in short"],
    "{}: {} behind لل": ["لقوات: قوات behind لل"],
    "{}: {} with an attached letter": ["بالعراق: عراق with an attached letter"],
    "{}: spelling of {}": ["كاغينز: spelling of كاجينز"],
    "{}: surname beside its only full name in the article": [
        "ا: surname beside its only full name in the article"
    ],
    "{}: spelling of the surname of a full name beside it": [
        "ا: spelling of the surname of a full name beside it"
    ],
    "{}: part of the only full name in the article with it": [
        "ا: part of the only full name in the article with it"
    ],
    "{}: nearly everybody of this surname in the collection": [
        "ا: nearly everybody of this surname in the collection"
    ],
    "{}: beside its only full name in the article": ["ا: beside its only full name in the article"],
}


def test_every_reason_of_linking_is_known() -> None:
    """A reason that is new in the code is missing in REASONS, and fails here."""
    written = set()
    for path in sorted((ROOT / "dashboard" / "collection" / "linking").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                text = "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "{}"
                    for part in node.values
                )
                if ": " in text:
                    written.add(text)
    # What is added to a joined text stands outside it.
    written |= {"kind by vote: {}"}
    assert written == set(REASONS)
    for line in [line for lines in REASONS.values() for line in lines]:
        assert row_of(EVIDENCE, line), line
        arabic = re.sub("[\u2066-\u2069]", "", evidence_words(line, ARABIC))
        assert not re.search("[A-Za-z]", arabic), arabic


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        (action, reason)
        for action, reason in product(CorrectionAction, ["", "ليس اسما"])
        if action is not CorrectionAction.UNDO
    ],
)
def test_every_line_of_a_correction_is_known(action: CorrectionAction, reason: str) -> None:
    detail = {
        "name": "بغداد",
        "into_name": "دار السلام",
        "new_name": "دار السلام",
        "surface": "في بغداد",
        "new_surface": "بغداد",
        "old_kind": "PER",
        "kind": "LOC",
    }
    at = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    correction = Correction(1, action, "a@1-5", tuple(detail.items()), "منى", at, reason)
    line = line_of(correction)
    assert row_of(EVIDENCE, line), line
    arabic = evidence_words(line, ARABIC)
    assert not re.search("[A-Za-z]", arabic), arabic
    assert "منى" in arabic
    assert reason in arabic
    assert "1 أيار 2026" in arabic


def test_lines_of_corrections_and_linking_in_arabic() -> None:
    told = "retag: PER → LOC; منى, 2026-05-01; مدينة"
    assert evidence_words(told, ARABIC) == "تغيير النوع: شخص ← مكان؛ منى، 1 أيار 2026؛ مدينة"
    vote = evidence_words("kind by vote: PER 5, LOC 2", ARABIC)
    assert vote == "النوع بالأغلبية: أشخاص 5 وأماكن 2"


def test_every_line_about_names_and_outside_the_calendar_is_known() -> None:
    """The words of every ``changed(...)`` and ``Outside(...)`` in the code, their holes filled."""
    seen = 0
    for path in sorted((ROOT / "dashboard" / "extraction").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            if not re.search(r"(\.changed|^Outside)$", ast.unparse(node.func)):
                continue
            said = node.args[0]
            if isinstance(said, ast.Constant):
                line = str(said.value)
            elif isinstance(said, ast.JoinedStr):
                line = "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "شباط"
                    for part in said.values
                ).replace("شباط ends here", "name.rule ends here")
            else:
                continue
            seen += 1
            _is_said_in_arabic(line)
    assert seen > 12


def test_an_unknown_line_is_shown_as_written() -> None:
    assert "something new" in evidence_words("something new", ARABIC)
