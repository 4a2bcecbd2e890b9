"""Exact-span scores over BIO labels, as CoNLL counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.extraction.names.labels import label_spans


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, from counts of spans."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        total = self.found + self.wanted
        return 2 * self.right / total if total else 0.0


def span_scores(
    wanted: Iterable[Sequence[str]],
    found: Iterable[Sequence[str]],
    kinds: Sequence[str] = ("PER", "ORG", "LOC"),
) -> dict[str, Score]:
    """A Score per kind and one for all of ``kinds`` together under "all" (micro average)."""
    right: Counter[str] = Counter()
    got: Counter[str] = Counter()
    want: Counter[str] = Counter()
    for wanted_labels, found_labels in zip(wanted, found, strict=True):
        gold = {span for span in label_spans(wanted_labels) if span[2] in kinds}
        ours = {span for span in label_spans(found_labels) if span[2] in kinds}
        right.update(span[2] for span in gold & ours)
        got.update(span[2] for span in ours)
        want.update(span[2] for span in gold)
    scores = {kind: Score(right[kind], got[kind], want[kind]) for kind in kinds}
    scores["all"] = Score(right.total(), got.total(), want.total())
    return scores
