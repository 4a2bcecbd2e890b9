"""What only an article can tell: whose surname stands there, which ministry is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.collection.linking.bodies import is_general
from dashboard.collection.linking.merging import Merging, Node
from dashboard.collection.linking.spelling import ARTICLE, surname, units
from dashboard.collection.linking.variants import similar_surname
from dashboard.model import MentionKind

PER, ORG = MentionKind.PER.value, MentionKind.ORG.value
# A surname without its full name goes to the person who bears most of it in the collection.
DOMINANT_SHARE = 0.75
DOMINANT_MENTIONS = 5
DOMINANT_ARTICLES = 3


# Heads of what is a part of a body, or another one of its town.
_OF_ANOTHER_WORDS = """مجلس لجنه اداره رابطه جماهير جامعه بلديه محافظه سفاره حكومه وزاره برلمان جيش
شرطه"""
_OF_ANOTHER = frozenset(_OF_ANOTHER_WORDS.split())

Move = tuple[int, Node, str]  # a row of Named, its target, the reason


@dataclass(frozen=True)
class Named:
    """Every name of every article, once and by number, ordered by article: the article, the name's
    node among ``nodes`` (which are in order), and how often the article has it."""

    article: NDArray[np.int64]
    node: NDArray[np.int64]
    n: NDArray[np.int64]
    nodes: Sequence[Node]

    def rows_of(self, holds: Sequence[bool]) -> NDArray[np.int64]:
        """The rows whose node is one of those that ``holds`` says."""
        return np.flatnonzero(np.array(holds, dtype=bool)[self.node])

    def each(self, rows: NDArray[np.int64]) -> Iterator[tuple[int, int, str]]:
        """(row, article, key) of these rows."""
        numbers = zip(
            rows.tolist(), self.article[rows].tolist(), self.node[rows].tolist(), strict=True
        )
        return ((row, article, self.nodes[node][1]) for row, article, node in numbers)

    def keys_beside(
        self, rows: NDArray[np.int64], others: NDArray[np.int64]
    ) -> dict[int, list[str]]:
        """The keys of ``rows`` in each article that one of ``others`` stands in, in order."""
        keys: defaultdict[int, list[str]] = defaultdict(list)
        for _, article, key in self.each(rows[np.isin(self.article[rows], self.article[others])]):
            keys[article].append(key)
        return keys


def placed(named: Named, merging: Merging) -> list[Move]:
    """The short names that an article, or the collection as a whole, gives a full name to."""
    return [*_persons(named, merging), *_bodies(named, merging)]


def _persons(named: Named, merging: Merging) -> list[Move]:
    keys = [key for kind, key in named.nodes if kind == PER]
    last = {key: surname(key) for key in keys}
    roots = {key: merging.root((PER, key)) for key in keys}
    # A key that an alias or a spelling already joined with a full name needs no article.
    in_full = {roots[key] for key in keys if len(units(key)) > 1}
    full = named.rows_of([kind == PER and len(units(key)) > 1 for kind, key in named.nodes])
    short = named.rows_of([kind == PER and roots[key] not in in_full for kind, key in named.nodes])
    dominant = _dominant(named, full, last, merging)
    names_in = named.keys_beside(full, short)
    out: list[Move] = []
    for row, article, key in named.each(short):
        found = _bearer(key, names_in.get(article, []), last, roots, dominant)
        if found is not None:
            out.append((row, *found))
    return out


def _bearer(
    key: str,
    full: list[str],
    last: Mapping[str, str],
    roots: Mapping[str, Node],
    dominant: Mapping[str, Node],
) -> tuple[Node, str] | None:
    own = last[key]
    bearers = {roots[name] for name in full if last[name] == own}
    if len(bearers) == 1:
        return next(iter(bearers)), f"{key}: surname beside its only full name in the article"
    if not bearers:
        sounding = {roots[name] for name in full if similar_surname(last[name], own)}
        if len(sounding) == 1:
            return next(iter(sounding)), f"{key}: spelling of the surname of a full name beside it"
        anywhere = {roots[name] for name in full if own in units(name)}
        if len(anywhere) == 1:
            return next(iter(anywhere)), f"{key}: part of the only full name in the article with it"
        if anywhere:
            return None
    person = dominant.get(own)
    if person is not None and (not bearers or person in bearers):
        return person, f"{key}: nearly everybody of this surname in the collection"
    return None


def _dominant(
    named: Named, full: NDArray[np.int64], last: Mapping[str, str], merging: Merging
) -> dict[str, Node]:
    """The person who bears nearly all mentions of a surname, by surname; ``full`` are the rows of
    full names."""
    counts: defaultdict[str, defaultdict[Node, int]] = defaultdict(lambda: defaultdict(int))
    articles: defaultdict[tuple[str, Node], int] = defaultdict(int)
    for (_, _, key), n in zip(named.each(full), named.n[full].tolist(), strict=True):
        root = merging.root((PER, key))
        counts[last[key]][root] += n
        articles[last[key], root] += 1
    found: dict[str, Node] = {}
    for name, bearers in counts.items():
        root = min(bearers, key=lambda node: (-bearers[node], node))
        if (
            bearers[root] >= DOMINANT_MENTIONS
            and articles[name, root] >= DOMINANT_ARTICLES
            and bearers[root] >= DOMINANT_SHARE * sum(bearers.values())
        ):
            found[name] = root
    return found


def _bodies(named: Named, merging: Merging) -> list[Move]:
    """A body's short name beside the only full name in the article that it can stand for: وزارة
    الدفاع and وزارة الدفاع الأمريكية, يونايتد and مانشستر يونايتد."""
    keys = [key for kind, key in named.nodes if kind == ORG]
    roots = {key: merging.root((ORG, key)) for key in keys}
    in_full = {roots[key] for key in keys if " " in key}
    one_word = {key for key in keys if " " not in key and roots[key] not in in_full}
    general = {key for key in keys if " " in key and is_general(key)}
    asked = one_word | general
    short = named.rows_of([kind == ORG and key in asked for kind, key in named.nodes])
    names_in = named.keys_beside(named.rows_of([kind == ORG for kind, _ in named.nodes]), short)
    out: list[Move] = []
    for row, article, key in named.each(short):
        if key in general:
            longer = [other for other in names_in[article] if other.startswith(key + " ")]
        else:
            longer = [other for other in names_in[article] if _named_by(other, key)]
        targets = {roots[other] for other in longer} - {roots[key]}
        if len(targets) == 1:
            why = f"{key}: beside its only full name in the article"
            out.append((row, next(iter(targets)), why))
    return out


def _named_by(long: str, word: str) -> bool:
    """Whether a name of several words begins or ends with the word, and is not that of a part of
    the body or of another one in its town: مجلس إدارة برشلونة, جامعة برشلونة."""
    words = long.split(" ")
    if len(words) < 2 or words[0] in _OF_ANOTHER:
        return False
    return word in (words[0], words[-1], words[-1].removeprefix(ARTICLE))
