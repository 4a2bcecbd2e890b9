"""Strangers at the door of a server with sign-in: forged cookies, expired tokens, others' keys.

What such a visitor is sent is looked through as it comes over the wire, before any page could hide
a part of it: neither the name of a collection nor a word of its articles may be in it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from websockets.sync.client import connect

from dashboard.collection import build
from dashboard.collection.sharing.access import Access
from dashboard.extraction.names import names_engine
from dashboard.extraction.pipeline import Extractor
from dashboard.model import Article
from tests.browser.provider import COOKIE, COOKIE_SECRET, forged, hosted, provider
from tests.browser.serving import Site

OWNER, OTHER = "amal@b.org", "sami@c.org"
KEY, NAME = "amals-secret", "ملفات أمل السرية"
WORDS = "قالت مريم النجار في البصرة إن الصفقة بلغت 7 ملايين دولار."
SECRETS = (NAME, "مريم النجار", "الصفقة", "secret-article")
INSIDE = "header.copy_link"  # stands on every page but the one to sign in on
TOKEN = generate_xsrf_token_string()


@dataclass(frozen=True)
class Door:
    site: Site

    def told(self, cookie: str, page: str = "", token: str = TOKEN, **address: str) -> str:
        """All that a session with this cookie is sent for an address, as one text. ``token`` is
        what a page of the server's own proves by that it asks itself."""
        parts = urlsplit(self.site.address)
        headers = {"Cookie": f"_streamlit_xsrf={TOKEN}; {COOKIE}={cookie}"}
        with connect(
            f"ws://{parts.netloc}/_stcore/stream",
            subprotocols=["streamlit", token],  # type: ignore[list-item]
            additional_headers=headers,
            origin=self.site.address,  # type: ignore[arg-type]
            max_size=None,
            open_timeout=120,
            ping_interval=None,
        ) as socket:
            asked = BackMsg()
            asked.rerun_script.query_string = urlencode({"lang": "en", **address})
            asked.rerun_script.page_name = page
            asked.rerun_script.context_info.url = f"{self.site.address}/{page}"
            socket.send(asked.SerializeToString())
            sent = b""
            while True:
                message = ForwardMsg()
                raw = socket.recv(timeout=120)
                message.ParseFromString(raw if isinstance(raw, bytes) else raw.encode())
                sent += message.SerializeToString()
                if message.WhichOneof("type") == "script_finished":
                    return sent.decode("utf-8", "replace")

    def claims(self, whom: str) -> dict[str, Any]:
        now = int(time.time())
        return {"email": whom, "email_verified": True, "iat": now, "exp": now + 600}

    def cookie(self, whom: str, **more: Any) -> str:
        return str(forged(self.site, {**self.claims(whom), **more})["value"])


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    folder = tmp_path_factory.mktemp("door")
    home = folder / "collections"
    extractor = Extractor(names_engine("builtin"))
    calm = [Article("calm", "خبر", "قال برهم صالح في بغداد.", "وكالة")]
    build(calm, home / "sample.collection", extractor, name="خبر")
    hidden = [Article("secret-article", "سر", WORDS, "وكالة")]
    build(hidden, home / f"{KEY}.collection", extractor, name=NAME)
    Access.at(home / "siyaq.db").claim(KEY, OWNER)
    with provider() as identity, hosted(identity, folder) as site:
        yield Door(site)


def test_the_owner_is_shown_what_the_others_are_not(door: Door) -> None:
    told = door.told(door.cookie(OWNER), collection=KEY, article="secret-article")
    for secret in SECRETS:
        assert secret in told


Cookie = Callable[[Door], str]


def _unsigned(door: Door) -> str:
    return json.dumps({"is_logged_in": True, **door.claims(OWNER)}).replace(" ", "").encode().hex()


def _changed(door: Door) -> str:
    _, moment, signature = door.cookie(OTHER).rsplit(".", 2)
    return f"{door.cookie(OWNER).rsplit('.', 2)[0]}.{moment}.{signature}"


