"""The grammar of one Arabic number: pieces are taken up left to right, at most one step back.

A number is a sum of groups with falling scales (خمسة ملايين | و300 ألف | وعشرون). A group is
what stands below a scale word. Where a group after و turns out to start another number
("بين مليون و3 ملايين"), the reading returns to the state before that group.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from dashboard.arabic.digits import Style, figure_value, is_surely_reversed
from dashboard.arabic.number_words import (
    NumberForm,
    NumberWord,
    lookalikes,
    number_forms,
    teen_forms,
    year_heads,
)
from dashboard.arabic.scanning import Scan, is_figure

# Scale words behind one another (ألف مليار) make no larger scale than the tables name.
LARGEST_SCALE = 10**48
_TANWEEN = "\u064b"
# What the last piece was tells what may follow it.
_SMALL = frozenset({"unit", "teen", "ten", "tens"})


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
    governed: bool = False
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
        kept = {name: getattr(self, name) for name in self.__slots__}
        return Reading(**{**kept, "terms": list(self.terms)})


class NumberGrammar:
    """Reads numbers out of one scanned text."""

    def __init__(self, scanned: Scan, style: Style = Style.POINT) -> None:
        self.scan = scanned
        self.words = scanned.words
        self.style = style
        self.forms = number_forms()
        self.teens = teen_forms()
        self.lookalikes = lookalikes()

    def read(self, first: int) -> Reading | None:
        """The longest number that starts with piece ``first``, or None."""
        reading = self._start(first)
        if reading is None:
            return None
        while not reading.closed:
            taken = self._extended(reading)
            if taken is None:
                break
            reading = taken
        if reading.tail in ("teen-unit", "ordinal-part"):
            return None
        return reading

    # The first piece

    def _start(self, first: int) -> Reading | None:
        word = self.words[first]
        if is_figure(word):
            return self._start_figure(first)
        form = self._form(first)
        if form is None or self._is_lookalike(first):
            return None
        role = form.word.role
        if role == "minus":
            return self._negative(first)
        reading = Reading(
            first,
            first,
            form.prefix,
            definite=form.definite,
            joined=form.joined,
            governed=form.governed,
            words=True,
            tail=role,
        )
        value = form.word.value
        if role == "scale":
            if form.word.count == "few":
                return None
            count = self._scale_count(form.word, first)
            reading.terms.append((count * value, value))
        elif role in ("dozen", "dozens", "zero", "hundred", "hundreds", "teen", "ten", "tens"):
            reading.group = value
        elif role == "unit":
            if form.part is not None and self._is_part(first):
                reading.group, reading.fraction = form.part.value, True
                reading.tail = "fraction"
                return reading
            self._take_unit(reading, form.word, first)
        elif role in ("teen-unit", "ordinal-part"):
            if not self._take_unit(reading, form.word, first):
                return None
        elif role in ("ordinal", "ordinal-definite"):
            reading.ordinal, reading.tail = True, "ordinal"
            self._take_unit(reading, form.word, first)
        elif role == "fraction":
            reading.group, reading.fraction = value, True
        else:
            return None
        return reading

    def _start_figure(self, first: int) -> Reading | None:
        last, value = self._figure(first)
        if value is None:
            return None
        negative = self._minus_sign_before(first)
        reading = Reading(first, last, group=value, tail="figure", figures=True, negative=negative)
        if negative:
            reading.first, reading.prefix = first - 1, 0
        reading.year = reading.closed = self._is_year(first, last)
        self._take_slash(reading)
        if not negative and first > 0 and self.scan.adjacent(first):
            # Attached letters before a figure: و300, بـ5, ال30.
            before = self.words[first - 1]
            reading.joined = before in ("و", "وال", "وب", "ول")
            reading.governed = before in ("ب", "ل", "ك", "ف", "وب", "ول", "بال", "لل")
            reading.definite = before.endswith("ال") and len(before) <= 4
        return reading

    def _is_year(self, first: int, last: int) -> bool:
        """Whether the figure is a year that no scale word multiplies: في عام 2015 مليار دولار."""
        figure = self.words[first]
        return (
            first == last
            and first > 0
            and len(figure) == 4
            and "1800" <= figure <= "2100"
            and self.words[first - 1] in year_heads()
        )

    def _negative(self, first: int) -> Reading | None:
        if first + 1 >= len(self.words):
            return None
        following = self.forms.get(self.words[first + 1])
        if following is not None and (following.joined or following.word.role == "minus"):
            return None
        reading = self._start(first + 1)
        if reading is None or reading.negative or reading.ordinal:
            return None
        minus = self.forms[self.words[first]]
        reading.first, reading.prefix, reading.negative = first, minus.prefix, True
        return reading

    def _minus_sign_before(self, first: int) -> bool:
        return (
            first > 0
            and self.words[first - 1] in ("-", "\u2212")
            and self.scan.adjacent(first)
            and (first == 1 or not self.scan.adjacent(first - 1) or self.words[first - 2] in "(<>=")
            and not (first > 1 and is_figure(self.words[first - 2]))
        )

    # One more piece

    def _extended(self, reading: Reading) -> Reading | None:
        """The reading with the next piece taken up, or None when the number ends here.

        A reading that turned out to reach into the next number comes back shorter and closed.
        """
        at = reading.last + 1
        joined = False
        if at + 1 < len(self.words) and self.words[at] == "و":
            joined, at = True, at + 1
        if at >= len(self.words):
            return None
        word = self.words[at]
        if is_figure(word):
            return self._with_figure(reading, at, joined)
        form = self._form(at)
        if form is None:
            if word in ("،", ",") and not joined:
                return self._after_comma(reading, at)
            return self._after_confirmation(reading, at) if word == "(" and not joined else None
        if form.governed or (joined and form.joined):
            return None
        return self._with_form(reading, form, at, joined or form.joined)

    def _after_comma(self, reading: Reading, at: int) -> Reading | None:
        """ "ألفا، وخمسمئة": a comma after a scale, then و and a smaller group."""
        if reading.tail != "scale" or at + 1 >= len(self.words) or reading.before_group:
            return None
        form = self.forms.get(self.words[at + 1])
        if form is None or not form.joined or form.governed or form.definite:
            return None
        if form.word.role not in ("hundred", "hundreds"):
            return None
        return self._with_form(reading, form, at + 1, True)

    def _after_confirmation(self, reading: Reading, at: int) -> Reading | None:
        """ "أربعمئة (400) ألف": the number once more in brackets, then its scale."""
        if reading.group is None or reading.terms or reading.tail == "confirmed":
            return None
        new = reading.copy()
        new.tail = "confirmed"
        again = self._start(at + 1) if at + 1 < len(self.words) else None
        while again is not None and (longer := self._extended(again)) is not None:
            again = longer
        close = again.last + 1 if again is not None else 0
        if again is None or again.value != reading.value or close + 1 >= len(self.words):
            return None
        following = self.forms.get(self.words[close + 1])
        if self.words[close] != ")" or following is None or following.word.role != "scale":
            return None
        new.last = close
        return new

    def _with_form(
        self, reading: Reading, form: NumberForm, at: int, joined: bool
    ) -> Reading | None:
        role = form.word.role
        if role == "scale":
            return self._with_scale(reading, form, at, joined)
        if role in ("fraction", "fraction-plural"):
            return self._with_fraction(reading, form, at, joined)
        if role == "point":
            return None if joined else self._with_decimals(reading, at)
        if role in ("dozen", "dozens"):
            return self._with_dozen(reading, form, at, joined)
        if reading.ordinal or reading.tail == "ordinal":
            return self._with_ordinal_tens(reading, form, at, joined)
        if form.part is not None and not joined and reading.tail in _SMALL and not form.definite:
            return self._multiplied(reading, form.part, at)
        if form.definite and not reading.definite:
            return None
        return self._with_small(reading, form, at, joined)

    def _with_small(
        self, reading: Reading, form: NumberForm, at: int, joined: bool
    ) -> Reading | None:
        """One more piece below a thousand."""
        role, value, tail = form.word.role, form.word.value, reading.tail
        new = reading.copy()
        new.last, new.words = at, True
        if role == "hundred" and not joined and tail in (*_SMALL, "figure"):
            if new.group is None or (tail == "unit" and new.unit != new.group):
                return None
            new.group *= value
            new.tail, new.unit = "hundred", None
            return new
        if role == "tens" and tail == "unit" and joined and new.unit is not None:
            new.group = (new.group or Fraction(0)) + value
            new.ordinal = reading.definite and form.definite and reading.unit == 1
        elif tail in ("hundred", "hundreds") and role in (
            *("unit", "teen-unit", "teen", "ten", "tens", "ordinal", "ordinal-part"),
        ):
            new.group = new.group or Fraction(0)
            if role in ("ordinal", "ordinal-part"):
                new.ordinal = True
            if role in ("ten", "tens", "teen"):
                new.group += value
        elif (
            tail in ("ten", "teen", "tens") and role == "unit" and joined and self._is_numerator(at)
        ):
            pass  # عشرون وثلاثة أخماس
        elif tail == "scale" and (joined or self._starts_hundreds(at)):
            new.before_group = reading
            new.group = Fraction(0)
            if role in ("hundred", "hundreds", "ten", "tens", "teen"):
                new.group = value
            elif role not in ("unit", "teen-unit"):
                return None
        else:
            return None
        new.tail, new.unit = role, None
        if role in ("unit", "teen-unit", "ordinal", "ordinal-part"):
            rest, new.group = new.group or Fraction(0), None
            if not self._take_unit(new, form.word, at) and role in ("teen-unit", "ordinal-part"):
                return None
            new.group = rest + (new.group or 0)
        return new

    def _form(self, at: int) -> NumberForm | None:
        form = self.forms.get(self.words[at])
        teen = self.teens.get(self.words[at])
        if teen is not None and at + 1 < len(self.words):
            following = self.forms.get(self.words[at + 1])
            if following is not None and following.word.role == "ten" and not following.prefix:
                return teen
        return form

    def _take_unit(self, reading: Reading, word: NumberWord, at: int) -> bool:
        """A unit alone or, with عشر after it, a teen; whether it became one or may yet grow."""
        following = self.forms.get(self.words[at + 1]) if at + 1 < len(self.words) else None
        if following is not None and following.word.role == "ten" and not following.prefix:
            reading.group = word.value + 10
            reading.last, reading.tail, reading.unit = at + 1, "teen", None
            if word.role in ("ordinal", "ordinal-definite", "ordinal-part"):
                reading.ordinal, reading.tail = True, "ordinal"
                reading.closed = True
            return True
        reading.group, reading.unit = word.value, word.value
        if word.role == "ordinal-part":
            reading.ordinal, reading.tail = True, "ordinal"
            tens = self._joined_form(at + 1)
            return tens is not None and tens.word.role == "tens"
        return False

    def _is_numerator(self, at: int) -> bool:
        following = self.forms.get(self.words[at + 1]) if at + 1 < len(self.words) else None
        return following is not None and following.word.role == "fraction-plural"

    def _joined_form(self, at: int) -> NumberForm | None:
        """The number word after و, attached or with a space."""
        if at < len(self.words) and self.words[at] == "و":
            at += 1
            return self.forms.get(self.words[at]) if at < len(self.words) else None
        form = self.forms.get(self.words[at]) if at < len(self.words) else None
        return form if form is not None and form.joined else None

    def _with_ordinal_tens(
        self, reading: Reading, form: NumberForm, at: int, joined: bool
    ) -> Reading | None:
        if not joined or form.word.role != "tens" or reading.unit is None:
            return None
        new = reading.copy()
        new.group = (new.group or Fraction(0)) + form.word.value
        new.last, new.unit, new.closed = at, None, True
        return new

    def _starts_hundreds(self, at: int) -> bool:
        """Whether an unjoined group after a scale is certain: ألف خمس مئة, ألف خمسمئة."""
        form = self.forms.get(self.words[at])
        if form is not None and form.word.role == "hundreds":
            return not form.definite
        following = self.forms.get(self.words[at + 1]) if at + 1 < len(self.words) else None
        return (
            following is not None and following.word.role == "hundred" and not following.prefix
        ) and not following.definite

    # Figures

    def _with_figure(self, reading: Reading, at: int, joined: bool) -> Reading | None:
        last, value = self._figure(at)
        if value is None:
            return None
        following = self.forms.get(self.words[last + 1]) if last + 1 < len(self.words) else None
        counts_hundreds = following is not None and following.word.role == "hundred"
        whole = value.denominator == 1 and 0 < value < 100
        if reading.tail in ("hundred", "hundreds") and joined and whole and not counts_hundreds:
            new = reading.copy()
            new.group = (new.group or Fraction(0)) + value
        elif reading.tail == "scale" and value < reading.terms[-1][1] and value > 0:
            if not joined and not self._starts_hundreds(at):
                return None
            new = reading.copy()
            new.before_group, new.group = reading, value
        elif reading.tail == "figure" and not joined and self._is_slash_fraction(last + 1, at):
            new = reading.copy()
            new.group = reading.group
        else:
            return None
        new.last, new.tail, new.unit, new.figures = last, "figure", None, True
        if value.denominator == 1 and value < 10:
            new.unit = value
        return new

    def _figure(self, at: int) -> tuple[int, Fraction | None]:
        """(last piece, value) of the figure at piece ``at``, with thousands parted by spaces."""
        figure, last = self.words[at], at
        if len(figure) <= 3 and figure.isdigit():
            while (
                last + 1 < len(self.words)
                and self.scan.starts[last + 1] == self.scan.ends[last] + 1
                and _closes_thousands(self.words[last + 1])
            ):
                last += 1
                figure += " " + self.words[last]
                if not self.words[last].isdigit():
                    break
        following = self.forms.get(self.words[last + 1]) if last + 1 < len(self.words) else None
        scaled = following is not None and following.word.role == "scale"
        value = figure_value(figure, self.style, scaled, "ر" in figure and self._reversed_reh)
        return last, None if value is None else Fraction(value)

    @cached_property
    def _reversed_reh(self) -> bool:
        """Whether 2ر5 has its decimals first here, like the other figures of the text."""
        return self.style is Style.COMMA or any(
            is_surely_reversed(word) for word in self.words if "ر" in word and is_figure(word)
        )

    def _take_slash(self, reading: Reading) -> None:
        """Take up the rest of 3/4 or 1 3/4."""
        words, at = self.words, reading.last + 1
        if self._is_slash_fraction(at, reading.last):
            denominator = Fraction(words[at + 1])
            part = (reading.group or Fraction(0)) / denominator
            # Typed right to left, a half comes as 2/1.
            reading.group = 1 / part if denominator == 1 and part > 1 else part
            reading.last, reading.fraction, reading.tail = at + 1, True, "fraction"
        elif (
            at < len(words)
            and words[at].isdecimal()
            and len(words[at]) <= 2
            and self._is_slash_fraction(at + 1, at)
            and Fraction(words[at]) < Fraction(words[at + 2])
        ):
            part = Fraction(words[at]) / Fraction(words[at + 2])
            reading.group = (reading.group or Fraction(0)) + part
            reading.last, reading.fraction, reading.tail = at + 2, True, "fraction"

    def _is_slash_fraction(self, slash: int, numerator: int) -> bool:
        words = self.words
        return (
            slash + 1 < len(words)
            and words[slash] in ("/", "\u2044")
            and self.scan.adjacent(slash)
            and self.scan.adjacent(slash + 1)
            and words[numerator].isdecimal()
            and words[slash + 1].isdecimal()
            and len(words[numerator]) <= 3
            and len(words[slash + 1]) <= 3
            and words[slash + 1].strip("0") != ""
            and not (slash + 2 < len(words) and words[slash + 2] in ("/", "-"))
            and not (numerator > 0 and words[numerator - 1] == "/")
        )

    # Scales, fractions, decimals

    def _with_scale(
        self, reading: Reading, form: NumberForm, at: int, joined: bool
    ) -> Reading | None:
        scale, count = form.word.value, form.word.count
        if reading.tail == "ordinal" or (reading.ordinal and reading.tail != "tens"):
            return None
        if joined:
            return self._with_joined_scale(reading, form, at)
        if form.definite and not (reading.tail == "fraction" and not reading.terms):
            return None
        if count == "two":
            return None
        new = reading.copy()
        new.last, new.tail, new.unit, new.words = at, "scale", None, True
        new.before_group = None
        if reading.group is None:
            # ألف مليار, مئة ألف مليون: the scale multiplies the last term.
            if not new.terms or reading.tail != "scale":
                return None
            value, last_scale = new.terms.pop()
            if last_scale * scale > LARGEST_SCALE:
                return None
            new.terms.append((value * scale, scale * last_scale))
            return new
        lower = Fraction(0)
        while new.terms and new.terms[-1][1] < scale:
            lower += new.terms.pop()[0]
        multiplied = lower + reading.group
        refused = lower >= 10**6 or (lower and count == "few")
        if refused or (new.terms and new.terms[-1][1] <= scale):
            return self._shortened(reading)
        new.terms.append((multiplied * scale, scale))
        new.group = None
        return new

    def _with_joined_scale(self, reading: Reading, form: NumberForm, at: int) -> Reading | None:
        """مليون وألف: a smaller scale after و counts itself."""
        scale = form.word.value
        if reading.tail != "scale" or form.word.count == "few" or form.definite:
            return None
        value, last_scale = reading.terms[-1]
        # مئة ألف وألف: the same scale again only behind hundreds of it.
        falls = scale < last_scale or (scale == last_scale and value >= 100 * scale)
        if reading.group is not None or not falls:
            return None
        new = reading.copy()
        new.before_group = reading
        new.last, new.words = at, True
        new.terms.append((self._scale_count(form.word, at) * scale, scale))
        return new

    def _shortened(self, reading: Reading) -> Reading | None:
        """Back to the state before the group that و opened: that group starts another number."""
        if reading.before_group is None:
            return None
        before = reading.before_group.copy()
        before.closed = True
        return before

    def _with_fraction(
        self, reading: Reading, form: NumberForm, at: int, joined: bool
    ) -> Reading | None:
        part, plural = form.word.value, form.word.role == "fraction-plural"
        if reading.ordinal or reading.fraction:
            return None
        if joined:
            if plural or form.definite:
                return None
            return self._with_added_part(reading, part, at)
        if form.definite or reading.group is None:
            return None
        counted = reading.unit if plural else None
        if counted is None or counted < 2:
            return self._multiplied(reading, form.word, at) if reading.tail in _SMALL else None
        new = reading.copy()
        new.group = reading.group - counted
        if new.group == 0 and new.terms:
            # مليار وثلاثة أرباع: the fraction is of the scale before it.
            new.group = None
            return self._with_added_part(new, counted * part, at)
        new.group += counted * part
        new.last, new.tail, new.unit, new.fraction, new.words = at, "fraction", None, True, True
        return new

    def _with_added_part(self, reading: Reading, part: Fraction, at: int) -> Reading | None:
        """خمسة ونصف; مليار ونصف [المليار]."""
        new = reading.copy()
        new.last, new.unit, new.words = at, None, True
        if reading.group is not None:
            if reading.tail not in (*_SMALL, "figure", "hundred", "hundreds"):
                return None
            new.group = reading.group + part
            new.tail, new.fraction = "fraction", True
            return new
        if not reading.terms:
            return None
        scale = reading.terms[-1][1]
        new.terms.append((part * scale, scale))
        new.closed = True
        following = self.forms.get(self.words[at + 1]) if at + 1 < len(self.words) else None
        if following is not None and following.word.role == "scale" and not following.joined:
            if following.word.value < scale and following.word.count in ("one", "one-or-two"):
                # مليار ونصف مليون
                new.terms[-1] = (part * following.word.value, following.word.value)
                new.last = at + 1
            elif following.word.value == scale:
                new.last = at + 1
        return new

    def _multiplied(self, reading: Reading, part: NumberWord, at: int) -> Reading | None:
        if reading.group is None or reading.terms:
            return None
        new = reading.copy()
        new.group = reading.group * part.value
        new.last, new.fraction, new.closed, new.words = at, True, True, True
        return new

    def _with_decimals(self, reading: Reading, at: int) -> Reading | None:
        """واحد فاصلة خمسة: the number after فاصلة gives the decimals."""
        if reading.group is None or reading.terms or at + 1 >= len(self.words):
            return None
        if reading.tail not in (*_SMALL, "figure", "hundred", "hundreds", "zero"):
            return None
        decimals = NumberGrammar.read_below_thousand(self, at + 1)
        if decimals is None or decimals.group is None or decimals.group.denominator != 1:
            return None
        new = reading.copy()
        digits = len(str(decimals.group.numerator))
        if decimals.figures:
            digits = len(self.words[at + 1])
        new.group = reading.group + decimals.group / 10**digits
        new.last, new.tail, new.unit, new.words = decimals.last, "fraction", None, True
        return new

    def read_below_thousand(self, first: int) -> Reading | None:
        """A figure, a unit, or a unit with tens."""
        reading = self._start(first)
        if reading is None or reading.ordinal or reading.joined or reading.terms:
            return None
        tens = self._joined_form(reading.last + 1)
        if reading.tail == "unit" and tens is not None and tens.word.role == "tens":
            return self._extended(reading)
        return reading

    def _with_dozen(
        self, reading: Reading, form: NumberForm, at: int, joined: bool
    ) -> Reading | None:
        if reading.group is None or reading.terms or form.definite:
            return None
        new = reading.copy()
        if joined and form.word.role == "dozens":
            new.group = reading.group + form.word.value
        elif not joined and form.word.role == "dozen":
            new.group = reading.group * form.word.value
        else:
            return None
        new.last, new.closed, new.words, new.fraction = at, True, True, False
        return new

    # Looking around

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

    def _is_lookalike(self, at: int) -> bool:
        after = self.lookalikes.get(self.words[at])
        return bool(after) and at > 0 and self.words[at - 1] in (after or ())


def _closes_thousands(word: str) -> bool:
    return len(word) >= 3 and word[:3].isdigit() and (len(word) == 3 or not word[3].isdigit())


def decimal_of(value: Fraction) -> Decimal:
    """Exact where decimals can be, else to 28 digits (a third of a million)."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    return Decimal(value.numerator) / Decimal(value.denominator)
