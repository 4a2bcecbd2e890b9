"""What corrections of names do: merged, split, renamed, of another kind."""

from __future__ import annotations

import pytest

from dashboard.analysis.timeline import Stack, timeline
from dashboard.collection import Collection
from dashboard.collection.corrections import steps
from dashboard.collection.corrections.joined import parted
from dashboard.collection.corrections.overlay import Unfit
from dashboard.collection.linking.spelling import name_key
from dashboard.model import (
    ROLE,
    Mark,
    MentionKind,
    Selection,
    Window,
)
from tests.collection.corrections.agreement import (
    EVERYTHING,
    check_agreement,
    entity,
)


def test_merge_moves_every_mention(collection: Collection, fixed) -> None:
    one, into = entity(collection, "العراق"), entity(collection, "بغداد")
    other = fixed(steps.merge(one, into))
    kept = other.entity(into.id)
    assert other.entity(one.id) is None
    assert kept.mentions == one.mentions + into.mentions
    assert dict(kept.aliases) == dict(one.aliases) | dict(into.aliases)
    assert any("هدى" in reason for reason in kept.reasons)
    assert other.overlay.moved == {one.id: into.id}
    assert other.entities(EVERYTHING, "العراق")["entity"].tolist() == [into.id]
    bars = timeline(other, EVERYTHING, None, Stack.ENTITY, (into.id,)).bars
    assert bars["mentions"].sum() <= kept.mentions
    pairs = other.named_together(EVERYTHING, Window.SENTENCE).pairs
    assert one.id not in [*pairs["a"], *pairs["b"]]
    check_agreement(other)


def test_merge_across_kinds_gives_all_the_kind_of_the_kept(collection: Collection, fixed) -> None:
    one, into = entity(collection, "العراق"), entity(collection, "البنك الدولي")
    other = fixed(steps.merge(one, into))
    counts = other.counts(EVERYTHING).by_kind
    before = collection.counts(EVERYTHING).by_kind
    assert counts[MentionKind.ORG] == before[MentionKind.ORG] + one.mentions
    check_agreement(other)


def test_merges_in_a_row_and_in_a_circle(collection: Collection, fixed) -> None:
    names = [entity(collection, name) for name in ("العراق", "بغداد", "الموصل")]
    first, second, third = names
    other = fixed(steps.merge(first, second), steps.merge(second, third), steps.merge(third, first))
    assert other.entity(third.id).mentions == sum(name.mentions for name in names)
    assert [misfit.why for misfit in other.overlay.misfits] == [Unfit.SAME_NAME]
    check_agreement(other)


def test_split_takes_spellings_out(collection: Collection, fixed) -> None:
    whole = next(
        made
        for name in collection.entities(EVERYTHING, limit=100)["entity"]
        if len((made := collection.entity(name)).aliases) > 1
    )
    spelling, count = whole.aliases[-1]
    step = steps.split(whole, [spelling], "اسم مستقل")
    other = fixed(step)
    made = other.entity(step.detail["new"])
    assert (made.name, made.mentions, made.kind) == ("اسم مستقل", count, whole.kind)
    assert made.aliases == ((spelling, count),)
    assert other.entity(whole.id).mentions == whole.mentions - count
    assert spelling not in dict(other.entity(whole.id).aliases)
    check_agreement(other)
    # A name that was made by a step can be corrected like any other.
    again = fixed(steps.rename(made, "اسم آخر"), steps.merge(entity(collection, "بغداد"), made))
    assert again.entity(made.id).name == "اسم آخر"
    assert again.entity(made.id).mentions == count + entity(collection, "بغداد").mentions
    check_agreement(again)


def test_split_after_merge_takes_from_both(collection: Collection, fixed) -> None:
    one, into = entity(collection, "العراق"), entity(collection, "بغداد")
    merged = fixed(steps.merge(one, into)).entity(into.id)
    step = steps.split(merged, [surface for surface, _ in one.aliases])
    other = fixed(step)
    assert other.entity(step.detail["new"]).mentions == one.mentions
    assert other.entity(into.id).mentions == into.mentions
    check_agreement(other)


def test_rename_and_retag_of_a_name(collection: Collection, fixed) -> None:
    one = entity(collection, "الموصل")
    other = fixed(steps.rename(one, "نينوى"), steps.retag_entity(one, MentionKind.ORG))
    seen = other.entity(one.id)
    assert (seen.name, seen.kind, seen.mentions) == ("نينوى", MentionKind.ORG, one.mentions)
    assert other.entity_names((one.id,)) == {one.id: "نينوى"}
    assert one.id in other.entities(EVERYTHING, "نينو")["entity"].tolist()
    selected = other.evidence(Selection(kinds=(MentionKind.ORG,)), 5000)
    assert (selected["entity"] == one.id).sum() == one.mentions
    check_agreement(other)


