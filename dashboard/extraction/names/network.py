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

from dashboard.extraction.names.agreement import moves_to_agreement, repeated_words
from dashboard.extraction.names.features import list_columns, list_rows
from dashboard.extraction.names.lists import NameLists
from dashboard.extraction.names.vocabulary import BOUNDARY, Vocabulary, letter_rows

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
WORDS_A_BATCH = 8000
# Multiplications up to which OpenBLAS 0.3.31 takes its other way (sgemm_small_kernel_permit).
_SMALL_PRODUCT = 1_000_000
# So many of the commonest words are what they are in every sentence by itself.
COMMON_WORDS = 5000


@dataclass(frozen=True, slots=True)
class _Layer:
    """One LSTM of one direction: gates ordered in, forget, out, new; the first three halved,
    since sigmoid(x) = (1 + tanh(x / 2)) / 2."""

    inputs: Floats  # (input size, 4 * hidden)
    again: Floats  # (hidden, 4 * hidden)
    bias: Floats
    words: Floats  # the rows of the inputs that depend on the word alone; empty in layer one


class _Steps:
    """Where each word of a batch lies in arrays ordered by step, then by sentence.

    ``begins[step]`` is the first place of a step, ``running[step]`` how many sentences have not
    ended by then; ``turn`` takes places read forwards to places read backwards, and back.
    """

    def __init__(self, lengths: Sequence[int]) -> None:
        sizes = np.array(lengths)
        self.lengths = lengths
        self.running = [int((sizes > step).sum()) for step in range(lengths[0])]
        self.begins: Ints = np.concatenate([[0], np.cumsum(self.running)[:-1]]).astype(np.int64)
        self.size = int(sizes.sum())
        self.turn = np.empty(self.size, np.int64)
        for step, (begin, running) in enumerate(zip(self.begins, self.running, strict=True)):
            sentence = np.arange(running)
            self.turn[begin : begin + running] = self.begins[sizes[:running] - 1 - step] + sentence


class Network:
    """Labels for sentences of word keys. Reads its arrays from two files in ``folder``."""

    def __init__(self, folder: Path, lists: NameLists) -> None:
        with gzip.open(folder / "names-words.txt.gz", "rt", encoding="utf-8") as f:
            self._vocabulary = Vocabulary(f.read().split("\n"))
        self._common = frozenset(self._vocabulary.words[:COMMON_WORDS])
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
        states, view = 2 * self._first[0].again.shape[0], len(weights["view.bias"])
        self._second = [
            _layer(weights, f"{way}_layer", slice(states, states + view))
            for way in ("forward", "backward")
        ]
        self._head = (weights["head.weight"].T.copy(), weights["head.bias"])
        self._moves: Floats = weights["moves"]

    def tag(self, sentences: Sequence[Sequence[str]], texts: Sequence[int]) -> list[list[str]]:
        """One label per key of each sentence. ``texts`` says which text each sentence is of;
        the sentences of a text stand in its order and agree on its rarer words."""
        groups = list(_groups([len(keys) for keys in sentences]))
        scored = [self._scores([sentences[at] for at in group]) for group in groups]
        self._agree(sentences, texts, groups, scored)
        found: list[list[str]] = [[] for _ in sentences]
        for group, (steps, scores) in zip(groups, scored, strict=True):
            for at, path in zip(group, _paths(scores, self._moves, steps), strict=True):
                found[at] = [self.labels[label] for label in path]
        return found

    def _agree(
        self,
        sentences: Sequence[Sequence[str]],
        texts: Sequence[int],
        groups: Sequence[Sequence[int]],
        scored: Sequence[tuple[_Steps, Floats]],
    ) -> None:
        """Changes the scores in place."""
        words = repeated_words(sentences, texts, self._common)
        if not len(words.runs):
            return
        group_of = np.zeros(len(sentences), np.int64)
        row_of = np.zeros(len(sentences), np.int64)
        for number, group in enumerate(groups):
            group_of[group] = number
            row_of[group] = np.arange(len(group))
        own = np.empty((len(words.runs), len(self.labels)), np.float32)
        places = []
        for number, (steps, scores) in enumerate(scored):
            here = np.flatnonzero(group_of[words.sentences] == number)
            place = steps.begins[words.positions[here] + 1] + row_of[words.sentences[here]]
            own[here] = scores[place]
            places.append((here, place))
        moved = moves_to_agreement(own, self.labels, words)
        for (here, place), (_, scores) in zip(places, scored, strict=True):
            scores[place] += moved[here]

    def _scores(self, sentences: Sequence[Sequence[str]]) -> tuple[_Steps, Floats]:
        """``sentences`` are not empty and stand longest first; scores lie by place."""
        steps = _Steps([len(keys) + 2 for keys in sentences])
        rows: dict[str, int] = {"": 0}  # the boundary before and after each sentence
        at = np.zeros(steps.size, np.int64)
        listed = np.zeros((steps.size, list_columns(self._lists)), np.float32)
        for sentence, keys in enumerate(sentences):
            places = steps.begins[1 : len(keys) + 1] + sentence
            at[places] = [rows.setdefault(key, len(rows)) for key in keys]
            listed[places] = list_rows(keys, self._lists)
        words, view = self._word_views(list(rows))

        turn = steps.turn
        ahead, behind = self._first
        first = np.concatenate(
            [
                _run(ahead, steps, _product(words, ahead.inputs) + ahead.bias, at),
                _run(behind, steps, _product(words, behind.inputs) + behind.bias, at[turn])[turn],
                listed,
            ],
            1,
        )
        ahead, behind = self._second
        seen = _product(view, ahead.words) + ahead.bias, _product(view, behind.words) + behind.bias
        states = np.concatenate(
            [
                _run(ahead, steps, seen[0], at, first),
                _run(behind, steps, seen[1], at[turn], first[turn])[turn],
            ],
            1,
        )
        return steps, _product(states, self._head[0]) + self._head[1]

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
        sides = np.concatenate([vectors, stem_vectors, spelled], 1)
        view = np.tanh(_product(sides, weight) + bias)
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


