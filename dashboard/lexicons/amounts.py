"""Words around amounts: what follows one without its noun, what links two, what changes one."""

from __future__ import annotations

from functools import cache

from dashboard.arabic.folding import folded
from dashboard.lexicons.table import table


def _spellings(name: str) -> frozenset[str]:
    return frozenset(table(name, ("spelling",), lambda cells: folded(cells["spelling"])))


@cache
def amount_followers() -> frozenset[str]:
    """Folded words that follow an amount whose noun is left out (27 مليارا في العام)."""
    return _spellings("amount_followers")


@cache
def amount_links() -> frozenset[str]:
    """Folded words that set such an amount beside another (مقابل 27 مليارا)."""
    return _spellings("amount_links")


@cache
def change_words() -> frozenset[str]:
    """Folded words after which "من ... إلى ..." is a change from one amount to another."""
    return _spellings("change_words")


@cache
def count_words() -> frozenset[str]:
    """Folded words that say that a large number counts something else than money."""
    return _spellings("count_words")
