"""Currencies: what their names, signs and subunits are, and which state's each one is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from dashboard.arabic.folding import folded
from dashboard.arabic.scanning import scan
from dashboard.lexicons.table import LEXICONS, table

STANDINGS = (
    "default",  # the bare name means this currency (يورو, دولار)
    "candidate",  # the bare name is shared with other states (دينار)
    "scaled",  # a name that is also a common word: with its state, or behind a scale word
    "adjective",  # only when the state is named (دولار كندي)
)
COUNTS = ("one", "two", "few")


@dataclass(frozen=True, slots=True)
class Currency:
    """``code`` is ISO 4217; ``family`` the name that several states share; ``country`` ISO 3166
    alpha-2, or a private code for a union of states; ``point`` tells how a point before three
    digits is read (1.250 دينار): "decimals" where prices have three, "thousands" where coins are
    out of use, "" by the pattern alone."""

    code: str
    family: str
    country: str
    standing: str
    point: str


@dataclass(frozen=True, slots=True)
class CurrencyName:
    """One spelling of a family's name; ``count`` "two" is the dual, which says two by itself."""

    spelling: str
    family: str
    count: str


@dataclass(frozen=True, slots=True)
class CurrencyForm:
    """A name as it stands in a text: ``prefix`` attached letters outside, ``definite`` with ال."""

    name: CurrencyName
    prefix: int = 0
    definite: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Subunit:
    """``per_unit`` of the subunit ``family`` make one ``code``."""

    family: str
    code: str
    per_unit: int


@dataclass(frozen=True, slots=True)
class CurrencySign:
    """A sign or abbreviation ($, د.ك); ``scale`` multiplies (م.د is a million dinars);
    ``country`` limits it to sources of one state."""

    sign: str
    pieces: tuple[str, ...]
    code: str
    scale: Decimal
    country: str


def _currency(cells: Mapping[str, str]) -> Currency:
    code, standing = cells["code"], cells["standing"]
    if not (len(code) == 3 and code.isascii() and code.isupper()):
        raise ValueError(f"code must be three capital letters, got {code!r}")
    if standing not in STANDINGS:
        raise ValueError(f"standing must be one of {', '.join(STANDINGS)}, got {standing!r}")
    if not cells["family"] or not cells["country"]:
        raise ValueError("family and country must not be empty")
    if cells["point"] not in ("", "decimals", "thousands"):
        raise ValueError(f"point must be decimals, thousands or empty, got {cells['point']!r}")
    return Currency(code, cells["family"], cells["country"], standing, cells["point"])


def _name(cells: Mapping[str, str]) -> CurrencyName:
    if not cells["spelling"] or " " in cells["spelling"]:
        raise ValueError(f"spelling must be one word, got {cells['spelling']!r}")
    if cells["count"] not in COUNTS:
        raise ValueError(f"count must be one of {', '.join(COUNTS)}, got {cells['count']!r}")
    if cells["family"] not in {*families(), *subunits()}:
        raise ValueError(f"no currency or subunit has the family {cells['family']!r}")
    return CurrencyName(cells["spelling"], cells["family"], cells["count"])


def _subunit(cells: Mapping[str, str]) -> Subunit:
    if cells["code"] not in {currency.code for currency in currencies()}:
        raise ValueError(f"no currency has the code {cells['code']!r}")
    return Subunit(cells["family"], cells["code"], _whole(cells["per_unit"], "per_unit"))


def _sign(cells: Mapping[str, str]) -> CurrencySign:
    try:
        scale = Decimal(cells["scale"])
    except InvalidOperation:
        raise ValueError(f"scale must be a number, got {cells['scale']!r}") from None
    pieces = tuple(scan(cells["sign"]).words)
    if not pieces:
        raise ValueError("sign must not be empty")
    if cells["code"] not in codes():
        raise ValueError(f"no currency has the code {cells['code']!r}")
    return CurrencySign(cells["sign"], pieces, cells["code"], scale, cells["country"])


