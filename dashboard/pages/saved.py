"""The header's menu of views: a frozen link, saving the view under a name, and all saved ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from dashboard.annotation.furniture import note_html, table_head_html
from dashboard.collection import Collection
from dashboard.collection.database import DatabaseError
from dashboard.collection.sharing.access import Role
from dashboard.collection.sharing.views import LONGEST_NAME, SavedView, SavedViews, ViewError
from dashboard.pages import freezing, library, plain, rights, session
from dashboard.pages.address import address_of, view_at
from dashboard.pages.people import current_user
from dashboard.pages.plain import plain_markdown
from dashboard.settings import database
from dashboard.wording import Wording
from dashboard.wording.numbers import isolated_if_foreign

_MENU = "views_menu"
_SAID = "views.said"
_EDITED = "views.edited"
_NAME, _FREEZE, _ONLY_ME = "views.name", "views.freeze", "views.only_me"
_MOST_SHOWN = 100
# What one reader sees and no saved view changes: it is said anew by whoever opens it.
_NOT_SAVED = ("lang", "digits", "months", "collection", "build")

_ASSETS = Path(__file__).with_name("assets")
_copy_link_button = st.components.v2.component(
    "siyaq_copy_link",
    css=(_ASSETS / "copy_link.css").read_text(encoding="utf-8"),
    js=(_ASSETS / "copy_link.js").read_text(encoding="utf-8"),
)


def copy_link(wording: Wording, collection: Collection | None, key: str) -> None:
    """The button that copies the address of the view as it is: live, or frozen if it is that."""
    parameters = {"build": collection.fingerprint[:12]} if collection else {}
    _button("header.copy_link", "header.link_copied", wording, {**parameters, **_key(key)})


def views_menu(collection: Collection, key: str) -> None:
    """What is in the menu is asked for only when it is open."""
    wording = session.wording()
    menu = st.popover(
        wording.text("views.button"),
        icon=":material/bookmarks:",
        help=wording.text("views.button.help"),
        key=_MENU,
        on_change=session.acted,
    )
    how, said, name = st.session_state.pop(_SAID, ("", "", ""))
    if how == "toast":
        plain.toast(wording.text(said, name=name))
    if not menu.open:
        return
    with menu, st.container(key="views"):
        _frozen_link(collection, key, wording)
        try:
            views = SavedViews.at(database(), key, current_user().name)
            _form(collection, views, wording)
            if how == "error":
                plain.error(wording.text(said))
            _list(views, wording)
        except DatabaseError:
            plain.error(wording.text("views.unreachable"))


def _key(key: str) -> dict[str, str]:
    return {} if key == library.SAMPLE else {"collection": key}


def _button(key: str, copied: str, wording: Wording, parameters: Mapping[str, str]) -> None:
    _copy_link_button(
        key=key,
        data={
            "label": wording.text(key),
            "copied": wording.text(copied),
            "manual": wording.text("header.link_manual"),
            "parameters": dict(parameters),
        },
        width="content",
    )


def _frozen_link(collection: Collection, key: str, wording: Wording) -> None:
    kept = freezing.freeze(collection, session.view())
    _button(
        "views.copy_frozen",
        "views.frozen_copied",
        wording,
        {"build": kept.fingerprint, "frozen": kept.text, **_key(key)},
    )
    st.html(note_html(wording.text("views.frozen_help")))


def _form(collection: Collection, views: SavedViews, wording: Wording) -> None:
    """Saves the view under a name."""
    if not views.person:
        st.html(note_html(wording.text("views.sign_in")))
        return
    st.text_input(
        wording.text("views.save_this"),
        placeholder=wording.text("views.name"),
        max_chars=LONGEST_NAME,
        key=_NAME,
        on_change=session.acted,
    )
    for key in (_FREEZE, _ONLY_ME):
        st.checkbox(wording.text(key), key=key, on_change=session.acted)

    def save() -> None:
        # What stands in the form at this click, which may come along with another one.
        private = bool(st.session_state[_ONLY_ME])
        kept = freezing.freeze(collection, session.view()) if st.session_state[_FREEZE] else None
        address = address_of(session.view().changed(frozen=kept))
        told = {name: text for name, text in address.items() if name not in _NOT_SAVED}
        name, page = str(st.session_state[_NAME]), session.page_now()
        if _done("views.saved_as", lambda: views.save(name, page, told, private=private)):
            st.session_state[_NAME] = ""

    st.button(wording.text("views.save"), type="primary", key="views.save", on_click=save)


def _list(views: SavedViews, wording: Wording) -> None:
    listed = views.listed()
    if not listed:
        st.html(note_html(wording.text("views.none")))
    for mine, title in ((True, "views.mine"), (False, "views.of_others")):
        some = [view for view in listed if (view.author == views.person) is mine]
        if some:
            st.html(table_head_html(wording.text(title), wording.number(len(some))))
        for view in some[:_MOST_SHOWN]:
            _row(views, view, mine, wording)


def _row(views: SavedViews, view: SavedView, mine: bool, wording: Wording) -> None:
    edited = mine and st.session_state.get(_EDITED) == view.id
    with st.container(horizontal=True, vertical_alignment="center", key=f"view_{view.id}"):
        st.button(
            plain_markdown(view.name),
            type="tertiary",
            key=f"views.open.{view.id}",
            help=wording.text("views.open"),
            on_click=_open,
            args=(view,),
        )
        if mine:
            st.button(
                "",
                icon=":material/edit:",
                type="tertiary",
                key=f"views.edit.{view.id}",
                help=wording.text("views.edit", name=plain_markdown(view.name)),
                on_click=_edit,
                args=(None if edited else view.id,),
            )
    st.html(note_html(_about(view, mine, wording)))
    if edited:
        _editor(views, view, wording)


def _about(view: SavedView, mine: bool, wording: Wording) -> str:
    """Who, when, and what kind of view it is."""
    # Words of the page's language come first: the line's direction is that of its first letter.
    parts = [wording.time(view.at)]
    if not mine:
        parts.append(view.author)
    parts.append(wording.text("views.is_frozen" if "frozen" in view.address else "views.is_live"))
    if view.private:
        parts.append(wording.text("views.only_me"))
    return " · ".join(isolated_if_foreign(part, wording.right_to_left) for part in parts)


def _editor(views: SavedViews, view: SavedView, wording: Wording) -> None:
    key = f"views.rename.{view.id}"
    with st.container(key="views_editor"):
        st.text_input(
            wording.text("views.name"),
            view.name,
            max_chars=LONGEST_NAME,
            key=key,
            on_change=session.acted,
        )

        def rename() -> None:
            name = str(st.session_state[key])
            if _done("views.renamed", lambda: views.rename(view.id, name)):
                _edit(None)

        def share() -> None:
            _done("views.saved_as", lambda: views.share(view.id, private=not view.private))

        def delete() -> None:
            _done("views.deleted", lambda: views.delete(view.id))
            _edit(None)

        with st.container(horizontal=True):
            for name, act, said in (
                ("rename", rename, "views.rename"),
                ("share", share, "views.for_all" if view.private else "views.only_me"),
                ("delete", delete, "views.delete"),
            ):
                st.button(wording.text(said), key=f"views.{name}_now.{view.id}", on_click=act)


def _edit(view: int | None) -> None:
    session.acted()
    st.session_state[_EDITED] = view


def _open(view: SavedView) -> None:
    """Shows it as it was saved, on its page. For callbacks."""
    wanted, _ = view_at(view.address)
    session.show(wanted.changed(collection=session.view().collection))
    session.go_to(view.page)
    st.session_state[_MENU] = False


def _done(said: str, change: Callable[[], SavedView]) -> bool:
    """Whether the change was made; what came of it is said in the next run. For callbacks."""
    session.acted()
    try:
        rights.demand(session.view().collection or library.SAMPLE, Role.VIEWER)
        st.session_state[_SAID] = ("toast", said, change().name)
    except (rights.NotShared, rights.Refused):
        st.session_state[_SAID] = ("error", "views.refused.gone", "")
        return False
    except ViewError as fault:
        st.session_state[_SAID] = ("error", fault.key, "")
        return False
    except DatabaseError:
        st.session_state[_SAID] = ("error", "views.unreachable", "")
        return False
    return True
