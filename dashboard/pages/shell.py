"""What surrounds every page: the header, the brand and the list of pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard.annotation.furniture import summary_html
from dashboard.annotation.html import escaped
from dashboard.collection import Collection
from dashboard.pages import library, session
from dashboard.pages.account import account
from dashboard.pages.address import address_of
from dashboard.pages.answers import ask
from dashboard.pages.choices import told_apart, with_more
from dashboard.pages.saved import copy_link, views_menu
from dashboard.wording import Digits, Language, Months, Wording


def header(collection: Collection | None, key: str) -> None:
    """Collection, search, link, language: the same on every page."""
    wording = session.wording()
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        _collection_choice(wording, key)
        _search(wording)
        copy_link(wording, collection, key)
        if collection is not None:
            views_menu(collection, key)
        language_choice(wording)
        _settings(wording)
        account(wording)


def _collection_choice(wording: Wording, key: str) -> None:
    found = {one.key: one.manifest for one in library.collections()}
    listed = told_apart(
        {
            key: with_more(manifest.name, wording.count("count.articles", manifest.articles))
            for key, manifest in found.items()
        },
        lambda key: wording.time(found[key].created),
    )

    def changed(chosen: str | None) -> None:
        if chosen is not None:
            session.open_collection(chosen)

    st.selectbox(
        wording.text("header.collection"),
        list(listed),
        # One that cannot be opened is no choice; the field still offers the others.
        index=0 if key in listed else None,
        placeholder=wording.text("header.collection.choose"),
        format_func=lambda chosen: listed.get(chosen, chosen),
        label_visibility="collapsed",
        **session.on(changed, session.shown("header.collection", key if key in listed else None)),
    )


def _search(wording: Wording) -> None:
    def searched(query: str) -> None:
        session.change(search=query.strip(), article="", mention="")
        if query.strip():
            session.go_to("articles")

    st.text_input(
        wording.text("header.search"),
        placeholder=wording.text("header.search"),
        label_visibility="collapsed",
        icon=":material/search:",
        type="search",
        **session.on(
            searched,
            session.shown("header.search", session.view().search),
        ),
    )


def language_choice(wording: Wording) -> None:
    names = {"ar": "العربية", "en": "English"}
    st.segmented_control(
        wording.text("header.language"),
        list(names),
        format_func=lambda language: names[language],
        required=True,
        label_visibility="collapsed",
        **session.on(
            lambda language: session.change(language=language or wording.language.value),
            session.shown("header.language", wording.language.value),
        ),
    )


def _settings(wording: Wording) -> None:
    if wording.language is not Language.ARABIC:
        return
    with st.popover(
        "", icon=":material/tune:", help=wording.text("header.settings"), key="settings"
    ):
        st.segmented_control(
            wording.text("header.digits"),
            [digits.value for digits in Digits],
            format_func=lambda digits: wording.text(f"digits.{digits}"),
            required=True,
            **session.on(
                lambda digits: session.change(digits=Digits(digits)),
                session.shown("header.digits", wording.digits.value),
            ),
        )
        names = {
            Months.LEVANTINE: "months.levantine",
            Months.EGYPTIAN: "months.egyptian",
            Months.MAGHREBI: "months.maghrebi",
        }
        st.selectbox(
            wording.text("header.months"),
            [months.value for months in Months],
            format_func=lambda months: wording.text(names[Months(months)]),
            **session.on(
                lambda months: session.change(months=Months(months)),
                session.shown("header.months", wording.months.value),
            ),
        )


def brand(wording: Wording) -> None:
    st.html(
        f'<p class="siyaq-brand"><strong lang="ar">سياق</strong>'
        f"<span>{escaped(wording.text('app.tagline'))}</span></p>"
    )


def page_links(pages: Sequence[tuple[st.Page, str]], wording: Wording) -> None:
    """Links to the pages; the address keeps its parameters on the way."""
    with st.container(horizontal=True, key="pages"):
        for page, name in pages:
            st.page_link(
                page,
                label=wording.text(f"pages.{name}"),
                query_params=address_of(session.view()),
            )


def sides() -> tuple[Any, Any]:
    """Two columns: for what is looked through, and for the source that it opens."""
    with st.container(key="sides"):
        charts, source = st.columns([1.44, 1], gap="medium")
    return charts, source


def summary(collection: Collection) -> None:
    """How much is selected, at the far end of the chips."""
    wording = session.wording()
    # What the list of sentences counts anyway.
    counts = ask(collection, "evidence_count", session.view().selection)
    st.html(
        summary_html(
            wording.text(
                "summary.mentions_in_articles",
                mentions=wording.count("count.mentions", counts.mentions),
                articles=wording.count("count.in_articles", counts.articles),
            )
        )
    )
