"""Who is meant: a person by e-mail address, or everybody of a domain, written ``@domain``.

Addresses are compared as texts, after the letters A to Z are made small. Nothing else is folded:
addresses that only look alike (a Cyrillic a) are two people. One that Unicode would rewrite (a
Kelvin sign into a K) is refused, lest anyone on the way does so.
"""

from __future__ import annotations

import re
import string
import unicodedata

_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LOCAL_MOST, _DOMAIN_MOST = 64, 253
_NEVER = frozenset('@<>()[]\\,;:"')
# Marks of direction that come along when an address is copied out of Arabic text.
_MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"


class AddressError(ValueError):
    """No address and no domain; the message is one line for the user."""


def person(text: str) -> str:
    """The address as it is kept and compared. Raises AddressError."""
    local, at, domain = _trimmed(text).rpartition("@")
    if not at or not local or len(local) > _LOCAL_MOST or not _is_plain(local):
        raise AddressError(f"{text[:80]!r} is no e-mail address")
    return f"{local.translate(_SMALL)}@{_domain(domain, text)}"


def grantee(text: str) -> str:
    """An address, or ``@domain`` for everybody of it. Raises AddressError."""
    trimmed = _trimmed(text)
    return f"@{_domain(trimmed[1:], text)}" if trimmed.startswith("@") else person(trimmed)


def is_domain(grantee: str) -> bool:
    return grantee.startswith("@")


def grantees_of(address: str) -> tuple[str, str]:
    """All that may stand for the person of this address: it, and its domain."""
    return address, address[address.rindex("@") :]


def listed(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The addresses and domains of a setting, parted by commas, and the parts that are neither."""
    kept, wrong = set(), []
    for part in filter(None, map(_trimmed, text.split(","))):
        try:
            kept.add(grantee(part))
        except AddressError:
            wrong.append(part)
    return frozenset(kept), tuple(wrong)


def _trimmed(text: str) -> str:
    return text.strip().strip(_MARKS).strip()


def _is_plain(local: str) -> bool:
    return unicodedata.is_normalized("NFC", local) and not any(
        sign in _NEVER or unicodedata.category(sign)[0] in "CZ" for sign in local
    )


def _domain(text: str, whole: str) -> str:
    labels = [_label(label, whole) for label in text.split(".")]
    domain = ".".join(labels)
    if len(labels) < 2 or len(domain) > _DOMAIN_MOST or labels[-1].isdigit():
        raise AddressError(f"{whole[:80]!r} names no domain")
    return domain


def _label(label: str, whole: str) -> str:
    small = label.translate(_SMALL)
    if not small.isascii():
        try:
            small = small.encode("idna").decode("ascii")
        except UnicodeError:
            small = ""
        # Letters that are folded into plain ones would make one domain pass for another.
        if not small.startswith("xn--"):
            raise AddressError(f"{whole[:80]!r} names no domain")
    if not _LABEL.fullmatch(small):
        raise AddressError(f"{whole[:80]!r} names no domain")
    return small
