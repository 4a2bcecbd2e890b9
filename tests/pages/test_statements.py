"""The panel of statements: whose they are, how many of how many, what a file of them has."""

import csv
import io

import pytest

from dashboard.charts.style import ChartStyle
from dashboard.collection import Collection
from dashboard.exports.provenance import Provenance
from dashboard.exports.tables import csv_bytes
from dashboard.look.palette import LIGHT
from dashboard.model import ROLE, Mark, MentionKind, Selection
from dashboard.pages.address import ANY_ROLE, Chart, View, mark_text
from dashboard.pages.charting import Asked
from dashboard.pages.charting import statements as charted
from dashboard.pages.charting.statements import (
    listened_to,
    statement_listing,
    statements_asked,
    statements_taken,
)
from dashboard.pages.panels import speakers as chooser
from dashboard.pages.panels import statements as panel
from dashboard.wording import Language, Wording

ENGLISH = Wording(Language.ENGLISH)


def asked_of(story: Collection, **view: object) -> Asked:
    return Asked(story, View(chart=Chart.STATEMENTS).changed(**view), ChartStyle(LIGHT, ENGLISH))


@pytest.fixture
def role(story) -> str:
    """The words of the role that is quoted most."""
    return str(story.roles(Selection())["role"].iloc[0])


def test_names_and_roles_can_be_chosen(open_screen, story, role) -> None:
    screen = open_screen(lang="en", chart="statements")
    everyone, roles = story.speakers(Selection(), 100), story.roles(Selection(), 100)
    labels = screen.widget("statements.speaker").options
    assert len(labels) == len(everyone) + len(roles)
    assert "Everyone known only by a role" in labels[0]
    assert any(role in label and "By role" in label for label in labels)
    assert screen.address("role") == ""
    screen.set("statements.speaker", f"{ROLE}{role}")
    assert screen.address("role") == role
    assert set(screen.table("table.statements")["speaker"]) == {role}
    assert screen.widget("statements.speaker").value == f"{ROLE}{role}"
    assert ENGLISH.text("statements.title.about", names=role) in screen.html()


def test_all_roles_together_have_an_address(open_screen, story) -> None:
    screen = open_screen(lang="en", chart="statements", role=ANY_ROLE)
    told = story.statements(Selection(), ROLE, 100)
    assert screen.table("table.statements")["speaker"].tolist() == told["speaker"].tolist()
    assert screen.widget("statements.speaker").value == ROLE


def test_the_evidence_is_of_the_speaker_s_statements(open_screen, story) -> None:
    speakers = story.speakers(Selection(), 100)
    entity = next(one for one in speakers["entity"] if one != ROLE)
    marked = Selection(mark=Mark("statements", speaker=entity))
    screen = open_screen(lang="en", chart="statements")
    before = screen.source()["evidence"]["badge"]
    screen.set("statements.speaker", entity)
    evidence = screen.source()["evidence"]
    count = story.evidence_count(marked)
    assert evidence["title"] == "Sentences of these statements"
    assert evidence["badge"] == str(count.mentions) != before
    assert len(evidence["rows"]) == count.sentences
    # The statement of the sentence that is open is marked in its row and in the article.
    opened = next(row for row in evidence["rows"] if row["id"] == evidence["opened"])
    assert {"verb", "speaker"} <= set(opened["parts"])
    told = story.statements(Selection(), entity, 100)
    parts = screen.source()["article"]["statement"]["parts"]
    assert parts[0][2] in set(told["entity_name"])
    # Beside another chart the evidence is of what that chart shows.
    view = View(entity=entity)
    assert listened_to(story, view) == view.selection


def test_a_selected_mark_comes_before_the_speaker(story) -> None:
    mark = Mark("statements", article="story-1")
    view = View(chart=Chart.STATEMENTS, role=ANY_ROLE, selection=Selection(mark=mark))
    assert listened_to(story, view).mark == mark
    unmarked = view.select(mark=None)
    assert listened_to(story, unmarked).mark == Mark("statements", speaker=ROLE)


def test_a_long_list_is_turned_by_pages(open_screen, story, monkeypatch) -> None:
    monkeypatch.setattr(panel, "_PAGE", 2)
    everything = story.statements(Selection(), limit=100)
    total = len(everything)
    assert total > 4
    screen = open_screen(lang="en", chart="statements")
    assert f"1 to 2 of {total} statements" in screen.html()
    screen.click("statements.next")
    assert f"3 to 4 of {total} statements" in screen.html()
    rows = screen.table("table.statements")
    assert rows["said"].tolist() == everything["reported"].tolist()[2:4]
    # What the pages are of has changed: it begins anew.
    screen.set("statements.speaker", ROLE)
    assert screen.table("table.statements")["said"].tolist() == (
        story.statements(Selection(), ROLE, 2)["reported"].tolist()
    )


