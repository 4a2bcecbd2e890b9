"""What one person sees now: the view, kept in step with the browser's address.

Widgets show fields of the view and change it through ``on_change``; nothing else keeps state
that a link has to restore. Back and Forward change the address, and so the view.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import streamlit as st

from dashboard.look.palette import Palette, palette
from dashboard.model import Mark, Selection
from dashboard.pages.address import View, address_of, view_at
from dashboard.pages.rights import SAMPLE
from dashboard.wording import Language, Wording

_VIEW = "view"
_WRITTEN = "address.written"
_ACTED = "view.acted"
_EPOCH = "charts.epoch"
_GO_TO = "page.asked"
_PAGE = "page.now"
# How one reader likes to read: no part of what a view says.
_OF_THE_READER = ("language", "digits", "months")


def restore_view() -> list[str]:
    """Takes the view over from the address when someone else changed it: a link that was opened,
    Back, Forward. Returns the parameters that could not be read, once.

    A click brings along the address that the browser has at that moment. When the answer to the
    click before it is still on its way, that is an old one, and says nothing: neither Back nor a
    link comes with a click.
    """
    address = {name: st.query_params[name] for name in st.query_params}
    acted = st.session_state.pop(_ACTED, False)
    if acted and _VIEW in st.session_state:
        return []
    if _VIEW not in st.session_state or st.session_state.get(_WRITTEN) != address:
        view, unread = view_at(address)
        st.session_state[_VIEW] = view
        st.session_state[_WRITTEN] = address
        _forget_chart_clicks()
        return unread
    return []


def publish_view() -> None:
    """Writes the view into the address; the browser then has one more step to go back to."""
    st.session_state.pop(_ACTED, None)
    address = address_of(view())
    if st.session_state.get(_WRITTEN) != address:
        st.query_params.from_dict(address)
        st.session_state[_WRITTEN] = address


def view() -> View:
    found: View = st.session_state[_VIEW]
    return found


def acted() -> None:
    """Says that this run answers something that a person did on the page."""
    st.session_state[_ACTED] = True


def change(**changes: Any) -> None:
    """Changes fields of the view; a new selection closes what was chosen in the old one."""
    acted()
    st.session_state[_VIEW] = replace(view(), **changes)


def select(**changes: Any) -> None:
    """Changes fields of the selection. What is selected by a mark stays only if it says so."""
    now = view()
    if "mark" not in changes:
        changes["mark"] = None
    if now.selection.mark is not None and changes["mark"] is None:
        _forget_chart_clicks()
    change(selection=now.selection.changed(**changes), article="", mention="")


def choose_mark(mark: Mark | None) -> None:
    """Selects the mark that a chart or a table reports; None clears the selection."""
    if mark is None:
        _forget_chart_clicks()
    change(selection=view().selection.with_mark(mark), article="", mention="")


def show(wanted: View) -> None:
    """Shows another view as a whole, in the language and figures that the reader has now."""
    _forget_chart_clicks()
    now = view()
    change(
        **{
            field.name: getattr(now if field.name in _OF_THE_READER else wanted, field.name)
            for field in fields(View)
        }
    )


def clear_filters() -> None:
    """Back to the whole collection."""
    _forget_chart_clicks()
    change(selection=Selection(axis=view().selection.axis), article="", mention="")


def open_collection(key: str) -> None:
    """Another collection, from its beginning: a selection speaks of one collection's names, and
    does not carry over."""
    clear_filters()
    change(collection="" if key == SAMPLE else key, fingerprint="", frozen=None, compare=())


def go_to(page: str) -> None:
    """Asks for another page at the next run; callbacks cannot turn pages themselves."""
    st.session_state[_GO_TO] = page


def page_asked_for() -> str:
    """The page that ``go_to`` asked for, once; "" when none did."""
    return str(st.session_state.pop(_GO_TO, ""))


def on_page(name: str) -> None:
    """Remembers which page is being drawn."""
    st.session_state[_PAGE] = name


def page_now() -> str:
    """The page that was drawn last."""
    return str(st.session_state.get(_PAGE, ""))


def chart_key(name: str) -> str:
    """The key of a clickable chart. It changes when a selection ends outside the chart, so that
    the chart forgets its click too and the same mark can be clicked again."""
    return f"{name}.{st.session_state.get(_EPOCH, 0)}"


def _forget_chart_clicks() -> None:
    st.session_state[_EPOCH] = st.session_state.get(_EPOCH, 0) + 1


def shown(key: str, value: Any) -> str:
    """Makes the widget of this key show ``value``; returns the key."""
    st.session_state[key] = value
    return key


def on(change_view: Callable[[Any], None], key: str) -> dict[str, Any]:
    """Arguments that make a widget hand its new value to ``change_view``."""

    def changed() -> None:
        change_view(st.session_state[key])

    return {"key": key, "on_change": changed}


def wording() -> Wording:
    now = view()
    language = Language(now.language) if now.language else Language.of_locale(st.context.locale)
    return Wording(language, now.digits, now.months)


def is_dark() -> bool:
    return getattr(st.context.theme, "type", None) == "dark"


def colours() -> Palette:
    return palette(is_dark())
