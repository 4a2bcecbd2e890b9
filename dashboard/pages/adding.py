"""Adding articles: a new collection of them, or more of them to one that is there."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.annotation.furniture import headline_html, note_html
from dashboard.articles import ENDINGS
from dashboard.articles.shown import plain_line
from dashboard.collection import CollectionError
from dashboard.collection.database import DatabaseError
from dashboard.collection.jobs import Job
from dashboard.collection.sharing.access import AccessError, Role
from dashboard.extraction.names import EngineMissing
from dashboard.pages import builds, library, plain, rights, session, uploads
from dashboard.pages.building import build_progress, is_running
from dashboard.pages.choices import told_apart
from dashboard.pages.columns import columns_step
from dashboard.pages.people import current_user
from dashboard.pages.rejected import rejected_inputs
from dashboard.wording import Wording
from dashboard.wording.lines import reason_words

_INTO = "upload.into"
_STARTED = "collections.started"
_LONGEST = 200  # of what a person calls a collection, or its source
_FIELD, _REFUSED = "collections.field", "collections.refused"


def adding() -> None:
    """The form for articles, the bar of the build that they gave, and how it ended."""
    wording = session.wording()
    st.html(
        headline_html(
            wording.text("upload.title"),
            wording.text("upload.help", endings=" ".join(ENDINGS)),
        )
    )
    build = _build_of_mine()
    if build is not None and is_running(build):
        build_progress(build.key)
        return
    if build is not None:
        _ended(build, wording)
    if refused := st.session_state.pop(_REFUSED, ""):
        plain.warning(refused)
    epoch = st.session_state.get(_FIELD, 0)
    files = st.file_uploader(
        wording.text("upload.drop"),
        type=[ending.removeprefix(".") for ending in ENDINGS],
        accept_multiple_files=True,
        max_upload_size=uploads.largest_file(),
        key=f"upload.files.{epoch}" if epoch else "upload.files",
        on_change=session.acted,
    )
    try:
        # Files wait in memory until the build is started: too many are let go of at once.
        uploads.check_size([file.size for file in files])
    except uploads.TooMuchError as fault:
        st.session_state[_REFUSED] = refusal(fault, wording)
        _clear(files)
        st.rerun()
    columns = columns_step(files, wording)
    pasted = st.text_area(
        wording.text("upload.paste"), key="upload.paste", on_change=session.acted, height=120
    )
    into = _into(wording)
    name = "" if into else _name(wording)
    left, right = st.columns(2)
    published = left.date_input(
        wording.text("upload.date"),
        value=None,
        key="upload.date",
        on_change=session.acted,
        format="YYYY-MM-DD",
        help=wording.text("upload.date.help"),
    )
    source = right.text_input(
        wording.text("upload.source"), key="upload.source", on_change=session.acted
    )
    offered = library.engines()
    engine = offered[0]
    if len(offered) > 1:
        engine = st.segmented_control(
            wording.text("collections.engine"),
            offered,
            default=offered[0],
            required=True,
            format_func=lambda engine: wording.text(f"collections.engine.{engine}"),
            key="upload.engine",
            on_change=session.acted,
        )
    if st.button(
        wording.text("upload.build"), type="primary", key="upload.build", on_click=session.acted
    ):
        if not files and not pasted.strip():
            plain.warning(wording.text("upload.nothing"))
            return
        if columns.lacking:
            plain.warning(wording.text("upload.columns.lacking", name=columns.lacking[0]))
            return
        job = Job(
            title=plain_line(name, _LONGEST) or wording.text("upload.name.default"),
            owner=current_user().name,
            source=plain_line(source, _LONGEST),
            published=published,
            engine=str(engine),
            fields=columns.fields,
            into=into,
        )
        _start(job, files, pasted, wording)


def _into(wording: Wording) -> str:
    """The key of the collection that the articles are added to; "" for a new one."""
    there = {
        one.key: one.manifest
        for one in library.collections()
        if one.key != library.SAMPLE and rights.may(one.key, Role.OWNER)
    }
    before = str(st.session_state.get(_INTO, ""))
    if before and before not in there:
        # Whoever asks for it is told why not, instead of getting a collection of their own.
        return before
    if not there:
        return ""
    names = {key: manifest.name for key, manifest in there.items()}
    named = told_apart(names, lambda key: wording.time(there[key].created))
    listed = {"": wording.text("upload.into.new"), **named}
    chosen = st.selectbox(
        wording.text("upload.into"),
        list(listed),
        format_func=lambda key: listed.get(key, key),
        key=_INTO,
        on_change=session.acted,
    )
    return str(chosen or "")


def _name(wording: Wording) -> str:
    return st.text_input(
        wording.text("upload.name"),
        key="upload.name",
        on_change=session.acted,
        placeholder=wording.text("upload.name.default"),
    )


def _build_of_mine() -> builds.Build | None:
    """What this session started last; else the last build for this person that is not dismissed:
    one that was started in another window, before the page was loaded anew, or before the server
    was."""
    started = builds.current(str(st.session_state.get(_STARTED, "")))
    if started is not None:
        return None if started.dismissed else started
    me = current_user().name
    build = builds.latest_of(me) if me else None
    if build is not None:
        st.session_state[_STARTED] = build.key
    return build


def _start(job: Job, files: Sequence[UploadedFile], pasted: str, wording: Wording) -> None:
    try:
        key = uploads.accept(job, files, pasted)
    except (builds.RefusedError, uploads.TooMuchError) as fault:
        plain.warning(refusal(fault, wording))
    except CollectionError as fault:
        plain.error(reason_words(str(fault), wording))
    except (AccessError, DatabaseError):
        plain.error(wording.text("sharing.unreachable"))
    except EngineMissing as fault:
        plain.error(reason_words(str(fault), wording))
    except OSError as fault:
        reason = reason_words(fault.strerror or str(fault), wording)
        plain.error(wording.text("build.failed", reason=reason))
    else:
        _clear(files)
        st.session_state[_STARTED] = key
        st.rerun()


def refusal(fault: builds.RefusedError | uploads.TooMuchError, wording: Wording) -> str:
    """Why there is no build now, and what to do."""
    if isinstance(fault, builds.RefusedError):
        return wording.text(f"build.refused.{fault.reason}", n=fault.most)
    return wording.text(f"upload.refused.{fault.what}", n=fault.most)


def _clear(files: Sequence[UploadedFile]) -> None:
    """A fresh field for files; those of the old one take no more memory."""
    uploads.dropped(files)
    st.session_state[_FIELD] = st.session_state.get(_FIELD, 0) + 1


def _ended(build: builds.Build, wording: Wording) -> None:
    if build.failure:
        plain.error(wording.text("build.failed", reason=reason_words(build.failure, wording)))
    elif build.manifest is not None and not build.manifest.articles:
        plain.error(wording.text("build.empty", name=build.title))
    elif build.manifest is not None:
        plain.success(
            wording.text(
                "build.done" if build.before is None else "build.added",
                name=build.title,
                new=wording.count("count.articles", build.manifest.articles - (build.before or 0)),
                articles=wording.count("count.articles", build.manifest.articles),
                mentions=wording.count("count.mentions", build.manifest.mentions),
            )
        )
        st.button(
            wording.text("build.done.open"),
            key="build.open",
            on_click=_open,
            args=(build.key,),
        )
    elif build.cancelled:
        ended = "build.cancelled" if build.before is None else "build.cancelled.adding"
        st.html(note_html(wording.text(ended, name=build.title)))
    rejected_inputs(build.rejected, wording)
    st.button(
        wording.text("build.dismiss"),
        key="build.dismiss",
        type="tertiary",
        on_click=_dismiss,
        args=(build,),
    )


def _dismiss(build: builds.Build) -> None:
    session.acted()
    build.dismissed = True
    st.session_state.pop(_STARTED, None)


def _open(key: str) -> None:
    session.open_collection(key)
    session.go_to("workbench")
