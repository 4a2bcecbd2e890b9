"""Agreement of a text's sentences on what a word is.

A rare word that stands in several sentences of one text mostly names the same thing in all of
them, and some sentences tell its kind better than others. So each occurrence's scores are moved
towards the mean of all of them: how likely a person, organisation, place, other name or no name;
whether the word begins a name or continues one stays each sentence's own matter.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

# How far towards the mean, among how many sentences on either side; chosen on the development
# part of ANERcorp (docs/names.md).
WEIGHT = 0.9
REACH = 20
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Repeated:
    """Occurrences of words that a text repeats, those of one word of one text together and in
    order; ``runs`` numbers the words."""

    runs: Ints
    sentences: Ints
    positions: Ints


def repeated_words(
    sentences: Sequence[Sequence[str]], texts: Sequence[int], common: Collection[str]
) -> Repeated:
    """The words that stand at least twice in the sentences of one text; ``texts`` says which
    text each sentence is of. Common words, short ones and those with other signs do not count."""
    places: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for number, (keys, text) in enumerate(zip(sentences, texts, strict=True)):
        for position, key in enumerate(keys):
            if len(key) >= SHORTEST and key not in common and key.isalpha():
                places.setdefault((text, key), []).append((number, position))
    rows = [
        (run, number, position)
        for run, found in enumerate(found for found in places.values() if len(found) > 1)
        for number, position in found
    ]
    columns = np.array(rows, np.int64).reshape(-1, 3).T
    return Repeated(columns[0], columns[1], columns[2])


def moves_to_agreement(scores: Floats, labels: Sequence[str], words: Repeated) -> Floats:
    """What to add to ``scores`` (occurrences, labels) of ``words``."""
    kinds = sorted({label[2:] for label in labels})
    member = np.array([[label[2:] == kind for label in labels] for kind in kinds])
    likely = np.exp(scores - scores.max(1, keepdims=True)).astype(np.float64)
    likely /= likely.sum(1, keepdims=True)
    of_kind = np.log(likely @ member.T + 1e-12)
    # A gap wider than the reach keeps one word's occurrences out of another's mean.
    order = words.runs * (int(words.sentences.max(initial=0)) + 2 * REACH + 2) + words.sentences
    first = np.searchsorted(order, order - REACH, "left")
    after = np.searchsorted(order, order + REACH, "right")
    sums = np.concatenate([np.zeros((1, len(kinds))), np.cumsum(of_kind, 0)])
    mean = (sums[after] - sums[first]) / (after - first)[:, None]
    moved: Floats = (WEIGHT * (mean - of_kind) @ member).astype(np.float32)
    return moved
