"""The co-occurrence panel: who is named with whom, as a heat map or as a network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.analysis.cooccurrence import Cooccurrence, Strength, mark_of_node, mark_of_pair
from dashboard.analysis.network import Network
from dashboard.annotation.furniture import facts_html, note_html, scale_html
from dashboard.charts.heatmap import heatmap_figure
from dashboard.charts.network import network_figure, network_legend
from dashboard.charts.style import LegendEntry
from dashboard.collection import Collection
from dashboard.model import NAME_KINDS, Window
from dashboard.pages import session
from dashboard.pages.address import mark_text
from dashboard.pages.answers import drawn_once, network_of, together_of
from dashboard.pages.panels.change import change_panel
from dashboard.pages.panels.figure import (
    Listing,
    draw,
    headline,
    legend,
    no_marks,
    picture,
    selected_mark_text,
    style,
    table,
)
from dashboard.pages.taking import network_buttons
from dashboard.wording import Wording

HEATMAP_NAMES = 14
NETWORK_NAMES = 60
_MEASURES = ("count", "npmi", "llr")
STRENGTHS = {"count": Strength.COUNT, "npmi": Strength.NPMI, "llr": Strength.LLR}
COUNTED = {
    Window.SENTENCE: "count.sentences",
    Window.PARAGRAPH: "count.paragraphs",
    Window.ARTICLE: "count.articles",
}


def cooccurrence_panel(collection: Collection) -> None:
    view, wording = session.view(), session.wording()
    title = wording.text("cooccurrence.title")
    network = view.shape == "network"
    if view.shape == "change":
        change_panel(collection, title, _controls, COUNTED[view.window])
        return
    about = "network" if network else f"heatmap.{view.window}"
    subtitle = wording.text(f"cooccurrence.subtitle.{about}")
    headline(title, subtitle)
    _controls(wording)
    kinds = view.selection.kinds
    if kinds and not set(kinds) & set(NAME_KINDS):
        no_marks(
            wording.text("empty.names_off"),
            wording.text("empty.show_names"),
            lambda: session.select(kinds=()),
        )
        return
    limit = NETWORK_NAMES if network else HEATMAP_NAMES
    found = together_of(collection, view.selection, view.window, limit)
    if found.pairs.empty:
        no_marks(
            wording.text("empty.no_pairs"),
            wording.text("empty.wider_window"),
            lambda: session.change(window=Window.ARTICLE),
        )
        return
    pairs = marked_pairs(found)
    if network:
        strength = STRENGTHS[view.measure]
        drawn = network_of(collection, view.selection, view.window, limit, strength)
        entries = _draw_network(collection, drawn, found, wording, title)

        def take() -> None:
            picture("network", title, subtitle, entries)()
            network_buttons(drawn.nodes, drawn.edges)
    else:
        _draw_heatmap(collection, found, pairs, wording, title)
        take = picture("heatmap", title, subtitle)
    if found.offered > len(found.nodes):
        st.html(note_html(names_note(found, wording)))
    table(pair_listing(found, pairs, view.measure, wording), "cooccurrence", take=take)


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


def _rows(frame: pd.DataFrame) -> Iterable[Any]:
    return frame.itertuples()


def marked_pairs(found: Cooccurrence) -> pd.DataFrame:
    return found.pairs.assign(
        mark=[mark_text(mark_of_pair(found, row)) for row in _rows(found.pairs)],
    )


def _draw_heatmap(
    collection: Collection, found: Cooccurrence, pairs: pd.DataFrame, wording: Wording, title: str
) -> None:
    view = session.view()
    names = found.nodes.set_index("entity")["name"]
    ordered = [(entity, str(names[entity])) for entity in found.order]
    selected = selected_mark_text()
    chart, aside = st.columns([2.6, 1], gap="small")
    with chart:
        figure = drawn_once(
            "heatmap",
            collection,
            lambda: heatmap_figure(
                ordered,
                pairs,
                view.measure,
                style(),
                selected,
                COUNTED[found.window],
                revision=view.measure,
            ),
            *(view.selection, view.window, view.measure, wording, session.is_dark()),
        )
        draw(figure, "heatmap", title)
    with aside:
        _scale(pairs, wording)
        _facts(found, pairs, selected, wording)


def names_note(found: Cooccurrence, wording: Wording) -> str:
    return wording.text("cooccurrence.cut", shown=len(found.nodes), total=found.offered)


def _scale(pairs: pd.DataFrame, wording: Wording) -> None:
    measure = session.view().measure
    st.html(
        scale_html(
            wording.text(f"cooccurrence.measure.{measure}.long"),
            session.colours().heat,
            scale_ticks(pairs, measure, wording),
        )
    )


def scale_ticks(pairs: pd.DataFrame, measure: str, wording: Wording) -> list[str]:
    top = float(pairs[measure].max())
    if measure == "npmi":
        return [f"{top * share:.1f}" for share in (0, 1 / 3, 2 / 3, 1)]
    return [wording.number(round(top * share)) for share in (0, 0.5, 1)]


def _facts(
    found: Cooccurrence, pairs: pd.DataFrame, selected: str | None, wording: Wording
) -> None:
    """The figures of the selected pair."""
    row = pairs[pairs["mark"] == selected]
    if row.empty:
        return
    measure = session.view().measure
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


def _draw_network(
    collection: Collection, found: Network, together: Cooccurrence, wording: Wording, title: str
) -> list[LegendEntry]:
    """Draws it; returns its legend."""
    nodes, edges = marked_network(found, together)
    entries = network_legend(nodes, style())
    legend(entries)
    selected = selected_mark_text()
    chosen = edges[edges["mark"] == selected]
    label = (
        wording.count(COUNTED[together.window], int(chosen["count"].iloc[0]))
        if not chosen.empty
        else ""
    )
    revision = f"{together.window}{found.strength}"
    counted = COUNTED[together.window]
    figure = drawn_once(
        "network",
        collection,
        lambda: network_figure(nodes, edges, style(), selected, label, counted, revision=revision),
        *(session.view().selection, together.window, found.strength, wording, session.is_dark()),
    )
    draw(figure, "network", title)
    if found.cut > 0:
        st.html(note_html(edges_note(found, wording)))
    return entries


def marked_network(found: Network, together: Cooccurrence) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Nodes and edges with the marks behind them, as network_figure takes them."""
    nodes = found.nodes.assign(
        label=found.nodes["name"],
        mark=[mark_text(mark_of_node(together, row)) for row in _rows(found.nodes)],
    )
    edges = found.edges.assign(
        mark=[mark_text(mark_of_pair(together, row)) for row in _rows(found.edges)],
    )
    return nodes, edges


