"""The sign-in page: all that is seen by who has not signed in, at whatever address."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial

import streamlit as st
from streamlit.errors import StreamlitAuthError

from dashboard.annotation.furniture import headline_html, note_html
from dashboard.pages import plain, session, shell
from dashboard.pages.account import sign_out
from dashboard.pages.people import Person, Standing
from dashboard.wording import Wording

_log = logging.getLogger(__name__)

# Those who are signed in all right, but not as anybody who may come in.
_STRANGERS = (Standing.UNVERIFIED, Standing.NOT_INVITED)
_NO_BUTTON = (Standing.UNCONFIGURED, Standing.UNREACHABLE)


def entrance(person: Person) -> None:
    """Why the person is not let in, and what to do about it."""
    wording = session.wording()
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        shell.brand(wording)
        shell.language_choice(wording)
    with st.container(key="entrance"):
        st.html(
            headline_html(
                wording.text("signin.title"), wording.text(f"signin.{person.standing.value}")
            )
        )
        if person.standing in _STRANGERS:
            if person.name:
                st.html(note_html(wording.text("header.signed_in_as", name=person.name)))
            with st.container(key="sign_out_stranger"):
                st.button(
                    wording.text("signin.another"),
                    key="sign_out",
                    type="primary",
                    on_click=sign_out,
                    args=(person,),
                )
        elif person.standing not in _NO_BUTTON:
            with st.container(key="sign_in"):
                for provider, label in providers(wording).items():
                    st.button(
                        label,
                        key=f"sign_in.{provider}",
                        type="primary",
                        on_click=partial(_sign_in, provider),
                    )
        if st.session_state.pop(_FAILED, False):
            plain.error(wording.text("signin.unconfigured"))


def providers(wording: Wording) -> dict[str, str]:
    """What may stand in a call of st.login, and the words on its button."""
    try:
        section = st.secrets["auth"]
    except (KeyError, FileNotFoundError):
        section = {}
    named = [
        name
        for name, value in section.items()
        if isinstance(value, Mapping) and "client_id" in value
    ]
    if len(named) > 1 or (named and "client_id" not in section):
        return {name: wording.text("signin.button.with", provider=name) for name in named}
    return {"default": wording.text("signin.button")}


_FAILED = "signin.failed"


def _sign_in(provider: str) -> None:
    try:
        st.login(provider)
    except StreamlitAuthError:
        _log.exception("sign-in is not set up to its end")
        st.session_state[_FAILED] = True
