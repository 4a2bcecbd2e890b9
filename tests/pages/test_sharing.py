"""Hosted: who sees, corrects, adds to and shares a collection; the others learn nothing of it."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st

from dashboard.collection.corrections import steps
from dashboard.collection.corrections.store import Corrections
from dashboard.collection.jobs import Job
from dashboard.collection.sharing.access import Role
from dashboard.pages import builds, library, people, rights, uploads
from dashboard.pages.site import PAGES
from tests.pages.conftest import LANGUAGES, Screen
from tests.pages.house import AMAL, HUDA, NOWHERE, SAMI, House, everything, listed_for
from tests.pages.uploading import PASTED, built

_ISOLATES = re.compile("[\u2066-\u2069]")


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
    assert [one.key for one in listed_for(house, SAMI)] == ["sample", second]
    assert [one.key for one in listed_for(house, HUDA)] == ["sample", first]


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


def test_only_owners_add_and_remove(house: House, open_screen, upload, collections_home) -> None:
    key = upload(HUDA, "Grows")
    for role in (Role.VIEWER, Role.EDITOR):
        house.give(key, SAMI, role)
        house.enter(SAMI)
        screen = open_screen("collections", lang="en", collection=key)
        assert "upload.into" not in screen.keys("selectbox")
        assert f"remove.{key}" not in screen.keys("button")
        for forbidden in (
            lambda: uploads.accept(Job(title="x", owner=SAMI, into=key), [], PASTED),
            lambda: library.remove(key),
        ):
            with pytest.raises(rights.Refused):
                forbidden()
    house.take(key, SAMI)
    with pytest.raises(rights.NotShared):
        library.remove(key)
    assert library.location(key).joinpath("manifest.json").exists()
    house.give(key, SAMI, Role.OWNER)
    screen = open_screen("collections", lang="en", collection=key)
    screen.set("upload.into", key)
    screen.widget("upload.paste").set_value(f"{PASTED} ووصل الوفد إلى الموصل.")
    screen.click("upload.build")
    assert built(screen, key).manifest.articles == 2
    assert {grant.grantee for grant in house.access.grants(key)} == {HUDA, SAMI}
    assert not list((collections_home / ".uploads").glob(f"{key}*"))


def test_adding_and_removing_ask_for_the_role_of_that_moment(
    house: House, open_screen, upload
) -> None:
    key = upload(HUDA, "Kept")
    house.give(key, SAMI, Role.OWNER)
    house.enter(SAMI)
    removing, adding = (open_screen("collections", lang="en", collection=key) for _ in range(2))
    adding.set("upload.into", key)
    adding.widget("upload.paste").set_value(PASTED)
    house.give(key, SAMI, Role.VIEWER)
    for screen, button in ((removing, f"remove.{key}"), (adding, "upload.build")):
        screen.click(button)
        assert any("only for who has the role owner" in said for said in screen.messages())
    house.enter(HUDA)
    assert library.built(key).manifest.articles == 1
