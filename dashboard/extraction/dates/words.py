"""The words of a text that can belong to a date, with attached letters taken off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dashboard.arabic.folding import folded
from dashboard.arabic.number_words import number_forms
from dashboard.arabic.scanning import Scan, scan
from dashboard.lexicons import dates as lexicon

# A stretch longer than this holds no sentence of news; it is cut so that cost stays linear.
_LONGEST = 120
_SIGNS = {
    "/": "SLASH",
    "\\": "SLASH",
    "-": "DASH",
    "–": "DASH",
    "—": "DASH",
    "−": "DASH",
    ".": "DOT",
    "،": "COMMA",
    ",": "COMMA",
    "(": "OPEN",
    ")": "CLOSE",
    ":": "COLON",
    "|": "BAR",
    "#": "HASH",
}
_JOINING_SIGNS = frozenset("/-–")
# Attached letters before a word without the article, and before one with it.
_BARE_PREFIXES = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
_ARTICLE_PREFIXES = ("و", "ف", "ب", "ك", "وب", "وك", "فب")
_LAM_PREFIXES = ("ل", "ول", "فل")
# Words that only look like an attached letter and a word of dates: "by whom" is not "by from".
_WHOLE = ("كما", "بما", "لما", "بمن", "لمن", "كمن", "فمن", "كبعد", "كقبل", "كفي", "بفي", "لفي")
PREFIX_ROLES = {"و": "AND", "ف": "FA", "ب": "BI", "ل": "LI", "ك": "KA"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a phrase: a category for the rules and what they need to know.

    ``spelling`` is set where folding makes two words one and only this spelling counts.
    """

    category: str
    value: object
    spelling: str = ""


class PhraseTree:
    """Phrases by their folded words."""

    __slots__ = ("branches", "entries")

    def __init__(self) -> None:
        self.branches: dict[str, PhraseTree] = {}
        self.entries: list[Entry] = []

    def add(self, words: tuple[str, ...], entry: Entry) -> None:
        node = self
        for word in words:
            node = node.branches.setdefault(word, PhraseTree())
        node.entries.append(entry)


