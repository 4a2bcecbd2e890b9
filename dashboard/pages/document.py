"""Dresses the page: the style sheet, the direction and the language of the whole document."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from dashboard.annotation.assets import furniture_style
from dashboard.look.palette import css_variables
from dashboard.wording import Language, Wording
from dashboard.wording.messages import messages, placeholders

STYLE = Path(__file__).with_name("style.css")
MIRRORED = Path(__file__).with_name("style-rtl.css")

_ASSETS = Path(__file__).with_name("assets")
# Messages whose English is what Streamlit's own widgets say.
_WIDGETS = "widget."

# A style sheet can mirror the page but not say what language it is in, nor what a widget tells a
# screen reader.
_document = st.components.v2.component(
    "siyaq_document", js=(_ASSETS / "document.js").read_text(encoding="utf-8")
)


@cache
def page_style(right_to_left: bool) -> str:
    """The one style sheet of the pages, with the palette's variables in front."""
    sheets = (STYLE, MIRRORED) if right_to_left else (STYLE,)
    own = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    return css_variables(":root") + own + furniture_style()


@cache
def widget_words(wording: Wording) -> dict[str, list[tuple[str, str]]] | None:
    """What Streamlit's widgets say in English -> the same in the reader's language: ``exact``
    texts, ``phrases`` with holes, and names of ``months`` within them. None: English will do."""
    if wording.language is Language.ENGLISH:
        return None
    english = Wording(Language.ENGLISH)
    rows = [
        (english.template(key), wording.template(key))
        for key in messages(Language.ENGLISH)
        if key.startswith(_WIDGETS)
    ]
    months = range(1, 13)
    return {
        "exact": [row for row in rows if not placeholders(row[0])],
        # A phrase with more words of its own is tried first.
        "phrases": sorted(
            (row for row in rows if placeholders(row[0])), key=lambda row: -len(row[0])
        ),
        "months": [(english.month_name(month), wording.month_name(month)) for month in months],
    }


def dress(wording: Wording) -> None:
    """Call once a run, before anything is drawn: the style mirrors the page at once."""
    side = "rtl" if wording.right_to_left else "ltr"
    st.html(f"<style>{page_style(wording.right_to_left)}</style>")
    with st.container(key="document"):
        _document(
            key="document.language",
            data={"lang": wording.language.value, "dir": side, "words": widget_words(wording)},
        )
