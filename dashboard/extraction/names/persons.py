"""Persons without their titles, professions and nationalities."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from dashboard.extraction.names.abbreviations import LETTERS
from dashboard.extraction.names.builtin import MODELS
from dashboard.extraction.names.candidates import Candidate, NewsText
from dashboard.extraction.names.lists import NameLists
from dashboard.extraction.names.word_facts import word_facts
from dashboard.lexicons.names import function_words
from dashboard.model import MentionKind

FAMILY_RULE = "names.family"
_PERSON_LISTS = ("person", "proper-person")
_FREQUENT = 10_000
# What never ends a name: كفر بطنا, حجاج عبد العظيم. As written, for إم is a letter.
_GOES_ON = frozenset(["أبو", "أم", "بن", "عبد", "كفر", "بني"])

# Words that a name does not begin with when a title before them is cut off.
_CONTINUES = frozenset(["الله", "الدين", "بن", "ابن", "الرحمن", "العزيز"])


def without_titles(text: NewsText, name: Candidate) -> Candidate | None:
    """The person alone; None when nothing but titles is in the span."""
    while text.facts[name.first].title or _nationality_before_name(text, name):
        if name.size == 1:
            return None if text.facts[name.first].title else name
        if text.words[name.first + 1] in _CONTINUES:
            return name
        first = name.first + 1
        while first < name.after and not text.facts[first].word:
            first += 1
        if first == name.after:
            return None
        name = name.changed(f"title {text.words[name.first]} stays outside", first=first, cut=0)
    return name


def with_given_name(text: NewsText, name: Candidate) -> Candidate:
    """A person together with the given name that the engine left out: نزيهة [العبيدي]."""
    before = text.word_before(name.first) if name.kind is MentionKind.PER else None
    if name.cut or before is None or text.words[name.first][0] == "و":
        return name
    cut = _given_name_cut(text, before)
    if cut is None:
        return name
    said = f"{text.words[before]} is a listed given name"
    return name.changed(said, first=before, cut=cut)


def _given_name_cut(text: NewsText, at: int) -> int | None:
    """How many letters are attached to the listed given name at ``at``; None when it is none."""
    facts = text.facts[at]
    if facts.known or facts.nationality or facts.place_head is not None:
        return None
    if not _may_be_given(text, at):
        return None
    for cut, form in facts.forms:
        if len(form) > 2 and form in given_names() and not word_facts(form).common:
            return cut
    return None


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Folded words that the tagger's lists know from persons' names and that are so rare in print
    that they hardly mean anything else."""
    listed = NameLists.words(MODELS / "names-lists.tsv.gz", _PERSON_LISTS)
    with gzip.open(MODELS / "names-words.txt.gz", "rt", encoding="utf-8") as words:
        return listed - {word.rstrip("\n") for word in islice(words, _FREQUENT)}


def of_a_person(text: NewsText, name: Candidate) -> Candidate:
    """A body that begins with عبد and has more words behind it, as the person that it is."""
    word = text.bare(name.first, name.cut)
    if name.kind is not MentionKind.ORG or name.size == 1:
        return name
    if word != "عبد" and not (word.startswith("عبدال") and len(word) > 6):
        return name
    return name.changed("begins with عبد", kind=MentionKind.PER)


def to_its_end(text: NewsText, name: Candidate) -> Candidate:
    """A name that ends in a word which never ends one (أبو, عبد, كفر), with the word behind."""
    for _ in range(2):
        if text.original(name.after - 1) not in _GOES_ON:
            break
        if name.size > 1 and text.words[name.after - 2] in LETTERS:
            break  # أف أم
        more = text.next_word(name.after - 1)
        if more is None or text.original(more) in function_words():
            break
        said = f"{text.words[name.after - 1]} ends no name"
        name = name.changed(said, after=more + 1)
    return name


def is_common_form(text: NewsText, name: Candidate) -> bool:
    """Whether a lone person's word is a form of a common one (بيتي, زميلاتي, هجومان, جعلوني), or
    an adjective where it stands (أنا سعيد)."""
    word = text.bare(name.first, name.cut)
    before = text.word_before(name.first)
    if before is not None and word in _ADJECTIVES_TOO and text.words[before] in _SUBJECTS:
        return True
    if word in _listed_persons():
        return False
    at = name.first
    begins = at == 0 or text.words[at - 1] in _BEGINNINGS or not text.close(at)
    endings = (*_OBJECTS, *_ENDINGS) if begins else _ENDINGS
    return any(
        word.endswith(ending) and len(word) - len(ending) > 2 and _common_stem(word, ending)
        for ending in endings
    )


