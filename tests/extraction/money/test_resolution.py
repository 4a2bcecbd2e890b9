"""Whose currency a shared name is: each step of the decision, in its order."""

import pytest

from dashboard.extraction.context import ReadingContext
from dashboard.extraction.money import find_money
from dashboard.model import MoneyValue

NOWHERE = ReadingContext()
CAIRO = ReadingContext(source="youm7.com")
TUNIS = ReadingContext(source="Jawhara FM")


def decided(text: str, context: ReadingContext) -> list[tuple[str | None, str]]:
    values = [mention.value for mention in find_money(text, context)]
    return [(v.currency, v.basis) for v in values if isinstance(v, MoneyValue)]


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        # The name itself.
        ("5 يورو", NOWHERE, [("EUR", "written")]),
        ("5 دولارات في كندا", NOWHERE, [("USD", "written")]),
        ("$5", NOWHERE, [("USD", "written")]),
        # The adjective outranks all else.
        ("دفع في مصر 5 دنانير كويتية", CAIRO, [("KWD", "adjective")]),
        ("5 دولارات كندية", NOWHERE, [("CAD", "adjective")]),
        ("10 فرنكات سويسرية", NOWHERE, [("CHF", "adjective")]),
        ("10 ليرات سورية", NOWHERE, [("SYP", "adjective")]),
        # Then what the article calls by its full name, before or after.
        ("5 دنانير كويتية ثم 7 دنانير", NOWHERE, [("KWD", "adjective"), ("KWD", "article")]),
        ("7 دنانير ثم 5 دنانير كويتية", NOWHERE, [("KWD", "article"), ("KWD", "adjective")]),
        ("هبط الدينار الكويتي. 7 دنانير", NOWHERE, [("KWD", "article")]),
        ("10 سنتات من 3 يورو", NOWHERE, [("EUR", "article"), ("EUR", "written")]),
        # Two of them: the nearest before it in its sentence.
        (
            "5 دنانير كويتية. وفي بغداد 6 دنانير عراقية ثم 7 دنانير",
            NOWHERE,
            [("KWD", "adjective"), ("IQD", "adjective"), ("IQD", "article")],
        ),
        # Then places: in the sentence, else in the article.
        ("دفع في بغداد 7 دنانير", NOWHERE, [("IQD", "country")]),
        ("قالت الحكومة الكويتية إنها دفعت 7 دنانير", NOWHERE, [("KWD", "country")]),
        ("للعراق 7 دنانير", NOWHERE, [("IQD", "country")]),
        ("وصل الوفد إلى عمّان.\nودفع 7 دنانير", NOWHERE, [("JOD", "country")]),
        ("سافر من الكويت.\nوفي بغداد دفع 7 دنانير", NOWHERE, [("IQD", "country")]),
        ("في جنوب السودان 7 جنيهات", NOWHERE, [("SSP", "country")]),
        # Then the source.
        ("دفع 7 جنيهات", CAIRO, [("EGP", "source")]),
        ("دفع 7 دنانير", TUNIS, [("TND", "source")]),
        ("دفع 7 دنانير", ReadingContext(url="https://www.spa.gov.kw/1"), [("KWD", "source")]),
        ("دفع 7 دنانير", ReadingContext(country="JO"), [("JOD", "source")]),
        # Else it stays open.
        ("دفع 7 دنانير", NOWHERE, [(None, "undecided")]),
        ("بين العراق والكويت 7 دنانير", NOWHERE, [(None, "undecided")]),
        ("دفع 7 ريالات", CAIRO, [(None, "undecided")]),
    ],
)
def test_decides(
    text: str, context: ReadingContext, expected: list[tuple[str | None, str]]
) -> None:
    assert decided(text, context) == expected


def test_an_open_currency_keeps_its_candidates_and_says_why() -> None:
    (mention,) = find_money("دفع 7 ريالات", NOWHERE)
    assert isinstance(mention.value, MoneyValue)
    assert mention.value.candidates == ("SAR", "IRR", "QAR", "YER", "OMR")
    assert any("several states" in reason for reason in mention.evidence)


def test_evidence_names_the_place_and_the_phrase() -> None:
    (mention,) = find_money("دفع العراق أكثر من سبعة دنانير", NOWHERE)
    assert mention.evidence == (
        "سبعة is 7",
        "دنانير is IQD: the sentence names العراق",
        "أكثر من: more than",
    )


def test_evidence_spells_the_currency_as_the_text_does() -> None:
    (mention,) = find_money("نحو أكثر من مِئةِ ليرةٍ سوريّة", NOWHERE)
    assert mention.evidence == (
        "مِئةِ is 100",
        "ليرةٍ سوريّة is SYP",
        "أكثر من: more than",
        "نحو: about",
    )
