"""A broad look at a corrected collection, and whether what it counts is what it lists."""

from __future__ import annotations

from dashboard.analysis.timeline import Stack, timeline
from dashboard.collection import Collection
from dashboard.model import (
    DateAxis,
    Entity,
    Grain,
    Mention,
    MentionKind,
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
