"""Who may do what with which collection, in SQLite as in PostgreSQL."""

from __future__ import annotations

import datetime as dt
import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.collection.database import DatabaseError
from dashboard.collection.sharing.access import Access, AccessError, Role, Why
from dashboard.collection.sharing.addresses import AddressError
from dashboard.collection.sharing.ended import Ended

_numbers = itertools.count(1)
HUDA, AMAL, SAMI = "huda@b.org", "amal@b.org", "sami@c.org"


@pytest.fixture
def access(database: str) -> Access:
    return Access.at(database)


@pytest.fixture
def key(access: Access) -> str:
    """A collection of Huda's own; every test has another, as PostgreSQL is shared by all."""
    name = f"collection {next(_numbers)}"
    access.claim(name, HUDA)
    return name


def roles(access: Access, key: str) -> dict[str, str]:
    return {grant.grantee: str(grant.role) for grant in access.grants(key)}


def test_roles_include_those_before_them() -> None:
    assert [[one.includes(other) for other in Role] for one in Role] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]


def test_a_new_collection_is_its_owners_alone(access: Access, key: str) -> None:
    assert access.role_in(key, HUDA) is Role.OWNER
    for other in (AMAL, SAMI, "huda@c.org", "huda@news.b.org", "", "@b.org"):
        if "@" in other:
            assert access.role_in(key, other) is None
            assert key not in access.roles_of(other)
    assert access.roles_of(HUDA)[key] is Role.OWNER


def test_nobody_has_a_role_where_nothing_was_granted(access: Access) -> None:
    assert access.role_in("nowhere", HUDA) is None
    assert access.grants("nowhere") == []


def test_a_key_is_claimed_once(access: Access, key: str) -> None:
    access.claim(key, HUDA)
    with pytest.raises(AccessError) as refused:
        access.claim(key, SAMI)
    assert refused.value.why is Why.TAKEN
    assert roles(access, key) == {HUDA: "owner"}


def test_two_who_claim_one_key_at_once_do_not_both_have_it(access: Access) -> None:
    name = f"contested {next(_numbers)}"

    def claim(who: str) -> bool:
        try:
            access.claim(name, who)
        except AccessError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        had = list(pool.map(claim, [f"p{n}@b.org" for n in range(8)]))
    assert had.count(True) == 1
    assert len(access.grants(name)) == 1


def test_a_grant_says_who_gave_it_and_when(access: Access, key: str) -> None:
    before = dt.datetime.now(dt.UTC)
    assert access.grant(key, " Amal@B.org ", Role.EDITOR, HUDA) == AMAL
    owner, editor = access.grants(key)
    assert (owner.grantee, owner.role) == (HUDA, Role.OWNER)
    assert (editor.grantee, editor.role, editor.granted_by) == (AMAL, Role.EDITOR, HUDA)
    assert before <= editor.at <= dt.datetime.now(dt.UTC)
    assert editor.at.utcoffset() == dt.timedelta(0)


def test_a_grant_takes_the_place_of_the_one_before(access: Access, key: str) -> None:
    for role in (Role.EDITOR, Role.VIEWER, Role.OWNER, Role.VIEWER):
        access.grant(key, AMAL, role, HUDA)
        assert roles(access, key) == {HUDA: "owner", AMAL: str(role)}
        assert access.role_in(key, AMAL) is role


def test_a_domain_means_all_of_it_and_the_greater_role_holds(access: Access, key: str) -> None:
    access.grant(key, "@c.org", Role.VIEWER, HUDA)
    assert access.role_in(key, SAMI) is Role.VIEWER
    assert access.role_in(key, "sami@news.c.org") is None
    assert access.role_in(key, "sami@cc.org") is None
    access.grant(key, SAMI, Role.EDITOR, HUDA)
    assert access.role_in(key, SAMI) is Role.EDITOR
    assert access.roles_of(SAMI)[key] is Role.EDITOR
    access.grant(key, "@c.org", Role.OWNER, HUDA)
    assert access.role_in(key, SAMI) is Role.OWNER
    assert access.roles_of("other@c.org")[key] is Role.OWNER


def test_what_was_taken_back_is_gone(access: Access, key: str) -> None:
    access.grant(key, AMAL, Role.EDITOR, HUDA)
    access.take_back(key, AMAL, HUDA)
    assert access.role_in(key, AMAL) is None
    assert key not in access.roles_of(AMAL)
    with pytest.raises(AccessError) as refused:
        access.take_back(key, AMAL, HUDA)
    assert refused.value.why is Why.NOT_GRANTED