def _product(rows: Floats, matrix: Floats) -> Floats:
    """``rows @ matrix``, each row the same to its last digit whichever others stand beside it.

    OpenBLAS sums in another order for a single row, and on some processors for a small product:
    what is found in a text must not depend on the texts that it is read with.
    """
    count = len(rows)
    fewest = max(2, _SMALL_PRODUCT // matrix.size + 1)
    if count < fewest:
        rows = np.concatenate([rows, np.zeros((fewest - count, rows.shape[1]), np.float32)])
    product: Floats = rows @ matrix
    return product[:count]


def _letter_windows(weights: Mapping[str, Floats]) -> Floats:
    """(3, letters, filters): what each letter adds to a filter from before, at and after it."""
    kernel = weights["reader.convolution.weight"]  # (filters, letter size, 3)
    windows: Floats = np.einsum("ls,fsw->wlf", weights["reader.letters.weight"], kernel)
    return windows


def _layer(weights: Mapping[str, Floats], name: str, view: slice = slice(0)) -> _Layer:
    """``view`` says which of the second layer's inputs depend on the word alone."""

    def ordered(array: Floats) -> Floats:
        put_in, forget, new, out = np.split(array, 4)
        return np.concatenate([put_in / 2, forget / 2, out / 2, new])

    inputs = ordered(weights[f"{name}.weight_ih_l0"]).T
    again = ordered(weights[f"{name}.weight_hh_l0"]).T.copy()
    bias = weights[f"{name}.bias_ih_l0"] + weights[f"{name}.bias_hh_l0"]
    return _Layer(
        np.delete(inputs, view, 0),
        again,
        ordered(bias),
        inputs[view].copy(),
    )


def _run(
    layer: _Layer, steps: _Steps, gates: Floats, at: Ints, inputs: Floats | None = None
) -> Floats:
    """States (places, hidden). ``gates[at]`` is what each place's word brings to the gates;
    ``inputs`` (places, size) come in through the layer's weights besides."""
    hidden = layer.again.shape[0]
    states = np.empty((steps.size, hidden), np.float32)
    state = np.zeros((steps.running[0], hidden), np.float32)
    cell = np.zeros((steps.running[0], hidden), np.float32)
    # Of all places at once: one large product takes two thirds of the time of one for each step.
    brought = gates[at]
    if inputs is not None:
        brought += _product(inputs, layer.inputs)
    for begin, running in zip(steps.begins, steps.running, strict=True):
        here = slice(begin, begin + running)
        now = _product(state[:running], layer.again)
        now += brought[here]
        np.tanh(now, out=now)
        opened = now[:, : 3 * hidden]
        opened *= 0.5
        opened += 0.5
        kept = opened[:, hidden : 2 * hidden] * cell[:running]
        kept += opened[:, :hidden] * now[:, 3 * hidden :]
        cell = kept
        state = np.multiply(opened[:, 2 * hidden :], np.tanh(kept), out=states[here])
    return states


def _paths(scores: Floats, moves: Floats, steps: _Steps) -> list[list[int]]:
    """Viterbi: the best label path of each sentence, boundaries left out."""
    begins, running = steps.begins[1:], steps.running[2:]
    total = scores[begins[0] : begins[0] + running[0]].copy()
    back = []
    for begin, count in zip(begins[1:], running[1:], strict=False):
        reach = total[:count, :, None] + moves
        back.append(reach.argmax(1))
        total[:count] = reach.max(1) + scores[begin : begin + count]
    paths = []
    for sentence, length in enumerate(steps.lengths):
        path = [int(total[sentence].argmax())]
        for choices in back[: length - 3][::-1]:
            path.append(int(choices[sentence, path[-1]]))
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
