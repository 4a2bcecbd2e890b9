"""Hosted: before the sign-in nothing is learnt; what is not shared is as if it were not there."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import streamlit as st

from dashboard.collection.corrections import steps
from dashboard.collection.corrections.store import Corrections
from dashboard.collection.sharing.access import Access, Role
from dashboard.model import MentionKind, Selection
from dashboard.pages import builds, library, people, rights
from dashboard.pages.people import current_user, person_of
from dashboard.pages.plain import plain_markdown
from dashboard.pages.site import PAGES
from tests.pages.conftest import LANGUAGES, Screen
from tests.pages.test_collections import PASTED, built

HUDA, AMAL, SAMI = "huda@b.org", "amal@b.org", "sami@c.org"
NOWHERE = "never-was-0123456789"


class House:
    """A hosted dashboard over the story: who sits in front of it, and its database."""

    def __init__(self, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.database = database
        self.told: dict[str, Any] = {}
        monkeypatch.setattr(people, "sign_in_is_set_up", lambda: True)
        monkeypatch.setattr(people, "claims", lambda: self.told)

    def enter(self, email: str | None, **claims: Any) -> None:
        now = int(time.time())
        self.told = {
            "is_logged_in": True,
            "email": email,
            "email_verified": True,
            "name": "Someone",
            "iat": now,
            "exp": now + 3600,
            **claims,
        }

    def leave(self) -> None:
        self.told = {}

    @property
    def access(self) -> Access:
        return Access.at(self.database)

    def give(self, key: str, grantee: str, role: Role) -> None:
        self.access.grant(key, grantee, role, "root@b.org", administrator=True)
        rights.forget()

    def take(self, key: str, grantee: str) -> None:
        self.access.take_back(key, grantee, "root@b.org", administrator=True)
        rights.forget()


_ISOLATES = re.compile("[\u2066-\u2069]")


@pytest.fixture
def house(collections_home, tmp_path, monkeypatch) -> Iterator[House]:
    database = str(tmp_path / "siyaq.db")
    monkeypatch.setenv("SIYAQ_DATABASE", database)
    for name in ("SIYAQ_ADMINS", "SIYAQ_MEMBERS", "SIYAQ_SIGNIN"):
        monkeypatch.delenv(name, raising=False)
    library.forget_version()
    rights.forget()
    yield House(database, monkeypatch)
    library.forget_version()
    rights.forget()


@pytest.fixture
def upload(house: House, open_screen) -> Callable[[str, str], str]:
    """``upload(email, name)``: their upload, built; returns its key."""

    def uploaded(email: str, name: str) -> str:
        house.enter(email)
        screen = open_screen("collections", lang="en")
        screen.widget("upload.paste").set_value(PASTED)
        screen.widget("upload.name").set_value(name)
        screen.click("upload.build")
        key = str(screen.app.session_state["collections.started"])
        assert built(screen, key).failure == ""
        screen.click("build.dismiss")
        return key

    return uploaded


def everything(screen: Screen) -> str:
    """All that the server sent to the screen, as text, without its style sheet."""
    kinds = {
        *("html", "markdown", "button", "selectbox", "multiselect", "text_input", "button_group"),
        *("error", "warning", "info", "success", "bidi_component", "plotly_chart", "popover"),
        *("arrow_data_frame", "page_link", "expander", "date_input", "file_uploader", "toast"),
        *("download_button", "text_area", "progress", "toggle", "tab", "echarts_chart"),
    }
    return "\n".join(
        str(one.proto)
        for kind in sorted(kinds)
        for one in screen.app.get(kind)
        if "<style>" not in str(one.proto)
    )


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


def test_an_upload_is_its_owners_alone(house: House, open_screen, upload) -> None:
    key = upload(HUDA, "Port deal")
    assert key.startswith("Port-deal-")
    house.enter(HUDA)
    assert "Port deal" in open_screen("collections", lang="en").html()
    for other in (SAMI, AMAL, "huda@c.org"):
        house.enter(other)
        for page in PAGES:
            assert "Port deal" not in everything(open_screen(page, lang="en")), page
    house.leave()
    assert "Port deal" not in everything(open_screen("collections", lang="en"))


def test_what_is_forbidden_looks_as_what_is_not_there(house: House, open_screen, upload) -> None:
    key = upload(HUDA, "Hidden")
    step = steps.Step(steps.CorrectionAction.REJECT, "a@0-3", {"surface": "السر"})
    Corrections.at(house.database, key).append(step, HUDA, "سبب")
    library.forget_version()
    house.enter(SAMI)
    for page, language in zip(PAGES, ("ar", "en") * len(PAGES), strict=False):
        told = []
        for name in (key, f"Hidden-{'0' * 10}", NOWHERE):
            screen = open_screen(page, collection=name, lang=language, search="البصرة")
            assert screen.messages() == [screen.wording.text("error.no_such_collection")], page
            told.append(everything(screen).replace(name, "?"))
        assert told == [told[0]] * len(told), page
        assert "Hidden" not in told[0]
        assert "السر" not in told[0]


def test_equal_names_do_not_tell_of_each_other(house: House, open_screen, upload) -> None:
    first, second = upload(HUDA, "Merger"), upload(SAMI, "Merger")
    for key in (first, second):
        stem, _, rest = key.rpartition("-")
        assert stem == "Merger"
        assert len(rest) == 10
        assert set(rest) <= set("0123456789abcdef")
    house.enter(SAMI)
    assert [one.key for one in _listed_for(house, SAMI)] == ["sample", second]
    assert [one.key for one in _listed_for(house, HUDA)] == ["sample", first]


def test_equal_articles_keep_their_own_rejected_files(house: House, open_screen) -> None:
    keys = {}
    for email, bad in ((HUDA, "huda-secret.txt"), (SAMI, "sami-secret.txt")):
        house.enter(email)
        screen = open_screen("collections", lang="en")
        screen.widget("upload.files").set_value(
            [(bad, b"", "text/plain"), ("same.txt", PASTED.encode(), "text/plain")]
        )
        screen.widget("upload.name").set_value("Same")
        screen.click("upload.build")
        keys[email] = str(screen.app.session_state["collections.started"])
        built(screen, keys[email])
        screen.click("build.dismiss")
    house.enter(HUDA)
    ours = library.built(keys[HUDA])
    house.enter(SAMI)
    # One fingerprint, so answers are shared between the two; what is not of the articles is not.
    assert library.built(keys[SAMI]).fingerprint == ours.fingerprint
    open_screen("collections", lang="en", collection=keys[SAMI])
    house.enter(HUDA)
    screen = open_screen("collections", lang="en", collection=keys[HUDA])
    assert [where for where, _ in screen.complaints()] == ["huda-secret.txt"]
    assert "sami" not in everything(screen)


def test_a_build_on_its_way_is_seen_by_nobody_else(house: House, open_screen) -> None:
    going = threading.Event()

    def run(given: Any, progress: Any) -> Any:
        going.wait(60)
        raise builds.CollectionError("ended")

    build = builds.start("going-1", "Secret build", list, run, owner=HUDA, at_once=True)
    try:
        for email in (SAMI, ""):
            house.enter(email) if email else house.leave()
            screen = open_screen("collections", lang="en")
            assert "Secret build" not in everything(screen)
            assert "going-1" not in everything(screen)
        house.enter(HUDA)
        assert "Secret build" in everything(open_screen("collections", lang="en"))
    finally:
        going.set()
        assert build.ended.wait(60)


@pytest.mark.parametrize("language", ["ar"])
def test_a_collection_is_shared_step_by_step_and_taken_back(
    house: House, open_screen, upload, language
) -> None:
    key = upload(HUDA, "Shared")

    def page(email: str) -> Screen:
        house.enter(email)
        rights.forget()
        return open_screen("collections", lang=language, collection=key)

    owner = page(HUDA)
    assert owner.wording.text("sharing.intro") in owner.html()
    assert owner.wording.text("sharing.owners") not in owner.html()
    assert "sharing.grant" not in page(SAMI).keys("button")

    def may_correct(email: str) -> bool:
        house.enter(email)
        log = open_screen("corrections", lang=language, collection=key)
        return "corrections.import.button" in log.keys("button")

    def share(address: str, role: Role) -> None:
        screen = page(HUDA)
        screen.widget("sharing.address").set_value(address)
        screen.widget("sharing.role").set_value(role.value)
        screen.click("sharing.grant")
        assert screen.messages() == []

    share(" Sami@C.org ", Role.VIEWER)
    viewer = page(SAMI)
    assert "Shared" in viewer.html()
    assert viewer.wording.text("sharing.role.viewer") in viewer.html()
    assert viewer.wording.text("sharing.owners") in viewer.html()
    assert HUDA in viewer.html()
    assert "sharing.grant" not in viewer.keys("button")
    assert not may_correct(SAMI)
    share(SAMI, Role.EDITOR)
    editor = page(SAMI)
    assert may_correct(SAMI)
    assert "sharing.grant" not in editor.keys("button")
    share(SAMI, Role.OWNER)
    # Another owner may share on, with a whole domain too, and the first may be let go.
    second = page(SAMI)
    second.widget("sharing.address").set_value("@d.org")
    second.click("sharing.grant")
    assert second.wording.text("sharing.domain", domain="\u2066@d.org\u2069") in second.html()
    assert "Shared" in page("anyone@d.org").html()
    assert "Shared" not in page("anyone@x.d.org").html()
    second = page(SAMI)
    second.click(f"sharing.take_back.{HUDA}")
    assert second.messages() == []
    gone = page(HUDA)
    assert gone.messages() == [gone.wording.text("error.no_such_collection")]
    assert "Shared" not in gone.html()
    house.enter(SAMI)
    second.click(f"sharing.take_back.{SAMI}")
    assert second.messages() == [second.wording.text("sharing.refused.last_owner")]
    assert [grant.grantee for grant in house.access.grants(key)] == [SAMI, "@d.org"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "addresses",
    [
        [("", "address_empty"), ("huda", "address"), ("a@b.org c@d.org", "address")],
        [("@", "domain"), ("@org", "domain"), ("**x** <b>@", "address")],
        [("x@other.org", "not_member"), ("@other.org", "not_member")],
    ],
    ids=["addresses", "domains", "strangers"],
)
def test_a_bad_address_is_said_and_grants_nothing(
    house: House, open_screen, monkeypatch, addresses, language
) -> None:
    monkeypatch.setenv("SIYAQ_MEMBERS", "@b.org, @c.org")
    house.give("sample", HUDA, Role.OWNER)
    house.enter(HUDA)
    screen = open_screen("collections", lang=language)
    for address, why in addresses:
        screen.widget("sharing.address").set_value(address)
        screen.click("sharing.grant")
        told = {"who": address} if address else {}
        wanted = screen.wording.text(f"sharing.refused.{why}", **told)
        # Isolates are there or not as the direction of the page wants; the words are the same.
        assert [_ISOLATES.sub("", one) for one in screen.messages()] == [_ISOLATES.sub("", wanted)]
    assert [grant.grantee for grant in house.access.grants("sample")] == [HUDA]


def test_sharing_asks_for_the_role_of_that_moment(house: House, open_screen) -> None:
    house.give("sample", HUDA, Role.OWNER)
    house.give("sample", AMAL, Role.VIEWER)
    house.enter(HUDA)
    giving, taking_back = (open_screen("collections", lang="en") for _ in range(2))
    house.give("sample", HUDA, Role.EDITOR)
    giving.widget("sharing.address").set_value(SAMI)
    giving.click("sharing.grant")
    taking_back.click(f"sharing.take_back.{AMAL}")
    assert {grant.grantee for grant in house.access.grants("sample")} == {HUDA, AMAL}


def test_administrators_own_what_was_there_before(
    house: House, open_screen, upload, monkeypatch
) -> None:
    key = upload(HUDA, "Old")
    house.take(key, HUDA)
    monkeypatch.setenv("SIYAQ_ADMINS", AMAL)
    house.enter(AMAL)
    screen = open_screen("collections", lang="en", collection=key)
    assert "Old" in screen.html()
    assert screen.wording.text("sharing.nobody") in screen.html()
    screen.widget("sharing.address").set_value(HUDA)
    screen.widget("sharing.role").set_value("owner")
    screen.click("sharing.grant")
    house.enter(HUDA)
    assert "Old" in open_screen("collections", lang="en").html()


def test_exports_are_made_for_those_who_may_look_at_that_moment(
    house: House, upload, open_screen, monkeypatch
) -> None:
    key = upload(HUDA, "Exports")
    house.give(key, SAMI, Role.VIEWER)
    offered: dict[str, Callable[[], bytes]] = {}
    real = st.download_button

    def noted(label: str, data: Any, **more: Any) -> Any:
        offered[str(more["key"])] = data
        return real(label, data, **more)

    monkeypatch.setattr(st, "download_button", noted)
    house.enter(SAMI)
    open_screen("workbench", lang="en", collection=key)
    open_screen("corrections", lang="en", collection=key)
    assert {"take_jsonl", "take_webannotation", "corrections.export"} <= set(offered)
    house.leave()  # the file is made in a thread where nobody is signed in
    assert all(make() is not None for make in offered.values())
    house.take(key, SAMI)
    for make in offered.values():
        with pytest.raises(rights.NotShared):
            make()
    house.give(key, SAMI, Role.VIEWER)
    monkeypatch.setattr(people, "now", lambda: time.time() + 4000)
    for make in offered.values():
        with pytest.raises(rights.NotShared):
            make()


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


def _listed_for(house: House, email: str) -> list[library.Listed]:
    house.enter(email)
    return library.collections()


def test_the_tour_ends_for_each_person_alone(house: House, open_screen) -> None:
    house.enter(HUDA)
    screen = open_screen(lang="en")
    screen.click("tour.end")
    assert "tour.end" not in screen.keys("button")
    assert "tour.end" not in open_screen(lang="en").keys("button"), "once is enough"
    house.enter(AMAL)
    assert "tour.end" in open_screen(lang="en").keys("button")
