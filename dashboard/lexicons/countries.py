"""Which state a place or a source belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

from dashboard.arabic.folding import folded
from dashboard.lexicons.nationalities import nationality_forms
from dashboard.lexicons.table import table

# Letters attached before a place name, and what لل leaves of its article.
_ATTACHED = ("و", "ف", "ب", "ل", "ك", "وب", "ول")
# Two-letter domains that are sold to anyone and so name no state.
_GENERIC_DOMAINS = frozenset({"tv", "me", "io", "co", "cc", "fm", "ai", "ws", "to", "eu"})


def _place(cells: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    words = tuple(folded(cells["spelling"]).split())
    if not words or not cells["country"]:
        raise ValueError("spelling and country must not be empty")
    return words, cells["country"]


@cache
def place_forms() -> dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]:
    """(folded words, states) of places and nationalities by first word, longest first.

    Place names stand with and without attached letters; adjectives with and without the article.
    """
    grouped: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for words, country in table("country_places", ("spelling", "country"), _place):
        first, rest = words[0], words[1:]
        spelled = [first, *(letters + first for letters in _ATTACHED)]
        if first.startswith("ال"):
            spelled += ["ل" + first[1:], "ول" + first[1:]]
        for word in spelled:
            grouped[word, *rest].add(country)
    for forms in nationality_forms().values():
        for words, country in forms:
            if words[-1][-1] in "يهن":  # not the accusative, which is often another word
                grouped[words].add(country)
                grouped[tuple("ال" + word for word in words)].add(country)
    by_first: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = defaultdict(list)
    for words, countries in grouped.items():
        by_first[words[0]].append((words, frozenset(countries)))
    return {
        first: tuple(sorted(forms, key=lambda form: -len(form[0])))
        for first, forms in by_first.items()
    }


@cache
def _sources() -> dict[str, str]:
    rows = table("source_countries", ("source_or_domain", "country"), lambda cells: dict(cells))
    return {folded(row["source_or_domain"]): row["country"] for row in rows}


def source_country(source: str, url: str) -> str:
    """The state of a news source by its name, its domain or its domain's ending; else ""."""
    known = _sources()
    for key in (source, url):
        host = urlsplit(key).hostname or key if "//" in key else key
        host = folded(host.strip()).removeprefix("www.")
        if host in known:
            return known[host]
        ending = host.rpartition(".")[2]
        if len(ending) == 2 and ending.isascii() and "." in host and ending not in _GENERIC_DOMAINS:
            return "GB" if ending == "uk" else ending.upper()
    return ""
