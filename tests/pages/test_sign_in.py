"""Hosted: before the sign-in nothing is learnt; what is not shared is as if it were not there."""

from __future__ import annotations

import time

import pytest

from dashboard.collection.corrections import steps
from dashboard.collection.corrections.store import Corrections
from dashboard.collection.sharing.access import Role
from dashboard.model import MentionKind, Selection
from dashboard.pages import library, people, rights
from dashboard.pages.people import current_user, person_of
from dashboard.pages.plain import plain_markdown
from dashboard.pages.site import PAGES
from tests.pages.conftest import LANGUAGES
from tests.pages.house import AMAL, HUDA, NOWHERE, SAMI, House, everything

ADDRESSES: list[dict[str, str]] = [
    {},
    {"collection": "sample", "text": "بغداد"},
    {"collection": NOWHERE},
    {"article": "1", "mention": "1@0-4", "search": "العراق"},
    {"chart": "money", "entity": "PER:برهم صالح"},
    {"collection": "../../etc/passwd"},
]


def test_before_the_sign_in_every_address_shows_the_same(house: House, open_screen, story) -> None:
    bare = everything(open_screen("workbench", lang="en"))
    for page, address in zip(PAGES, ADDRESSES, strict=True):
        asked = open_screen(page, lang="en", **address)
        assert asked.wording.text("signin.signed_out") in asked.html()
        assert asked.keys("button") == ["sign_in.default"]
        told = everything(asked)
        assert told == bare
        for secret in (story.name, "حكاية", story.fingerprint[:8], "برهم", "sample"):
            assert secret not in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("claims", "why", "buttons"),
    [
        ({"exp": 1}, "expired", ["sign_in.default"]),
        ({"email_verified": False}, "unverified", ["sign_out"]),
        ({"email": None}, "unverified", ["sign_out"]),
        ({"email": "x@other.org"}, "not_invited", ["sign_out"]),
    ],
)
def test_who_is_not_let_in_is_told_why(
    house: House, open_screen, story, monkeypatch, language, claims, why, buttons
) -> None:
    monkeypatch.setenv("SIYAQ_MEMBERS", "@b.org")
    house.enter(**{"email": HUDA, **claims})
    screen = open_screen("articles", lang=language, text="بغداد")
    assert screen.wording.text(f"signin.{why}") in screen.html()
    assert screen.keys("button") == buttons
    assert story.name not in everything(screen)
    # What was asked for is still in the address.
    assert screen.address("text") == "بغداد"


def test_a_sign_in_that_expires_takes_the_page_away(house: House, open_screen, monkeypatch) -> None:
    house.enter(HUDA)
    screen = open_screen("workbench", lang="en", text="بغداد")
    assert screen.figures()
    later = time.time() + 3601
    monkeypatch.setattr(people, "now", lambda: later)
    screen.run()
    assert screen.wording.text("signin.expired") in screen.html()
    assert not screen.figures()
    assert screen.address("text") == "بغداد"


def test_signing_out_ends_every_copy_of_the_token(house: House, open_screen) -> None:
    house.enter(HUDA)
    screen, other_tab = open_screen(lang="en"), open_screen(lang="en")
    assert HUDA in screen.html()
    screen.click("sign_out")
    other_tab.run()
    assert other_tab.keys("button") == ["sign_in.default"]
    # A new sign-in of the same person has a token of its own.
    house.enter(HUDA, nonce="another")
    assert HUDA in open_screen(lang="en").html()


def test_a_name_in_a_token_is_only_a_name(house: House, open_screen) -> None:
    house.enter(HUDA, name="**Huda** <img src=x onerror=alert(1)> [x](javascript:y) $z$" * 9)
    screen = open_screen(lang="en")
    (label,) = [
        one.proto.popover.label
        for one in screen.app.get("popover")
        if "Huda" in one.proto.popover.label
    ]
    assert label.startswith(plain_markdown("**Huda** <img src=x"))
    assert len(label) < 150
    assert "<img" not in screen.html()


def test_without_the_database_nothing_is_shown(house: House, open_screen, monkeypatch) -> None:
    house.enter(HUDA)
    monkeypatch.setenv("SIYAQ_DATABASE", "postgresql://x@127.0.0.1:9/x")
    screen = open_screen("workbench", lang="en")
    assert screen.wording.text("signin.unreachable") in screen.html()
    assert not screen.figures()
    assert "127.0.0.1" not in everything(screen)


