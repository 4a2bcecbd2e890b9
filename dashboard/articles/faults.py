"""What could not be read, told once for each fault of a file, with where it was met first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from dashboard.articles import limits
from dashboard.articles.formats import ARCHIVES, reader_of, suffix_of, unknown_format_reason
from dashboard.articles.shown import one_line
from dashboard.articles.written_dates import why_no_day
from dashboard.model import Rejected


@dataclass(slots=True)
class Faults:
    """The faults of one file: each distinct reason once, with its first place and their number."""

    shown: str
    first: dict[str, tuple[str, str, bool]] = field(default_factory=dict)
    count: Counter[str] = field(default_factory=Counter)
    others: int = 0

    def __bool__(self) -> bool:
        return bool(self.first)

    def add(self, where: str, reason: str, kind: str = "", note: bool = False) -> None:
        """``kind`` makes one of reasons that differ only in what they quote; of a ``note`` the
        article is kept."""
        kind = kind or reason
        if kind not in self.first and len(self.first) >= limits.DISTINCT_FAULTS:
            self.others += 1
            return
        self.first.setdefault(kind, (where, reason, note))
        self.count[kind] += 1

    def rejected(self) -> Iterator[Rejected]:
        for kind, (where, reason, note) in self.first.items():
            more = self.count[kind] - 1
            told = f" (and {more:,} more such places)" if more > 1 else " (and one more such place)"
            yield rejected_at(self.shown + where, reason, told if more else "", note)
        if self.others:
            yield rejected_at(self.shown, f"{self.others:,} more places could not be read either")


@dataclass(slots=True)
class UnknownFormats:
    """Files of a folder or an archive that no reader knows, told once for each ending."""

    shown: str
    first: dict[str, str] = field(default_factory=dict)
    count: Counter[str] = field(default_factory=Counter)

    def takes(self, name: str, shown: str) -> bool:
        if is_known(name):
            return False
        suffix = suffix_of(name)
        self.first.setdefault(suffix, shown)
        self.count[suffix] += 1
        return True

    def rejected(self) -> Iterator[Rejected]:
        for suffix, where in self.first.items():
            more = self.count[suffix] - 1
            told = f" (and {more:,} more such files)" if more > 1 else " (and one more such file)"
            yield rejected_at(where, unknown_format_reason(f"x{suffix}"), told if more else "")


def is_known(name: str) -> bool:
    return reader_of(name) is not None or suffix_of(name) in ARCHIVES


def undated_reason(written: str) -> tuple[str, str]:
    """Why an article with this for its date is undated, and which kind of reason that is."""
    shown = one_line(written, 60)
    why = why_no_day(written)
    if why == "relative":
        reason = (
            f"the date of publication {shown!r} tells only how long ago it was; the article is "
            "kept without one: write it as 2020-07-23"
        )
    elif why == "partial":
        reason = (
            f"the date of publication {shown!r} names no day; the article is kept without one: "
            "write it as 2020-07-23"
        )
    else:
        reason = (
            f"the date of publication {shown!r} is not understood; the article is kept without "
            "one: write it as 2020-07-23"
        )
    return reason, f"date-{why}"


def read_fault_reason(fault: Exception) -> str:
    if isinstance(fault, OSError) and fault.strerror:
        return f"cannot be read: {fault.strerror}"
    if isinstance(fault, NotImplementedError):
        return "packed in a way that is not known; unpack it and load the files"
    if isinstance(fault, EOFError):
        return (
            "cut off; the whole articles before the cut are read, what follows is missing: copy "
            "or download it again"
        )
    return "damaged while packed; copy or download it again"


def rejected_at(where: str, reason: str, more: str = "", note: bool = False) -> Rejected:
    return Rejected(one_line(where), one_line(reason) + more, note)
