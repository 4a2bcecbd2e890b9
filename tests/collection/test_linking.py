"""Which names become one entity, which must not, and why; names written for these tests."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.collection.linking import link
from dashboard.collection.linking.spelling import name_key, sound, surname, units
from dashboard.collection.linking.variants import same_name

PER, ORG, LOC = "PER", "ORG", "LOC"


def frame(*articles: list[tuple[str, str]]) -> pd.DataFrame:
    """One row a name; each article is a list of (kind, surface)."""
    rows = [
        (f"a{number}", at * 100, at * 100 + len(surface), surface, kind)
        for number, names in enumerate(articles)
        for at, (kind, surface) in enumerate(names)
    ]
    return pd.DataFrame(rows, columns=["article", "start", "end", "surface", "kind"])


def entities(*articles: list[tuple[str, str]]) -> dict[str, set[str]]:
    """Each entity's name and the spellings it goes by."""
    linked = link(frame(*articles)).entities
    return {
        row.name: {alias["surface"] for alias in row.aliases}
        for row in linked.itertuples(index=False)
    }


def together(one: tuple[str, str], other: tuple[str, str], times: int = 3) -> bool:
    """Whether two names, each in articles of its own, become one entity."""
    linked = link(frame(*[[one]] * times, *[[other]] * times))
    return linked.links["entity"].nunique() == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # folded spelling, the lam of لل, hashtags, hamza
        ((LOC, "إسبانيا"), (LOC, "اسبانيا")),
        ((ORG, "القوات العراقية"), (ORG, "لقوات العراقية")),
        ((LOC, "كوريا الشمالية"), (LOC, "كوريا_الشمالية")),
        ((PER, "عبد الله السعيد"), (PER, "عبدالله السعيد")),
        # transliterations
        ((PER, "مايلز كاجينز"), (PER, "مايلز كاغينز")),
        ((PER, "مايلز كاجينز"), (PER, "مايلز كاجنز")),
        ((PER, "جونزالو هيغواين"), (PER, "جونزالو هيغوين")),
        # curated aliases
        ((ORG, "داعش"), (ORG, "تنظيم الدولة الإسلامية")),
        ((ORG, "داعش"), (ORG, "تنظيم الدولة")),
        ((ORG, "الناتو"), (ORG, "حلف شمال الأطلسي")),
        ((LOC, "أمريكا"), (LOC, "الولايات المتحدة الأميركية")),
        ((PER, "دونالد ترمب"), (PER, "ترامب")),
        # long and short forms of bodies
        ((ORG, "منظمة الصحة العالمية"), (ORG, "الصحة العالمية")),
        ((ORG, "وزارة الدفاع الروسية"), (ORG, "الدفاع الروسية")),
        ((ORG, "شركة زرقاوين"), (ORG, "زرقاوين")),
        ((ORG, "وزارة الخارجية الأمريكية"), (ORG, "وزارة الخارجية الأميركية")),
        ((ORG, "منتخب مصر"), (ORG, "المنتخب المصري")),
        ((ORG, "حكومة اليابان"), (ORG, "الحكومة اليابانية")),
        # fuller names of persons
        ((PER, "سيف بن راشد"), (PER, "سيف بن راشد آل مكتوم")),
    ],
)
def test_one_entity(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert together(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # countries, capitals, regions
        ((LOC, "روسيا"), (LOC, "موسكو")),
        ((LOC, "المكسيك"), (LOC, "مكسيكو")),
        ((LOC, "كوريا الشمالية"), (LOC, "كوريا الجنوبية")),
        ((LOC, "غينيا"), (LOC, "غينيا الاستوائية")),
        ((LOC, "القنيطرة"), (LOC, "القنطرة")),
        ((LOC, "الجزائر"), (LOC, "جزيرة")),
        # persons with alike names
        ((PER, "محمد حسن"), (PER, "محمد حسين")),
        ((PER, "محمد سالم"), (PER, "محمد سليم")),
        ((PER, "سعد الحريري"), (PER, "سعيد الحريري")),
        ((PER, "محمد صلاح"), (PER, "محمد صالح")),
        ((PER, "باراك أوباما"), (PER, "ميشيل أوباما")),
        ((PER, "جورج بوش"), (PER, "جيب بوش")),
        # bodies that share a head, or only a place
        ((ORG, "وزارة الدفاع الروسية"), (ORG, "وزارة الدفاع الأمريكية")),
        ((ORG, "الجيش السوري"), (ORG, "الجيش السوري الحر")),
        ((ORG, "البنك المركزي الأوروبي"), (ORG, "البنك المركزي")),
        ((ORG, "جامعة القاهرة"), (ORG, "القاهرة")),
        # a club and its city
        ((ORG, "برشلونة"), (LOC, "برشلونة")),
    ],
)
def test_two_entities(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not together(one, other)


def test_rare_form_behind_the_lam_joins_a_frequent_name() -> None:
    assert set(entities(*[[(LOC, "اليمن")]] * 4, [(LOC, "ليمن")])) == {"اليمن"}


def test_surname_joins_the_only_full_name_of_its_article() -> None:
    found = entities(
        [(PER, "رامون دلبيرو"), (PER, "دلبيرو")],
        [(PER, "كريم دلبيرو"), (PER, "دلبيرو"), (PER, "دلبيرو")],
    )
    assert found == {
        "رامون دلبيرو": {"رامون دلبيرو", "دلبيرو"},
        "كريم دلبيرو": {"كريم دلبيرو", "دلبيرو"},
    }


def test_surname_in_another_spelling_joins_its_article() -> None:
    assert entities([(PER, "مايلز كاجينز"), (PER, "كاغينز")]) == {
        "مايلز كاجينز": {"مايلز كاجينز", "كاغينز"}
    }


def test_surname_alone_goes_to_the_one_who_bears_nearly_all_of_it() -> None:
    full = [[(PER, "رامون دلبيرو")]] * 6
    assert set(entities(*full, [(PER, "دلبيرو")])) == {"رامون دلبيرو"}


def test_surname_alone_stays_alone_between_namesakes() -> None:
    full = [[(PER, "رامون دلبيرو")]] * 6 + [[(PER, "كريم دلبيرو")]] * 5
    assert set(entities(*full, [(PER, "دلبيرو")])) == {"رامون دلبيرو", "كريم دلبيرو", "دلبيرو"}


def test_surname_between_two_bearers_in_the_article_is_not_guessed() -> None:
    found = entities([(PER, "رامون دلبيرو"), (PER, "كريم دلبيرو"), (PER, "دلبيرو")])
    assert len(found) == 3


def test_fathers_name_is_no_surname() -> None:
    found = entities([(PER, "خالد بن سمعان"), (PER, "سمعان")])
    assert "سمعان" in found or found["خالد بن سمعان"] == {"خالد بن سمعان", "سمعان"}
    assert units(name_key("خالد بن سمعان")) == ("خالد", "بن سمعان")


def test_ministry_joins_the_full_name_in_its_article() -> None:
    found = entities(
        [(ORG, "وزارة الدفاع الروسية"), (ORG, "وزارة الدفاع")],
        [(ORG, "وزارة الدفاع التركية"), (ORG, "وزارة الدفاع")],
        [(ORG, "وزارة الدفاع")],
    )
    assert found == {
        "وزارة الدفاع": {"وزارة الدفاع"},
        "وزارة الدفاع الروسية": {"وزارة الدفاع الروسية", "وزارة الدفاع"},
        "وزارة الدفاع التركية": {"وزارة الدفاع التركية", "وزارة الدفاع"},
    }


def test_kind_is_decided_by_vote() -> None:
    linked = link(frame(*[[(ORG, "زرقاوين")]] * 9, [(LOC, "زرقاوين")]))
    [entity] = linked.entities.to_dict("records")
    assert entity["kind"] == ORG
    assert "kind by vote: ORG 9, LOC 1" in entity["reasons"]


def test_listed_kind_beats_the_vote() -> None:
    assert link(frame([(ORG, "تركيا")], [(ORG, "تركيا")])).entities["kind"].tolist() == [LOC]


def test_preferred_name_of_a_person_is_the_fullest_common_form() -> None:
    articles = [[(PER, "رامون دلبيرو"), (PER, "دلبيرو"), (PER, "دلبيرو")]] * 12
    articles.append([(PER, "رامون خوسيه دلبيرو")])
    assert set(entities(*articles)) == {"رامون دلبيرو"}


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        (["دونالد #ترمب", "ترمب"], "دونالد ترمب"),
        (["مصطفى_النجار"], "مصطفى النجار"),
        (["#بنيامين_ نتنياهو"], "بنيامين نتنياهو"),
        (["دونالد ترمب", "دونالد #ترمب"], "دونالد ترمب"),
    ],
)
def test_no_entity_is_called_by_a_hashtag(forms: list[str], name: str) -> None:
    """The spellings stay as they are written."""
    assert entities([(PER, form) for form in forms]) == {name: set(forms)}


