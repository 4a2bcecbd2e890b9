"""Sentences with other names in them, so that a name unseen in training is read from its letters
and its neighbours.

In a copy of each annotated sentence some names give way to others of their kind, from the corpora
themselves, and some letters of these are changed until no vocabulary knows the word.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from dashboard.extraction.names.clitics import CliticEvidence
from dashboard.extraction.names.labels import label_spans

# How often a name gives way to another of its kind.
SHARES = {"PER": 0.7, "LOC": 0.4, "ORG": 0.25}
# How often the letters of the new name's words are changed.
CHANGED = {"PER": 0.4, "LOC": 0.15}
# A person's single name gives way to a last name alone, mostly.
_LAST_NAME_ALONE = 0.7
_LETTERS = "ابتجحدرزسشصطعغفقكلمنهوي"
_LONGEST_NAME = 4
_TRIES = 3

Names = Mapping[str, Sequence[tuple[str, ...]]]


def names_by_kind(
    labelled: Sequence[tuple[Sequence[str], Sequence[str]]],
    kinds: Mapping[str, str],
    clitics: CliticEvidence,
) -> dict[str, set[tuple[str, ...]]]:
    """The distinct names of (keys, labels); ``kinds`` maps a label's class to PER, ORG or LOC.
    Particles before persons and places are cut off."""
    found: dict[str, set[tuple[str, ...]]] = {kind: set() for kind in SHARES}
    for keys, labels in labelled:
        for first, after, label in label_spans(labels):
            kind = kinds.get(label)
            if kind is None or after - first > _LONGEST_NAME:
                continue
            name = list(keys[first:after])
            cut = clitics.cut(name[0], {})
            if cut.length and kind != "ORG":
                name[0] = cut.bare
            if all(word.isalpha() for word in name):
                found[kind].add(tuple(name))
    return found


def swapped(
    keys: Sequence[str],
    labels: Sequence[str],
    names: Names,
    clitics: CliticEvidence,
    known: Collection[str],
    rng: np.random.Generator,
) -> tuple[list[str], list[str]]:
    """The sentence with some of its names exchanged; ``known`` are the words of the vocabulary."""
    new_keys: list[str] = []
    new_labels: list[str] = []
    done = 0
    for first, after, kind in label_spans(labels):
        new_keys += keys[done:first]
        new_labels += labels[done:first]
        done = after
        name = list(keys[first:after])
        if names.get(kind) and rng.random() < SHARES[kind]:
            name = _other(name, kind, names[kind], clitics, known, rng)
        new_keys += name
        new_labels += [f"B-{kind}"] + [f"I-{kind}"] * (len(name) - 1)
    return [*new_keys, *keys[done:]], [*new_labels, *labels[done:]]


def _other(
    name: Sequence[str],
    kind: str,
    names: Sequence[tuple[str, ...]],
    clitics: CliticEvidence,
    known: Collection[str],
    rng: np.random.Generator,
) -> list[str]:
    new = list(names[int(rng.integers(len(names)))])
    if kind == "PER" and len(name) == 1 and len(new) > 1 and rng.random() < _LAST_NAME_ALONE:
        new = new[-1:]
    cut = clitics.cut(name[0], {})
    if cut.length and not name[0].startswith(("لل", "ولل", "فلل")):
        particles = name[0][: cut.length]
        article = particles.endswith("ل") and new[0].startswith("ال")
        new[0] = particles + (new[0][1:] if article else new[0])
    if rng.random() < CHANGED.get(kind, 0.0):
        new = [_changed(word, known, rng) for word in new]
    return new


def _changed(word: str, known: Collection[str], rng: np.random.Generator) -> str:
    """``word`` with one letter exchanged, added or dropped, unknown to the vocabulary if that comes
    about in a few tries."""
    if len(word) < 4 or not word.isalpha():
        return word
    for _ in range(_TRIES):
        at = int(rng.integers(1, len(word)))
        letter = _LETTERS[int(rng.integers(len(_LETTERS)))]
        made = (
            word[:at] + letter + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 :],
        )[int(rng.integers(3))]
        if made not in known:
            return made
    return word
