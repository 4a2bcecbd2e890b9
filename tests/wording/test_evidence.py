"""Every line of evidence that extraction writes can be read in Arabic."""

import csv
import json
import re
from pathlib import Path

import pytest

from dashboard.extraction.names import names_engine
from dashboard.extraction.pipeline import Extractor
from dashboard.model import Article
from dashboard.wording import Language, Wording
from dashboard.wording.evidence import TABLE, evidence_words, is_known

ROOT = Path(__file__).resolve().parents[2]
ARABIC, ENGLISH = Wording(Language.ARABIC), Wording(Language.ENGLISH)


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
    assert evidence_words(line, ENGLISH) == line


def test_no_english_is_left_in_the_table() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
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
        if not is_known(line)
    }
    assert not unknown


def test_an_unknown_line_is_shown_as_written() -> None:
    assert "something new" in evidence_words("something new", ARABIC)
