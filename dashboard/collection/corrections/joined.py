"""Which of linking's reasons still hold when spellings are taken out of a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from dashboard.collection.linking.spelling import name_key

_VOTE = "kind by vote: "
_LISTED = re.compile(r"listed as (.+) \(")


def parted(
    reasons: Sequence[str], staying: Collection[str], leaving: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The reasons that still hold among the spellings that stay, and among those that leave. A
    reason that joined one of these to one of those holds for neither, and the vote on the kind
    counted both."""
    kept = {name_key(surface) for surface in staying}
    gone = {name_key(surface) for surface in leaving} - kept
    here, there = [], []
    for reason in without_votes(reasons):
        subject, others = _named(reason, kept | gone)
        if subject not in gone and not others <= gone:
            here.append(reason)
        elif subject in gone and others & gone:
            there.append(reason)
    return tuple(here), tuple(there)


def without_votes(reasons: Sequence[str]) -> tuple[str, ...]:
    """The reasons but for how often the name was found as each kind."""
    return tuple(reason for reason in reasons if not reason.startswith(_VOTE))


def _named(reason: str, keys: Collection[str]) -> tuple[str, set[str]]:
    """The key that a reason is about, and which it may have been joined to: the one that is said,
    or where none is, as of a surname beside its full name, all that hold it."""
    subject, _, rest = reason.partition(": ")
    subject = name_key(subject)
    listed = _LISTED.match(rest)
    if listed:
        return subject, {name_key(listed[1])}
    named = [key for key in keys if rest.startswith(f"{key} ") or rest == f"spelling of {key}"]
    if named:
        return subject, {max(named, key=len)}
    return subject, {key for key in keys if subject in key and subject != key}
