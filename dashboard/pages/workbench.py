"""The workbench: filters, charts and the annotated source, side by side and linked."""

from __future__ import annotations

import streamlit as st

from dashboard.annotation.furniture import note_html
from dashboard.collection import Collection
from dashboard.pages import session
from dashboard.pages.address import Chart
from dashboard.pages.charting.statements import listened_to
from dashboard.pages.chips import chip_row
from dashboard.pages.dossier_menu import dossier_menu
from dashboard.pages.panels.cooccurrence import cooccurrence_panel
from dashboard.pages.panels.money import money_panel
from dashboard.pages.panels.statements import statements_panel
from dashboard.pages.panels.timeline import timeline_panel
from dashboard.pages.shell import sides, summary
from dashboard.pages.source import source_column
from dashboard.pages.taking import mention_buttons
from dashboard.wording import Wording

PANELS = {
    Chart.TIMELINE: timeline_panel,
    Chart.COOCCURRENCE: cooccurrence_panel,
    Chart.MONEY: money_panel,
    Chart.STATEMENTS: statements_panel,
}


def workbench(collection: Collection) -> None:
    wording = session.wording()
    with st.container(horizontal=True, vertical_alignment="center", key="chips"):
        chip_row(collection)
        summary(collection)
    charts, source = sides()
    with charts, st.container(key="charts"):
        _tabs(collection, wording)
    with source:
        source_column(collection, listened_to(collection, session.view()))


def _tabs(collection: Collection, wording: Wording) -> None:
    """Only the open tab is computed and sent."""
    labels = {chart: wording.text(f"tabs.{chart}") for chart in PANELS}
    by_label = {label: chart for chart, label in labels.items()}
    now = session.view().chart if session.view().chart in PANELS else Chart.TIMELINE
    # The language is part of the key: a tab is remembered by its label.
    key = f"tabs.{wording.language}"
    session.shown(key, labels[now])

    def opened() -> None:
        # A mark stays selected, and its evidence beside every chart, until it is removed.
        session.change(chart=by_label.get(str(st.session_state[key]), Chart.TIMELINE))

    tabs = st.tabs(list(labels.values()), key=key, on_change=opened)
    with tabs[list(labels).index(now)]:
        PANELS[now](collection)
        with st.container(horizontal=True, vertical_alignment="center", key="take_mentions"):
            st.html(note_html(wording.text("export.mentions")))
            mention_buttons(collection, session.view().selection)
            dossier_menu(collection)
