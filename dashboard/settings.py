"""What the environment says about how this installation runs; read anew at every question.

README.md has the table of all settings. A value that makes no sense is SettingError: one line that
names the setting.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class SettingError(ValueError):
    """A setting with a value that cannot be used; the message is one line for who set it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one process takes on. ``builds`` run at once, ``waiting`` more may wait in all and
    ``each`` be running or waiting for one person; an upload has ``upload_bytes`` and
    ``upload_files`` at the most; answers are remembered in ``answer_bytes``; a file is only
    written while ``spare_bytes`` stay free on its disk."""

    builds: int
    waiting: int
    each: int
    upload_bytes: int
    upload_files: int
    answer_bytes: int
    spare_bytes: int


def data_folder() -> Path:
    """The folder of all collections: $SIYAQ_DATA, else ``.siyaq`` beside app.py."""
    return Path(os.environ.get("SIYAQ_DATA") or ROOT / ".siyaq")


def database() -> str | Path:
    """$SIYAQ_DATABASE (a URL such as postgresql://...), else a file beside the collections."""
    return os.environ.get("SIYAQ_DATABASE") or data_folder() / "siyaq.db"


def limits() -> Limits:
    """Raises SettingError."""
    return Limits(
        builds=_number("SIYAQ_BUILDS", 1, least=1),
        waiting=_number("SIYAQ_BUILDS_WAITING", 8),
        each=_number("SIYAQ_BUILDS_EACH", 2, least=1),
        upload_bytes=_number("SIYAQ_UPLOAD_MB", 500, least=1) * 1_000_000,
        upload_files=_number("SIYAQ_UPLOAD_FILES", 500, least=1),
        answer_bytes=_number("SIYAQ_ANSWERS_MB", 32, least=1) * 1_000_000,
        spare_bytes=_number("SIYAQ_SPARE_MB", 200) * 1_000_000,
    )


def sign_in_is_required(written: str = "") -> bool:
    """Whether $SIYAQ_SIGNIN lets nobody in without sign-in; ``written`` is what secrets.toml says
    of it, where the environment says nothing. Raises SettingError."""
    told = os.environ.get("SIYAQ_SIGNIN", written).strip()
    if told not in ("", "required"):
        raise SettingError(f"SIYAQ_SIGNIN must be required, or not be there, not {told!r}")
    return bool(told)


def secrets_files() -> tuple[Path, ...]:
    """Where Streamlit looks for secrets.toml, the last one first in rank: $STREAMLIT_SECRETS_FILES,
    parted by commas, else its own places."""
    told = os.environ.get("STREAMLIT_SECRETS_FILES", "").strip("[] ")
    named = [one.strip(" \"'") for one in told.split(",")]
    return tuple(ROOT / one for one in named if one) or (
        Path.home() / ".streamlit" / "secrets.toml",
        ROOT / ".streamlit" / "secrets.toml",
    )


def administrators() -> str:
    """Who owns every collection: the addresses in $SIYAQ_ADMINS, parted by commas."""
    return os.environ.get("SIYAQ_ADMINS", "")


def members() -> str:
    """Who may come in at all: addresses and domains in $SIYAQ_MEMBERS, parted by commas; "" is
    whomever the provider signs in."""
    return os.environ.get("SIYAQ_MEMBERS", "").strip()


def logs_as_json() -> bool:
    """Whether $SIYAQ_LOG asks for one JSON object a line. Raises SettingError."""
    told = os.environ.get("SIYAQ_LOG") or "text"
    if told not in ("text", "json"):
        raise SettingError(f"SIYAQ_LOG must be text or json, not {told!r}")
    return told == "json"


def _number(name: str, default: int, least: int = 0) -> int:
    told = os.environ.get(name, "").strip()
    if not told:
        return default
    # Only plain digits: int() would take "1_0" and digits of other scripts too.
    if not (told.isascii() and told.isdigit()) or not least <= int(told) <= 10_000_000:
        raise SettingError(f"{name} must be a whole number from {least}, not {told!r}")
    return int(told)
