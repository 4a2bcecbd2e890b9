"""Who is signed in: shown in the header, ended there, and looked at again when it expires."""

from __future__ import annotations

import math
from collections.abc import Collection
from pathlib import Path

import streamlit as st

from dashboard.annotation.furniture import note_html
from dashboard.pages import session
from dashboard.pages.people import Person, Standing, current_user, end_sign_in, now
from dashboard.pages.plain import plain_markdown
from dashboard.wording import Wording

_LONGEST = 86_400.0  # seconds until the next look, at the most
_ASSETS = Path(__file__).with_name("assets")
_carry_link = st.components.v2.component(
    "siyaq_carry_link", js=(_ASSETS / "carry_link.js").read_text(encoding="utf-8")
)


def account(wording: Wording) -> None:
    """Who is here, with a button to sign out; nothing on a laptop."""
    person = current_user()
    if person.standing is not Standing.SIGNED_IN:
        return
    with (
        st.container(key="account", width="content"),
        st.popover(
            plain_markdown(person.label[:60]), icon=":material/account_circle:", key="account_menu"
        ),
    ):
        st.html(note_html(wording.text("header.signed_in_as", name=person.address)))
        if person.administrator:
            st.html(note_html(wording.text("header.administrator")))
        st.button(
            wording.text("header.sign_out"), key="sign_out", on_click=sign_out, args=(person,)
        )


def sign_out(person: Person) -> None:
    """Ends the sign-in here and at the provider, for every tab and copy of it. For callbacks."""
    end_sign_in(person)
    st.logout()


def carry_link(pages: Collection[str], *, signed_in: bool) -> None:
    """Keeps the address that was asked for while its person signs in, and goes back to it."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    with st.container(key="carry_link"):
        _carry_link(
            key="carry_link.link",
            data={
                "base": f"/{base}" if base else "",
                "pages": list(pages),
                "signedIn": signed_in,
                "language": session.view().language,
            },
        )


def watch_expiry() -> None:
    """Draws the page anew when the token of who is here expires: it is not left on the screen."""
    person = current_user()
    if person.standing is Standing.SIGNED_IN:
        left = min(max(1.0, math.ceil(person.expires - now()) + 1.0), _LONGEST)
        st.fragment(_look_again, run_every=left)()


def _look_again() -> None:
    if not current_user().is_in:
        st.rerun()
