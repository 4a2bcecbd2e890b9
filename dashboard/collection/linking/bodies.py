"""Long and short forms of bodies: منظمة الصحة العالمية, الصحة العالمية."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale

from dashboard.collection.linking.merging import Merging, Node
from dashboard.collection.linking.spelling import ARTICLE, name_key
from dashboard.lexicons.aliases import aliases
from dashboard.lexicons.names import Reach, nation_codes, nationality_forms, org_heads
from dashboard.model import MentionKind

ORG = MentionKind.ORG.value
# The share of the long forms that one must have before the short form is taken for it.
_CLEAR_SHARE = 0.8
# Heads that may be left off in front of a name; a university or a party is not its city.
_LEFT_OFF_WORDS = """شركه صحيفه جريده قناه موقع نادي وكاله تنظيم حركه جماعه منظمه شبكه مجله مجموعه
ميليشيا وزاره صندوق"""
_LEFT_OFF = frozenset(_LEFT_OFF_WORDS.split())


def join_bodies(merging: Merging, counts: Mapping[Node, int]) -> None:
    """Join short forms with the one long form that they can mean in the collection."""
    keys = {key for kind, key in counts if kind == ORG}
    without_head: defaultdict[str, list[str]] = defaultdict(list)
    without_nationality: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        words = key.split(" ")
        if words[0] in _LEFT_OFF and len(words) > 1:
            short = name_key(" ".join(words[1:]))
            if short in keys and _tells(words[0], short):
                without_head[short].append(key)
        if len(words) > 1 and words[-1] in nation_codes():
            short = " ".join(words[:-1])
            if short in keys and not is_general(short):
                without_nationality[short].append(key)
    for shorts, why in ((without_head, "without its head"), (without_nationality, "in full")):
        for short, longs in sorted(shorts.items()):
            total = sum(counts[ORG, long] for long in longs)
            best = min(longs, key=lambda long: (-counts[ORG, long], long))
            if counts[ORG, best] >= _CLEAR_SHARE * total:
                merging.join((ORG, best), (ORG, short), f"{short}: {best} {why}")


def join_nations(merging: Merging, counts: Mapping[Node, int]) -> None:
    """Join bodies of one nation: وزارة الدفاع الأميركية and الأمريكية, منتخب مصر and المنتخب
    المصري."""
    same: defaultdict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
    for kind, key in counts:
        if kind == ORG and " " in key:
            front, _, last = key.rpartition(" ")
            nation = nation_codes().get(last)
            if nation is None:
                front, _, place = key.partition(" ")
                nation = _states().get(name_key(place)) if front in _OF_A_STATE else None
            if nation is not None:
                same[front, nation].append(key)
    for keys in same.values():
        ordered = sorted(keys, key=lambda key: (-counts[ORG, key], key))
        for key in ordered[1:]:
            why = f"{key}: {ordered[0]} by another name of its nation"
            merging.join((ORG, ordered[0]), (ORG, key), why)


_OF_A_STATE = frozenset(["منتخب", "حكومه", "جيش", "شرطه", "برلمان"])


@lru_cache(maxsize=1)
def _states() -> Mapping[str, frozenset[str]]:
    """Keys of states' names in CLDR and their listed aliases, with their ISO 3166 codes."""
    codes = {
        name_key(name): frozenset([code])
        for code, name in Locale("ar").territories.items()
        if code.isalpha()
    }
    for row in aliases():
        if name_key(row.name) in codes:
            codes.setdefault(name_key(row.alias), codes[name_key(row.name)])
    return codes


def _tells(head: str, short: str) -> bool:
    """Whether the short form is enough of a name: الدفاع is none, الدفاع الروسية is."""
    if head in ("وزاره", "صندوق", "منظمه"):
        return " " in short
    return True


def is_general(key: str) -> bool:
    """Whether a body's name without a country is shared by many: وزارة الدفاع, الجيش."""
    first, _, rest = key.partition(" ")
    if rest.rsplit(" ", 1)[-1] in nationality_forms():
        return False
    for form in (first, ARTICLE + first):
        head = org_heads().get(form)
        if head is not None and head.reach is not Reach.NAME:
            return True
    return False
