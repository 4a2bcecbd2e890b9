"""Examples of every kind of date, grouped by the value that they denote.

The sentences are our own. ``PUBLISHED`` is a Wednesday in the middle of a year and of a week.
"""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.extraction.context import ReadingContext
from dashboard.extraction.dates import find_dates
from dashboard.model import Calendar, DateValue, Grain, Mention

PUBLISHED = dt.date(2015, 6, 10)


def found(text: str, published: dt.date | None = PUBLISHED, country: str = "") -> list[Mention]:
    context = ReadingContext(article="a", published=published, country=country)
    mentions = find_dates(text, context)
    assert all(text[m.start : m.end] == m.surface for m in mentions)
    return mentions


def value(text: str, published: dt.date | None = PUBLISHED, country: str = "") -> DateValue:
    (mention,) = found(text, published, country)
    assert isinstance(mention.value, DateValue), mention
    return mention.value


# TIMEX3 value -> expressions, each the only date of its text.
POINTS: dict[str, list[str]] = {
    "2014-10-27": [
        "27 أكتوبر 2014",
        "27 أكتوبر/تشرين الأول 2014",
        "27 تشرين الأول / أكتوبر من عام 2014",
        "27 أكتوبر (تشرين الأول) 2014",
        "الاثنين 27 أكتوبر 2014",
        "يوم الاثنين، 27 أكتوبر، 2014",
        "السابع والعشرين من أكتوبر عام 2014",
        "السابع والعشرون من شهر تشرين الأول لعام 2014",
        "٢٧ أكتوبر ٢٠١٤",
        "27/10/2014",
        "27-10-2014",
        "27.10.2014",
        "٢٧/١٠/٢٠١٤",
        "2014-10-27",
        "2014/10/27",
        "10/27/2014",
        "أكتوبر 27، 2014",
        "27أكتوبر2014",
        "27 اكتوبر ألفين وأربعة عشر",
    ],
    "2014-08-05": ["5 أوت 2014", "5 آب 2014", "5 أب 2014", "5 غشت 2014", "5 آب/أغسطس 2014"],
    "2014-01-01": ["1 جانفي 2014", "غرة جانفي 2014", "الأول من كانون الثاني 2014"],
    "2015-06-10": ["اليوم", "هذا اليوم", "اليوم الأربعاء", "اليوم (الأربعاء)", "10 الجاري"],
    "2015-06-09": ["أمس", "أمس الثلاثاء", "بالأمس", "يوم أمس", "البارحة"],
    "2015-06-08": ["أول أمس", "أول من أمس", "أمس الأول", "قبل يومين"],
    "2015-06-11": ["غدا", "غدا الخميس", "يوم غد", "يوم غد الخميس"],
    "2015-06-12": ["بعد غد", "بعد غد الجمعة"],
    "2015-06-05": [
        "أعلن الجمعة",
        "قتل يوم الجمعة",
        "الجمعة الماضي",
        "يوم الجمعة الماضية",
        "5 يونيو الجاري",
    ],
    "2015-06-17": [
        "يعود الوفد بعد أسبوع",
        "ويحل بعد أسبوع الموعد",
        "سيعرض الفيلم بعد نحو أسبوع",
        "أسبوع من الآن",
    ],
    "2015-07-01": ["يفتتح المعرض بعد ثلاثة أسابيع", "بعد 3 أسابيع من اليوم"],
    "2015-06-24": ["ستبدأ بعد أسبوعين الحملة", "سيسافر الفريق بعد أسبوعين"],
    "2015-05-27": ["غادر قبل أسبوعين", "قبل نحو أسبوعين", "وصل منذ قرابة أسبوعين"],
    "2015-05-31": ["قررت، قبل نحو عشرة أيام،", "قبل زهاء عشرة أيام", "آخر يوم من شهر مايو"],
    "2015-06-03": [
        "قبل أسبوع",
        "وصل قبل أسبوع واحد",
        "الأربعاء الماضي",
        "يوم الأربعاء من الأسبوع الماضي",
    ],
    "2015-06-19": ["الجمعة من الأسبوع المقبل", "يوم الجمعة 19 يونيو"],
    "2015-06-14": ["الأحد المقبل", "سيعقد الاجتماع الأحد"],
    "2015-06-13": ["السبت المقبل", "يجتمع المجلس السبت"],
    "2015-06-15": ["15 من الشهر الجاري", "الخامس عشر من الشهر الحالي", "15 يونيو"],
    "2015-05-20": ["20 من الشهر الماضي", "العشرين من مايو الماضي", "20 مايو المنصرم"],
    "2015-03-20": ["الجمعة الثالثة من مارس 2015", "ثالث جمعة من مارس 2015"],
    "2015-03-05": ["في 5 مارس", "يوم 5 مارس", "الخميس 5 مارس"],
    "2015-06-07": ["قبل ثلاثة أيام", "قبل 3 أيام"],
    "2015-W23": ["الأسبوع الماضي"],
    "2015-W24": ["هذا الأسبوع", "الأسبوع الجاري", "نهاية الأسبوع الحالي"],
    "2015-W25": ["الأسبوع المقبل", "مطلع الأسبوع القادم"],
    "2015-W23-WE": ["عطلة نهاية الأسبوع الماضي"],
    "2015-W26": ["أسبوع 23 يونيو"],
    "2015-05": [
        "الشهر الماضي",
        "مايو الماضي",
        "أواخر مايو",
        "شهر ماي الفارط",
        "قبل شهر",
        "قبل نحو شهر",
    ],
    "2015-06": ["الشهر الجاري", "هذا الشهر", "منتصف الشهر الحالي", "يونيو الجاري", "في جوان"],
    "2015-07": ["الشهر المقبل", "يوليو/تموز المقبل", "تموز القادم"],
    "2015-08": ["سيفتتح الجسر بعد حوالي شهرين", "ستنتهي الأشغال بعد ما يقارب شهرين"],
    "2014-12": ["ديسمبر 2014", "كانون الأول/ديسمبر 2014", "شهر ديسمبر من العام الماضي", "12/2014"],
    "2014-09": ["في أيلول من عام 2014", "سبتمبر، 2014"],
    "2014": [
        "عام 2014",
        "العام 2014",
        "سنة 2014",
        "في 2014",
        "العام الماضي",
        "السنة الماضية",
        "السنة الفارطة",
        "2014م",
        "عام 2014م",
        "عام ألفين وأربعة عشر",
        "نهاية عام 2014",
        "قبل عام",
        "قبل نحو عام",
        "تعارفا قبل حوالي عام، ثم تزوجا",
    ],
    "2015": ["العام الجاري", "هذا العام", "نهاية العام", "مطلع العام الحالي", "السنة الحالية"],
    "2016": ["العام المقبل", "السنة القادمة", "العام المقبل 2016"],
    "1967": ["عام 67", "عام 1967"],
    "198": ["الثمانينيات", "ثمانينيات القرن الماضي", "الثمانينات", "ثمانينات القرن العشرين"],
    "187": ["سبعينيات القرن التاسع عشر"],
    "18": ["القرن التاسع عشر", "القرن الـ19"],
    "19": ["القرن الماضي", "القرن العشرين"],
    "200": ["العقد الماضي"],
    "2015-Q1": [
        "الربع الأول من 2015",
        "الربع الأول من العام الجاري 2015",
        "الربع الأول من العام الجاري",
        "الربع الأول",
    ],
    "2014-Q4": ["الربع الأخير من عام 2014", "الربع الرابع 2014", "2014 الربع الرابع"],
    "2014-H2": ["النصف الثاني من 2014", "النصف الثاني من العام الماضي"],
    "2014-SU": ["صيف 2014", "صيف عام 2014", "الصيف الماضي"],
    "2015-SU": ["هذا الصيف"],
    "2014/2015": ["2014-2015", "2014/2015", "العام الدراسي 2014-2015", "بين عامي 2014 و2015"],
    "2014/2021": ["2014-2021", "من 2014 إلى 2021", "بين 2014 و2021"],
    "2016-03-03/2016-03-05": ["من 3 إلى 5 مارس 2016", "بين 3 و5 مارس 2016", "3-5 مارس 2016"],
    "2016-03-03/2016-04-05": ["من 3 مارس إلى 5 أبريل 2016", "3 مارس 2016 - 5 أبريل 2016"],
    "2015-09-10/2015-09-20": ["من 10 لـ20 سبتمبر المقبل", "من 10 ل 20 سبتمبر 2015"],
    "2015-05-03/2015-06-05": ["من 3 مايو لـ5 يونيو 2015"],
    "2016-03-08/2016-03-09": ["يومي 8 و9 مارس المقبل"],
    "2016-03-08/2016-03-10": ["أيام 8 و9 و10 مارس 2016"],
    "2014-05-01/2014-05-05": ["الأيام الخمسة الأولى من مايو 2014"],
    "2015-01-01/2015-03-31": ["الأشهر الثلاثة الأولى من العام الجاري"],
    "2012-06-10/2015-06-10": ["السنوات الثلاث الماضية", "آخر ثلاث سنوات"],
    "2013-06-10/2015-06-10": ["العامين الماضيين"],
    "2015-06-08/2015-06-09": ["اليومين الماضيين"],
    "2015-06-11/2015-06-13": ["الأيام الثلاثة المقبلة"],
    "2015-06-10/2020-06-10": ["السنوات الخمس المقبلة"],
    "2014-07-01/2015-06-30": ["السنة المالية المنتهية في 30 يونيو 2015"],
}


