"""Choosing whose statements are listed: anyone who is quoted, by name or by role."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.annotation.furniture import note_html
from dashboard.collection import Collection
from dashboard.model import ROLE, Selection
from dashboard.pages import session
from dashboard.pages.address import ANY_ROLE
from dashboard.pages.answers import ask
from dashboard.pages.charting.statements import speaker_name
from dashboard.pages.choices import kind_of, told_apart, with_more
from dashboard.wording import Wording

# Offered in the list, those quoted most; the rest is found by search.
_MOST_NAMES = 200
_MOST_ROLES = 100
_SEARCH = "statements.search"


@dataclass(frozen=True)
class _Offered:
    """Speakers and what to call them, ``shown`` of the ``total`` there are; ROLE is all roles."""

    labels: dict[str, str]
    shown: int
    total: int


def speaker_choice(collection: Collection, speaker: str, wording: Wording) -> None:
    """``speaker`` is the one chosen now, as in selecting.said_by; "" for none."""
    searched = str(st.session_state.get(_SEARCH, "")).strip()
    offered = _offered(collection, session.view().selection.with_mark(None), searched, wording)
    labels = offered.labels
    if speaker and speaker not in labels:
        name = speaker_name(collection, speaker, wording)
        labels = told_apart({speaker: name, **labels}, lambda one: _kind(one, wording))
    st.selectbox(
        wording.text("statements.speaker"),
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder=wording.text("statements.speaker.choose"),
        **session.on(_chosen, session.shown("statements.speaker", speaker or None)),
    )
    if not searched and offered.shown == offered.total:
        return
    st.text_input(
        wording.text("statements.search"),
        key=_SEARCH,
        placeholder=wording.text("statements.search.placeholder"),
        on_change=session.acted,
    )
    listed = "found" if searched else "listed"
    st.html(
        note_html(
            wording.text(f"statements.search.{listed}", shown=offered.shown, total=offered.total)
            if offered.total
            else wording.text("statements.search.none")
        )
    )


def _chosen(speaker: str | None) -> None:
    """The evidence beside the table follows: what was selected before may be another's."""
    if speaker and speaker.startswith(ROLE):
        session.change(entity="", role=speaker.removeprefix(ROLE) or ANY_ROLE)
    else:
        session.change(entity=speaker or "", role="")
    session.choose_mark(None)


def _offered(
    collection: Collection, selection: Selection, searched: str, wording: Wording
) -> _Offered:
    # One more: all roles together are among them.
    names: pd.DataFrame = ask(collection, "speakers", selection, _MOST_NAMES + 1, searched)
    roles: pd.DataFrame = ask(collection, "roles", selection, _MOST_ROLES, searched)
    everyone = names["entity"] == ROLE
    together = names[everyone]
    names = names[~everyone].head(_MOST_NAMES)
    said = dict(zip(names["entity"], names["statements"], strict=True))
    called = dict(zip(names["entity"], names["name"], strict=True))
    for role, statements in zip(roles["role"], roles["statements"], strict=True):
        said[ROLE + role], called[ROLE + role] = statements, role
    order = sorted(said, key=lambda one: -said[one])
    if not together.empty:
        said[ROLE], called[ROLE] = together["statements"].iloc[0], ""
        order = [ROLE, *order]
    labels = {one: _label(one, called[one], int(said[one]), wording) for one in order}
    total = sum(
        int(frame[column].iloc[0])
        for frame, column in ((names, "named"), (roles, "roles"))
        if not frame.empty
    )
    return _Offered(
        told_apart(labels, lambda one: _kind(one, wording)), len(names) + len(roles), total
    )


def _label(speaker: str, name: str, statements: int, wording: Wording) -> str:
    count = wording.count("count.statements", statements)
    if speaker == ROLE:
        return with_more(wording.text("statements.role.any"), count)
    if speaker.startswith(ROLE):
        return with_more(with_more(name, wording.text("statements.role")), count)
    return with_more(name, count)


def _kind(speaker: str, wording: Wording) -> str:
    return (
        wording.text("statements.role") if speaker.startswith(ROLE) else kind_of(speaker, wording)
    )
