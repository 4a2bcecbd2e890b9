"""The server's log as one JSON object a line, for those who collect it.

Articles and secrets do not get into it: of an exception it has the type and where it was raised,
and the words only of those that speak of files, connections and settings; values of secrets that
are known here are struck out wherever they stand.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
import traceback
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any
from urllib.parse import unquote, urlsplit

import streamlit.logger
from uvicorn.config import LOGGING_CONFIG

from dashboard.collection import CollectionError
from dashboard.collection.database import DatabaseError
from dashboard.settings import SettingError, database

_TELLING = (OSError, CollectionError, DatabaseError, SettingError)
_SHORTEST = 6  # letters of a secret; shorter ones would strike out ordinary words
_STRUCK = "***"


class JsonLines(logging.Formatter):
    """time, level, logger, message; ``error`` and ``where`` when there was an exception."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = sorted({one for one in secrets if len(one) >= _SHORTEST}, key=len)[::-1]

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(
                "T", "milliseconds"
            ),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            told |= _exception(record.exc_info[1], record.exc_info[2])
        return json.dumps(self._struck(told), ensure_ascii=False, default=str)

    def _struck(self, told: Any) -> Any:
        # Before they are written as JSON: a quotation mark in a secret would hide it.
        if isinstance(told, str):
            for secret in self._secrets:
                told = told.replace(secret, _STRUCK)
            return told
        if isinstance(told, dict):
            return {name: self._struck(value) for name, value in told.items()}
        return [self._struck(one) for one in told] if isinstance(told, list) else told


def as_json_lines(secrets: Iterable[str]) -> None:
    """Makes every logger of this process write to standard error in this form, those of Streamlit
    and its server included, also those that are made later."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)

    def passes_on(logger: logging.Logger) -> None:
        logger.handlers.clear()
        logger.propagate = logger.name != "uvicorn.access"
        if not logger.propagate:
            # What is asked of the server says who looks at what: not for a log.
            logger.addHandler(logging.NullHandler())

    # Streamlit gives each of its loggers a handler as it makes them; there is no setting for that.
    streamlit.logger.setup_formatter = passes_on
    for logger in list(streamlit.logger._loggers.values()):
        passes_on(logger)
    # The server's own settings would give its loggers handlers when it starts.
    LOGGING_CONFIG.update({"handlers": {}, "loggers": {}})
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        passes_on(logging.getLogger(name))
    logging.captureWarnings(True)


def known_secrets(told: Mapping[str, Any]) -> set[str]:
    """What must not be written: all texts of secrets.toml whose name says that they are secret,
    and the password in the database's address."""
    found = set()
    for name, value in told.items():
        if isinstance(value, Mapping):
            found |= known_secrets(value)
        elif any(word in name.lower() for word in ("secret", "password", "token", "key")):
            found.add(str(value))
    password = urlsplit(str(database())).password
    if password:
        found |= {password, unquote(password)}
    return found


def _exception(fault: BaseException, trace: TracebackType | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "error": type(fault).__name__,
        "where": [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
        ],
    }
    if isinstance(fault, _TELLING):
        told["reason"] = str(fault)
    cause = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if cause is not None:
        told["cause"] = _exception(cause, cause.__traceback__)
    return told
