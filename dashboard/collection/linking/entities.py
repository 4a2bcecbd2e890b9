"""Linking from one end to the other: mentions in, entities and links out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.arabic.folding import folded
from dashboard.collection.linking.bodies import join_bodies, join_nations
from dashboard.collection.linking.kinds import settled_kinds
from dashboard.collection.linking.merging import Merging, Node
from dashboard.collection.linking.persons import join_fuller
from dashboard.collection.linking.spelling import name_key, units
from dashboard.collection.linking.variants import join_attached, join_sounds
from dashboard.collection.linking.within import Named, placed
from dashboard.lexicons.aliases import aliases
from dashboard.model import MentionKind

LINKING = "evidence-3"
_HASHTAG = re.compile("[#_]+")
# A fuller form names the entity when it is at least this share of the most frequent form.
FULL_ENOUGH = 0.1
_MOST_REASONS = 40
_COLUMNS = ["id", "kind", "name", "aliases", "mentions", "articles", "reasons"]


@dataclass(frozen=True)
class Linked:
    """The entities, and the link of every mention to its entity (columns: see the package)."""

    entities: pd.DataFrame
    links: pd.DataFrame


def link(names: pd.DataFrame) -> Linked:
    """Entities and links of ``names`` (article, start, end, surface, kind); deterministic, and
    independent of the order of the rows."""
    if names.empty:
        return Linked(
            pd.DataFrame(columns=_COLUMNS),
            pd.DataFrame(columns=["article", "start", "end", "entity"]),
        )
    articles, article = _numbered(names["article"])
    spellings, spelling = _spelled(names)
    counts = _counts(spellings.nodes, spellings.n)
    merging = Merging(counts)
    _join_aliases(merging, counts)
    join_attached(merging, counts)
    join_sounds(merging, counts)
    join_nations(merging, counts)
    join_bodies(merging, counts)
    join_fuller(merging, counts)

    nodes = sorted(counts)
    number = {node: at for at, node in enumerate(nodes)}
    node = np.array([number[one] for one in spellings.nodes])[spelling]
    # All that follows asks a name once for each article; one number says both.
    both, place, n = np.unique(article * len(nodes) + node, return_inverse=True, return_counts=True)
    named = Named(both // len(nodes), both % len(nodes), n, nodes)
    roots = sorted({merging.root(one) for one in nodes})
    number = {root: at for at, root in enumerate(roots)}
    root = np.array([number[merging.root(one)] for one in nodes])[named.node]
    moved = np.zeros(len(both), dtype=bool)
    why: defaultdict[int, set[str]] = defaultdict(set)
    for row, target, reason in placed(named, merging):
        root[row], moved[row] = number[merging.root(target)], True
        why[root[row]].add(reason)
    found = _Mentions(article, spelling, root[place], moved[place])
    entities, ids = _entities(found, spellings, merging, roots, why)
    order = np.lexsort((names["end"].to_numpy(), names["start"].to_numpy(), article))
    links = pd.DataFrame(
        {
            "article": np.array(articles, dtype=object)[article[order]],
            "start": names["start"].to_numpy()[order],
            "end": names["end"].to_numpy()[order],
            "entity": ids[found.root[order]],
        }
    )
    return Linked(entities, links)


@dataclass(frozen=True)
class _Mentions:
    """Each mention's article, spelling and root by number, and whether its article, or the
    collection as a whole, moved it to a root that is not its spelling's own."""

    article: NDArray[np.int64]
    spelling: NDArray[np.int64]
    root: NDArray[np.int64]
    moved: NDArray[np.bool_]


def _numbered(column: pd.Series) -> tuple[list[str], NDArray[np.int64]]:
    """The distinct texts in order, and each row's place among them. Hundreds of thousands of rows
    are told apart by numbers in a small part of the time that their texts take."""
    coded = column.astype("category").cat
    texts = [str(text) for text in coded.categories]
    ordered = sorted(range(len(texts)), key=texts.__getitem__)
    rank = np.empty(len(texts), dtype=np.int64)
    rank[ordered] = np.arange(len(texts))
    return [texts[at] for at in ordered], rank[coded.codes.to_numpy()]


@dataclass(frozen=True)
class _Spellings:
    """The distinct spellings: the kind each was found as, its surface, how many names have it,
    and its node, the settled kind and the key."""

    written: list[str]
    surface: list[str]
    n: list[int]
    nodes: list[Node]


