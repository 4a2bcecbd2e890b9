"""The collections page: open one, add one, and see how well it was read."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.annotation.furniture import facts_html, headline_html, note_html
from dashboard.articles import ENDINGS
from dashboard.articles.shown import plain_line
from dashboard.collection import Collection, Quality
from dashboard.collection.database import DatabaseError
from dashboard.collection.jobs import Job
from dashboard.collection.sharing.access import AccessError, Role
from dashboard.extraction.names import EngineMissing
from dashboard.model import SHOWN_KINDS, MentionKind, Rejected
from dashboard.pages import builds, library, plain, rights, session, uploads
from dashboard.pages.building import build_progress, is_running
from dashboard.pages.columns import columns_step
from dashboard.pages.judging import judging
from dashboard.pages.library import Listed
from dashboard.pages.people import current_user
from dashboard.pages.rejected import rejected_inputs
from dashboard.pages.sharing import sharing
from dashboard.pages.suspects import suspects
from dashboard.wording import Wording
from dashboard.wording.lines import reason_words

_STARTED = "collections.started"
_LONGEST = 200  # of what a person calls a collection, or its source
_FIELD, _REFUSED = "collections.field", "collections.refused"


def collections_page(collection: Collection | None) -> None:
    wording = session.wording()
    uploads.go_on()
    st.html(headline_html(wording.text("collections.title"), wording.text("collections.intro")))
    left, right = st.columns([1, 1], gap="large")
    with left:
        _list(wording)
        if collection is not None:
            _quality(collection, wording)
            judging(collection)
            sharing(session.view().collection or library.SAMPLE)
    with right:
        _add(wording)


def _list(wording: Wording) -> None:
    now = session.view().collection or library.SAMPLE
    for listed in library.collections():
        with st.container(border=True, key=f"collection_{listed.key}"):
            _card(listed, now, wording)
    for one in library.shut():
        with st.container(border=True, key=f"collection_{one.key}"):
            st.html(facts_html(one.key, [], framed=True))
            plain.warning(reason_words(one.reason, wording))


def _card(listed: Listed, now: str, wording: Wording) -> None:
    manifest = listed.manifest
    undated = wording.count("count.articles", manifest.undated)
    facts = [
        (wording.text("table.articles"), wording.number(manifest.articles)),
        (wording.text("table.mentions"), wording.number(manifest.mentions)),
        (wording.text("table.undated"), undated),
        (wording.text("collections.created"), wording.time(manifest.created)),
        (wording.text("collections.size"), _size(listed.size, wording)),
        (wording.text("collections.fingerprint"), manifest.fingerprint[:12]),
    ]
    if rights.is_shared_here() and (role := rights.role_in(listed.key)) is not None:
        facts.append((wording.text("sharing.your_role"), wording.text(f"sharing.role.{role}")))
        # Whom to ask for more; owners see it where they share.
        owners = [] if role is Role.OWNER else rights.owners(listed.key)
        if owners:
            facts.append((wording.text("sharing.owners"), wording.listed(owners)))
    if manifest.licence:
        facts.append((wording.text("collections.licence"), manifest.licence))
    st.html(facts_html(manifest.name, facts, framed=True))
    if listed.key == now:
        st.html(note_html(wording.text("collections.opened")))
    else:
        st.button(
            wording.text("collections.open"),
            key=f"open_{listed.key}",
            on_click=_open,
            args=(listed.key,),
        )


def _open(key: str) -> None:
    session.clear_filters()
    session.change(collection="" if key == library.SAMPLE else key, fingerprint="", frozen=None)


def _open_in_workbench(key: str) -> None:
    _open(key)
    session.go_to("workbench")


def _quality(collection: Collection, wording: Wording) -> None:
    found = collection.quality()
    st.html(
        facts_html(
            f"{wording.text('collections.quality')}: {collection.name}",
            [
                (wording.text("quality.read"), wording.number(found.articles)),
                (wording.text("rejected.title"), wording.number(found.rejected)),
                (wording.text("quality.duplicates"), wording.number(found.duplicates)),
                (wording.text("quality.near"), wording.number(found.near_duplicates)),
                (wording.text("table.undated"), wording.number(found.undated)),
                (wording.text("quality.unresolved"), wording.number(found.unresolved_dates)),
                (wording.text("quality.conflicts"), wording.number(found.conflicting_dates)),
                (wording.text("quality.undecided"), wording.number(found.undecided_currencies)),
                (
                    wording.text("quality.suspect_money"),
                    wording.text(
                        "summary.n_of_total", n=found.suspect_money, total=found.money_sentences
                    ),
                ),
                (
                    wording.text("quality.suspect_dates"),
                    wording.text(
                        "summary.n_of_total", n=found.suspect_dates, total=found.date_sentences
                    ),
                ),
                *(
                    (wording.text(f"kind.{kind}"), _found_of(found, kind, wording))
                    for kind in SHOWN_KINDS
                ),
            ],
        )
    )
    suspects(collection, found)
    rejected_inputs(
        [Rejected(*row) for row in collection.rejected().itertuples(index=False)], wording
    )


def _found_of(found: Quality, kind: MentionKind, wording: Wording) -> str:
    mentions = wording.count("count.mentions", found.by_kind.get(kind, 0))
    if kind not in found.names:
        return mentions
    names = wording.count("count.names", found.names[kind])
    return wording.text("quality.of_kind", mentions=mentions, names=names)


def _add(wording: Wording) -> None:
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
    name = st.text_input(
        wording.text("upload.name"),
        key="upload.name",
        on_change=session.acted,
        placeholder=wording.text("upload.name.default"),
    )
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
        )
        _start(job, files, pasted, wording)


def _build_of_mine() -> builds.Build | None:
    """What this session started last; else the last build for this person that is not dismissed:
    one that was started in another window, before the page was loaded anew, or before the server
    was."""
    if started := str(st.session_state.get(_STARTED, "")):
        return builds.current(started)
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
                "build.done",
                name=build.title,
                articles=wording.count("count.articles", build.manifest.articles),
                mentions=wording.count("count.mentions", build.manifest.mentions),
            )
        )
        st.button(
            wording.text("build.done.open"),
            key="build.open",
            on_click=_open_in_workbench,
            args=(build.key,),
        )
    elif build.cancelled:
        st.html(note_html(wording.text("build.cancelled", name=build.title)))
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


def _size(count: int, wording: Wording) -> str:
    """Bytes as people read them: kilobytes below a megabyte."""
    if count < 1_000_000:
        return wording.text("size.kilobytes", n=-(-count // 1000))
    return wording.text("size.megabytes", n=round(count / 1e6))
