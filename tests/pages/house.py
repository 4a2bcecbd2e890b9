"""A hosted dashboard over the story: who sits in front of it, and what they are sent."""

from __future__ import annotations

import time
from typing import Any

import pytest

from dashboard.collection.sharing.access import Access, Role
from dashboard.pages import library, people, rights

HUDA, AMAL, SAMI = "huda@b.org", "amal@b.org", "sami@c.org"
NOWHERE = "never-was-0123456789"


class House:
    """A hosted dashboard over the story: who sits in front of it, and its database."""

    def __init__(self, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.database = database
        self.told: dict[str, Any] = {}
        monkeypatch.setattr(people, "sign_in_is_set_up", lambda: True)
        monkeypatch.setattr(people, "claims", lambda: self.told)

    def enter(self, email: str | None, **claims: Any) -> None:
        now = int(time.time())
        self.told = {
            "is_logged_in": True,
            "email": email,
            "email_verified": True,
            "name": "Someone",
            "iat": now,
            "exp": now + 3600,
            **claims,
        }

    def leave(self) -> None:
        self.told = {}

    @property
    def access(self) -> Access:
        return Access.at(self.database)

    def give(self, key: str, grantee: str, role: Role) -> None:
        self.access.grant(key, grantee, role, "root@b.org", administrator=True)
        rights.forget()

    def take(self, key: str, grantee: str) -> None:
        self.access.take_back(key, grantee, "root@b.org", administrator=True)
        rights.forget()


def everything(screen: Any) -> str:
    """All that the server sent to the screen, as text, without its style sheet."""
    kinds = {
        *("html", "markdown", "button", "selectbox", "multiselect", "text_input", "button_group"),
        *("error", "warning", "info", "success", "bidi_component", "plotly_chart", "popover"),
        *("arrow_data_frame", "page_link", "expander", "date_input", "file_uploader", "toast"),
        *("download_button", "text_area", "progress", "toggle", "tab", "echarts_chart"),
    }
    return "\n".join(
        str(one.proto)
        for kind in sorted(kinds)
        for one in screen.app.get(kind)
        if "<style>" not in str(one.proto)
    )


def listed_for(house: House, email: str) -> list[library.Listed]:
    house.enter(email)
    return library.collections()