def _whole(cell: str, column: str) -> int:
    if not cell.isdigit() or int(cell) < 1:
        raise ValueError(f"{column} must be a whole number above 0, got {cell!r}")
    return int(cell)


def currency_rows(folder: Path = LEXICONS) -> list[Currency]:
    """The rows of currencies.csv, likelier candidates of a family first."""
    return table(
        "currencies", ("code", "family", "country", "standing", "point"), _currency, folder
    )


@cache
def currencies() -> tuple[Currency, ...]:
    return tuple(currency_rows())


@cache
def codes() -> frozenset[str]:
    """Every ISO 4217 code that the tables know."""
    return frozenset(currency.code for currency in currencies())


@cache
def families() -> dict[str, tuple[Currency, ...]]:
    """The currencies of each family, in the order of the table."""
    grouped: dict[str, list[Currency]] = defaultdict(list)
    for currency in currencies():
        grouped[currency.family].append(currency)
    return {family: tuple(rows) for family, rows in grouped.items()}


@cache
def points() -> dict[str, str]:
    """How a point before three digits is read, by code."""
    return {currency.code: currency.point for currency in currencies()}


@cache
def subunits() -> dict[str, tuple[Subunit, ...]]:
    """The subunits by family, likelier currencies first."""
    grouped: dict[str, list[Subunit]] = defaultdict(list)
    for row in table("subunits", ("family", "code", "per_unit"), _subunit):
        grouped[row.family].append(row)
    return {family: tuple(rows) for family, rows in grouped.items()}


def name_rows(folder: Path = LEXICONS) -> list[CurrencyName]:
    """The rows of currency_names.csv."""
    return table("currency_names", ("spelling", "family", "count"), _name, folder)


@cache
def currency_forms() -> dict[str, CurrencyForm]:
    """Names by folded spelling: bare, with the article, and with letters attached before them."""
    forms: dict[str, CurrencyForm] = {}
    for name in name_rows():
        bare = folded(name.spelling)
        forms[bare] = CurrencyForm(name)
        for letters, definite, joined, prefix in (
            ("ال", True, False, 0),
            ("و", False, True, 1),
            ("ب", False, False, 1),
            ("ل", False, False, 1),
        ):
            forms.setdefault(letters + bare, CurrencyForm(name, prefix, definite, joined))
    for word, followers in lookalikes().items():
        if () in followers:
            forms.pop(word, None)
    return forms


def sign_rows(folder: Path = LEXICONS) -> list[CurrencySign]:
    """The rows of currency_signs.csv."""
    return table("currency_signs", ("sign", "code", "scale", "country"), _sign, folder)


@cache
def currency_signs() -> dict[str, tuple[CurrencySign, ...]]:
    """Signs by their first folded piece, longest first; ISO codes are signs too."""
    grouped: dict[str, list[CurrencySign]] = defaultdict(list)
    for sign in sign_rows():
        grouped[sign.pieces[0]].append(sign)
    for code in codes():
        grouped[code.lower()].append(CurrencySign(code, (code.lower(),), code, Decimal(1), ""))
    return {
        piece: tuple(sorted(signs, key=lambda sign: -len(sign.pieces)))
        for piece, signs in grouped.items()
    }


@cache
def lookalikes() -> dict[str, frozenset[tuple[str, ...]]]:
    """Folded words that name no currency before these words (ريال مدريد), or never (بين)."""
    grouped: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in table("currency_lookalikes", ("spelling", "followed_by"), lambda cells: dict(cells)):
        grouped[folded(row["spelling"])].add(tuple(folded(row["followed_by"]).split()))
    return {word: frozenset(followers) for word, followers in grouped.items()}


@cache
def price_units() -> dict[str, str]:
    """What prices are quoted per, by folded spelling: the spelling of the table."""
    rows = table("price_units", ("spelling",), lambda cells: cells["spelling"])
    return {folded(spelling): spelling for spelling in rows}
