"""The profile page: one name's timeline, neighbours, spellings and amounts."""

import pytest

from dashboard.model import Selection
from tests.pages.conftest import LANGUAGES


@pytest.fixture
def salih(story) -> str:
    return str(story.entities(Selection(), "برهم صالح", 1)["entity"].iloc[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_profile_tells_of_its_name(open_screen, story, salih, language) -> None:
    screen = open_screen("profile", lang=language, entity=salih)
    wording, html = screen.wording, screen.html()
    assert screen.messages() == []
    assert "برهم صالح" in html
    for part in ("profile.timeline", "profile.neighbours", "profile.aliases", "profile.amounts"):
        assert wording.text(part) in html
    assert story.entity(salih).mentions >= 4
    assert f"<bdi>{story.entity(salih).mentions}</bdi>" in html
    assert "العراق" in screen.table("table.neighbours")["name"].tolist()
    # The evidence beside it is of the same name, and as much as the figures say.
    assert screen.address("names") == salih
    evidence = screen.source()["evidence"]
    assert evidence["badge"] == str(story.entity(salih).mentions)
    assert evidence["title"] == wording.text("evidence.title.node")


def test_choosing_another_name_changes_everything(open_screen, story, salih) -> None:
    screen = open_screen("profile", lang="en", entity=salih)
    other = str(story.entities(Selection(), "مصطفى الكاظمي", 1)["entity"].iloc[0])
    screen.set("profile.entity", other)
    assert (screen.address("entity"), screen.address("names")) == (other, other)
    assert "مصطفى الكاظمي" in screen.html()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_is_not_there_is_said(open_screen, language) -> None:
    screen = open_screen("profile", lang=language, entity="PER:لا أحد")
    assert screen.wording.text("empty.no_name") in screen.html()
