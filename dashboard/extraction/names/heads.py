"""Names of bodies that a head opens: how far وزارة, شركة, الحكومة ... reach to the right."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dashboard.extraction.names.candidates import KNOWN_RULE, Candidate, NewsText
from dashboard.extraction.names.word_facts import word_facts
from dashboard.lexicons.names import Reach, Role, nation_codes
from dashboard.model import MentionKind

RULE = "names.head"
_MOST_ADJECTIVES = 3
_MOST_CONSTRUCTS = 2
_MOST_LATIN = 4
# A minister, not a ministry: "وزيرة الخارجية الألمانية".
_PERSON_BEFORE = frozenset(
    [
        "وزير",
        "وزيري",
        "وزراء",
        "وزيره",
        "لوزير",
        "لوزيره",
        "ووزير",
        "ووزيره",
        "نظيره",
        "سفيره",
        "متحدثه",
        "المتحدثه",
    ]
)
# What a person is called by: مستشار الأمن القومي العراقي.
_ADVISERS = ("مستشار", "مستشاره", "لمستشار", "ومستشار")
_OFFICES = frozenset(["الخارجيه", "الداخليه", "الدفاع"])
_FOR_WHAT = frozenset(
    ["لكره", "لحقوق", "لمكافحه", "لشوون", "لشيون", "لحمايه", "لرعايه", "لتنميه", "لدعم", "لتحرير"]
)

# الجيش السوري الحر, القوات الكورية الجنوبية
_BEHIND_NATIONALITY = frozenset(
    ["الحر", "الحره", "المشتركه", "الجنوبيه", "الجنوبي", "الشماليه", "الشمالي"]
)

Starts = Mapping[int, Candidate]


def body_at(text: NewsText, at: int, starts: Starts) -> Candidate | None:
    """The name of a body that the head at piece ``at`` opens; None when it opens none.

    ``starts`` holds the longest name proposed so far at each piece.
    """
    head = text.facts[at].head
    if head is None or (at and text.words[at - 1] in _ADVISERS):
        return None
    if at and text.words[at - 1] == "#" and text.words[at + 1 : at + 2] != ["_"]:
        return None  # a hashtag of its own: #وزارة
    if at and _no_head_here(text, at):
        return None
    reach = _REACHES[head.reach](text, at, starts)
    if reach is None:
        return None
    if head.takes_place:
        reach = _with_place(text, reach, starts)
    own = starts.get(at)
    if own is not None and _listed_and_over(text, own) and own.after < reach:
        return None
    if own is not None and own.cut >= text.facts[at].head_cut and own.after >= reach:
        return None  # an engine or a list knows as much
    key = text.facts[at].head_key
    return Candidate(
        at, reach, text.facts[at].head_cut, MentionKind.ORG, RULE, (f"head {key} ({head.reach})",)
    )


def _no_head_here(text: NewsText, at: int) -> bool:
    """Whether the word before makes the head something else: وزير خارجية مصر is a person,
    انتخابات الرئاسة الأميركية an event, القائد المركزي العراقي an officer."""
    key, before = text.facts[at].head_key, text.words[at - 1]
    if key in _MINISTRIES:
        return before in _PERSON_BEFORE or text.facts[at - 1].title
    if key == "الرياسه":
        return before in _ELECTIONS
    return key == "المركزي" and (text.facts[at - 1].definite or text.facts[at - 1].head is not None)


_MINISTRIES = frozenset(["خارجيه", "داخليه"])
_ELECTIONS = frozenset(
    lead + word
    for word in ("انتخابات", "الانتخابات", "مرشحي", "مرشح", "سباق", "حمله")
    for lead in ("", "ب", "ل", "و")
)


def _listed_and_over(text: NewsText, name: Candidate) -> bool:
    """Whether a listed name of several words ends before a purpose: الاتحاد الأوروبي للجهود."""
    if name.rule != KNOWN_RULE or name.size == 1:
        return False
    return text.words[name.after : name.after + 1] != [] and text.words[name.after].startswith("لل")


def _is_people(word: str) -> bool:
    """Whether a nationality is a sound plural: "the Iraqis", never an adjective of a body."""
    return word.endswith(("يين", "يون"))


def _after_nationality(text: NewsText, at: int, starts: Starts) -> int | None:
    key = text.facts[at].head_key
    if key in _OFFICES and at and text.words[at - 1] in _PERSON_BEFORE:
        return None
    feminine = text.facts[at].feminine
    last = at
    for _ in range(_MOST_ADJECTIVES):
        here = text.next_word(last)
        if here is None or not text.facts[here].definite:
            return None
        facts = text.facts[here]
        if facts.nationality:
            if facts.feminine != feminine or _is_people(text.words[here]):
                return None
            more = text.next_word(here)
            if more is not None and text.words[more] in _BEHIND_NATIONALITY:
                return more + 1
            return here + 1
        if facts.role is not Role.ADJECTIVE:
            return None
        last = here
    return None


def _after_place(text: NewsText, at: int, starts: Starts) -> int | None:
    here = text.next_word(at)
    if here is not None and text.facts[here].place_head is False and here not in starts:
        here = text.next_word(here)
    if here is None:
        return None
    name = starts.get(here)
    if name is None or name.cut:
        return None
    if name.kind is MentionKind.PER:
        return None  # حكومة عبد المهدي: the person is the name
    return name.after


def _after_phrase(text: NewsText, at: int, starts: Starts) -> int | None:
    here = text.next_word(at)
    constructs = 0
    while (
        here is not None
        and text.facts[here].role is Role.CONSTRUCT
        and constructs < (_MOST_CONSTRUCTS)
    ):
        here = text.next_word(here)
        constructs += 1
    if here is None:
        return None
    name = starts.get(here)
    facts = text.facts[here]
    if name is not None and not name.cut and name.kind is not MentionKind.PER:
        if text.facts[at].head_key in _NEEDS_A_NATION:
            return None
        end = _after_adjectives(text, name.after - 1, at, fields=True)
        return _after_purpose(text, end, strict=True)
    if not facts.definite:
        return None
    head = text.facts[at].head
    end = _after_adjectives(text, here, at, fields=True)
    if facts.role is Role.GENERIC and end == here + 1:
        return None  # قوات الأمن; but هيئة الأمن الاقتصادي
    if head is not None and head.coordinates:
        end = _after_coordination(text, end, at, starts)
    if text.facts[at].head_key in _NEEDS_A_NATION and text.words[end - 1] not in nation_codes():
        return None
    return _after_purpose(text, end, strict=True)


# إدارة الشركة is anybody's, إدارة الطيران والفضاء الأمريكية is one.
_NEEDS_A_NATION = frozenset(["اداره"])


def _after_name(text: NewsText, at: int, starts: Starts) -> int | None:
    here = text.next_word(at)
    if here is None:
        return None
    name = starts.get(here)
    facts = text.facts[here]
    if name is not None and not name.cut:
        aim = text.next_word(name.after - 1)
        if aim is not None and text.facts[aim].role is Role.PURPOSE:
            return aim + 1
        return name.after
    if text.words[here].isascii():
        return _after_latin(text, here)
    if facts.role is Role.GENERIC or facts.nationality:
        return None
    if facts.role is Role.CONSTRUCT or (facts.definite and not facts.title):
        if text.facts[at].head_key in _NEEDS_A_NAME:
            return None
        return _after_phrase(text, at, starts)
    if facts.common or facts.title or facts.head or facts.place_head is not None:
        return None
    if len(text.words[here]) < 3 or facts.definite:
        return None
    if facts.feminine and text.facts[at].feminine:
        return None  # جماعة سيخية: its adjective
    if not text.facts[at].feminine and text.words[here].endswith("ي"):
        return None  # مركز حضري: the same
    if any(cut and word_facts(form).common for cut, form in facts.forms):
        return None  # وكالة لتأجير
    if _VERB.fullmatch(text.words[here]):
        return None  # شركة تملكها, شبكة تتاجر
    return here + 1


# What only a present verb looks like: with an object at its end, or of the forms with a second ت.
_VERB = re.compile("[تي](?:ت..+|..+(?:ها|هم|هما))")

# Before a definite noun these say what goes on: تنظيم النشاط, خطوط النقل.
_NEEDS_A_NAME = frozenset(["تنظيم", "خطوط", "شبكه", "جبهه", "فرقه", "مجموعه"])


def _after_body(text: NewsText, at: int, starts: Starts) -> int | None:
    here = text.next_word(at)
    if here is None or text.facts[here].head is not None:
        return None
    if text.words[here].isascii():
        return _after_latin(text, here)
    name = starts.get(here)
    if name is None or name.cut or name.kind is not MentionKind.ORG:
        return None
    return name.after


def _after_definite(text: NewsText, at: int, starts: Starts) -> int | None:
    here = text.next_word(at)
    if here is None:
        return None
    facts = text.facts[here]
    if not facts.definite or facts.feminine != text.facts[at].feminine:
        return None
    if facts.role is not Role.ADJECTIVE and not facts.nationality:
        return None
    if _is_people(text.words[here]):
        return None
    end = _after_adjectives(text, here, at)
    further = _after_purpose(text, end, strict=False)
    if further > end:
        further = _after_coordination(text, further, at, starts)
    if further == end and end == here + 1 and facts.role is not Role.ADJECTIVE:
        # "الشركة الأمريكية" alone points back at a company named before.
        return end if text.facts[at].head_key in _NATIONAL else None
    return further


_NATIONAL = frozenset(["الاتحاد", "الحزب", "الجامعه", "الخطوط", "الاداره", "السلطه", "الكنيسه"])


def _after_adjectives(text: NewsText, last: int, head: int, *, fields: bool = False) -> int:
    """The end of the adjectives of bodies and nationalities behind piece ``last``, with ``fields``
    of those that tell a noun's field too."""
    fits = text.facts[head].feminine
    for _ in range(_MOST_ADJECTIVES):
        here = text.next_word(last)
        if here is None or not text.facts[here].definite:
            break
        facts = text.facts[here]
        if facts.nationality:
            if facts.feminine != fits or _is_people(text.words[here]):
                break
        elif facts.role is not Role.ADJECTIVE and not (fields and facts.role is Role.FIELD):
            break
        last = here
    return last + 1


