"""The table of interface texts: ``messages.csv`` as typed, checked rows."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

from dashboard.wording.language import Language

TABLE = Path(__file__).with_name("messages.csv")
# CLDR plural categories; Arabic uses all six, English these two (and zero where it reads better).
FORMS: Mapping[Language, tuple[str, ...]] = {
    Language.ARABIC: ("zero", "one", "two", "few", "many", "other"),
    Language.ENGLISH: ("one", "other"),
}

# key -> form -> text; the form of a text that counts nothing is "".
Texts = Mapping[str, Mapping[str, str]]


class MessageError(ValueError):
    """A row of the table that cannot be used: path:line: reason."""


@cache
def messages(language: Language) -> Texts:
    """Every text in ``language``.

    Raises MessageError for an unknown or repeated form, an empty text, or a counted text that
    lacks a form its language needs.
    """
    return read_messages(TABLE, language)


def read_messages(path: Path, language: Language) -> Texts:
    texts: dict[str, dict[str, str]] = {}
    lines: dict[str, int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in (rows := csv.DictReader(file)):
            where = f"{path.name}:{rows.line_num}"
            key, form = (row["key"] or "").strip(), (row["form"] or "").strip()
            text = row[language.value] or ""
            if form not in ("", *FORMS[Language.ARABIC]):
                raise MessageError(f"{where}: unknown plural form {form!r}")
            forms = texts.setdefault(key, {})
            lines.setdefault(key, rows.line_num)
            if form in forms:
                raise MessageError(f"{where}: {key} has the form {form!r} twice")
            if text:
                forms[form] = text
            elif form in ("", *FORMS[language]):
                raise MessageError(f"{where}: {key} has no text in {language.value}")
    for key, forms in texts.items():
        if "" not in forms:
            lacking = [form for form in FORMS[language] if form not in forms]
            if lacking:
                raise MessageError(
                    f"{path.name}:{lines[key]}: {key} lacks {', '.join(lacking)} "
                    f"in {language.value}"
                )
    return texts


def placeholders(text: str) -> frozenset[str]:
    """The names in braces: "{n} من {total}" -> {"n", "total"}."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)
