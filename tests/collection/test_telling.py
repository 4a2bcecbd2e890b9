"""Statements: as many as are counted, as they stand in the article."""

from __future__ import annotations

from hypothesis import given

from dashboard.collection import Collection
from dashboard.model import MentionKind, Selection
from tests.collection.selections import SELECTIONS
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


def test_spans_stand_in_the_article(collection: Collection) -> None:
    frame = collection.statements(Selection(kinds=(MentionKind.PER,)), limit=20)
    assert len(frame) == 20
    for row in frame.itertuples():
        content = collection.article(row.article).article.content
        assert content[row.speaker_start : row.speaker_end] == row.speaker
        assert content[row.reported_start : row.reported_end] == row.reported
        assert content[row.verb_start : row.verb_end] == "قال"
        assert row.entity.startswith("PER:")
