"""The profile of one name: when, with whom, with which amounts, under which spellings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.analysis.profile import Profile
from dashboard.analysis.timeline import mark_of_bar
from dashboard.annotation.furniture import facts_html, headline_html, note_html
from dashboard.charts.timeline import Stack, timeline_figure
from dashboard.collection import Collection
from dashboard.model import Mark, Selection, Window
from dashboard.pages import session
from dashboard.pages.address import mark_text
from dashboard.pages.answers import ask, profile_of
from dashboard.pages.charting import Asked, Listing
from dashboard.pages.choices import told_apart, with_more
from dashboard.pages.correcting import entity_controls
from dashboard.pages.panels.figure import asked_now, draw_figure, table
from dashboard.pages.panels.money import figures_table
from dashboard.pages.shell import sides
from dashboard.pages.source import source_column
from dashboard.pages.tables import fitting_height
from dashboard.wording import Wording
from dashboard.wording.lines import evidence_words

_OFFERED = 400


def profile_page(collection: Collection) -> None:
    wording = session.wording()
    left, right = sides()
    with left, st.container(key="charts"):
        entity = _choice(collection, wording)
        found = profile_of(collection, _around(), entity) if entity else None
        if entity and found is None:
            st.html(note_html(wording.text("empty.no_name")))
            st.html(note_html(wording.text("empty.no_name.cure")))
        if found is not None:
            _show(asked_now(collection), found)
            entity_controls(collection, found.entity)
    with right:
        source_column(collection, _behind(entity))


def _behind(entity: str) -> Selection:
    """The sentences beside the profile: those of the mark that was clicked, else those that hold
    the name's own mentions, as many as the profile says."""
    selection = session.view().selection
    if selection.mark is not None or not entity:
        return selection
    return selection.with_mark(Mark("profile", entities=(entity,)))


def _around() -> Selection:
    """The period and sources of the view; everything else is the profile's own."""
    selection = session.view().selection
    return Selection(
        start=selection.start, end=selection.end, axis=selection.axis, sources=selection.sources
    )


def _choice(collection: Collection, wording: Wording) -> str:
    view = session.view()
    offered: pd.DataFrame = ask(collection, "entities", Selection(), "", _OFFERED)
    names = dict(zip(offered["entity"], offered["name"], strict=True))
    kinds = dict(zip(offered["entity"], offered["kind"], strict=True))
    now = view.entity or (view.selection.entities[0] if view.selection.entities else "")
    now = now or (str(offered["entity"].iloc[0]) if not offered.empty else "")
    if now and now not in names:
        names |= ask(collection, "entity_names", (now,))

    def chosen(entity: str | None) -> None:
        session.change(entity=entity or "")
        session.select(entities=(entity,) if entity else ())

    shown = now if now in names else next(iter(names), None)
    labels = told_apart(
        {
            entity: with_more(name, wording.text(f"kind.one.{kinds[entity]}"))
            if entity in kinds
            else name
            for entity, name in names.items()
        }
    )
    st.selectbox(
        wording.text("profile.choose"),
        list(names),
        format_func=labels.__getitem__,
        **session.on(
            chosen,
            session.shown("profile.entity", shown),
        ),
    )
    # The evidence beside the profile is of the name that is shown.
    if now and view.selection.entities != (now,):
        session.change(selection=view.selection.changed(entities=(now,)))
    return now


def _rows(frame: pd.DataFrame) -> Iterable[Any]:
    return frame.itertuples()


def _show(asked: Asked, found: Profile) -> None:
    wording = asked.wording
    entity = found.entity
    title = entity.name
    bars = found.timeline.bars
    st.html(headline_html(title, wording.kind_of_one(entity.kind)))
    facts = [
        (wording.text("table.mentions"), wording.number(entity.mentions)),
        (wording.text("table.articles"), wording.number(entity.articles)),
    ]
    if not bars.empty:
        first = wording.period(bars["start"].min().date(), found.timeline.grain)
        last = wording.period(bars["start"].max().date(), found.timeline.grain)
        facts += [(wording.text("profile.first"), first), (wording.text("profile.last"), last)]
    st.html(facts_html(wording.text("profile.timeline"), facts))
    if not bars.empty:
        drawn = bars.assign(
            period=[wording.period(day.date(), found.timeline.grain) for day in bars["start"]],
            mark=[mark_text(mark_of_bar(found.timeline, row)) for row in _rows(bars)],
        )
        colour = session.colours().kinds[entity.kind].fill
        figure = timeline_figure(
            drawn,
            [Stack(entity.id, entity.name, colour)],
            asked.style,
            asked.mark,
            height=220,
            revision=entity.id,
        )
        draw_figure(figure, "profile", title)
    _neighbours(found, wording)
    _aliases(found, wording)
    if not found.money.figures.empty:
        st.html(headline_html(wording.text("profile.amounts"), ""))
        figures_table(found.money, False, wording, "profile_money")


def _neighbours(found: Profile, wording: Wording) -> None:
    rows = found.neighbours
    if rows.empty:
        return
    st.html(headline_html(wording.text("profile.neighbours"), ""))
    columns = {
        "name": wording.text("table.name"),
        "kind": wording.text("table.kind"),
        "mentions": wording.text("table.mentions"),
        "articles": wording.text("table.articles"),
    }
    marks = [
        mark_text(Mark("cooccurrence", entities=(entity,), window=Window.SENTENCE))
        for entity in rows["entity"]
    ]
    shown = rows.assign(
        kind=[wording.text(f"kind.one.{kind}") for kind in rows["kind"]],
    )
    unit = wording.count("count.names", len(rows))
    table(Listing(shown, marks, columns, unit), "neighbours", height=260)


def _aliases(found: Profile, wording: Wording) -> None:
    st.html(headline_html(wording.text("profile.aliases"), ""))
    frame = pd.DataFrame(found.entity.aliases, columns=["alias", "count"])
    columns = {"alias": wording.text("profile.alias"), "count": wording.text("table.mentions")}
    order = list(columns)
    st.dataframe(
        frame,
        hide_index=True,
        column_order=order[::-1] if wording.right_to_left else order,
        column_config=columns,
        height=fitting_height(len(frame), 220),
    )
    if found.entity.reasons:
        reasons = [(evidence_words(why, wording), "") for why in found.entity.reasons]
        st.html(facts_html(wording.text("profile.reasons"), reasons))
