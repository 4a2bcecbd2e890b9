"""Spelling variants: attached letters left on, exchanged consonants, vowels of foreign names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dashboard.collection.linking.merging import Merging, Node
from dashboard.collection.linking.spelling import ARTICLE, consonants_alike, sound, units
from dashboard.model import MentionKind

_ATTACHED = ("و", "ب", "ل", "ف", "ك")
# How much more frequent the bare form must be before a first letter counts as attached.
_MUCH_MORE = 8
# Letters that transliterations of foreign names hardly use.
_NATIVE_LETTERS = frozenset("حعضظذق")
_MOST_EDITS = 2  # in one word of several
_MOST_EDITS_ALONE = 1
# A word with this many partners is a given name of its own, not somebody's spelling.
_OWN_NAME_PARTNERS = 4
_LARGEST_BLOCK = 60


def join_attached(merging: Merging, counts: Mapping[Node, int]) -> None:
    """Names that kept an attached letter or the lam of لل join the name without it."""
    for kind, key in sorted(counts):
        # للقوات is read as لقوات: its name is القوات, whose key has no article.
        if key.startswith("ل") and len(key) > 3:
            bare = (kind, key[1:])
            if bare in counts and (" " in key or counts[bare] >= 2 * counts[kind, key]):
                merging.join((kind, key), bare, f"{key}: {bare[1]} behind لل")
                continue
        if key[:1] in _ATTACHED and len(key) > 4:
            rest = key[1:].removeprefix(ARTICLE) if key[1:].startswith(ARTICLE) else key[1:]
            bare = (kind, rest)
            if counts.get(bare, 0) >= _MUCH_MORE * counts[kind, key]:
                merging.join((kind, key), bare, f"{key}: {rest} with an attached letter")


def join_sounds(merging: Merging, counts: Mapping[Node, int]) -> None:
    """Foreign names whose consonants agree join: كاغينز and كاجينز, نتنياهو and نتانياهو."""
    partners = _partners(counts)
    blocks: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, key in counts:
        sounds = " ".join(sound(word) for word in key.split(" "))
        if len(sounds) >= 4:
            blocks[kind, sounds].append(key)
    for (kind, _), keys in sorted(blocks.items()):
        if 1 < len(keys) <= _LARGEST_BLOCK:
            ordered = sorted(keys, key=lambda key: (-counts[kind, key], key))
            for at, key in enumerate(ordered):
                for other in ordered[:at]:
                    if same_name(other, key, partners):
                        merging.join((kind, other), (kind, key), f"{key}: spelling of {other}")
                        break


def same_name(one: str, other: str, partners: Mapping[str, int]) -> bool:
    """Whether two keys that sound alike are spellings of one name, word by word.

    Words may differ in consonants that transliterations exchange (ج and غ, ط and ت), and, when
    they look foreign, in vowels; two words that are each known with several partners (حسن and
    حسين) are names of their own.
    """
    pairs = list(zip(one.split(" "), other.split(" "), strict=False))
    if one.count(" ") != other.count(" "):
        return False
    differing = [(a, b) for a, b in pairs if a != b]
    single = len(pairs) == 1
    # Beside a long foreign word that is the same, a short one may differ: جونزالو هيغوين; beside
    # an Arabic one three consonants are many names: محمد سالم, محمد سليم.
    sure = any(a == b and _looks_foreign(a) and len(sound(a)) > 3 for a, b in pairs)
    for a, b in differing:
        # مكسيكو is the capital, المكسيك the country: an end of its own makes a name of its own.
        if consonants_alike(a)[-1] != consonants_alike(b)[-1]:
            return False
        if consonants_alike(a) == consonants_alike(b) and _looks_foreign(a) and len(a) > 3:
            continue
        if not (_looks_foreign(a) and _looks_foreign(b)):
            return False
        if min(partners.get(a, 0), partners.get(b, 0)) >= _OWN_NAME_PARTNERS:
            return False
        if min(len(sound(a)), len(sound(b))) < (3 if sure else 4) or min(len(a), len(b)) < 4:
            return False
        most = _MOST_EDITS_ALONE if single else _MOST_EDITS
        if _edits(consonants_alike(a), consonants_alike(b)) > most:
            return False
    return len(differing) < len(pairs) or single or all(len(sound(a)) > 3 for a, _ in pairs)


def similar_surname(one: str, other: str) -> bool:
    """Whether two surnames in one article are spellings of one."""
    return sound(one) == sound(other) and same_name(one, other, {})


def _partners(counts: Mapping[Node, int]) -> dict[str, int]:
    """With how many different words each word of a person's name stands."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for kind, key in counts:
        if kind == MentionKind.PER.value and " " in key:
            words = _words(units(key))
            for at, word in enumerate(words):
                beside[word].update(words[:at] + words[at + 1 :])
    return {word: len(others) for word, others in beside.items()}


def _words(parts: Iterable[str]) -> list[str]:
    return [word for part in parts for word in part.split(" ")]


def _looks_foreign(word: str) -> bool:
    return _NATIVE_LETTERS.isdisjoint(word) and not word.startswith(ARTICLE)


def _edits(one: Sequence[str], other: Sequence[str]) -> int:
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, own in enumerate(other, 1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (char != own))
    return row[-1]
