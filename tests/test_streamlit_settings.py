"""What .streamlit/config.toml must say so that an installation is safe as it comes."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
SERVED = {".woff2", ".png", ".txt"}


@pytest.mark.parametrize(
    ("section", "name", "wanted"),
    [
        ("browser", "gatherUsageStats", False),
        ("client", "showErrorDetails", "none"),
        ("client", "toolbarMode", "viewer"),
        ("server", "address", "localhost"),
        ("server", "enableXsrfProtection", True),
        ("server", "enableCORS", True),
        ("server", "enableAgentApi", False),
        ("server", "showEmailPrompt", False),
        ("server", "fileWatcherType", "none"),
    ],
)
def test_it_is_safe_as_it_comes(section: str, name: str, wanted: object) -> None:
    assert SETTINGS[section][name] == wanted


def test_uploads_have_a_limit() -> None:
    assert 0 < SETTINGS["server"]["maxUploadSize"] <= 200


def test_nothing_is_served_but_fonts_pictures_and_their_licences() -> None:
    files = [path for path in (ROOT / "static").rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert path.suffix in SERVED, path
        assert not path.is_symlink(), path


def test_no_secrets_are_kept_here() -> None:
    assert not (ROOT / ".streamlit" / "secrets.toml").exists() or (
        ".streamlit/secrets.toml" in (ROOT / ".gitignore").read_text(encoding="utf-8")
    )
