"""A step finds its mention in a changed text, or fits nowhere; it never takes another one."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard.collection import Collection
from dashboard.collection.corrections import steps
from dashboard.collection.corrections.anchors import settled
from dashboard.collection.corrections.overlay import Unfit
from dashboard.collection.corrections.steps import UNFIT_LETTERS, Step, context_of
from dashboard.collection.corrections.store import Corrections
from dashboard.collection.selecting import id_parts
from dashboard.model import Correction, Mention, MentionKind
from tests.collection.corrections.agreement import check_agreement

WORDS = ("بغداد", "علي", "زار", "في", "أمس", "ثم", "قال إن", "البصرة،", "مؤتمر صحفي عقده")
LOC, ORG = MentionKind.LOC, MentionKind.ORG


def texts(least: int = 0, most: int = 40) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), min_size=least, max_size=most).map(" ".join)


def mention(content: str, start: int, surface: str = "بغداد") -> Mention:
    assert content[start : start + len(surface)] == surface
    return Mention("a", start, start + len(surface), surface, LOC, None, "test")


def logged(step: Step) -> Correction:
    moment = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    detail = tuple(sorted(step.detail.items()))
    return Correction(1, step.action, step.target, detail, "x", moment)


def now(step: Step, content: str) -> int | Unfit:
    """Where the step's mention starts in ``content``."""
    [correction], lost = settled([logged(step)], {"a": content})
    if lost:
        return lost[1]
    article, start, end = id_parts(correction.target) or ("", 0, 0)
    assert (article, content[start:end]) == ("a", dict(correction.detail)["surface"])
    return start


def places(content: str, surface: str = "بغداد") -> list[int]:
    return [at for at in range(len(content)) if content.startswith(surface, at)]


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, int, str, str, set[int]]:
    """A text, a mention's start, the words that replaced one stretch of it, the text then, and
    where the mention may be in it: several places, where different edits give the same text, and
    -1 where it is gone."""
    content = draw(texts(1, 60))
    at = places(content)
    assume(at)
    start = draw(st.sampled_from(at))
    low = draw(st.integers(0, len(content)))
    # Cut to a place of the same word, so that it can leave another one beside the same words.
    ends = [one for one in (*at, *(one + len("بغداد") for one in at)) if one >= low]
    high = draw(st.one_of(st.integers(low, len(content)), st.sampled_from([low, *ends])))
    put = draw(texts(0, 6))
    changed = content[:low] + put + content[high:]
    # Every way to read the change as one stretch replaced: what is left is a head and a tail.
    most = len(put)
    meant = set()
    for head in range(len(content) + 1):
        if content[:head] != changed[:head]:
            break
        for added in range(most + 1):
            tail = len(changed) - head - added
            if 0 <= tail <= len(content) - head and content.endswith(changed[head + added :]):
                if start + len("بغداد") <= head:
                    meant.add(start)
                elif start >= len(content) - tail:
                    meant.add(start + len(changed) - len(content))
                else:
                    meant.add(-1)
    return content, start, put, changed, meant


@settings(max_examples=500, deadline=None)
@given(edited())
def test_it_is_never_another_mention(change: tuple[str, int, str, str, set[int]]) -> None:
    content, start, put, changed, meant = change
    step = steps.reject(mention(content, start), content)
    assume("before" in step.detail)
    before, after = (step.detail[name] for name in ("before", "after"))
    # Whoever tears it out and puts it in with words beside it has moved it; so has who puts in all
    # of its context, long on both sides, and tears the old one.
    beside = before + "بغداد" in put or "بغداد" + after in put
    whole = before + "بغداد" + after in put and min(len(before), len(after)) >= 16
    moved = (-1 in meant and beside) or whole
    found = now(step, changed)
    if not isinstance(found, Unfit) and not moved:
        assert found in meant


