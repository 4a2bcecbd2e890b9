"""Linking by spelling: one entity a kind and folded name; a surname joins the full name that its
article gives, when the article gives just one."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.arabic.folding import folded
from dashboard.model import MentionKind

LINKING = "spelling-1"

_ARTICLE = "ال"


@dataclass(frozen=True)
class Linked:
    """The entities, and the link of every mention to its entity (columns: see the package)."""

    entities: pd.DataFrame
    links: pd.DataFrame


def name_key(surface: str) -> str:
    """Equal for spellings of one name: folded, single spaces, without quotes or a leading ال."""
    key = " ".join(folded(surface).strip("\"'«»“”()[] -–").split())
    bare = key.removeprefix(_ARTICLE)
    return bare if len(bare) > 2 else key


def link(names: pd.DataFrame) -> Linked:
    """Entities and links of ``names`` (article, start, end, surface, kind); deterministic."""
    if names.empty:
        return _nothing()
    spellings = names[["kind", "surface"]].astype("str").drop_duplicates()
    spellings["key"] = spellings["surface"].map(name_key)
    keyed = names.assign(
        kind=names["kind"].astype("str"), surface=names["surface"].astype("str")
    ).merge(spellings, on=["kind", "surface"], how="left")
    keyed["reason"] = ""
    _join_surnames(keyed)

    counts: pd.Series = keyed.groupby(["kind", "key", "surface"], sort=True).size().rename("count")
    aliases = counts.reset_index().sort_values(
        ["kind", "key", "count", "surface"], ascending=[True, True, False, True], kind="stable"
    )
    # A surname that joined its full name stays an alias, but never names the entity.
    aliases["own"] = aliases["surface"].map(name_key) == aliases["key"]
    preferred = aliases[aliases["own"]].drop_duplicates(["kind", "key"])
    grouped = aliases.groupby(["kind", "key"], sort=True)
    entities = pd.DataFrame(
        {
            "aliases": grouped[["surface", "count"]].apply(lambda rows: rows.to_dict("records")),
            "mentions": grouped["count"].sum(),
        }
    )
    entities["articles"] = keyed.groupby(["kind", "key"])["article"].nunique()
    entities["name"] = preferred.set_index(["kind", "key"])["surface"]
    joined = keyed[keyed["reason"] != ""].groupby(["kind", "key"])["reason"].unique()
    entities["reasons"] = joined.map(lambda reasons: sorted(reasons)).reindex(entities.index)
    entities["reasons"] = [r if isinstance(r, list) else [] for r in entities["reasons"]]
    entities = entities.reset_index()
    entities["id"] = [
        f"{kind}:{folded(name)}"
        for kind, name in zip(entities["kind"], entities["name"], strict=True)
    ]
    ids = entities.set_index(["kind", "key"])["id"]
    links = keyed[["article", "start", "end"]].assign(
        entity=ids.reindex(pd.MultiIndex.from_frame(keyed[["kind", "key"]])).to_numpy()
    )
    columns = ["id", "kind", "name", "aliases", "mentions", "articles", "reasons"]
    return Linked(entities[columns].sort_values("id", ignore_index=True), links)


def _join_surnames(keyed: pd.DataFrame) -> None:
    """Give a one-word person the key of the only longer name in its article that ends in it."""
    persons = keyed[keyed["kind"] == MentionKind.PER.value]
    single = ~persons["key"].str.contains(" ", regex=False)
    full = persons.loc[~single, ["article", "key"]].drop_duplicates()
    full["last"] = full["key"].str.rsplit(" ", n=1).str[-1].map(name_key)
    grouped = full.groupby(["article", "last"])["key"].agg(["nunique", "first"])
    choices = grouped[grouped["nunique"] == 1]["first"]
    wanted = pd.MultiIndex.from_frame(persons.loc[single, ["article", "key"]])
    found = pd.Series(choices.reindex(wanted).to_numpy(), index=persons.index[single]).dropna()
    keyed.loc[found.index, "key"] = found
    keyed.loc[found.index, "reason"] = "surname beside its only full name in the article"


def _nothing() -> Linked:
    entities = pd.DataFrame(
        columns=["id", "kind", "name", "aliases", "mentions", "articles", "reasons"]
    )
    return Linked(entities, pd.DataFrame(columns=["article", "start", "end", "entity"]))
