import datetime as dt
import json
from decimal import Decimal

import pandas as pd
import pytest

from dashboard.annotation.article import article_payload
from dashboard.annotation.evidence import EvidenceMark, EvidenceRow, evidence_payload, evidence_rows
from dashboard.annotation.reader import Cure, reader_payload
from dashboard.model import Article, Mention, MentionKind, MoneyValue
from dashboard.wording import Digits, Language, Wording

ARABIC = Wording()
ENGLISH = Wording(Language.ENGLISH)
ARTICLE = Article(
    "a1",
    "دعم بقيمة 5 ملايين دولار",
    "أعلن الوزير من بغداد دعما. يبلغ 5 ملايين دولار.\n\nوغادر بغداد.",
    "واع",
    "https://example.org/1",
    dt.date(2020, 7, 23),
)
FIVE = MoneyValue(Decimal(5_000_000), currency="USD", basis="written")


def mentions_of(article):
    content = article.content
    found = []
    for surface, kind, value in (
        ("5 ملايين دولار", MentionKind.MONEY, FIVE),
        ("بغداد", MentionKind.LOC, None),
    ):
        at = content.find(surface)
        while at >= 0:
            found.append(
                Mention(article.id, at, at + len(surface), surface, kind, value, f"{kind}.rule")
            )
            at = content.find(surface, at + 1)
    return found


MENTIONS = mentions_of(ARTICLE)
NAMED = {m.id: ("e:baghdad", "بغداد") for m in MENTIONS if m.kind is MentionKind.LOC}
REPEATS = {m.id: 2 for m in MENTIONS if m.kind is MentionKind.MONEY}


def text_of(piece):
    return piece if isinstance(piece, str) else piece[0]


def lines(payload):
    return [
        "".join(text_of(piece) for sentence in block["s"] for piece in sentence)
        for block in payload["blocks"]
    ]


def test_the_article_arrives_whole():
    payload = article_payload(ARTICLE, MENTIONS, ARABIC, NAMED, REPEATS)
    assert "".join(map(text_of, payload["title"])) == ARTICLE.title
    assert lines(payload) == [line for line in ARTICLE.text.split("\n") if line]
    assert [len(block["s"]) for block in payload["blocks"]] == [2, 1]
    assert payload["size"] == len(ARTICLE.content)


def test_mentions_are_listed_in_the_order_of_the_text():
    payload = article_payload(ARTICLE, MENTIONS[::-1], ARABIC, NAMED, REPEATS)
    spans = [(start, end) for start, end, _, _ in payload["mentions"]]
    assert spans == sorted(spans)
    assert [kind for _, _, kind, _ in payload["mentions"]] == ["MONEY", "LOC", "MONEY", "LOC"]
    # Each mention's segments say its surface.
    pieces = [*payload["title"], *(p for b in payload["blocks"] for s in b["s"] for p in s)]
    for index, (start, end, _, _) in enumerate(payload["mentions"]):
        surface = "".join(p[0] for p in pieces if not isinstance(p, str) and index in p[1:])
        assert surface == ARTICLE.content[start:end]


def test_the_same_name_or_amount_shares_one_card():
    payload = article_payload(ARTICLE, MENTIONS, ENGLISH, NAMED, REPEATS)
    assert len(payload["cards"]) == 2
    assert [row[:2] for row in payload["cards"][0]["rows"] if row[0] == "Repeats"] == [
        ["Repeats", "2 times in the article, counted once"]
    ]
    assert payload["cards"][1]["filter"]["entity"] == "e:baghdad"


def test_the_legend_counts_what_is_marked():
    assert article_payload(ARTICLE, MENTIONS, ENGLISH)["legend"] == [
        ["LOC", "Places", "2"],
        ["MONEY", "Amounts", "2"],
    ]


def test_the_date_line():
    assert article_payload(ARTICLE, [], ARABIC)["date"] == "الخميس 23 تموز 2020"
    assert article_payload(ARTICLE, [], ENGLISH)["date"] == "23 Jul 2020"
    undated = Article("a", "", "نص")
    payload = article_payload(undated, [], ENGLISH)
    assert (payload["date"], payload["source"]) == (
        "No date of publication",
        "Source not given",
    )
    assert (payload["title"], payload["titled"]) == (["Untitled"], False)
    assert lines(payload) == ["نص"]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/1", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(url, kept):
    payload = article_payload(Article("a", "", "نص", url=url), [], ARABIC)
    assert payload["url"] == (url if kept else "")


def test_direction_follows_the_article_not_the_interface():
    assert article_payload(ARTICLE, [], ENGLISH)["dir"] == "rtl"
    english = Article("a", "", "text", language="en")
    assert article_payload(english, [], ARABIC)["dir"] == "ltr"


