"""The text of a PDF page by where it stands, column after column where it is set in columns.

The library sets a page as it looks, line by line across all columns. Where each piece of text
begins and how wide it is stands in functions of the library that it does not promise to keep; where
they are not as they were, a page is read across its columns, as the library does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np

from dashboard.articles.language import arabic_share

_FUNCTIONS = ("text_show_operations", "y_coordinate_groups", "fixed_char_width", "fixed_width_page")
_STEPS = 600  # a page is that many wide when gaps between columns are looked for
_CROSSING = 0.1  # of the lines may go across a gap: headlines
_LEAST_LINES = 6  # in a column
_LEAST_LETTERS = 22  # of a line on average; cells of a table are shorter
_MOST_GAP = 0.5  # of the width of a column, ragged edges with it; cells stand farther apart
_LEAST_SHARE = 0.6  # of the page's letters that stand in columns


@dataclass(frozen=True, slots=True)
class _Run:
    """Pieces of text that are drawn one after the other from one place."""

    left: float
    right: float
    line: float
    pieces: tuple[Any, ...]

    @property
    def letters(self) -> int:
        return sum(sum(not char.isspace() for char in piece["text"]) for piece in self.pieces)


def page_text(page: Any) -> str:
    """The lines of ``page`` with a blank line between paragraphs; in Arabic the column on the right
    is read first. Raises whatever the library does."""
    layout = _layout(page)
    if layout is None:
        return str(page.extract_text(extraction_mode="layout", layout_mode_scale_weight=1.0))
    pieces = _pieces(page, layout)
    if not pieces:
        return ""
    width = layout.fixed_char_width(pieces, 1.0)

    def lines_of(some: Sequence[Any]) -> str:
        return str(layout.fixed_width_page(layout.y_coordinate_groups(list(some)), width, True, 1))

    runs = _runs(pieces)
    gaps = _gaps(runs)
    if not gaps:
        return lines_of(pieces)
    from_right = arabic_share("".join(piece["text"] for piece in pieces)) > 0.5
    parts: list[str] = []
    for is_across, part in _bands(runs, gaps):
        if is_across:
            parts.append(lines_of(_all(part)))
            continue
        columns: dict[int, list[Any]] = defaultdict(list)
        for run in part:
            columns[_column(run, gaps)].append(run)
        # No blank line between: a paragraph goes on at the head of the next column.
        ordered = sorted(columns, reverse=from_right)
        parts.append("\n".join(lines_of(_all(columns[at])).strip("\n") for at in ordered))
    return "\n\n".join(part.strip("\n") for part in parts)


def _pieces(page: Any, layout: Any) -> list[Any]:
    """What is drawn, with its place."""
    from pypdf.generic import ArrayObject, ContentStream, StreamObject

    contents = page.get("/Contents")
    contents = None if contents is None else contents.get_object()
    if not isinstance(contents, ArrayObject | StreamObject):
        return []
    operations = iter(ContentStream(contents, page.pdf, "bytes").operations)
    return list(layout.text_show_operations(operations, page._layout_mode_fonts(), True))


def _layout(page: Any) -> Any:
    """The library's functions for places, None where one of them is not there."""
    try:
        from pypdf._text_extraction import _layout_mode
    except ImportError:
        return None
    has_all = all(hasattr(_layout_mode, name) for name in _FUNCTIONS)
    return _layout_mode if has_all and hasattr(page, "_layout_mode_fonts") else None


def _runs(pieces: Sequence[Any]) -> list[_Run]:
    """A piece that is drawn behind another has the place where both began."""
    together: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for piece in pieces:
        together[round(piece["tx"]), round(piece["ty"])].append(piece)
    runs = []
    for some in together.values():
        left = some[0]["tx"]
        right = left + sum(abs(piece["displaced_tx"] - piece["tx"]) for piece in some)
        line = some[0]["ty"] * some[0]["flip_sort"]
        if any(piece["text"].strip() for piece in some):
            runs.append(_Run(left, right, line, tuple(some)))
    return runs


