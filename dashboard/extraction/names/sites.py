"""Places behind a head: محافظة نينوى is نينوى, مطار بغداد الدولي stays whole."""

from __future__ import annotations

from dashboard.extraction.names.candidates import Candidate, NewsText
from dashboard.extraction.names.heads import Starts
from dashboard.model import MentionKind

RULE = "names.site"
_NAMED_AFTER_PERSONS = frozenset(
    ["شارع", "ميدان", "ملعب", "استاد", "مطار", "ميناء", "ساحه", "جسر", "جامع"]
)
_NAMED_BY_ANY_WORD = frozenset(
    ["مطار", "ميناء", "ميدان", "شارع", "مخيم", "معبر", "ملعب", "نهر", "جبل", "جزيره"]
)
_KINDS_OF_SITES = frozenset(["الدولي", "العسكري", "العسكريه", "الجوي", "الجويه", "الاولمبي"])


def site_at(text: NewsText, at: int, starts: Starts) -> Candidate | None:
    """The site (airport, port, river ...) that the head at piece ``at`` opens with the name
    behind it; its head belongs to the name."""
    facts = text.facts[at]
    here = text.next_word(at)
    if not facts.place_head or here is None:
        return None
    own = starts.get(at)
    name = starts.get(here)
    head = text.bare(at, facts.place_cut)
    if name is not None:
        if name.cut or text.facts[here].nationality:
            return None
        if name.kind is MentionKind.PER and head not in _NAMED_AFTER_PERSONS:
            return None
        after = name.after
    elif head in _NAMED_BY_ANY_WORD and _may_name(text, here):
        after = here + 1
    else:
        return None
    more = text.next_word(after - 1)
    if more is not None and text.words[more] in _KINDS_OF_SITES:
        after = more + 1
    if own is not None and own.after >= after:
        return None
    return Candidate(
        at, after, facts.place_cut, MentionKind.LOC, RULE, (f"site {text.words[at]} with its name",)
    )


def without_place_head(text: NewsText, name: Candidate) -> Candidate:
    """The name of a region alone, when the candidate takes in its محافظة, مدينة, ولاية."""
    while name.size > 1 and text.facts[name.first].place_head is False:
        name = name.changed(f"{text.words[name.first]} stays outside", first=name.first + 1, cut=0)
    return name


def _may_name(text: NewsText, at: int) -> bool:
    facts = text.facts[at]
    return not (
        facts.common
        or facts.nationality
        or facts.title
        or facts.head
        or facts.role
        or facts.place_head is not None
        or len(text.words[at]) < 3
        or text.words[at].startswith("لل")
    )
