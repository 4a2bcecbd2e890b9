"""The tagger's network at run time, in numpy: a word reader, two BiLSTM layers, a CRF.

The same computation as training/network.py. What depends on a word alone (vectors, letters,
their share of the gates) is computed once for each distinct word of a batch. Sentences of a
batch stand longest first, so that each step works only on those that are still running:
nothing is padded, and no sentence sees another.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dashboard.extraction.names.features import list_columns, list_rows
from dashboard.extraction.names.lists import NameLists
from dashboard.extraction.names.vocabulary import BOUNDARY, Vocabulary, letter_rows

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
WORDS_A_BATCH = 6000


@dataclass(frozen=True, slots=True)
class _Layer:
    """One LSTM of one direction: gates ordered in, forget, out, new; the first three halved,
    since sigmoid(x) = (1 + tanh(x / 2)) / 2."""

    inputs: Floats  # (input size, 4 * hidden)
    again: Floats  # (hidden, 4 * hidden)
    bias: Floats


class Network:
    """Labels for sentences of word keys. Reads its arrays from two files in ``folder``."""

    def __init__(self, folder: Path, lists: NameLists) -> None:
        with gzip.open(folder / "names-words.txt.gz", "rt", encoding="utf-8") as f:
            self._vocabulary = Vocabulary(f.read().split("\n"))
        with np.load(folder / "names-vectors.npz") as arrays:
            self._vectors: npt.NDArray[np.int8] = arrays["vectors"]
            self._scales: Floats = arrays["scales"].astype(np.float32)
        with np.load(folder / "names-network.npz") as arrays:
            stored = {name: arrays[name] for name in arrays.files}
        self.labels = [str(label) for label in stored.pop("labels")]
        weights = {name: array.astype(np.float32) for name, array in stored.items()}
        self._lists = lists
        self._letters = _letter_windows(weights)
        self._letter_bias: Floats = weights["reader.convolution.bias"]
        self._view = (weights["view.weight"].T.copy(), weights["view.bias"])
        self._first = [_layer(weights, f"reader.{way}_layer") for way in ("forward", "backward")]
        self._second = [_layer(weights, f"{way}_layer") for way in ("forward", "backward")]
        self._head = (weights["head.weight"].T.copy(), weights["head.bias"])
        self._moves: Floats = weights["moves"]

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """One label per key of each sentence."""
        found: list[list[str]] = [[] for _ in sentences]
        for group in _groups([len(keys) for keys in sentences]):
            paths = self._paths([sentences[at] for at in group])
            for at, path in zip(group, paths, strict=True):
                found[at] = [self.labels[label] for label in path]
        return found

    def _paths(self, sentences: Sequence[Sequence[str]]) -> list[list[int]]:
        """``sentences`` are not empty and stand longest first."""
        lengths = np.array([len(keys) + 2 for keys in sentences])
        active = _running(lengths)
        rows: dict[str, int] = {"": 0}  # the boundary before and after each sentence
        at = np.zeros((len(sentences), int(lengths[0])), np.int64)
        listed = np.zeros((*at.shape, list_columns(self._lists)), np.float32)
        for row, keys in enumerate(sentences):
            at[row, 1 : len(keys) + 1] = [rows.setdefault(key, len(rows)) for key in keys]
            listed[row, 1 : len(keys) + 1] = list_rows(keys, self._lists)
        words, view = self._word_views(list(rows))
        back = _backwards(lengths)
        turn = np.arange(len(at))[:, None]

        ahead, behind = self._first
        gates = words @ ahead.inputs + ahead.bias
        first_ahead = _run(ahead, active, gates, at)
        gates = words @ behind.inputs + behind.bias
        first_behind = _run(behind, active, gates, at[turn, back])[turn, back]
        width = first_ahead.shape[2]
        states = []
        for layer, order in ((self._second[0], None), (self._second[1], back)):
            parts = np.split(layer.inputs, [width, 2 * width, 2 * width + view.shape[1]])
            gates = first_ahead @ parts[0]
            gates += first_behind @ parts[1]
            gates += (view @ parts[2] + layer.bias)[at]
            gates += listed @ parts[3]
            if order is not None:
                gates = gates[turn, order]
            state = _run(layer, active, gates.reshape(-1, gates.shape[2]), _flat(at.shape))
            states.append(state if order is None else state[turn, order])
        scores = np.concatenate(states, 2)[:, 1:-1] @ self._head[0] + self._head[1]
        return _viterbi(scores, self._moves, lengths - 2)

    def _word_views(self, keys: Sequence[str]) -> tuple[Floats, Floats]:
        """(vectors and spelling, the wider view for the second layer) of each distinct key;
        key 0 is the boundary."""
        ids = np.array([BOUNDARY, *(self._vocabulary.id_of(key) for key in keys[1:])])
        stems = np.array([BOUNDARY, *(self._vocabulary.stem_of(key) for key in keys[1:])])
        letters = letter_rows(keys)
        letters[0] = 0
        spelled = self._spelled(letters)
        vectors, stem_vectors = self._vectors_of(ids), self._vectors_of(stems)
        weight, bias = self._view
        view = np.tanh(np.concatenate([vectors, stem_vectors, spelled], 1) @ weight + bias)
        return np.concatenate([vectors, spelled], 1), view

    def _vectors_of(self, ids: Ints) -> Floats:
        vectors: Floats = self._vectors[ids].astype(np.float32) * self._scales[ids, None]
        return vectors

    def _spelled(self, letters: npt.NDArray[np.uint8]) -> Floats:
        before, here, after = self._letters
        seen = here[letters]
        seen[:, 1:] += before[letters[:, :-1]]
        seen[:, :-1] += after[letters[:, 1:]]
        spelled: Floats = np.maximum(seen.max(1) + self._letter_bias, 0)
        return spelled


def _letter_windows(weights: Mapping[str, Floats]) -> Floats:
    """(3, letters, filters): what each letter adds to a filter from before, at and after it."""
    kernel = weights["reader.convolution.weight"]  # (filters, letter size, 3)
    windows: Floats = np.einsum("ls,fsw->wlf", weights["reader.letters.weight"], kernel)
    return windows


def _layer(weights: Mapping[str, Floats], name: str) -> _Layer:
    def ordered(array: Floats) -> Floats:
        put_in, forget, new, out = np.split(array, 4)
        return np.concatenate([put_in / 2, forget / 2, out / 2, new])

    bias = weights[f"{name}.bias_ih_l0"] + weights[f"{name}.bias_hh_l0"]
    return _Layer(
        ordered(weights[f"{name}.weight_ih_l0"]).T.copy(),
        ordered(weights[f"{name}.weight_hh_l0"]).T.copy(),
        ordered(bias),
    )


def _run(layer: _Layer, active: Sequence[int], gates: Floats, at: Ints) -> Floats:
    """States (sentences, steps, hidden); ``gates[at[:, step]]`` is what comes in at a step,
    ``active[step]`` how many sentences have not ended by then."""
    hidden = layer.again.shape[0]
    states = np.zeros((*at.shape, hidden), np.float32)
    state = np.zeros((at.shape[0], hidden), np.float32)
    cell = np.zeros((at.shape[0], hidden), np.float32)
    for step, running in enumerate(active):
        now = state[:running] @ layer.again
        now += gates[at[:running, step]]
        np.tanh(now, out=now)
        opened = now[:, : 3 * hidden]
        opened *= 0.5
        opened += 0.5
        kept = opened[:, hidden : 2 * hidden] * cell[:running]
        kept += opened[:, :hidden] * now[:, 3 * hidden :]
        cell = kept
        state = opened[:, 2 * hidden :] * np.tanh(kept)
        states[:running, step] = state
    return states


def _running(lengths: Ints) -> list[int]:
    return [int((lengths > step).sum()) for step in range(int(lengths[0]))]


def _flat(shape: tuple[int, ...]) -> Ints:
    return np.arange(shape[0] * shape[1]).reshape(shape)


def _backwards(lengths: Ints) -> Ints:
    """For each sentence the order that reads it from the end; places after it stay."""
    places = np.arange(int(lengths[0]))[None, :]
    ends = lengths[:, None]
    return np.where(places < ends, ends - 1 - places, places)


def _viterbi(scores: Floats, moves: Floats, lengths: Ints) -> list[list[int]]:
    """The best label path of each sentence; they stand longest first."""
    total = scores[:, 0].copy()
    back = np.zeros(scores.shape, np.int64)
    for step in range(1, scores.shape[1]):
        running = int((lengths > step).sum())
        reach = total[:running, :, None] + moves
        back[:running, step] = reach.argmax(1)
        total[:running] = reach.max(1) + scores[:running, step]
    paths = []
    for row, length in enumerate(lengths):
        path = [int(total[row].argmax())]
        for step in range(int(length) - 1, 0, -1):
            path.append(int(back[row, step, path[-1]]))
        paths.append(path[::-1])
    return paths


def _groups(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Sentence numbers, longest first, in groups of about WORDS_A_BATCH; empty ones left out."""
    order = sorted((at for at, size in enumerate(lengths) if size), key=lambda at: -lengths[at])
    group: list[int] = []
    words = 0
    for at in order:
        if group and words + lengths[at] > WORDS_A_BATCH:
            yield group
            group, words = [], 0
        group.append(at)
        words += lengths[at]
    if group:
        yield group