@settings(max_examples=500, deadline=None)
@given(texts(1), texts(0), texts(0), texts(0, 60))
def test_whatever_is_put_further_away_the_mention_is_found(
    before: str, after: str, put: str, end: str
) -> None:
    lead, tail = (
        "وقال المتحدث باسم الوزارة للصحفيين من ",
        " مساء يوم الخميس بعد لقاء مع الوفد الزائر",
    )
    content = f"{before}\n{lead}بغداد{tail} {after}"
    start = content.index(lead) + len(lead)
    step = steps.reject(mention(content, start), content)
    changed = f"{put}{content} {end}"
    assert now(step, changed) == start + len(put)
    assert now(step, content) == start
    # Taken away in front of it.
    assert now(step, content[content.index(lead) :]) == len(lead)


@pytest.mark.parametrize("action", ["reject", "confirm", "retag", "bounds"])
def test_every_step_on_a_mention_moves_with_it(action: str) -> None:
    content = "العنوان\nزار علي بغداد ثم عاد إلى البصرة في المساء"
    start = content.index("بغداد")
    one = mention(content, start)
    step = {
        "reject": lambda: steps.reject(one, content),
        "confirm": lambda: steps.confirm(one, content),
        "retag": lambda: steps.retag(one, ORG, content),
        "bounds": lambda: steps.bounds(one, content, start - 4, one.end),
    }[action]()
    [moved], lost = settled([logged(step)], {"a": f"عاجل: {content}"})
    assert not lost
    assert moved.target == f"a@{start + 6}-{one.end + 6}"
    detail = dict(moved.detail)
    if action == "bounds":
        assert (int(detail["start"]), int(detail["end"])) == (start + 2, one.end + 6)


LEAD, TAIL = "وقال المتحدث باسم الوزارة للصحفيين في ", " إن الوفد وصل إليها مساء يوم الخميس"


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        pytest.param(f"{LEAD}بغداد{TAIL}", 0, id="the same"),
        pytest.param(f"عاجل {LEAD}بغداد{TAIL}", 5, id="put in front"),
        pytest.param(f"{LEAD}مدينة بغداد{TAIL}", 6, id="put right in front"),
        pytest.param(f"{LEAD}بغداد اليوم{TAIL}", 0, id="put right behind"),
        pytest.param(f"{LEAD}بغداد{TAIL} {LEAD}بغداد{TAIL}", 0, id="a copy behind"),
        pytest.param(f"x{LEAD}بغداد{TAIL} {LEAD}بغداد{TAIL}", Unfit.AMBIGUOUS, id="two copies"),
        pytest.param(f"{LEAD}بغداد أو بغداد{TAIL}", Unfit.AMBIGUOUS, id="another beside it"),
        pytest.param(f"{LEAD}البصرة{TAIL}", Unfit.TEXT_CHANGED, id="another name"),
        pytest.param("بغداد بغداد", Unfit.TEXT_CHANGED, id="other words around it"),
        pytest.param("", Unfit.TEXT_CHANGED, id="nothing left"),
    ],
)
def test_where_it_stands_in_a_changed_text(changed: str, found: int | Unfit) -> None:
    content = f"{LEAD}بغداد{TAIL}"
    step = steps.reject(mention(content, len(LEAD)), content)
    wanted = found if isinstance(found, Unfit) else len(LEAD) + found
    assert now(step, changed) == wanted


def test_what_is_cut_out_does_not_leave_the_step_to_another_mention() -> None:
    content = f"{LEAD}بغداد ثم عاد الوزير مع وفد كبير إلى بغداد{TAIL}"
    step = steps.reject(mention(content, len(LEAD)), content)
    # Whether the first or the second was taken away cannot be seen.
    assert now(step, f"{LEAD}بغداد{TAIL}") is Unfit.AMBIGUOUS


def test_a_step_without_context_stays_where_it_was() -> None:
    content = f"{LEAD}بغداد{TAIL}"
    kept = logged(steps.reject(mention(content, len(LEAD))))
    assert not {"before", "after", "nth"} & {*dict(kept.detail)}
    assert settled([kept], {"a": f"x{content}"}) == ([kept], {})


@given(st.text(max_size=60), st.text(max_size=60))
def test_context_can_be_imported_wherever_it_came_from(before: str, after: str) -> None:
    content = f"{before}بغداد{after}"
    kept = context_of(content, len(before), len(before) + 5)
    assert not any(map(UNFIT_LETTERS.search, kept.values()))
    if kept:
        assert content.startswith(
            kept["before"] + "بغداد" + kept["after"], len(before) - len(kept["before"])
        )


