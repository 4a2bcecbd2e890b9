"""The image and the compose file, as far as they can be looked at where Docker does not run: what
they name is there, what must not be in them is not, and the settings in them are real ones."""

from __future__ import annotations

import fnmatch
import json
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "docs" / "hosting" / "requirements.lock").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETTINGS = set(re.findall(r"^\| `([A-Za-z_\[\].]+)` \|", README, re.MULTILINE))
IMAGE = {**default_environment(), "sys_platform": "linux", "platform_system": "Linux"}


def instructions() -> list[tuple[str, str]]:
    """(instruction, arguments) of the Dockerfile, continued lines joined, comments left out."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [
        (word.upper(), rest.strip())
        for word, _, rest in (line.partition(" ") for line in joined.splitlines() if line.strip())
    ]


def of(instruction: str) -> list[str]:
    return [rest for word, rest in instructions() if word == instruction]


def ignored(path: str) -> bool:
    """Whether .dockerignore keeps ``path`` out; the last rule that fits decides."""
    out = False
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        rule = line.strip()
        if not rule or rule.startswith("#"):
            continue
        pattern = rule.removeprefix("!").removeprefix("**/")
        parts = path.split("/")
        above = ["/".join(parts[: n + 1]) for n in range(len(parts))]
        names = parts if "**/" in rule else []
        if any(fnmatch.fnmatchcase(one, pattern) for one in [*above, *names]):
            out = not rule.startswith("!")
    return out


def locked() -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+) \\$", LOCK, re.MULTILINE))


def name_of(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", Requirement(requirement).name).lower()


def required(path: str) -> list[Requirement]:
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line.strip() and not line.startswith(("#", "-"))]


def test_what_the_image_copies_is_there_and_not_kept_out() -> None:
    for copied in of("COPY"):
        if copied.startswith("--from"):
            continue
        *sources, _ = shlex.split(copied)
        for source in sources:
            assert (ROOT / source).exists(), source
            assert not ignored(source), source


@pytest.mark.parametrize(
    "path",
    [
        *(".env", "secrets.toml", ".streamlit/secrets.toml", ".git/config", ".siyaq/siyaq.db"),
        *("tests/test_readme.py", "dashboard/__pycache__/model.cpython-311.pyc", "x.collection"),
        *("dashboard/pages/__pycache__", "data/x.pyc", ".venv/bin/python"),
    ],
)
def test_what_must_not_be_in_the_image_is_kept_out(path: str) -> None:
    assert ignored(path)


def test_everything_that_the_dashboard_reads_gets_into_the_image() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "dashboard", "data", "static", "app.py", "asgi.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    if not tracked:
        pytest.skip("not a git checkout")
    kept_out = {path for path in tracked if ignored(path)}
    assert all(path.startswith("dashboard/extraction/names/training/") for path in kept_out)


def test_the_image_is_pinned_not_root_and_watches_itself() -> None:
    version = next(arg.split("=", 1)[1] for arg in of("ARG") if arg.startswith("PYTHON="))
    assert re.fullmatch(r"\d+\.\d+\.\d+-slim-\w+", version)
    assert all(base.startswith("python:${PYTHON}") for base in of("FROM"))
    assert len(of("FROM")) == 3, "packages, code, and what runs"
    (user,) = of("USER")
    assert user == "10001:10001"
    order = [word for word, _ in instructions()]
    assert order.index("USER") < order.index("CMD"), "what runs is not root"
    assert len(of("HEALTHCHECK")) == 1
    assert json.loads(of("CMD")[0]) == ["python", "asgi.py"]
    (install,) = [run for run in of("RUN") if "pip install" in run]
    assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(shlex.split(install))


def test_the_lock_has_what_is_required_and_leaves_out_what_is_said() -> None:
    left_out = {one.name for one in required("docs/hosting/left-out.txt")}
    assert left_out >= {"torch", "transformers"}
    found = locked()
    assert not left_out & set(found)
    for wanted in required("requirements.txt"):
        name = name_of(str(wanted))
        if name in left_out:
            continue
        assert name in found, f"{name}: make the lock again, as its first lines say"
        assert wanted.specifier.contains(found[name]), f"{name}: make the lock again"


def test_each_file_in_the_lock_has_its_hash_and_no_place_of_its_own() -> None:
    blocks = re.split(r"(?m)^(?=[a-z0-9])", LOCK)
    packages = [block for block in blocks if "==" in block.partition("\n")[0]]
    assert len(packages) == len(locked()) > 60
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in packages)
    assert "://" not in LOCK


def test_the_settings_of_the_image_are_ones_that_exist() -> None:
    from streamlit import config

    options = {
        option.env_var for option in config._config_options_template.values() if option.env_var
    }
    told = " ".join(of("ENV"))
    for name in re.findall(r"([A-Z][A-Z_]+)=", told):
        if name.startswith("STREAMLIT_"):
            assert name in options, name
        if name.startswith("SIYAQ_"):
            assert name in SETTINGS, name


def test_compose_keeps_the_database_inside_and_everything_within_limits() -> None:
    dashboard, database = COMPOSE["services"]["dashboard"], COMPOSE["services"]["database"]
    assert "ports" not in database
    assert all(port.startswith("127.0.0.1:") for port in dashboard["ports"])
    assert dashboard["environment"]["SIYAQ_SIGNIN"] == "required"
    assert dashboard["depends_on"]["database"]["condition"] == "service_healthy"
    assert dashboard["cap_drop"] == ["ALL"]
    assert re.fullmatch(r"postgres:\d+\.\d+-\w+", database["image"])
    assert "healthcheck" in database
    for service in COMPOSE["services"].values():
        assert service["read_only"] is True
        assert service["restart"] == "unless-stopped"
        assert service["mem_limit"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        volumes = {volume.split(":")[0] for volume in service["volumes"]}
        assert volumes <= set(COMPOSE["volumes"])


def test_compose_and_its_example_speak_of_the_same_settings() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\{([A-Z_]+)", text)) - {"SIYAQ_SECRETS"}
    example = (ROOT / "docs" / "hosting" / "env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == asked
    assert re.search(r"^POSTGRES_PASSWORD=$", example, re.MULTILINE), "no password of ours"
    for name in COMPOSE["services"]["dashboard"]["environment"]:
        assert name in SETTINGS or name.startswith("STREAMLIT_")


def test_each_line_of_the_secrets_is_in_the_table_and_the_other_way_round() -> None:
    example = tomllib.loads(
        (ROOT / "docs" / "hosting" / "secrets.toml.example").read_text(encoding="utf-8")
    )
    names = {f"[auth].{name}" for name in example.pop("auth")}
    assert {name for name in SETTINGS if name.startswith("[auth]")} == names
    assert set(example) <= SETTINGS


def test_secrets_are_not_committed() -> None:
    kept = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {"/.env", "/secrets.toml", ".streamlit/secrets.toml"} <= set(kept)
