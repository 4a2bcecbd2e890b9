"""Money: every amount over time, by currency; unlike currencies are never added."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pandas as pd

from dashboard.analysis.money import Money, mark_of_figure
from dashboard.annotation.furniture import money_legend_html
from dashboard.charts.money import money_figure, not_drawn
from dashboard.model import Bound, MoneyValue
from dashboard.pages.address import mark_text
from dashboard.pages.answers import money_of, names_of
from dashboard.pages.charting import Asked, Chart, Listing
from dashboard.wording import Wording

_MOST_METRICS = 5
_MOST_ROWS = 500
# The columns of a value.
_VALUE = ["amount_text", "amount_max_text", "currency", "candidates", "approximate", "bound"]


def money_asked(asked: Asked) -> Money:
    return money_of(asked.collection, asked.view.selection)


def money_title(asked: Asked) -> str:
    wording, entities = asked.wording, asked.view.selection.entities
    if not entities:
        return wording.text("money.title")
    known = names_of(asked.collection, entities)
    names = [known[entity] for entity in entities]
    return wording.text("money.title.about", names=wording.listed(names[:3]))


def money_chart(asked: Asked, found: Money, figures: pd.DataFrame) -> Chart:
    """``figures`` are the ``worded_figures`` of the same."""
    wording, mark = asked.wording, asked.mark
    label = _selected_label(figures, mark, wording)
    return Chart(
        money_title(asked),
        asked.drawn("money", lambda: money_figure(figures, asked.style, mark, label)),
        asked.once("money table", lambda: figure_listing(figures, wording, found)),
        notes=_notes(found, figures, wording),
    )


def worded_figures(asked: Asked, found: Money) -> pd.DataFrame:
    """The figures of the view with their words; see marked_figures."""
    return asked.once("worded money", lambda: marked_figures(found, asked.happened, asked.wording))


def money_legend(wording: Wording) -> str:
    """What the shapes of the dots mean, as HTML."""
    shapes = ("exact", "more", "less", "range")
    return money_legend_html(*(wording.text(f"money.legend.{shape}") for shape in shapes))


def _notes(found: Money, figures: pd.DataFrame, wording: Wording) -> list[str]:
    notes = []
    if found.shown < found.total:
        notes.append(wording.text("money.cut", shown=found.shown, total=found.total))
    left_out = not_drawn(figures)
    if left_out:
        names = [
            wording.currency(code) if code else wording.text("money.undecided") for code in left_out
        ]
        notes.append(wording.text("money.currencies_cut", names=wording.listed(names)))
    undated = int(figures["day"].isna().sum())
    if undated:
        amounts = wording.count("count.amounts", undated)
        notes.append(wording.text("timeline.undated", mentions=amounts))
    return notes


def money_metrics(found: Money, wording: Wording) -> list[tuple[str, str]]:
    """How many figures each currency has; never a sum over currencies."""
    metrics = []
    for row in found.currencies.head(_MOST_METRICS).to_dict("records"):
        count = int(row["figures"])
        label = (
            wording.count("money.in_currency", count, currency=wording.currency(row["currency"]))
            if row["currency"]
            else wording.text("money.undecided")
        )
        metrics.append((wording.number(count), label))
    return metrics


def _rows(frame: pd.DataFrame) -> Iterable[Any]:
    return frame.itertuples()


def marked_figures(found: Money, happened: bool, wording: Wording) -> pd.DataFrame:
    """The figures with their day on the axis, their value in words, and their marks."""
    figures = found.figures
    values = [value_of(row) for row in figures[_VALUE].to_dict("records")]
    day = figures["happened_start"] if happened else figures["published"]
    shown = [wording.amount(value) for value in values]
    dates = [wording.date(moment) if not pd.isna(moment) else "" for moment in day]
    return figures.assign(
        day=pd.to_datetime(day),
        currency=figures["currency"].fillna(""),
        value=shown,
        date=dates,
        label=[
            f"{date} · {text} · {surface}" if date else f"{text} · {surface}"
            for date, text, surface in zip(dates, shown, figures["surface"].tolist(), strict=True)
        ],
        # Only what a mark is made of: each cell of a column of texts costs more than the mark.
        mark=[
            mark_text(mark_of_figure(row))
            for row in _rows(figures[["article", "mentions"]].astype(object))
        ],
    )


def _selected_label(figures: pd.DataFrame, mark: str | None, wording: Wording) -> str:
    """What stands beside the selected dot: its amount and day."""
    chosen = figures.loc[figures["mark"] == mark, [*_VALUE, "date"]].head(1).to_dict("records")
    if not chosen:
        return ""
    value = wording.short_amount(value_of(chosen[0]))
    return wording.text("timeline.selected", period=value, count=chosen[0]["date"])


def value_of(row: dict[Any, Any]) -> MoneyValue:
    """The value in the columns of a row of amounts or evidence."""
    return MoneyValue(
        Decimal(row["amount_text"]),
        Decimal(row["amount_max_text"]) if isinstance(row["amount_max_text"], str) else None,
        row["currency"] if isinstance(row["currency"], str) else None,
        tuple(row["candidates"]) if row["candidates"] is not None else (),
        bool(row["approximate"]),
        Bound(row["bound"]),
    )


def _near(near: Any, wording: Wording) -> str:
    """The names in the amount's sentence, nearest first."""
    return wording.listed([str(name) for _, name in near]) if near is not None else ""


def figure_listing(
    figures: pd.DataFrame, wording: Wording, found: Money, converted: str = ""
) -> Listing:
    """The figures as rows; ``converted`` heads their column of that name, where they have one."""
    rows = figures.head(_MOST_ROWS).reset_index(drop=True)
    rows = rows.assign(near_name=[_near(near, wording) for near in rows["near"]])
    columns = {
        "date": wording.text("table.date"),
        "surface": wording.text("money.as_written"),
        "value": wording.text("money.value"),
        **({"converted": converted} if converted else {}),
        "near_name": wording.text("money.near"),
        "clause": wording.text("money.purpose"),
        "repeats": wording.text("money.repeats"),
    }
    return Listing(
        rows, rows["mark"].tolist(), columns, wording.count("count.amounts", found.total)
    )