@pytest.mark.parametrize("change", [{"nth": "x"}, {"nth": "1"}, {"surface": ""}])
def test_a_context_that_cannot_be_read_fits_nowhere(change: dict[str, str]) -> None:
    content = f"{LEAD}بغداد{TAIL}"
    step = steps.reject(mention(content, len(LEAD)), content)
    kept = logged(Step(step.action, step.target, step.detail | change))
    _, lost = settled([kept], {"a": f"{LEAD}مدينة بغداد{TAIL}"})
    assert lost == {1: Unfit.UNREADABLE}


# A collection that was built again


def test_what_is_put_in_front_of_a_text_keeps_its_corrections(
    built: Callable[..., Collection], light: Corrections, tmp_path
) -> None:
    first = built(30)
    read = first.article("s3")
    content = read.article.content
    body = len(read.article.title) + 1 if read.article.title else 0
    inside = [
        one for one in read.mentions if one.start > body and one.kind in (LOC, MentionKind.PER)
    ]
    rejected, renamed = inside[0], inside[-1]
    assert rejected != renamed
    light.append(steps.reject(rejected, content), "هدى")
    light.append(steps.retag(renamed, ORG, content), "هدى")
    before = first.corrected(light.log())
    assert before.overlay.misfits == ()

    put = "عاجل من المراسلين: "
    second = built(30, s3=put + read.article.text)
    after = second.corrected(light.log())
    assert after.overlay.misfits == ()
    check_agreement(after)
    moved = {one.start - len(put): one for one in after.article("s3").mentions}
    assert rejected.start not in moved
    assert moved[renamed.start].kind is ORG
    # The same through a file.
    other = Corrections.at(tmp_path / "other.db", "other")
    other.imported(light.exported())
    assert second.corrected(other.log()).fingerprint == after.fingerprint
    # A file from before there was context says so of its steps, and changes nothing.
    old = Corrections.at(tmp_path / "old.db", "old")
    old.imported(map(without_context, light.exported()))
    assert first.corrected(old.log()).fingerprint == before.fingerprint
    assert len(second.corrected(old.log()).overlay.misfits) == 2
    assert second.corrected(old.log()).fingerprint == second.fingerprint


def without_context(line: str) -> str:
    fields = json.loads(line)
    for name in ("before", "after", "nth"):
        del fields["detail"][name]
    return json.dumps(fields, ensure_ascii=False)


def test_bounds_and_what_was_done_after_them_move_together(
    built: Callable[..., Collection], light: Corrections
) -> None:
    text = "أعلن حيدر العبادي في مدينة بغداد عن مشروع جديد لإعمار المدن التي دمرتها الحرب."
    first = built(3, s0=text)
    read = first.article("s0")
    content = read.article.content
    one = next(one for one in read.mentions if content[: one.start].endswith("مدينة "))
    light.append(steps.bounds(one, content, one.start - len("مدينة "), one.end), "هدى")
    once = first.corrected(light.log())
    wider = next(m for m in once.article("s0").mentions if m.surface == "مدينة بغداد")
    light.append(steps.retag(wider, ORG, content), "هدى")
    second = built(3, s0=f"بعد انتظار طويل {text}")
    after = second.corrected(light.log())
    assert after.overlay.misfits == ()
    [seen] = [m for m in after.article("s0").mentions if "بغداد" in m.surface and m.kind is ORG]
    assert seen.surface == "مدينة بغداد"
    check_agreement(after)


def test_an_article_that_is_gone_is_told_from_a_mention_that_is(
    built: Callable[..., Collection], light: Corrections
) -> None:
    first = built(30)
    one = first.article("s29").mentions[0]
    light.append(steps.reject(one, first.article("s29").article.content), "هدى")
    second = built(20)
    [misfit] = second.corrected(light.log()).overlay.misfits
    assert misfit.why is Unfit.ARTICLE_GONE
