"""Scale words and fractions: ملايين, ألف مليار, ونصف المليون, ثلاثة أرباع, دزينة."""

from __future__ import annotations

from fractions import Fraction

from dashboard.arabic.number_reading import SMALL, Pieces, Reading
from dashboard.arabic.number_words import NumberForm, NumberWord

# Scale words behind one another (ألف مليار) make no larger scale than the tables name.
LARGEST_SCALE = 10**48


class ScaleGrammar(Pieces):
    """What a scale word or a fraction makes of the number before it."""

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
            return self._multiplied(reading, form.word, at) if reading.tail in SMALL else None
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
            if reading.tail not in (*SMALL, "figure", "hundred", "hundreds"):
                return None
            new.group = reading.group + part
            new.tail, new.fraction = "fraction", True
            return new
        if not reading.terms:
            return None
        scale = reading.terms[-1][1]
        new.terms.append((part * scale, scale))
        new.closed = True
        following = self._plain_form(at + 1)
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