def test_aliases_are_counted_and_merges_explained() -> None:
    linked = link(frame([(ORG, "داعش"), (ORG, "داعش"), (ORG, "تنظيم الدولة")]))
    [entity] = linked.entities.to_dict("records")
    assert entity["name"] == "داعش"
    assert entity["aliases"] == [
        {"surface": "داعش", "count": 2},
        {"surface": "تنظيم الدولة", "count": 1},
    ]
    assert (entity["mentions"], entity["articles"]) == (3, 1)
    assert entity["reasons"] == ["تنظيم الدولة: listed as داعش (usage)"]


def test_nothing_is_linked_to_nothing() -> None:
    linked = link(frame())
    assert linked.entities.empty
    assert linked.links.empty
    assert list(linked.links.columns) == ["article", "start", "end", "entity"]


_NAMES = st.sampled_from(
    [
        (PER, "رامون دلبيرو"),
        (PER, "دلبيرو"),
        (PER, "كريم دلبيرو"),
        (PER, "دلبيروس"),
        (ORG, "داعش"),
        (ORG, "تنظيم الدولة"),
        (ORG, "وزارة الدفاع"),
        (ORG, "وزارة الدفاع الروسية"),
        (LOC, "لصين"),
        (LOC, "الصين"),
        (ORG, "برشلونة"),
        (LOC, "برشلونة"),
        (PER, "_"),
        (LOC, "ال"),
    ]
)


