"""Who is in front of the screen: the one place that says it.

On a laptop no sign-in is set up, and whoever is there may do everything. Hosted, ``[auth]`` in
secrets.toml names an OpenID Connect provider, and a person is whom its token says, for as long
as it says, when it says that the address is theirs.
"""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import json
import logging
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import settings
from dashboard.collection.database import DatabaseError
from dashboard.collection.sharing.addresses import AddressError, grantees_of, is_domain, listed
from dashboard.collection.sharing.addresses import person as read_person
from dashboard.collection.sharing.ended import Ended
from dashboard.collection.sharing.sign_in import NO_SECTION, secret_fault
from dashboard.settings import SettingError

_log = logging.getLogger(__name__)
# A cookie does not live longer; a moment far away would not fit into a date.
_LONGEST = 40 * 86_400.0  # seconds


class Standing(StrEnum):
    """Whether someone is let in; the others are reasons why not."""

    LOCAL = "local"  # no sign-in is set up: everything is theirs
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    EXPIRED = "expired"
    UNVERIFIED = "unverified"  # the provider does not vouch for the address
    NOT_INVITED = "not_invited"
    UNCONFIGURED = "unconfigured"  # sign-in is asked for and cannot work
    UNREACHABLE = "unreachable"  # the database of sign-ins that were ended


@dataclass(frozen=True, slots=True)
class Person:
    """``name`` signs corrections: the address of who has signed in. ``label`` is what to call
    them. ``expires`` is when their token does, in seconds; ``sign_in`` tells it from others."""

    name: str
    standing: Standing = Standing.LOCAL
    address: str = ""
    label: str = ""
    administrator: bool = False
    expires: float = math.inf
    sign_in: str = ""

    @property
    def is_in(self) -> bool:
        """Whether the person may see anything at all now."""
        return self.standing is Standing.LOCAL or (
            self.standing is Standing.SIGNED_IN and now() < self.expires
        )

    @property
    def owns_everything(self) -> bool:
        return self.is_in and (self.standing is Standing.LOCAL or self.administrator)


def current_user() -> Person:
    """The person signed in; without sign-in, on a laptop, the user of the operating system.

    Outside a run of the script nobody is there: whoever acts later (a download, a thread) takes
    the person along.
    """
    try:
        if not sign_in_is_set_up():
            return Person(_system_user())
        told = claims()
    except Exception as fault:
        # Settings that cannot be read say nothing of who may come in: nobody may.
        _complain(f"nobody can sign in: {fault}")
        return Person("", Standing.UNCONFIGURED)
    return person_of(told)


def claims() -> Mapping[str, Any]:
    """What the token of who is here says, as Streamlit read it from its signed cookie."""
    return st.user.to_dict()


def sign_in_is_set_up() -> bool:
    """Whether this server asks people who they are. Raises when its settings cannot be read, or
    would let anybody be anyone."""
    wanted = settings.sign_in_is_required()
    # Without any such file Streamlit would look for one again at every question.
    there = any(Path(file).exists() for file in st.get_option("secrets.files"))
    if not there or "auth" not in st.secrets:
        if wanted:
            raise SettingError(NO_SECTION)
        return False
    if fault := secret_fault(st.secrets["auth"]):
        raise SettingError(fault)
    return True


def person_of(told: Mapping[str, Any]) -> Person:
    """Whom the claims of a token make of who brings it."""
    if told.get("is_logged_in") is not True:
        return Person("", Standing.SIGNED_OUT)
    expires = told.get("exp")
    if isinstance(expires, bool) or not isinstance(expires, int | float) or expires <= now():
        return Person("", Standing.EXPIRED)
    try:
        address = read_person(str(told.get("email") or ""))
    except AddressError:
        return Person("", Standing.UNVERIFIED)
    if told.get("email_verified", True) not in (True, "true"):
        return Person("", Standing.UNVERIFIED)
    administrator = address in administrators()
    if not administrator and not may_enter(address):
        return Person(address, Standing.NOT_INVITED)
    sign_in = _digest(told)
    try:
        standing = (
            Standing.EXPIRED
            if _was_ended(str(settings.database()), sign_in)
            else Standing.SIGNED_IN
        )
    except DatabaseError as fault:
        _log.error("%s", fault)
        return Person("", Standing.UNREACHABLE)
    label = " ".join(str(told.get("name") or address).split())
    return Person(address, standing, address, label, administrator, float(expires), sign_in)


def end_sign_in(person: Person) -> None:
    """Refuses the token of this person from now on, wherever a copy of it lies."""
    if person.standing is not Standing.SIGNED_IN:
        return
    until = dt.datetime.fromtimestamp(min(person.expires, now() + _LONGEST), dt.UTC)
    try:
        Ended.at(settings.database()).end(person.sign_in, until)
    except DatabaseError as fault:
        # The browser forgets its cookie all the same.
        _log.error("%s", fault)
    _was_ended.clear(str(settings.database()), person.sign_in)


def administrators() -> frozenset[str]:
    """Who owns every collection: the addresses in $SIYAQ_ADMINS."""
    return frozenset(
        one for one in _listed("SIYAQ_ADMINS", settings.administrators()) if one[0] != "@"
    )


def may_enter(grantee: str) -> bool:
    """Whether the person or the domain is one of those in $SIYAQ_MEMBERS; without it everybody is
    whom the provider signs in."""
    told = settings.members()
    if not told or grantee in administrators():
        return True
    known = _listed("SIYAQ_MEMBERS", told)
    return bool(known & set([grantee] if is_domain(grantee) else grantees_of(grantee)))


def now() -> float:
    """This moment in seconds, by the server's clock."""
    return time.time()


@lru_cache(maxsize=8)
def _listed(setting: str, text: str) -> frozenset[str]:
    kept, wrong = listed(text)
    if wrong:
        _log.error("%s: not understood, and left out: %s", setting, ", ".join(wrong))
    return kept


@lru_cache(maxsize=8)
def _complain(line: str) -> None:
    """To the log, once: it is found out again at every step."""
    _log.error("%s", line)


@st.cache_data(ttl=1.0, max_entries=1024, show_spinner=False)
def _was_ended(database: str, sign_in: str) -> bool:
    return Ended.at(database).holds(sign_in)


def _digest(claimed: Mapping[str, Any]) -> str:
    told = json.dumps(claimed, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        # A container may run as a number that has no name.
        return "local"
