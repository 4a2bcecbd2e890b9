"""The menu that takes the view away as a dossier."""

from __future__ import annotations

import streamlit as st

from dashboard.annotation.furniture import note_html
from dashboard.collection import Collection
from dashboard.pages import session
from dashboard.pages.dossiers import PARTS, dossier_of
from dashboard.pages.people import current_user
from dashboard.pages.taking import download

_LONGEST_TITLE = 120


def dossier_menu(collection: Collection) -> None:
    """What goes into the file, and the button that makes it."""
    wording = session.wording()
    menu = st.popover(
        wording.text("dossier.button"),
        type="tertiary",
        help=wording.text("dossier.button.help"),
        key="dossier_menu",
        on_change=session.acted,
    )
    if not menu.open:
        return
    view, person, page = session.view(), current_user().name, st.context.url or ""
    with menu, st.container(key="dossier"):
        st.html(note_html(wording.text("dossier.intro")))
        title = st.text_input(
            wording.text("dossier.title"),
            placeholder=collection.name,
            max_chars=_LONGEST_TITLE,
            key="dossier.title",
            on_change=session.acted,
        )
        parts = st.pills(
            wording.text("dossier.parts"),
            list(PARTS),
            selection_mode="multi",
            default=list(PARTS),
            format_func=lambda part: wording.text(f"dossier.part.{part}"),
            key="dossier.parts",
            on_change=session.acted,
        )
        download(
            "HTML",
            "dossier.html",
            "text/html",
            # Made later, outside this run: of the view as it is now.
            lambda: dossier_of(
                collection, view, wording, parts, title=title.strip(), person=person, page=page
            ),
            "dossier",
            look="primary",
        )
