"""What all tables of the pages have in common."""

from __future__ import annotations

from typing import Literal

_ROW = 31  # pixels, at the font size of .streamlit/config.toml


def fitting_height(rows: int, most: int) -> int | Literal["content"]:
    """The height of a table of so many rows below its heading: as high as they are, or ``most``
    pixels, within which the rest is scrolled."""
    return "content" if (rows + 1) * _ROW <= most else most
