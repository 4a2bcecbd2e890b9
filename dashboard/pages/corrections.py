"""The corrections page: every step with who, when and why; undo; export and import."""

from __future__ import annotations

import streamlit as st

from dashboard.annotation.furniture import headline_html, note_html
from dashboard.collection import Collection
from dashboard.collection.corrections.overlay import Overlay
from dashboard.collection.corrections.steps import CorrectionError
from dashboard.collection.database import DatabaseError
from dashboard.collection.sharing.access import Role
from dashboard.model import Correction
from dashboard.pages import library, plain, rights, session
from dashboard.pages.history import steps_taken
from dashboard.pages.people import current_user
from dashboard.wording import Wording
from dashboard.wording.lines import reason_words

_IMPORTED = "corrections.added"


def corrections_page(collection: Collection | None) -> None:
    wording = session.wording()
    st.html(headline_html(wording.text("corrections.title"), wording.text("corrections.intro")))
    key = session.view().collection or library.SAMPLE
    try:
        log = library.corrections(key).log()
        may_correct = rights.may(key, Role.EDITOR)
    except rights.NotShared:
        # That it is not there is said at the top of every page.
        return
    except (CorrectionError, DatabaseError) as fault:
        plain.error(reason_words(str(fault), wording))
        return
    if not may_correct:
        st.html(note_html(wording.text("corrections.read_only")))
    left, right = st.columns([1.7, 1], gap="large")
    with left:
        steps_taken(log, collection.overlay if collection is not None else Overlay(), may_correct)
    with right:
        _export(key, log, wording)
        if may_correct:
            _import(key, wording)


def _export(key: str, log: list[Correction], wording: Wording) -> None:
    # It is made later, outside the script: for whoever asked, if they may see it even then.
    person = current_user()
    st.download_button(
        wording.text("corrections.export"),
        lambda: "".join(library.corrections(key, person=person).exported()),
        file_name=f"{key}-corrections.jsonl",
        mime="application/jsonl",
        disabled=not log,
        on_click="ignore",
        key="corrections.export",
    )


def _import(key: str, wording: Wording) -> None:
    said = st.session_state.pop(_IMPORTED, None)
    if said == 0:
        plain.info(wording.text("corrections.imported.none"))
    elif isinstance(said, int):
        plain.success(wording.text("corrections.imported", n=said))
    elif said:
        plain.error(reason_words(str(said), wording))
    given = st.file_uploader(
        wording.text("corrections.import"),
        type=["jsonl"],
        key="corrections.import",
        on_change=session.acted,
    )

    def add() -> None:
        if given is not None:
            st.session_state[_IMPORTED] = added(key, given.getvalue())

    st.button(
        wording.text("corrections.import.button"),
        disabled=given is None,
        on_click=add,
        key="corrections.import.button",
    )


def added(key: str, content: bytes) -> int | str:
    """How many steps the file added, or in one line why none was."""
    try:
        log = library.corrections(key, Role.EDITOR)
        # Not splitlines(): a name may hold a sign that counts as the end of a line.
        return log.imported(content.decode("utf-8").split("\n"), current_user().name)
    except (rights.NotShared, rights.Refused):
        return session.wording().text("corrections.read_only")
    except UnicodeDecodeError as fault:
        return f"byte {fault.start}: not UTF-8"
    except CorrectionError as fault:
        return str(fault)
    finally:
        library.forget_version()
