"""What stands beside an expression and decides whether it denotes a date."""

from __future__ import annotations

from functools import cache

from dashboard.arabic.folding import folded
from dashboard.arabic.number_words import number_forms
from dashboard.extraction.dates.matching import Place
from dashboard.lexicons.dates import date_blockers, date_edges, month_names


@cache
def edges(side: str) -> frozenset[str]:
    """The folded small words that stand before dates, or can follow them."""
    return frozenset(folded(row.word) for row in date_edges() if row.side == side)


@cache
def blockers(where: str) -> frozenset[str]:
    """The folded phrases of one kind of blocker."""
    return frozenset(folded(row.phrase) for row in date_blockers() if row.where == where)


def beside(word: str, where: str) -> bool:
    """Whether ``word``, with or without attached letters, is a blocker of that kind."""
    words = blockers(where)
    if word in words:
        return True
    if len(word) > 3 and word[0] in "وفبلك":
        return word[1:] in words or (word[0] == "ل" and "ا" + word in words)
    return False


def is_led(place: Place) -> bool:
    """Whether a preposition, a head, or و after another month stands before the place."""
    before = place.before()
    return before in edges("before") or (before == "و" and place.before(2) in _month_words())


def tells_of_a_game(place: Place) -> bool:
    """Whether words of a game stand near: الربع الأول of a match is no quarter of a year."""
    around = [place.before(at) for at in range(1, 13)] + [place.after(at) for at in range(10)]
    return any(beside(word, "game") for word in around if word)


@cache
def _month_words() -> frozenset[str]:
    return frozenset(folded(row.name).split()[-1] for row in month_names())


def names_an_event(place: Place) -> bool:
    """Whether the day and month are part of the name of an event or a place: ثورة 25 يناير,
    شارع 7 نوفمبر, فرقة الحرس بـ 2 مارس."""
    before = place.before()
    if before == "ب" and place.island.words[place.first][0].isdigit():
        return any(beside(place.before(at), "unit") for at in range(2, 8))
    return beside(before, "event")


def names_a_year_event(place: Place) -> bool:
    """Whether a year is part of an event's or a work's name: مونديال 2014, "سيناء 2018"."""
    if place.before() in edges("before"):
        return False
    if place.after() in _QUOTES and any(place.before(at) in _QUOTES for at in (2, 3, 4)):
        return True
    return any(beside(place.before(at), "year-event") for at in (1, 2, 3, 4))


_QUOTES = frozenset("\"«»“”'‘’")


def is_title(place: Place) -> bool:
    """Whether العام here means "general": الأمين العام السابق."""
    return place.island.words[place.first] == "العام" and beside(place.before(), "title")


_ATTACHED = ("وال", "بال", "فال", "كال", "لل")


def is_boundary(word: str) -> bool:
    """Whether an expression may end before ``word``: a sign, a small word, an attached و."""
    return (
        not word
        or word in edges("after")
        or not word[0].isalnum()
        or (word.startswith(_ATTACHED) and len(word) > 4 and not word.endswith("ا"))
        or word[0] == "و"
        or (word[0] in "بل" and word[1:] in edges("after"))
    )


def is_counted(place: Place) -> bool:
    """Whether the number at the end of the place counts what follows it."""
    after = place.after()
    return after in blockers("counted") or after in ("%", "٪", "$")


def is_tens(word: str) -> bool:
    """Whether ``word`` is the tens of a number: العشرين."""
    form = number_forms().get(word)
    return form is not None and form.word.role == "tens"


def is_ordinal(word: str) -> bool:
    """Whether a definite ordinal follows, so that اليوم means "the day"."""
    form = number_forms().get(word)
    return bool(form and form.definite and form.word.role.startswith("ordinal"))


def year_fits(number: int, place: Place) -> bool:
    """Whether a bare number beside these words is a year."""
    if not 1600 <= number <= 2100 or is_counted(place):
        return False
    before, after = place.before(), place.after()
    if beside(before, "year"):
        return False
    led = before in edges("before")
    if names_a_year_event(place):
        return False
    if before in ("في", "منذ", "حتي", "مذ", "مواليد"):
        return True
    if before == "من" and place.before(2) in edges("from"):
        return True
    if number % 100 == 0 and number != 2000:
        return False
    if not 1900 <= number <= 2060:
        return led and number >= 1700 and is_boundary(after) and number % 10 != 0
    if before == "(" and after in (")", "-", "–", "،", ","):
        return True
    if led or before == "|":
        return is_boundary(after)
    if before == "و" and place.before(2).isdigit():
        return True
    if not before or not before[0].isalpha() or number == 2000:
        return False
    # What a number counts is indefinite: "انتخابات 2016 الرئاسية" counts nothing.
    return is_boundary(after) or (after.startswith("ال") and len(after) > 4)