def _spelled(names: pd.DataFrame) -> tuple[_Spellings, NDArray[np.int64]]:
    """The spellings, and which one each of the names has."""
    kinds, written = _numbered(names["kind"])
    surfaces, surface = _numbered(names["surface"])
    pairs, spelling, counted = np.unique(
        written * len(surfaces) + surface, return_inverse=True, return_counts=True
    )
    kind = [kinds[one] for one in (pairs // len(surfaces)).tolist()]
    text = [surfaces[one] for one in (pairs % len(surfaces)).tolist()]
    n: list[int] = counted.tolist()
    found = [(one, name_key(surface)) for one, surface in zip(kind, text, strict=True)]
    settled = settled_kinds(_counts(found, n))
    nodes = [(settled[node], node[1]) for node in found]
    return _Spellings(kind, text, n, nodes), spelling


def _counts(nodes: Iterable[Node], n: Iterable[int]) -> dict[Node, int]:
    counts: defaultdict[Node, int] = defaultdict(int)
    for node, times in zip(nodes, n, strict=True):
        counts[node] += times
    return dict(counts)


def _join_aliases(merging: Merging, counts: dict[Node, int]) -> None:
    for row in aliases():
        alias, name = (row.kind.value, name_key(row.alias)), (row.kind.value, name_key(row.name))
        if alias in counts:
            merging.join(name, alias, f"{row.alias}: listed as {row.name} ({row.source})")


def _entities(
    found: _Mentions,
    spellings: _Spellings,
    merging: Merging,
    roots: Sequence[Node],
    moved_why: Mapping[int, Iterable[str]],
) -> tuple[pd.DataFrame, NDArray[Any]]:
    """The entities, and the id of each root's ("" of one that no mention has any more).

    A root whose own mentions have all moved elsewhere is called as those that moved to it are,
    which may be the name of another: roots of one name are one entity.
    """
    listed = {(row.kind.value, name_key(row.name)): row.name for row in aliases()}
    first = np.arange(len(roots))
    while True:
        used = _Used.of(found, first, spellings)
        names = {
            root: _preferred(roots[root][0], used.own.get(root) or forms, listed)
            for root, forms in used.forms.items()
        }
        by_id: dict[str, int] = {}
        same = first.copy()
        for root in sorted(names):
            same[root] = by_id.setdefault(f"{roots[root][0]}:{folded(names[root])}", root)
        if (same == first).all():
            break
        first = same[first]
    gathered: defaultdict[int, list[int]] = defaultdict(list)
    for root, one in enumerate(first.tolist()):
        gathered[one].append(root)
    reasons = merging.reasons_by_root()
    rows = []
    ids = np.full(len(roots), "", dtype=object)
    for entity, root in sorted(by_id.items()):
        own = gathered[root]
        ids[own] = entity
        joined = [reason for one in own for reason in reasons.get(roots[one], [])]
        moved = sorted({reason for one in own for reason in moved_why.get(one, ())})
        votes, forms = used.votes[root], used.forms[root]
        voted = [f"kind by vote: {_told(votes)}"] if len(votes) > 1 else []
        rows.append(
            {
                "id": entity,
                "kind": roots[root][0],
                "name": names[root],
                "aliases": [{"surface": form, "count": times} for form, times in _most(forms)],
                "mentions": sum(forms.values()),
                "articles": int(used.articles[root]),
                "reasons": [*joined, *moved, *voted][:_MOST_REASONS],
            }
        )
    return pd.DataFrame(rows, columns=_COLUMNS), ids


@dataclass(frozen=True)
class _Used:
    """For each root: how often it has each surface, of them those that were not moved to it, how
    often it was found as each kind, and in how many articles it stands."""

    forms: Mapping[int, dict[str, int]]
    own: Mapping[int, dict[str, int]]
    votes: Mapping[int, dict[str, int]]
    articles: NDArray[np.int64]

    @classmethod
    def of(cls, found: _Mentions, first: NDArray[np.int64], spellings: _Spellings) -> _Used:
        """``first`` is the root that each root counts as."""
        size, most = len(spellings.surface), int(found.article.max()) + 1
        of = first[found.root]
        used, n = np.unique((of * size + found.spelling) * 2 + found.moved, return_counts=True)
        forms: defaultdict[int, dict[str, int]] = defaultdict(dict)
        own: defaultdict[int, dict[str, int]] = defaultdict(dict)
        votes: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for one, times in zip(used.tolist(), n.tolist(), strict=True):
            both, moved = divmod(one, 2)
            root, spelling = divmod(both, size)
            surface, kind = spellings.surface[spelling], spellings.written[spelling]
            for counts, key in ((forms, surface), (votes, kind)):
                counts[root][key] = counts[root].get(key, 0) + times
            if not moved:
                own[root][surface] = own[root].get(surface, 0) + times
        return cls(forms, own, votes, np.bincount(np.unique(of * most + found.article) // most))


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The most frequent first, of equals the first in the alphabet."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _told(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{kind} {times}" for kind, times in _most(counts))


def _preferred(kind: str, counts: dict[str, int], listed: dict[Node, str]) -> str:
    """What to call an entity: a form that is in use, without the signs of a hashtag."""
    form = _preferred_form(kind, counts, listed)
    return " ".join(_HASHTAG.sub(" ", form).split()) if _HASHTAG.search(form) else form


def _preferred_form(kind: str, counts: dict[str, int], listed: dict[Node, str]) -> str:
    """The listed name when it is in use; else the fullest common form of a person, and the most
    frequent form of a body or place. A form with an attached letter never names an entity."""
    if len(counts) == 1:  # most entities
        return next(iter(counts))
    most = max(counts.values())
    common = {form: n for form, n in counts.items() if n >= FULL_ENOUGH * most}
    forms = sorted(common, key=lambda form: (-common[form], form))
    for form in forms:
        if listed.get((kind, name_key(form))) is not None:
            key = name_key(form)
            return next(other for other in forms if name_key(other) == key)
    if kind == MentionKind.PER.value:
        return min(forms, key=lambda form: (-len(units(name_key(form))), -common[form], form))
    return min(forms, key=lambda form: (_attached(form, forms), -common[form], -len(form), form))


def _attached(form: str, forms: Sequence[str]) -> bool:
    """Whether ``form`` is another form behind لل: لقوات beside القوات."""
    return form.startswith("ل") and f"ا{form}" in forms
