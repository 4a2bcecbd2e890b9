"""Corrections of single mentions: rejected, confirmed, of another kind, with other bounds."""

from __future__ import annotations

import gc
import itertools
from decimal import Decimal

from dashboard.analysis.timeline import Stack, timeline
from dashboard.collection import Collection
from dashboard.collection.corrections import steps
from dashboard.collection.corrections.overlay import Unfit
from dashboard.collection.corrections.store import Corrections
from dashboard.model import (
    BY_HAND,
    DateAxis,
    Grain,
    Mark,
    Mention,
    MentionKind,
    MoneyValue,
    Selection,
)
from tests.collection.corrections.agreement import (
    EVERYTHING,
    check_agreement,
    entity,
    mentions,
)


def test_reject(collection: Collection, fixed) -> None:
    gone = mentions(collection, MentionKind.LOC, "بغداد")[0]
    other = fixed(steps.reject(gone))
    assert other.counts(EVERYTHING).mentions == collection.counts(EVERYTHING).mentions - 1
    assert gone.id not in [one.id for one in other.article(gone.article).mentions]
    assert entity(other, "بغداد").mentions == entity(collection, "بغداد").mentions - 1
    assert other.fingerprint != collection.fingerprint
    check_agreement(other)


def test_the_sentences_of_a_name_are_found_anew(collection: Collection, fixed) -> None:
    name = entity(collection, "بغداد")
    named = Selection(entities=(name.id,))
    before = collection.counts(named).mentions
    gone = mentions(collection, MentionKind.LOC, "بغداد")[0]
    other = fixed(steps.reject(gone))
    assert 0 < other.counts(named).mentions < before
    assert collection.counts(named).mentions == before
    kept = collection._ask._found._tables
    own = {schema for schema, _ in kept if schema}
    assert len(own) == 2
    other.close()
    del other
    gc.collect()
    assert {schema for schema, _ in kept if schema} < own, "nobody asks those any more"
    assert collection.counts(named).mentions == before


def test_a_date_that_was_nowhere_before_is_counted(collection: Collection, fixed) -> None:
    one = mentions(collection, MentionKind.DATE, "2017-01-05")[0]
    content = collection.article(one.article).article.content
    other = fixed(steps.bounds(one, content, one.start, one.start + len("2017-01")))
    (corrected,) = mentions(other, MentionKind.DATE, "2017-01")[:1]
    assert corrected.surface == "2017-01"
    happened = Selection(axis=DateAxis.HAPPENED)
    days = timeline(other, happened, Grain.DAY, Stack.NONE).spans
    whole = (days["start"] == "2017-01-01") & (days["end"] == "2017-01-31")
    assert days.loc[whole, "mentions"].sum() > 0
    assert timeline(collection, happened, Grain.DAY, Stack.NONE).spans["end"].ne("2017-01-31").all()
    check_agreement(other)


def test_a_rejected_date_dates_nothing_any_more(collection: Collection, fixed) -> None:
    rows = collection.evidence(EVERYTHING, 5000)
    dates = rows[(rows["kind"] == "DATE") & rows["happened_start"].notna()]
    for row in dates.to_dict("records"):
        beside = rows[(rows["article"] == row["article"]) & (rows["sentence"] == row["sentence"])]
        if (beside["kind"] == "DATE").sum() == 1 and len(beside) > 1:
            break
    read = collection.article(row["article"])
    gone = next(one for one in read.mentions if one.id == row["id"])
    other = fixed(steps.reject(gone))
    after = other.evidence(EVERYTHING, 5000)
    after = after[(after["article"] == row["article"]) & (after["sentence"] == row["sentence"])]
    assert len(after) == len(beside) - 1
    assert after["happened_start"].isna().all()
    check_agreement(other)


def test_the_last_of_two_verdicts_holds(collection: Collection, fixed) -> None:
    one = mentions(collection, MentionKind.PER)[0]
    assert fixed(steps.reject(one)).mention_count(EVERYTHING) == (
        collection.mention_count(EVERYTHING) - 1
    )
    other = fixed(steps.confirm(one))
    assert other.mention_count(EVERYTHING) == collection.mention_count(EVERYTHING)
    assert other.overlay.mentions[one.id].confirmed


