"""The network of names as GraphML and GEXF, for Gephi, yEd and their like."""

from __future__ import annotations

import io
import re

import pandas as pd

from dashboard.exports.provenance import Provenance

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def graphml_bytes(nodes: pd.DataFrame, edges: pd.DataFrame, about: Provenance) -> bytes:
    return _written(nodes, edges, about, "graphml")


def gexf_bytes(nodes: pd.DataFrame, edges: pd.DataFrame, about: Provenance) -> bytes:
    return _written(nodes, edges, about, "gexf")


def _written(nodes: pd.DataFrame, edges: pd.DataFrame, about: Provenance, form: str) -> bytes:
    """``nodes``: entity, name, kind, mentions, community, x, y.
    ``edges``: a, b, count, npmi, llr."""
    import networkx

    graph = networkx.Graph()
    graph.graph["name"] = _plain(" | ".join(about.lines()))
    for node in nodes.to_dict("records"):
        graph.add_node(
            _plain(node["entity"]),
            label=_plain(node["name"]),
            kind=str(node["kind"]),
            mentions=int(node["mentions"]),
            community=int(node["community"]),
            x=float(node["x"]),
            y=float(node["y"]),
        )
    for edge in edges.to_dict("records"):
        graph.add_edge(
            _plain(edge["a"]),
            _plain(edge["b"]),
            weight=int(edge["count"]),
            npmi=round(float(edge["npmi"]), 4),
            llr=round(float(edge["llr"]), 4),
        )
    buffer = io.BytesIO()
    if form == "graphml":
        graph.graph = {"provenance": graph.graph["name"]}
        networkx.write_graphml_xml(graph, buffer, encoding="utf-8")
    else:
        networkx.write_gexf(graph, buffer, encoding="utf-8")
        return buffer.getvalue().replace(
            b"<graph ", f"<!-- {_comment(about)} -->\n  <graph ".encode(), 1
        )
    return buffer.getvalue()


def _plain(text: object) -> str:
    """Without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("", str(text))


def _comment(about: Provenance) -> str:
    # Two hyphens would end an XML comment, however many there are in a row.
    return re.sub("-(?=-)", "- ", _plain(" | ".join(about.lines()))).rstrip("-")