def test_everybody_who_is_in_looks_at_the_sample_and_corrects_nothing(
    house: House, open_screen, story
) -> None:
    house.enter(SAMI)
    salih = str(story.entities(Selection(), "برهم صالح", 1)["entity"].iloc[0])
    profile = open_screen("profile", lang="en", entity=salih)
    assert "برهم صالح" in profile.html()
    assert "correct.entity.save" not in profile.keys("button")
    assert profile.wording.text("corrections.read_only") in profile.html()
    collections = open_screen("collections", lang="en")
    assert collections.widget("judging.right").disabled
    assert "sharing.grant" not in collections.keys("button")
    kept = Corrections.at(house.database, "sample").append(
        steps.rename(story.entity(salih), "x"), HUDA
    )
    library.forget_version()
    log = open_screen("corrections", lang="en")
    assert log.widget(f"corrections.undo.{kept.id}").disabled
    assert "corrections.import.button" not in log.keys("button")


@pytest.mark.parametrize("left", [None, Role.VIEWER])
def test_the_act_of_correcting_asks_for_the_role_of_that_moment(
    house: House, open_screen, story, left
) -> None:
    log = Corrections.at(house.database, "sample")
    salih = story.entity(str(story.entities(Selection(), "برهم صالح", 1)["entity"].iloc[0]))
    kept = log.append(steps.rename(salih, "x"), HUDA)
    house.give("sample", HUDA, Role.EDITOR)
    house.enter(HUDA)
    mention = story.sampled_mentions(MentionKind.PER)[0]
    drawn = {
        "correct.entity.save": open_screen("profile", lang="en", entity=salih.id),
        f"corrections.sure.{kept.id}": open_screen("corrections", lang="en"),
        "judging.wrong": open_screen("collections", lang="en"),
        "correct.mention.save": open_screen(
            lang="en", article=mention.rpartition("@")[0], mention=mention
        ),
    }
    drawn["correct.entity.save"].set("correct.entity.action", "rename")
    drawn[f"corrections.sure.{kept.id}"].click(f"corrections.undo.{kept.id}")
    # The page is drawn, with its buttons; the role goes; the buttons are pressed.
    house.take("sample", HUDA)
    if left is not None:
        house.give("sample", HUDA, left)
    for button, screen in drawn.items():
        assert not screen.widget(button).disabled
        screen.click(button)
        assert screen.wording.text("corrections.read_only") in screen.messages(), button
    assert log.version == 1


def test_an_import_asks_for_the_role_too(house: House, story) -> None:
    from dashboard.pages.corrections import added

    line = b'{"format": 1}'
    house.enter(HUDA)
    with pytest.raises(rights.Refused):
        library.corrections("sample", Role.EDITOR)
    house.give("sample", HUDA, Role.EDITOR)
    assert "line 1" in str(added("sample", line))


def test_on_a_laptop_nothing_is_asked(collections_home, open_screen, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("SIYAQ_DATABASE", str(tmp_path / "siyaq.db"))
    screen = open_screen("collections", lang="en")
    assert "sharing.grant" not in screen.keys("button")
    assert "sign_out" not in screen.keys("button")
    assert screen.wording.text("sharing.your_role") not in screen.html()
    assert current_user().owns_everything
    assert rights.role_in("anything") is Role.OWNER
    assert not (tmp_path / "siyaq.db").exists()


def test_a_person_taken_along_keeps_no_more_than_they_had(house: House) -> None:
    house.enter(SAMI)
    person = person_of(house.told)
    house.leave()
    assert rights.role_in("sample") is None
    assert rights.role_in("sample", person) is Role.VIEWER
    with pytest.raises(rights.NotShared):
        rights.demand(NOWHERE, Role.VIEWER, person)


def test_the_tour_ends_for_each_person_alone(house: House, open_screen) -> None:
    house.enter(HUDA)
    screen = open_screen(lang="en")
    screen.click("tour.end")
    assert "tour.end" not in screen.keys("button")
    assert "tour.end" not in open_screen(lang="en").keys("button"), "once is enough"
    house.enter(AMAL)
    assert "tour.end" in open_screen(lang="en").keys("button")
