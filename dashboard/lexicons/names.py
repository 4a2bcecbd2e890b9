"""Typed rows of the name lexicons: nationalities, titles, heads of names, sure names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from dashboard.arabic.folding import folded
from dashboard.lexicons.table import table
from dashboard.model import NAME_KINDS, MentionKind

ARTICLE = "ال"
# What an adjective of nationality becomes in the feminine, dual and plural.
_ADJECTIVE_ENDINGS = ("", "ه", "ون", "ين", "ات", "ان", "تين", "تان")


class Reach(StrEnum):
    """How far the name that a head of a body opens reaches to the right."""

    NATIONALITY = "nationality"  # الحكومة + العراقية: a name only with an adjective of nationality
    PLACE = "place"  # حكومة + العراق: a name only with a place
    PHRASE = "phrase"  # وزارة + الدفاع + الأمريكية: a noun phrase, its adjectives
    NAME = "name"  # شركة + هواوي: the proper name that follows
    BODY = "body"  # موقع + تويتر: a body's name that is one without the head too
    DEFINITE = "definite"  # الهيئة + العامة + للاستثمار: adjectives of bodies, then what it is for


@dataclass(frozen=True, slots=True)
class OrgHead:
    """``takes_place``: a place after في or ب tells which one; ``coordinates``: its phrase may run
    on over و (وزارة التربية والتعليم)."""

    reach: Reach
    takes_place: bool
    coordinates: bool


class Role(StrEnum):
    """What a word does inside or beside the name of a body."""

    ADJECTIVE = "adjective"  # الدولية
    FIELD = "field"  # الدينية: an adjective only behind the noun of a phrase (وزارة الشؤون الدينية)
    CONSTRUCT = "construct"  # حقوق, before a definite noun
    PURPOSE = "purpose"  # للأنباء, behind a proper name
    GENERIC = "generic"  # after a head it makes a description, not a name: قوات التحالف


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name that is one wherever it stands."""

    name: str
    kind: MentionKind
    source: str


@lru_cache(maxsize=1)
def nationality_forms() -> frozenset[str]:
    """Folded forms of words for nationalities and peoples, with and without ال."""
    adjectives = [
        word
        for word, kind in table("nationalities", ("spelling", "country", "kind"), _nationality)
        if kind == "adjective" and " " not in word
    ]
    forms: set[str] = set()
    for word, form in table("peoples", ("word", "form"), _people):
        if form == "adjective":
            adjectives.append(word)
        else:
            forms |= {word, ARTICLE + word}
    for word in adjectives:
        forms |= {lead + word + end for lead in ("", ARTICLE) for end in _ADJECTIVE_ENDINGS}
    return frozenset(forms)


@lru_cache(maxsize=1)
def nation_codes() -> Mapping[str, frozenset[str]]:
    """Folded adjectives of nationality in the singular, with ال, and the ISO 3166 codes of the
    countries they may mean (كوري: two)."""
    codes: dict[str, set[str]] = {}
    for word, country in table("nationalities", ("spelling", "country", "kind"), _nation):
        if country and " " not in word:
            for ending in ("", "ه"):
                codes.setdefault(ARTICLE + word + ending, set()).add(country)
    return {form: frozenset(found) for form, found in codes.items()}


def _nation(row: Mapping[str, str]) -> tuple[str, str]:
    country = row["country"] if row["kind"] == "adjective" else ""
    return _key(row["spelling"]), country


def _nationality(row: Mapping[str, str]) -> tuple[str, str]:
    return _key(row["spelling"]), row["kind"]


def _people(row: Mapping[str, str]) -> tuple[str, str]:
    if row["form"] not in ("adjective", "people"):
        raise ValueError(f"form must be adjective or people, got {row['form']!r}")
    return _key(row["word"]), row["form"]


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Folded words that stand before a person's name and are no part of it."""
    return frozenset(table("titles", ("title",), lambda row: _key(row["title"])))


