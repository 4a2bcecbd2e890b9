"""What the person in front of the screen may do with a collection.

Everything that opens, lists or changes a collection asks here. A collection that someone may not
look at is to them as if it were not there: one error, whatever the reason.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import settings
from dashboard.collection import CollectionError
from dashboard.collection.sharing.access import Access, Role
from dashboard.pages.people import Person, Standing, current_user

SAMPLE = "sample"


class NotShared(CollectionError):  # noqa: N818  (it is no fault)
    """There is no such collection, or it is not this person's to see."""

    def __init__(self) -> None:
        super().__init__("there is no such collection, or it is not shared with you")


class Refused(CollectionError):  # noqa: N818
    """The collection may be seen, but this is for those of a greater role."""

    def __init__(self, wanted: Role) -> None:
        super().__init__(f"only for who has the role {wanted}")
        self.wanted = wanted


def role_in(key: str, person: Person | None = None) -> Role | None:
    """The role of ``person`` (who is here now, unless said) as it was a second ago at the most.
    Raises DatabaseError."""
    whom = current_user() if person is None else person
    if whom.owns_everything:
        return Role.OWNER
    if not whom.is_in:
        return None
    return _with_sample(key, _roles(str(settings.database()), whom.address).get(key))


def may(key: str, wanted: Role) -> bool:
    role = role_in(key)
    return role is not None and role.includes(wanted)


def owners(key: str) -> tuple[str, ...]:
    """Who may give roles in the collection, by address or domain. Raises DatabaseError."""
    return _owners(str(settings.database()), key)


def seen() -> Callable[[str], bool]:
    """Tells of each key whether the person who is here may look at the collection."""
    person = current_user()
    return lambda key: role_in(key, person) is not None


def look(key: str) -> None:
    """Raises NotShared unless the person may look at the collection."""
    if role_in(key) is None:
        raise NotShared


def demand(key: str, wanted: Role, person: Person | None = None) -> None:
    """For acts: raises NotShared or Refused unless the role holds at this very moment."""
    whom = current_user() if person is None else person
    if whom.owns_everything:
        return
    if not whom.is_in:
        raise NotShared
    role = _with_sample(key, access().role_in(key, whom.address))
    if role is None:
        raise NotShared
    if not role.includes(wanted):
        raise Refused(wanted)


def is_shared_here() -> bool:
    """Whether collections have owners here: there is sign-in."""
    return current_user().standing is not Standing.LOCAL


def claim(key: str, owner: str) -> None:
    """Makes ``owner`` the owner of a collection that is about to be built, where collections have
    owners. Raises AccessError when it is somebody else's, DatabaseError."""
    # Who uploaded it before there was sign-in has no address.
    if is_shared_here() and "@" in owner:
        access().claim(key, owner)
        forget()


def access() -> Access:
    """Raises DatabaseError."""
    return Access.at(settings.database())


def forget() -> None:
    """Whoever changes roles sees it in the next run; the others do within a second."""
    _roles.clear()
    _owners.clear()


def _with_sample(key: str, role: Role | None) -> Role | None:
    # Everybody who is let in may look at the sample.
    return Role.VIEWER if role is None and key == SAMPLE else role


@st.cache_data(ttl=1.0, max_entries=1024, show_spinner=False)
def _roles(database: str, address: str) -> dict[str, Role]:
    return Access.at(database).roles_of(address)


@st.cache_data(ttl=1.0, max_entries=1024, show_spinner=False)
def _owners(database: str, key: str) -> tuple[str, ...]:
    grants = Access.at(database).grants(key)
    return tuple(grant.grantee for grant in grants if grant.role is Role.OWNER)
