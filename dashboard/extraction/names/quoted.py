"""Names in quotation marks behind a head that stays outside: صحيفة "الوطن"."""

from __future__ import annotations

from dashboard.extraction.names.candidates import Candidate, NewsText
from dashboard.lexicons.names import Reach
from dashboard.model import MentionKind

RULE = "names.quoted"
OPENING_SIGNS = frozenset("\"'«“”‘’(#")
CLOSING_SIGNS = {'"': '"', "'": "'", "«": "»", "“": "”", "”": "”", "‘": "’", "’": "’"}
_LONGEST_QUOTED = 4


def quoted_at(text: NewsText, at: int) -> Candidate | None:
    """The name in quotation marks behind a head (صحيفة, ملعب) that stays outside."""
    facts = text.facts[at]
    sign = at + 1
    is_body = facts.head is not None and facts.head.reach in (Reach.NAME, Reach.BODY)
    if not (is_body or facts.place_head) or sign + 1 >= len(text):
        return None
    closing = CLOSING_SIGNS.get(text.words[sign])
    if closing is None or not text.close(sign):
        return None
    first = sign + 1
    for after in range(first, min(first + _LONGEST_QUOTED, len(text) - 1) + 1):
        if after == len(text) or not (text.facts[after].word or text.words[after] == "."):
            break
    if after == first or after >= len(text) or text.words[after] not in (closing, '"'):
        return None
    inner = text.facts[first]
    if after == first + 1 and (inner.common or (inner.feminine and not inner.definite)):
        return None  # جماعة "إرهابية"
    kind = MentionKind.ORG if is_body else MentionKind.LOC
    said = f"in quotation marks after {text.words[at]}"
    return Candidate(first, after, 0, kind, RULE, (said,))
