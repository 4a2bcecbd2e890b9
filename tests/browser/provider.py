"""A small OpenID Connect provider of our own, for tests: a real HTTP server that a real browser
is sent to. It knows one client, keeps to PKCE (S256) and signs its tokens with RS256.

    with provider() as identity:
        identity.add("huda@b.org", name="Huda")
        with hosted(identity, folder) as site: ...

``hosted`` is the dashboard with sign-in set up for that provider; ``sign_in`` takes a visitor's
page through it. ``forged`` makes the cookie that the dashboard would have set, for any claims.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from tests.browser.serving import Site, serving

CLIENT = "siyaq-tests"
CLIENT_SECRET = "not a secret: a test's"
COOKIE_SECRET = "a cookie secret that only tests know, long enough to sign with"
COOKIE = "_streamlit_user"
_CODE_LIFE = 600.0


@dataclass(frozen=True)
class Account:
    """Someone who can sign in. ``claims`` go into the token as they are, over all others; a claim
    that is None there is left out. ``lifetime`` is how long a token holds, in seconds."""

    email: str
    name: str = ""
    verified: bool | None = True
    lifetime: int = 3600
    claims: Mapping[str, Any] = field(default_factory=dict)

    def token(self, issuer: str, nonce: str) -> dict[str, Any]:
        now = int(time.time())
        made: dict[str, Any] = {
            "iss": issuer,
            "sub": hashlib.sha256(self.email.encode()).hexdigest()[:20],
            "aud": CLIENT,
            "iat": now,
            "exp": now + self.lifetime,
            "nonce": nonce,
            "email": self.email,
            "email_verified": self.verified,
            "name": self.name or self.email.partition("@")[0],
            **self.claims,
        }
        return {name: value for name, value in made.items() if value is not None}


class Provider:
    """The provider while it runs. Clearing ``answers`` makes it slow: no one is sent back, and no
    code is exchanged, until it is set again."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.accounts: dict[str, Account] = {}
        self.answers = threading.Event()
        self.answers.set()
        self.key = RSAKey.generate_key(2048, {"kid": "tests", "use": "sig", "alg": "RS256"})
        self.codes: dict[str, dict[str, str]] = {}
        self.exchanged: list[str] = []
        self.lock = threading.Lock()

    def add(self, email: str, **account: Any) -> Account:
        self.accounts[email] = made = Account(email, **account)
        return made

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "end_session_endpoint": f"{self.address}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["openid", "email", "profile"],
        }

    def settings(self, **more: str) -> str:
        """A secrets.toml for a dashboard on any port that uses this provider; ``more`` stands at
        its top, as settings of the dashboard's own."""
        top = "".join(f'{name} = "{value}"\n' for name, value in more.items())
        return (
            f"{top}[auth]\n"
            'redirect_uri = "http://localhost:{port}/oauth2callback"\n'
            f'cookie_secret = "{COOKIE_SECRET}"\n'
            f'client_id = "{CLIENT}"\n'
            f'client_secret = "{CLIENT_SECRET}"\n'
            f'server_metadata_url = "{self.address}/.well-known/openid-configuration"\n'
        )


@contextmanager
def provider() -> Iterator[Provider]:
    """Runs a provider on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    # By name: the tests' visitors may only ask localhost.
    made = Provider(f"http://localhost:{server.server_address[1]}")
    server.provider = made  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.answers.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


@contextmanager
def hosted(
    identity: Provider, folder: Path, environment: Mapping[str, str] | None = None, **settings: str
) -> Iterator[Site]:
    """A dashboard with sign-in, its collections below ``folder``. ``settings`` are written at the
    top of its secrets.toml, as in ``hosted(..., SIYAQ_ADMINS="amal@b.org")``."""
    secret = folder / "secrets.toml"
    secret.write_text(identity.settings(**settings), encoding="utf-8")
    with serving(
        folder / "collections",
        folder / "server.log",
        environment=environment or {},
        options=("--secrets.files", str(secret)),
    ) as running:
        yield running


def sign_in(page: Any, email: str) -> None:
    """From the sign-in page through the provider and back; waits until the dashboard is there."""
    start_to_sign_in(page)
    page.locator(f'button[value="{email}"]').click()
    page.wait_for_selector(".st-key-account", state="attached")


def start_to_sign_in(page: Any) -> None:
    """From the sign-in page to the provider's list of accounts."""
    page.locator(".st-key-sign_in button").first.click()
    page.wait_for_selector("form.accounts")


