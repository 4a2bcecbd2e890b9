"""The first-run tour: three steps over the workbench, to be skipped at any of them."""

from __future__ import annotations

import contextlib

import streamlit as st

from dashboard.annotation.furniture import step_html
from dashboard.pages import library, session

STEPS = 3
_STEP = "tour.step"
_ENDED = "tour-ended"  # a file among the collections: who has seen the tour once is left alone


def tour() -> None:
    """The step that is due, as a strip above the workbench; nothing once the tour has ended."""
    if _STEP not in st.session_state:
        st.session_state[_STEP] = 0 if (library.home() / _ENDED).exists() else 1
    step = int(st.session_state[_STEP])
    if not 1 <= step <= STEPS:
        return
    wording = session.wording()
    with st.container(horizontal=True, vertical_alignment="center", key="tour"):
        st.html(
            step_html(
                wording.text("tour.step", n=step, total=STEPS),
                wording.text(f"tour.{step}.title"),
                wording.text(f"tour.{step}.body"),
            )
        )
        if step > 1:
            st.button(wording.text("tour.back"), key="tour.back", on_click=_go, args=(step - 1,))
        if step < STEPS:
            st.button(
                wording.text("tour.next"),
                key="tour.next",
                type="primary",
                on_click=_go,
                args=(step + 1,),
            )
        st.button(
            wording.text("tour.skip" if step < STEPS else "tour.done"),
            key="tour.end",
            type="tertiary" if step < STEPS else "primary",
            on_click=_end,
        )


def begin_tour() -> None:
    _go(1)
    session.go_to("workbench")


def _go(step: int) -> None:
    session.acted()
    st.session_state[_STEP] = step


def _end() -> None:
    _go(0)
    # On a shared or read-only disk the tour simply comes again with the next session.
    with contextlib.suppress(OSError):
        (library.home() / _ENDED).touch()
