"""What only an article can tell: whose surname stands there, which ministry is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

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


Move = tuple[int, Node, str]  # a name's place in what was given, its target, the reason


def placed(
    article: NDArray[np.int64],
    node: NDArray[np.int64],
    n: NDArray[np.int64],
    nodes: Sequence[Node],
    merging: Merging,
) -> list[Move]:
    """The short names that an article, or the collection as a whole, gives a full name to.

    One row for every name of an article, ordered by article: its numbers, that of its node among
    ``nodes`` (which are in order) and how often the article has it.
    """
    return [
        *_persons(article, node, n, nodes, merging),
        *_bodies(article, node, nodes, merging),
    ]


def _persons(
    article: NDArray[np.int64],
    node: NDArray[np.int64],
    n: NDArray[np.int64],
    nodes: Sequence[Node],
    merging: Merging,
) -> list[Move]:
    unit_count = np.array([len(units(key)) if kind == PER else 0 for kind, key in nodes])
    keys = [key for kind, key in nodes if kind == PER]
    last = {key: surname(key) for key in keys}
    roots = {key: merging.root((PER, key)) for key in keys}
    full = np.flatnonzero(unit_count[node] > 1)
    dominant = _dominant(node[full], n[full], nodes, last, merging)
    # A key that an alias or a spelling already joined with a full name needs no article.
    in_full = {roots[key] for key in keys if len(units(key)) > 1}
    alone = [kind == PER and roots[key] not in in_full for kind, key in nodes]
    short = np.flatnonzero((unit_count[node] == 1) & np.array(alone)[node])
    names_in = _by_article(full[np.isin(article[full], article[short])], article, node, nodes)
    out: list[Move] = []
    for at, of, number in zip(
        short.tolist(), article[short].tolist(), node[short].tolist(), strict=True
    ):
        key = nodes[number][1]
        found = _bearer(key, names_in.get(of, []), last, roots, dominant)
        if found is not None:
            out.append((at, *found))
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
    node: NDArray[np.int64],
    n: NDArray[np.int64],
    nodes: Sequence[Node],
    last: Mapping[str, str],
    merging: Merging,
) -> dict[str, Node]:
    """The person who bears nearly all mentions of a surname, by surname; of the full names in
    articles (their nodes, and how often)."""
    counts: defaultdict[str, defaultdict[Node, int]] = defaultdict(lambda: defaultdict(int))
    articles: defaultdict[tuple[str, Node], int] = defaultdict(int)
    mentions = np.bincount(node, n, len(nodes)).astype(int).tolist()
    in_articles = np.bincount(node, minlength=len(nodes)).tolist()
    for number in np.unique(node).tolist():
        key = nodes[number][1]
        root = merging.root((PER, key))
        counts[last[key]][root] += mentions[number]
        articles[last[key], root] += in_articles[number]
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


def _bodies(
    article: NDArray[np.int64],
    node: NDArray[np.int64],
    nodes: Sequence[Node],
    merging: Merging,
) -> list[Move]:
    """A body's short name beside the only full name in the article that it can stand for: وزارة
    الدفاع and وزارة الدفاع الأمريكية, يونايتد and مانشستر يونايتد."""
    keys = [key for kind, key in nodes if kind == ORG]
    roots = {key: merging.root((ORG, key)) for key in keys}
    in_full = {roots[key] for key in keys if " " in key}
    one_word = {key for key in keys if " " not in key and roots[key] not in in_full}
    general = {key for key in keys if " " in key and is_general(key)}
    is_body = np.array([kind == ORG for kind, _ in nodes])
    asked = np.array([kind == ORG and (key in one_word or key in general) for kind, key in nodes])
    bodies = np.flatnonzero(is_body[node])
    short = np.flatnonzero(asked[node])
    names_in = _by_article(bodies[np.isin(article[bodies], article[short])], article, node, nodes)
    out: list[Move] = []
    for at, of, number in zip(
        short.tolist(), article[short].tolist(), node[short].tolist(), strict=True
    ):
        key, present = nodes[number][1], names_in[of]
        if key in general:
            longer = [other for other in present if other.startswith(key + " ")]
        else:
            longer = [other for other in present if _named_by(other, key)]
        targets = {roots[other] for other in longer} - {roots[key]}
        if len(targets) == 1:
            why = f"{key}: beside its only full name in the article"
            out.append((at, next(iter(targets)), why))
    return out


def _by_article(
    rows: NDArray[np.int64],
    article: NDArray[np.int64],
    node: NDArray[np.int64],
    nodes: Sequence[Node],
) -> dict[int, list[str]]:
    """The keys of these rows for each of their articles, in order."""
    keys: defaultdict[int, list[str]] = defaultdict(list)
    for of, number in zip(article[rows].tolist(), node[rows].tolist(), strict=True):
        keys[of].append(nodes[number][1])
    return keys


def _named_by(long: str, word: str) -> bool:
    """Whether a name of several words begins or ends with the word, and is not that of a part of
    the body or of another one in its town: مجلس إدارة برشلونة, جامعة برشلونة."""
    words = long.split(" ")
    if len(words) < 2 or words[0] in _OF_ANOTHER:
        return False
    return word in (words[0], words[-1], words[-1].removeprefix(ARTICLE))


_OF_ANOTHER = frozenset(
    [
        "مجلس",
        "لجنه",
        "اداره",
        "رابطه",
        "جماهير",
        "جامعه",
        "بلديه",
        "محافظه",
        "سفاره",
        "حكومه",
        "وزاره",
        "برلمان",
        "جيش",
        "شرطه",
    ]
)
