"""A view and its address: everything that a copied link restores, as query parameters.

The address is the only long-lived state of a page; widgets show it and change it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Self
from urllib.parse import unquote

from dashboard.collection.sharing.frozen import Frozen, frozen_of
from dashboard.model import DateAxis, Mark, MentionKind, Selection, Window
from dashboard.wording import Digits, Months


class Chart(StrEnum):
    """The tab of the workbench."""

    TIMELINE = "timeline"
    COOCCURRENCE = "cooccurrence"
    MONEY = "money"
    STATEMENTS = "statements"


@dataclass(frozen=True, slots=True)
class View:
    """What a person sees: the collection, what is selected in it, and how it is drawn."""

    collection: str = ""
    fingerprint: str = ""
    frozen: Frozen | None = None
    selection: Selection = field(default_factory=Selection)
    chart: Chart = Chart.TIMELINE
    grain: str = "auto"
    stack: str = "kind"
    lag: bool = False
    compare: tuple[str, ...] = ()
    shape: str = "heatmap"
    split: dt.date | None = None
    window: Window = Window.SENTENCE
    measure: str = "npmi"
    order: str = "newest"
    article: str = ""
    mention: str = ""
    search: str = ""
    entity: str = ""
    language: str = ""
    digits: Digits = Digits.WESTERN
    months: Months = Months.LEVANTINE

    def select(self, **changes: Any) -> Self:
        """A copy whose selection has these fields changed."""
        return replace(self, selection=self.selection.changed(**changes))

    def changed(self, **changes: Any) -> Self:
        return replace(self, **changes)


class _UnreadableError(ValueError):
    pass


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation as fault:
        raise _UnreadableError from fault
    if not amount.is_finite():
        raise _UnreadableError
    return amount


def _listed(text: str) -> tuple[str, ...]:
    return tuple(unquote(part) for part in text.split("~") if part)


def _list(values: tuple[str, ...]) -> str:
    return "~".join(map(_escaped, values))


def _escaped(value: str) -> str:
    # A tilde separates the parts, because commas and spaces stand in many names.
    return value.replace("%", "%25").replace("~", "%7E")


def _kinds(text: str) -> tuple[MentionKind, ...]:
    return tuple(MentionKind(part) for part in _listed(text))


def _one_of(*values: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in values:
            raise _UnreadableError
        return text

    return read


def _flag(text: str) -> bool:
    return text == "1"


def _flag_text(flag: bool) -> str:
    return "1" if flag else "0"


@dataclass(frozen=True, slots=True)
class _Parameter:
    """How one field travels: its name in the address, and both directions of its text."""

    name: str
    read: Callable[[str], Any]
    written: Callable[[Any], str] = str


_SELECTION: dict[str, _Parameter] = {
    "start": _Parameter("from", _day),
    "end": _Parameter("to", _day),
    "axis": _Parameter("axis", DateAxis),
    "kinds": _Parameter("kinds", _kinds, _list),
    "entities": _Parameter("names", _listed, _list),
    "sources": _Parameter("sources", _listed, _list),
    "amount_min": _Parameter("min", _amount),
    "amount_max": _Parameter("max", _amount),
    "currency": _Parameter("currency", str),
    "text": _Parameter("text", str),
    "once": _Parameter("once", _flag, _flag_text),
    "mark": _Parameter("mark", lambda text: mark_of(text), lambda mark: mark_text(mark)),
}
_VIEW: dict[str, _Parameter] = {
    "collection": _Parameter("collection", str),
    "fingerprint": _Parameter("build", str),
    "frozen": _Parameter("frozen", frozen_of, lambda frozen: str(frozen.text)),
    "chart": _Parameter("chart", Chart),
    "grain": _Parameter("grain", _one_of("auto", "day", "week", "month", "quarter", "year")),
    "stack": _Parameter("stack", _one_of("kind", "source", "entity")),
    "lag": _Parameter("lag", _flag, _flag_text),
    "compare": _Parameter("compare", _listed, _list),
    "shape": _Parameter("shape", _one_of("heatmap", "network", "change")),
    "split": _Parameter("split", _day),
    "window": _Parameter("within", Window),
    "measure": _Parameter("measure", _one_of("count", "npmi", "llr")),
    "order": _Parameter("order", _one_of("newest", "oldest", "largest")),
    "article": _Parameter("article", str),
    "mention": _Parameter("mention", str),
    "search": _Parameter("search", str),
    "entity": _Parameter("entity", str),
    "language": _Parameter("lang", _one_of("ar", "en")),
    "digits": _Parameter("digits", Digits),
    "months": _Parameter("months", Months),
}
PARAMETERS = tuple(parameter.name for parameter in (*_VIEW.values(), *_SELECTION.values()))


def address_of(view: View) -> dict[str, str]:
    """The query parameters of ``view``; a field at its default value has none."""
    found: dict[str, str] = {}
    for owner, table, default in (
        (view, _VIEW, View()),
        (view.selection, _SELECTION, Selection()),
    ):
        for name, parameter in table.items():
            value = getattr(owner, name)
            if value != getattr(default, name):
                found[parameter.name] = parameter.written(value)
    return found


def view_at(address: Mapping[str, str]) -> tuple[View, list[str]]:
    """The view at an address, and the names of parameters that could not be read.

    Anyone can write an address: an unreadable or unknown value is left out, never an error.
    """
    unread: list[str] = []

    def values(table: dict[str, _Parameter]) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for name, parameter in table.items():
            text = address.get(parameter.name, "")
            if not text:
                continue
            try:
                read[name] = parameter.read(text)
            except ValueError:
                unread.append(parameter.name)
        return read

    view = View(**values(_VIEW), selection=Selection(**values(_SELECTION)))
    return view, unread


_MARK_FIELDS: dict[str, _Parameter] = {
    "axis": _Parameter("axis", DateAxis),
    "start": _Parameter("from", _day),
    "end": _Parameter("to", _day),
    "kind": _Parameter("kind", MentionKind),
    "source": _Parameter("source", str),
    "window": _Parameter("within", Window),
    "article": _Parameter("article", str),
    "exactly": _Parameter("exactly", _flag, _flag_text),
    "undated": _Parameter("undated", _flag, _flag_text),
    "other_start": _Parameter("other-from", _day),
    "other_end": _Parameter("other-to", _day),
    "lag_min": _Parameter("lag-from", int),
    "lag_max": _Parameter("lag-to", int),
    "currency": _Parameter("currency", str),
}
_MARK_LISTS = {"entities": "name", "mentions": "mention"}


def mark_text(mark: Mark) -> str:
    """``chart~key:value~...``; the same text is a chart's customdata and a link's parameter."""
    parts = [mark.chart]
    for name, parameter in _MARK_FIELDS.items():
        value = getattr(mark, name)
        if value is not None and value != getattr(_PLAIN_MARK, name):
            parts.append(f"{parameter.name}:{_escaped(parameter.written(value))}")
    for name, key in _MARK_LISTS.items():
        parts.extend(f"{key}:{_escaped(value)}" for value in getattr(mark, name))
    return "~".join(parts)


def mark_of(text: str) -> Mark:
    """The inverse of ``mark_text``. Raises ValueError for anything else."""
    chart, *parts = text.split("~")
    if not chart:
        raise _UnreadableError
    read: dict[str, Any] = {"chart": chart}
    lists: dict[str, list[str]] = {name: [] for name in _MARK_LISTS}
    by_key = {parameter.name: (name, parameter) for name, parameter in _MARK_FIELDS.items()}
    for part in parts:
        key, _, value = part.partition(":")
        value = unquote(value)
        if key in by_key:
            name, parameter = by_key[key]
            read[name] = parameter.read(value)
        else:
            names = [name for name, known in _MARK_LISTS.items() if known == key]
            if not names:
                raise _UnreadableError
            lists[names[0]].append(value)
    read.update({name: tuple(values) for name, values in lists.items()})
    return Mark(**read)


_PLAIN_MARK = Mark(chart="")
# Every field of a mark travels; a new one that is forgotten here would silently widen links.
assert {f.name for f in fields(Mark)} == {"chart", *_MARK_FIELDS, *_MARK_LISTS}