def edges_note(found: Network, wording: Wording) -> str:
    total = len(found.edges) + found.cut
    return wording.text("cooccurrence.cut.edges", shown=len(found.edges), total=total)


def pair_listing(
    found: Cooccurrence, pairs: pd.DataFrame, measure: str, wording: Wording
) -> Listing:
    ordered = pairs.sort_values(
        [measure, "count", "a", "b"], ascending=[False, False, True, True], ignore_index=True
    )
    frame = pd.DataFrame(
        {
            "pair": [
                wording.text("cooccurrence.pair", a=a, b=b)
                for a, b in zip(ordered["name_a"], ordered["name_b"], strict=True)
            ],
            "count": ordered["count"],
            "mentions": ordered["mentions"],
            "npmi": ordered["npmi"].round(2),
            "llr": ordered["llr"].round(1),
        }
    )
    heading = {
        Window.SENTENCE: "table.sentences",
        Window.PARAGRAPH: "table.paragraphs",
        Window.ARTICLE: "table.articles",
    }[found.window]
    columns = {
        "pair": wording.text("table.pair"),
        "count": wording.text(heading),
        "mentions": wording.text("table.mentions"),
        "npmi": wording.text("table.npmi"),
        "llr": wording.text("table.llr"),
    }
    return Listing(
        frame, ordered["mark"].tolist(), columns, wording.count("count.pairs", len(frame))
    )
