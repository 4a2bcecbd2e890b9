"""What every chart of the workbench has: a headline, a legend, a clickable figure, its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.annotation.furniture import headline_html, legend_html, note_html, table_head_html
from dashboard.charts.style import CONFIG, ChartStyle, Figure, LegendEntry
from dashboard.pages import session
from dashboard.pages.address import View, mark_of, mark_text
from dashboard.pages.taking import picture_buttons, table_buttons


@dataclass(frozen=True)
class Listing:
    """A chart's numbers as a table: ``columns`` of ``frame`` (name -> heading), the mark behind
    each row, and ``unit``, which says how many rows there are."""

    frame: pd.DataFrame
    marks: Sequence[str]
    columns: Mapping[str, str]
    unit: str


def style() -> ChartStyle:
    return ChartStyle(session.colours(), session.wording())


def headline(title: str, subtitle: str) -> None:
    st.html(headline_html(title, subtitle))


def legend(entries: Sequence[LegendEntry]) -> None:
    st.html(legend_html([(entry.label, entry.colour) for entry in entries]))


def selected_mark_text(view: View | None = None) -> str | None:
    """The selected mark of ``view``, or of the view that is shown."""
    mark = (view or session.view()).selection.mark
    return None if mark is None else mark_text(mark)


def draw(figure: Figure, name: str, title: str) -> None:
    """The figure; a click on a mark selects it."""
    wording = session.wording()
    key = session.chart_key(f"chart.{name}")

    def clicked() -> None:
        points = st.session_state[key]["selection"]["points"]
        marks = [point.get("customdata") for point in points]
        text = next((found for found in map(_first, marks) if found), None)
        if text is not None:
            session.choose_mark(mark_of(text))

    with st.container(key=f"figure_{name}"):
        st.plotly_chart(
            figure,
            key=key,
            on_select=clicked,
            selection_mode="points",
            theme=None,
            config={**CONFIG, "locale": wording.language.value},
            alt=wording.text("aria.chart", title=title),
        )


def picture(
    name: str, title: str, subtitle: str, entries: Sequence[LegendEntry] = ()
) -> Callable[[], None]:
    """Buttons that take the figure of this name away as a picture, for ``table``."""
    return lambda: picture_buttons(f"figure_{name}", name, title, subtitle, entries)


def _first(customdata: Any) -> str | None:
    """Plotly hands customdata over bare or as a list of one, as the kind of trace likes."""
    while isinstance(customdata, list | tuple) and customdata:
        customdata = customdata[0]
    return customdata if isinstance(customdata, str) else None


def table(
    listing: Listing,
    name: str,
    formats: Mapping[str, Any] | None = None,
    height: int = 330,
    take: Callable[[], None] | None = None,
) -> None:
    """The listing as a table; a click on a row selects its mark. ``take`` draws more buttons
    beside those that take the table away."""
    wording = session.wording()
    frame, marks, columns = listing.frame, listing.marks, listing.columns
    with st.container(horizontal=True, vertical_alignment="center", key=f"tablehead_{name}"):
        st.html(table_head_html(wording.text("table.title"), listing.unit))
        table_buttons(frame, columns, name)
        if take is not None:
            take()
    order = list(columns)
    key = session.chart_key(f"table.{name}")

    def clicked() -> None:
        cells = st.session_state[key]["selection"]["cells"]
        if cells and cells[0][0] < len(marks):
            session.choose_mark(mark_of(marks[cells[0][0]]))

    st.dataframe(
        frame[order],
        key=key,
        hide_index=True,
        # The grid always runs left to right: in Arabic the first column goes to the far end.
        column_order=order[::-1] if wording.right_to_left else order,
        column_config={
            column: (formats or {}).get(column, st.column_config.Column(heading))
            for column, heading in columns.items()
        },
        on_select=clicked,
        selection_mode="single-cell",
        height=min(35 * (len(frame) + 1) + 2, height),
    )


def no_marks(cause: str, cure: str, change: Any) -> None:
    """In place of an empty figure: why it is empty, and one button that mends it."""
    with st.container(key="empty", height=300, border=False):
        st.html(note_html(cause))
        st.button(cure, on_click=change, key="empty.cure")