def _common_stem(word: str, ending: str) -> bool:
    stem = word.removesuffix(ending)
    forms = (stem, stem + "ا") if ending in _OBJECTS else (stem, stem + "ه")
    return any(word_facts(form).common for form in forms)


@lru_cache(maxsize=1)
def _listed_persons() -> frozenset[str]:
    return NameLists.words(MODELS / "names-lists.tsv.gz", (*_PERSON_LISTS, "rare-person"))


# Endings that hardly end a name: my and our behind a noun, the dual and plural; at the beginning
# of what somebody says also me, us, him, her and them behind a verb.
_ENDINGS = ("تي", "اتي", "تنا", "تان", "تين", "ان", "ون")
_OBJECTS = ("وني", "ونا", "وه", "وها", "وهم")
_BEGINNINGS = frozenset("\"'«“”‘’(:.؟!")
_ADJECTIVES_TOO = frozenset(
    ["سعيد", "صالح", "حازم", "حافظ", "راغب", "طيب", "سليم", "حسن", "جميل", "كريم", "عادل", "نبيل"]
)
_SUBJECTS = frozenset(["انا", "غير", "انني", "انه", "انها", "لست", "ليس", "هو", "وهو", "وانا"])


def with_surname(text: NewsText, name: Candidate) -> Candidate:
    """A lone given name together with the surname behind it: يحيى [الشهري]."""
    more = text.next_word(name.after - 1)
    if name.kind is not MentionKind.PER or name.size > 1 or more is None:
        return name
    facts, word = text.facts[more], text.words[more]
    if text.bare(name.first, name.cut) not in _sure_given_names():
        return name
    if not (facts.definite and word.endswith("ي") and word in _listed_persons()):
        return name
    if facts.common or facts.nationality or facts.role or facts.head or facts.known or facts.title:
        return name
    return name.changed(f"{word} is a listed surname", after=more + 1)


@lru_cache(maxsize=1)
def _sure_given_names() -> frozenset[str]:
    file = MODELS / "names-lists.tsv.gz"
    return NameLists.words(file, ("person",)) & NameLists.words(file, ("proper-person",))


def in_latin_letters(text: NewsText, name: Candidate) -> Candidate:
    """A name in Latin letters with the capitalised words beside it: [Mario Abdo] Benitez."""
    if not _latin(text, name.first) or not _latin(text, name.after - 1):
        return name
    first, after = name.first, name.after
    for _ in range(_MOST_LATIN):
        before, more = text.word_before(first), text.next_word(after - 1)
        first = before if before is not None and _latin(text, before) else first
        after = more + 1 if more is not None and _latin(text, more) else after
    if (first, after) == (name.first, name.after):
        return name
    return name.changed("capitalised words beside it", first=first, after=after)


_MOST_LATIN = 3


def _latin(text: NewsText, at: int) -> bool:
    word = text.original(at)
    return word.isascii() and word[:1].isupper()


def families(text: NewsText, names: Sequence[Candidate]) -> list[Candidate]:
    """Names with آل, which only a family's name follows: آل ثاني, تركي آل الشيخ."""
    ends = {name.after: name for name in names if name.kind is MentionKind.PER}
    found: list[Candidate] = []
    for at, word in enumerate(text.words):
        after = text.next_word(at) if word == "ال" else None
        if after is None or text.original(at) != "آل" or text.facts[after].nationality:
            continue
        first, cut = at, 0
        before = ends.get(at)
        if before is not None:
            first, cut = before.first, before.cut
        elif at and text.next_word(at - 1) == at and _may_be_given(text, at - 1):
            first = at - 1
        found.append(
            Candidate(first, after + 1, cut, MentionKind.PER, FAMILY_RULE, ("آل and a family",))
        )
    return found


def _may_be_given(text: NewsText, at: int) -> bool:
    facts = text.facts[at]
    return (
        not (facts.common or facts.definite or facts.title or facts.head or facts.role)
        and text.original(at) not in function_words()
    )


def surname_pieces(text: NewsText, name: Candidate) -> tuple[str, ...]:
    """The words that may stand for a full name later: its last word, with عبد, أبو, بن, آل. A name
    of two such words (أبو الطب) stands for itself only."""
    pieces = text.key(name).split(" ")
    return tuple(pieces[-2:] if len(pieces) > 1 and pieces[-2] in _TWO_PART else pieces[-1:])


_TWO_PART = frozenset(
    ["عبد", "ابو", "ابي", "بن", "ابن", "ال", "ولد", "دي", "دو", "فان", "فون", "لو", "لا", "دا"]
)


def _nationality_before_name(text: NewsText, name: Candidate) -> bool:
    facts = text.facts[name.first]
    with_article = facts.definite or text.words[name.first].startswith("وال")
    return name.size > 1 and facts.nationality and with_article
