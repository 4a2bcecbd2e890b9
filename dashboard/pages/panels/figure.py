"""What every chart of the workbench has: a headline, a legend, a clickable figure, its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.annotation.furniture import headline_html, legend_html, note_html, table_head_html
from dashboard.charts.style import CONFIG, ChartStyle, Figure, LegendEntry
from dashboard.collection import Collection
from dashboard.pages import session
from dashboard.pages.address import mark_of
from dashboard.pages.charting import Asked, Chart, Listing, Taken
from dashboard.pages.tables import fitting_height
from dashboard.pages.taking import picture_buttons, table_buttons


def asked_now(collection: Collection) -> Asked:
    """The view that is shown, in the reader's colours and words."""
    return Asked(collection, session.view(), style())


def style() -> ChartStyle:
    return ChartStyle(session.colours(), session.wording())


def headline(title: str, subtitle: str) -> None:
    st.html(headline_html(title, subtitle))


def legend(entries: Sequence[LegendEntry]) -> None:
    st.html(legend_html([(entry.label, entry.colour) for entry in entries]))


def draw(chart: Chart, name: str) -> None:
    """The figure with its notes; a click on a mark selects it."""
    draw_figure(chart.figure, name, chart.title)
    notes(chart)


def notes(chart: Chart) -> None:
    notes_of(chart.notes)


def notes_of(told: Sequence[str]) -> None:
    for note in told:
        st.html(note_html(note))


def draw_figure(figure: Figure, name: str, title: str) -> None:
    """The figure alone; a click on a mark selects it."""
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


def picture(name: str, subtitle: str, chart: Chart) -> Callable[[], None]:
    """Buttons that take the chart of this name away as a picture, for ``table``."""
    return lambda: picture_buttons(f"figure_{name}", name, chart.title, subtitle, chart.entries)


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
    title: str = "",
    taken: Taken | None = None,
    page: int = 0,
) -> None:
    """The listing as a table; a click on a row selects its mark. ``take`` draws more buttons
    beside those that take the table away, and with it what is ``taken``, where that is more than
    the listing. ``title`` is for a table that stands without a chart above it, ``page`` which of
    its pages is shown."""
    wording = session.wording()
    frame, marks, columns = listing.frame, listing.marks, listing.columns
    with st.container(horizontal=True, vertical_alignment="center", key=f"tablehead_{name}"):
        st.html(table_head_html(title or wording.text("table.title"), listing.unit))
        table_buttons(taken or Taken(lambda: frame, columns), name)
        if take is not None:
            take()
    order = list(columns)
    # A cell that was clicked on one page is not the same on another.
    key = session.chart_key(f"table.{name}.{page}" if page else f"table.{name}")

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
        height=fitting_height(len(frame), height),
    )


def no_marks(cause: str, cure: str, change: Any) -> None:
    """In place of an empty figure: why it is empty, and one button that mends it."""
    with st.container(key="empty", height=300, border=False):
        st.html(note_html(cause))
        st.button(cure, on_click=change, key="empty.cure")
