"""Statements: as many as are counted, as they stand in the article."""

from __future__ import annotations

from hypothesis import given

from dashboard.collection import Collection
from dashboard.model import MentionKind, Selection
from tests.collection.selections import SELECTIONS, meant
from tests.collection.test_selecting import EXAMPLES


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
    by_speaker = expected.assign(entity=expected["entity"].fillna("")).groupby("entity")
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
