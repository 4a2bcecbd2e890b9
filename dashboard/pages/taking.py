"""Taking things away: what an export says of itself, and the buttons that hand it over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard.charts.style import LegendEntry
from dashboard.collection import Collection
from dashboard.collection.sharing.access import Role
from dashboard.exports.mentions import jsonl_bytes, web_annotation_bytes
from dashboard.exports.provenance import Provenance
from dashboard.exports.tables import csv_bytes, xlsx_bytes
from dashboard.model import Selection
from dashboard.pages import rights, session
from dashboard.pages.address import address_of
from dashboard.pages.charting import Taken
from dashboard.pages.people import current_user

_ASSETS = Path(__file__).with_name("assets")
_OPENED = "collection.opened"
_MOST_MENTIONS = 100_000
_FONTS = tuple(
    (weight, f"ibm-plex-sans-arabic-{script}-{weight}-normal")
    for weight in (400, 600)
    for script in ("arabic", "latin")
)
_picture = st.components.v2.component(
    "siyaq_picture",
    css=(_ASSETS / "picture.css").read_text(encoding="utf-8"),
    js=(_ASSETS / "picture.js").read_text(encoding="utf-8"),
)


def remember_opened(collection: Collection) -> None:
    """Which collection the exports of this run are made from."""
    st.session_state[_OPENED] = (collection.name, collection.fingerprint)


def provenance() -> Provenance:
    name, fingerprint = st.session_state.get(_OPENED, ("", ""))
    return Provenance(name, fingerprint[:16], urlencode(address_of(session.view())))


def table_buttons(taken: Taken, name: str) -> None:
    """CSV and XLSX of a table, made when they are asked for."""
    wording, about = session.wording(), replace(provenance(), rows=taken.cut)
    right_to_left, columns = wording.right_to_left, taken.columns
    download(
        "CSV",
        f"{name}.csv",
        "text/csv",
        lambda: csv_bytes(taken.rows(), columns, about),
        f"csv_{name}",
    )
    download(
        "XLSX",
        f"{name}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda: xlsx_bytes(taken.rows(), columns, about, right_to_left),
        f"xlsx_{name}",
    )


def network_buttons(nodes: pd.DataFrame, edges: pd.DataFrame) -> None:
    from dashboard.exports.networks import gexf_bytes, graphml_bytes

    about = provenance()
    download(
        "GraphML",
        "network.graphml",
        "application/xml",
        lambda: graphml_bytes(nodes, edges, about),
        "graphml",
    )
    download(
        "GEXF", "network.gexf", "application/xml", lambda: gexf_bytes(nodes, edges, about), "gexf"
    )


def mention_buttons(collection: Collection, selection: Selection) -> None:
    """All mentions of the selection, with what is said of each."""
    about = provenance()

    def rows() -> list[dict[Any, Any]]:
        return collection.evidence(selection, _MOST_MENTIONS, 0).to_dict("records")

    download(
        "JSONL",
        "mentions.jsonl",
        "application/x-ndjson",
        lambda: jsonl_bytes(rows(), about),
        "jsonl",
        "export.jsonl",
    )
    download(
        "W3C",
        "annotations.jsonld",
        "application/ld+json",
        lambda: web_annotation_bytes(rows(), about),
        "webannotation",
        "export.webannotation",
    )


def picture_buttons(
    chart: str, name: str, title: str, subtitle: str, legend: Sequence[LegendEntry]
) -> None:
    """SVG and PNG of the chart in the container of key ``chart``, drawn in the browser."""
    wording, palette = session.wording(), session.colours()
    _picture(
        key=f"picture_{name}",
        data={
            "chart": chart,
            "name": f"siyaq-{name}",
            "title": title,
            "subtitle": subtitle,
            "legend": [[entry.label, entry.colour] for entry in legend],
            "about": provenance().lines(),
            "dir": wording.direction,
            "colours": {"bg": palette.bg, "ink": palette.ink, "ink2": palette.ink2},
            "fonts": [[weight, f"app/static/{file}.woff2"] for weight, file in _FONTS],
            "labels": {
                form: wording.text("export.download", format=form) for form in ("SVG", "PNG")
            },
        },
        width="content",
    )


def download(
    label: str,
    file: str,
    mime: str,
    data: Callable[[], bytes],
    key: str,
    message: str = "export.download",
    look: Literal["primary", "tertiary"] = "tertiary",
) -> None:
    """A button that makes the file only when it is wanted."""
    wording = session.wording()
    said = (
        wording.text(message, format=label)
        if message == "export.download"
        else wording.text(message)
    )
    key_now, person = session.view().collection or rights.SAMPLE, current_user()

    def still_theirs() -> bytes:
        # The file is made later, outside the script: roles may have changed since.
        rights.demand(key_now, Role.VIEWER, person)
        return data()

    st.download_button(
        label,
        data=still_theirs,
        file_name=f"siyaq-{file}",
        mime=mime,
        key=f"take_{key}",
        help=f"{said}. {wording.text('export.help')}",
        type=look,
        on_click="ignore",
    )
