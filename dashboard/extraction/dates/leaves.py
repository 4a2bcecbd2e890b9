"""The first readings of the words of an island: lexicon phrases, figures, numbers in words."""

from __future__ import annotations

from bisect import bisect_right

from dashboard.arabic.number_grammar import NumberGrammar
from dashboard.arabic.number_words import number_forms
from dashboard.extraction.dates.matching import Reading
from dashboard.extraction.dates.words import Island, PhraseTree, vocabulary


def leaves(island: Island) -> list[list[Reading]]:
    """The readings of single words and lexicon phrases, and of numbers in figures and words."""
    tree = vocabulary().phrases
    numbers = number_forms()
    readings: list[list[Reading]] = []
    for at, word in enumerate(island.words):
        here: list[Reading] = []
        readings.append(here)
        if "0" <= word[0] <= "9":
            _add_figure(here, word, at + 1)
            continue
        _add_phrases(here, island, at, tree)
        if word in numbers:
            _add_number_words(here, island, at)
    return readings


def _add_phrases(here: list[Reading], island: Island, at: int, tree: PhraseTree) -> None:
    node: PhraseTree | None = tree
    for end in range(at, len(island.words)):
        node = node.branches.get(island.words[end]) if node else None
        if node is None:
            return
        for entry in node.entries:
            if not entry.spelling or _is_spelled(entry.spelling, island.written(at, end + 1)):
                here.append(Reading(entry.category, end + 1, entry.value))


def _is_spelled(spelling: str, written: str) -> bool:
    return written.endswith(spelling[0] + spelling[1:]) or written == spelling


def _add_figure(here: list[Reading], word: str, end: int) -> None:
    if len(word) > 4:
        return
    number = int(word)
    here.append(Reading("int", end, number))
    if len(word) <= 2:
        if 1 <= number <= 31:
            here.append(Reading("day", end, number))
        if 1 <= number <= 12:
            here.append(Reading("monthno", end, number))
        if len(word) == 2:
            here.append(Reading("year2", end, number))
    elif len(word) == 4 and 1000 <= number <= 2199:
        here.append(Reading("year4", end, number))


def _add_number_words(here: list[Reading], island: Island, at: int) -> None:
    scanned = island.scan
    piece = bisect_right(scanned.starts, island.starts[at]) - 1
    reading = NumberGrammar(scanned).read(piece)
    if reading is None or reading.figures:
        return
    if reading.fraction:  # "السنوات الخمس" are five, not a fifth
        word = number_forms()[island.words[at]].word
        if word.role == "unit":
            here.append(Reading("count", at + 1, int(word.value)))
        return
    value = reading.value
    if value.denominator != 1 or not 1 <= value <= 2999:
        return
    number = int(value)
    stop = scanned.ends[reading.last]
    end = at
    while end < len(island.words) and island.starts[end] < stop:
        end += 1
    if island.starts[at] != scanned.starts[reading.first] + reading.prefix:
        return
    if reading.ordinal:
        here.append(Reading("ord", end, number))
        return
    here.append(Reading("count", end, number))
    if number <= 31 and island.words[at:end] != ["الاثنين"]:
        here.append(Reading("dayword", end, number))
    if number <= 12:
        here.append(Reading("monthword", end, number))
    if number >= 1000:
        here.append(Reading("yearword", end, number))