@pytest.mark.parametrize(
    ("timex", "text"), [(timex, text) for timex, texts in POINTS.items() for text in texts]
)
def test_value(timex: str, text: str) -> None:
    assert value(text).timex == timex


# Text -> the spans of its dates.
SPANS: dict[str, list[str]] = {
    "فاز الفريق 5-صفر في 2011 على ضيفه": ["2011"],
    "انتهت المباراة 3 - صفر عام 2014": ["عام 2014"],
    "حدث ذلك في صفر 1440": ["صفر 1440"],
    "منذ 2003 وحتى 2010": ["2003", "2010"],
    "لأعوام 2016 و2017 و2018": ["أعوام 2016", "2017", "2018"],
    "للعام المقبل": ["لعام المقبل"],
    "وبحلول نهاية 2014،": ["نهاية 2014"],
    "أقيم من 3 إلى 5 مارس.": ["من 3 إلى 5 مارس"],
    "من 1 مارس 2014 حتى 5 أبريل 2014": ["1 مارس 2014", "5 أبريل 2014"],
    "بداية من شهر ماي المقبل": ["شهر ماي المقبل"],
    "مساء أمس الثلاثاء في بغداد": ["أمس الثلاثاء"],
    "صباح الخميس وليل الجمعة": ["الخميس", "الجمعة"],
    "(عام 2014)": ["عام 2014"],
    "جرى ذلك قبل نحو عشرة أيام": ["قبل نحو عشرة أيام"],
    "من 10 لـ20 سبتمبر 2015.": ["من 10 لـ20 سبتمبر 2015"],
    "وصل في 10 مارس لـ20 يوما": ["10 مارس"],
    "ثورة 25 يناير عام 2011": ["عام 2011"],
    "أعلنت الحركة في 25 يناير 2011": ["25 يناير 2011"],
    "في المنطقة يوم 2 مارس": ["يوم 2 مارس"],
    "وافق المجلس في 2 مارس 2015 بـ 20 صوتا": ["2 مارس 2015"],
    "قياسا لأمس الثلاثاء": ["أمس الثلاثاء"],
    "حدث امس": ["امس"],
    "اليوم الخميس الموافق 11 يونيو 2015 في القاهرة": ["اليوم الخميس الموافق 11 يونيو 2015"],
    "يومي الجمعة والسبت": ["يومي الجمعة", "السبت"],
    "بين يناير ومارس 2014": ["بين يناير ومارس 2014"],
    "في أواخر ديسمبر ومطلع يناير الماضي": ["أواخر ديسمبر", "مطلع يناير الماضي"],
}


