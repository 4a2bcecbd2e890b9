"""Who a token makes of who brings it, and who may come in."""

from __future__ import annotations

import time
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.pages import people
from dashboard.pages.people import Standing, current_user, end_sign_in, may_enter, person_of
from dashboard.settings import SettingError

HUDA = "huda@b.org"


@pytest.fixture(autouse=True)
def _records(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SIYAQ_DATABASE", str(tmp_path / "siyaq.db"))
    for name in ("SIYAQ_ADMINS", "SIYAQ_MEMBERS", "SIYAQ_SIGNIN"):
        monkeypatch.delenv(name, raising=False)


def token(**claims: Any) -> dict[str, Any]:
    told = {
        "is_logged_in": True,
        "email": HUDA,
        "email_verified": True,
        "name": "Huda Karim",
        "exp": int(time.time()) + 600,
        "iat": int(time.time()),
        "sub": "1",
        **claims,
    }
    return {name: value for name, value in told.items() if value is not None}


def test_a_good_token_is_a_person() -> None:
    found = person_of(token(email="Huda@B.org"))
    assert found.is_in
    assert (found.name, found.address, found.label) == (HUDA, HUDA, "Huda Karim")
    assert not found.administrator
    assert not found.owns_everything


@pytest.mark.parametrize(
    ("claims", "standing"),
    [
        ({"is_logged_in": False}, Standing.SIGNED_OUT),
        ({"is_logged_in": None}, Standing.SIGNED_OUT),
        ({"is_logged_in": "true"}, Standing.SIGNED_OUT),
        ({"is_logged_in": 1}, Standing.SIGNED_OUT),
        ({"exp": int(time.time()) - 1}, Standing.EXPIRED),
        ({"exp": 0}, Standing.EXPIRED),
        ({"exp": None}, Standing.EXPIRED),
        ({"exp": str(int(time.time()) + 600)}, Standing.EXPIRED),
        ({"exp": True}, Standing.EXPIRED),
        ({"email_verified": False}, Standing.UNVERIFIED),
        ({"email_verified": "false"}, Standing.UNVERIFIED),
        ({"email_verified": 0}, Standing.UNVERIFIED),
        ({"email_verified": []}, Standing.UNVERIFIED),
        ({"email": None}, Standing.UNVERIFIED),
        ({"email": ""}, Standing.UNVERIFIED),
        ({"email": "huda"}, Standing.UNVERIFIED),
        ({"email": "@b.org"}, Standing.UNVERIFIED),
        ({"email": ["huda@b.org"]}, Standing.UNVERIFIED),
        ({"email": "huda@b.org,amal@b.org"}, Standing.UNVERIFIED),
        ({"email": "amal@\u212a.org"}, Standing.UNVERIFIED),
        # A provider that does not say is taken at its word; so is one that says it in text.
        ({"email_verified": None}, Standing.SIGNED_IN),
        ({"email_verified": "true"}, Standing.SIGNED_IN),
        ({"exp": time.time() + 86_400.5}, Standing.SIGNED_IN),
    ],
)
def test_what_a_token_lacks(claims: dict[str, Any], standing: Standing) -> None:
    found = person_of(token(**claims))
    assert found.standing is standing
    assert found.is_in is (standing is Standing.SIGNED_IN)
    assert not found.owns_everything


def test_a_token_holds_until_it_expires(monkeypatch) -> None:
    found = person_of(token(exp=int(time.time()) + 30))
    assert found.is_in
    monkeypatch.setattr(people, "now", lambda: time.time() + 31)
    # Whoever keeps a person for later has one that expires all the same.
    assert not found.is_in


def test_a_sign_in_that_was_ended_is_refused_and_another_of_the_same_person_is_not() -> None:
    first, second = token(nonce="a"), token(nonce="b")
    end_sign_in(person_of(first))
    assert person_of(first).standing is Standing.EXPIRED
    assert person_of(second).is_in


def test_administrators_are_addresses(monkeypatch) -> None:
    monkeypatch.setenv("SIYAQ_ADMINS", " Huda@B.org , @c.org, nonsense")
    assert person_of(token()).owns_everything
    # A domain would make administrators of all who have an address there.
    assert not person_of(token(email="sami@c.org")).owns_everything
    assert not person_of(token(exp=1)).owns_everything


def test_members_only(monkeypatch) -> None:
    monkeypatch.setenv("SIYAQ_MEMBERS", "huda@b.org, @c.org")
    monkeypatch.setenv("SIYAQ_ADMINS", "amal@d.org")
    assert person_of(token()).is_in
    assert person_of(token(email="sami@c.org")).is_in
    assert person_of(token(email="amal@d.org")).is_in
    for stranger in ("other@b.org", "sami@x.c.org", "sami@cc.org"):
        found = person_of(token(email=stranger))
        assert found.standing is Standing.NOT_INVITED
        assert not found.is_in
    assert [may_enter(one) for one in ("@c.org", "@b.org", "x@c.org", HUDA)] == [
        *(True, False, True, True)
    ]


def test_a_list_of_members_that_says_nothing_lets_nobody_in(monkeypatch) -> None:
    monkeypatch.setenv("SIYAQ_MEMBERS", "nonsense")
    assert person_of(token()).standing is Standing.NOT_INVITED


def test_without_the_database_nobody_is_in(monkeypatch) -> None:
    monkeypatch.setenv("SIYAQ_DATABASE", "postgresql://x@127.0.0.1:9/x")
    assert person_of(token()).standing is Standing.UNREACHABLE


def test_on_a_laptop_everything_is_ones_own() -> None:
    found = current_user()
    assert found.standing is Standing.LOCAL
    assert found.owns_everything
    assert found.name


class Secrets:
    """Runs current_user() as the script of a server with these secrets."""

    def __init__(self, folder, monkeypatch) -> None:
        self.file, self._monkeypatch = folder / "secrets.toml", monkeypatch

    def standing(self, text: str | None) -> str:
        from streamlit.runtime.secrets import secrets_singleton

        if text is not None:
            self.file.write_text(text, encoding="utf-8")
        options = {"secrets.files": [str(self.file)]}
        real = st.get_option
        self._monkeypatch.setattr(
            "streamlit.config.get_option", lambda name: options.get(name) or real(name)
        )
        self._monkeypatch.setattr(st, "get_option", lambda name: options.get(name) or real(name))
        secrets_singleton._reset()
        try:
            return current_user().standing.value
        finally:
            secrets_singleton._reset()


@pytest.fixture
def secrets(tmp_path, monkeypatch) -> Secrets:
    return Secrets(tmp_path, monkeypatch)


GOOD = f'[auth]\ncookie_secret = "{"s" * 40}"\n'


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        (None, "local"),
        ("", "local"),
        ('[other]\nauth = "x"\n', "local"),
        (GOOD, "signed_out"),
        ("[auth]\n", "unconfigured"),
        ('auth = "x"\n', "unconfigured"),
        ('[auth]\ncookie_secret = "short"\n', "unconfigured"),
        ('[auth\ncookie_secret = "', "unconfigured"),
    ],
)
def test_secrets_that_say_nothing_certain_let_nobody_in(secrets, text, standing) -> None:
    assert secrets.standing(text) == standing


@pytest.mark.parametrize(
    ("text", "standing"),
    [(None, "unconfigured"), ("", "unconfigured"), (GOOD, "signed_out")],
)
def test_sign_in_can_be_required(secrets, monkeypatch, text, standing) -> None:
    monkeypatch.setenv("SIYAQ_SIGNIN", "required")
    assert secrets.standing(text) == standing


def test_a_setting_that_is_not_understood_lets_nobody_in(monkeypatch) -> None:
    monkeypatch.setenv("SIYAQ_SIGNIN", "yes")
    with pytest.raises(SettingError):
        people.sign_in_is_set_up()
    assert current_user().standing is Standing.UNCONFIGURED


def test_outside_the_script_nobody_is_there(secrets, monkeypatch) -> None:
    # As in the thread that makes a download: no session, so no token.
    assert secrets.standing(GOOD) == "signed_out"


def test_streamlit_hands_the_claims_through(monkeypatch) -> None:
    def script() -> None:
        import streamlit as st

        from dashboard.pages.people import claims

        st.write(sorted(claims()))

    assert "email" in AppTest.from_function(script).run().json[0].value