def test_confirm_says_who(collection: Collection, fixed) -> None:
    one = mentions(collection, MentionKind.MONEY)[0]
    other = fixed(steps.confirm(one))
    seen = next(m for m in other.article(one.article).mentions if m.id == one.id)
    assert "هدى" in seen.evidence[-1]
    assert "لأن" in seen.evidence[-1]
    assert seen.value == one.value
    check_agreement(other)


def test_retag_links_the_mention_to_a_name_of_its_kind(collection: Collection, fixed) -> None:
    one = mentions(collection, MentionKind.LOC, "الكويت")[0]
    other = fixed(steps.retag(one, MentionKind.ORG))
    read = other.article(one.article)
    seen = next(m for m in read.mentions if m.id == one.id)
    assert seen.kind is MentionKind.ORG
    made = other.entity(read.entities[one.id][0])
    assert (made.kind, made.name, made.mentions) == (MentionKind.ORG, "الكويت", 1)
    assert (
        entity(collection, "الكويت").mentions - 1
        == other.entity(entity(collection, "الكويت").id).mentions
    )
    assert made.id in other.entities(EVERYTHING, "كويت")["entity"].tolist()
    check_agreement(other)


def test_a_name_retagged_as_an_amount_is_no_name(collection: Collection, fixed) -> None:
    one = mentions(collection, MentionKind.LOC)[0]
    other = fixed(steps.retag(one, MentionKind.MONEY))
    read = other.article(one.article)
    assert one.id not in read.entities
    seen = next(m for m in read.mentions if m.id == one.id)
    assert (seen.kind, seen.value) == (MentionKind.MONEY, None)
    check_agreement(other)


def test_an_amount_retagged_as_a_name_has_no_value(collection: Collection, fixed) -> None:
    one = mentions(collection, MentionKind.MONEY)[0]
    other = fixed(steps.retag(one, MentionKind.ORG))
    read = other.article(one.article)
    seen = next(m for m in read.mentions if m.id == one.id)
    assert (seen.kind, seen.value) == (MentionKind.ORG, None)
    assert len(other.amounts(EVERYTHING)) <= len(collection.amounts(EVERYTHING))
    assert one.id not in [m for row in other.amounts(EVERYTHING)["mentions"] for m in row]
    check_agreement(other)


def test_bounds_of_a_name_link_it_anew(collection: Collection, fixed) -> None:
    one = next(m for m in mentions(collection, MentionKind.PER) if m.surface == "مصطفى الكاظمي")
    content = collection.article(one.article).article.content
    start = one.start + len("مصطفى ")
    other = fixed(steps.bounds(one, content, start, one.end))
    seen = next(m for m in other.article(one.article).mentions if m.start == start)
    assert seen.surface == "الكاظمي"
    assert seen.id != one.id
    assert one.id not in [m.id for m in other.article(one.article).mentions]
    assert (
        "الكاظمي"
        in other.evidence(Selection(entities=(entity(other, "الكاظمي").id,)))["surface"].tolist()
    )
    check_agreement(other)


def test_bounds_of_an_amount_are_read_again(built, light: Corrections) -> None:
    text = "أعلن حيدر العبادي في بغداد 5 مليون دولار أمريكي."
    collection = built(3, s0=text)
    one = next(m for m in collection.article("s0").mentions if m.surface == "5 مليون دولار")
    content = collection.article("s0").article.content
    light.append(steps.bounds(one, content, one.start, one.end + len(" أمريكي")), "هدى")
    other = collection.corrected(light.log())
    [seen] = [m for m in other.article("s0").mentions if m.start == one.start]
    assert seen.surface == "5 مليون دولار أمريكي"
    assert isinstance(seen.value, MoneyValue)
    assert (seen.value.amount, seen.value.currency) == (Decimal(5_000_000), "USD")
    check_agreement(other)


