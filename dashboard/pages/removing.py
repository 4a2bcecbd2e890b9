"""Removing a collection for good, after asking once more."""

from __future__ import annotations

import streamlit as st

from dashboard.annotation.furniture import note_html
from dashboard.collection.database import DatabaseError
from dashboard.collection.manifest import CollectionError
from dashboard.collection.sharing.access import Role
from dashboard.pages import builds, library, plain, rights, session
from dashboard.wording.lines import reason_words

_FAULT = "removing.fault"


def removing(key: str, name: str) -> None:
    """The button on a collection's card, for its owners; nothing for others and for the sample."""
    if key == library.SAMPLE or not rights.may(key, Role.OWNER):
        return
    wording = session.wording()
    with st.popover(wording.text("remove.title"), key=f"remove_{key}"):
        st.html(note_html(wording.text("remove.help", name=name)))
        st.button(
            wording.text("remove.for_good"),
            key=f"remove.{key}",
            on_click=_remove,
            args=(key,),
        )


def removal_fault() -> None:
    """Why the last removal was not done, once."""
    if fault := st.session_state.pop(_FAULT, ""):
        plain.error(fault)


def _remove(key: str) -> None:
    session.acted()
    wording = session.wording()
    build = builds.current(key)
    if build is not None and not build.ended.is_set():
        st.session_state[_FAULT] = wording.text("build.refused.same")
        return
    try:
        library.remove(key)
    except DatabaseError:
        st.session_state[_FAULT] = wording.text("sharing.unreachable")
    except (CollectionError, OSError) as fault:
        st.session_state[_FAULT] = reason_words(str(fault), wording)
    else:
        if build is not None:
            build.dismissed = True
        if session.view().collection == key:
            session.open_collection(library.SAMPLE)
