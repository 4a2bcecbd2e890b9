"""Any whole number, written out by the rules of Arabic grammar, reads as itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.arabic.numbers import read_number

MASCULINE = ["واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
FEMININE = ["إحدى", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
TENS = ["عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
HUNDREDS = ["ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
# (worth, one, two, few, the accusative of one)
SCALES = (
    (10**12, "تريليون", "تريليون", "تريليونات", "تريليونا"),
    (10**9, "مليار", "مليار", "مليارات", "مليارا"),
    (10**6, "مليون", "مليون", "ملايين", "مليونا"),
    (10**3, "ألف", "ألف", "آلاف", "ألفا"),
)


class Writer:
    """Writes numbers in one gender, case, spelling of hundred and spacing of و."""

    def __init__(self, feminine: bool, oblique: bool, hundred: str, parted: bool, space: str):
        self.feminine, self.oblique = feminine, oblique
        self.hundred, self.parted, self.and_ = hundred, parted, f" و{space}"
        self.dual, self.plural = ("ين", "ين") if oblique else ("ان", "ون")

    def below_hundred(self, value: int) -> str:
        units = FEMININE if self.feminine else MASCULINE
        if value <= 10:
            word = units[value - 1]
            if value == 1:
                return "واحدة" if self.feminine else "واحد"
            return word.replace("ان", self.dual) if value == 2 else word
        ten = "عشرة" if self.feminine else "عشر"
        if value == 11:
            return f"{'إحدى' if self.feminine else 'أحد'} {ten}"
        if value == 12:
            stem = "اثنت" if self.feminine else "اثن"
            return f"{stem}{'ي' if self.oblique else 'ا'} {ten}"
        if value < 20:
            return f"{units[value - 11]} {ten}"
        tens = TENS[value // 10 - 2] + self.plural
        return f"{self.below_hundred(value % 10)}{self.and_}{tens}" if value % 10 else tens

    def below_thousand(self, value: int) -> str:
        hundreds, rest = divmod(value, 100)
        parts = []
        if hundreds == 1:
            parts.append(self.hundred)
        elif hundreds == 2:
            parts.append(self.hundred[:-1] + "ت" + self.dual)
        elif hundreds:
            parts.append(HUNDREDS[hundreds - 3] + " " * self.parted + self.hundred)
        if rest:
            parts.append(self.below_hundred(rest))
        return self.and_.join(parts)

    def write(self, value: int) -> str:
        parts = []
        for worth, one, two, few, accusative in SCALES:
            count, value = divmod(value, worth)
            if count == 1:
                parts.append(one)
            elif count == 2:
                parts.append(two + self.dual)
            elif count:
                noun = few if 3 <= count % 100 <= 10 else accusative if count % 100 else one
                masculine = Writer(False, self.oblique, self.hundred, self.parted, self.and_[2:])
                parts.append(f"{masculine.below_thousand(count)} {noun}")
        if value:
            parts.append(self.below_thousand(value))
        return self.and_.join(parts) or "صفر"


WRITERS = st.builds(
    Writer,
    feminine=st.booleans(),
    oblique=st.booleans(),
    hundred=st.sampled_from(["مئة", "مائة"]),
    parted=st.booleans(),
    space=st.sampled_from(["", " "]),
)
NUMBERS = st.integers(0, 10**15 - 1) | st.integers(0, 9999) | st.integers(0, 10**6)


@given(WRITERS, NUMBERS)
def test_a_number_written_out_reads_as_itself(writer: Writer, value: int) -> None:
    text = writer.write(value)
    assert read_number(text) == value, text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (345, "ثلاثمئة وخمسة وأربعون"),
        (11_200_011, "أحد عشر مليونا ومئتا ألف وأحد عشر".replace("مئتا", "مئتان")),
        (2_000_002, "مليونان واثنان"),
    ],
)
def test_the_writer_writes_as_grammar_does(value: int, text: str) -> None:
    assert Writer(False, False, "مئة", False, "").write(value) == text
