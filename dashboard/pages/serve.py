"""What asgi.py adds to the pages.

The pages are those of ``streamlit run app.py``. Besides: headers that let browsers refuse what is
not ours, ``/ready`` for whoever watches over the server, the log as JSON when $SIYAQ_LOG says so,
builds that go on where an earlier server was ended, and an end that waits for them.
Streamlit's own settings hold (STREAMLIT_SERVER_PORT and the like).
"""

from __future__ import annotations

import base64
import gc
import hashlib
import logging
import os
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit.web import cli as command_line

from dashboard.collection.health import Fault, faults
from dashboard.pages import logs
from dashboard.settings import ROOT, SettingError, limits, logs_as_json

_log = logging.getLogger(__name__)
_of_settings = logging.getLogger("streamlit.config")
_PATIENCE = 8.0  # seconds for builds to end; who runs containers waits ten before killing
# Seconds that one thread may keep the others waiting. A page gives way some hundred times while it
# asks the database and sends its parts; at Python's own 5 ms that is what people wait for.
_TURN = 0.0005
DONE, NOT_READY = 0, 2


def _inline_scripts() -> list[str]:
    """The scripts that stand in Streamlit's own start page, as a policy names them."""
    page = Path(st.__file__).with_name("static") / "index.html"
    written = re.findall(r"<script>(.*?)</script>", page.read_text(encoding="utf-8"), re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in written)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


# As far as Streamlit allows: it puts styles into the page and makes components of scripts that it
# was sent; wasm-unsafe-eval is for its table widget. Nothing of another origin is ever needed.
POLICY = "; ".join(
    (
        "default-src 'self'",
        " ".join(["script-src 'self' blob: 'wasm-unsafe-eval'", *_inline_scripts()]),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    # Addresses hold selections of collections; other sites need not know them.
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)

_Message = MutableMapping[str, Any]
_Send = Callable[[_Message], Awaitable[None]]


class Headers:
    """Adds the headers to every answer."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: _Message, receive: Any, send: _Send) -> None:
        async def sent(message: _Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message.get("headers", ())}
                message["headers"] = [
                    *message.get("headers", ()),
                    *(
                        (name.lower().encode(), value.encode())
                        for name, value in HEADERS
                        if name.lower().encode() not in there
                    ),
                ]
            await send(message)

        await self._app(scope, receive, sent)


async def ready(_: Request) -> Response:
    """Whether people can work here now: 200, or 503 with the names of what is missing. The
    details, which may name places, are for the log."""
    found = await anyio.to_thread.run_sync(faults)
    for fault in found:
        _log.warning("not ready: %s: %s", fault.what, fault.reason)
    return JSONResponse({"missing": [fault.what for fault in found]}, 503 if found else 200)


@asynccontextmanager
async def life(_: st.App) -> AsyncIterator[dict[str, Any]]:
    # What remembers things says something as it is made: only once the log has its form.
    from dashboard.pages import builds, library, uploads

    await anyio.to_thread.run_sync(library.warm)
    await anyio.to_thread.run_sync(uploads.go_on)
    # What stands now stands to the end: nobody need look for garbage in it, while all wait.
    gc.collect()
    gc.freeze()
    _of_settings.removeFilter(_is_news)
    yield {}
    await anyio.to_thread.run_sync(builds.stop, _PATIENCE)


class Closed:
    """Keeps to itself what Streamlit counts of sessions and tells everybody who asks."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: _Message, receive: Any, send: _Send) -> None:
        asked = scope["path"] if scope["type"] == "http" else ""
        if asked.rstrip("/").endswith("/_stcore/metrics"):
            await Response(status_code=404)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


ROUTES = [Route("/ready", ready)]
MIDDLEWARE = [Middleware(Headers), Middleware(Closed)]


def main(script: str) -> int:
    """Serves the application in ``script`` until it is told to end. The exit status is 2 when it
    cannot work as it is set up."""
    os.chdir(ROOT)  # where .streamlit lies
    try:
        limits()
        if logs_as_json():
            logs.as_json_lines(logs.known_secrets(_secrets()))
            # Where rich is installed Streamlit would draw its tracebacks, past every log.
            os.environ["STREAMLIT_LOGGER_ENABLE_RICH"] = "false"
    except SettingError as fault:
        print(f"siyaq: {fault}", file=sys.stderr)
        return NOT_READY
    found: list[Fault] = faults()
    for one in found:
        _log.error("cannot start: %s: %s", one.what, one.reason)
    if found:
        return NOT_READY
    _of_settings.addFilter(_is_news)
    sys.setswitchinterval(_TURN)
    # Its command line reads Streamlit's own settings out of the environment.
    command_line.main(["run", script], standalone_mode=False)
    return DONE


def _is_news(record: logging.LogRecord) -> bool:
    """Not that settings changed while the server starts: Streamlit reads them for its secrets, then
    with what its command line brings."""
    return "config option section was detected" not in record.getMessage()


def _secrets() -> dict[str, Any]:
    try:
        return dict(st.secrets.to_dict())
    except (OSError, ValueError):
        return {}  # not there, or a fault of the sign-in, which is told below
