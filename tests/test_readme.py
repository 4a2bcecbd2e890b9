"""What the README says is so: its commands exist, its pictures are there, its settings are read."""

import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block_after(marker: str) -> str:
    after = README.split(f"<!-- {marker} -->", 1)[1]
    found = re.search(r"```sh\n(.+?)\n```", after, re.DOTALL)
    assert found
    return found.group(1)


@pytest.mark.parametrize("marker", ["run", "test"])
def test_each_command_is_one_line_that_does_its_own_set_up(marker: str) -> None:
    command = block_after(marker)
    assert "\n" not in command
    assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    requirements = re.search(r"-r (\S+)", command)
    assert requirements
    assert (ROOT / requirements.group(1)).is_file()


def test_ci_runs_the_test_command_as_written() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "<!-- test -->" in script
    assert "README.md" in script


@pytest.mark.parametrize("path", re.findall(r"\]\((?!https?:)([^)#]+)\)", README))
def test_links_lead_somewhere(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_commands_it_shows_are_understood() -> None:
    from dashboard.__main__ import parser

    shown = re.findall(r"^\.venv/bin/python -m dashboard (.+)$", README, re.MULTILINE)
    assert len(shown) == 4
    for line in shown:
        parser().parse_args(shlex.split(line.split(" > ")[0]))


@pytest.mark.parametrize("setting", re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
def test_settings_are_read_by_the_program(setting: str) -> None:
    sources = [*(ROOT / "dashboard").rglob("*.py")]
    assert any(setting in path.read_text(encoding="utf-8") for path in sources)


def test_every_setting_that_is_read_is_in_the_table() -> None:
    read = {
        name
        for path in (ROOT / "dashboard").rglob("*.py")
        for name in re.findall(r"SIYAQ_[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    assert read <= set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))


def test_the_steps_of_hosting_name_files_that_are_there() -> None:
    steps = README.split("## Host it", 1)[1].split("## Settings", 1)[0]
    copied = re.findall(r"`cp (\S+) (\S+)`", steps)
    assert copied == [
        ("docs/hosting/env.example", ".env"),
        ("docs/hosting/secrets.toml.example", "secrets.toml"),
    ]
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    for source, target in copied:
        assert (ROOT / source).is_file()
        assert f"/{target}" in ignored, "what holds a password is never committed"
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert "./secrets.toml" in compose
