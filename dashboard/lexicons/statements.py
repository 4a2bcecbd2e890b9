"""The words that tell who said what: reporting verbs, speakers' roles, small words around them.

Every reader returns the rows of one table of ``data/lexicons``; ``folder`` is for tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.lexicons.table import LEXICONS, table

FORMS = ("past", "present", "participle", "noun-phrase", "according-to")
COMPLEMENTS = ("أن", "إن", "بأن", ":", "object", "ب", "إلى", "من", "على", "عن", "في")
GENDERS = ("m", "f", "p", "")
GUARDS = ("", "speaker", "clause")
ROLE_KINDS = ("person", "group", "body", "medium", "text")
WORD_ROLES = (
    "that",
    "not-that",
    "preposition",
    "stop",
    "lead",
    "negation",
    "unreal",
    "aside",
    "agent",
    "relative",
    "naming",
    "in-which",
)


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """One spelling of a word or phrase that introduces what someone said.

    ``complements`` are what may stand before the reported words: أن with or without its
    preposition, a colon or quotation mark (":"), a bare preposition (أعلن عن, حذر من) or nothing
    ("object": نفى صحة الخبر). ``gender`` is m, f, p (plural) or "". ``guard`` is "speaker" when the
    form needs its own speaker beside it (يذكر أن is impersonal), "clause" when it must begin a
    clause (بين is a preposition elsewhere).
    """

    surface: str
    lemma: str
    form: str
    complements: tuple[str, ...]
    gender: str
    guard: str


@dataclass(frozen=True, slots=True)
class Role:
    """A noun that heads a speaker's description.

    ``kind`` tells persons, groups of persons, bodies, media and texts apart. ``takes`` is
    "person" when a name behind it names someone else (محامي ترامب), else "".
    """

    head: str
    kind: str
    takes: str


@dataclass(frozen=True, slots=True)
class StatementWord:
    """A small word with its role around statements (WORD_ROLES)."""

    word: str
    role: str


def _one_of(cell: str, choices: tuple[str, ...], column: str) -> str:
    if cell not in choices:
        raise ValueError(f"{column} must be one of {', '.join(choices)}, got {cell!r}")
    return cell


def _filled(cell: str, column: str) -> str:
    if not cell:
        raise ValueError(f"{column} must not be empty")
    return cell


def _complements(cell: str) -> tuple[str, ...]:
    parts = tuple(part for part in cell.split("|") if part)
    for part in parts:
        for word in part.split():
            _one_of(word, COMPLEMENTS, "complement")
    return parts


def reporting_verbs(folder: Path = LEXICONS) -> list[ReportingVerb]:
    def row(cells: Mapping[str, str]) -> ReportingVerb:
        form = _one_of(cells["form"], FORMS, "form")
        complements = _complements(cells["complement"])
        if not complements and form != "according-to":
            raise ValueError("complement must not be empty")
        return ReportingVerb(
            _filled(cells["surface"], "surface"),
            _filled(cells["lemma"], "lemma"),
            form,
            complements,
            _one_of(cells["gender"], GENDERS, "gender"),
            _one_of(cells["guard"], GUARDS, "guard"),
        )

    columns = ("surface", "lemma", "form", "complement", "gender", "guard")
    return table("reporting_verbs", columns, row, folder)


def roles(folder: Path = LEXICONS) -> list[Role]:
    return table(
        "roles",
        ("head", "kind", "takes"),
        lambda cells: Role(
            _filled(cells["head"], "head"),
            _one_of(cells["kind"], ROLE_KINDS, "kind"),
            _one_of(cells["takes"], ("", "person"), "takes"),
        ),
        folder,
    )


def statement_words(folder: Path = LEXICONS) -> list[StatementWord]:
    return table(
        "statement_words",
        ("word", "role"),
        lambda cells: StatementWord(
            _filled(cells["word"], "word"), _one_of(cells["role"], WORD_ROLES, "role")
        ),
        folder,
    )
