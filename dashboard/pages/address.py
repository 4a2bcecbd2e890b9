"""A view and its address: everything that a copied link restores, as query parameters.

The address is the only long-lived state of a page; widgets show it and change it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, Self
from urllib.parse import unquote

from dashboard.annotation.events import amount_of
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
    all_years: bool = False
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
    role: str = ""
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


# Anyone can write an address, and what it says is asked of the collection.
LONGEST = 60_000  # characters of one parameter: a mark may list some hundred mentions
LONGEST_LIST = 400
ANY_ROLE = "*"  # in place of the words of one role
EARLIEST, LATEST = dt.date(600, 1, 1), dt.date(2999, 12, 31)  # that a filter can be set to
_MOST_DAYS = 9_999_999
_LONGEST_PLACE = 9  # figures of a place in an article
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _day(text: str) -> dt.date:
    day = dt.date.fromisoformat(text)
    if not EARLIEST <= day <= LATEST:
        raise _UnreadableError
    return day


def _day_told(text: str) -> dt.date:
    """Any day that a text may tell of, and after which there is still another."""
    day = dt.date.fromisoformat(text)
    if not dt.date.min < day < dt.date(9999, 1, 1):
        raise _UnreadableError
    return day


def _days(text: str) -> int:
    if len(text) > len(str(-_MOST_DAYS)):
        raise _UnreadableError
    return int(text)


def _place(text: str) -> int:
    if len(text) > _LONGEST_PLACE or not text.isdecimal():
        raise _UnreadableError
    return int(text)


def _text(text: str) -> str:
    if _CONTROL.search(text):
        raise _UnreadableError
    return text


def _listed(text: str) -> tuple[str, ...]:
    listed = tuple(_text(unquote(part)) for part in text.split("~") if part)
    if len(listed) > LONGEST_LIST:
        raise _UnreadableError
    return listed


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
    "amount_min": _Parameter("min", amount_of),
    "amount_max": _Parameter("max", amount_of),
    "currency": _Parameter("currency", _text),
    "text": _Parameter("text", _text),
    "once": _Parameter("once", _flag, _flag_text),
    "mark": _Parameter("mark", lambda text: mark_of(text), lambda mark: mark_text(mark)),
}
_VIEW: dict[str, _Parameter] = {
    "collection": _Parameter("collection", _text),
    "fingerprint": _Parameter("build", _text),
    "frozen": _Parameter("frozen", frozen_of, lambda frozen: str(frozen.text)),
    "chart": _Parameter("chart", Chart),
    "grain": _Parameter("grain", _one_of("auto", "day", "week", "month", "quarter", "year")),
    "stack": _Parameter("stack", _one_of("kind", "source", "entity")),
    "lag": _Parameter("lag", _flag, _flag_text),
    "all_years": _Parameter("all-years", _flag, _flag_text),
    "compare": _Parameter("compare", _listed, _list),
    "shape": _Parameter("shape", _one_of("heatmap", "network", "change")),
    "split": _Parameter("split", _day),
    "window": _Parameter("within", Window),
    "measure": _Parameter("measure", _one_of("count", "npmi", "llr")),
    "order": _Parameter("order", _one_of("newest", "oldest", "largest")),
    "article": _Parameter("article", _text),
    "mention": _Parameter("mention", _text),
    "search": _Parameter("search", _text),
    "entity": _Parameter("entity", _text),
    "role": _Parameter("role", _text),
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
                if len(text) > LONGEST:
                    raise _UnreadableError
                read[name] = parameter.read(text)
            except (ValueError, OverflowError):
                unread.append(parameter.name)
        return read

    view = View(**values(_VIEW), selection=Selection(**values(_SELECTION)))
    return view, unread


_MARK_FIELDS: dict[str, _Parameter] = {
    "axis": _Parameter("axis", DateAxis),
    "start": _Parameter("from", _day_told),
    "end": _Parameter("to", _day_told),
    "kind": _Parameter("kind", MentionKind),
    "source": _Parameter("source", _text),
    "window": _Parameter("within", Window),
    "article": _Parameter("article", _text),
    "exactly": _Parameter("exactly", _flag, _flag_text),
    "undated": _Parameter("undated", _flag, _flag_text),
    "other_start": _Parameter("other-from", _day_told),
    "other_end": _Parameter("other-to", _day_told),
    "lag_min": _Parameter("lag-from", _days),
    "lag_max": _Parameter("lag-to", _days),
    "currency": _Parameter("currency", _text),
    "statement": _Parameter("statement", _place),
    "speaker": _Parameter("speaker", _text),
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
            lists[names[0]].append(_text(value))
    read.update({name: tuple(values) for name, values in lists.items()})
    return Mark(**read)


_PLAIN_MARK = Mark(chart="")
# Every field of a mark travels; a new one that is forgotten here would silently widen links.
assert {f.name for f in fields(Mark)} == {"chart", *_MARK_FIELDS, *_MARK_LISTS}