# Each would be the owner, were it believed.
COOKIES: dict[str, Cookie] = {
    "none": lambda door: "",
    "unsigned": _unsigned,
    "signed with another secret": lambda door: str(
        forged(door.site, door.claims(OWNER), secret="s" * 64)["value"]
    ),
    "signed with no secret": lambda door: str(
        forged(door.site, door.claims(OWNER), secret="")["value"]
    ),
    "another's signature": _changed,
    "cut off": lambda door: door.cookie(OWNER)[:-4],
    "of another site": lambda door: str(
        forged(door.site, door.claims(OWNER), origin="http://elsewhere.example")["value"]
    ),
    "expired": lambda door: door.cookie(OWNER, exp=int(time.time()) - 1),
    "that never expires": lambda door: door.cookie(OWNER, exp=None),
    "expiring in words": lambda door: door.cookie(OWNER, exp="9999999999"),
    "expiring as a truth": lambda door: door.cookie(OWNER, exp=True),
    "not signed in": lambda door: door.cookie(OWNER, is_logged_in=False),
    "signed in by a word": lambda door: door.cookie(OWNER, is_logged_in="true"),
    "of an address not verified": lambda door: door.cookie(OWNER, email_verified=False),
    "of two addresses": lambda door: door.cookie(f"{OTHER}, {OWNER}"),
    "of a list of addresses": lambda door: door.cookie("", email=[OWNER]),
    "an enormous one": lambda door: "x" * 3_900,
    "a token of no algorithm": lambda door: "eyJhbGciOiJub25lIn0.e30.",
    "the secret itself": lambda door: COOKIE_SECRET.replace(" ", "%20").replace(",", "%2C"),
}


def test_a_cookie_of_the_owners_is_no_use_to_another_site(door: Door) -> None:
    told = door.told(door.cookie(OWNER), token=generate_xsrf_token_string(), collection=KEY)
    nothing_in(told)
    assert INSIDE not in told


# What someone who has signed in, and has no role here, asks for.
ADDRESSES: dict[str, dict[str, str]] = {
    "its key": {"collection": KEY},
    "its article": {"collection": KEY, "article": "secret-article"},
    "its key in other letters": {"collection": KEY.upper()},
    "its key by a way round": {"collection": f"../collections/{KEY}"},
    "its article without a key": {"article": "secret-article"},
    "a search in it": {"collection": KEY, "search": "الصفقة"},
}
PAGES = ("", "articles", "profile", "collections", "corrections", "help")


def nothing_in(told: str) -> None:
    for secret in SECRETS:
        # What was asked for comes back in the address; that alone says nothing.
        assert secret not in told.replace("article=secret-article", ""), secret
    assert "Traceback" not in told


@pytest.mark.parametrize("name", COOKIES)
def test_a_cookie_that_is_not_the_owners_opens_nothing(door: Door, name: str) -> None:
    told = door.told(COOKIES[name](door), collection=KEY)
    nothing_in(told)
    assert INSIDE not in told


@pytest.mark.parametrize("name", ADDRESSES)
def test_who_has_no_role_learns_nothing_by_any_address(door: Door, name: str) -> None:
    address = ADDRESSES[name]
    told = door.told(door.cookie(OTHER), **address)
    for searched in ("الصفقة",) if "search" in address else ():
        told = told.replace(searched, "")
    if address.get("article"):
        told = told.replace(address["article"], "")
    nothing_in(told)
    missing = door.told(door.cookie(OTHER), **{**address, "collection": "nobody-has-this"})
    if address.get("collection") == KEY and "search" not in address:
        # Word for word the same as of a collection that is not there.
        assert INSIDE in told
        assert "There is no collection at this address" in told
        assert "There is no collection at this address" in missing


@pytest.mark.parametrize("page", PAGES)
def test_who_has_no_role_learns_nothing_on_any_page(door: Door, page: str) -> None:
    nothing_in(door.told(door.cookie(OTHER), page, collection=KEY))
    nothing_in(door.told(door.cookie(OTHER), page))
    nothing_in(door.told("", page, collection=KEY))
