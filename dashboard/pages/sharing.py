"""Who sees a collection: its owners list, grant and take back roles on the page of collections."""

from __future__ import annotations

import streamlit as st

from dashboard.annotation.furniture import facts_html, headline_html, note_html
from dashboard.collection.database import DatabaseError
from dashboard.collection.sharing.access import AccessError, Grant, Role
from dashboard.collection.sharing.addresses import AddressError, is_domain
from dashboard.collection.sharing.addresses import grantee as read_grantee
from dashboard.pages import plain, rights, session
from dashboard.pages.people import current_user, may_enter
from dashboard.wording import Wording
from dashboard.wording.numbers import isolated

_SAID = "sharing.said"
_ADDRESS = "sharing.address"
_ROLE = "sharing.role"
_EXAMPLES = ("amal@example.org", "@example.org")


def sharing(key: str) -> None:
    """The section for the owners of the collection of this key; nothing for others, or where
    there is no sign-in."""
    if not rights.is_shared_here() or not rights.may(key, Role.OWNER):
        return
    wording = session.wording()
    st.html(headline_html(wording.text("sharing.title"), wording.text("sharing.intro")))
    with st.container(key="sharing"):
        _say(wording)
        try:
            grants = rights.access().grants(key)
        except DatabaseError:
            plain.error(wording.text("sharing.unreachable"))
            return
        if key == rights.SAMPLE:
            st.html(note_html(wording.text("sharing.sample")))
        elif not grants:
            st.html(note_html(wording.text("sharing.nobody")))
        for place, grant in enumerate(grants):
            with st.container(
                horizontal=True, vertical_alignment="center", key=f"sharing_grant_{place}"
            ):
                _grant(key, grant, wording)
        _form(key, wording)


def _grant(key: str, grant: Grant, wording: Wording) -> None:
    facts = [
        (wording.text("sharing.role"), wording.text(f"sharing.role.{grant.role}")),
        (wording.text("sharing.by"), grant.granted_by),
        (wording.text("sharing.at"), wording.time(grant.at)),
    ]
    whom = grant.grantee
    if is_domain(whom):
        # It runs from left to right in Arabic too, its @ sign in its place.
        whom = wording.text("sharing.domain", domain=isolated(whom))
    st.html(facts_html(whom, facts))
    st.button(
        wording.text("sharing.take_back"),
        key=f"sharing.take_back.{grant.grantee}",
        type="tertiary",
        on_click=_take_back,
        args=(key, grant.grantee),
    )


def _form(key: str, wording: Wording) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="sharing_form"):
        st.text_input(
            wording.text("sharing.address"),
            placeholder=wording.text("sharing.address.example", examples=_EXAMPLES[0]),
            help=wording.text("sharing.address.help", address=_EXAMPLES[0], domain=_EXAMPLES[1]),
            key=_ADDRESS,
            on_change=session.acted,
            max_chars=320,
        )
        st.selectbox(
            wording.text("sharing.role"),
            [role.value for role in Role],
            format_func=lambda role: wording.text(f"sharing.role.{role}"),
            key=_ROLE,
            on_change=session.acted,
            width=150,
        )
        st.button(
            wording.text("sharing.grant"),
            type="primary",
            key="sharing.grant",
            on_click=_share,
            args=(key,),
        )
    st.html(note_html(wording.text("sharing.roles")))


def _share(key: str) -> None:
    """Grants what the form says. For callbacks."""
    text, role = str(st.session_state[_ADDRESS]), Role(st.session_state[_ROLE])
    person = current_user()
    try:
        rights.demand(key, Role.OWNER)
        grantee = read_grantee(text)
        if not may_enter(grantee):
            st.session_state[_SAID] = ("error", "sharing.refused.not_member", grantee)
            return
        rights.access().grant(
            key, grantee, role, person.address, administrator=person.owns_everything
        )
    except AddressError:
        given = text.strip()
        fault = "domain" if given.startswith("@") else "address" if given else "address_empty"
        st.session_state[_SAID] = ("error", f"sharing.refused.{fault}", given[:80])
        return
    except (AccessError, DatabaseError, rights.NotShared, rights.Refused) as fault:
        _refused(fault)
        return
    finally:
        rights.forget()
    st.session_state[_ADDRESS] = ""
    st.session_state[_SAID] = ("toast", "sharing.granted", grantee)


def _take_back(key: str, grantee: str) -> None:
    """For callbacks."""
    person = current_user()
    try:
        rights.demand(key, Role.OWNER)
        rights.access().take_back(
            key, grantee, person.address, administrator=person.owns_everything
        )
    except (AccessError, DatabaseError, rights.NotShared, rights.Refused) as fault:
        _refused(fault)
        return
    finally:
        rights.forget()
    st.session_state[_SAID] = ("toast", "sharing.taken_back", grantee)


def _refused(fault: Exception) -> None:
    if isinstance(fault, AccessError):
        message = f"sharing.refused.{fault.why}"
    elif isinstance(fault, DatabaseError):
        message = "sharing.unreachable"
    else:
        message = "sharing.refused.not_owner"
    st.session_state[_SAID] = ("error", message, "")


def _say(wording: Wording) -> None:
    """What the last change came to, once."""
    how, message, whom = st.session_state.pop(_SAID, ("", "", ""))
    if not how:
        return
    told = wording.text(message, who=whom) if whom else wording.text(message)
    if how == "toast":
        plain.toast(told)
    else:
        plain.error(told)
