"""Statements: who said what, by speaker and day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard.collection import Collection
from dashboard.model import ROLE, Mark, Selection
from dashboard.pages.address import ANY_ROLE, Chart, View, mark_text
from dashboard.pages.answers import ask
from dashboard.pages.charting import Asked, Listing, Taken
from dashboard.wording import Wording

# Rows of a file: a workbook of so many takes seconds to write.
_MOST_TAKEN = 20_000


@dataclass(frozen=True)
class Told:
    """The statements of one page: those from ``first`` on (counted from 0) of ``total``.
    ``speaker`` is whose they are, as in selecting.said_by, "" for all; ``unnamed`` how many more
    there are in sentences that the filters cannot match (telling.unnamed_statement_count)."""

    title: str
    speaker: str
    rows: pd.DataFrame
    total: int
    first: int = 0
    unnamed: int = 0

    def notes(self, wording: Wording) -> list[str]:
        """What the list leaves out."""
        if not self.unnamed:
            return []
        count = wording.count("count.statements", self.unnamed)
        return [wording.text("statements.unnamed", statements=count)]


def speaker_of(collection: Collection, view: View) -> str:
    """Whose statements the view lists, as in selecting.said_by; "" for everyone's."""
    if view.role:
        return ROLE if view.role == ANY_ROLE else ROLE + view.role
    known = view.entity and view.entity in ask(collection, "entity_names", (view.entity,))
    return view.entity if known else ""


def speaker_name(collection: Collection, speaker: str, wording: Wording) -> str:
    """What to call a speaker."""
    if speaker == ROLE:
        return wording.text("statements.role.any")
    if speaker.startswith(ROLE):
        return speaker.removeprefix(ROLE)
    names: dict[str, str] = ask(collection, "entity_names", (speaker,))
    return names.get(speaker, "")


def listened_to(collection: Collection, view: View) -> Selection:
    """What the evidence beside the charts is of: the selected mark; without one, while statements
    of one speaker are listed, the sentences of these."""
    selection = view.selection
    if selection.mark is not None or view.chart is not Chart.STATEMENTS:
        return selection
    speaker = speaker_of(collection, view)
    return selection.with_mark(Mark("statements", speaker=speaker)) if speaker else selection


def statements_asked(
    asked: Asked, most: int, first: Callable[[object, int], int] | None = None
) -> Told:
    """Of what the view lists ``most`` statements from the first on, or from where ``first`` says:
    it is told what they are of and how many there are."""
    collection, view, wording = asked.collection, asked.view, asked.wording
    selection = view.selection.with_mark(None)
    speaker = speaker_of(collection, view)
    title = _title(collection, speaker, wording)
    total = ask(collection, "statement_count", selection, speaker or None)
    order = _order(view)
    start = first((collection.fingerprint, selection, speaker, order), total) if first else 0
    rows = ask(collection, "statements", selection, speaker or None, most, start, order)
    unnamed = ask(collection, "unnamed_statement_count", selection, speaker or None)
    return Told(title, speaker, rows, total, start, unnamed)


def _title(collection: Collection, speaker: str, wording: Wording) -> str:
    if not speaker:
        return wording.text("statements.title")
    if speaker == ROLE:
        return wording.text("statements.title.roles")
    names = speaker_name(collection, speaker, wording)
    return wording.text("statements.title.about", names=names)


def statement_listing(told: Told, wording: Wording) -> Listing:
    rows = told.rows
    columns = {
        "date": wording.text("table.date"),
        "speaker": wording.text("statements.speaker"),
        "verb": wording.text("statements.verb"),
        "said": wording.text("statements.said"),
        "form": wording.text("statements.form"),
    }
    marks = [
        mark_text(Mark("statements", article=article, mentions=mentions, statement=int(verb)))
        for article, mentions, verb in zip(
            rows["article"], rows["mentions"], rows["verb_start"], strict=True
        )
    ]
    unit = wording.count("count.statements", told.total)
    if len(rows) < told.total:
        first, last = told.first + 1, told.first + len(rows)
        unit = wording.text("statements.shown", first=first, last=last, statements=unit)
    return Listing(_worded(rows, wording), marks, columns, unit)


def statements_taken(asked: Asked, told: Told) -> Taken:
    """All the statements of the view for a file, not those of one page alone, each with its
    article."""
    collection, view, wording = asked.collection, asked.view, asked.wording
    selection = view.selection.with_mark(None)

    def rows() -> pd.DataFrame:
        found = collection.statements(selection, told.speaker or None, _MOST_TAKEN, 0, _order(view))
        return _worded(found, wording)

    columns = {
        "date": "table.date",
        "speaker": "statements.speaker",
        "written": "money.as_written",
        "verb": "statements.verb",
        "said": "statements.said",
        "form": "statements.form",
        "source": "table.source",
        "title": "table.title_column",
        "article": "table.article",
        "url": "table.url",
    }
    return Taken(
        rows,
        {name: wording.text(heading) for name, heading in columns.items()},
        ""
        if told.total <= _MOST_TAKEN
        else wording.text("evidence.shown", shown=_MOST_TAKEN, total=told.total),
    )


def _order(view: View) -> str:
    return view.order if view.order in ("newest", "oldest") else "newest"


def _worded(rows: pd.DataFrame, wording: Wording) -> pd.DataFrame:
    """The statements as people read them; ``written`` is the speaker in the article's own words."""
    named = rows["entity_name"].notna()
    return pd.DataFrame(
        {
            "date": [
                wording.date(day) if not pd.isna(day) else wording.text("table.undated")
                for day in rows["published"]
            ],
            "speaker": rows["entity_name"].where(named, rows["speaker"]),
            "written": rows["speaker"],
            "verb": rows["verb"],
            "said": rows["reported"],
            "form": [
                wording.text("statements.direct" if direct else "statements.reported")
                for direct in rows["direct"]
            ],
            "source": rows["source"],
            "title": rows["title"],
            "article": rows["article"],
            "url": rows["url"],
        }
    )
