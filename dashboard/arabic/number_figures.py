"""Figures inside numbers: thousands parted by spaces, 3/4, minus signs, years."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from dashboard.arabic.digits import Style, figure_value, is_surely_reversed
from dashboard.arabic.number_reading import Pieces, Reading
from dashboard.arabic.number_words import year_heads
from dashboard.arabic.scanning import is_figure


class FigureGrammar(Pieces):
    """What a figure begins, and what it adds to a number that has begun."""

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

    def _minus_sign_before(self, first: int) -> bool:
        return (
            first > 0
            and self.words[first - 1] in ("-", "\u2212")
            and self.scan.adjacent(first)
            and (first == 1 or not self.scan.adjacent(first - 1) or self.words[first - 2] in "(<>=")
            and not (first > 1 and is_figure(self.words[first - 2]))
        )

    def _with_figure(self, reading: Reading, at: int, joined: bool) -> Reading | None:
        last, value = self._figure(at)
        if value is None:
            return None
        following = self._plain_form(last + 1)
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
        following = self._plain_form(last + 1)
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


def _closes_thousands(word: str) -> bool:
    return len(word) >= 3 and word[:3].isdigit() and (len(word) == 3 or not word[3].isdigit())