@pytest.mark.parametrize("by", [AMAL, SAMI, "stranger@d.org"])
def test_only_an_owner_changes_who_may(access: Access, key: str, by: str) -> None:
    access.grant(key, AMAL, Role.EDITOR, HUDA)
    access.grant(key, "@c.org", Role.VIEWER, HUDA)
    for change in (
        lambda: access.grant(key, by, Role.OWNER, by),
        lambda: access.grant(key, "x@y.org", Role.VIEWER, by),
        lambda: access.take_back(key, HUDA, by),
        lambda: access.take_back(key, AMAL, by),
    ):
        with pytest.raises(AccessError) as refused:
            change()
        assert refused.value.why is Why.NOT_OWNER
    assert roles(access, key) == {HUDA: "owner", AMAL: "editor", "@c.org": "viewer"}


def test_an_owner_of_one_collection_owns_no_other(access: Access, key: str) -> None:
    other = f"collection {next(_numbers)}"
    access.claim(other, SAMI)
    with pytest.raises(AccessError):
        access.grant(other, HUDA, Role.VIEWER, HUDA)
    assert access.role_in(other, HUDA) is None


def test_the_last_owner_stays(access: Access, key: str) -> None:
    for change in (
        lambda: access.take_back(key, HUDA, HUDA),
        lambda: access.grant(key, HUDA, Role.EDITOR, HUDA),
    ):
        with pytest.raises(AccessError) as refused:
            change()
        assert refused.value.why is Why.LAST_OWNER
    access.grant(key, AMAL, Role.OWNER, HUDA)
    access.take_back(key, HUDA, HUDA)
    assert roles(access, key) == {AMAL: "owner"}


def test_two_owners_who_leave_at_once_do_not_both(access: Access, key: str) -> None:
    access.grant(key, AMAL, Role.OWNER, HUDA)

    def leave(who: str) -> bool:
        try:
            access.take_back(key, who, who)
        except AccessError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        left = list(pool.map(leave, [HUDA, AMAL]))
    assert left.count(True) == 1
    assert list(roles(access, key).values()) == ["owner"]


def test_an_administrator_need_not_own(access: Access) -> None:
    name = f"old {next(_numbers)}"
    access.grant(name, AMAL, Role.VIEWER, "root@b.org", administrator=True)
    assert roles(access, name) == {AMAL: "viewer"}
    access.grant(name, AMAL, Role.OWNER, "root@b.org", administrator=True)
    access.take_back(name, AMAL, "root@b.org", administrator=True)
    assert access.grants(name) == []


@pytest.mark.parametrize("text", ["", "huda", "@", "a@b", "x@y.org, z@y.org"])
def test_a_bad_address_changes_nothing(access: Access, key: str, text: str) -> None:
    with pytest.raises(AddressError):
        access.grant(key, text, Role.VIEWER, HUDA)
    assert roles(access, key) == {HUDA: "owner"}


def test_hostile_words_are_only_words(access: Access, key: str) -> None:
    other = f"'; DROP TABLE access_grant; -- {next(_numbers)}"
    access.claim(other, "o'x%_@b.org")
    assert access.role_in(other, "o'x%_@b.org") is Role.OWNER
    assert access.role_in(other, "o'xyz@b.org") is None
    assert access.role_in(key, HUDA) is Role.OWNER


def test_another_process_sees_it_at_once(database: str, access: Access, key: str) -> None:
    access.grant(key, AMAL, Role.VIEWER, HUDA)
    assert Access.at(database).role_in(key, AMAL) is Role.VIEWER


def test_a_sign_in_that_was_ended_stays_ended_until_it_expires(database: str) -> None:
    ended, now = Ended.at(database), dt.datetime.now(dt.UTC)
    one, old = f"{next(_numbers):064x}", f"{next(_numbers):064x}"
    assert not ended.holds(one)
    ended.end(one, now + dt.timedelta(hours=1))
    ended.end(one, now + dt.timedelta(hours=1))
    assert ended.holds(one)
    ended.end(old, now - dt.timedelta(seconds=1))
    ended.end(f"{next(_numbers):064x}", now + dt.timedelta(hours=1))
    assert ended.holds(one)
    assert not ended.holds(old), "what has expired need not be remembered"


def test_a_database_out_of_reach_is_one_line() -> None:
    with pytest.raises(DatabaseError) as fault:
        Access.at("postgresql://x@127.0.0.1:9/x").role_in("a", HUDA)
    assert "\n" not in str(fault.value)
