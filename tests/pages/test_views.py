"""Frozen views show the numbers of then, or say what changed; saved ones come back by name."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.collection import Collection, build, open_collection
from dashboard.collection.corrections import steps
from dashboard.collection.corrections.store import Corrections
from dashboard.collection.sharing.frozen import Frozen, frozen_of
from dashboard.collection.sharing.views import SavedViews
from dashboard.extraction.names import names_engine
from dashboard.extraction.pipeline import Extractor
from dashboard.model import MentionKind, Selection
from dashboard.pages import library
from tests.pages.story import STORY

PEOPLE = Selection(kinds=(MentionKind.PER,))


@pytest.fixture
def home(collections_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Collections and a database of this test's own."""
    shutil.copytree(collections_home / "sample.collection", tmp_path / "sample.collection")
    monkeypatch.setenv("SIYAQ_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def reject(home: Path) -> Callable[[Selection], None]:
    """Rejects the first mention of a selection that is still there, as another replica would."""

    def rejected(selection: Selection) -> None:
        log = Corrections.at(home / "siyaq.db", "sample")
        now = open_collection(home / "sample.collection").corrected(log.log())
        row = now.evidence(selection, 1).to_dict("records")[0]
        read = now.article(str(row["article"]))
        assert read is not None
        log.append(steps.reject(next(one for one in read.mentions if one.id == row["id"])), "سامي")
        library.forget_version()

    return rejected


def with_menu(screen: Any) -> Any:
    screen.app.session_state["views_menu"] = True
    screen.run()
    return screen


def frozen_link(screen: Any) -> dict[str, str]:
    """What the button that copies a frozen link adds to the address."""
    told = [
        json.loads(one.proto.bytes or one.proto.json)
        for one in with_menu(screen).app.get("bidi_component")
        if one.proto.component_name.endswith("siyaq_copy_link")
    ]
    (found,) = [one for one in told if one["label"] == screen.wording.text("views.copy_frozen")]
    return dict(found["parameters"])


def banner(screen: Any) -> str:
    """What is said above the page of a frozen view; "" above a live one."""
    found = [
        one.value for one in screen.app.get("html") if '<div class="siyaq-frozen"' in one.value
    ]
    return found[0] if found else ""


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_frozen_link_shows_the_same_numbers_after_a_correction(
    home: Path, reject: Callable[[Selection], None], open_screen: Any, lang: str
) -> None:
    reject(PEOPLE)
    screen = open_screen(lang=lang, kinds="PER")
    before = screen.source()["evidence"]["badge"]
    made = frozen_link(screen)
    kept = frozen_of(made["frozen"])
    assert kept.corrections == 1
    assert kept.numbers.mentions == int(before)
    reject(PEOPLE)
    reject(Selection(kinds=(MentionKind.ORG,)))
    live = open_screen(lang=lang, kinds="PER")
    assert live.source()["evidence"]["badge"] == str(int(before) - 1)
    then = open_screen(lang=lang, kinds="PER", **made)
    wording = then.wording
    assert then.source()["evidence"]["badge"] == before
    assert wording.text("frozen.title") in banner(then)
    assert wording.count("frozen.since", 2) in banner(then)
    assert wording.count("count.corrections", 1) in banner(then), "what held when it was frozen"
    line = wording.text(
        "frozen.change",
        then=wording.count("count.mentions", int(before)),
        now=int(before) - 1,
    )
    assert line in banner(then)
    assert not then.messages(), "nothing warns of other numbers: they are the same"
    then.click("frozen.go_live")
    assert then.source()["evidence"]["badge"] == str(int(before) - 1)
    assert banner(then) == ""
    assert then.address("frozen") == ""


def test_a_frozen_view_is_not_corrected(home: Path, open_screen: Any) -> None:
    made = frozen_link(open_screen(lang="en", kinds="PER"))
    row = open_collection(home / "sample.collection").evidence(PEOPLE, 1).to_dict("records")[0]
    screen = open_screen(lang="en", article=row["article"], mention=row["id"], **made)
    assert screen.wording.text("frozen.read_only") in screen.html()
    assert "correct.mention.save" not in screen.keys("button")


def test_a_copied_address_stays_frozen_on_what_it_was(home: Path, open_screen: Any) -> None:
    made = frozen_link(open_screen(lang="en", kinds="PER"))
    screen = open_screen(lang="en", kinds="PER", **made)
    assert frozen_link(screen)["frozen"] == made["frozen"]
    other = open_screen(lang="en", kinds="ORG", **made)
    again = frozen_of(frozen_link(other)["frozen"])
    assert again.selection != frozen_of(made["frozen"]).selection
    assert again.numbers.of_kind(MentionKind.PER) == 0


def rebuild(home: Path, articles: Any) -> Collection:
    shutil.rmtree(home / "sample.collection")
    build(articles, home / "sample.collection", Extractor(names_engine("builtin")))
    return open_collection(home / "sample.collection")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_after_another_build_it_says_what_changed(home: Path, open_screen: Any, lang: str) -> None:
    made = frozen_link(open_screen(lang=lang, kinds="PER"))
    then = frozen_of(made["frozen"]).numbers
    now = rebuild(home, STORY[:-1])
    counts = now.counts(PEOPLE)
    screen = open_screen(lang=lang, kinds="PER", **made)
    wording = screen.wording
    text = banner(screen)
    for key, before, after in (
        ("count.articles", then.all_articles, now.manifest.articles),
        ("count.mentions", then.all_mentions, now.manifest.mentions),
        ("count.names", then.all_entities, now.manifest.entities),
        ("count.people", then.mentions, counts.mentions),
    ):
        line = wording.text("frozen.change", then=wording.count(key, before), now=after)
        assert (line in text) == (before != after), key
    assert then.all_articles != now.manifest.articles
    assert screen.source()["evidence"]["badge"] == str(counts.mentions)
    assert not screen.messages()


def test_corrections_that_are_lost_are_said(
    home: Path, reject: Callable[[Selection], None], open_screen: Any
) -> None:
    reject(PEOPLE)
    made = frozen_link(open_screen(lang="en", kinds="PER"))
    kept = frozen_of(made["frozen"])
    # As if the link came to a server that has the collection, but not its corrections.
    forged = Frozen(kept.built, "0" * 12, 7, kept.at, kept.selection, kept.numbers)
    screen = open_screen(lang="en", kinds="PER", build="0" * 12, frozen=forged.text)
    assert "not there any more" in banner(screen)
    assert screen.source()["evidence"]["badge"] == str(kept.numbers.mentions)


def test_an_unreadable_frozen_link_is_live_and_said(home: Path, open_screen: Any) -> None:
    screen = open_screen(lang="en", frozen="<script>")
    assert banner(screen) == ""
    assert screen.messages() == [screen.wording.text("error.link_broken", name="frozen")]


def views(home: Path, person: str) -> SavedViews:
    return SavedViews.at(home / "siyaq.db", "sample", person)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_view_is_saved_and_opened_by_name(home: Path, open_screen: Any, lang: str) -> None:
    screen = with_menu(open_screen(lang=lang, kinds="PER", chart="money"))
    assert screen.wording.text("views.none") in screen.html()
    screen.set("views.name", "ناس *مهمون*")
    screen.click("views.save")
    (saved,) = views(home, "").listed()
    assert (saved.name, saved.private) == ("ناس *مهمون*", False)
    assert saved.address == {"kinds": "PER", "chart": "money"}
    other = with_menu(open_screen("articles", lang=lang, kinds="LOC", sources="x"))
    assert f"views.edit.{saved.id}" in other.keys("button"), "it is the same person's"
    other.click(f"views.open.{saved.id}")
    assert other.address("kinds") == "PER"
    assert (other.address("sources"), other.address("chart")) == ("", "money")
    assert other.address("lang") == lang, "the reader keeps the own language"
    assert not other.app.session_state["views_menu"]


def test_a_frozen_view_is_saved_frozen(
    home: Path, reject: Callable[[Selection], None], open_screen: Any
) -> None:
    screen = with_menu(open_screen(lang="en", kinds="PER"))
    before = screen.source()["evidence"]["badge"]
    screen.set("views.name", "kept")
    screen.app.checkbox("views.freeze").check()
    screen.click("views.save")
    reject(PEOPLE)
    other = with_menu(open_screen(lang="en"))
    (saved,) = views(home, "").listed()
    other.click(f"views.open.{saved.id}")
    assert other.source()["evidence"]["badge"] == before
    assert other.wording.text("frozen.title") in banner(other)


def test_views_of_others_are_seen_but_not_changed(home: Path, open_screen: Any) -> None:
    theirs = views(home, "<b>سامي</b>").save("<script>alert(1)</script>", "workbench", {})
    views(home, "سامي").save("hidden", "workbench", {}, private=True)
    screen = with_menu(open_screen(lang="en"))
    assert f"views.open.{theirs.id}" in screen.keys("button")
    assert f"views.edit.{theirs.id}" not in screen.keys("button")
    assert len([key for key in screen.keys("button") if key.startswith("views.open.")]) == 1
    assert "&lt;b&gt;سامي&lt;/b&gt;" in screen.html()
    assert "hidden" not in screen.html()
    label = screen.widget(f"views.open.{theirs.id}").label
    assert "\\<script\\>" in label


def test_own_views_are_renamed_hidden_and_deleted(home: Path, open_screen: Any) -> None:
    screen = with_menu(open_screen(lang="en"))
    for name in ("one", "two"):
        screen.set("views.name", name)
        screen.click("views.save")
    one, two = views(home, "").listed()
    screen.click(f"views.edit.{one.id}")
    screen.set(f"views.rename.{one.id}", "two")
    screen.click(f"views.rename_now.{one.id}")
    assert screen.wording.text("views.refused.taken") in screen.messages()
    screen.set(f"views.rename.{one.id}", "three")
    screen.click(f"views.rename_now.{one.id}")
    assert [view.name for view in views(home, "").listed()] == ["three", "two"]
    screen.click(f"views.edit.{two.id}")
    screen.click(f"views.share_now.{two.id}")
    assert [view.name for view in views(home, "").listed()] == ["three"]
    screen.click(f"views.delete_now.{two.id}")
    assert f"views.open.{two.id}" not in screen.keys("button")
    assert not screen.messages()