@settings(max_examples=60)
@given(st.lists(st.lists(_NAMES, max_size=6), max_size=6), st.randoms())
def test_order_of_rows_does_not_matter(articles, random) -> None:
    names = frame(*articles)
    linked = link(names)
    order = list(range(len(names)))
    random.shuffle(order)
    again = link(names.iloc[order])
    pd.testing.assert_frame_equal(linked.entities, again.entities)
    keys = ["article", "start", "end"]
    pd.testing.assert_frame_equal(
        linked.links.sort_values(keys, ignore_index=True),
        again.links.sort_values(keys, ignore_index=True),
    )
    assert len(linked.links) == len(names)
    assert set(linked.links["entity"]) == set(linked.entities["id"])
    assert linked.entities["id"].is_unique
    assert linked.entities["mentions"].sum() == len(names)


@pytest.mark.parametrize(
    ("long", "one"),
    [
        ("نادي سنديانة", True),
        ("مؤسسة سنديانة", True),
        ("مجلس إدارة سنديانة", False),
        ("جامعة سنديانة", False),
        ("رابطة مشجعي سنديانة", False),
    ],
)
def test_a_body_is_not_its_board_nor_its_towns_university(long: str, one: bool) -> None:
    linked = link(frame([(ORG, long), (ORG, "سنديانة")]))
    assert (linked.links["entity"].nunique() == 1) is one


def test_names_that_end_up_called_alike_are_one_entity() -> None:
    # In the first article the society's own name goes to the longest form, and what stands for the
    # society goes to it: all that is left to call it by is the name of another entity.
    linked = link(
        frame(
            [(ORG, "جمعية السنديان"), (ORG, "السنديان"), (ORG, "جمعية السنديان والأرز")],
            [(ORG, "السنديان")],
            [(ORG, "السنديان")],
        )
    )
    assert linked.entities["id"].is_unique
    one = linked.entities.set_index("id").loc["ORG:السنديان"]
    assert (one["mentions"], one["articles"]) == (3, 3)
    assert one["reasons"] == ["سنديان: beside its only full name in the article"]


def test_keys_units_and_sounds() -> None:
    assert name_key("«الولايات_المتحدة»") == name_key("ولايات المتحدة")
    assert name_key("رامون #دلبيرو") == name_key("رامون) دلبيرو") == name_key("رامون-دلبيرو")
    assert units("نصر الله") == ("نصر الله",)
    assert surname(name_key("مسعود البارزاني")) == "بارزاني"
    assert sound("كاجينز") == sound("كاغينز") == sound("كاجنز")
    assert same_name("ستيفن مانوشين", "ستيفن منوشين", {})
    assert not same_name("علي حسن", "علي حسين", {})
