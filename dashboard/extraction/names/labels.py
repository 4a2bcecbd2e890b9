"""BIO labels and the spans they stand for."""

from __future__ import annotations

from collections.abc import Sequence


def label_spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first word, word after the last, kind) for each span; an I- that continues nothing of
    its kind begins a span, as CoNLL's scorer counts."""
    spans: list[tuple[int, int, str]] = []
    start, kind = 0, ""
    for at, label in enumerate([*labels, "O"]):
        mark, _, own = label.partition("-")
        if kind and (mark != "I" or own != kind):
            spans.append((start, at, kind))
            kind = ""
        if mark in ("B", "I") and not kind:
            start, kind = at, own
    return spans
