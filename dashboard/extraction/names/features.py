"""Features of a word in its sentence for the conditional random field."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.extraction.names.lists import NameLists, bare_forms

_EDGES = ("<s>", "</s>")


def sentence_features(keys: Sequence[str], lists: NameLists) -> list[list[str]]:
    """One list of feature names per word: the word, its ends, its neighbours, its lists."""
    begins, continues = lists.matches(keys)
    singles = [lists.of_word(key) for key in keys]
    return [
        _word_features(keys, at, begins, continues, singles, lists.types) for at in range(len(keys))
    ]


def _word_features(
    keys: Sequence[str],
    at: int,
    begins: Sequence[int],
    continues: Sequence[int],
    singles: Sequence[int],
    types: Sequence[str],
) -> list[str]:
    key = keys[at]
    forms = bare_forms(key)
    features = ["bias", f"w={key}", f"stem={forms[-1]}", f"bare={forms[min(1, len(forms) - 1)]}"]
    for size in range(1, min(5, len(key) + 1)):
        features += [f"p{size}={key[:size]}", f"s{size}={key[-size:]}"]
    features.append(f"shape={_shape(key)}")
    for shift in (-2, -1, 1, 2):
        other = at + shift
        inside = 0 <= other < len(keys)
        word = keys[other] if inside else _EDGES[shift > 0]
        features.append(f"w{shift:+d}={word}")
        if abs(shift) == 1:
            features.append(f"pair{shift:+d}={word}|{key}")
            if inside:
                features.append(f"stem{shift:+d}={bare_forms(word)[-1]}")
                features.append(f"s3{shift:+d}={word[-3:]}")
    for shift in (-1, 0, 1):
        other = at + shift
        if 0 <= other < len(keys):
            for bit, name in enumerate(types):
                if begins[other] >> bit & 1:
                    features.append(f"b{shift:+d}={name}")
                if continues[other] >> bit & 1:
                    features.append(f"c{shift:+d}={name}")
                if singles[other] >> bit & 1:
                    features.append(f"l{shift:+d}={name}")
    return features


def _shape(key: str) -> str:
    if key.isdigit():
        return "digits"
    if key.isascii() and key.isalpha():
        return "latin"
    if not any(char.isalnum() for char in key):
        return "sign"
    return "mixed" if any(char.isdigit() for char in key) else "word"
