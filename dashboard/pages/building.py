"""Builds with a progress bar: how far, how fast, and how long it will take."""

from __future__ import annotations

import streamlit as st

from dashboard.collection import BuildProgress
from dashboard.pages import builds, library, plain, session
from dashboard.pages.builds import Build
from dashboard.wording import Wording
from dashboard.wording.lines import reason_words

_TICK = 0.2  # seconds between two looks at a build


def sample_with_progress() -> None:
    """Builds the bundled sample where it is missing or older than the extractor."""
    wording = session.wording()
    place = st.empty()
    bar = place.progress(0.0, wording.text("build.sample"))
    build = library.start_sample()
    while not build.ended.wait(_TICK):
        bar.progress(share(build.progress), progress_words(build.progress, wording))
    place.empty()
    if build.failure:
        plain.error(wording.text("build.failed", reason=reason_words(build.failure, wording)))
        st.stop()


@st.fragment(run_every=1.0)
def build_progress(key: str) -> None:
    """The bar of a running build; the whole page is drawn again when it ends."""
    build = builds.current(key)
    wording = session.wording()
    if build is None:
        return
    if build.ended.is_set():
        st.rerun()
    ahead = builds.ahead_of(build)
    st.progress(
        share(build.progress) if ahead is None else 0.0,
        f"{wording.text('build.title', name=plain.plain_markdown(build.title))} · "
        + (
            progress_words(build.progress, wording)
            if ahead is None
            else wording.text("build.waiting", builds=wording.count("count.builds", ahead + 1))
        ),
    )
    st.button(
        wording.text("build.cancel"),
        key="build.cancel",
        disabled=build.cancelled,
        on_click=_cancel,
        args=(build,),
    )


def _cancel(build: Build) -> None:
    session.acted()
    builds.cancel(build)


def is_running(build: Build | None) -> bool:
    return build is not None and not build.ended.is_set()


def share(told: BuildProgress) -> float:
    """How much of a build is done: reading is nearly all of it."""
    if told.stage != "reading":
        return {"linking": 0.92, "indexing": 0.96}.get(told.stage, 1.0)
    return min(0.9, 0.9 * told.done / told.total) if told.total else 0.0


def progress_words(told: BuildProgress, wording: Wording) -> str:
    stage = {"linking": "build.linking", "indexing": "build.writing"}.get(
        told.stage, "build.extracting"
    )
    parts = [wording.text(stage)]
    if told.stage == "reading":
        done = wording.count("count.articles", told.done)
        message = "build.progress.about" if told.about else "build.progress"
        parts.append(wording.text(message, done=done, total=told.total) if told.total else done)
        if told.articles_per_second >= 1:
            parts.append(wording.text("build.speed", n=round(told.articles_per_second)))
        if told.remaining and told.remaining >= 2:
            duration = wording.duration(told.remaining)
            parts.append(wording.text("build.remaining", duration=duration))
    return " · ".join(parts)
