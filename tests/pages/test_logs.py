"""The log in JSON: one object a line, without articles and without secrets."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.collection import CollectionError
from dashboard.pages.logs import JsonLines, known_secrets

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = "أعلن التحالف الدولي في بغداد"


def line(fault: BaseException | None = None, message: str = "told", secrets=()) -> str:
    raised = None
    if fault is not None:
        try:
            raise fault
        except BaseException as caught:
            raised = (type(caught), caught, caught.__traceback__)
    record = logging.LogRecord("a.b", logging.WARNING, "f.py", 1, message, (), raised)
    return JsonLines(secrets).format(record)


@pytest.mark.parametrize("message", ["plain", "two\nlines", 'a "quote"', "نص", "\x1b[31mred"])
def test_one_object_a_line_whatever_is_told(message: str) -> None:
    told = line(message=message)
    assert "\n" not in told
    assert json.loads(told)["message"] == message
    assert json.loads(told)["level"] == "warning"


@pytest.mark.parametrize(
    "fault", [ValueError(ARTICLE), KeyError(ARTICLE), RuntimeError(f"at {ARTICLE}")]
)
def test_an_exception_that_may_quote_an_article_is_told_by_its_type(fault: Exception) -> None:
    told = line(fault)
    assert ARTICLE not in told
    assert json.loads(told)["error"] == type(fault).__name__
    assert any("test_logs.py" in place for place in json.loads(told)["where"])


@pytest.mark.parametrize("fault", [OSError(28, "No space left"), CollectionError("c: gone")])
def test_the_words_of_those_about_files_are_kept(fault: Exception) -> None:
    assert json.loads(line(fault))["reason"] == str(fault)


def test_the_cause_is_told_in_the_same_way() -> None:
    outer = RuntimeError("outer")
    outer.__cause__ = ValueError(ARTICLE)
    told = line(outer)
    assert json.loads(told)["cause"]["error"] == "ValueError"
    assert ARTICLE not in told


def test_secrets_are_struck_out_wherever_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIYAQ_DATABASE", "postgresql://siyaq:p%40ssw0rd%22@db/siyaq")
    auth = {"cookie_secret": 'c00kie"secret', "client_secret": "cl13nt", "client_id": "my-client"}
    secrets = known_secrets({"auth": auth, "SIYAQ_ADMINS": "amal@example.org"})
    assert secrets == {'c00kie"secret', "cl13nt", "p%40ssw0rd%22", 'p@ssw0rd"'}
    for secret in secrets:
        told = line(OSError(f"at {secret}!"), f"with {secret}", secrets)
        assert json.loads(told)["message"] == "with ***"
        assert secret not in json.loads(told)["reason"]


LOGGED = """
import logging, warnings
from dashboard.pages import logs
logs.as_json_lines([])
import streamlit.logger
for name in ("streamlit.some.module", "uvicorn.error", "dashboard.pages.builds"):
    logging.getLogger(name).warning("from %s", name)
streamlit.logger.get_logger("streamlit.made.later").warning("later")
streamlit.logger.update_formatter()
streamlit.logger.get_logger("streamlit.made.later").warning("again")
streamlit.logger.get_logger("uvicorn.access").warning("GET /?names=someone")
warnings.warn("careful")
"""


def test_all_loggers_of_the_process_write_so_and_once() -> None:
    told = subprocess.run(
        [sys.executable, "-c", LOGGED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = [json.loads(one) for one in told.stderr.splitlines()]
    said = [one["message"] for one in lines]
    assert said[:5] == [
        "from streamlit.some.module",
        "from uvicorn.error",
        "from dashboard.pages.builds",
        "later",
        "again",
    ]
    assert "careful" in said[5]
    assert len(lines) == 6, "who looks at what is not logged"