def at(collection: Collection, article: str, start: int) -> Mention:
    [seen] = [one for one in collection.article(article).mentions if one.start == start]
    return seen


def test_evidence_of_new_bounds_is_of_the_new_words(built, light: Corrections) -> None:
    text = "أعلن حيدر العبادي في بغداد 5 مليون دولار أمريكي."
    collection = built(3, s0=text)
    one = next(m for m in collection.article("s0").mentions if m.surface == "5 مليون دولار")
    content = collection.article("s0").article.content
    light.append(steps.bounds(one, content, one.start, one.end + len(" أمريكي")), "هدى")
    seen = at(collection.corrected(light.log()), "s0", one.start)
    assert one.rule not in (seen.rule, BY_HAND)
    assert one.evidence[0] not in seen.evidence
    assert "دولار أمريكي is USD" in seen.evidence
    assert seen.evidence[-1].startswith("bounds: ")


def test_an_amount_cut_down_to_no_amount_has_no_value(built, light: Corrections) -> None:
    collection = built(3, s0="أعلن حيدر العبادي في بغداد 5 مليون دولار.")
    one = next(m for m in collection.article("s0").mentions if m.surface == "5 مليون دولار")
    content = collection.article("s0").article.content
    light.append(steps.bounds(one, content, one.start, one.start + len("5 مليون")), "هدى")
    other = collection.corrected(light.log())
    seen = at(other, "s0", one.start)
    assert (seen.surface, seen.value, seen.rule) == ("5 مليون", None, BY_HAND)
    assert [line.split(":")[0] for line in seen.evidence] == ["bounds"]
    check_agreement(other)
    # Undone, everything is as it was found.
    light.undo(1, "هدى")
    assert at(collection.corrected(light.log()), "s0", one.start) == one


def test_words_put_beside_a_value_leave_it(built, light: Corrections) -> None:
    """Where they say no value of their own, and those that said it are all still there."""
    collection = built(3, s0="في بغداد عام 2019 المنصرم و عام 2018 أيضا.")
    read = collection.article("s0")
    one = next(m for m in read.mentions if m.surface == "عام 2019")
    light.append(
        steps.bounds(one, read.article.content, one.start, one.end + len(" المنصرم")), "هدى"
    )
    seen = at(collection.corrected(light.log()), "s0", one.start)
    assert seen.value is not None
    assert seen.value.timex == "2019"


def test_a_name_with_other_bounds_keeps_no_evidence_of_the_former(
    collection: Collection, fixed
) -> None:
    one = next(m for m in mentions(collection, MentionKind.PER) if m.surface == "مصطفى الكاظمي")
    content = collection.article(one.article).article.content
    other = fixed(steps.bounds(one, content, one.start + len("مصطفى "), one.end))
    seen = at(other, one.article, one.start + len("مصطفى "))
    assert seen.rule == BY_HAND
    assert seen.evidence == (
        "bounds: مصطفى الكاظمي → الكاظمي; " + seen.evidence[0].split("; ", 1)[1],
    )
    assert "هدى" in seen.evidence[0]
    [rows] = other.evidence(Selection(mark=Mark("x", mentions=(seen.id,)))).to_dict("records")
    assert (rows["rule"], tuple(rows["evidence"])) == (BY_HAND, seen.evidence)


def test_bounds_may_not_run_into_another_mention(collection: Collection, fixed) -> None:
    for article in collection.articles(EVERYTHING, limit=100)["article"]:
        read = collection.article(article)
        near = [
            (one, other)
            for one, other in itertools.pairwise(read.mentions)
            if "\n" not in read.article.content[one.start : other.end]
        ]
        if near:
            break
    one, other = near[0]
    result = fixed(steps.bounds(one, read.article.content, one.start, other.end))
    assert [misfit.why for misfit in result.overlay.misfits] == [Unfit.SPAN_TAKEN]
    assert result.fingerprint == collection.fingerprint
