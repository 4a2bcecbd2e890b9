"""The collections page: open one, add one, and see how well it was read."""

from __future__ import annotations

import streamlit as st

from dashboard.annotation.furniture import facts_html, headline_html, note_html
from dashboard.collection import Collection, Quality
from dashboard.collection.sharing.access import Role
from dashboard.model import SHOWN_KINDS, MentionKind, Rejected
from dashboard.pages import library, plain, rights, session, uploads
from dashboard.pages.adding import adding
from dashboard.pages.judging import judging
from dashboard.pages.library import Listed
from dashboard.pages.rejected import rejected_inputs
from dashboard.pages.removing import removal_fault, removing
from dashboard.pages.sharing import sharing
from dashboard.pages.suspects import suspects
from dashboard.wording import Wording
from dashboard.wording.lines import reason_words


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
        adding()


def _list(wording: Wording) -> None:
    removal_fault()
    now = session.view().collection or library.SAMPLE
    for listed in library.collections():
        with st.container(border=True, key=f"collection_{listed.key}"):
            _card(listed, now, wording)
    for one in library.shut():
        with st.container(border=True, key=f"collection_{one.key}"):
            st.html(facts_html(one.key, [], framed=True))
            plain.warning(reason_words(one.reason, wording))
            removing(one.key, one.key)


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
    with st.container(horizontal=True, vertical_alignment="center"):
        if listed.key == now:
            st.html(note_html(wording.text("collections.opened")))
        else:
            st.button(
                wording.text("collections.open"),
                key=f"open_{listed.key}",
                on_click=session.open_collection,
                args=(listed.key,),
            )
        removing(listed.key, manifest.name)


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


def _size(count: int, wording: Wording) -> str:
    """Bytes as people read them: kilobytes below a megabyte."""
    if count < 1_000_000:
        return wording.text("size.kilobytes", n=-(-count // 1000))
    return wording.text("size.megabytes", n=round(count / 1e6))