def test_the_key_changes_with_what_is_shown():
    one = article_payload(ARTICLE, MENTIONS, ARABIC)
    assert one["key"] == article_payload(ARTICLE, MENTIONS, ARABIC)["key"]
    assert one["key"] != article_payload(ARTICLE, MENTIONS[1:], ARABIC)["key"]
    assert one["key"] != article_payload(ARTICLE, MENTIONS, ENGLISH)["key"]


def test_a_mention_of_another_article_is_an_error():
    with pytest.raises(ValueError, match="does not lie within"):
        article_payload(Article("a", "", "قصير"), MENTIONS, ARABIC)


def evidence_frame():
    """Columns as collection.evidence_sentences gives them."""
    return pd.DataFrame(
        [
            {
                "article": "a1",
                "title": "ع",
                "source": "واع",
                "published": dt.date(2020, 7, 23),
                "paragraph": 1,
                "sentence_start": 25,
                "text": "وصل 😀 إلى بغداد.",
                "spans": [(10, 15, "LOC", "a1@35-40")],
            },
            {
                "article": "a2",
                "title": "",
                "source": "",
                "published": None,
                "paragraph": 0,
                "sentence_start": 0,
                "text": "بغداد",
                "spans": [(0, 5, "LOC", "a2@0-5")],
            },
            {
                "article": "a3",
                "title": "بغداد",
                "source": "واع",
                "published": dt.date(2019, 1, 1),
                "paragraph": 0,
                "sentence_start": 0,
                "text": "بغداد",
                "spans": [(0, 5, "LOC", "a3@0-5")],
            },
        ]
    )


def test_evidence_rows_say_where_and_when():
    rows = evidence_rows(evidence_frame(), ENGLISH, {"a3@0-5": "5,000 USD"})
    assert [(row.id, row.published, row.note) for row in rows] == [
        ("a1@25", "23 Jul 2020", "para. 1"),
        ("a2@0", "", "para. 1"),
        ("a3@0", "1 Jan 2019", "5,000 USD"),
    ]
    (title,) = evidence_rows(evidence_frame().iloc[2:], ARABIC)
    assert title.note == "العنوان"


def test_evidence_marks_only_the_counted_mentions():
    payload = evidence_payload(evidence_rows(evidence_frame(), ENGLISH), ENGLISH, mentions=3)
    assert payload["rows"][0]["text"] == ["وصل 😀 إلى ", ["بغداد", 0], "."]
    assert payload["rows"][0]["mentions"] == [["a1@35-40", "LOC"]]
    assert payload["rows"][1]["date"] == "undated"
    assert payload["rows"][1]["source"] == "Source not given"
    assert (payload["badge"], payload["badge_label"], payload["more"]) == ("3", "3 mentions", "")


def test_a_list_that_is_not_all_says_how_much_there_is():
    rows = evidence_rows(evidence_frame(), ARABIC)
    payload = evidence_payload(rows, ARABIC, mentions=41, sentences=38)
    assert payload["more"] == "3 من 38"
    assert payload["shown"] == 3


def test_an_empty_list_says_why_and_what_to_do():
    payload = evidence_payload(
        [], ENGLISH, mentions=0, empty=Cure("No amounts in 2014.", "Widen the period", "widen")
    )
    assert payload["empty"] == {
        "cause": "No amounts in 2014.",
        "cure": "Widen the period",
        "action": "widen",
    }


def test_a_pair_marks_both():
    row = EvidenceRow(
        "r",
        "a",
        "s",
        "d",
        "أب جد",
        (
            EvidenceMark(0, 2, MentionKind.PER, "a@0-2"),
            EvidenceMark(3, 5, MentionKind.ORG, "a@3-5"),
        ),
    )
    payload = evidence_payload([row], ENGLISH, mentions=2)
    assert payload["rows"][0]["text"] == [["أب", 0], " ", ["جد", 1]]
    assert payload["rows"][0]["mentions"] == [["a@0-2", "PER"], ["a@3-5", "ORG"]]


@pytest.mark.parametrize("wording", [ARABIC, ENGLISH, Wording(digits=Digits.ARABIC_INDIC)])
def test_the_payload_is_json(wording):
    payload = reader_payload(
        wording,
        evidence_payload(evidence_rows(evidence_frame(), wording), wording, mentions=3),
        article_payload(ARTICLE, MENTIONS, wording, NAMED, REPEATS),
        chosen=[MENTIONS[0].id],
        hits=[m.id for m in MENTIONS],
    )
    assert json.loads(json.dumps(payload)) == payload
    assert payload["dir"] == wording.direction
    assert payload["texts"]["reader.position"].count("{") == 2


def test_without_an_article_the_pane_says_what_to_do():
    payload = reader_payload(ENGLISH, None, None)
    assert payload["empty"]["cause"] == "No article is open."


def test_arabic_digits_reach_the_counter_that_the_browser_keeps():
    eastern = Wording(digits=Digits.ARABIC_INDIC)
    assert reader_payload(eastern, None, None)["digits"] == "٠١٢٣٤٥٦٧٨٩"
    assert reader_payload(ARABIC, None, None)["digits"] == ""