@lru_cache(maxsize=1)
def org_heads() -> Mapping[str, OrgHead]:
    """Folded first words of bodies' names."""
    return dict(table("org_heads", ("head", "reach", "extras"), _org_head))


def _org_head(row: Mapping[str, str]) -> tuple[str, OrgHead]:
    extras = set(row["extras"].split())
    if extras - {"place", "and"}:
        raise ValueError(f"extras are 'place' and 'and', got {row['extras']!r}")
    return _key(row["head"]), OrgHead(Reach(row["reach"]), "place" in extras, "and" in extras)


@lru_cache(maxsize=1)
def org_words() -> Mapping[str, Role]:
    """Folded words inside names of bodies, each with its role."""
    return dict(
        table("org_words", ("word", "role"), lambda row: (_key(row["word"]), Role(row["role"])))
    )


@lru_cache(maxsize=1)
def place_heads() -> Mapping[str, bool]:
    """Folded heads of places; True where the head is part of the name (مطار), False where the
    name stands alone (محافظة)."""
    return dict(table("place_heads", ("head", "place"), _place_head))


def _place_head(row: Mapping[str, str]) -> tuple[str, bool]:
    if row["place"] not in ("in", "out"):
        raise ValueError(f"place must be in or out, got {row['place']!r}")
    return _key(row["head"]), row["place"] == "in"


@lru_cache(maxsize=1)
def known_names() -> tuple[KnownName, ...]:
    """The curated places, bodies and persons."""
    rows: list[KnownName] = []
    for name in ("names_places", "names_bodies", "names_people"):
        rows += table(name, ("name", "kind"), _known_name)
    return tuple(rows)


def _known_name(row: Mapping[str, str]) -> KnownName:
    kind = MentionKind(row["kind"])
    if kind not in NAME_KINDS:
        raise ValueError(f"kind must be PER, ORG or LOC, got {row['kind']!r}")
    _key(row["name"])
    return KnownName(row["name"], kind, row["source"])


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Folded words that are seldom or never part of a name, however often they occur."""
    return frozenset(table("common_words", ("word",), lambda row: _key(row["word"])))


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Prepositions, conjunctions, pronouns and the like, as written: at the edge of a span they
    are no name. Not folded, for أمام is one and إمام a name."""
    return frozenset(table("function_words", ("word",), lambda row: _written(row["word"])))


def _written(cell: str) -> str:
    _key(cell)
    return cell


@lru_cache(maxsize=1)
def not_names() -> frozenset[str]:
    """Folded phrases that are no names though they look like one (لجنة التحكيم, اليورو)."""
    return frozenset(table("not_names", ("phrase",), lambda row: _key(row["phrase"])))


@lru_cache(maxsize=1)
def work_heads() -> Mapping[str, bool]:
    """Folded words before the title of a work, product or event, in which no person, body or place
    is named: True where the title needs no marks around it (مونديال روسيا), False where it does
    (فيلم "أحلام")."""
    return dict(table("work_heads", ("word", "title"), _work_head))


def _work_head(row: Mapping[str, str]) -> tuple[str, bool]:
    if row["title"] not in ("marked", "bare"):
        raise ValueError(f"title must be marked or bare, got {row['title']!r}")
    return _key(row["word"]), row["title"] == "bare"


@lru_cache(maxsize=1)
def clubs() -> Mapping[str, bool]:
    """Folded short names of sports clubs that mean something else outside sport; True where that
    is a city."""
    return dict(table("clubs", ("club", "also"), _club))


def _club(row: Mapping[str, str]) -> tuple[str, bool]:
    if row["also"] not in ("city", "word"):
        raise ValueError(f"also must be city or word, got {row['also']!r}")
    return _key(row["club"]), row["also"] == "city"


@lru_cache(maxsize=1)
def sport_words() -> frozenset[str]:
    """Folded words that tell a sports report."""
    return frozenset(table("sport_words", ("word",), lambda row: _key(row["word"])))


def _key(cell: str) -> str:
    if not cell:
        raise ValueError("the first cell is empty")
    return folded(cell)