def test_statements_follow_their_speaker(collection: Collection, fixed) -> None:
    speakers = collection.speakers(EVERYTHING)
    names = [name for name in speakers["entity"] if name]
    one, into = collection.entity(names[0]), collection.entity(names[1])
    other = fixed(steps.merge(one, into))
    said = speakers.set_index("entity")["statements"]
    now = other.speakers(EVERYTHING).set_index("entity")["statements"]
    assert now[into.id] == said[one.id] + said[into.id]
    assert other.statement_count(EVERYTHING) == collection.statement_count(EVERYTHING)


def test_a_speaker_whose_mention_is_rejected_is_known_by_his_words_alone(
    collection: Collection, fixed
) -> None:
    told = collection.statements(EVERYTHING, limit=10_000)
    row = told[told["entity"].notna()].iloc[0]
    mention = next(
        one
        for one in collection.article(row["article"]).mentions
        if one.start < row["speaker_end"] and one.end > row["speaker_start"]
    )
    other = fixed(steps.reject(mention))
    mark = Mark("s", article=row["article"], statement=int(row["verb_start"]))
    opened = other.told_statement(EVERYTHING.with_mark(mark))
    assert (opened.name, opened.statement.speaker_surface) == ("", row["speaker"])
    now = other.statements(EVERYTHING, limit=10_000)
    where = (now["article"] == row["article"]) & (now["verb_start"] == row["verb_start"])
    assert now[where]["entity"].isna().all()
    assert now[where]["speaker"].tolist() == [row["speaker"]]
    for speaker, change in ((row["entity"], -1), (ROLE, 1), (ROLE + row["speaker"], 1)):
        before = collection.statement_count(EVERYTHING, speaker)
        assert other.statement_count(EVERYTHING, speaker) == before + change


def about_it(reason: str, surface: str) -> bool:
    return name_key(reason.partition(": ")[0]) == name_key(surface)


def test_after_a_split_the_reasons_are_those_that_hold(collection: Collection, fixed) -> None:
    whole = next(
        made
        for name in collection.entities(EVERYTHING, limit=100)["entity"]
        if (made := collection.entity(name)).reasons and len(made.aliases) > 1
    )
    spelling, about = next(
        (surface, found)
        for surface, _ in whole.aliases
        if (found := [why for why in whole.reasons if about_it(why, surface)])
    )
    step = steps.split(whole, [spelling], "اسم مستقل")
    other = fixed(step)
    for name in (whole.id, step.detail["new"]):
        reasons = other.entity(name).reasons
        assert not set(about) & set(reasons)
        assert reasons[-1].startswith("split: ")
    # Joined again they have no reason of linking's either: it was a person who joined them.
    made = other.entity(step.detail["new"])
    again = fixed(steps.merge(made, other.entity(whole.id))).entity(whole.id)
    assert not set(about) & set(again.reasons)
    assert again.reasons[-1].startswith("merge: ")


def test_a_merged_name_brings_its_reasons(collection: Collection, fixed) -> None:
    names = [collection.entity(one) for one in collection.entities(EVERYTHING)["entity"]]
    one = next(name for name in names if name.reasons)
    into = next(name for name in names if name.id != one.id)
    reasons = fixed(steps.merge(one, into)).entity(into.id).reasons
    assert {why for why in one.reasons if not why.startswith("kind by vote")} <= {*reasons}


@pytest.mark.parametrize(
    ("reasons", "here", "there"),
    [
        (["كاغينز: spelling of كاجينز"], (), ()),
        (["كاجينز: بول كاجينز in short"], ("كاجينز: بول كاجينز in short",), ()),
        (["كاغينز: كوغينز in short"], (), ("كاغينز: كوغينز in short",)),
        (["كاغينز: beside its only full name in the article"], (), ()),
        (
            ["كاجينز: surname beside its only full name in the article"],
            ("كاجينز: surname beside its only full name in the article",),
            (),
        ),
        (["كاغينز: listed as كاجينز (CLDR)"], (), ()),
        (["كاجينز: listed as بول كاجينز (CLDR)"], ("كاجينز: listed as بول كاجينز (CLDR)",), ()),
        (["kind by vote: PER 5, LOC 2"], (), ()),
    ],
)
def test_which_reasons_hold_on_either_side(reasons, here, there) -> None:
    assert parted(reasons, ["كاجينز", "بول كاجينز"], ["كاغينز", "كوغينز"]) == (here, there)


def test_a_surname_whose_full_name_left_has_no_reason() -> None:
    reason = "كاظمي: surname beside its only full name in the article"
    for full, short in ((["مصطفى الكاظمي"], ["الكاظمي"]), (["الكاظمي"], ["مصطفى الكاظمي"])):
        assert parted([reason], full, short) == ((), ())
    assert parted([reason], ["مصطفى الكاظمي", "الكاظمي"], ["الرئيس"]) == ((reason,), ())
