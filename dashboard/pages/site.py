"""The pages of the site and what happens before any of them is drawn."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import streamlit as st

from dashboard.collection import Collection, CollectionError
from dashboard.collection.corrections.steps import CorrectionError
from dashboard.pages import document, freezing, library, plain, rights, session, shell
from dashboard.pages.account import carry_link, watch_expiry
from dashboard.pages.address import address_of
from dashboard.pages.articles import articles_page
from dashboard.pages.building import sample_with_progress
from dashboard.pages.collections import collections_page
from dashboard.pages.correcting import follow_merges, say_what_happened
from dashboard.pages.corrections import corrections_page
from dashboard.pages.entrance import entrance
from dashboard.pages.filters import filter_column
from dashboard.pages.help import help_page
from dashboard.pages.people import Person, Standing, current_user
from dashboard.pages.profile import profile_page
from dashboard.pages.taking import remember_opened
from dashboard.pages.tour import tour
from dashboard.pages.workbench import workbench
from dashboard.wording.lines import reason_words

_log = logging.getLogger(__name__)

# Name of the page in wording and address -> what draws it. The first is the start page.
PAGES: dict[str, Callable[[Any], None]] = {
    "workbench": workbench,
    "articles": articles_page,
    "profile": profile_page,
    "collections": collections_page,
    "corrections": corrections_page,
    "help": help_page,
}
START = next(iter(PAGES))
# Those that show a collection; the others are drawn even when none can be opened.
_FILTERED = {"workbench", "articles", "profile"}


def run() -> None:
    """One run of the script: restore the view, draw the page, publish the view."""
    unread = session.restore_view()
    wording = session.wording()
    document.dress(wording)
    person = current_user()
    if not person.is_in:
        _shut(person)
        return
    if person.standing is Standing.SIGNED_IN:
        carry_link(PAGES, signed_in=True)
        watch_expiry()
    ready = library.sample_is_ready()
    opened = _opened() if ready else None
    pages = {
        name: st.Page(
            partial(_draw, name, opened),
            title=wording.text(f"pages.{name}"),
            url_path=name,
            default=name == START,
        )
        for name in PAGES
    }
    # Before the sample is built: without its pages, Streamlit would forget which one was asked for.
    page = st.navigation(list(pages.values()), position="hidden")
    if not ready:
        sample_with_progress()
        # The bar's place would shift what follows once it is gone: draw the page afresh.
        st.rerun()
    asked = session.page_asked_for()
    if asked in pages and pages[asked] != page:
        st.switch_page(pages[asked], query_params=address_of(session.view()))
    with st.sidebar:
        shell.brand(wording)
        if len(pages) > 1:
            shell.page_links(list(zip(pages.values(), pages, strict=True)), wording)
    shell.header(opened, session.view().collection or library.SAMPLE)
    if opened is not None:
        freezing.banner(session.view().collection or library.SAMPLE, opened)
    for name in unread:
        plain.warning(wording.text("error.link_broken", name=name))
    page.run()
    session.publish_view()
    _keep_what_stands()


@cache
def _keep_what_stands() -> None:
    """What the first page brought along (modules, lexicons, the names offered) stays to the end:
    looking through it for garbage took 200 ms of every twentieth click or so."""
    gc.freeze()


def _shut(person: Person) -> None:
    """Every address shows the sign-in page, and keeps what was asked for."""
    carry_link(PAGES, signed_in=False)
    # Under the pages' own names, or Streamlit would say of an address that there is no such page.
    pages = [
        st.Page(
            partial(entrance, person),
            title=session.wording().text("signin.title"),
            url_path=name,
            default=name == START,
        )
        for name in PAGES
    ]
    st.navigation(pages, position="hidden").run()
    session.publish_view()


def _opened() -> Collection | None:
    """The collection that the address names; one that cannot be opened is said, not raised."""
    key = session.view().collection or library.SAMPLE
    wording = session.wording()
    try:
        try:
            found = library.opened(key)
        except CorrectionError as fault:
            reason = reason_words(str(fault), wording)
            plain.warning(wording.text("corrections.unreachable", reason=reason))
            found = library.built(key)
    except rights.NotShared:
        plain.error(wording.text("error.no_such_collection"))
        return None
    except CollectionError as fault:
        reason = reason_words(str(fault), wording)
        plain.error(wording.text("error.collection_broken", name=key, reason=reason))
        return None
    found = freezing.as_it_was(key, found)
    wanted = "" if session.view().frozen else session.view().fingerprint
    if wanted and not found.fingerprint.startswith(wanted):
        plain.info(wording.text("views.changed"))
    follow_merges(found)
    say_what_happened()
    return found


def _draw(name: str, collection: Collection | None) -> None:
    session.on_page(name)
    if collection is None and name in _FILTERED:
        return
    if collection is not None:
        remember_opened(collection)
    try:
        if collection is not None and name in _FILTERED:
            with st.sidebar, st.container(key="filters"):
                filter_column(collection)
        if name == START:
            tour()
        PAGES[name](collection)
    except Exception:
        # The reader gets one clear line; the cause goes to the log of whoever runs the server.
        _log.exception("page %s could not be drawn", name)
        plain.error(session.wording().text("error.unexpected"))
