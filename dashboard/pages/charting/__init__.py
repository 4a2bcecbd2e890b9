"""What each chart consists of: its title, figure, legend, notes and table, worked out once for all
who show it. The panels of the workbench show it on the screen, a dossier in a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from dashboard.charts.style import ChartStyle, Figure, LegendEntry
from dashboard.collection import Collection
from dashboard.model import DateAxis
from dashboard.pages.address import View, mark_text
from dashboard.pages.answers import remembered
from dashboard.wording import Wording

_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Asked:
    """Whose view of what is shown, and in which colours and words."""

    collection: Collection
    view: View
    style: ChartStyle

    @property
    def wording(self) -> Wording:
        return self.style.wording

    @property
    def happened(self) -> bool:
        """Whether the days that the text speaks of count, not those of publication."""
        return self.view.selection.axis is DateAxis.HAPPENED

    @property
    def mark(self) -> str | None:
        """The text of the selected mark."""
        mark = self.view.selection.mark
        return None if mark is None else mark_text(mark)

    def once(self, name: str, made: Callable[[], _Made], *options: object) -> _Made:
        """What ``made`` makes of the view's selection, its mark aside, of the reader's words and
        colours and of ``options``; shared, so nobody may change it."""
        plain = self.view.selection.with_mark(None)
        return remembered(name, self.collection, made, plain, self.style, *options)

    def drawn(self, name: str, draw: Callable[[], Figure], *options: object) -> Figure:
        """The figure of this name that ``draw`` makes of the view's selection and ``options``."""
        return remembered(name, self.collection, draw, self.view.selection, self.style, *options)


@dataclass(frozen=True)
class Listing:
    """A chart's numbers as a table: ``columns`` of ``frame`` (name -> heading), the mark behind
    each row, and ``unit``, which says how many rows there are."""

    frame: pd.DataFrame
    marks: Sequence[str]
    columns: Mapping[str, str]
    unit: str


@dataclass(frozen=True)
class Taken:
    """What a file has of a table, where that is more than is shown: its rows, asked for when the
    file is; its columns (name -> heading); and ``cut``, which says how many rows of how many it
    has, "" for all."""

    rows: Callable[[], pd.DataFrame]
    columns: Mapping[str, str]
    cut: str = ""


@dataclass(frozen=True)
class Chart:
    """``entries`` is the legend; ``scale`` that of colours, as HTML of annotation.furniture;
    ``notes`` say what the figure leaves out."""

    title: str
    figure: Figure
    listing: Listing
    entries: Sequence[LegendEntry] = ()
    scale: str = ""
    notes: Sequence[str] = ()
