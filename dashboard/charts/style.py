"""What all figures share: colours, type, and a frame without Plotly's own furniture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.drawing import Drawing
from dashboard.look.palette import Palette
from dashboard.wording.wording import Wording

Figure = go.Figure  # for those who hand figures on and may not import plotly
FONT = "IBM Plex Sans Arabic, sans-serif"
TICK_SIZE = 12
LABEL_SIZE = 12.5
FADED = 0.5  # of every mark that is not the selected one
_RTL_OPEN, _LTR_OPEN, _CLOSE = "\u2067", "\u2066", "\u2069"

# Given to the browser with every figure: no toolbar, no "share to cloud", no scroll surprises.
CONFIG: Mapping[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": "reset",
    "showTips": False,
    "plotlyServerURL": "",
}


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """The palette of the reader's theme and the wording of the reader's language."""

    palette: Palette
    wording: Wording

    @property
    def rtl(self) -> bool:
        return self.wording.right_to_left

    @property
    def value_side(self) -> str:
        """The value axis stands where reading starts."""
        return "right" if self.rtl else "left"

    def isolated(self, text: str) -> str:
        """``text`` with its own direction kept inside a figure, whose base is left to right."""
        has_arabic = any("\u0590" <= char <= "\u08ff" for char in text)
        return f"{_RTL_OPEN if has_arabic else _LTR_OPEN}{plain(text)}{_CLOSE}"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend, which the page draws above the figure."""

    label: str
    colour: str


def plain(text: str) -> str:
    """``text`` as Plotly shows it literally: it would read < and & as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def blank(style: ChartStyle, height: int, revision: str) -> Drawing:
    """An empty drawing in the house style.

    ``revision`` names what is drawn: while it stays the same, a redraw keeps the reader's zoom.
    """
    palette = style.palette
    return Drawing(
        height=height,
        margin={"l": 8, "r": 8, "t": 30, "b": 26, "pad": 4, "autoexpand": True},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": TICK_SIZE, "color": palette.ink2},
        showlegend=False,
        hovermode="closest",
        hoverlabel={
            "bgcolor": palette.bg,
            "bordercolor": palette.line2,
            "font": {"family": FONT, "size": LABEL_SIZE, "color": palette.ink},
            "align": "right" if style.rtl else "left",
        },
        # With axes that stay it does nothing, and Streamlit would set it over False, with one more
        # drawing for it.
        dragmode="pan",
        clickmode="event+select",
        uirevision=revision,
        bargap=0,
        transition={"duration": 0},
    )


def value_axis(style: ChartStyle, top: float) -> dict[str, Any]:
    """A horizontal grid of three or four round values from 0 to at least ``top``."""
    ticks = round_ticks(top)
    return {
        "side": style.value_side,
        "range": [0, max(top, ticks[-1]) * 1.02],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [style.wording.number(tick) for tick in ticks],
        "tickfont": {"color": style.palette.ink3, "size": TICK_SIZE},
        "gridcolor": style.palette.grid,
        "gridwidth": 1,
        "zeroline": True,
        "zerolinecolor": style.palette.line2,
        "zerolinewidth": 1,
        "showline": False,
        "fixedrange": True,
        "ticks": "",
        "automargin": True,
    }


def round_ticks(top: float) -> list[int]:
    """0 and up to four multiples of 1, 2 or 5 times a power of ten, the last near ``top``."""
    if top <= 1:
        return [0, 1]
    rough = top / 3
    power = 10 ** math.floor(math.log10(rough))
    step = next(int(power * unit) for unit in (1, 2, 5, 10) if power * unit >= rough * 0.8)
    step = max(step, 1)
    return list(range(0, math.ceil(top / step) * step + 1, step))


def drawn_selection(marks: Iterable[str], selected: str | None) -> str | None:
    """``selected`` when it is one of this figure's marks: what was chosen on another chart fades
    nothing here."""
    return selected if selected in set(marks) else None


def opacities(marks: Sequence[str], selected: str | None) -> list[float]:
    """Full for the selected mark, faded for the rest; full for all when none is selected."""
    return [FADED if selected and mark != selected else 1.0 for mark in marks]