@dataclass(frozen=True, slots=True)
class Form:
    """How one written word falls apart: (word, length) parts, and whether it can begin a date."""

    parts: tuple[tuple[str, int], ...]
    trigger: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every phrase of the date lexicons, and every form that its words take in a text."""

    phrases: PhraseTree
    forms: dict[str, Form]


@dataclass(slots=True)
class Island:
    """Consecutive words of a text that are all known to the date lexicons.

    ``starts`` and ``ends`` are folded offsets; ``first`` and ``last`` (exclusive) are where the
    island stands among the pieces of the scan.
    """

    scan: Scan
    first: int
    last: int
    words: list[str]
    starts: list[int]
    ends: list[int]

    def written(self, first: int, last: int) -> str:
        """The original letters of the words ``first``..``last`` (exclusive)."""
        start, end = self.scan.folded.original_span(self.starts[first], self.ends[last - 1])
        return self.scan.folded.original[start:end]

    def before(self, index: int, distance: int = 1) -> str:
        """The folded word ``distance`` before the word ``index``, "" at a line's beginning."""
        if index - distance >= 0:
            return self.words[index - distance]
        at = self.first + (index - distance)
        return self.scan.words[at] if at >= 0 and self._same_line(at, self.first) else ""

    def after(self, index: int, distance: int = 0) -> str:
        """The folded word ``distance`` after the end ``index``, "" at a line's end."""
        if index + distance < len(self.words):
            return self.words[index + distance]
        at = self.last + index + distance - len(self.words)
        if at >= len(self.scan.words) or not self._same_line(self.last - 1, at):
            return ""
        return self.scan.words[at]

    def _same_line(self, first: int, last: int) -> bool:
        between = self.scan.folded.text
        return "\n" not in between[self.scan.ends[first] : self.scan.starts[last]]

    def touches(self, index: int) -> bool:
        """Whether word ``index`` follows the one before it without a space."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]


def islands(scan: Scan) -> Iterator[Island]:
    """The stretches of known words that hold at least one word that can begin a date."""
    forms = vocabulary().forms
    text = scan.folded.text
    starts, ends = scan.starts, scan.ends
    island: Island | None = None
    trigger = figure_before = False
    for at, word in enumerate(scan.words):
        form = forms.get(word)
        figure = False
        parts: tuple[tuple[str, int], ...] = ()
        begins = False
        if form is not None:
            parts, begins = form.parts, form.trigger
        elif "0" <= word[0] <= "9":
            parts, begins = _figure_parts(word)
            figure = bool(parts)
        elif word in _SIGNS and island is not None:
            parts, begins = ((word, 1),), figure_before and word in _JOINING_SIGNS
        if island is not None and (
            not parts or len(island.words) > _LONGEST or "\n" in text[ends[at - 1] : starts[at]]
        ):
            if trigger:
                yield island
            island, trigger = None, False
        figure_before = figure
        if not parts:
            continue
        trigger = trigger or begins
        if island is None:
            island = Island(scan, at, at, [], [], [])
        start = starts[at]
        for part, length in parts:
            island.words.append(part)
            island.starts.append(start)
            start += length
            island.ends.append(start)
        island.last = at + 1
    if island is not None and trigger:
        yield island


def _figure_parts(word: str) -> tuple[tuple[tuple[str, int], ...], bool]:
    """A figure as one number, or a dotted date as its numbers and signs; () when it is neither."""
    if word.isdigit():
        return ((word, len(word)),), len(word) == 4 and word[0] in "12"
    for sign in (".", "،", ","):
        numbers = word.split(sign)
        if len(numbers) in (2, 3) and all(number.isdigit() for number in numbers):
            years = sum(len(number) == 4 and number[:2] in _YEAR_BEGINNINGS for number in numbers)
            short = all(len(number) <= 2 or len(number) == 4 for number in numbers)
            if not short or (len(numbers) == 2 and not years):
                continue
            parts: list[tuple[str, int]] = []
            for number in numbers:
                parts += [(sign, 1), (number, len(number))] if parts else [(number, len(number))]
            return tuple(parts), True
    return (), False


_YEAR_BEGINNINGS = ("13", "14", "16", "17", "18", "19", "20")


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of all date lexicons; read once."""
    phrases = PhraseTree()
    triggers: set[str] = set()
    words: set[str] = set()

    def add(phrase: str, category: str, value: object, trigger: bool, spelling: str = "") -> None:
        parts = tuple(scan(phrase).words)
        phrases.add(parts, Entry(category, value, spelling))
        words.update(parts)
        if trigger:
            triggers.add(parts[0])

    names = lexicon.month_names()
    guards: dict[str, set[str]] = {}
    for name in names:
        guards.setdefault(folded(name.name), set()).add(name.guard)
    for name in names:
        shared = len(guards[folded(name.name)]) > 1
        add(name.name, "month_name", name, True, name.name if shared else "")
    for weekday in lexicon.weekday_names():
        add(weekday.name, "weekday", weekday.weekday, True)
        add(weekday.name.removeprefix("ال"), "bare_weekday", weekday.weekday, False)
    for season in lexicon.season_names():
        add(season.name, "season", season.season, True)
    for unit in lexicon.unit_words():
        definite = folded(unit.word).startswith("ال")
        shape = {1: "unit", 2: "units2", 0: "units"}[unit.count]
        add(unit.word, f"the_{shape}" if definite else shape, unit.unit, True)
        add(unit.word, f"{'the_' if definite else ''}{unit.unit}_head", unit.count, True)
    for day in lexicon.relative_days():
        add(day.phrase, "today", day.days, True)
    for word in lexicon.relative_words():
        add(word.word, "rel", word, word.offset == 0 and word.basis == "published")
    for part in lexicon.period_parts():
        add(part.word, "part", part.part, False)
    for decade in lexicon.decade_names():
        add(decade.word, "decade", decade.decade, True)
    for ordinal in lexicon.date_ordinals():
        category = {"ordinal": "ord"}.get(ordinal.part, ordinal.part)
        add(ordinal.word, category, ordinal.value, False)
    for connector in lexicon.date_connectors():
        add(connector.word, connector.role, connector.role, connector.role == "OF_IT")
    holidays: dict[str, list[lexicon.Holiday]] = {}
    for holiday in lexicon.holidays():
        holidays.setdefault(holiday.name, []).append(holiday)
    for holiday_name, rows in holidays.items():
        add(holiday_name, "holiday", tuple(rows), True)
    for letter, role in PREFIX_ROLES.items():
        phrases.add((letter,), Entry(role, role))
    phrases.add(("ال",), Entry("AL", "AL"))
    words.update(("ال", "و"))
    for sign, role in _SIGNS.items():
        phrases.add((sign,), Entry(role, role))
    forms = _forms(words, triggers)
    for spelling, number in number_forms().items():
        # "واحد" is one, not "and" before a Sunday without its article.
        if spelling not in words and (spelling not in forms or not number.prefix):
            letters = tuple((letter, 1) for letter in spelling[: number.prefix])
            rest = spelling[number.prefix :]
            forms[spelling] = Form((*letters, (rest, len(rest))), False)
    for spelling in _WHOLE:
        forms.pop(spelling, None)
    return Vocabulary(phrases, forms)


def _forms(words: set[str], triggers: set[str]) -> dict[str, Form]:
    forms = {word: Form(((word, len(word)),), word in triggers) for word in words}
    for word in words:
        if len(word) == 1:
            continue  # "لم" is not ل and م, "له" not ل and هـ
        trigger = word in triggers
        definite = word.startswith("ال")
        for letters in _ARTICLE_PREFIXES if definite else _BARE_PREFIXES:
            parts = (*((letter, 1) for letter in letters), (word, len(word)))
            forms.setdefault(letters + word, Form(parts, trigger))
        if definite:
            for letters in _LAM_PREFIXES:
                parts = (*((letter, 1) for letter in letters), (word, len(word) - 1))
                forms.setdefault(letters + word[1:], Form(parts, trigger))
    return forms
