"""Fuzzes every reader: the first byte chooses the format, the rest is the file."""

from __future__ import annotations

import atheris

with atheris.instrument_imports(include=["dashboard.articles"]):
    from dashboard.articles import preview_bytes, read_bytes

from tests.articles.test_any_bytes import SOUND, assert_sound, sound
from tests.fuzz.running import fuzz

SUFFIXES = sorted(SOUND)


def test_one(data: bytes) -> None:
    if data:
        name = f"a{SUFFIXES[data[0] % len(SUFFIXES)]}"
        assert_sound(data[1:], name)
        preview_bytes(data[1:], name)


if __name__ == "__main__":
    assert callable(read_bytes)
    fuzz(test_one, (bytes([at]) + sound(suffix) for at, suffix in enumerate(SUFFIXES)))