def _after_coordination(text: NewsText, end: int, head: int, starts: Starts) -> int:
    here = text.next_word(end - 1)
    if here is None or not text.words[here].startswith("وال"):
        return end
    facts = text.facts[here]
    if facts.head is not None or facts.title or facts.nationality or here in starts:
        return end
    if text.words[here].removeprefix("و") in _NOT_A_FIELD:
        return end
    return _after_adjectives(text, here, head, fields=True)


_NOT_A_FIELD = frozenset(["التي", "الذي", "الذين", "السلطات", "ذلك", "الان", "اليوم", "الولايات"])


def _after_purpose(text: NewsText, end: int, *, strict: bool) -> int:
    """The end of a purpose behind a head: للاستثمار, لكرة القدم; ``strict`` admits only those of
    the second shape."""
    here = text.next_word(end - 1)
    if here is None:
        return end
    word = text.words[here]
    if word in _FOR_WHAT:
        object_ = text.next_word(here)
        if object_ is not None and text.facts[object_].definite:
            return object_ + 1
        return end
    facts = text.facts[here]
    if word == "من" and text.words[here + 1 : here + 2] == ["اجل"]:
        aim = text.next_word(here + 1)
        return aim + 1 if aim is not None and text.facts[aim].definite else end
    if strict or not word.startswith("لل") or facts.nationality or facts.title or facts.head:
        return end
    return _after_adjectives(text, here, here)


def _after_latin(text: NewsText, here: int) -> int:
    last = here
    for _ in range(_MOST_LATIN):
        more = text.next_word(last)
        if more is None or not text.words[more].isascii():
            break
        last = more
    return last + 1


def _with_place(text: NewsText, end: int, starts: Starts) -> int:
    """A court or hospital is told from others by its place: في دبي, بتونس."""
    here = text.next_word(end - 1)
    if here is None:
        return end
    if text.words[here] == "في":
        place = text.next_word(here)
        name = starts.get(place) if place is not None else None
        return name.after if name and name.kind is MentionKind.LOC and not name.cut else end
    name = starts.get(here)
    if name and name.kind is MentionKind.LOC and name.cut == 1 and text.words[here][0] == "ب":
        return name.after
    return end


_REACHES = {
    Reach.NATIONALITY: _after_nationality,
    Reach.PLACE: _after_place,
    Reach.PHRASE: _after_phrase,
    Reach.NAME: _after_name,
    Reach.BODY: _after_body,
    Reach.DEFINITE: _after_definite,
}