def forged(
    site: Site,
    claims: Mapping[str, Any],
    secret: str = COOKIE_SECRET,
    origin: str | None = None,
) -> dict[str, Any]:
    """The dashboard's own cookie with these claims, signed with ``secret``, as Playwright takes
    cookies. With the dashboard's secret it is what a true sign-in would have left."""
    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

    told = {
        "is_logged_in": True,
        "provider": "default",
        "origin": site.address if origin is None else origin,
        **claims,
    }
    value = create_signed_value(secret, COOKIE, json.dumps(told)).decode()
    return {"name": COOKIE, "value": value, "url": site.address, "httpOnly": True}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def provider(self) -> Provider:
        return self.server.provider  # type: ignore[attr-defined,no-any-return]

    def log_message(self, format: str, *arguments: Any) -> None:
        pass

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self._json(self.provider.metadata())
        elif parts.path == "/keys":
            self._json(KeySet([self.provider.key]).as_dict(private=False))
        elif parts.path == "/authorize":
            self._choose(asked)
        elif parts.path == "/logout":
            back = asked.get("post_logout_redirect_uri", "")
            self._redirect(back if _is_ours(back) else "/")
        else:
            self._answer(404, "text/plain", b"nothing here")

    def do_POST(self) -> None:
        given = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        form = {name: values[-1] for name, values in parse_qs(given).items()}
        self.provider.answers.wait()
        path = urlsplit(self.path).path
        if path == "/authorize":
            self._authorize(form)
        elif path == "/token":
            self._token(form)
        else:
            self._answer(404, "text/plain", b"nothing here")

    def _choose(self, asked: dict[str, str]) -> None:
        """The list of accounts; a request that a careful provider would refuse is refused."""
        faults = [
            name
            for name, is_right in (
                ("client_id", asked.get("client_id") == CLIENT),
                ("redirect_uri", _is_ours(asked.get("redirect_uri", ""))),
                ("response_type", asked.get("response_type") == "code"),
                ("scope", "openid" in asked.get("scope", "").split()),
                ("state", bool(asked.get("state"))),
                ("nonce", bool(asked.get("nonce"))),
                ("code_challenge", len(asked.get("code_challenge", "")) == 43),
                ("code_challenge_method", asked.get("code_challenge_method") == "S256"),
            )
            if not is_right
        ]
        if faults:
            self._answer(400, "text/plain", f"refused: {', '.join(faults)}".encode())
            return
        kept = "".join(
            f'<input type="hidden" name="{name}" value="{html.escape(asked[name])}">'
            for name in ("redirect_uri", "state", "nonce", "code_challenge")
        )
        buttons = "".join(
            f'<button name="account" value="{html.escape(email)}">{html.escape(email)}</button>'
            for email in [*self.provider.accounts, "nobody"]
        )
        page = (
            '<!doctype html><html lang="en"><link rel="icon" href="data:,">'
            f'<title>Accounts</title><form class="accounts" method="post">{kept}{buttons}</form>'
        )
        self._answer(200, "text/html; charset=utf-8", page.encode())

    def _authorize(self, form: dict[str, str]) -> None:
        back, state = form.get("redirect_uri", ""), form.get("state", "")
        account = self.provider.accounts.get(form.get("account", ""))
        if not _is_ours(back):
            self._answer(400, "text/plain", b"refused: redirect_uri")
        elif account is None:
            self._redirect(f"{back}?{urlencode({'error': 'access_denied', 'state': state})}")
        else:
            code = secrets.token_urlsafe(24)
            with self.provider.lock:
                self.provider.codes[code] = {**form, "at": str(time.monotonic())}
            self._redirect(f"{back}?{urlencode({'code': code, 'state': state})}")

    def _token(self, form: dict[str, str]) -> None:
        with self.provider.lock:
            # A code is good for one exchange.
            asked = self.provider.codes.pop(form.get("code", ""), None)
        wanted = base64.b64encode(f"{CLIENT}:{_form_encoded(CLIENT_SECRET)}".encode()).decode()
        plain = base64.b64encode(f"{CLIENT}:{CLIENT_SECRET}".encode()).decode()
        if self.headers.get("Authorization") not in (f"Basic {wanted}", f"Basic {plain}"):
            self._json({"error": "invalid_client"}, 401)
        elif (
            asked is None
            or time.monotonic() - float(asked["at"]) > _CODE_LIFE
            or form.get("grant_type") != "authorization_code"
            or form.get("redirect_uri") != asked["redirect_uri"]
            or _challenge(form.get("code_verifier", "")) != asked["code_challenge"]
        ):
            self._json({"error": "invalid_grant"}, 400)
        else:
            account = self.provider.accounts[asked["account"]]
            self.provider.exchanged.append(account.email)
            claims = account.token(self.provider.address, asked["nonce"])
            signed = jwt.encode({"alg": "RS256", "kid": "tests"}, claims, self.provider.key)
            self._json(
                {
                    "access_token": secrets.token_urlsafe(24),
                    "token_type": "Bearer",
                    "expires_in": account.lifetime,
                    "id_token": signed,
                }
            )

    def _json(self, value: object, status: int = 200) -> None:
        self._answer(status, "application/json", json.dumps(value).encode())

    def _redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _is_ours(address: str) -> bool:
    parts = urlsplit(address)
    return (parts.scheme, parts.hostname, parts.path) == ("http", "localhost", "/oauth2callback")


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _form_encoded(text: str) -> str:
    return urlencode({"": text})[1:]
