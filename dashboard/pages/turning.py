"""Turning the pages of a long table."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st

from dashboard.annotation.furniture import note_html
from dashboard.pages import session
from dashboard.wording import Wording


def page_of(name: str, pages: int, of: Hashable = None) -> int:
    """The page that is shown, from 0; the first again when the pages are of something else."""
    number, before = f"{name}.page", f"{name}.page.of"
    if st.session_state.get(before) != of:
        st.session_state[before] = of
        st.session_state[number] = 0
    return min(int(st.session_state.get(number, 0)), max(pages, 1) - 1)


def turn_pages(name: str, page: int, pages: int, wording: Wording) -> None:
    """Buttons to the page before and after; nothing where there is but one."""
    if pages < 2:
        return

    def turn(to: int) -> None:
        session.acted()
        st.session_state[f"{name}.page"] = to

    with st.container(horizontal=True, vertical_alignment="center", key=f"turn_{name}"):
        st.button(
            wording.text("articles.page.previous"),
            disabled=page == 0,
            on_click=turn,
            args=(page - 1,),
            key=f"{name}.previous",
        )
        st.html(note_html(wording.text("articles.page", n=page + 1, total=pages)))
        st.button(
            wording.text("articles.page.next"),
            disabled=page + 1 >= pages,
            on_click=turn,
            args=(page + 1,),
            key=f"{name}.next",
        )