@pytest.mark.parametrize(("text", "spans"), SPANS.items())
def test_span(text: str, spans: list[str]) -> None:
    assert [mention.surface for mention in found(text)] == spans


NEGATIVES = [
    "استمر الاجتماع ثلاث ساعات",
    "خلال ثلاث سنوات",
    "لمدة شهرين",
    "في أقل من شهر واحد",
    "أمهلهم شهرا واحدا",
    "بعد عام واحد",
    "ربع قرن",
    "يبلغ من العمر 25 عاما",
    "في الثلاثينيات من عمره",
    "مرتين في الأسبوع",
    "ينشر التقرير شهريا وسنويا",
    "مليون برميل في اليوم",
    "الساعة 10:30",
    "هاتف 01-2345-678",
    "فاز الفريق 2-1",
    "تعادل الفريقان 3 - 3",
    "صوت 2014 نائبا لصالح القرار",
    "قتل 2003 أشخاص",
    "المادة 2014 من القانون",
    "رقم 2030",
    "القرار 1701",
    "ثورة 14 جانفي",
    "ثورة 25 يناير",
    "ثورة يناير",
    "ثورة 25 يناير 2011",
    "بعد ثورة 25 يناير 2011، تراجع النمو",
    "حرب أكتوبر 1973",
    "منطقة 2 مارس",
    "بجهة 2 مارس من معتمدية المدينة",
    "سكان حي 20 مارس",
    "شارع 7 نوفمبر 1987",
    "ملعب 7 نوفمبر",
    "مستشفى 9 أبريل",
    "فرقة الحرس بـ 2 مارس",
    "أوقفته فرقة الأبحاث والتفتيش للحرس بـ 02 مارس",
    "لامس الذهب أعلى سعر له",
    "بعد أن لامس السعر قاعا جديدا",
    "ولامس قلوب الحاضرين",
    "يقام المعرض بعد أسبوع الموضة",
    "اقترب من نحو أسبوعين من العمل",
    "بعد نحو شهرين من الهجوم",
    "رفضته قبل أسبوع واحد من الهجوم",
    "استمر نحو عشرة أيام",
    "حرب أكتوبر",
    "حركة 6 أبريل",
    "قوى 14 آذار",
    "مدينة 6 أكتوبر",
    "شارع 20 مارس",
    "أحداث 11 سبتمبر",
    "مونديال 2014",
    "كأس العالم 2018 في روسيا",
    "كأس العالم لكرة القدم 2018",
    "رؤية السعودية 2030",
    "مارس ضغوطا على الحكومة",
    "من مارس العنف",
    "تيريزا ماي",
    "الثقة في ماي",
    "محمد رمضان",
    "لويجي دي مايو",
    "حول شجرة عيد الميلاد",
    "قرارات متعلقة بكرة القدم",
    'تظاهرات "يوم الأرض" في غزة',
    "المواجهة بين رمضان والمدعية",
    "الثلاثي ذاته فاز",
    "صحيفة إسرائيل اليوم",
    "الرئيس رجب طيب أردوغان",
    "محرم إينجه",
    "صفر - صفر",
    "الأمين العام السابق",
    "المدير العام الحالي",
    "النائب العام السابق",
    "القطاع العام",
    "للعام الثاني على التوالي",
    "اليوم العالمي للشعر",
    "في اليوم الأول من المؤتمر",
    "صحيفة المصري اليوم",
    "موقع اليوم السابع",
    'قناة "روسيا اليوم"',
    "صحيفة الغد الأردنية",
    "صلاة الجمعة",
    "تفتح المكتبة أيام الجمعة",
    "كل يوم جمعة",
    "الواحد الأحد",
    "مسجد الجمعة",
    "أحد الوزراء",
    "حالة الاثنين مستقرة",
    "الاثنين والعشرين",
    "الربيع العربي",
    "في الآونة الأخيرة",
    "مؤخرا وحاليا",
    "بعد يومين من الهجوم",
    "قبل أسبوع من الانتخابات",
    "قبل يوم واحد فقط من البطولة",
    "منذ ثلاث سنوات",
    "العقد الحالي مع النادي",
    "الشوط الأول",
    "سجل 18 نقاط في الربع الأخير من المباراة",
    "للمرة الأولى",
    "النصف الثاني من المباراة",
    "بنسبة 2.5 في المئة",
    "أب لثلاثة أطفال",
    "192.168.1.10",
    "2014/2015/2016/77",
    "صفقة القرن",
    "لاعب الشهر",
]


