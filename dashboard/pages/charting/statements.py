"""Statements: who said what, by speaker and day."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.model import Mark
from dashboard.pages.address import mark_text
from dashboard.pages.answers import ask
from dashboard.pages.charting import Asked, Listing
from dashboard.wording import Wording


@dataclass(frozen=True)
class Told:
    """The first of ``total`` statements; ``speaker`` is an entity, "" for all of them."""

    title: str
    speaker: str
    rows: pd.DataFrame
    total: int


def statements_asked(asked: Asked, most: int) -> Told:
    collection, view, wording = asked.collection, asked.view, asked.wording
    selection = view.selection.with_mark(None)
    names = ask(collection, "entity_names", (view.entity,)) if view.entity else {}
    speaker = view.entity if view.entity in names else ""
    title = (
        wording.text("statements.title.about", names=names[speaker])
        if speaker
        else wording.text("statements.title")
    )
    order = view.order if view.order in ("newest", "oldest") else "newest"
    rows = ask(collection, "statements", selection, speaker or None, most, 0, order)
    total = ask(collection, "statement_count", selection, speaker or None)
    return Told(title, speaker, rows, total)


def statement_listing(told: Told, wording: Wording) -> Listing:
    rows = told.rows
    named = rows["entity_name"].notna()
    frame = pd.DataFrame(
        {
            "date": [
                wording.date(day) if not pd.isna(day) else wording.text("table.undated")
                for day in rows["published"]
            ],
            "speaker": rows["entity_name"].where(named, rows["speaker"]),
            "verb": rows["verb"],
            "said": rows["reported"],
            "form": [
                wording.text("statements.direct" if direct else "statements.reported")
                for direct in rows["direct"]
            ],
        }
    )
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
    return Listing(frame, marks, columns, wording.count("count.statements", told.total))
