"""Taking steps: what a person corrects on the pages, written to the log and shown at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard.annotation.furniture import note_html
from dashboard.arabic.tokens import tokens
from dashboard.collection import Collection
from dashboard.collection.corrections import steps
from dashboard.collection.corrections.steps import CorrectionError, Step
from dashboard.collection.sharing.access import Role
from dashboard.model import CorrectionAction, Entity, Mention, MentionKind, Selection
from dashboard.pages import library, plain, rights, session
from dashboard.pages.answers import ask
from dashboard.pages.choices import told_apart, with_more
from dashboard.pages.people import current_user
from dashboard.wording import Wording
from dashboard.wording.lines import reason_words

_SAID = "corrections.said"
_TAKEN = "corrections.taken"
_OFFERED = 400
_REACH = 8  # words offered on either side of a mention
_PREFIXES = "وفبكل"  # letters that are written onto the next word

ON_MENTIONS = (
    CorrectionAction.CONFIRM,
    CorrectionAction.REJECT,
    CorrectionAction.RETAG,
    CorrectionAction.BOUNDS,
)
ON_NAMES = (
    CorrectionAction.MERGE,
    CorrectionAction.SPLIT,
    CorrectionAction.RENAME,
    CorrectionAction.RETAG,
)


def take(make: Callable[[], Step], reason: str = "") -> bool:
    """Writes the step that ``make`` gives, for whoever is here; what happened is said by
    ``say_what_happened`` in the next run. For callbacks."""
    if session.view().frozen is not None:
        st.session_state[_SAID] = ("", session.wording().text("frozen.read_only"))
        return False
    key = session.view().collection or library.SAMPLE
    try:
        log = library.corrections(key, Role.EDITOR)
        log.append(make(), current_user().name, reason)
    except (rights.NotShared, rights.Refused):
        st.session_state[_SAID] = ("", session.wording().text("corrections.read_only"))
        return False
    except CorrectionError as fault:
        st.session_state[_SAID] = ("", reason_words(str(fault), session.wording()))
        return False
    finally:
        library.forget_version()
    st.session_state[_SAID] = ("corrections.saved", "")
    st.session_state[_TAKEN] = st.session_state.get(_TAKEN, 0) + 1
    return True


def take_back(correction: int, again: bool = False, reason: str = "") -> None:
    """Undoes a step, or does it ``again``, for this reason. For callbacks."""
    try:
        log = library.corrections(session.view().collection or library.SAMPLE, Role.EDITOR)
        (log.redo if again else log.undo)(correction, current_user().name, reason)
        st.session_state[_SAID] = ("corrections.saved" if again else "corrections.undone", "")
    except (rights.NotShared, rights.Refused):
        st.session_state[_SAID] = ("", session.wording().text("corrections.read_only"))
    except CorrectionError as fault:
        st.session_state[_SAID] = ("", reason_words(str(fault), session.wording()))
    finally:
        library.forget_version()


def say_what_happened() -> None:
    """What the last step came to, once."""
    key, fault = st.session_state.pop(_SAID, ("", ""))
    if fault:
        plain.error(fault)
    elif key:
        plain.toast(session.wording().text(key))


def follow_merges(collection: Collection) -> None:
    """Names that were merged away are looked up, filtered to and compared by what they are now."""
    moved = collection.overlay.moved
    if not moved:
        return

    def now(entities: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(moved.get(entity, entity) for entity in entities))

    view = session.view()
    selection = view.selection
    mark = selection.mark
    if mark is not None and mark.entities != now(mark.entities):
        # Of a pair that is one name now, its mentions are left.
        mark = replace(mark, entities=now(mark.entities))
    session.change(
        selection=selection.changed(entities=now(selection.entities), mark=mark),
        compare=now(view.compare),
        entity=moved.get(view.entity, view.entity),
    )


def mention_controls(collection: Collection) -> None:
    """A button above the text that opens the corrections of the chosen mention. Without one it
    stands there too, so that the text does not move when a mention is chosen."""
    view, wording = session.view(), session.wording()
    wanted = view.mention
    read = ask(collection, "article", wanted.rpartition("@")[0]) if wanted else None
    chosen = next((one for one in read.mentions if one.id == wanted), None) if read else None
    title = (
        wording.text("corrections.mention", surface=plain.plain_markdown(chosen.surface))
        if chosen
        else wording.text("corrections.mention.none")
    )
    with st.popover(
        title,
        icon=":material/edit:",
        type="tertiary",
        disabled=chosen is None,
        # Another key for every step taken: a popover closes only when it is another one.
        key=f"correct_mention_{st.session_state.get(_TAKEN, 0)}",
    ):
        if chosen is None or read is None:
            return
        if not _may_correct(wording):
            return
        action = _action("mention", ON_MENTIONS, wording)
        make: Callable[[], Step] | None = None
        content = read.article.content
        if action is CorrectionAction.RETAG:
            kind = _kind("mention", chosen.kind, steps.CORRECTABLE_KINDS, wording)
            make = lambda: steps.retag(chosen, kind, content)  # noqa: E731
        elif action is CorrectionAction.BOUNDS:
            start, end = _bounds(chosen, content, wording)
            if start < end:
                make = lambda: steps.bounds(chosen, content, start, end)  # noqa: E731
        elif action is CorrectionAction.REJECT:
            st.html(note_html(wording.text("corrections.reject.help")))
            make = lambda: steps.reject(chosen, content)  # noqa: E731
        else:
            st.html(note_html(wording.text("corrections.confirm.help")))
            make = lambda: steps.confirm(chosen, content)  # noqa: E731
        _save("mention", make, wording, _keeps_mention)


def entity_controls(collection: Collection, entity: Entity) -> None:
    """Corrections of one name, folded away."""
    wording = session.wording()
    with st.expander(wording.text("profile.correct"), icon=":material/edit:", key="correct_entity"):
        if not _may_correct(wording):
            return
        action = _action("entity", ON_NAMES, wording)
        make: Callable[[], Step] | None
        if action is CorrectionAction.MERGE:
            into = _other_name(collection, entity, wording)
            make = None if into is None else lambda: steps.merge(entity, into)
        elif action is CorrectionAction.SPLIT:
            st.html(note_html(wording.text("corrections.split.help")))
            spellings = st.multiselect(
                wording.text("profile.aliases"),
                [surface for surface, _ in entity.aliases],
                key="correct.entity.spellings",
                placeholder=wording.text("corrections.split.choose"),
                select_all=False,
                on_change=session.acted,
            )
            name = _new_name("split", spellings[0] if spellings else "", wording)
            make = lambda: steps.split(entity, spellings, name)  # noqa: E731
        elif action is CorrectionAction.RENAME:
            name = _new_name("rename", entity.name, wording)
            make = lambda: steps.rename(entity, name)  # noqa: E731
        else:
            kind = _kind("entity", entity.kind, steps.ENTITY_KINDS, wording)
            make = lambda: steps.retag_entity(entity, kind)  # noqa: E731
        _save("entity", make, wording)


def _may_correct(wording: Wording) -> bool:
    if session.view().frozen is not None:
        # What was corrected would not be seen in it.
        st.html(note_html(wording.text("frozen.read_only")))
        return False
    if rights.may(session.view().collection or library.SAMPLE, Role.EDITOR):
        return True
    st.html(note_html(wording.text("corrections.read_only")))
    return False


def _action(of: str, actions: tuple[CorrectionAction, ...], wording: Wording) -> CorrectionAction:
    chosen = st.segmented_control(
        wording.text("corrections.action"),
        [action.value for action in actions],
        default=actions[0].value,
        required=True,
        format_func=lambda action: wording.text(f"corrections.action.{action}"),
        label_visibility="collapsed",
        key=f"correct.{of}.action",
        on_change=session.acted,
    )
    return CorrectionAction(chosen or actions[0].value)


def _kind(
    of: str, now: MentionKind, kinds: tuple[MentionKind, ...], wording: Wording
) -> MentionKind:
    chosen = st.selectbox(
        wording.text("corrections.retag.to"),
        [kind.value for kind in kinds if kind is not now],
        format_func=lambda kind: wording.text(f"kind.one.{kind}"),
        key=f"correct.{of}.kind.{now}",
        on_change=session.acted,
    )
    return MentionKind(chosen)


def _bounds(mention: Mention, content: str, wording: Wording) -> tuple[int, int]:
    """Where the mention starts and ends, chosen among the edges of words in its line."""
    low = content.rfind("\n", 0, mention.start) + 1
    high = content.find("\n", mention.end)
    line = content[low : len(content) if high < 0 else high]
    words = [(low + word.start, low + word.end) for word in tokens(line)]
    before = [word for word in words if word[0] < mention.end][-_REACH - 4 :]
    after = [word for word in words if word[1] > mention.start][: _REACH + 4]
    starts = {mention.start} | {start for start, _ in before}
    # Behind a letter that is written onto the word: العراق in والعراق.
    starts |= {
        start + 1 for start, end in before if content[start] in _PREFIXES and end - start > 2
    }
    ends = {mention.end} | {end for _, end in after}

    def from_here(start: int) -> str:
        return next(content[start:end] for _, end in words if end > start)

    def up_to_here(end: int) -> str:
        return next(content[start:end] for start, _ in reversed(words) if start < end)

    left, right = st.columns(2)
    first, last = sorted(starts), sorted(ends)
    # A word may stand in the line more than once.
    from_word = told_apart({start: from_here(start) for start in first})
    up_to_word = told_apart({end: up_to_here(end) for end in last})
    start = left.selectbox(
        wording.text("corrections.bounds.first"),
        first,
        index=first.index(mention.start),
        format_func=from_word.__getitem__,
        key=f"correct.mention.first.{mention.id}",
        on_change=session.acted,
    )
    end = right.selectbox(
        wording.text("corrections.bounds.last"),
        last,
        index=last.index(mention.end),
        format_func=up_to_word.__getitem__,
        key=f"correct.mention.last.{mention.id}",
        on_change=session.acted,
    )
    st.html(
        note_html(
            wording.text("corrections.bounds.preview", surface=content[start:end])
            if start < end
            else wording.text("corrections.bounds.order")
        )
    )
    return start, end


def _other_name(collection: Collection, entity: Entity, wording: Wording) -> Entity | None:
    """The name to merge into: among those named most, or those that are searched for."""
    st.html(note_html(wording.text("corrections.merge.help")))
    search = st.text_input(
        wording.text("corrections.search"), key="correct.entity.search", on_change=session.acted
    )
    rows: pd.DataFrame = ask(collection, "entities", Selection(), search, _OFFERED)
    rows = rows[rows["entity"] != entity.id]
    names = told_apart(
        {
            one: with_more(name, wording.text(f"kind.one.{kind}"))
            for one, name, kind in zip(rows["entity"], rows["name"], rows["kind"], strict=True)
        }
    )
    into = st.selectbox(
        wording.text("corrections.merge.into"),
        list(names),
        index=None,
        format_func=lambda one: names.get(one, one),
        key=f"correct.entity.into.{entity.id}",
        on_change=session.acted,
    )
    found: Entity | None = ask(collection, "entity", into) if into else None
    return found


def _new_name(of: str, name: str, wording: Wording) -> str:
    return st.text_input(
        wording.text("corrections.rename.to"),
        name,
        key=f"correct.entity.name.{of}.{name}",
        on_change=session.acted,
    )


def _save(
    of: str,
    make: Callable[[], Step] | None,
    wording: Wording,
    afterwards: Callable[[Step], None] = lambda _: None,
) -> None:
    reason_key = f"correct.{of}.reason"
    st.text_input(
        wording.text("corrections.reason"),
        placeholder=wording.text("corrections.reason.placeholder"),
        key=reason_key,
        on_change=session.acted,
    )

    def saved() -> None:
        made: list[Step] = []

        def once() -> Step:
            made.append(make())  # type: ignore[misc]
            return made[0]

        if take(once, str(st.session_state[reason_key])):
            st.session_state[reason_key] = ""
            afterwards(made[0])

    st.button(
        wording.text("corrections.save"),
        type="primary",
        disabled=make is None,
        key=f"correct.{of}.save",
        on_click=saved,
    )


def _keeps_mention(step: Step) -> None:
    """After new bounds the mention has another id; a rejected one is chosen no more."""
    if step.action is CorrectionAction.BOUNDS:
        article = step.target.rpartition("@")[0]
        session.change(mention=f"{article}@{step.detail['start']}-{step.detail['end']}")
    elif step.action is CorrectionAction.REJECT:
        session.change(mention="")
