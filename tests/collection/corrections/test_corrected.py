"""What corrections do to a collection: every action, everywhere it shows, and back."""

from __future__ import annotations

import gc
import itertools
import random
from collections.abc import Callable
from decimal import Decimal

import pytest

from dashboard.analysis.timeline import Stack, timeline
from dashboard.collection import Collection
from dashboard.collection.corrections import steps
from dashboard.collection.corrections.overlay import Unfit
from dashboard.collection.corrections.store import Corrections
from dashboard.model import (
    DateAxis,
    Entity,
    Grain,
    Mention,
    MentionKind,
    MoneyValue,
    Selection,
    Window,
)

EVERYTHING = Selection()


def entity(collection: Collection, name: str) -> Entity:
    found = collection.entities(EVERYTHING, name, 1)["entity"]
    made = collection.entity(str(found.iloc[0]))
    assert made is not None
    return made


def mentions(collection: Collection, kind: MentionKind, surface: str = "") -> list[Mention]:
    """All mentions of ``kind``, in the order of the articles' ids."""
    ids = sorted(collection.articles(EVERYTHING, limit=1000)["article"])
    return [
        mention
        for article in ids
        for mention in collection.article(article).mentions
        if mention.kind is kind and surface in mention.surface
    ]


def facts(collection: Collection) -> dict[str, object]:
    """A broad look at a collection, to compare two of them."""
    told = collection.articles(EVERYTHING, limit=1000)["article"]
    return {
        "fingerprint": collection.fingerprint,
        "counts": collection.counts(EVERYTHING),
        "entities": collection.entities(EVERYTHING, limit=1000).astype(str).to_dict("records"),
        "evidence": [
            tuple(map(str, row))
            for row in collection.evidence(EVERYTHING, 2000).drop(columns="spans").to_numpy()
        ],
        "articles": [collection.article(article) for article in told],
        "statements": collection.statements(EVERYTHING, limit=1000).astype(str).to_dict("records"),
        "amounts": collection.amounts(EVERYTHING).astype(str).to_dict("records"),
        "quality": collection.quality(),
    }


def check_agreement(collection: Collection) -> None:
    """Whatever is counted is listed, the text holds every mention, and names add up."""
    counts = collection.counts(EVERYTHING)
    assert counts.mentions == sum(counts.by_kind.values()) == collection.manifest.mentions
    assert counts.mentions == len(collection.evidence(EVERYTHING, 5000))
    assert dict(counts.by_kind) == dict(collection.quality().by_kind)
    rows = collection.evidence(EVERYTHING, 5000)
    for row in rows.to_dict("records"):
        assert row["surface"] in row["text"]
        start, end = row["start"] - row["sentence_start"], row["end"] - row["sentence_start"]
        assert row["text"][start:end] == row["surface"]
    listed = collection.entities(EVERYTHING, limit=1000)
    for name in listed.to_dict("records"):
        known = collection.entity(name["entity"])
        assert known is not None
        assert (known.mentions, known.articles) == (name["mentions"], name["articles"])
        assert sum(count for _, count in known.aliases) == known.mentions
    named = rows[rows["entity"].notna()]
    by_name = named.groupby("entity")["article"].agg(["size", "nunique"])
    assert {
        name["entity"]: (name["mentions"], name["articles"]) for name in listed.to_dict("records")
    } == {str(name): (size, articles) for name, size, articles in by_name.itertuples()}
    together = collection.named_together(EVERYTHING, Window.SENTENCE, 300)
    assert together.total == len(named.groupby(["article", "sentence"]))
    assert dict(zip(together.nodes["entity"], together.nodes["mentions"], strict=True)) == dict(
        by_name["size"]
    )
    happened = Selection(axis=DateAxis.HAPPENED)
    periods = timeline(collection, happened, Grain.MONTH, Stack.KIND)
    assert periods.undated["mentions"].sum() == rows["happened_start"].isna().sum()
    assert periods.rows["mentions"].sum() == rows["happened_start"].notna().sum()
    days = rows["happened_start"].dropna()
    assert collection.period(happened, 0.999) == (days.min(), rows["happened_end"].dropna().max())
    for article in collection.articles(EVERYTHING, limit=1000)["article"]:
        read = collection.article(article)
        for mention in read.mentions:
            assert read.article.content[mention.start : mention.end] == mention.surface


