"""A number being read, and what every part of the grammar looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from dashboard.arabic.digits import Style
from dashboard.arabic.folding import folded
from dashboard.arabic.number_words import (
    NumberForm,
    NumberWord,
    lookalikes,
    number_forms,
    teen_forms,
)
from dashboard.arabic.scanning import Scan

_TANWEEN = "\u064b"
# Roles of last pieces below a hundred; what the last piece was tells what may follow it.
SMALL = frozenset({"unit", "teen", "ten", "tens"})


@dataclass(slots=True)
class Reading:
    """A number being read: pieces ``first``..``last`` (inclusive), ``prefix`` letters outside."""

    first: int
    last: int
    prefix: int = 0
    terms: list[tuple[Fraction, Fraction]] = field(default_factory=list)  # (value, scale)
    group: Fraction | None = None
    tail: str = ""  # role of the last piece
    unit: Fraction | None = None  # the last piece when it is a unit that a fraction may count
    ordinal: bool = False
    fraction: bool = False
    figures: bool = False
    words: bool = False
    definite: bool = False
    joined: bool = False
    negative: bool = False
    year: bool = False
    closed: bool = False  # nothing more may follow
    before_group: Reading | None = None  # the state before a group that و opened

    @property
    def value(self) -> Fraction:
        total = sum((term for term, _ in self.terms), Fraction(0)) + (self.group or 0)
        return -total if self.negative else total

    @property
    def scale(self) -> Fraction:
        """The scale of the last closed group, 1 when the number ends below a thousand."""
        return self.terms[-1][1] if self.terms and self.group is None else Fraction(1)

    def copy(self) -> Reading:
        new = object.__new__(Reading)
        for name in self.__slots__:
            setattr(new, name, getattr(self, name))
        new.terms = self.terms.copy()
        return new


class Pieces:
    """One scanned text and the number words in it."""

    def __init__(self, scanned: Scan, style: Style = Style.POINT) -> None:
        self.scan = scanned
        self.words = scanned.words
        self.style = style
        self.forms = number_forms()
        self.teens = teen_forms()
        self.lookalikes = lookalikes()

    def _form(self, at: int) -> NumberForm | None:
        form = self.forms.get(self.words[at])
        teen = self.teens.get(self.words[at])
        if teen is not None and at + 1 < len(self.words):
            following = self.forms.get(self.words[at + 1])
            if following is not None and following.word.role == "ten" and not following.prefix:
                return teen
        return form

    def _plain_form(self, at: int) -> NumberForm | None:
        """The number word at piece ``at``, None behind the end of the text."""
        return self.forms.get(self.words[at]) if at < len(self.words) else None

    def _joined_form(self, at: int) -> NumberForm | None:
        """The number word after و, attached or with a space."""
        if at < len(self.words) and self.words[at] == "و":
            at += 1
            return self.forms.get(self.words[at]) if at < len(self.words) else None
        form = self.forms.get(self.words[at]) if at < len(self.words) else None
        return form if form is not None and form.joined else None

    def _scale_count(self, word: NumberWord, at: int) -> int:
        """How many of its scale a lone scale word says: مليون 1, مليونان 2, مليونا 1 or 2.

        The last is the accusative of one before و or with its tanween written, else the dual
        before its noun (ألفا ريال).
        """
        if word.count == "two":
            return 2
        if word.count == "one":
            return 1
        start, end = self.scan.original_span(at, at)
        if _TANWEEN in self.scan.folded.original[start:end]:
            return 1
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        return 1 if self._joined_form(at + 1) is not None or following == "و" else 2

    def _is_part(self, at: int) -> bool:
        """Whether خمس and its like mean a fraction here: before a definite noun."""
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        return following.startswith("ال") and following not in self.forms and len(following) > 3

    def _is_lookalike(self, at: int, form: NumberForm) -> bool:
        beside = self.lookalikes.get(folded(form.word.spelling))
        if not beside:
            return False
        around = (self.words[at - 1] if at else "", *self.words[at + 1 : at + 2])
        return not beside.isdisjoint(around)

    def _starts_hundreds(self, at: int) -> bool:
        """Whether an unjoined group after a scale is certain: ألف خمس مئة, ألف خمسمئة."""
        form = self.forms.get(self.words[at])
        if form is not None and form.word.role == "hundreds":
            return not form.definite
        following = self._plain_form(at + 1)
        return (
            following is not None and following.word.role == "hundred" and not following.prefix
        ) and not following.definite


def decimal_of(value: Fraction) -> Decimal:
    """Exact where decimals can be, else to 28 digits (a third of a million)."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    return Decimal(value.numerator) / Decimal(value.denominator)
