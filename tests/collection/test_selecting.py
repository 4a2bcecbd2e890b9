"""What a selection selects, against the same meaning written in plain Python."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.collection import Collection
from dashboard.model import Mark, MentionKind, Selection
from tests.collection.selections import MARKS, SELECTIONS, meant

EXAMPLES = settings(
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def listed(collection: Collection, selection: Selection) -> list[str]:
    return sorted(collection.evidence(selection, limit=100_000)["id"])


@EXAMPLES
@given(selection=SELECTIONS)
def test_a_selection_means_what_it_says(collection, told, selection) -> None:
    expected = meant(told, selection)
    assert listed(collection, selection) == sorted(one.mention.id for one in expected)
    counts = collection.counts(selection)
    assert counts.mentions == len(expected)
    assert counts.articles == len({one.article.id for one in expected})
    assert collection.mention_count(selection) == len(expected)
    sentences = {(one.article.id, one.sentence) for one in expected}
    assert collection.evidence_count(selection).sentences == len(sentences)
    assert counts.undated == sum(one.article.published is None for one in expected)
    assert counts.unplaced == sum(one.happened is None for one in expected)
    assert dict(counts.by_kind) == Counter(one.mention.kind for one in expected)


@EXAMPLES
@given(selection=SELECTIONS, mark=MARKS)
def test_a_mark_narrows_as_it_says(collection, told, selection, mark) -> None:
    marked = selection.with_mark(mark)
    expected = sorted(one.mention.id for one in meant(told, marked))
    assert listed(collection, marked) == expected
    assert collection.evidence_count(marked).mentions == len(expected)


@EXAMPLES
@given(selection=SELECTIONS, share=st.sampled_from([0.5, 0.9, 0.98, 1.0]))
def test_nearly_all_lies_within_the_period(collection, told, selection, share) -> None:
    dates = [date for one in meant(told, selection) if (date := one.dates(selection.axis))]
    firsts, lasts = [date[0] for date in dates], [date[1] for date in dates]
    found = collection.period(selection, share)
    if not firsts:
        assert found is None
        return
    first, last = (day.date() for day in found)
    cut = (1 - share) / 2
    assert first in firsts
    assert last in lasts
    # So many lie before it and behind it at most, and with it at least.
    assert sum(day < first for day in firsts) <= cut * len(firsts) <= sum(map(first.__ge__, firsts))
    assert sum(day < last for day in lasts) < (1 - cut) * len(lasts) <= sum(map(last.__ge__, lasts))


@EXAMPLES
@given(mark=MARKS)
def test_a_mark_alone_narrows_as_it_says(collection, told, mark) -> None:
    marked = Selection().with_mark(mark)
    assert listed(collection, marked) == sorted(one.mention.id for one in meant(told, marked))


def test_mentions_named_outright(collection, told) -> None:
    wanted = tuple(one.mention.id for one in told[3:9])
    marked = Selection().with_mark(Mark("test", mentions=(*wanted, "nowhere@1-2", "not an id")))
    assert listed(collection, marked) == sorted(wanted)


def test_a_mark_of_unknown_mentions_selects_nothing(collection) -> None:
    for name in ("", "@", "s1@", "s1@1", "s1@-", "s1@٣-٤", "s1@99999999999-3", "s1@1-2; --"):
        assert listed(collection, Selection(mark=Mark("test", mentions=(name,)))) == []


def test_undated_articles_pass_only_an_open_period(collection) -> None:
    undated = collection.counts(Selection()).undated
    assert undated > 0
    period = collection.period(Selection())
    assert period is not None
    narrowed = Selection(start=period[0].date(), end=period[1].date())
    assert collection.counts(narrowed).undated == 0
    assert collection.counts(narrowed).mentions == collection.counts(Selection()).mentions - undated


def test_folded_text_is_found_whatever_its_spelling(collection) -> None:
    plain = collection.counts(Selection(text="أعلن")).mentions
    assert plain > 0
    for text in ("اعلن", "أَعْلَنَ", "إعلن", "  أعلـــن "):
        assert collection.counts(Selection(text=text)).mentions == plain


def test_unknown_kinds_cannot_be_asked_for(collection) -> None:
    assert collection.counts(Selection(kinds=(MentionKind.QUOTE,))).mentions == 0
