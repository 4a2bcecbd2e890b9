"""What news sense does to raw spans, in sentences written for these tests.

``raw`` marks what an engine gave with «PER:...», «ORG:...», «LOC:...»; the expected names are
(kind, surface). The marks are taken out before reading.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.extraction.names.engine import NameSpan
from dashboard.extraction.names.news_sense import NewsSense, names_by_sense
from dashboard.model import MentionKind

_MARK = re.compile(r"\[(PER|ORG|LOC|MISC):([^\]]*)\]")


def raw(marked: str) -> tuple[str, list[NameSpan]]:
    text, spans, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        spans.append(
            NameSpan(len(text), len(text) + len(match[2]), MentionKind(match[1]), "engine")
        )
        text += match[2]
        at = match.end()
    return text + marked[at:], spans


def names(marked: str) -> list[tuple[str, str]]:
    text, spans = raw(marked)
    return [(span.kind.value, text[span.start : span.end]) for span in names_by_sense(text, spans)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # titles, professions and nationalities stay outside
        ("قال [PER:الدكتور سامر الخوالدة] كلمته", [("PER", "سامر الخوالدة")]),
        ("حضر [PER:الرئيس الفرنسي رامون دلبير]", [("PER", "رامون دلبير")]),
        ("وصل [PER:اللبناني جاد معلوفي] أمس", [("PER", "جاد معلوفي")]),
        ("التقى [PER:وزير الخارجية]", []),
        ("رئيس الهيئة تركي آل الشيخ قال", [("PER", "تركي آل الشيخ")]),
        ("وصل [PER:سيف بن راشد] آل سمعان", [("PER", "سيف بن راشد آل سمعان")]),
        # nor does a word of kinship stand for anybody
        ("سعد ([PER:ابن] النائب السابق [PER:معروف السنديان])", [("PER", "معروف السنديان")]),
        ("قالت [PER:ابن سنديان] إنها", [("PER", "ابن سنديان")]),
        # nationalities and peoples alone are no names
        ("قتل جنديان [LOC:إسرائيليان] و[LOC:العراقيين]", []),
        ("فاز [PER:التونسيون] باللقب", []),
        # heads of bodies
        ("بيان الحكومة العراقية صدر", [("ORG", "الحكومة العراقية")]),
        ("وذلك بدعم للقوات العراقية هناك", [("ORG", "لقوات العراقية")]),
        ("بيان القوات الجوية الأمريكية صدر", [("ORG", "القوات الجوية الأمريكية")]),
        ("أعلنت وزارة الدفاع الأمريكية ذلك", [("ORG", "وزارة الدفاع الأمريكية")]),
        ("أعلنت وزارة التربية والتعليم ذلك", [("ORG", "وزارة التربية والتعليم")]),
        ("قالت شركة [ORG:هواوي] إنها", [("ORG", "شركة هواوي")]),
        ("قال حزب [LOC:الأمة] إنه", [("ORG", "حزب الأمة")]),
        ("وفق الهيئة العامة للاستثمار أمس", [("ORG", "الهيئة العامة للاستثمار")]),
        ("الاتحاد السعودي لكرة القدم قرر", [("ORG", "الاتحاد السعودي لكرة القدم")]),
        ("قضت المحكمة الابتدائية ب[LOC:سوسة] بسجنه", [("ORG", "المحكمة الابتدائية بسوسة")]),
        ("حكومة [LOC:اليابان] تدرس", [("ORG", "حكومة اليابان")]),
        ("في حكومة [PER:عبد المهدي] السابقة", [("PER", "عبد المهدي")]),
        # a quotation mark stops the head
        ('نشرت صحيفة "الضحى" مقالا', [("ORG", "الضحى")]),
        ('صنفت جماعة "إرهابية" أمس', []),
        ("صادر الجيش شركة تملكها الجماعة", []),
        ("ضبطت شبكة تتاجر بالآثار", []),
        ("أكدت جماعة تتهمها السلطات", []),
        ("قالت شركة تيليغرام إنها", [("ORG", "شركة تيليغرام")]),
        ("وأفادت وكالة تاس أمس", [("ORG", "وكالة تاس")]),
        ("توقفت حركة القطارات أمس", []),
        ("وقع مركز الزلزال في البحر", []),
        ("تستعد البلاد لاحتضان تنظيم كأس العالم", []),
        ("يلعب في مركز الظهير منذ عام", []),
        ("تتواصل المعارك في جبهة [LOC:الحديدة]", [("LOC", "الحديدة")]),
        ("قالت [ORG:لراديو زرقاوين] إنها", [("ORG", "راديو زرقاوين")]),
        ("قال [ORG:حزب الأمل] من أجل الجمهورية", [("ORG", "حزب الأمل من أجل الجمهورية")]),
        ("القوات الكورية الجنوبية تنتشر", [("ORG", "القوات الكورية الجنوبية")]),
        ("لحوم فاسدة في [ORG:معهد ثانوي]", []),
        # bare short forms are no names, established ones are
        ("أكدت [ORG:الحكومة] أن [ORG:القوات] تقدمت", []),
        ("قرر البنك المركزي رفع الفائدة", [("ORG", "البنك المركزي")]),
        ("قوات التحالف تقصف", []),
        # a minister is no ministry
        ("قالت وزيرة الخارجية الألمانية", []),
        # regions stand without their head, sites with it
        ("في [LOC:محافظة نينوى] أمس", [("LOC", "نينوى")]),
        ("قرب مطار [LOC:بغداد] الدولي", [("LOC", "مطار بغداد الدولي")]),
        # sure names that the engine missed, clitics outside
        ("وقال مسؤول بالعراق وداعش", [("LOC", "العراق"), ("ORG", "داعش")]),
        ("(رويترز) ثم (أ ف ب)", [("ORG", "رويترز"), ("ORG", "أ ف ب")]),
        ("وسم #الولايات_المتحدة يتصدر", [("LOC", "الولايات_المتحدة")]),
        # an adjective is no country, a found thing no city
        ("الحكومة السعودية والسعودية", [("ORG", "الحكومة السعودية"), ("LOC", "السعودية")]),
        ("وجده حيا", []),
        # names that engines run together
        (
            "[ORG:الأمم المتحدة فلان الفلاني] قال",
            [("ORG", "الأمم المتحدة"), ("ORG", "فلان الفلاني")],
        ),
        ("[PER:لكن هاني سمعان] قد", [("PER", "هاني سمعان")]),
        ("[LOC:زربطانة] [LOC:وكربلينة] هنا", [("LOC", "زربطانة"), ("LOC", "كربلينة")]),
        ("قالت [ORG:شركة زرقاوين الفرنسية] إنها", [("ORG", "شركة زرقاوين")]),
        ("نفى [ORG:التلفزيون السوري] ذلك", [("ORG", "التلفزيون السوري")]),
        # kinds that are not shown
        ("كأس [MISC:العالم]", []),
    ],
)
def test_sense(marked: str, expected: list[tuple[str, str]]) -> None:
    assert names(marked) == expected


def test_surname_later_is_the_person() -> None:
    marked = "قال [PER:رامون دلبيرو] كلمة. وأضاف دلبيرو أنها لدلبيرو."
    assert names(marked) == [("PER", "رامون دلبيرو"), ("PER", "دلبيرو"), ("PER", "دلبيرو")]


def test_surname_that_is_a_common_word_is_left_alone() -> None:
    assert names("قال [PER:رامون الكبير] كلمة. ثم اشترى البيت الكبير.") == [("PER", "رامون الكبير")]


def test_a_name_of_father_and_son_stands_for_itself_only() -> None:
    marked = "لقبه [PER:أبو دلبيرو] قديم. ثم عاد أبو دلبيرو إلى دلبيرو."
    assert names(marked) == [("PER", "أبو دلبيرو")] * 2
    marked = "قال [PER:رامون بن دلبيرو] كلمة. وأضاف بن دلبيرو ثم دلبيرو."
    assert names(marked) == [("PER", "رامون بن دلبيرو"), ("PER", "بن دلبيرو")]


def test_name_found_twice_is_found_everywhere() -> None:
    marked = "في [LOC:زربطانة] أمس. سكان [LOC:زربطانة] هنا، وإلى زربطانة."
    assert names(marked) == [("LOC", "زربطانة")] * 3


def test_one_kind_for_a_surname() -> None:
    marked = "قال [PER:رامون دلبيرو]. غادر [LOC:دلبيرو] أمس."
    assert names(marked) == [("PER", "رامون دلبيرو"), ("PER", "دلبيرو")]


def test_clubs_are_cities_outside_sport() -> None:
    sport = "مدرب برشلونة يختار لاعبا. فريق المدرب فاز في مباراة الدوري. سجل مهاجم الأهلي هدفا."
    assert names(sport) == [("ORG", "برشلونة"), ("ORG", "الأهلي")]
    assert names("وقع الحادث قرب برشلونة.") == [("LOC", "برشلونة")]


def test_evidence_says_what_changed() -> None:
    text, spans = raw("قال [PER:الدكتور سامر الخوالدة] كلمته")
    [name] = names_by_sense(text, spans)
    assert name.evidence == ("title الدكتور stays outside",)


class Silent:
    name = "silent"
    version = "1"

    def find(self, contents):
        return [[] for _ in contents]


def test_engine_is_wrapped() -> None:
    engine = NewsSense(Silent())
    assert engine.name == "silent"
    assert engine.version.startswith("1+sense")
    [first, second] = engine.find(["زار باريس", "لا أحد"])
    assert [span.kind for span in first] == [MentionKind.LOC]
    assert second == []


_WORDS = """الحكومة العراقية وزارة الدفاع قال محمد الدكتور بالعراق شركة و للقوات الأمم المتحدة مطار
في # _ . ( CNN 2014 مُحَمَّد صحيفة"""
_PIECES = st.sampled_from([*_WORDS.split(), '"', "\n", " "])


def test_a_name_cut_before_another_keeps_no_sign_of_the_cut() -> None:
    text = "زار سامر الحلبي - وبالعراق اجتمع"
    span = NameSpan(4, text.index(" اجتمع"), MentionKind.PER, "engine")
    assert [text[name.start : name.end] for name in names_by_sense(text, [span])] == [
        "سامر الحلبي",
        "العراق",
    ]


@given(st.lists(_PIECES, max_size=25), st.data())
def test_spans_are_inside_apart_and_in_order(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces)
    spans, at = [], 0
    while at < len(text) and data.draw(st.booleans()):
        start = data.draw(st.integers(at, len(text) - 1))
        end = data.draw(st.integers(start + 1, min(len(text), start + 20)))
        kind = data.draw(st.sampled_from([MentionKind.PER, MentionKind.ORG, MentionKind.LOC]))
        spans.append(NameSpan(start, end, kind, "engine"))
        at = end
    found = names_by_sense(text, spans)
    ends = [0, *(name.end for name in found)]
    for before, name in zip(ends, found, strict=False):
        assert before <= name.start < name.end <= len(text)
        assert text[name.start : name.end].strip() == text[name.start : name.end]
