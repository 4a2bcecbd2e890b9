"""The help page: each measure in two sentences."""

from __future__ import annotations

import streamlit as st

from dashboard.annotation.furniture import explained_html, headline_html
from dashboard.collection import Collection
from dashboard.pages import session
from dashboard.pages.tour import begin_tour

TOPICS = (
    *("mention", "entity", "published", "happened", "lag", "count", "npmi", "llr", "community"),
    *("amount", "currency", "statement", "quality", "keys", "offline"),
)


def help_page(collection: Collection | None) -> None:
    wording = session.wording()
    st.html(headline_html(wording.text("help.title"), wording.text("help.intro")))
    st.button(wording.text("tour.again"), key="tour.again", on_click=begin_tour)
    st.html(
        explained_html(
            [
                (wording.text(f"help.{topic}.title"), wording.text(f"help.{topic}.body"))
                for topic in TOPICS
            ]
        )
    )
