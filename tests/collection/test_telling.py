"""Statements: as many as are counted, as they stand in the article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given

from dashboard.collection import Collection, build, open_collection
from dashboard.model import (
    ROLE,
    Article,
    DateAxis,
    Mark,
    Mention,
    MentionKind,
    Selection,
    Span,
    Statement,
)
from tests.collection.selections import SELECTIONS, meant
from tests.collection.test_selecting import EXAMPLES
from tests.collection.word_extractor import WordExtractor


@EXAMPLES
@given(selection=SELECTIONS)
def test_as_many_are_listed_as_are_counted(collection: Collection, selection) -> None:
    speakers = collection.speakers(selection, limit=100)
    whole = collection.statements(selection, limit=10_000)
    assert len(whole) == collection.statement_count(selection) == speakers["statements"].sum()
    for row in speakers.itertuples():
        assert collection.statement_count(selection, row.entity) == row.statements
        listed = collection.statements(selection, row.entity, limit=10_000)
        assert len(listed) == row.statements
        assert set(listed["entity"].dropna()) <= {row.entity}


@EXAMPLES
@given(selection=SELECTIONS)
def test_a_statement_is_selected_by_a_mention_of_its_sentence(collection, told, selection) -> None:
    selected = {one.mention.id for one in meant(told, selection)}
    everything = collection.statements(Selection(), limit=10_000)
    expected = everything[[not selected.isdisjoint(ids) for ids in everything["mentions"]]]
    found = collection.statements(selection, limit=10_000)
    places = ["article", "verb_start"]
    assert sorted(found[places].to_numpy().tolist()) == sorted(expected[places].to_numpy().tolist())
    by_speaker = expected.assign(entity=expected["entity"].fillna(ROLE)).groupby("entity")
    counted = collection.speakers(selection, limit=100).set_index("entity")
    assert counted["statements"].to_dict() == by_speaker.size().to_dict()
    assert counted["articles"].to_dict() == by_speaker["article"].nunique().to_dict()
    assert counted["direct"].to_dict() == by_speaker["direct"].sum().to_dict()


def test_spans_stand_in_the_article(collection: Collection) -> None:
    frame = collection.statements(Selection(kinds=(MentionKind.PER,)), limit=20)
    assert len(frame) == 20
    for row in frame.itertuples():
        content = collection.article(row.article).article.content
        assert content[row.speaker_start : row.speaker_end] == row.speaker
        assert content[row.reported_start : row.reported_end] == row.reported
        assert content[row.verb_start : row.verb_end] == "قال"
        assert row.entity.startswith("PER:")


def test_a_mark_means_its_statement(collection: Collection) -> None:
    frame = collection.statements(Selection(kinds=(MentionKind.PER,)), limit=20)
    for row in frame.itertuples():
        mark = Mark("s", article=row.article, mentions=row.mentions[:1], statement=row.verb_start)
        told = collection.told_statement(Selection(mark=mark))
        assert told.statement.speaker == Span(row.speaker_start, row.speaker_end)
        assert told.statement.reported == Span(row.reported_start, row.reported_end)
        assert told.name == row.entity_name
        (sentence,) = told.sentence.to_dict("records")
        content = collection.article(row.article).article.content
        assert content[sentence["sentence_start"] :].startswith(sentence["text"])
        assert sentence["sentence_start"] <= row.verb_start < sentence["sentence_end"]
        assert [one for *_, one in sentence["spans"]] == list(row.mentions[:1])
        assert sentence["mentions"] == 1


@pytest.mark.parametrize(
    "mark",
    [None, Mark("s", article="0"), Mark("s", statement=0), Mark("s", article="no", statement=1)],
)
def test_another_mark_means_none(collection: Collection, mark) -> None:
    assert collection.told_statement(Selection(mark=mark)) is None


@pytest.fixture(scope="module")
def going_on(tmp_path_factory) -> Iterator[Collection]:
    """A statement in a sentence that names nothing, between two that do."""
    lines = ("وصل حيدر العبادي الى بغداد.", "وأضاف إن الوضع صعب.", "وعاد مصطفى الكاظمي منها.")

    def added(content: str, mentions: list[Mention], article: str) -> list[Statement]:
        at = content.index("أضاف")
        verb, said = Span(at, at + 4), Span(at + 5, content.index(".", at))
        return [Statement(article, verb, "أضاف", verb, "أضاف", said, False, "test.added")]

    folder = tmp_path_factory.mktemp("going on") / "n.collection"
    article = Article("g1", "", "\n".join(lines), source="واع", published=dt.date(2014, 8, 6))
    build([article], folder, WordExtractor(), find_statements=added)
    found = open_collection(folder)
    yield found
    found.close()


DAY = dt.date(2014, 8, 6)


@pytest.mark.parametrize(
    ("selection", "told", "left_out"),
    [
        (Selection(), True, False),
        (Selection(sources=("واع",)), True, False),
        (Selection(start=DAY, end=DAY), True, False),
        (Selection(once=True), True, False),
        (Selection(sources=("السومرية",)), False, False),
        (Selection(start=DAY + dt.timedelta(days=1)), False, False),
        # These choose among the mentions and the sentences of an article.
        (Selection(text="الوضع"), False, True),
        (Selection(text="بغداد"), False, False),
        (Selection(text="الوضع", sources=("السومرية",)), False, False),
        (Selection(kinds=(MentionKind.PER,)), False, True),
        (Selection(kinds=(MentionKind.MONEY,)), False, False),
        (Selection(entities=("PER:حيدر العبادي",)), False, True),
        (Selection(text="الوضع", entities=("PER:حيدر العبادي",)), False, True),
        (Selection(axis=DateAxis.HAPPENED, start=DAY, end=DAY), False, False),
    ],
)
def test_a_statement_whose_sentence_names_nothing(going_on, selection, told, left_out) -> None:
    assert going_on.unnamed_statement_count(selection) == left_out
    assert going_on.unnamed_statement_count(selection, f"{ROLE}أضاف") == left_out
    assert going_on.unnamed_statement_count(selection, "PER:حيدر العبادي") == 0
    frame = going_on.statements(selection)
    assert len(frame) == going_on.statement_count(selection) == told
    if told:
        assert frame["mentions"].tolist() == [()]
        mark = Mark("s", article="g1", statement=int(frame["verb_start"].iloc[0]))
        opened = going_on.told_statement(selection.with_mark(mark))
        assert opened.sentence["text"].tolist() == ["وأضاف إن الوضع صعب."]
        assert opened.sentence["spans"].tolist() == [[]]
        assert going_on.speakers(selection)["statements"].tolist() == [1]
        for letters, found in (("", ["أضاف"]), ("اضاف", ["أضاف"]), ("أضافت", [])):
            assert going_on.roles(selection, search=letters)["role"].tolist() == found


@EXAMPLES
@given(selection=SELECTIONS)
def test_roles_are_listed_and_asked_for_as_they_are_counted(collection, selection) -> None:
    told = collection.statements(selection, limit=10_000)
    counted = collection.roles(selection, limit=1000)
    of_roles = told[told["entity"].isna()]
    assert counted.set_index("role")["statements"].to_dict() == (
        of_roles.groupby("speaker").size().to_dict()
    )
    for row in counted.head(3).itertuples():
        assert row.roles == len(counted)
        listed = collection.statements(selection, ROLE + row.role, limit=10_000)
        assert len(listed) == row.statements
        assert set(listed["speaker"]) == {row.role}
    assert collection.statement_count(selection, ROLE) == len(of_roles)


def test_speakers_say_how_many_they_are_and_are_found_by_their_letters(collection) -> None:
    everyone = collection.speakers(Selection(), limit=1000)
    names = everyone[everyone["entity"] != ROLE]
    first = collection.speakers(Selection(), limit=1)
    assert first["named"].tolist() == [len(names)]
    wanted = names.iloc[-1]
    letters = wanted["name"][:4]
    found = collection.speakers(Selection(), limit=1000, search=letters)
    assert wanted["entity"] in set(found["entity"])
    assert ROLE not in set(found["entity"])
    assert len(found) < len(names)
    assert collection.speakers(Selection(), search="زرافة").empty


def test_the_mark_of_a_speaker_chooses_the_sentences_of_his_statements(collection) -> None:
    speakers = collection.speakers(Selection(), limit=3)["entity"]
    for speaker in speakers:
        told = collection.statements(Selection(), speaker, limit=10_000)
        sentences = collection.evidence(Selection(mark=Mark("s", speaker=speaker)), limit=10_000)
        assert set(sentences["id"]) == {one for ids in told["mentions"] for one in ids}


def test_the_statement_within_a_stretch_is_found(going_on) -> None:
    content = going_on.article("g1").article.content
    at, end = content.index("أضاف"), len(content)
    assert going_on.statement_between(ROLE, "g1", 0, end) == at
    assert going_on.statement_between(f"{ROLE}أضاف", "g1", at, at) == at
    assert going_on.statement_between(ROLE, "g1", at + 1, end) is None
    assert going_on.statement_between("PER:حيدر العبادي", "g1", 0, end) is None
    assert going_on.statement_between(ROLE, "g2", 0, end) is None
