"""The first-run tour: three steps over the workbench, to be skipped at any of them."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import streamlit as st

from dashboard.annotation.furniture import step_html
from dashboard.pages import library, session
from dashboard.pages.people import current_user

STEPS = 3
_STEP = "tour.step"
_ENDED = "tour-ended"  # files among the collections: who has seen the tour once is left alone


def tour() -> None:
    """The step that is due, as a strip above the workbench; nothing once the tour has ended."""
    if _STEP not in st.session_state:
        st.session_state[_STEP] = 0 if _ended().exists() else 1
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
        _ended().touch()


def _ended() -> Path:
    """The file of whoever is here: on a laptop there is one person, and one file."""
    address = current_user().address
    whose = f"-{hashlib.sha256(address.encode()).hexdigest()[:16]}" if address else ""
    return library.home() / f"{_ENDED}{whose}"
