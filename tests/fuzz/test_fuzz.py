"""A bounded run of every fuzzing script, and the texts that it once broke on."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.extraction.context import ReadingContext
from dashboard.extraction.money import find_money
from tests.articles.test_any_bytes import SOUND
from tests.fuzz.changed_bytes import fault_of

ROOT = Path(__file__).resolve().parents[2]
SECONDS = os.environ.get("SIYAQ_FUZZ_SECONDS", "20")


@pytest.mark.parametrize("text", ["$ ب", "$لـ", "5 دولار إلى ب", "مليار دولار إلى ب"])
def test_a_preposition_without_its_number_at_the_very_end(text: str) -> None:
    for mention in find_money(text, ReadingContext()):
        assert text[mention.start : mention.end] == mention.surface


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="atheris is not installed (pip install atheris, on Linux)",
)
@pytest.mark.parametrize("script", ["readers", "extraction"])
def test_a_bounded_run_finds_nothing(script: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", f"tests.fuzz.{script}", f"-max_total_time={SECONDS}"]
    command += [f"-artifact_prefix={tmp_path}/", "-rss_limit_mb=3000", "-timeout=60", "-runs=20000"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    assert "DONE" in done.stderr or "Done" in done.stderr, done.stderr[-2000:]


@pytest.mark.parametrize("suffix", sorted(SOUND))
def test_no_changed_byte_ends_the_process(suffix: str) -> None:
    # Compiled libraries read the packed ones.
    packed = suffix in (".docx", ".parquet", ".pdf", ".xlsx", ".zip")
    assert fault_of(suffix, runs=int(SECONDS) * (100 if packed else 10), seed=0) == ""
