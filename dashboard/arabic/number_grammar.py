"""The grammar of one Arabic number: pieces are taken up left to right, at most one step back.

A number is a sum of groups with falling scales (خمسة ملايين | و300 ألف | وعشرون). A group is
what stands below a scale word. Where a group after و turns out to start another number
("بين مليون و3 ملايين"), the reading returns to the state before that group.
"""

from __future__ import annotations

from fractions import Fraction

from dashboard.arabic.digits import LONGEST_FIGURE
from dashboard.arabic.number_figures import FigureGrammar
from dashboard.arabic.number_reading import SMALL, Reading
from dashboard.arabic.number_scales import ScaleGrammar
from dashboard.arabic.number_words import NumberForm, NumberWord
from dashboard.arabic.scanning import is_figure


class NumberGrammar(FigureGrammar, ScaleGrammar):
    """Reads numbers out of one scanned text."""

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

    def _start(self, first: int) -> Reading | None:
        word = self.words[first]
        if is_figure(word):
            return self._start_figure(first)
        form = self._form(first)
        if form is None or self._is_lookalike(first, form):
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
            words=True,
            tail=role,
        )
        value = form.word.value
        if role == "scale":
            if form.word.count == "few":
                return None
            count = self._scale_count(form.word, first)
            reading.terms.append((count * value, value))
        elif form.part is not None and self._is_part(first):
            reading.group, reading.fraction = form.part.value, True
            reading.tail = "fraction"
        elif role in ("dozen", "dozens", "zero", "hundred", "hundreds", "teen", "ten", "tens"):
            reading.group = value
        elif role == "unit":
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
        if form.part is not None and not joined and reading.tail in SMALL and not form.definite:
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
        if role == "hundred" and not joined and tail in (*SMALL, "figure"):
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
        elif tail in (*SMALL, "figure") and role == "unit" and joined and self._is_numerator(at):
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

    def _take_unit(self, reading: Reading, word: NumberWord, at: int) -> bool:
        """A unit alone or, with عشر after it, a teen; whether it became one or may yet grow."""
        following = self._plain_form(at + 1)
        # أول عشرة are the first ten; the eleventh is الحادي عشر.
        first_of_ten = word.role == "ordinal" and word.value == 1
        followed_by_ten = following is not None and following.word.role == "ten"
        if followed_by_ten and following is not None and not following.prefix and not first_of_ten:
            reading.group = word.value + 10
            reading.last, reading.tail, reading.unit = at + 1, "teen", None
            if word.role in ("ordinal", "ordinal-definite", "ordinal-part"):
                reading.ordinal, reading.tail = True, "ordinal"
                reading.closed = True
            return True
        reading.group, reading.unit = word.value, word.value
        if word.role in ("ordinal-part", "teen-unit"):
            # الحادي والعشرون, إحدى وعشرون
            reading.ordinal = word.role == "ordinal-part"
            reading.tail = "ordinal" if reading.ordinal else "unit"
            tens = self._joined_form(at + 1)
            return tens is not None and tens.word.role == "tens"
        return False

    def _is_numerator(self, at: int) -> bool:
        following = self._plain_form(at + 1)
        return following is not None and following.word.role == "fraction-plural"

    def _with_ordinal_tens(
        self, reading: Reading, form: NumberForm, at: int, joined: bool
    ) -> Reading | None:
        if not joined or form.word.role != "tens" or reading.unit is None:
            return None
        new = reading.copy()
        new.group = (new.group or Fraction(0)) + form.word.value
        new.last, new.unit, new.closed = at, None, True
        return new

    def _with_decimals(self, reading: Reading, at: int) -> Reading | None:
        """واحد فاصلة خمسة وعشرون, واحد فاصلة صفر خمسة: the number or the digits after فاصلة."""
        if reading.group is None or reading.terms or at + 1 >= len(self.words):
            return None
        if reading.tail not in (*SMALL, "figure", "hundred", "hundreds", "zero"):
            return None
        digits, last = self._spelled_digits(at + 1)
        if len(digits) < 2:
            decimals = self.read_below_thousand(at + 1)
            if decimals is None or decimals.group is None or decimals.group.denominator != 1:
                return None
            last = decimals.last
            digits = self.words[last] if decimals.figures else str(decimals.group.numerator)
        if len(digits) > LONGEST_FIGURE or not digits.isdecimal():
            return None
        new = reading.copy()
        new.group = reading.group + Fraction(int(digits), 10 ** len(digits))
        new.last, new.tail, new.unit, new.words = last, "fraction", None, True
        return new

    def _spelled_digits(self, first: int) -> tuple[str, int]:
        """(digits, last piece) of digits spelled out one by one from piece ``first``."""
        digits, at = "", first
        while (form := self._plain_form(at)) is not None and not form.prefix and not form.definite:
            if form.word.role not in ("unit", "zero"):
                break
            digits += str(form.word.value.numerator)
            at += 1
        return digits, at - 1

    def read_below_thousand(self, first: int) -> Reading | None:
        """A figure, a unit, or a unit with tens."""
        reading = self._start(first)
        if reading is None or reading.ordinal or reading.joined or reading.terms:
            return None
        tens = self._joined_form(reading.last + 1)
        if reading.tail == "unit" and tens is not None and tens.word.role == "tens":
            return self._extended(reading)
        return reading
