"""``python -m dashboard health``: ready, or what is missing and why."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from dashboard import settings
from dashboard.__main__ import main
from dashboard.collection.health import faults
from dashboard.collection.sharing import sign_in


@pytest.fixture(autouse=True)
def _installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIYAQ_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("SIYAQ_DATABASE", raising=False)


def test_a_fresh_installation_is_ready_and_leaves_no_probe(capsys, tmp_path: Path) -> None:
    assert main(["health"]) == 0
    assert capsys.readouterr().out == "ready\n"
    assert [
        path.name for path in (tmp_path / "data").iterdir() if "siyaq.db" not in path.name
    ] == []


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("SIYAQ_DATA", "/proc/nowhere", "folder"),
        ("SIYAQ_SPARE_MB", "9999999", "disk"),
        ("SIYAQ_BUILDS", "none", "settings"),
        ("SIYAQ_DATABASE", "postgresql://nobody:secretword@127.0.0.1:9/none", "database"),
        ("SIYAQ_DATABASE", "oracle://somewhere", "database"),
    ],
)
def test_what_is_missing_is_named(monkeypatch, capsys, name: str, value: str, what: str) -> None:
    monkeypatch.setenv(name, value)
    assert main(["health", "--no-model"]) == 1
    told = capsys.readouterr()
    assert told.out == "not ready\n"
    assert told.err.startswith(f"{what}: ")
    assert "secretword" not in told.err
    assert what in {fault.what for fault in faults()}


SECRETS = """
[auth]
redirect_uri = "http://localhost/oauth2callback"
cookie_secret = "ssssssssssssssssssssssssssssssss"
client_id = "i"
client_secret = "s"
server_metadata_url = "{url}"
"""
UNANSWERED = SECRETS.replace("{url}", "http://127.0.0.1:9/none")


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Path]:
    """Writes the file of secrets of this installation."""
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    monkeypatch.delenv("STREAMLIT_SECRETS_FILES", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SIYAQ_SIGNIN", raising=False)

    def write(text: str) -> Path:
        file = tmp_path / ".streamlit" / "secrets.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (UNANSWERED.replace('"s"', '""'), ["[auth] in secrets.toml lacks client_secret"]),
        (UNANSWERED.replace("s" * 32, "short"), ["32 letters or more"]),
        (UNANSWERED.replace("redirect_uri", "redirect"), ["[auth] in secrets.toml lacks redirect"]),
        (UNANSWERED.replace('"i"', '"i'), ["is not TOML"]),
        ('auth = "yes"', ["must be a section"]),
        (
            '[auth]\ncookie_secret = "' + "s" * 32 + '"\nredirect_uri = "x"\n[auth.a]\n'
            'client_id = "i"\nclient_secret = "s"\n',
            ["[auth.a] in secrets.toml lacks server_metadata_url"],
        ),
        ("[auth]\n", ["cookie_secret", "redirect_uri", "client_id", "client_secret", "metadata"]),
    ],
)
def test_a_sign_in_that_cannot_work_is_no_ready_server(
    secrets, capsys, text: str, told: list[str]
) -> None:
    secrets(text)
    found = [fault.reason for fault in faults() if fault.what == "sign-in"]
    assert len(found) == len(told)
    assert all(words in line for words, line in zip(told, found, strict=True))
    assert "s" * 32 not in "".join(found)
    assert main(["health", "--no-model"]) == 1
    assert capsys.readouterr().err.count("sign-in: ") == len(told)


def test_a_sign_in_that_is_required_and_not_there(secrets, monkeypatch, tmp_path) -> None:
    assert faults() == []
    monkeypatch.setenv("SIYAQ_SIGNIN", "required")
    assert [fault.what for fault in faults()] == ["sign-in"]
    elsewhere = secrets(UNANSWERED).rename(tmp_path / "elsewhere.toml")
    assert [fault.what for fault in faults()] == ["sign-in"]
    monkeypatch.setenv("STREAMLIT_SECRETS_FILES", f'["{elsewhere}"]')
    assert faults() == []
    monkeypatch.delenv("STREAMLIT_SECRETS_FILES")
    monkeypatch.delenv("SIYAQ_SIGNIN")
    file = secrets('SIYAQ_SIGNIN = "required"')
    assert [fault.what for fault in faults()] == ["sign-in"], "as Streamlit takes it from there"
    file.write_text('SIYAQ_SIGNIN = "required"\n' + UNANSWERED, encoding="utf-8")
    assert faults() == [], "the provider is asked by who sets it up, not at every look"


def test_secrets_that_cannot_be_read(secrets, monkeypatch) -> None:
    file = secrets(UNANSWERED)

    def refused(self: Path, *args: object, **kwargs: object) -> str:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(type(file), "read_text", refused)
    (fault,) = faults()
    assert fault.what == "sign-in"
    assert "cannot be read (Permission denied)" in fault.reason


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (dict.fromkeys(sign_in._DESCRIBED, "x"), ""),
        ({"issuer": "x"}, "is no provider: no authorization_endpoint, token_endpoint, jwks_uri"),
        (None, "does not describe itself at"),
    ],
)
def test_the_provider_is_asked_by_health(secrets, capsys, tmp_path, answer, told: str) -> None:
    class Described(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404 if answer is None else 200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *args: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Described)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        secrets(SECRETS.replace("{url}", f"http://127.0.0.1:{server.server_port}/d"))
        assert main(["health", "--no-model"]) == (1 if told else 0)
    finally:
        server.shutdown()
        server.server_close()
    assert told in capsys.readouterr().err


def test_a_server_that_does_not_answer(capsys) -> None:
    assert main(["health", "--no-model", "--server", "http://127.0.0.1:9/ready"]) == 1
    assert capsys.readouterr().err.startswith("server: ")
