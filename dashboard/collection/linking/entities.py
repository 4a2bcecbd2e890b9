"""Linking from one end to the other: mentions in, entities and links out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.arabic.folding import folded
from dashboard.collection.linking.bodies import join_bodies, join_nations
from dashboard.collection.linking.kinds import settled_kinds
from dashboard.collection.linking.merging import Merging, Node
from dashboard.collection.linking.persons import join_fuller
from dashboard.collection.linking.spelling import name_key, units
from dashboard.collection.linking.variants import join_attached, join_sounds
from dashboard.collection.linking.within import placed
from dashboard.lexicons.aliases import aliases
from dashboard.model import MentionKind

LINKING = "evidence-1"
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
    spellings, mentions = _spelled(names)
    counts = _counts(spellings, "kind")
    merging = Merging(counts)
    _join_aliases(merging, counts)
    join_attached(merging, counts)
    join_sounds(merging, counts)
    join_nations(merging, counts)
    join_bodies(merging, counts)
    join_fuller(merging, counts)

    mentions = mentions.merge(spellings[["spelling", "kind", "key"]], on="spelling")
    named = mentions.groupby(["article", "kind", "key"], observed=True).size().rename("n")
    moves = placed(named.reset_index(), merging)
    mentions = mentions.merge(moves, on=["article", "kind", "key"], how="left")
    roots = {node: merging.root(node) for node in counts}
    return _linked(mentions, spellings, merging, roots, moves)


def _spelled(names: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The distinct spellings (kind settled, surface, key, n) and the mentions that have them."""
    frame = pd.DataFrame(
        {
            "article": names["article"].astype("category"),
            "start": names["start"].to_numpy(),
            "end": names["end"].to_numpy(),
            "surface": names["surface"].astype("category"),
            "written": names["kind"].astype(str).astype("category"),
        }
    )
    pairs = frame.groupby(["written", "surface"], observed=True, sort=True).size().rename("n")
    spellings = pairs.reset_index()
    for column in ("written", "surface"):
        spellings[column] = spellings[column].astype(object)
    spellings = spellings.sort_values(["written", "surface"], ignore_index=True)
    spellings["spelling"] = range(len(spellings))
    spellings["key"] = spellings["surface"].map(name_key)
    settled = settled_kinds(_counts(spellings, "written"))
    spellings["kind"] = [
        settled[kind, key] for kind, key in zip(spellings["written"], spellings["key"], strict=True)
    ]
    numbers = spellings[["written", "surface", "spelling"]]
    mentions = frame.astype({"surface": object, "written": object}).merge(
        numbers, on=["written", "surface"]
    )
    return spellings, mentions[["article", "start", "end", "spelling"]]


def _counts(spellings: pd.DataFrame, kind: str) -> dict[Node, int]:
    counts: defaultdict[Node, int] = defaultdict(int)
    for row_kind, key, n in zip(spellings[kind], spellings["key"], spellings["n"], strict=True):
        counts[row_kind, key] += int(n)
    return dict(counts)


def _join_aliases(merging: Merging, counts: dict[Node, int]) -> None:
    for row in aliases():
        alias, name = (row.kind.value, name_key(row.alias)), (row.kind.value, name_key(row.name))
        if alias in counts:
            merging.join(name, alias, f"{row.alias}: listed as {row.name} ({row.source})")


def _linked(
    mentions: pd.DataFrame,
    spellings: pd.DataFrame,
    merging: Merging,
    roots: dict[Node, Node],
    moves: pd.DataFrame,
) -> Linked:
    by_spelling = [
        roots[kind, key] for kind, key in zip(spellings["kind"], spellings["key"], strict=True)
    ]
    # Roots get numbers in a fixed order; a move sends a mention to another root.
    numbers = {root: number for number, root in enumerate(sorted(set(by_spelling)))}
    spellings = spellings.assign(root=[numbers[root] for root in by_spelling])
    own = spellings.set_index("spelling")["root"].reindex(mentions["spelling"]).to_numpy()
    targets = {
        (kind, key): numbers[merging.root((kind, key))]
        for kind, key in dict.fromkeys(zip(moves["target_kind"], moves["target"], strict=True))
    }
    moved = mentions["target"].notna().to_numpy()
    root = own.copy()
    root[moved] = [
        targets[kind, key]
        for kind, key in zip(
            mentions["target_kind"].to_numpy()[moved],
            mentions["target"].to_numpy()[moved],
            strict=True,
        )
    ]
    mentions = mentions.assign(root=root, moved=moved)
    return _frames(mentions, spellings, merging, sorted(numbers, key=numbers.__getitem__))


def _frames(
    mentions: pd.DataFrame, spellings: pd.DataFrame, merging: Merging, roots: Sequence[Node]
) -> Linked:
    surfaces = spellings["surface"].to_numpy()
    kinds = spellings["written"].to_numpy()
    used = mentions.groupby(["root", "spelling", "moved"]).size().rename("n").reset_index()
    alias_counts: defaultdict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    own_counts: defaultdict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    votes: defaultdict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for root, spelling, moved, n in used.itertuples(index=False):
        alias_counts[root][surfaces[spelling]] += n
        votes[root][kinds[spelling]] += n
        if not moved:
            own_counts[root][surfaces[spelling]] += n
    # As dicts: a look-up in a Series costs many times that of a dict.
    articles = mentions.groupby("root")["article"].nunique().to_dict()
    reasons = merging.reasons_by_root()
    moved_reasons = mentions.loc[mentions["moved"], ["root", "reason"]].drop_duplicates()
    by_move = moved_reasons.groupby("root")["reason"].agg(sorted).to_dict()
    listed = {(row.kind.value, name_key(row.name)): row.name for row in aliases()}
    rows = []
    ids: dict[int, str] = {}
    for root in sorted(alias_counts):
        kind, _ = roots[root]
        name = _preferred(kind, own_counts.get(root) or alias_counts[root], listed)
        entity = f"{kind}:{folded(name)}"
        ids[root] = entity
        ordered = sorted(alias_counts[root].items(), key=lambda pair: (-pair[1], pair[0]))
        why = [*reasons.get(roots[root], []), *by_move.get(root, [])]
        if len(votes[root]) > 1:
            parts = sorted(votes[root].items(), key=lambda pair: (-pair[1], pair[0]))
            why.append("kind by vote: " + ", ".join(f"{k} {n}" for k, n in parts))
        rows.append(
            {
                "id": entity,
                "kind": kind,
                "name": name,
                "aliases": [{"surface": surface, "count": int(n)} for surface, n in ordered],
                "mentions": int(sum(alias_counts[root].values())),
                "articles": int(articles[root]),
                "reasons": why[:_MOST_REASONS],
            }
        )
    entities = pd.DataFrame(rows, columns=_COLUMNS).sort_values("id", ignore_index=True)
    links = pd.DataFrame(
        {
            "article": mentions["article"].astype(object),
            "start": mentions["start"],
            "end": mentions["end"],
            "entity": mentions["root"].map(ids),
        }
    )
    return Linked(entities, links)


def _preferred(kind: str, counts: dict[str, int], listed: dict[Node, str]) -> str:
    """The listed name when it is in use; else the fullest common form of a person, and the most
    frequent form of a body or place. A form with an attached letter never names an entity."""
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