def _gaps(runs: Sequence[_Run]) -> list[tuple[float, float]]:
    """From where to where nothing stands between two columns, from the left; [] without columns."""
    if len({run.line for run in runs}) < _LEAST_LINES:
        return []
    whole = max(run.right for run in runs)
    if not 0 < whole < float("inf"):
        return []
    taken = np.zeros((_STEPS,), np.int64)
    by_line: dict[int, list[_Run]] = defaultdict(list)
    for run in runs:
        by_line[round(run.line)].append(run)
    for some in by_line.values():
        covered = np.zeros((_STEPS,), bool)
        for run in some:
            covered[int(run.left / whole * _STEPS) : int(run.right / whole * _STEPS) + 1] = True
        taken += covered
    free = taken <= _CROSSING * len(by_line)
    height = median(piece["font_height"] for run in runs for piece in run.pieces)
    found = [
        (first * whole / _STEPS, last * whole / _STEPS)
        for first, last in _stretches(free)
        if first > 0 and last < _STEPS and (last - first) * whole / _STEPS >= 0.8 * height
    ]
    return found if found and _are_columns(runs, found, whole) else []


def _stretches(free: Any) -> list[tuple[int, int]]:
    """From where to where ``free`` is true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], free, [False])).astype(np.int8)))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def _are_columns(runs: Sequence[_Run], gaps: Sequence[tuple[float, float]], whole: float) -> bool:
    """Whether running text stands on both sides of each gap, side by side."""
    edges = [0.0, *(edge for gap in gaps for edge in gap), whole]
    widths = [right - left for left, right in zip(edges[::2], edges[1::2], strict=True)]
    if max(right - left for left, right in gaps) > _MOST_GAP * min(widths):
        return False
    inside: dict[int, list[_Run]] = defaultdict(list)
    for run in runs:
        if not _is_across(run, gaps):
            inside[_column(run, gaps)].append(run)
    if len(inside) != len(widths):
        return False
    for some in inside.values():
        lines = {round(run.line) for run in some}
        if len(lines) < _LEAST_LINES:
            return False
        if sum(run.letters for run in some) < _LEAST_LETTERS * len(lines):
            return False
    reach = [(min(r.line for r in some), max(r.line for r in some)) for some in inside.values()]
    beside = min(high for _, high in reach) - max(low for low, _ in reach)
    if beside <= 0.5 * min(high - low for low, high in reach):
        return False
    held = sum(run.letters for some in inside.values() for run in some)
    return held >= _LEAST_SHARE * sum(run.letters for run in runs)


def _is_across(run: _Run, gaps: Sequence[tuple[float, float]]) -> bool:
    return any(run.left < left and run.right > right for left, right in gaps)


def _column(run: _Run, gaps: Sequence[tuple[float, float]]) -> int:
    middle = (run.left + run.right) / 2
    return sum((left + right) / 2 < middle for left, right in gaps)


def _bands(
    runs: Sequence[_Run], gaps: Sequence[tuple[float, float]]
) -> list[tuple[bool, list[_Run]]]:
    """The lines that go across the columns (True) and those within them, from above."""
    by_line: dict[int, list[_Run]] = defaultdict(list)
    for run in runs:
        by_line[round(run.line)].append(run)
    bands: list[tuple[bool, list[_Run]]] = []
    for line in sorted(by_line, reverse=True):
        is_across = any(_is_across(run, gaps) for run in by_line[line])
        if not bands or bands[-1][0] != is_across:
            bands.append((is_across, []))
        bands[-1][1].extend(by_line[line])
    return bands


def _all(runs: Sequence[_Run]) -> list[Any]:
    """Their pieces, in the order in which the library sets them."""
    pieces = [piece for run in runs for piece in run.pieces]
    return sorted(pieces, key=lambda one: (one["ty"] * one["flip_sort"], -one["tx"]), reverse=True)