@pytest.mark.parametrize("text", NEGATIVES)
def test_no_date(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("بين الاثنين خلاف قديم حول الثلاثاء", id="the-two-without-a-cue"),
        pytest.param("طرفا 14 و8 آذار", id="alliances-named-by-dates"),
    ],
)
@pytest.mark.xfail(strict=True, reason="known gap: a name that only the reader knows")
def test_known_gaps(text: str) -> None:
    assert found(text) == []


class TestAgreement:
    """What a text says twice is checked against itself."""

    def test_hijri_and_gregorian_agree(self) -> None:
        agreed = value("15 رمضان 1436هـ الموافق 2 يوليو 2015")
        assert (agreed.timex, agreed.conflict) == ("2015-07-02", "")

    def test_hijri_and_gregorian_differ(self) -> None:
        differing = value("15 رمضان 1436هـ الموافق 9 يوليو 2015")
        assert differing.timex == "2015-07-09"
        assert "2015-07-02" in differing.conflict

    def test_gregorian_day_without_year_takes_it_from_its_partner(self) -> None:
        assert value("الخميس 15 رمضان 1436هـ الموافق 2 يوليو").timex == "2015-07-02"

    def test_wrong_weekday_is_flagged(self) -> None:
        wrong = value("الجمعة 27 أكتوبر 2014")
        assert wrong.timex == "2014-10-27"
        assert "Friday" in wrong.conflict
        assert "Monday" in wrong.conflict

    def test_today_with_another_weekday_takes_the_named_day(self) -> None:
        named = value("اليوم الثلاثاء")
        assert named.timex == "2015-06-09"
        assert named.anchor == PUBLISHED
        assert "Wednesday" in named.conflict

    def test_today_with_another_date(self) -> None:
        dated = value("اليوم الثلاثاء 9 يونيو 2015")
        assert dated.timex == "2015-06-09"
        assert dated.conflict


