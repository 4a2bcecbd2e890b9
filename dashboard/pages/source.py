"""The source column: the sentences behind the selected mark, and the article they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard.annotation.events import ReaderAction, ReaderEvent
from dashboard.annotation.evidence import EvidenceRow, evidence_payload, evidence_rows
from dashboard.annotation.reader import Cure, Payload, reader_payload
from dashboard.annotation.statements import ShownStatement
from dashboard.collection import Collection, EvidenceCount
from dashboard.collection.telling import ToldStatement
from dashboard.model import Mark, MentionKind, Selection
from dashboard.pages import plain, session
from dashboard.pages.answers import article_of, ask, remembered
from dashboard.pages.charting.money import value_of
from dashboard.pages.correcting import mention_controls
from dashboard.pages.reader import mount_reader
from dashboard.wording import Wording

PAGE = 30  # sentences sent at first, and with every "more"
_SHOWN = "evidence.shown"
_FOR = "evidence.for"

_TITLES = {
    "timeline": "bar",
    "lag": "point",
    "money": "amount",
    "statements": "statement",
    "articles": "row",
    "profile": "node",
}


def source_column(collection: Collection, of: Selection | None = None) -> None:
    """The reader component, fed with the evidence of a selection (None: the view's own) and the
    view's article."""
    view, wording = session.view(), session.wording()
    selection = of or view.selection
    told: ToldStatement | None = ask(collection, "told_statement", selection)
    shown = ShownStatement(told.statement, told.name) if told else None
    rows = (
        evidence_rows(told.sentence, wording, shown=shown)
        if told
        else _rows(collection, selection, _shown(collection, selection), view.order, wording)
    )
    article, mention = _open_article(rows)
    own = [row for row in rows if row.article == article]
    chosen = [] if told and not mention else _chosen(selection, own, mention)
    opened = _opened_row(own, chosen)
    if not told and opened:
        shown = _told_in(collection, selection, opened)
        rows = [_with_parts(row, shown) if row is opened else row for row in rows]
    marked = shown if shown and shown.statement.article == article else None
    payload: Payload | None = article_of(collection, article, wording, marked) if article else None
    if article and payload is None:
        plain.warning(wording.text("error.article_missing"))
    hits = _hits(collection, selection, article)
    counted, badge, sentences = _counted(collection, selection, told)
    evidence = evidence_payload(
        rows,
        wording,
        title=f"evidence.title.{_title(selection)}",
        mentions=badge,
        counted=counted,
        sentences=sentences,
        order=view.order,
        orders=("newest", "oldest", "largest") if _is_money(selection) else ("newest", "oldest"),
        opened=opened.id if opened else "",
        solid=_solid(selection, told),
        empty=_empty(selection, wording),
    )
    with st.container(key="source"):
        mention_controls(collection)
        mount_reader(
            reader_payload(
                wording,
                evidence,
                payload,
                chosen=chosen,
                hits=hits,
                to_statement=told is not None and marked is not None and not mention,
            ),
            heard,
        )


def _title(selection: Selection) -> str:
    mark = selection.mark
    if mark is None:
        return "all"
    if mark.chart == "cooccurrence":
        if len(mark.entities) < 2:
            return "node"
        return "edge" if session.view().shape == "network" else "cell"
    return "speaker" if mark.speaker is not None else _TITLES.get(mark.chart, "mark")


def _counted(
    collection: Collection, selection: Selection, told: ToldStatement | None
) -> tuple[str, int, int]:
    """What the mark itself shows, as a message and its number: windows for a pair, a statement for
    its row, mentions for everything else; and how many sentences there are to list."""
    if told:
        return "count.statements", 1, 1
    count: EvidenceCount = ask(collection, "evidence_count", selection)
    mentions = count.windows if _is_pair(selection) else count.mentions
    return "count.mentions", mentions, count.sentences


def _is_pair(selection: Selection) -> bool:
    return selection.mark is not None and len(selection.mark.entities) > 1


def _solid(selection: Selection, told: ToldStatement | None) -> int:
    """How many mentions of an opened sentence are drawn solid; of a statement its parts are."""
    if told:
        return 0
    return 2 if _is_pair(selection) else 1


def _shown(collection: Collection, selection: Selection) -> int:
    """How many sentences are listed; a new selection starts with one page again."""
    key = (collection.fingerprint, repr(selection), session.view().order)
    if st.session_state.get(_FOR) != key:
        st.session_state[_FOR] = key
        st.session_state[_SHOWN] = PAGE
    return int(st.session_state[_SHOWN])


def _rows(
    collection: Collection, selection: Selection, shown: int, order: str, wording: Wording
) -> list[EvidenceRow]:
    """The sentences listed, ready for the component. Going through a frame row by row costs a
    page more than asking for it, so the rows are what is remembered."""

    def made() -> list[EvidenceRow]:
        frame = collection.evidence_sentences(selection, shown, 0, order)
        notes = None
        if not frame.empty and _is_money(selection):
            notes = _values(collection.evidence(selection, 3 * shown, 0, order), wording)
        return evidence_rows(frame, wording, notes)

    return remembered("evidence rows", collection, made, selection, shown, order, wording)


def _values(mentions: pd.DataFrame, wording: Wording) -> dict[str, str]:
    """Mention id -> its amount in figures, which the row of its sentence says."""
    return {
        str(row["id"]): wording.amount(value_of(row))
        for row in mentions.to_dict("records")
        if isinstance(row["amount_text"], str)
    }


def _open_article(rows: Sequence[EvidenceRow]) -> tuple[str, str]:
    """The article and mention of the view, else those of the first sentence listed."""
    view = session.view()
    if view.article:
        return view.article, view.mention
    return (rows[0].article, "") if rows else ("", "")


def _hits(collection: Collection, selection: Selection, article: str) -> list[str]:
    """The counted mentions of the open article; all of them when nothing is selected."""
    if not article or selection == Selection(axis=selection.axis):
        return []
    mark = selection.mark
    if mark is not None and mark.article not in (None, article):
        return []
    hits: list[str] = ask(collection, "mention_ids", selection, article)
    return hits


def _chosen(selection: Selection, own: Sequence[EvidenceRow], mention: str) -> list[str]:
    """The mention drawn solid; without one, those counted in the article's first sentence.
    ``own`` are the rows of the open article."""
    if mention:
        return [mention]
    mark = selection.mark
    if mark is None or not own:
        return []
    wanted = max(1, min(2, len(mark.entities)))
    return [one.mention for one in own[0].marks[:wanted]]


def _opened_row(own: Sequence[EvidenceRow], chosen: list[str]) -> EvidenceRow | None:
    """The row of the open sentence: that of the chosen mention, else the article's first."""
    for row in own:
        if any(one.mention in chosen for one in row.marks):
            return row
    return own[0] if own else None


def _told_in(
    collection: Collection, selection: Selection, opened: EvidenceRow
) -> ShownStatement | None:
    """What a speaker says in an opened sentence, where those of his statements are listed."""
    mark = selection.mark
    if mark is None or mark.speaker is None:
        return None
    start = opened.start
    verb: int | None = ask(
        collection, "statement_between", mark.speaker, opened.article, start, opened.end
    )
    meant = Mark(mark.chart, article=opened.article, statement=verb)
    told: ToldStatement | None = ask(collection, "told_statement", Selection(mark=meant))
    return ShownStatement(told.statement, told.name) if told else None


def _with_parts(row: EvidenceRow, shown: ShownStatement | None) -> EvidenceRow:
    return replace(row, parts=tuple(shown.parts_within(row.start, row.end))) if shown else row


def _is_money(selection: Selection) -> bool:
    mark = selection.mark
    if mark is not None:
        return mark.chart == "money" or mark.kind is MentionKind.MONEY
    return selection.kinds == (MentionKind.MONEY,)


def _empty(selection: Selection, wording: Wording) -> Cure:
    if selection.mark is not None and session.view().selection.mark is None:
        return Cure(wording.text("empty.no_evidence.speaker"))
    if selection.mark is not None:
        return Cure(
            wording.text("empty.no_evidence"), wording.text("empty.clear_selection"), "selection"
        )
    return Cure(
        wording.text("empty.no_mentions.filters"), wording.text("empty.clear_filters"), "filters"
    )


def heard(event: ReaderEvent) -> None:
    """What the reader did, as a change of the view."""
    session.acted()
    view = session.view()
    if event.action is ReaderAction.OPEN:
        session.change(article=event.article, mention=event.mention)
    elif event.action is ReaderAction.CHOOSE:
        session.change(article=event.mention.rpartition("@")[0], mention=event.mention)
        if event.entity and event.via == "click":
            _filter_to(entity=event.entity)
    elif event.action is ReaderAction.FILTER:
        _filter(event)
    elif event.action is ReaderAction.MORE:
        st.session_state[_SHOWN] = event.shown + PAGE
    elif event.action is ReaderAction.ORDER and event.order in ("newest", "oldest", "largest"):
        session.change(order=event.order)
    elif event.action is ReaderAction.CURE:
        if event.cure == "selection" and view.selection.mark is not None:
            session.choose_mark(None)
        else:
            session.clear_filters()


def _filter(event: ReaderEvent) -> None:
    if event.entity:
        _filter_to(entity=event.entity)
    elif event.amount is not None:
        _keeping_article(
            amount_min=event.amount,
            amount_max=event.amount_max or event.amount,
            currency=event.currency,
        )
    elif event.start is not None:
        from dashboard.model import DateAxis

        _keeping_article(axis=DateAxis.HAPPENED, start=event.start, end=event.end or event.start)


def _filter_to(entity: str) -> None:
    entities = session.view().selection.entities
    if entity not in entities:
        _keeping_article(entities=(*entities, entity))


def _keeping_article(**fields: object) -> None:
    """Narrows the selection while the article that asked for it stays open."""
    view = session.view()
    session.select(**fields)
    session.change(article=view.article, mention=view.mention)
