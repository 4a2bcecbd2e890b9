"""The network: what can be clicked, what its labels and its legend say."""

import itertools

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.network import HEIGHT, network_figure, network_legend
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
    assert [entry.label for entry in entries] == ["\u2066\u2068العراق\u2069 +1\u2069"]


@given(
    placed=st.lists(
        st.tuples(st.floats(0, 1), st.floats(0, 1), st.integers(1, 50)), min_size=2, max_size=40
    ),
    width=st.sampled_from([340, 560, 900]),
)
def test_no_two_labels_of_the_network_overlap(placed, width) -> None:
    names = [f"مجلس النواب {number}" for number in range(len(placed))]
    xs, ys, weights = zip(*placed, strict=True)
    nodes = pd.DataFrame({"entity": names, "label": names, "mark": names, "community": 0}).assign(
        x=xs, y=ys, weight=weights
    )
    figure = network_figure(nodes, EDGES.head(0), ARABIC)
    (left, right), (low, high) = figure.layout.xaxis.range, figure.layout.yaxis.range
    at = [
        (
            (label.x - left) / (right - left) * width + label.xshift,
            (label.y - low) / (high - low) * HEIGHT + label.yshift,
        )
        for label in figure.layout.annotations
    ]
    assert at, "the heaviest has a label"
    for (x, y), (other, level) in itertools.combinations(at, 2):
        assert abs(x - other) >= len(names[0]) * 6 or abs(y - level) >= 13