class TestHijri:
    def test_day(self) -> None:
        day = value("15 رمضان 1436هـ")
        assert (day.timex, day.calendar) == ("2015-07-02", Calendar.HIJRI)

    @pytest.mark.parametrize("text", ["24 ربيع الأول 1411", "24/3/1411هـ", "٢٤ ربيع الأول ١٤١١ هـ"])
    def test_forms(self, text: str) -> None:
        assert value(text).timex == "1990-10-13"

    def test_month_and_year(self) -> None:
        assert value("رمضان 1436هـ").start == dt.date(2015, 6, 18)
        assert value("عام 1436هـ").start == dt.date(2014, 10, 25)
        assert value("رمضان 2019").start == dt.date(2019, 5, 6)
        assert value("شهر رمضان المبارك").start == dt.date(2015, 6, 18)

    def test_before_the_tables_is_approximate(self) -> None:
        old = value("12 ربيع الأول 571هـ")
        assert old.approximate
        assert old.start.year == 1175


class TestShared:
    """A date takes from the next one what both share."""

    @pytest.mark.parametrize(
        ("text", "timexes"),
        [
            ("الثلاثاء 3 والأربعاء 4 مارس 2015", ["2015-03-03", "2015-03-04"]),
            ("يوم 16 أو 17 فبراير 2014", ["2014-02-16", "2014-02-17"]),
            ("في 5 فبراير و6 مارس 2014", ["2014-02-05", "2014-03-06"]),
            ("في 14 مارس ثم في 20 منه", ["2015-03-14", "2015-03-20"]),
            ("في 14 مارس حتى 25 من الشهر نفسه", ["2015-03-14", "2015-03-25"]),
            ("في أبريل 2015 مقابل الشهر نفسه من العام الماضي", ["2015-04", "2014-04"]),
            ("في مارس 2010 ثم في العام التالي", ["2010-03", "2011"]),
        ],
    )
    def test_shared(self, text: str, timexes: list[str]) -> None:
        values = [m.value for m in found(text)]
        assert [v.timex for v in values if isinstance(v, DateValue)] == timexes


