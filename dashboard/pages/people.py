"""Who is in front of the screen: the one place that says it."""

from __future__ import annotations

import getpass
from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True, slots=True)
class Person:
    """``name`` signs corrections; ``may_correct`` is False for a reader who has not signed in
    where sign-in is set up."""

    name: str
    may_correct: bool


def current_user() -> Person:
    """The person signed in; without sign-in, on a laptop, the user of the operating system."""
    if not sign_in_is_set_up():
        return Person(_system_user(), may_correct=True)
    user = st.user
    if not user.is_logged_in:
        return Person("", may_correct=False)
    told = [user.get("email"), user.get("name"), user.get("sub")]
    return Person(next((str(one) for one in told if one), "?"), may_correct=True)


def sign_in_is_set_up() -> bool:
    """Whether this server knows an OpenID Connect provider; ``st.user`` says nothing otherwise."""
    try:
        return isinstance(st.user.is_logged_in, bool)
    except AttributeError:
        return False


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        # A container may run as a number that has no name.
        return "local"
