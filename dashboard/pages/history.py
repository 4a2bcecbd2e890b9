"""The steps that were taken: who, when and why, what has no effect and wherefrom, and undo."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.annotation.furniture import facts_html, headline_html, note_html
from dashboard.collection.corrections.history import Turn, turns, undoing
from dashboard.collection.corrections.overlay import Cause, Misfit, Overlay, Unfit
from dashboard.collection.corrections.steps import is_of_mention
from dashboard.model import Correction, CorrectionAction
from dashboard.pages import session
from dashboard.pages.correcting import take_back
from dashboard.wording import Wording
from dashboard.wording.numbers import isolated_if_foreign

_PAGE = 50
_SHOWN = "corrections.page"
_ASKED = "corrections.asked"  # the step that is about to be undone, or done again
# Reasons that say already that another step came first.
_TELLING = (Unfit.REJECTED, Unfit.MERGED, Unfit.SAME_NAME)


@dataclass(frozen=True)
class _Steps:
    """What is known of all steps. ``misfits`` by the number of the step."""

    undone: Mapping[int, Correction]
    turns: Mapping[int, Sequence[Turn]]
    misfits: Mapping[int, Misfit]
    placed: Mapping[int, Correction]
    may_correct: bool
    wording: Wording


def steps_taken(log: Sequence[Correction], overlay: Overlay, may_correct: bool) -> None:
    """Those that have no effect first, then all of them, newest first."""
    wording = session.wording()
    misfits = {misfit.correction.id: misfit for misfit in overlay.misfits}
    every = _Steps(undoing(log), turns(log), misfits, overlay.placed, may_correct, wording)
    # Of a frozen view the steps are those of then; one that was undone since has no say any more.
    unfit = [one for one in log if one.id in misfits and one.id not in every.undone]
    if unfit:
        title, told = (wording.text(f"corrections.misfits{one}") for one in ("", ".help"))
        st.html(headline_html(title, told))
        _list("misfit", unfit[::-1], every)
        st.html(headline_html(wording.text("corrections.all"), ""))
    show_undone = st.toggle(
        wording.text("corrections.show_undone"),
        key="corrections.show_undone",
        on_change=session.acted,
    )
    listed = [
        one
        for one in reversed(log)
        if one.action is not CorrectionAction.UNDO and (show_undone or one.id not in every.undone)
    ]
    if not listed:
        st.html(note_html(wording.text("empty.no_corrections")))
        st.html(note_html(wording.text("empty.no_corrections.cure")))
        return
    _list("correction", listed, every)


def _list(of: str, listed: Sequence[Correction], every: _Steps) -> None:
    page = f"{_SHOWN}.{of}"
    shown = max(_PAGE, int(st.session_state.get(page, _PAGE)))
    for correction in listed[:shown]:
        with st.container(border=True, key=f"{of}_{correction.id}"):
            _step(of, correction, every)
    if len(listed) > shown:

        def more() -> None:
            st.session_state[page] = shown + _PAGE

        wording = every.wording
        st.html(note_html(wording.text("corrections.shown", n=shown, total=len(listed))))
        st.button(wording.text("evidence.more"), key=f"{of}s.more", on_click=more)


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


def _step(of: str, correction: Correction, every: _Steps) -> None:
    wording = every.wording
    facts = [
        (wording.text("corrections.author"), correction.author),
        (wording.text("corrections.when"), wording.time(correction.at)),
    ]
    if correction.reason:
        facts.append((wording.text("corrections.reason"), correction.reason))
    if correction.imported_at is not None:
        facts.append((wording.text("corrections.imported_by"), _imported(correction, wording)))
    undo = every.undone.get(correction.id)
    misfit = None if undo else every.misfits.get(correction.id)
    if misfit is not None:
        facts.append((wording.text("corrections.no_effect"), _why(misfit, wording)))
    action = wording.text(f"corrections.action.{correction.action}")
    st.html(facts_html(f"{action} · {told(correction, wording)}", facts, framed=True))
    for turn in every.turns.get(correction.id, ()):
        st.html(note_html(_turn(turn, wording)))
    if st.session_state.get(_ASKED) == f"{of}.{correction.id}":
        _ask(correction, undo is not None, wording)
        return
    with st.container(horizontal=True, key=f"{of}_buttons_{correction.id}"):
        st.button(
            wording.text("corrections.redo" if undo else "corrections.undo"),
            key=f"{of}s.undo.{correction.id}",
            disabled=not every.may_correct,
            on_click=_asked,
            args=(f"{of}.{correction.id}",),
        )
        if misfit is None or misfit.why not in (Unfit.ARTICLE_GONE, Unfit.ENTITY_GONE):
            of_mention = is_of_mention(correction)
            page = "articles.open" if of_mention else "pages.profile"
            st.button(
                wording.text(page),
                key=f"{of}s.see.{correction.id}",
                type="tertiary",
                on_click=_see(every.placed.get(correction.id, correction), misfit is not None),
            )


def _imported(correction: Correction, wording: Wording) -> str:
    when = wording.time(correction.imported_at) if correction.imported_at else ""
    by = correction.imported_by
    return wording.text("corrections.imported_by.who", author=by, when=when) if by else when


def _why(misfit: Misfit, wording: Wording) -> str:
    """Why the step has no effect, and what that comes from."""
    why = wording.text(f"corrections.unfit.{misfit.why}")
    if misfit.cause is Cause.UNKNOWN or misfit.why in _TELLING:
        return why
    cause = wording.text(f"corrections.cause.{misfit.cause}")
    return wording.text("corrections.no_effect.because", why=why, cause=cause)


def _turn(turn: Turn, wording: Wording) -> str:
    key = "corrections.redone_by" if turn.again else "corrections.undone_by"
    line = wording.text(key, author=turn.row.author, when=wording.time(turn.row.at))
    return f"{line} · {turn.row.reason}" if turn.row.reason else line


def _asked(step: str) -> None:
    session.acted()
    st.session_state[_ASKED] = step


def _ask(correction: Correction, again: bool, wording: Wording) -> None:
    """Why it is undone or done again, if one wants to say so, and whether indeed."""
    key = f"corrections.why.{correction.id}"
    st.text_input(
        wording.text("corrections.reason"),
        placeholder=wording.text("corrections.reason.placeholder"),
        key=key,
        on_change=session.acted,
    )

    def done() -> None:
        _asked("")
        take_back(correction.id, again, str(st.session_state[key]))

    with st.container(horizontal=True, key=f"correction_sure_{correction.id}"):
        st.button(
            wording.text("corrections.redo" if again else "corrections.undo"),
            key=f"corrections.sure.{correction.id}",
            type="primary",
            on_click=done,
        )
        st.button(
            wording.text("corrections.leave"),
            key=f"corrections.leave.{correction.id}",
            type="tertiary",
            on_click=_asked,
            args=("",),
        )


def _see(correction: Correction, without_effect: bool) -> Callable[[], None]:
    """Opens what was corrected: the mention in its article, or the name's profile."""

    def see() -> None:
        detail = dict(correction.detail)
        if is_of_mention(correction):
            article = correction.target.rpartition("@")[0]
            mention = correction.target
            if without_effect:
                mention = ""
            elif correction.action is CorrectionAction.BOUNDS:
                mention = f"{article}@{detail.get('start')}-{detail.get('end')}"
            session.change(article=article, mention=mention)
            session.go_to("workbench")
        else:
            session.change(entity=detail.get("into") or correction.target)
            session.select(entities=())
            session.go_to("profile")

    return see
