"""The corrections page: every step with who, when and why; undo; export and import."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.annotation.furniture import facts_html, headline_html, note_html
from dashboard.collection import Collection
from dashboard.collection.corrections.history import undoing
from dashboard.collection.corrections.steps import CorrectionError, is_of_mention
from dashboard.collection.database import DatabaseError
from dashboard.collection.sharing.access import Role
from dashboard.model import Correction, CorrectionAction
from dashboard.pages import library, plain, rights, session
from dashboard.pages.correcting import take_back
from dashboard.pages.people import current_user
from dashboard.wording import Wording
from dashboard.wording.lines import reason_words
from dashboard.wording.numbers import isolated_if_foreign

_PAGE = 50
_SHOWN = "corrections.page"
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
        _misfits(collection, wording)
        _steps(log, may_correct, wording)
    with right:
        _export(key, log, wording)
        if may_correct:
            _import(key, wording)


def told(correction: Correction, wording: Wording) -> str:
    """What the step changed, in one line: "بغداد ← دار السلام"."""
    detail = dict(correction.detail)

    def apart(name: str) -> str:
        # An arrow between two Arabic names would otherwise point from the new one to the old one.
        return isolated_if_foreign(name, wording.right_to_left)

    match correction.action:
        case CorrectionAction.MERGE:
            before, after = detail.get("name", ""), detail.get("into_name", "")
        case CorrectionAction.RENAME:
            before, after = detail.get("name", ""), detail.get("new_name", "")
        case CorrectionAction.SPLIT:
            try:
                spellings = "، ".join(map(str, json.loads(detail.get("spellings", "[]"))))
            except ValueError:
                spellings = ""
            before = f"{apart(detail.get('name', ''))}: {apart(spellings)}"
            after = detail.get("new_name", "")
        case CorrectionAction.RETAG:
            name = detail.get("surface") or detail.get("name", "")
            kinds = [_kind(detail.get(one, ""), wording) for one in ("old_kind", "kind")]
            before, after = f"{apart(name)}: {kinds[0]}", kinds[1]
        case CorrectionAction.BOUNDS:
            before, after = detail.get("surface", ""), detail.get("new_surface", "")
        case _:
            before, after = detail.get("surface", correction.target), ""
    arrow = "←" if wording.right_to_left else "→"
    return f"{apart(before)} {arrow} {apart(after)}" if after else before


def _kind(kind: str, wording: Wording) -> str:
    key = f"kind.one.{kind}"
    return wording.text(key) if wording.has(key) else kind


def _misfits(collection: Collection | None, wording: Wording) -> None:
    misfits = collection.overlay.misfits if collection is not None else ()
    if not misfits:
        return
    rows = [
        (
            f"{_action(misfit.correction, wording)} · {told(misfit.correction, wording)}",
            wording.text(f"corrections.unfit.{misfit.why}"),
        )
        for misfit in misfits
    ]
    st.html(facts_html(wording.text("corrections.misfits"), rows))
    st.html(note_html(wording.text("corrections.misfits.help")))


def _steps(log: list[Correction], may_correct: bool, wording: Wording) -> None:
    undone = undoing(log)
    show_undone = st.toggle(
        wording.text("corrections.show_undone"),
        key="corrections.show_undone",
        on_change=session.acted,
    )
    listed = [
        one
        for one in reversed(log)
        if one.action is not CorrectionAction.UNDO and (show_undone or one.id not in undone)
    ]
    if not listed:
        st.html(note_html(wording.text("empty.no_corrections")))
        st.html(note_html(wording.text("empty.no_corrections.cure")))
        return
    shown = max(_PAGE, int(st.session_state.get(_SHOWN, _PAGE)))
    for correction in listed[:shown]:
        with st.container(border=True, key=f"correction_{correction.id}"):
            _step(correction, undone, may_correct, wording)
    if len(listed) > shown:

        def more() -> None:
            st.session_state[_SHOWN] = shown + _PAGE

        st.html(note_html(wording.text("corrections.shown", n=shown, total=len(listed))))
        st.button(wording.text("evidence.more"), key="corrections.more", on_click=more)


def _step(
    correction: Correction,
    undone: Mapping[int, Correction],
    may_correct: bool,
    wording: Wording,
) -> None:
    facts = [
        (wording.text("corrections.author"), correction.author),
        (wording.text("corrections.when"), wording.time(correction.at)),
    ]
    if correction.reason:
        facts.append((wording.text("corrections.reason"), correction.reason))
    title = f"{_action(correction, wording)} · {told(correction, wording)}"
    st.html(facts_html(title, facts, framed=True))
    undo = undone.get(correction.id)
    if undo is not None:
        when = wording.time(undo.at)
        line = wording.text("corrections.undone_by", author=undo.author, when=when)
        st.html(note_html(f"{line} · {undo.reason}" if undo.reason else line))
    with st.container(horizontal=True, key=f"correction_buttons_{correction.id}"):
        st.button(
            wording.text("corrections.redo" if undo else "corrections.undo"),
            key=f"corrections.undo.{correction.id}",
            disabled=not may_correct,
            on_click=take_back,
            args=(correction.id, undo is not None),
        )
        st.button(
            wording.text("pages.workbench" if is_of_mention(correction) else "pages.profile"),
            key=f"corrections.see.{correction.id}",
            type="tertiary",
            on_click=_see(correction),
        )


def _action(correction: Correction, wording: Wording) -> str:
    return wording.text(f"corrections.action.{correction.action}")


def _see(correction: Correction) -> Callable[[], None]:
    """Opens what was corrected: the mention in its article, or the name's profile."""

    def see() -> None:
        if is_of_mention(correction):
            detail = dict(correction.detail)
            article = correction.target.rpartition("@")[0]
            mention = correction.target
            if correction.action is CorrectionAction.BOUNDS:
                mention = f"{article}@{detail.get('start')}-{detail.get('end')}"
            session.change(article=article, mention=mention)
            session.go_to("workbench")
        else:
            detail = dict(correction.detail)
            session.change(entity=detail.get("into") or correction.target)
            session.select(entities=())
            session.go_to("profile")

    return see


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
        return log.imported(content.decode("utf-8").split("\n"))
    except (rights.NotShared, rights.Refused):
        return session.wording().text("corrections.read_only")
    except UnicodeDecodeError as fault:
        return f"byte {fault.start}: not UTF-8"
    except CorrectionError as fault:
        return str(fault)
    finally:
        library.forget_version()
