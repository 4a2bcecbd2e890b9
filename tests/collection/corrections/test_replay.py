"""Replay is pure: the same log and facts give the same overlay; what does not fit is listed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.collection import Collection
from dashboard.collection.corrections import steps
from dashboard.collection.corrections.history import holding, turns, undoing
from dashboard.collection.corrections.known import Facts, FoundMention
from dashboard.collection.corrections.overlay import Cause, Unfit
from dashboard.collection.corrections.replay import replay
from dashboard.collection.corrections.steps import Step
from dashboard.collection.corrections.store import Corrections
from dashboard.model import Correction, CorrectionAction, Entity, Mention, MentionKind, Selection

PER, ORG, LOC = MentionKind.PER, MentionKind.ORG, MentionKind.LOC
CONTENT = "زار علي بغداد ثم البصرة"
PLACES = {"علي": PER, "بغداد": LOC, "البصرة": LOC}


def found(surface: str) -> FoundMention:
    start = CONTENT.index(surface)
    kind = PLACES[surface]
    return FoundMention("a", start, start + len(surface), surface, kind, f"{kind}:{surface}")


def mention(surface: str) -> Mention:
    one = found(surface)
    return Mention("a", one.start, one.end, surface, one.kind, None, "test")


def name(surface: str, *more: str) -> Entity:
    kind = PLACES[surface]
    aliases = tuple((spelling, 1) for spelling in (surface, *more))
    return Entity(f"{kind}:{surface}", kind, surface, aliases, len(aliases), 1)


ENTITIES = {one.id: one for one in (name("علي"), name("بغداد", "دار السلام"), name("البصرة"))}
FACTS = Facts(
    {mention(surface).id: found(surface) for surface in PLACES},
    ENTITIES,
    {(LOC, "بغداد"): "LOC:بغداد", (LOC, "البصره"): "LOC:البصرة", (PER, "علي"): "PER:علي"},
    {"a": CONTENT},
)


def logged(*taken: Step) -> list[Correction]:
    moment = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    return [
        Correction(
            number, step.action, step.target, tuple(sorted(step.detail.items())), "x", moment
        )
        for number, step in enumerate(taken, start=1)
    ]


def undo(number: int) -> Step:
    return Step(CorrectionAction.UNDO, str(number))


BAGHDAD, BASRA, ALI = (ENTITIES[key] for key in ("LOC:بغداد", "LOC:البصرة", "PER:علي"))
SPLIT = steps.split(BAGHDAD, ["دار السلام"])
TAKEN = (
    steps.merge(BAGHDAD, BASRA),
    steps.merge(BASRA, BAGHDAD),
    steps.merge(ALI, BAGHDAD),
    SPLIT,
    steps.split(BAGHDAD, ["بغداد"], "بغداد القديمة"),
    Step(CorrectionAction.RENAME, SPLIT.detail["new"], {"name": "x", "new_name": "ي"}),
    steps.rename(BASRA, "البصرة الفيحاء"),
    steps.retag_entity(BAGHDAD, ORG),
    steps.retag_entity(ALI, LOC),
    steps.reject(mention("بغداد")),
    steps.confirm(mention("بغداد")),
    steps.retag(mention("علي"), LOC),
    steps.retag(mention("البصرة"), MentionKind.DATE),
    steps.bounds(mention("البصرة"), CONTENT, found("البصرة").start - 3, found("البصرة").end),
    steps.bounds(mention("علي"), CONTENT, 0, found("علي").end),
    Step(CorrectionAction.MERGE, "LOC:بغداد", {}),
    Step(CorrectionAction.RETAG, "LOC:بغداد", {"kind": "DATE"}),
    Step(CorrectionAction.BOUNDS, mention("علي").id, {"surface": "علي", "start": "x"}),
    Step(CorrectionAction.REJECT, "not an id", {"surface": "x"}),
    *(undo(number) for number in range(1, 12)),
)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(TAKEN), max_size=14))
def test_any_log_has_an_overlay_and_undoing_all_of_it_none(taken: list[Step]) -> None:
    log = logged(*taken)
    overlay = replay(log, FACTS)
    assert replay(log, FACTS) == overlay
    assert {misfit.correction.id for misfit in overlay.misfits} <= {one.id for one in holding(log)}
    # Nothing moves to a name that is not there.
    there = (set(ENTITIES) | set(overlay.made)) - set(overlay.moved)
    assert {*overlay.moved.values(), *overlay.spellings.values()} <= there
    assert set(overlay.kinds) | set(overlay.names) | set(overlay.reasons) <= there
    assert {one.entity for one in overlay.mentions.values()} - {None, ""} <= there
    for one in overlay.mentions.values():
        assert CONTENT[one.start : one.end] == one.surface

    back = [*taken, *(undo(one.id) for one in holding(log))]
    assert replay(logged(*back), FACTS).empty
    assert replay(logged(*back), FACTS) == replay([], FACTS)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(TAKEN), max_size=12))
def test_a_step_that_does_not_fit_changes_nothing(taken: list[Step]) -> None:
    log = logged(*taken)
    overlay = replay(log, FACTS)
    unfit = {misfit.correction.id for misfit in overlay.misfits}
    fitting = [one for one in holding(log) if one.id not in unfit]
    assert replay(fitting, FACTS).digest == overlay.digest


@settings(max_examples=200)
@given(st.lists(st.sampled_from([TAKEN[0], TAKEN[3], *TAKEN[-11:]]), max_size=16))
def test_a_step_holds_unless_the_last_word_on_it_is_undo(taken: list[Step]) -> None:
    log = logged(*taken)
    undone = undoing(log)
    for one in log:
        takers = [
            other
            for other in log
            if other.action is CorrectionAction.UNDO
            and other.target == str(one.id)
            and other.id > one.id
        ]
        assert (one.id in undone) == any(taker.id not in undone for taker in takers)


@pytest.mark.parametrize(
    ("taken", "why"),
    [
        ([Step(CorrectionAction.REJECT, "b@0-3", {"surface": "x"})], Unfit.ARTICLE_GONE),
        (
            [Step(CorrectionAction.REJECT, mention("علي").id, {"surface": "عمر"})],
            Unfit.TEXT_CHANGED,
        ),
        ([steps.reject(mention("علي")), steps.retag(mention("علي"), ORG)], Unfit.REJECTED),
        ([Step(CorrectionAction.RENAME, "PER:x", {"new_name": "y"})], Unfit.ENTITY_GONE),
        ([steps.merge(BAGHDAD, BASRA), steps.rename(BAGHDAD, "x")], Unfit.MERGED),
        ([steps.merge(BAGHDAD, BASRA), steps.merge(BASRA, BAGHDAD)], Unfit.SAME_NAME),
        ([SPLIT, steps.split(BAGHDAD, ["دار السلام"])], Unfit.SPELLING_GONE),
        ([SPLIT, steps.split(BAGHDAD, ["بغداد"])], Unfit.NOTHING_LEFT),
        ([Step(CorrectionAction.MERGE, BAGHDAD.id, {})], Unfit.UNREADABLE),
    ],
)
def test_what_does_not_fit_is_listed_with_the_reason(taken: list[Step], why: Unfit) -> None:
    overlay = replay(logged(*taken), FACTS)
    assert [(misfit.correction.id, misfit.why) for misfit in overlay.misfits] == [(len(taken), why)]


BUILT = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
GONE = Step(CorrectionAction.RENAME, "PER:x", {"name": "x", "new_name": "y"})
WIDER = steps.bounds(mention("البصرة"), CONTENT, found("البصرة").start - 3, found("البصرة").end)
OF_WIDER = Step(
    CorrectionAction.CONFIRM,
    f"a@{WIDER.detail['start']}-{WIDER.detail['end']}",
    {"surface": "ثم البصرة"},
)


@pytest.mark.parametrize(
    ("taken", "cause"),
    [
        ([steps.reject(mention("علي")), steps.retag(mention("علي"), ORG)], Cause.EARLIER),
        ([SPLIT, steps.split(BAGHDAD, ["دار السلام"])], Cause.EARLIER),
        ([GONE], Cause.REBUILT),
        ([SPLIT, undo(1), TAKEN[5]], Cause.BASELESS),
        ([steps.merge(BAGHDAD, BASRA), SPLIT, undo(1), undo(2), TAKEN[5]], Cause.BASELESS),
        ([WIDER, undo(1), OF_WIDER], Cause.BASELESS),
        ([Step(CorrectionAction.MERGE, BAGHDAD.id, {})], Cause.UNKNOWN),
    ],
)
def test_what_a_misfit_comes_from(taken: list[Step], cause: Cause) -> None:
    overlay = replay(logged(*taken), replace(FACTS, built=BUILT))
    assert [(one.correction.id, one.cause) for one in overlay.misfits] == [(len(taken), cause)]


def test_what_came_from_a_file_is_not_said_to_come_from_a_build() -> None:
    [kept] = logged(GONE)
    facts = replace(FACTS, built=BUILT)
    for log, cause in (
        ([kept], Cause.REBUILT),
        ([replace(kept, imported_at=kept.at, imported_by="x")], Cause.IMPORTED),
        ([replace(kept, at=BUILT + dt.timedelta(days=1))], Cause.UNKNOWN),
    ):
        [misfit] = replay(log, facts).misfits
        assert (misfit.why, misfit.cause) == (Unfit.ENTITY_GONE, cause)


@settings(max_examples=200)
@given(st.lists(st.sampled_from([TAKEN[0], TAKEN[3], *TAKEN[-11:]]), max_size=16))
def test_the_story_of_a_step_ends_as_it_stands(taken: list[Step]) -> None:
    """In every log that can be written: no step is taken back, or done again, twice."""
    log: list[Correction] = []
    for one in logged(*taken):
        undo_of = int(one.target) if one.action is CorrectionAction.UNDO else 0
        if undo_of < one.id and undo_of not in undoing(log):
            log.append(one)
    told, undone = turns(log), undoing(log)
    for one in log:
        if one.action is not CorrectionAction.UNDO and one.id in told:
            assert (one.id in undone) != told[one.id][-1].again
    assert sorted(turn.row.id for story in told.values() for turn in story) == [
        one.id for one in log if one.action is CorrectionAction.UNDO
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: steps.merge(BAGHDAD, BAGHDAD),
        lambda: steps.rename(BAGHDAD, "  "),
        lambda: steps.split(BAGHDAD, []),
        lambda: steps.split(BAGHDAD, ["لا أحد"]),
        lambda: steps.split(BAGHDAD, ["بغداد", "دار السلام"]),
        lambda: steps.retag_entity(BAGHDAD, MentionKind.DATE),
        lambda: steps.retag(mention("علي"), MentionKind.QUOTE),
        lambda: steps.bounds(mention("علي"), CONTENT, 0, 2),
        lambda: steps.bounds(mention("علي"), CONTENT, found("علي").start, 10**6),
        lambda: steps.bounds(mention("علي"), CONTENT, found("علي").start, found("علي").end),
    ],
)
def test_a_step_that_says_nothing_is_refused(wrong: Callable[[], Step]) -> None:
    with pytest.raises(steps.CorrectionError):
        wrong()


def test_later_steps_find_a_mention_by_its_new_bounds_and_by_its_old() -> None:
    step = steps.bounds(mention("البصرة"), CONTENT, found("البصرة").start - 3, found("البصرة").end)
    moved = Mention(
        "a", found("البصرة").start - 3, found("البصرة").end, "ثم البصرة", LOC, None, "test"
    )
    log = logged(step, steps.retag(moved, ORG), steps.confirm(moved))
    [changed] = replay(log, FACTS).mentions.values()
    assert (changed.kind, changed.surface, changed.confirmed) == (ORG, "ثم البصرة", True)
    # Without the change of bounds the kind still fits; the verdict was on other words.
    overlay = replay(logged(step, steps.retag(moved, ORG), steps.confirm(moved), undo(1)), FACTS)
    [changed] = overlay.mentions.values()
    assert (changed.kind, changed.surface, changed.confirmed) == (ORG, "البصرة", False)
    assert [misfit.why for misfit in overlay.misfits] == [Unfit.TEXT_CHANGED]


# A collection that was built again


def test_a_rebuilt_collection_is_corrected_by_the_same_log(
    built: Callable[..., Collection], light: Corrections
) -> None:
    first = built(30)
    read = [first.article(f"s{number}") for number in range(30)]
    told = {one.id: one for article in read for one in article.mentions}
    names = [one for one in told.values() if one.kind is LOC]
    kept, lost = (
        names[0],
        next(
            one
            for one in names
            if one.article != names[0].article
            and one.start > len(first.article(one.article).article.title) + 1
        ),
    )
    for step in (
        steps.reject(kept),
        steps.reject(lost),
        steps.rename(first.entity("LOC:بغداد"), "دار السلام"),
    ):
        light.append(step, "هدى")
    before = first.corrected(light.log())
    assert before.overlay.misfits == ()

    # More articles, and another text in one that was corrected.
    second = built(45, **{lost.article: "لا شيء هنا."})
    after = second.corrected(light.log())
    assert kept.id not in [one.id for one in after.article(kept.article).mentions]
    assert after.entity("LOC:بغداد").name == "دار السلام"
    assert [(misfit.correction.target, misfit.why) for misfit in after.overlay.misfits] == [
        (lost.id, Unfit.MENTION_GONE)
    ]
    assert after.mention_count(Selection()) == second.mention_count(Selection()) - 1
    # Built as at first, all of it fits again, and the fingerprint is the same.
    assert built(30).corrected(light.log()).fingerprint == before.fingerprint
