"""Dresses the page: the style sheet, the direction and the language of the whole document."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from dashboard.annotation.assets import furniture_style
from dashboard.look.palette import css_variables
from dashboard.wording import Wording

STYLE = Path(__file__).with_name("style.css")

# A style sheet can mirror the page but not say what language it is in; screen readers need that.
_SPEAK = """
export default function ({ data }) {
  document.documentElement.lang = data.lang;
  document.documentElement.dir = data.dir;
}
"""
# Streamlit's own English words -> what the style sheet says in their place (--say-NAME).
_SAID = {
    "choose": "upload.choose",
    "system": "header.theme.system",
    "light": "header.theme.light",
    "dark": "header.theme.dark",
    "print": "header.print",
    "skip": "header.skip",
    "all": "filters.select_all",
    "none": "filters.no_results",
}
_document = st.components.v2.component("siyaq_document", js=_SPEAK)


@cache
def page_style() -> str:
    """The one style sheet of the pages, with the palette's variables in front."""
    return css_variables(":root") + STYLE.read_text(encoding="utf-8") + furniture_style()


def dress(wording: Wording) -> None:
    """Call once a run, before anything is drawn. The marker's class mirrors the page at once."""
    limit = wording.text("upload.limit", n=st.get_option("server.maxUploadSize"))
    said = {name: wording.text(key) for name, key in _SAID.items()} | {"limit": limit}
    words = "".join(f'--say-{name}:"{text}";' for name, text in said.items())
    side = "rtl" if wording.right_to_left else "ltr"
    style = f"{page_style()}:root{{{words}}}"
    st.html(f'<style>{style}</style><i class="siyaq siyaq-{side}"></i>')
    with st.container(key="document"):
        _document(key="document.language", data={"lang": wording.language.value, "dir": side})
