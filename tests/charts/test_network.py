"""The network: what can be clicked, what its labels and its legend say."""

import pandas as pd

from dashboard.charts.network import network_figure, network_legend
from tests.charts.frames import ARABIC, EDGES, ENGLISH, NODES, PAIRS, marks


def test_nodes_and_edges_can_be_clicked() -> None:
    edges = PAIRS.assign(strength=PAIRS["count"].astype(float))
    figure = network_figure(NODES, edges, ARABIC, "p1", "4 جمل")
    assert set(marks(figure)) == {"p1", "p2", "n1", "n2", "n3"}
    assert any("4 جمل" in note.text for note in figure.layout.annotations)


def test_no_label_of_the_network_leaves_a_phone() -> None:
    names = ["إبراهيم الجعفري", "مجلس النواب العراقي", "الاتحاد الأوروبي"]
    nodes = pd.concat([NODES.head(1)] * 3, ignore_index=True).assign(
        entity=names, label=names, mark=names, x=[0.0, 0.5, 1.0], y=[0.0, 0.5, 1.0]
    )
    figure = network_figure(nodes, EDGES.head(0), ARABIC)
    low, high = figure.layout.xaxis.range
    labels = figure.layout.annotations
    assert len(labels) == 3
    for label, name in zip(labels, names, strict=True):
        middle = (label.x - low) / (high - low) * 340 + label.xshift
        assert len(name) * 3 <= middle <= 340 - len(name) * 3
    assert [label.xshift for label in labels][1] == 0


def test_the_legend_names_communities_by_their_heaviest_member() -> None:
    entries = network_legend(NODES, ENGLISH)
    assert [entry.label for entry in entries] == ["العراق +1"]
