"""Mounts the source column (evidence above, annotated article below) and hears from it.

    def heard(event: ReaderEvent) -> None:          # runs before the script, like any callback
        match event.action:
            case ReaderAction.CHOOSE: ...           # event.mention, event.entity, event.via
            case ReaderAction.OPEN: ...             # event.row, event.article, event.mention
            case ReaderAction.FILTER: ...           # event.entity | event.amount | event.start

    with st.container(key="source"):                # style.css keeps this column in view
        mount_reader(payload, heard)

``payload`` comes from annotation.reader.reader_payload.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.annotation.assets import component_script, component_style
from dashboard.annotation.events import ReaderAction, ReaderEvent, reader_event
from dashboard.annotation.reader import Payload

# Letters from which an article is sent once only.
LONG = 30_000

_component = st.components.v2.component(
    "siyaq_reader", css=component_style(), js=component_script()
)


def mount_reader(
    payload: Payload, on_event: Callable[[ReaderEvent], None], *, key: str = "reader"
) -> None:
    """Draws the column; ``on_event`` gets each action of the reader, before the next run.

    Sent as UTF-8: a third of the size of JSON with escaped Arabic letters. A long article is sent
    once and afterwards named by its key; a browser that lacks it asks again.
    """
    answered, sent = f"{key}.answered", f"{key}.sent"

    def heard() -> None:
        state: Any = st.session_state[key]
        event = reader_event(state.event)
        if event is None:
            return
        st.session_state[answered] = event.sequence
        if event.action is ReaderAction.RESEND:
            st.session_state[sent] = ""
        else:
            on_event(event)

    told = {**payload, "answered": st.session_state.get(answered, 0)}
    article = payload["article"]
    if article and article["size"] > LONG:
        if st.session_state.get(sent) == article["key"]:
            told["article"] = {"key": article["key"], "held": True}
        st.session_state[sent] = article["key"]
    _component(
        key=key,
        data=json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(),
        on_event_change=heard,
    )