def test_a_list_on_one_page_has_no_pages_to_turn(open_screen, story) -> None:
    screen = open_screen(lang="en", chart="statements")
    assert "statements.next" not in screen.keys("button")
    total = story.statement_count(Selection())
    assert ENGLISH.count("count.statements", total) in screen.html()
    assert "Search for a speaker" not in screen.html()
    with pytest.raises(AssertionError):
        screen.widget("statements.search")


def test_speakers_beyond_the_list_are_found_by_search(open_screen, story, monkeypatch) -> None:
    monkeypatch.setattr(chooser, "_MOST_NAMES", 1)
    monkeypatch.setattr(chooser, "_MOST_ROLES", 1)
    named = story.speakers(Selection(), 100)
    named = named[named["entity"] != ROLE]
    last = named.iloc[-1]
    screen = open_screen(lang="en", chart="statements")
    total = len(named) + len(story.roles(Selection(), 100))
    assert f"2 of {total}" in screen.html()
    assert not any(last["name"] in label for label in screen.widget("statements.speaker").options)
    screen.set("statements.search", last["name"])
    assert any(last["name"] in label for label in screen.widget("statements.speaker").options)
    screen.set("statements.speaker", last["entity"])
    assert len(screen.table("table.statements")) == last["statements"]
    screen.set("statements.search", "زرافة")
    assert "No speaker fits" in screen.html()
    assert screen.widget("statements.speaker").value == last["entity"]


def test_what_no_filter_can_match_is_told(open_screen, story) -> None:
    selection = Selection(kinds=(MentionKind.LOC,))
    left_out = story.unnamed_statement_count(selection)
    screen = open_screen(lang="en", chart="statements", kinds="LOC")
    said = f"Not listed: {ENGLISH.count('count.statements', left_out)}"
    assert (said in screen.html()) == (left_out > 0)
    told = statements_asked(asked_of(story, selection=selection), 10)
    assert told.unnamed == left_out
    (note,) = charted.Told("", "", told.rows, 1, unnamed=3).notes(ENGLISH)
    assert note.startswith("Not listed: 3 statements")
    assert charted.Told("", "", told.rows, 1).notes(ENGLISH) == []


def test_the_table_stands_under_its_own_name(open_screen) -> None:
    assert "The same as a table" not in open_screen(lang="en", chart="statements").html()
    assert "The same as a table" in open_screen(lang="en", chart="money").html()


def test_a_file_has_every_statement_with_its_article(story) -> None:
    asked = asked_of(story)
    told = statements_asked(asked, 1)
    assert len(told.rows) == 1
    taken = statements_taken(asked, told)
    text = csv_bytes(taken.rows(), taken.columns, Provenance("c", "f", "")).decode("utf-8-sig")
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
    rows = list(csv.DictReader(io.StringIO("".join(lines))))
    everything = story.statements(Selection(), limit=100)
    assert [row["Statement"] for row in rows] == everything["reported"].tolist()
    assert [row["Article id"] for row in rows] == everything["article"].tolist()
    assert [row["Source"].lstrip("'") for row in rows] == everything["source"].tolist()
    assert [row["Title"].lstrip("'") for row in rows] == everything["title"].tolist()
    assert [row["As written"] for row in rows] == everything["speaker"].tolist()
    assert taken.cut == ""
    named = everything["entity_name"].fillna(everything["speaker"])
    assert [row["Speaker"] for row in rows] == named.tolist()


def test_a_file_that_is_cut_says_so(story, monkeypatch) -> None:
    monkeypatch.setattr(charted, "_MOST_TAKEN", 2)
    asked = asked_of(story)
    taken = statements_taken(asked, statements_asked(asked, 1))
    assert len(taken.rows()) == 2
    assert taken.cut == f"2 of {story.statement_count(Selection())}"
    lines = Provenance("c", "f", "", rows=taken.cut).lines()
    assert lines[-1] == f"rows: {taken.cut}"


def test_the_listing_says_which_part_it_is(story) -> None:
    told = statements_asked(asked_of(story), 3, lambda of, total: 3)
    total = story.statement_count(Selection())
    assert statement_listing(told, ENGLISH).unit == f"4 to 6 of {total} statements"


def test_a_statement_s_chip_says_whose_it_is(open_screen, story) -> None:
    row = story.statements(Selection(), limit=1).iloc[0]
    mark = Mark("statements", article=row["article"], statement=int(row["verb_start"]))
    screen = open_screen(lang="en", chart="statements", mark=mark_text(mark))
    named = row["entity_name"] if isinstance(row["entity_name"], str) else row["speaker"]
    assert named in screen.widget("chip_selected").label
    source = screen.source()
    assert source["evidence"]["badge"] == "1"
    assert source["to_statement"] is True
    assert [part for part, _, _ in source["article"]["statement"]["parts"]] == [
        "speaker",
        "verb",
        "said",
    ]
