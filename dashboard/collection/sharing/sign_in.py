"""Whether people can sign in at all: what secrets.toml says of the provider, and its answer.

Streamlit reads the same file when somebody comes. By then it is late to learn that a line of it
is empty: who sets a server up asks ``python -m dashboard health``, or sees it not start.
"""

from __future__ import annotations

import json
import tomllib
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dashboard import settings
from dashboard.settings import SettingError

SHORTEST_SECRET = 32  # letters; who guesses it can sign in as anybody
NO_SECTION = "SIYAQ_SIGNIN is required, but no secrets.toml has an [auth] section"
_ANSWER = 5.0  # seconds that the provider has
_LONGEST = 1_000_000  # bytes of its description
# OpenID Connect Discovery 1.0, section 3: what a sign-in needs of it.
_DESCRIBED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


def sign_in_faults(with_provider: bool = False) -> list[str]:
    """What keeps people from signing in, one line each; [] when nothing does, or nobody need.
    ``with_provider`` asks the provider for its description, over the network."""
    try:
        auth = _auth()
        if auth is None:
            return []
        found = list(_lacking(auth))
    except SettingError as fault:
        return [str(fault)]
    if with_provider and not found:
        urls = (str(section["server_metadata_url"]) for _, section in _providers(auth))
        found = list(filter(None, map(_unanswered, dict.fromkeys(urls))))
    return found


def secret_fault(auth: Any) -> str:
    """Why the ``cookie_secret`` of a section [auth] keeps nobody out; "" when it does."""
    secret = auth.get("cookie_secret", "") if isinstance(auth, Mapping) else ""
    if len(str(secret)) >= SHORTEST_SECRET:
        return ""
    return f"cookie_secret in [auth] of secrets.toml must have {SHORTEST_SECRET} letters or more"


def _auth() -> Mapping[str, Any] | None:
    """The section [auth]; None where people need not sign in. Raises SettingError."""
    told: dict[str, Any] = {}
    for file in settings.secrets_files():
        told |= _read(file)
    auth = told.get("auth")
    if auth is None and settings.sign_in_is_required(str(told.get("SIYAQ_SIGNIN", ""))):
        raise SettingError(NO_SECTION)
    if auth is not None and not isinstance(auth, Mapping):
        raise SettingError("auth in secrets.toml must be a section: [auth]")
    return auth


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as fault:
        raise SettingError(
            f"secrets.toml cannot be read ({fault.strerror}): let the user that the dashboard "
            "runs as read it"
        ) from fault
    except ValueError as fault:
        # Its own words may quote the line, and a secret in it.
        raise SettingError("secrets.toml is not TOML: look for a missing quotation mark") from fault


def _providers(auth: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """(section, what it says) of each provider: named ones, or [auth] itself."""
    named = [(f"auth.{name}", one) for name, one in auth.items() if isinstance(one, Mapping)]
    return named if named and "client_id" not in auth else [("auth", auth), *named]


def _lacking(auth: Mapping[str, Any]) -> Iterator[str]:
    if fault := secret_fault(auth):
        yield fault
    if not auth.get("redirect_uri"):
        yield "[auth] in secrets.toml lacks redirect_uri"
    for name, section in _providers(auth):
        for key in ("client_id", "client_secret", "server_metadata_url"):
            if not section.get(key):
                yield f"[{name}] in secrets.toml lacks {key}"


def _unanswered(url: str) -> str:
    """Why nobody can be sent to the provider that is described at ``url``; "" when they can."""
    try:
        if not url.startswith(("https://", "http://")):
            raise ValueError("not an address of the web")
        # It comes from who runs the server.
        with urllib.request.urlopen(url, timeout=_ANSWER) as answer:
            described = json.loads(answer.read(_LONGEST))
    except (OSError, ValueError) as fault:
        return f"the provider does not describe itself at {url}: {fault}"
    missing = [name for name in _DESCRIBED if name not in described]
    return f"what {url} describes is no provider: no {', '.join(missing)}" if missing else ""
