"""The co-occurrence panel: who is named with whom, as a heat map or as a network."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.analysis.cooccurrence import Cooccurrence
from dashboard.annotation.furniture import facts_html
from dashboard.collection import Collection
from dashboard.model import NAME_KINDS, Window
from dashboard.pages import session
from dashboard.pages.charting import Asked
from dashboard.pages.charting.cooccurrence import (
    heatmap_chart,
    marked_pairs,
    network_asked,
    network_chart,
    together_asked,
)
from dashboard.pages.panels.change import change_panel
from dashboard.pages.panels.figure import (
    asked_now,
    draw,
    draw_figure,
    headline,
    legend,
    no_marks,
    notes,
    picture,
    table,
)
from dashboard.pages.taking import network_buttons
from dashboard.wording import Wording

_MEASURES = ("count", "npmi", "llr")


def cooccurrence_panel(collection: Collection) -> None:
    view, wording, asked = session.view(), session.wording(), asked_now(collection)
    if view.shape == "change":
        change_panel(collection, _controls)
        return
    network = view.shape == "network"
    about = "network" if network else f"heatmap.{view.window}"
    subtitle = wording.text(f"cooccurrence.subtitle.{about}")
    headline(wording.text("cooccurrence.title"), subtitle)
    _controls(wording)
    kinds = view.selection.kinds
    if kinds and not set(kinds) & set(NAME_KINDS):
        no_marks(
            wording.text("empty.names_off"),
            wording.text("empty.show_names"),
            lambda: session.select(kinds=()),
        )
        return
    found = together_asked(asked, network)
    if found.pairs.empty:
        no_marks(
            wording.text("empty.no_pairs"),
            wording.text("empty.wider_window"),
            lambda: session.change(window=Window.ARTICLE),
        )
        return
    if network:
        _network(asked, found, subtitle)
    else:
        _heatmap(asked, found, subtitle)


def _controls(wording: Wording) -> None:
    view = session.view()
    with st.container(horizontal=True, vertical_alignment="center", key="options"):
        for name, options, label, group in (
            (
                "shape",
                ("heatmap", "network", "change"),
                "cooccurrence.view",
                "cooccurrence.view",
            ),
            ("window", tuple(map(str, Window)), "cooccurrence.window", "cooccurrence.window"),
            (
                "measure",
                _MEASURES,
                "cooccurrence.strength" if view.shape == "network" else "cooccurrence.measure",
                "cooccurrence.measure",
            ),
        ):
            if name != "measure" or view.shape != "change":
                _choice(wording, name, options, label, group)


def _choice(wording: Wording, name: str, options: tuple[str, ...], label: str, group: str) -> None:
    key = session.shown(f"cooccurrence.{name}", str(getattr(session.view(), name)))

    def changed(value: str | None) -> None:
        if value is None:
            return
        chosen: Any = Window(value) if name == "window" else value
        # What is selected means something else in another window.
        if name == "window" and session.view().selection.mark is not None:
            session.choose_mark(None)
        session.change(**{name: chosen})

    st.segmented_control(
        wording.text(label),
        options,
        format_func=lambda option: wording.text(f"{group}.{option}"),
        required=True,
        **session.on(changed, key),
    )


def _heatmap(asked: Asked, found: Cooccurrence, subtitle: str) -> None:
    chart = heatmap_chart(asked, found)
    left, aside = st.columns([2.6, 1], gap="small")
    with left:
        draw_figure(chart.figure, "heatmap", chart.title)
    with aside:
        st.html(chart.scale)
        _facts(asked, found)
    notes(chart)
    table(chart.listing, "cooccurrence", take=picture("heatmap", subtitle, chart))


def _network(asked: Asked, found: Cooccurrence, subtitle: str) -> None:
    drawn = network_asked(asked)
    chart = network_chart(asked, found, drawn)
    legend(chart.entries)
    draw(chart, "network")

    def take() -> None:
        picture("network", subtitle, chart)()
        network_buttons(drawn.nodes, drawn.edges)

    table(chart.listing, "cooccurrence", take=take)


def _facts(asked: Asked, found: Cooccurrence) -> None:
    """The figures of the selected pair."""
    wording, measure, pairs = asked.wording, asked.view.measure, marked_pairs(found)
    row = pairs[pairs["mark"] == asked.mark]
    if row.empty:
        return
    rank = int((pairs[measure] > row[measure].iloc[0]).sum()) + 1
    st.html(
        facts_html(
            f"{row['name_a'].iloc[0]} × {row['name_b'].iloc[0]}",
            [
                (
                    wording.text(f"cooccurrence.both.{found.window}"),
                    wording.number(int(row["count"].iloc[0])),
                ),
                (wording.text("table.npmi"), f"{row['npmi'].iloc[0]:.2f}"),
                (wording.text("table.llr"), wording.number(float(row["llr"].iloc[0]), 1)),
                (
                    wording.text(
                        "cooccurrence.rank", pairs=wording.count("count.pairs", len(pairs))
                    ),
                    wording.number(rank),
                ),
            ],
        )
    )
