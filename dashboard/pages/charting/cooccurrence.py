"""Co-occurrence: who is named with whom, as a heat map or as a network of the same numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.analysis.cooccurrence import Cooccurrence, Strength, mark_of_node, mark_of_pair
from dashboard.analysis.network import Network
from dashboard.annotation.furniture import scale_html
from dashboard.charts.heatmap import heatmap_figure
from dashboard.charts.network import network_figure, network_legend
from dashboard.model import Window
from dashboard.pages.address import mark_text
from dashboard.pages.answers import network_of, together_of
from dashboard.pages.charting import Asked, Chart, Listing
from dashboard.pages.choices import kind_of, told_apart
from dashboard.wording import Wording

HEATMAP_NAMES = 14
NETWORK_NAMES = 60
_STRENGTHS = {"count": Strength.COUNT, "npmi": Strength.NPMI, "llr": Strength.LLR}
# The message that counts windows of a size.
COUNTED = {
    Window.SENTENCE: "count.sentences",
    Window.PARAGRAPH: "count.paragraphs",
    Window.ARTICLE: "count.articles",
}


def together_asked(asked: Asked, network: bool) -> Cooccurrence:
    """The names that are shown: fewer in a heat map than in a network."""
    most = NETWORK_NAMES if network else HEATMAP_NAMES
    found = together_of(asked.collection, asked.view.selection, asked.view.window, most)
    return named_apart(found, asked.wording)


def named_apart(found: Cooccurrence, wording: Wording) -> Cooccurrence:
    """With names that tell every entity from the others: of two with one name, the kind is said."""
    nodes, pairs = found.nodes, found.pairs
    if nodes["name"].is_unique:
        return found
    names = told_apart(
        dict(zip(nodes["entity"], nodes["name"], strict=True)), lambda one: kind_of(one, wording)
    )
    return replace(
        found,
        nodes=nodes.assign(name=nodes["entity"].map(names)),
        pairs=pairs.assign(name_a=pairs["a"].map(names), name_b=pairs["b"].map(names)),
    )


def network_asked(asked: Asked) -> Network:
    """The network of ``together_asked``'s names."""
    view = asked.view
    strength = _STRENGTHS[view.measure]
    return network_of(asked.collection, view.selection, view.window, NETWORK_NAMES, strength)


def heatmap_chart(asked: Asked, found: Cooccurrence) -> Chart:
    wording, measure = asked.wording, asked.view.measure
    pairs = _pairs(asked, found)
    return Chart(
        wording.text("cooccurrence.title"),
        asked.drawn(
            "heatmap",
            lambda: heatmap_figure(
                ordered_names(found),
                pairs,
                measure,
                asked.style,
                asked.mark,
                COUNTED[found.window],
                revision=measure,
            ),
            found.window,
            measure,
        ),
        _listed(asked, found, pairs),
        scale=scale_html(
            wording.text(f"cooccurrence.measure.{measure}.long"),
            asked.style.palette.heat,
            _scale_ticks(pairs, measure, wording),
        ),
        notes=_names_notes(found, wording),
    )


def network_chart(asked: Asked, found: Cooccurrence, drawn: Network) -> Chart:
    wording, mark, counted = asked.wording, asked.mark, COUNTED[found.window]
    nodes, edges = asked.once(
        "marked network", lambda: _marked_network(drawn, found), found.window, drawn.strength
    )
    pairs = _pairs(asked, found)
    chosen = edges[edges["mark"] == mark]
    label = "" if chosen.empty else wording.count(counted, int(chosen["count"].iloc[0]))
    revision = f"{found.window}{drawn.strength}"
    notes = _names_notes(found, wording, drawn.alone)
    if drawn.cut > 0:
        total = len(drawn.edges) + drawn.cut
        notes.append(wording.text("cooccurrence.cut.edges", shown=len(drawn.edges), total=total))
    return Chart(
        wording.text("cooccurrence.title"),
        asked.drawn(
            "network",
            lambda: network_figure(
                nodes, edges, asked.style, mark, label, counted, revision=revision
            ),
            found.window,
            drawn.strength,
        ),
        _listed(asked, found, pairs),
        network_legend(nodes, asked.style),
        notes=notes,
    )


def ordered_names(found: Cooccurrence) -> list[tuple[str, str]]:
    """(entity, name) in the order in which a heat map has them."""
    names = found.nodes.set_index("entity")["name"]
    return [(entity, str(names[entity])) for entity in found.order]


def _names_notes(found: Cooccurrence, wording: Wording, alone: int = 0) -> list[str]:
    """``alone`` of the names are not drawn: no edge of a network reaches them."""
    notes = []
    if found.offered > len(found.nodes):
        shown, total = len(found.nodes), found.offered
        notes.append(wording.text("cooccurrence.cut", shown=shown, total=total))
    if alone:
        names = wording.count("count.names", alone)
        notes.append(wording.text("cooccurrence.alone", names=names))
    return notes


def _rows(frame: pd.DataFrame) -> Iterable[Any]:
    return frame.itertuples()


def marked_pairs(found: Cooccurrence) -> pd.DataFrame:
    return found.pairs.assign(
        mark=[mark_text(mark_of_pair(found, row)) for row in _rows(found.pairs)],
    )


def _scale_ticks(pairs: pd.DataFrame, measure: str, wording: Wording) -> list[str]:
    top = float(pairs[measure].max())
    if measure == "npmi":
        return [f"{top * share:.1f}" for share in (0, 1 / 3, 2 / 3, 1)]
    return [wording.number(round(top * share)) for share in (0, 0.5, 1)]


def _marked_network(found: Network, together: Cooccurrence) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Nodes and edges with the marks behind them, as network_figure takes them."""
    names = together.nodes.set_index("entity")["name"]
    nodes = found.nodes.assign(
        label=found.nodes["entity"].map(names),
        mark=[mark_text(mark_of_node(together, row)) for row in _rows(found.nodes)],
    )
    edges = found.edges.assign(
        mark=[mark_text(mark_of_pair(together, row)) for row in _rows(found.edges)],
    )
    return nodes, edges


def _pairs(asked: Asked, found: Cooccurrence) -> pd.DataFrame:
    # How many names there are tells a heat map's pairs from a network's.
    return asked.once("marked pairs", lambda: marked_pairs(found), found.window, len(found.nodes))


def _listed(asked: Asked, found: Cooccurrence, pairs: pd.DataFrame) -> Listing:
    measure, wording = asked.view.measure, asked.wording
    return asked.once(
        "pairs table",
        lambda: _pair_listing(found, pairs, measure, wording),
        found.window,
        len(found.nodes),
        measure,
    )


def _pair_listing(
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
