"""What a still figure is drawn with: elements of SVG, and the texts of Plotly's figures in them."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Any

Element = ET.Element
_HALO = "3.5"  # pixels
LINE = 15.0  # pixels from one line of a text to the next
_TAG = re.compile(r"</?b>|<br\s*/?>")


def rounded(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def add(parent: Element, name: str, text: str = "", /, **attributes: Any) -> Element:
    """Attributes that are None are left out; numbers are rounded to a tenth of a pixel."""
    made = ET.SubElement(
        parent,
        name,
        {
            key.replace("_", "-"): rounded(value) if isinstance(value, int | float) else str(value)
            for key, value in attributes.items()
            if value is not None
        },
    )
    if text:
        made.text = text
    return made


def lines_of(text: str) -> tuple[list[str], bool]:
    """The lines of a text of a figure, whose markup is Plotly's, and whether it is bold."""
    bold = "<b>" in text
    lines = re.split(r"<br\s*/?>", text)
    return [html.unescape(_TAG.sub("", line)) for line in lines], bold


def tell(element: Element, hover: Any) -> None:
    if isinstance(hover, str) and hover:
        add(element, "title", "\n".join(lines_of(hover)[0]))


def each(values: Any, count: int) -> Sequence[Any]:
    """A value for each of ``count`` marks: Plotly takes one for all, or a list."""
    if values is None or isinstance(values, str | int | float):
        return [values] * count
    return list(values)


def unless(value: Any, usual: Any) -> Any:
    return None if value == usual else value


def write(
    root: Element,
    text: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    anchor: str = "middle",
    halo: str | None = None,
) -> None:
    lines, bold = lines_of(text)
    for place, words in enumerate(lines):
        add(
            root,
            "text",
            words,
            x=x,
            y=y + place * LINE,
            fill=colour,
            text_anchor=anchor,
            font_size=unless(size, 12),
            font_weight="600" if bold else None,
            stroke=halo,
            stroke_width=_HALO if halo else None,
            stroke_linejoin="round" if halo else None,
            paint_order="stroke" if halo else None,
        )
