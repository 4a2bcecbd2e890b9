"""Answers of a collection, remembered by its fingerprint and the question's own arguments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from dashboard.analysis.change import Change, change
from dashboard.analysis.cooccurrence import Cooccurrence, Strength, cooccurrence
from dashboard.analysis.lag import Lag, lag
from dashboard.analysis.money import Money, money
from dashboard.analysis.network import Network, network
from dashboard.analysis.profile import Profile, profile
from dashboard.analysis.timeline import Timeline, timeline
from dashboard.annotation.article import article_payload
from dashboard.annotation.reader import Payload
from dashboard.annotation.statements import ShownStatement
from dashboard.collection import Collection
from dashboard.model import Grain, Selection, Window
from dashboard.pages.remembering import answers
from dashboard.wording import Wording

_Answer = TypeVar("_Answer")


def ask(collection: Collection, question: str, *arguments: Any) -> Any:
    """The answer of the collection's method ``question``, shared by all who ask: as it is it may
    not be changed; columns of a frame may be replaced."""
    return remembered(
        question, collection, lambda: getattr(collection, question)(*arguments), *arguments
    )


def names_of(collection: Collection, entities: tuple[str, ...]) -> dict[str, str]:
    """What to call each entity. One that the collection does not have (its mentions were
    rejected, a link is old) is called by the folded name in its id."""
    found: dict[str, str] = ask(collection, "entity_names", entities)
    return {one: found.get(one) or one.partition(":")[2] or one for one in entities}


def timeline_of(
    collection: Collection,
    selection: Selection,
    grain: Grain | None,
    stack: str,
    compared: tuple[str, ...] = (),
) -> Timeline:
    plain = selection.with_mark(None)
    return remembered(
        "made timeline",
        collection,
        lambda: timeline(collection, plain, grain, stack, compared),
        plain,
        grain,
        stack,
        compared,
    )


def lag_of(collection: Collection, selection: Selection, grain: Grain) -> Lag:
    plain = selection.with_mark(None)
    return remembered("made lag", collection, lambda: lag(collection, plain, grain), plain, grain)


def together_of(
    collection: Collection,
    selection: Selection,
    window: Window,
    limit: int,
    chosen: tuple[str, ...] = (),
) -> Cooccurrence:
    plain = selection.with_mark(None)
    return remembered(
        "made together",
        collection,
        lambda: cooccurrence(collection, plain, window, limit, chosen),
        plain,
        window,
        limit,
        chosen,
    )


def network_of(
    collection: Collection, selection: Selection, window: Window, limit: int, strength: Strength
) -> Network:
    plain = selection.with_mark(None)
    return remembered(
        "made network",
        collection,
        lambda: network(together_of(collection, plain, window, limit), strength),
        plain,
        window,
        limit,
        strength,
    )


def change_of(
    collection: Collection,
    selection: Selection,
    window: Window,
    limit: int,
    split: dt.date | None,
) -> Change | None:
    plain = selection.with_mark(None)
    return remembered(
        "made change",
        collection,
        lambda: change(collection, plain, window, limit, split),
        plain,
        window,
        limit,
        split,
    )


def money_of(collection: Collection, selection: Selection) -> Money:
    plain = selection.with_mark(None)
    return remembered("made money", collection, lambda: money(collection, plain), plain)


def profile_of(collection: Collection, selection: Selection, entity: str) -> Profile | None:
    plain = selection.with_mark(None)
    return remembered(
        "made profile", collection, lambda: profile(collection, plain, entity), plain, entity
    )


def article_of(
    collection: Collection, article: str, wording: Wording, shown: ShownStatement | None = None
) -> Payload | None:
    """The annotated article as the reader component takes it, with a statement marked in it where
    one is ``shown``; None when there is none."""

    def made() -> Payload | None:
        read = collection.article(article)
        if read is None:
            return None
        return article_payload(
            read.article, read.mentions, wording, read.entities, read.repeats, shown
        )

    return remembered("made article", collection, made, article, wording, shown)


def remembered(
    question: str, collection: Collection, made: Callable[[], _Answer], *arguments: Any
) -> _Answer:
    """What ``made()`` answers, shared as in ``ask``. ``question`` and ``arguments``, besides the
    collection, must say everything that the answer depends on."""
    answer: _Answer = answers().value(_key(question, collection, arguments), made)
    return answer


def _key(question: str, collection: Collection, arguments: tuple[Any, ...]) -> tuple[str, ...]:
    # All arguments print every field that they are made of, so their texts are a faithful key.
    return (question, collection.fingerprint, *map(repr, arguments))
