"""Correcting on the pages: steps are taken, shown everywhere at once, listed and taken back."""

from __future__ import annotations

import datetime as dt
import getpass
import time

import pytest

from dashboard.collection.corrections import steps
from dashboard.collection.corrections.judging import Judged
from dashboard.collection.corrections.store import Corrections
from dashboard.model import Correction, CorrectionAction, MentionKind, Selection
from dashboard.pages import library
from dashboard.pages.corrections import added
from dashboard.pages.history import told
from dashboard.wording import Language, Wording
from tests.pages.conftest import LANGUAGES


@pytest.fixture
def log(collections_home, tmp_path, monkeypatch) -> Corrections:
    """The sample's corrections in a database of this test's own."""
    monkeypatch.setenv("SIYAQ_DATABASE", str(tmp_path / "siyaq.db"))
    library.forget_version()
    yield Corrections.at(tmp_path / "siyaq.db", "sample")
    library.forget_version()


@pytest.fixture
def salih(story) -> str:
    return str(story.entities(Selection(), "برهم صالح", 1)["entity"].iloc[0])


@pytest.fixture
def kazimi(story) -> str:
    return str(story.entities(Selection(), "مصطفى الكاظمي", 1)["entity"].iloc[0])


def chosen_mention(story, surface: str) -> str:
    rows = story.evidence(Selection(), 500)
    return str(rows[rows["surface"] == surface]["id"].iloc[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_log_says_what_to_do(open_screen, log, language) -> None:
    screen = open_screen("corrections", lang=language)
    assert screen.messages() == []
    assert screen.wording.text("empty.no_corrections.cure") in screen.html()
    assert screen.wording.text("corrections.intro") in screen.html()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rejected_mention_is_gone_everywhere(open_screen, story, log, language) -> None:
    mention = chosen_mention(story, "برهم صالح")
    article = mention.rpartition("@")[0]
    screen = open_screen(lang=language, article=article, mention=mention)
    before = screen.source()["evidence"]["badge"]
    assert len(screen.source()["article"]["mentions"]) > 1
    marks = len(screen.source()["article"]["mentions"])
    screen.set("correct.mention.action", "reject")
    screen.set("correct.mention.reason", "ليس اسما")
    screen.click("correct.mention.save")
    assert screen.messages() == []
    [kept] = log.log()
    assert (kept.target, kept.author, kept.reason) == (mention, getpass.getuser(), "ليس اسما")
    assert len(screen.source()["article"]["mentions"]) == marks - 1
    assert screen.source()["evidence"]["badge"] != before
    # Nothing is chosen any more.
    assert screen.address("mention") == ""

    # Another person's screen shows it too, and the page of corrections tells of it.
    other = open_screen("corrections", lang=language)
    assert "برهم صالح" in other.html()
    assert "ليس اسما" in other.html()
    other.click(f"corrections.undo.{kept.id}")
    assert log.version == 1
    other.set(f"corrections.why.{kept.id}", "بل هو اسم")
    other.click(f"corrections.sure.{kept.id}")
    assert other.messages() == []
    assert log.log()[-1].reason == "بل هو اسم"
    assert other.wording.text("empty.no_corrections") in other.html()
    other.app.toggle(key="corrections.show_undone").set_value(True)
    other.run()
    assert "ليس اسما" in other.html()
    assert "بل هو اسم" in other.html()
    again = open_screen(lang=language, article=article)
    assert len(again.source()["article"]["mentions"]) == marks


def test_a_retagged_mention_has_its_new_kind(open_screen, story, log) -> None:
    mention = chosen_mention(story, "برهم صالح")
    screen = open_screen(lang="en", article=mention.rpartition("@")[0], mention=mention)
    screen.set("correct.mention.action", "retag")
    screen.set("correct.mention.kind.PER", "ORG")
    screen.click("correct.mention.save")
    start, end = map(int, mention.rpartition("@")[2].split("-"))
    kinds = {(s, e): kind for s, e, kind, _ in screen.source()["article"]["mentions"]}
    assert kinds[start, end] == "ORG"


def test_bounds_are_chosen_word_by_word(open_screen, story, log) -> None:
    mention = chosen_mention(story, "برهم صالح")
    start, end = map(int, mention.rpartition("@")[2].split("-"))
    screen = open_screen(lang="ar", article=mention.rpartition("@")[0], mention=mention)
    screen.set("correct.mention.action", "bounds")
    first = f"correct.mention.first.{mention}"
    assert screen.widget(first).value == start
    screen.set(first, start + len("برهم "))
    assert screen.wording.text("corrections.bounds.preview", surface="صالح") in screen.html()
    screen.click("correct.mention.save")
    spans = {(s, e) for s, e, _, _ in screen.source()["article"]["mentions"]}
    assert (start + len("برهم "), end) in spans
    assert (start, end) not in spans
    assert screen.address("mention").endswith(f"@{start + len('برهم ')}-{end}")


def test_bounds_in_the_wrong_order_are_told_before_they_are_saved(open_screen, story, log) -> None:
    mention = chosen_mention(story, "برهم صالح")
    start = int(mention.rpartition("@")[2].split("-")[0])
    screen = open_screen(lang="ar", article=mention.rpartition("@")[0], mention=mention)
    screen.set("correct.mention.action", "bounds")
    screen.set(f"correct.mention.last.{mention}", start + len("برهم"))
    screen.set(f"correct.mention.first.{mention}", start + len("برهم "))
    assert screen.wording.text("corrections.bounds.order") in screen.html()
    assert screen.widget("correct.mention.save").disabled


@pytest.mark.parametrize(
    ("action", "detail", "english", "arabic"),
    [
        (
            CorrectionAction.RENAME,
            {"name": "صالح", "new_name": "برهم صالح"},
            "<صالح> → <برهم صالح>",
            "صالح ← برهم صالح",
        ),
        (
            CorrectionAction.MERGE,
            {"name": "Salih", "into_name": "صالح"},
            "Salih → <صالح>",
            "<Salih> ← صالح",
        ),
        (
            CorrectionAction.SPLIT,
            {"name": "صالح", "spellings": '["علي صالح"]', "new_name": "علي صالح"},
            "<<صالح>: <علي صالح>> → <علي صالح>",
            "صالح: علي صالح ← علي صالح",
        ),
        (
            CorrectionAction.RETAG,
            {"surface": "مصر", "old_kind": "LOC", "kind": "ORG"},
            "<<مصر>: Place> → Organisation",
            "مصر: مكان ← جهة",
        ),
        (CorrectionAction.REJECT, {"surface": "صالح"}, "صالح", "صالح"),
    ],
)
def test_the_arrow_points_to_what_is_new(action, detail, english, arabic) -> None:
    """Runs in brackets are isolated: in English two Arabic names would change places."""
    step = Correction(1, action, "x", tuple(sorted(detail.items())), "علي", dt.datetime.now(dt.UTC))
    for language, line in ((Language.ENGLISH, english), (Language.ARABIC, arabic)):
        isolated = line.replace("<", "\u2068").replace(">", "\u2069")
        assert told(step, Wording(language)) == isolated


def test_two_names_become_one(open_screen, story, log, salih, kazimi) -> None:
    total = story.entity(salih).mentions + story.entity(kazimi).mentions
    screen = open_screen("profile", lang="ar", entity=salih)
    screen.set(f"correct.entity.into.{salih}", kazimi)
    screen.click("correct.entity.save")
    assert screen.messages() == []
    # The profile goes on with the name that is left.
    assert screen.address("entity") == kazimi
    assert f"<bdi>{total}</bdi>" in screen.html()
    # A link to the name that is gone still means what it meant.
    linked = open_screen("profile", lang="ar", entity=salih, names=salih)
    assert (linked.address("entity"), linked.address("names")) == (kazimi, kazimi)


def test_a_name_is_renamed_and_its_kind_changed(open_screen, story, log, salih) -> None:
    screen = open_screen("profile", lang="en", entity=salih)
    screen.set("correct.entity.action", "rename")
    screen.set("correct.entity.name.rename.برهم صالح", "الرئيس برهم صالح")
    screen.click("correct.entity.save")
    assert "الرئيس برهم صالح" in screen.html()
    screen.set("correct.entity.action", "retag")
    screen.set("correct.entity.kind.PER", "ORG")
    screen.click("correct.entity.save")
    assert screen.wording.kind_of_one(MentionKind.ORG) in screen.html()
    assert [one.action for one in log.log()] == ["rename", "retag"]


def test_what_a_step_lacks_is_said(open_screen, story, log, salih) -> None:
    screen = open_screen("profile", lang="en", entity=salih)
    screen.set("correct.entity.action", "split")
    screen.click("correct.entity.save")
    assert len(screen.messages()) == 1
    assert log.version == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_undo_and_redo_leave_their_trace(open_screen, story, log, salih, language) -> None:
    kept = log.append(steps.rename(story.entity(salih), "x"), "هدى", "سبب أول")
    log.undo(kept.id, "سالم", "سبب ثان")
    library.forget_version()
    screen = open_screen("corrections", lang=language)
    screen.app.toggle(key="corrections.show_undone").set_value(True)
    screen.run()
    screen.click(f"corrections.undo.{kept.id}")
    # Thought better of it.
    screen.click(f"corrections.leave.{kept.id}")
    assert log.version == 2
    screen.click(f"corrections.undo.{kept.id}")
    screen.set(f"corrections.why.{kept.id}", "سبب ثالث")
    screen.click(f"corrections.sure.{kept.id}")
    assert [one.action for one in log.log()] == ["rename", "undo", "undo"]
    assert log.log()[-1].author == getpass.getuser()
    html = screen.html()
    assert "سالم" in html
    assert -1 < html.find("سبب أول") < html.find("سبب ثان") < html.find("سبب ثالث")
    assert story.corrected(log.log()).entity(salih).name == "x"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_does_not_fit_is_listed(open_screen, story, log, salih, language) -> None:
    gone = steps.Step(CorrectionAction.REJECT, "nowhere@0-3", {"surface": "لا أحد"})
    first = log.append(gone, "هدى", "سبب الرفض")
    article = chosen_mention(story, "برهم صالح").rpartition("@")[0]
    there = steps.Step(CorrectionAction.REJECT, f"{article}@0-1", {"surface": "لا أحد"})
    second = log.append(there, "سالم")
    log.append(steps.rename(story.entity(salih), "x"), "هدى")
    library.forget_version()
    screen = open_screen("corrections", lang=language)
    html = screen.html()
    # Where they are listed, and again in the history.
    for why in ("article_gone", "mention_gone"):
        assert html.count(screen.wording.text(f"corrections.unfit.{why}")) == 2
    assert html.count("سبب الرفض") == 2
    assert html.count(f"<dt>{screen.wording.text('corrections.no_effect')}</dt>") == 4
    buttons = screen.keys("button")
    assert f"misfits.see.{first.id}" not in buttons
    assert f"misfits.undo.{first.id}" in buttons
    screen.click(f"misfits.undo.{first.id}")
    screen.click(f"corrections.sure.{first.id}")
    assert log.log()[-1].target == str(first.id)
    assert f"misfit_{first.id}" not in screen.html()
    assert f"misfits.undo.{first.id}" not in screen.keys("button")
    screen.click(f"misfits.see.{second.id}")
    assert (screen.address("article"), screen.address("mention")) == (article, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_a_step_of_a_file_has_no_effect(open_screen, story, log, language, tmp_path) -> None:
    other = Corrections.at(tmp_path / "elsewhere.db", "other")
    unknown = {"name": "لا أحد", "new_name": "y"}
    other.append(steps.Step(CorrectionAction.RENAME, "PER:لا أحد", unknown), "هدى")
    assert added("sample", "".join(other.exported()).encode()) == 1
    screen = open_screen("corrections", lang=language)
    assert screen.wording.text("corrections.cause.imported") in screen.html()
    assert screen.wording.text("corrections.cause.rebuilt") not in screen.html()
    assert getpass.getuser() in screen.html()


def test_hostile_words_stay_words(open_screen, story, log, salih) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    log.append(steps.rename(story.entity(salih), hostile), hostile, hostile)
    library.forget_version()
    for page in ("corrections", "profile", "workbench"):
        screen = open_screen(page, lang="ar", entity=salih)
        assert "<script>alert" not in screen.html()
        assert "<img src=x" not in screen.html()


def test_a_database_out_of_reach_leaves_the_reader_with_the_text(
    open_screen, collections_home, monkeypatch
) -> None:
    monkeypatch.setenv("SIYAQ_DATABASE", "postgresql://x@127.0.0.1:9/x")
    screen = open_screen(lang="en")
    [message] = screen.messages()
    assert "uncorrected" in message
    assert screen.source()["article"]["mentions"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sample_is_judged_and_its_precision_shown(open_screen, story, log, language) -> None:
    screen = open_screen("collections", lang=language)
    wording = screen.wording
    assert wording.text("judging.unjudged") in screen.html()
    sample = story.sampled_mentions(MentionKind.PER)
    for verdict in ("right", "right", "wrong"):
        screen.click(f"judging.{verdict}")
        assert screen.messages() == []
    assert [one.target for one in log.log()] == sample[:3]
    low, high = Judged(2, 1, ()).interval
    told = wording.text(
        "judging.precision",
        share=wording.percent(2 / 3),
        low=wording.percent(low),
        high=wording.percent(high),
        level=wording.percent(0.95),
        n=3,
    )
    assert told in screen.html()
    # The next sample is the same, whatever the verdicts were.
    assert story.sampled_mentions(MentionKind.PER) == sample


def test_an_import_adds_what_is_not_there_yet(story, log, salih, tmp_path) -> None:
    source = Corrections.at(tmp_path / "elsewhere.db", "other")
    source.append(steps.rename(story.entity(salih), "x"), "هدى")
    content = "".join(source.exported()).encode()
    assert added("sample", content) == 1
    assert added("sample", content) == 0
    assert "line 1" in added("sample", b"{}")
    assert "UTF-8" in added("sample", b"\xff")
    assert log.version == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_without_anything_new_is_said_to_be_that(
    open_screen, story, log, salih, language
) -> None:
    log.append(steps.rename(story.entity(salih), "x"), "هدى")
    content = "".join(log.exported()).encode()
    screen = open_screen("corrections", lang=language)
    screen.widget("corrections.import").set_value([("steps.jsonl", content, "application/jsonl")])
    screen.run()
    screen.click("corrections.import.button")
    assert screen.messages() == [screen.wording.text("corrections.imported.none")]
    assert log.version == 1


@pytest.mark.parametrize(
    ("language", "told"), [("ar", "السطر 1: ينقصه"), ("en", "line 1: action is missing")]
)
def test_why_an_import_is_refused_is_said_in_the_language(open_screen, log, language, told) -> None:
    screen = open_screen("corrections", lang=language)
    screen.widget("corrections.import").set_value(
        [("steps.jsonl", b'{"format": 1}', "application/jsonl")]
    )
    screen.run()
    screen.click("corrections.import.button")
    (said,) = screen.messages()
    assert told in said
    assert log.version == 0


def test_a_step_of_another_replica_is_seen_within_two_seconds(
    open_screen, story, log, salih
) -> None:
    screen = open_screen("profile", lang="ar", entity=salih)
    assert "اسم من خادم آخر" not in screen.html()
    # Written without this process's pages knowing of it.
    log.append(steps.rename(story.entity(salih), "اسم من خادم آخر"), "هدى")
    time.sleep(1.5)
    screen.run()
    assert "اسم من خادم آخر" in screen.html()
