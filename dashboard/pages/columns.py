"""Which column holds what: asked before a build where the names of a table's columns do not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.annotation.furniture import note_html, table_head_html
from dashboard.articles import ColumnPreview, preview_stream
from dashboard.pages import session
from dashboard.pages.choices import told_apart
from dashboard.wording import Wording

# In the order of asking; the language is found out by reading.
ASKED = ("text", "title", "date", "source", "url", "id")
_PREVIEWS = "columns.previews"
_MOST = 20  # files that are looked into: who has more of them names the columns, or packs a .zip
_BESIDE = 3  # questions in a line


@dataclass(frozen=True, slots=True)
class Columns:
    """``fields`` is the mapping for each file ({}: recognised); ``lacking`` are the names of files
    for which nobody has said yet which column holds the text."""

    fields: tuple[dict[str, str], ...] = ()
    lacking: tuple[str, ...] = ()


def columns_step(files: Sequence[UploadedFile], wording: Wording) -> Columns:
    """Shows the first rows of each table whose text is not recognised, or whose day may be
    overlooked, and asks which column holds what. What its values look like is offered."""
    fields: list[dict[str, str]] = []
    lacking: list[str] = []
    for place, (file, preview) in enumerate(_previews(files)):
        if not preview.is_worth_asking:
            fields.append({})
            continue
        with st.container(border=True, key=f"columns_{place}"):
            told = _asked(file, preview, wording)
        fields.append(told)
        if not told["text"]:
            lacking.append(file.name)
    return Columns(tuple(fields), tuple(lacking))


def _asked(file: UploadedFile, preview: ColumnPreview, wording: Wording) -> dict[str, str]:
    names = [column.name for column in preview.columns]
    st.html(table_head_html(wording.text("upload.columns.title", name=file.name), ""))
    st.html(note_html(wording.text("upload.columns.help")))
    st.dataframe(
        pd.DataFrame(list(preview.rows), columns=names),
        hide_index=True,
        column_order=names[::-1] if wording.right_to_left else names,
    )
    known = {**preview.guesses, **preview.fields}
    told: dict[str, str] = {}
    for first in range(0, len(ASKED), _BESIDE):
        for column, field in zip(
            st.columns(_BESIDE, gap="small"), ASKED[first : first + _BESIDE], strict=True
        ):
            options = ["", *names]
            labels = told_apart(
                {name: name or wording.text("upload.column.none") for name in options}
            )
            told[field] = column.selectbox(
                wording.text(f"upload.column.{field}"),
                options,
                index=options.index(known.get(field, "")),
                format_func=labels.__getitem__,
                key=f"columns.{field}.{file.file_id}",
                on_change=session.acted,
            )
    return told


def _previews(files: Sequence[UploadedFile]) -> list[tuple[UploadedFile, ColumnPreview]]:
    """Each of the first files with what it holds; read once, and forgotten with the file."""
    before: dict[str, ColumnPreview] = st.session_state.get(_PREVIEWS, {})
    now: dict[str, ColumnPreview] = {}
    for file in files[:_MOST]:
        if file.file_id in before:
            now[file.file_id] = before[file.file_id]
            continue
        file.seek(0)
        now[file.file_id] = preview_stream(file, file.name)
        file.seek(0)
    st.session_state[_PREVIEWS] = now
    return [(file, now[file.file_id]) for file in files[:_MOST]]
