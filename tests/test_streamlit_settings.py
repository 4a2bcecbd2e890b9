"""What .streamlit/config.toml must say so that an installation is safe as it comes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from dashboard.settings import limits

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


def test_one_file_may_be_as_large_as_one_upload(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIYAQ_UPLOAD_MB", raising=False)
    most = limits().upload_bytes // 1_000_000
    assert SETTINGS["server"]["maxUploadSize"] == most
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"\| `SIYAQ_UPLOAD_MB` \|.*\| {most} \|", told)
    assert f"bodies of {most} MB" in (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    for name, taken in (("Caddyfile", r"max_size (\d+)MB"), ("nginx.conf", r"body_size (\d+)m;")):
        found = re.search(taken, (ROOT / "docs" / "hosting" / name).read_text(encoding="utf-8"))
        assert found is not None
        assert most < int(found.group(1)) < 1.1 * most


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
