"""What the environment says, and what of it makes no sense."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import settings


def test_without_any_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SIYAQ_DATA", "SIYAQ_DATABASE", "SIYAQ_BUILDS", "SIYAQ_LOG"):
        monkeypatch.delenv(name, raising=False)
    assert settings.data_folder() == settings.ROOT / ".siyaq"
    assert settings.database() == settings.ROOT / ".siyaq" / "siyaq.db"
    assert settings.limits().builds == 1
    assert not settings.logs_as_json()


def test_what_is_set_holds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIYAQ_DATA", str(tmp_path))
    monkeypatch.setenv("SIYAQ_UPLOAD_MB", "7")
    monkeypatch.setenv("SIYAQ_LOG", "json")
    monkeypatch.delenv("SIYAQ_DATABASE", raising=False)
    assert settings.database() == tmp_path / "siyaq.db"
    assert settings.limits().upload_bytes == 7_000_000
    assert settings.logs_as_json()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("SIYAQ_BUILDS", value) for value in ("0", "-1", "two", "1.5", "1_0", "٣", "9" * 30)),
        ("SIYAQ_UPLOAD_MB", "0"),
        ("SIYAQ_SPARE_MB", "all"),
    ],
)
def test_a_number_that_makes_no_sense_is_named(monkeypatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(settings.SettingError, match=name):
        settings.limits()


def test_an_unknown_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIYAQ_LOG", "xml")
    with pytest.raises(settings.SettingError, match="SIYAQ_LOG"):
        settings.logs_as_json()
