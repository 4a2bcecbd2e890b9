"""What only an article can tell: whose surname stands there, which ministry is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import pandas as pd

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


def placed(named: pd.DataFrame, merging: Merging) -> pd.DataFrame:
    """article, kind, key -> target kind and key, reason: the short names that an article, or the
    collection as a whole, gives a full name to. ``named`` has one row for every article, kind,
    key and its count ``n``."""
    # Plain strings: going through an arrow column one by one takes many times as long.
    named = named.astype({"article": object, "kind": object, "key": object})
    rows = [
        _persons(named[named["kind"] == PER], merging),
        _bodies(named[named["kind"] == ORG], merging),
    ]
    return pd.concat(rows, ignore_index=True)


def _persons(named: pd.DataFrame, merging: Merging) -> pd.DataFrame:
    keys = named["key"].unique()
    unit_count = {key: len(units(key)) for key in keys}
    last = {key: surname(key) for key in keys}
    full = named.loc[np.array([unit_count[key] > 1 for key in named["key"]], dtype=bool)]
    dominant = _dominant(full, last, merging)
    roots = {key: merging.root((PER, key)) for key in keys}
    # A key that an alias or a spelling already joined with a full name needs no article.
    in_full = {roots[key] for key in keys if unit_count[key] > 1}
    short = named.loc[
        np.array(
            [unit_count[key] == 1 and roots[key] not in in_full for key in named["key"]],
            dtype=bool,
        )
    ]
    names_in = _by_article(full)
    out: list[tuple[str, str, str, str, str, str]] = []
    for article, key in zip(short["article"], short["key"], strict=True):
        found = _bearer(key, names_in.get(article, []), last, roots, dominant)
        if found is not None:
            target, reason = found
            out.append((article, PER, key, *target, reason))
    return _frame(out)


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


def _dominant(full: pd.DataFrame, last: Mapping[str, str], merging: Merging) -> dict[str, Node]:
    """The person who bears nearly all mentions of a surname, by surname."""
    counts: defaultdict[str, defaultdict[Node, int]] = defaultdict(lambda: defaultdict(int))
    articles: defaultdict[tuple[str, Node], int] = defaultdict(int)
    by_key = full.groupby("key", observed=True).agg(n=("n", "sum"), articles=("article", "size"))
    for key, n, size in zip(by_key.index, by_key["n"], by_key["articles"], strict=True):
        root = merging.root((PER, key))
        counts[last[key]][root] += int(n)
        articles[last[key], root] += int(size)
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


def _bodies(named: pd.DataFrame, merging: Merging) -> pd.DataFrame:
    """A body's short name beside the only full name in the article that it can stand for: وزارة
    الدفاع and وزارة الدفاع الأمريكية, يونايتد and مانشستر يونايتد."""
    keys = named["key"].unique()
    roots = {key: merging.root((ORG, key)) for key in keys}
    in_full = {roots[key] for key in keys if " " in key}
    one_word = {key for key in keys if " " not in key and roots[key] not in in_full}
    general = {key for key in keys if " " in key and is_general(key)}
    out: list[tuple[str, str, str, str, str, str]] = []
    for article, present in _by_article(named).items():
        for key in present:
            if key in general:
                longer = [other for other in present if other.startswith(key + " ")]
            elif key in one_word:
                longer = [other for other in present if _named_by(other, key)]
            else:
                continue
            targets = {roots[other] for other in longer} - {roots[key]}
            if len(targets) == 1:
                why = f"{key}: beside its only full name in the article"
                out.append((article, ORG, key, *next(iter(targets)), why))
    return _frame(out)


def _by_article(named: pd.DataFrame) -> dict[str, list[str]]:
    """The keys of every article, in order of the articles and sorted in each."""
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for article, key in zip(named["article"], named["key"], strict=True):
        keys[article].append(key)
    return {article: sorted(keys[article]) for article in sorted(keys)}


def _named_by(long: str, word: str) -> bool:
    """Whether a name of several words begins or ends with the word."""
    words = long.split(" ")
    return len(words) > 1 and word in (words[0], words[-1], words[-1].removeprefix(ARTICLE))


def _frame(rows: list[tuple[str, str, str, str, str, str]]) -> pd.DataFrame:
    return pd.DataFrame(
        rows, columns=["article", "kind", "key", "target_kind", "target", "reason"], dtype=object
    )
