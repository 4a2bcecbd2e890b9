"""Sentences as arrays: a table of distinct words, and batches of sentences of like length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard.extraction.names.features import list_rows
from dashboard.extraction.names.lists import NameLists
from dashboard.extraction.names.vocabulary import BOUNDARY, Vocabulary, letter_rows

Ints = npt.NDArray[np.int64]


class WordTable:
    """Distinct words of all corpora, each with its number, its stem's number and its letters."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._rows: dict[str, int] = {}
        self._ids = [BOUNDARY]
        self._stems = [BOUNDARY]
        self._keys = [""]

    def row_of(self, key: str) -> int:
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = len(self._ids)
            self._ids.append(self._vocabulary.id_of(key))
            self._stems.append(self._vocabulary.stem_of(key))
            self._keys.append(key)
        return row

    def arrays(self) -> tuple[Ints, Ints, npt.NDArray[np.uint8]]:
        """(numbers, stems' numbers, letter rows); row 0 is the sentence boundary."""
        letters = letter_rows(self._keys)
        letters[0] = 0
        return np.array(self._ids), np.array(self._stems), letters


@dataclass(frozen=True, slots=True)
class Encoded:
    """One sentence: rows in the word table, list features and label numbers."""

    rows: npt.NDArray[np.int32]
    listed: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.int16]


def encoded(
    keys: Sequence[str],
    labels: Sequence[str],
    numbers: Mapping[str, int],
    table: WordTable,
    lists: NameLists,
) -> Encoded:
    """``numbers`` gives each label's number."""
    return Encoded(
        np.array([table.row_of(key) for key in keys], np.int32),
        list_rows(keys, lists),
        np.array([numbers[label] for label in labels], np.int16),
    )


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of one batch. ``ids``, ``stems`` and ``letters`` are of its distinct words;
    ``at`` (batch, time + 2) points into them, with a boundary before and after each sentence;
    ``backwards`` is the reading order of the backward layers."""

    ids: Any
    stems: Any
    letters: Any
    at: Any
    backwards: Any
    listed: Any
    labels: Any
    mask: Any
    order: list[int]


def batches(
    sentences: Sequence[Encoded],
    arrays: tuple[Ints, Ints, npt.NDArray[np.uint8]],
    words: int,
    rng: np.random.Generator | None,
    list_dropout: float = 0.0,
) -> Iterator[Batch]:
    """Batches of about ``words`` words. With ``rng`` the sentences are drawn in random order
    (neighbours of like length) and whole sentences lose their list features by chance."""
    lengths = np.array([len(sentence.rows) for sentence in sentences], float)
    if rng is not None:
        lengths = lengths + rng.uniform(-2, 2, len(lengths))
    order = np.argsort(lengths, kind="stable")
    groups: list[list[int]] = []
    for at in order:
        longest = len(sentences[at].rows)
        if not groups or longest * (len(groups[-1]) + 1) > words:
            groups.append([])
        groups[-1].append(int(at))
    if rng is not None:
        rng.shuffle(groups)
    for group in groups:
        yield _batch([sentences[at] for at in group], arrays, group, rng, list_dropout)


def _batch(
    sentences: Sequence[Encoded],
    arrays: tuple[Ints, Ints, npt.NDArray[np.uint8]],
    order: list[int],
    rng: np.random.Generator | None,
    list_dropout: float,
) -> Batch:
    import torch

    time = max(len(sentence.rows) for sentence in sentences)
    size = len(sentences)
    rows = np.zeros((size, time + 2), np.int64)
    backwards = np.zeros((size, time + 2), np.int64)
    listed = np.zeros((size, time + 2, sentences[0].listed.shape[1]), np.float32)
    labels = np.zeros((size, time), np.int64)
    mask = np.zeros((size, time), np.float32)
    for at, sentence in enumerate(sentences):
        length = len(sentence.rows)
        rows[at, 1 : length + 1] = sentence.rows
        backwards[at] = reading_backwards(length + 2, time + 2)
        if rng is None or rng.random() >= list_dropout:
            listed[at, 1 : length + 1] = sentence.listed
        labels[at, :length] = sentence.labels
        mask[at, :length] = 1
    distinct, at_rows = np.unique(rows, return_inverse=True)
    ids, stems, letters = arrays
    return Batch(
        torch.from_numpy(ids[distinct]),
        torch.from_numpy(stems[distinct]),
        torch.from_numpy(letters[distinct].astype(np.int64)),
        torch.from_numpy(at_rows.reshape(rows.shape)),
        torch.from_numpy(backwards),
        torch.from_numpy(listed),
        torch.from_numpy(labels),
        torch.from_numpy(mask),
        order,
    )


def reading_backwards(length: int, padded: int) -> Ints:
    """The order that reads ``length`` places from the last to the first; padding stays."""
    order = np.arange(padded)
    order[:length] = order[:length][::-1]
    return order
