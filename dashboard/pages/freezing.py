"""Frozen views: the collection as it was then, and above the page what has changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import streamlit as st

from dashboard.annotation.furniture import frozen_html
from dashboard.collection import Collection, CollectionError
from dashboard.collection.corrections.steps import CorrectionError
from dashboard.collection.sharing.frozen import Frozen, Numbers, frozen, numbers
from dashboard.model import SHOWN_KINDS
from dashboard.pages import library, session
from dashboard.pages.address import View
from dashboard.pages.answers import ask
from dashboard.wording import Wording


def freeze(collection: Collection, view: View) -> Frozen:
    """``view`` of ``collection`` as it is now; one that is frozen already stays what it is, as
    long as its selection does."""
    if view.frozen is not None and view.frozen.is_of(view.selection):
        return view.frozen
    counts = ask(collection, "counts", view.selection)
    return frozen(collection, view.selection, counts, dt.datetime.now(dt.UTC))


def as_it_was(key: str, live: Collection) -> Collection:
    """The collection that the view is frozen on; ``live`` for a view that is not frozen, or whose
    data are not there any more."""
    wanted = session.view().frozen
    if wanted is None:
        return live
    try:
        return library.as_frozen(key, wanted) or live
    except CorrectionError:
        # Whoever opened ``live`` has said that the corrections cannot be reached.
        return live


def banner(key: str, shown: Collection) -> None:
    """What the frozen view is of and what has changed since, with a way to the live view; nothing
    above a live one. ``shown`` is what ``as_it_was`` gave."""
    wanted = session.view().frozen
    if wanted is None:
        return
    wording = session.wording()
    text, changes = _told(wanted, key, shown, wording)
    with st.container(horizontal=True, vertical_alignment="center", key="frozen"):
        st.html(frozen_html(wording.text("frozen.title"), text, changes))
        st.button(wording.text("frozen.go_live"), key="frozen.go_live", on_click=go_live)


def go_live() -> None:
    """Shows the same view of the collection as it is now. For callbacks."""
    session.change(frozen=None, fingerprint="")


Changes = list[tuple[str, list[str]]]


def _told(wanted: Frozen, key: str, shown: Collection, wording: Wording) -> tuple[str, Changes]:
    selection = session.view().selection
    here = numbers(shown, ask(shown, "counts", selection))
    if not wanted.same(shown):
        why = "frozen.lost" if wanted.fits(shown.built) else "frozen.rebuilt"
        text = wording.text(why, time=wording.time(wanted.at))
        return text, _changes(wanted.numbers, here, wanted.is_of(selection), wording)
    text = wording.text(
        "frozen.as_of",
        time=wording.time(wanted.at),
        corrections=wording.count("count.corrections", shown.holding),
    )
    if wanted.is_of(selection) and wanted.numbers != here:
        text += f" {wording.text('frozen.counted_otherwise')}"
        return text, _changes(wanted.numbers, here, True, wording)
    try:
        live = library.opened(key)
    except CollectionError:
        return text, []
    except CorrectionError:
        return text, []
    later = live.corrections - wanted.corrections
    text += f" {wording.count('frozen.since', later)}"
    changes = _changes(here, numbers(live, ask(live, "counts", selection)), True, wording)
    if later and not any(where == wording.text("frozen.in_view") for where, _ in changes):
        text += f" {wording.text('frozen.same')}"
    return text, changes


def _changes(then: Numbers, now: Numbers, same_view: bool, wording: Wording) -> Changes:
    """What was counted otherwise then than now; of the view only when it is still the same."""
    found: Changes = []
    if same_view:
        found.append((wording.text("frozen.in_view"), list(_in_view(then, now, wording))))
    whole = (
        ("count.articles", then.all_articles, now.all_articles),
        ("count.mentions", then.all_mentions, now.all_mentions),
        ("count.names", then.all_entities, now.all_entities),
    )
    found.append(
        (
            wording.text("frozen.in_all"),
            [
                _change(wording.count(key, before), after, wording)
                for key, before, after in whole
                if before != after
            ],
        )
    )
    return [(where, told) for where, told in found if told]


def _in_view(then: Numbers, now: Numbers, wording: Wording) -> Iterator[str]:
    for key, before, after in (
        ("count.mentions", then.mentions, now.mentions),
        ("count.articles", then.articles, now.articles),
    ):
        if before != after:
            yield _change(wording.count(key, before), after, wording)
    for kind in SHOWN_KINDS[::-1]:
        if then.of_kind(kind) != now.of_kind(kind):
            yield _change(wording.count_of(kind, then.of_kind(kind)), now.of_kind(kind), wording)


def _change(then: str, now: int, wording: Wording) -> str:
    return wording.text("frozen.change", then=then, now=now)
