"""``python -m dashboard health``: ready, or what is missing and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.collection.health import faults


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


def test_a_server_that_does_not_answer(capsys) -> None:
    assert main(["health", "--no-model", "--server", "http://127.0.0.1:9/ready"]) == 1
    assert capsys.readouterr().err.startswith("server: ")
