"""A sample of mentions to judge one by one, and the precision that comes of it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.annotation.furniture import facts_html, headline_html, note_html, quoted_html
from dashboard.collection import Collection
from dashboard.collection.corrections import steps
from dashboard.collection.corrections.judging import Judged, judged
from dashboard.collection.sharing.access import Role
from dashboard.model import (
    NAME_KINDS,
    DateValue,
    Mark,
    Mention,
    MentionKind,
    MoneyValue,
    Selection,
)
from dashboard.pages import library, rights, session
from dashboard.pages.answers import ask
from dashboard.pages.correcting import take
from dashboard.wording import Wording

_SIZE = 50
_KINDS = (*NAME_KINDS, MentionKind.DATE, MentionKind.MONEY)


def judging(collection: Collection) -> None:
    """The precision of every kind so far, and the next mention that waits for a verdict."""
    wording = session.wording()
    verdicts = {kind: _judged(collection, kind) for kind in _KINDS}
    st.html(headline_html(wording.text("judging.title"), wording.text("judging.help")))
    rows = [(wording.kind(kind), _told(verdict, wording)) for kind, verdict in verdicts.items()]
    st.html(facts_html(wording.text("collections.quality.precision"), rows))
    chosen = st.segmented_control(
        wording.text("table.kind"),
        [kind.value for kind in _KINDS],
        default=_KINDS[0].value,
        required=True,
        format_func=lambda kind: wording.kind(MentionKind(kind)),
        label_visibility="collapsed",
        key="judging.kind",
        on_change=session.acted,
    )
    _next(collection, verdicts[MentionKind(chosen or _KINDS[0])], wording)


def _judged(collection: Collection, kind: MentionKind) -> Judged:
    # The sample is of what was built: a verdict must not change what is asked next.
    return judged(ask(collection.built, "sampled_mentions", kind, _SIZE), collection.overlay)


def _told(verdict: Judged, wording: Wording) -> str:
    if verdict.precision is None or verdict.interval is None:
        return wording.text("judging.unjudged")
    low, high = verdict.interval
    return wording.text(
        "judging.precision",
        share=wording.percent(verdict.precision),
        low=wording.percent(low),
        high=wording.percent(high),
        level=wording.percent(0.95),
        n=verdict.right + verdict.wrong,
    )


def _next(collection: Collection, verdict: Judged, wording: Wording) -> None:
    if not verdict.waiting:
        st.html(note_html(wording.text("judging.done")))
        return
    mention = verdict.waiting[0]
    one = Selection(mark=Mark("sample", mentions=(mention,)))
    rows: pd.DataFrame = ask(collection.built, "evidence", one, 1)
    read = ask(collection.built, "article", mention.rpartition("@")[0])
    found = next((m for m in read.mentions if m.id == mention), None) if read else None
    if read is None or found is None or rows.empty:
        return
    row = rows.iloc[0]
    start = found.start - int(row["sentence_start"])
    st.html(quoted_html(str(row["text"]), start, start + len(found.surface)))
    if found.value is not None or found.kind in (MentionKind.DATE, MentionKind.MONEY):
        st.html(note_html(_value(found, wording)))
    st.html(note_html(wording.text("judging.waiting", n=len(verdict.waiting))))
    may_correct = rights.may(session.view().collection or library.SAMPLE, Role.EDITOR)
    with st.container(horizontal=True, key="judging.buttons"):
        for name, make in (("right", steps.confirm), ("wrong", steps.reject)):
            st.button(
                wording.text(f"judging.{name}"),
                key=f"judging.{name}",
                disabled=not may_correct,
                on_click=_judge,
                args=(make(found, read.article.content),),
            )
    if not may_correct:
        st.html(note_html(wording.text("corrections.read_only")))


def _judge(step: steps.Step) -> None:
    take(lambda: step)


def _value(mention: Mention, wording: Wording) -> str:
    value = mention.value
    if isinstance(value, MoneyValue):
        return wording.amount(value)
    if isinstance(value, DateValue):
        return wording.date_value(value)
    return wording.text("card.unresolved")