class TestTense:
    @pytest.mark.parametrize(
        ("text", "timex"),
        [
            ("ستجرى الانتخابات في نوفمبر", "2015-11"),
            ("أجريت الانتخابات في نوفمبر", "2014-11"),
            ("ومن المقرر أن يبدأ العمل في 2 سبتمبر", "2015-09-02"),
            ("قتل العشرات في 2 مايو", "2015-05-02"),
            ("اندلعت الأزمة منذ ديسمبر", "2014-12"),
            ("وفي نوفمبر، أعلنت الشركة خطتها", "2014-11"),
            ("وقع الانفجار الأحد", "2015-06-07"),
            ("يلتقي الفريقان السبت", "2015-06-13"),
            ("وقالت الشرطة الخميس", "2015-06-11"),
            ("مباراة الجمعة", "2015-06-12"),
        ],
    )
    def test_occurrence(self, text: str, timex: str) -> None:
        assert value(text).timex == timex

    @pytest.mark.parametrize(
        ("text", "timexes"),
        [
            (
                "يلتقي الفريق الأول السبت مع ضيفه، والفريق الثاني الاثنين مع جاره",
                ["2015-06-13", "2015-06-15"],
            ),
            (
                "سيلعب منتخب البلاد السبت في العاصمة، ومنتخب الشباب الاثنين في الساحل",
                ["2015-06-13", "2015-06-15"],
            ),
            # A verb of its own, another sentence, or a first one that looks back: nothing shared.
            (
                "يلتقي الفريق الأول السبت مع ضيفه، وفاز الفريق الثاني الاثنين على جاره",
                ["2015-06-13", "2015-06-08"],
            ),
            (
                "يلتقي الفريق الأول السبت مع ضيفه. الفريق الثاني بطل الاثنين على أرضه",
                ["2015-06-13", "2015-06-08"],
            ),
            (
                "فاز الفريق الأول السبت على ضيفه، والفريق الثاني الاثنين على جاره",
                ["2015-06-06", "2015-06-08"],
            ),
        ],
    )
    def test_a_clause_without_a_verb_looks_like_the_one_before(
        self, text: str, timexes: list[str]
    ) -> None:
        values = [m.value for m in found(text)]
        assert [v.timex for v in values if isinstance(v, DateValue)] == timexes

    @pytest.mark.parametrize(
        "text", ["يقام المهرجان كل عام في شهر مايو", "يحتفل به في 18 أكتوبر من كل عام"]
    )
    def test_what_returns_every_year_is_left_open(self, text: str) -> None:
        (mention,) = found(text)
        assert mention.value is None
        assert "every year" in mention.evidence[0]


class TestHeadline:
    def test_a_weekday_without_a_verb_announces(self) -> None:
        headline = found("اجتماع طارئ السبت\nتفاصيل أخرى")[0]
        assert isinstance(headline.value, DateValue)
        assert headline.value.timex == "2015-06-13"