@pytest.fixture
def fixed(collection: Collection, light: Corrections) -> Callable[..., Collection]:
    """Takes steps and returns the collection as they correct it."""

    def take(*taken: steps.Step) -> Collection:
        for step in taken:
            light.append(step, "هدى", "لأن")
        return collection.corrected(light.log())

    return take


def test_without_steps_it_is_the_collection_itself(collection: Collection) -> None:
    same = collection.corrected([])
    assert same.fingerprint == collection.fingerprint
    assert same.built is collection
    assert same.overlay.empty


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


def one_of_each(collection: Collection) -> list[steps.Step]:
    people, places = mentions(collection, MentionKind.PER), mentions(collection, MentionKind.LOC)
    money, dates = mentions(collection, MentionKind.MONEY), mentions(collection, MentionKind.DATE)
    baghdad, mosul = entity(collection, "بغداد"), entity(collection, "الموصل")
    long = next(one for one in people if one.surface.startswith("مصطفى "))
    content = collection.article(long.article).article.content
    return [
        steps.reject(places[0]),
        steps.reject(dates[0]),
        steps.retag(places[1], MentionKind.ORG),
        steps.retag(money[0], MentionKind.MISC),
        steps.bounds(long, content, long.start + len("مصطفى "), long.end),
        steps.confirm(people[-1]),
        steps.merge(baghdad, mosul),
        steps.rename(mosul, "نينوى"),
        steps.retag_entity(entity(collection, "التحالف الدولي"), MentionKind.LOC),
        steps.split(
            next(
                made
                for name in collection.entities(EVERYTHING, limit=100)["entity"]
                if len((made := collection.entity(name)).aliases) > 1
                and made.id not in (baghdad.id, mosul.id)
            ),
            [made.aliases[0][0]],
        ),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_undone_in_any_order_leaves_the_collection_as_built(
    collection: Collection, light: Corrections, seed: int
) -> None:
    before = facts(collection)
    chance = random.Random(seed)
    taken = one_of_each(collection)
    chance.shuffle(taken)
    log = [light.append(step, "هدى") for step in taken]
    fingerprints = {collection.fingerprint}
    while True:
        other = collection.corrected(light.log())
        check_agreement(other)
        assert (other.holding, other.corrections) == (len(log), len(light.log()))
        if not log:
            break
        fingerprints.add(other.fingerprint)
        light.undo(log.pop(chance.randrange(len(log))).id, "سالم")
    assert len(fingerprints) == len(taken) + 1
    assert other.overlay.empty
    assert facts(other) == before


def test_equal_corrections_give_equal_fingerprints(
    collection: Collection, light: Corrections, tmp_path
) -> None:
    for step in one_of_each(collection):
        light.append(step, "هدى")
    again = Corrections.at(tmp_path / "again.db", "again")
    again.imported(light.exported())
    one, other = (collection.corrected(log.log()) for log in (light, again))
    assert one.fingerprint == other.fingerprint
    assert facts(one) == facts(other)
    assert one.fingerprint != collection.fingerprint


def test_a_corrected_collection_can_be_corrected_further(
    collection: Collection, light: Corrections
) -> None:
    first = light.append(one_of_each(collection)[0], "هدى")
    once = collection.corrected(light.log())
    light.append(one_of_each(collection)[1], "هدى")
    twice = once.corrected(light.log())
    assert twice.built is collection
    assert twice.mention_count(EVERYTHING) == collection.mention_count(EVERYTHING) - 2
    light.undo(first.id, "هدى")
    assert once.corrected(light.log()).mention_count(EVERYTHING) == (
        collection.mention_count(EVERYTHING) - 1
    )
    # Those who still hold the earlier ones see no change.
    assert once.mention_count(EVERYTHING) == collection.mention_count(EVERYTHING) - 1


def test_what_is_no_longer_held_leaves_no_tables(collection: Collection, fixed) -> None:
    import gc

    def schemas() -> int:
        return int(
            collection._ask.row(
                "SELECT count(*) FROM duckdb_schemas() WHERE schema_name LIKE 'over_%'"
            )[0]
        )

    before = schemas()
    other = fixed(steps.reject(mentions(collection, MentionKind.PER)[0]))
    assert schemas() == before + 1
    del other
    gc.collect()
    assert schemas() == before
