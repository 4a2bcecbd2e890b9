"""The lexicons of statements as folded keys, the way a scanned text spells them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dashboard.arabic.folding import folded
from dashboard.lexicons.statements import (
    ReportingVerb,
    Role,
    reporting_verbs,
    roles,
    statement_words,
)

QUOTES = frozenset('"«»“”„‟')
# Letters that may be attached before a reporting word.
CONJUNCTIONS = ("و", "ف")
_THAT = frozenset({"أن", "إن", "بأن"})


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A reporting word as a text spells it; ``words`` are its folded pieces.

    ``joined`` tells that a conjunction is attached before it, ``attaches`` that its last letter
    is attached to the next word (وفقا لـ).
    """

    words: tuple[str, ...]
    row: ReportingVerb
    joined: bool
    attaches: bool
    says_that: bool
    prepositions: frozenset[str]
    takes_object: bool
    takes_colon: bool
    takes_ba: bool

    @property
    def form(self) -> str:
        return self.row.form


@cache
def verb_forms() -> Mapping[str, tuple[VerbForm, ...]]:
    """Reporting words by their first folded piece, longest first."""
    table: dict[str, list[VerbForm]] = defaultdict(list)
    for row in reporting_verbs():
        words = folded(row.surface).split()
        attaches = len(words) > 1 and words[-1] == "ل"
        if attaches:
            words = words[:-1]
        for letter in ("", *CONJUNCTIONS):
            spelled = (letter + words[0], *words[1:])
            table[spelled[0]].append(_form(spelled, row, bool(letter), attaches))
    return {
        word: tuple(sorted(rows, key=lambda form: (form.joined, -len(form.words))))
        for word, rows in table.items()
    }


def _form(words: tuple[str, ...], row: ReportingVerb, joined: bool, attaches: bool) -> VerbForm:
    bare = {folded(part) for part in row.complements if len(part.split()) == 1}
    return VerbForm(
        words,
        row,
        joined,
        attaches,
        says_that=any(part.split()[-1] in _THAT for part in row.complements),
        prepositions=frozenset(bare & word_roles("preposition")),
        takes_object="object" in bare,
        takes_colon=":" in bare,
        takes_ba="ب" in bare,
    )


@cache
def word_roles(role: str) -> frozenset[str]:
    """The folded words of ``statement_words.csv`` with this role."""
    return frozenset(folded(row.word) for row in statement_words() if row.role == role)


@cache
def role_heads() -> Mapping[str, Role]:
    """Roles by folded head."""
    return {folded(row.head): row for row in roles()}


@cache
def said_words() -> frozenset[str]:
    """Participles that only repeat their verb (وتابع قائلا)."""
    return frozenset(
        folded(row.surface)
        for row in reporting_verbs()
        if row.form == "participle" and row.lemma == "قال"
    )


@cache
def takeover_words() -> frozenset[str]:
    """Reporting words behind which another statement goes on: participles, verbs with و."""
    return frozenset(
        word
        for word, forms in verb_forms().items()
        if word not in said_words()
        and any(
            form.form == "participle" or (form.form == "past" and form.joined) for form in forms
        )
    )


@cache
def landmark_words() -> frozenset[str]:
    """Every piece at which a search for a complement has something to decide."""
    return QUOTES | {":"} | word_roles("that") | word_roles("preposition") | frozenset(verb_forms())