class TestUndated:
    @pytest.mark.parametrize(
        "text", ["أمس", "الأسبوع الماضي", "في 5 مارس", "مارس الماضي", "قبل يومين", "عيد الأضحى"]
    )
    def test_open_with_the_reason(self, text: str) -> None:
        (mention,) = found(text, published=None)
        assert mention.value is None
        assert "the article has" in " ".join(mention.evidence)

    def test_a_full_date_lends_its_year(self) -> None:
        full, partial = found("في 3 يناير 2012 بدأ، وفي 5 مارس انتهى", published=None)
        assert isinstance(partial.value, DateValue)
        assert partial.value.timex == "2012-03-05"
        assert "own date 2012-01-03" in " ".join(partial.evidence)
        assert full.surface == "3 يناير 2012"

    def test_a_date_on_its_own_line_anchors_the_rest(self) -> None:
        text = "بيان الوزارة\n3 مارس 2020\nوصل الوفد أمس."
        yesterday = found(text, published=None)[-1]
        assert isinstance(yesterday.value, DateValue)
        assert yesterday.value.timex == "2020-03-02"
        assert "dateline" in " ".join(yesterday.evidence)

    def test_a_dateline_anchors_the_rest(self) -> None:
        text = "اليوم الخميس 23 يوليو 2020 اجتمع المجلس، وكان قد اجتمع أمس"
        today, yesterday = found(text, published=None)
        assert isinstance(yesterday.value, DateValue)
        assert yesterday.value.timex == "2020-07-22"
        assert today.surface == "اليوم الخميس 23 يوليو 2020"


class TestHolidays:
    @pytest.mark.parametrize(
        ("text", "timex"),
        [
            ("عيد الأضحى 2013", "2013-10-15"),
            ("عيد الفطر المقبل", "2015-07-17"),
            ("عيد الميلاد 2014", "2014-12-25"),
            ("عيد الفصح 2015", "2015-04-05"),
            ("شم النسيم 2015", "2015-04-13"),
            ("عيد الشكر 2010", "2010-11-25"),
            ("رأس السنة الهجرية 1437هـ", "2015-10-14"),
        ],
    )
    def test_day(self, text: str, timex: str) -> None:
        assert value(text).timex == timex

    def test_national_day_needs_a_country(self) -> None:
        assert value("احتفلت المملكة باليوم الوطني", country="SA").timex == "2015-09-23"
        assert found("احتفلت المملكة باليوم الوطني") == []


class TestUncertainty:
    @pytest.mark.parametrize(
        "text",
        ["مطلع 2014", "أواخر مايو", "قبل شهرين", "صيف 2014", "قبل نحو عشرة أيام", "قبل أسبوعين"],
    )
    def test_approximate(self, text: str) -> None:
        assert value(text).approximate

    def test_ambiguous_figures_keep_a_note(self) -> None:
        (mention,) = found("5/3/2014")
        assert isinstance(mention.value, DateValue)
        assert mention.value.timex == "2014-03-05"
        assert "figures read day first" in mention.evidence

    def test_weeks_from_now_reach_a_day(self) -> None:
        assert value("قبل أسبوعين").grain is Grain.DAY
        assert value("الأسبوع الماضي").grain is Grain.WEEK

    def test_a_century_begins_with_its_year_one(self) -> None:
        century = value("القرن التاسع عشر")
        assert (century.start, century.end) == (dt.date(1801, 1, 1), dt.date(1900, 12, 31))
        assert value("القرن الحالي", published=dt.date(2000, 5, 1)).timex == "19"

    def test_a_century_before_the_common_era_has_no_value(self) -> None:
        (mention,) = found("منذ القرن الثاني قبل الميلاد")
        assert mention.value is None

    def test_grain(self) -> None:
        assert value("عام 2014").grain is Grain.YEAR
        assert value("الثمانينيات").grain is Grain.DECADE
        assert value("الربع الأول من 2015").grain is Grain.QUARTER
