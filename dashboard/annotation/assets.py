"""The browser component's own files, as the strings that Streamlit mounts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dashboard.look.palette import css_variables

ASSETS = Path(__file__).with_name("assets")
# One module: in this order each file uses only what the ones before it define.
SCRIPTS = ("dom.js", "evidence.js", "card.js", "article.js", "reader.js")


@cache
def component_script() -> str:
    """The ES module whose default export draws the source column."""
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS)


@cache
def component_style() -> str:
    """The component's style sheet with the palette's variables in front."""
    return css_variables(":host") + (ASSETS / "reader.css").read_text(encoding="utf-8")


@cache
def furniture_style() -> str:
    """The style of furniture.py's pieces, for the page itself."""
    return (ASSETS / "furniture.css").read_text(encoding="utf-8")
