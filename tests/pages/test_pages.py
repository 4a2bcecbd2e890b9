"""Every page in both languages, and what any page does with an address it cannot follow."""

import shutil

import pytest

from dashboard.pages.document import MIRRORED, STYLE
from tests.pages.conftest import LANGUAGES

TITLES = {
    "workbench": "timeline.title",
    "articles": "articles.title",
    "profile": "profile.timeline",
    "collections": "collections.title",
    "help": "help.title",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", TITLES)
def test_a_page_is_drawn(open_screen, page, language) -> None:
    screen = open_screen(page, lang=language)
    assert screen.messages() == []
    assert screen.wording.text(TITLES[page]) in screen.html()
    styles = "".join(one.value for one in screen.app.get("html"))
    assert STYLE.read_text(encoding="utf-8") in styles
    assert (MIRRORED.read_text(encoding="utf-8") in styles) == (language == "ar")


@pytest.mark.parametrize("page", TITLES)
def test_no_page_speaks_the_other_language(open_screen, page) -> None:
    """Labels of all widgets come from the wording of the page's own language."""
    shown = {language: open_screen(page, lang=language) for language in LANGUAGES}
    labels = {
        language: [
            one.label
            for kind in ("selectbox", "multiselect", "text_input", "text_area", "date_input")
            for one in screen.app.get(kind)
        ]
        for language, screen in shown.items()
    }
    assert labels["en"]
    assert not [label for label in labels["en"] if not label.isascii()]
    assert not [label for label in labels["ar"] if not any("ء" <= char <= "ي" for char in label)]


def test_the_language_switch_changes_the_page_and_the_address(open_screen) -> None:
    screen = open_screen(lang="en")
    screen.set("header.language", "ar")
    assert screen.address("lang") == "ar"
    assert screen.wording.text("timeline.title") in screen.html()


def test_arabic_indic_digits_are_used_when_they_are_chosen(open_screen) -> None:
    screen = open_screen(lang="ar")
    screen.set("header.digits", "arabic_indic")
    assert any(digit in screen.html() for digit in "٠١٢٣٤٥٦٧٨٩")
    assert screen.address("digits") == "arabic_indic"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unreadable_parameter_is_named_and_the_rest_is_opened(open_screen, language) -> None:
    screen = open_screen(lang=language, **{"from": "2020-13-45"}, kinds="PER~COW", text="بغداد")
    wording = screen.wording
    assert screen.messages() == [
        wording.text("error.link_broken", name="from"),
        wording.text("error.link_broken", name="kinds"),
    ]
    assert screen.address("text") == "بغداد"
    screen.run()
    assert screen.messages() == [], "said once, not at every run"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["gone", "../../etc/passwd", "<script>x</script>", "a" * 500])
def test_a_collection_that_is_not_there_is_said_in_one_line(open_screen, name, language) -> None:
    screen = open_screen(lang=language, collection=name)
    (said,) = screen.messages()
    assert name[:40] in said
    assert "\n" not in said
    assert "Traceback" not in said
    assert not screen.app.get("plotly_chart")
    # The way out stays: another collection can be chosen.
    screen.set("header.collection", "sample")
    assert screen.messages() == []
    assert screen.app.get("plotly_chart")


def test_a_damaged_collection_is_said_in_one_line(open_screen, collections_home) -> None:
    broken = collections_home / "broken.collection"
    broken.mkdir(exist_ok=True)
    (broken / "manifest.json").write_text("{ not json", encoding="utf-8")
    try:
        (said,) = open_screen(lang="en", collection="broken").messages()
    finally:
        shutil.rmtree(broken)
    assert "broken" in said
    assert "\n" not in said


def test_a_link_to_an_older_build_says_so(open_screen, story) -> None:
    wording = open_screen(lang="en").wording
    assert open_screen(lang="en", build="000000000000").messages() == [
        wording.text("views.changed")
    ]
    assert open_screen(lang="en", build=story.fingerprint[:12]).messages() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lost_collection_leaves_the_pages_that_need_none(open_screen, language) -> None:
    """The collections page is where another one is opened or built."""
    screen = open_screen("collections", lang=language, collection="gone")
    assert len(screen.messages()) == 1
    screen.click("open_sample")
    assert screen.address("collection") == ""
    assert screen.messages() == []
    helping = open_screen("help", lang=language, collection="gone")
    assert helping.wording.text("help.title") in helping.html()
