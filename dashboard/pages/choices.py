"""What choices are called. A widget tells the server the words that were chosen, and Streamlit
takes the first choice that reads so: no two choices of a widget may read the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeVar

from dashboard.wording import Wording
from dashboard.wording.numbers import FIRST_STRONG, POP

_Key = TypeVar("_Key")


def with_more(name: str, more: str) -> str:
    """``name`` and what is known of it besides; the name's script does not turn the line."""
    return f"{FIRST_STRONG}{name}{POP}  ·  {more}"


def told_apart(
    labels: Mapping[_Key, str], more: Callable[[_Key], str] | None = None
) -> dict[_Key, str]:
    """The labels, no two of them the same: those that are say what ``more`` knows of them besides,
    and what still reads the same is numbered in its order."""
    if more is not None:
        times = Counter(labels.values())
        labels = {
            key: with_more(label, more(key)) if times[label] > 1 else label
            for key, label in labels.items()
        }
    taken = set(labels.values())
    if len(taken) == len(labels):
        return dict(labels)
    made: dict[_Key, str] = {}
    met: Counter[str] = Counter()
    for key, label in labels.items():
        met[label] += 1
        made[key] = label
        while met[label] > 1:
            made[key] = f"{label} ({met[label]})"
            if made[key] not in taken:
                break
            met[label] += 1
        taken.add(made[key])
    return made


def kind_of(entity: str, wording: Wording) -> str:
    """What kind of name an entity's id tells: of two with one name the readers may know by it
    which is which."""
    key = f"kind.one.{entity.partition(':')[0]}"
    return wording.text(key) if wording.has(key) else ""
