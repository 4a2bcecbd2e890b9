"""Encodings that Arabic news comes in, and what is no text in any of them."""

from __future__ import annotations

import codecs
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.articles.encoding import (
    DAMAGED,
    UnreadableTextError,
    decoded,
    encoding_of,
    lines,
    open_text,
)
from tests.articles.making import FIRST, SECOND, TEXT, TITLE

# Without the comma and the full stop that ISO-8859-6 has and Mac Arabic has elsewhere.
LETTERS = "قال متحدث باسم وزارة المالية إن الموازنة بلغت خمسة مليارات دولار في العراق"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", b""),
        ("utf-32-be", b""),
        ("cp1256", b""),
        ("iso8859_6", b""),
    ],
)
@pytest.mark.parametrize("text", [LETTERS, f"{LETTERS}\nNATO 2014: {LETTERS}" * 40])
def test_arabic_is_read_in_every_encoding(encoding: str, mark: bytes, text: str) -> None:
    assert decoded(mark + text.encode(encoding)) == text


@pytest.mark.parametrize("preamble", ["a,b\n", "An English preamble of an export. " * 8000])
def test_the_encoding_is_settled_where_the_arabic_begins(preamble: str) -> None:
    assert decoded((preamble + TEXT).encode("cp1256")) == preamble + TEXT


def test_a_declared_encoding_is_used_only_where_it_fits() -> None:
    assert decoded(LETTERS.encode("cp1256"), "windows-1256") == LETTERS
    assert decoded(LETTERS.encode("utf-8"), "no-such-encoding") == LETTERS
    assert decoded(TITLE.encode("utf-8"), "ascii") == TITLE
    assert decoded(codecs.BOM_UTF8 + TITLE.encode("utf-8"), "windows-1256") == TITLE


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bytes(range(256)) * 40, "a binary file"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(300), "a PDF; name it .pdf"),
        (b"PK\x03\x04" + bytes(100), ".zip, .docx or .xlsx"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "an old Word or Excel file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
        ("Été à la plage, façade déjà vue".encode("cp1252"), "not"),
        (FIRST.encode() + b"\n" + SECOND.encode("cp1256"), "line 2 does not fit"),
        (f"{FIRST}\n".encode() * 3 + b"\xff\xfe\n", "line 4 does not fit"),
    ],
)
def test_what_is_no_arabic_text_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableTextError, match=reason.replace(".", r"\.")):
        decoded(data)


def test_a_cut_off_character_does_not_change_the_encoding() -> None:
    # The sample ends in the middle of a letter.
    data = b"a" + TEXT.encode() * 3000
    assert encoding_of(io.BytesIO(data)) == "utf-8"


def test_damage_is_marked_in_its_line_only() -> None:
    data = f"{FIRST}\n".encode() + SECOND.encode("cp1256") + f"\n{FIRST}\n".encode()
    first, second, third = open_text(io.BytesIO(data)).read().splitlines()
    assert first == third == FIRST
    assert DAMAGED in second


def test_a_stream_stays_open_after_its_text_is_let_go() -> None:
    stream = io.BytesIO(TEXT.encode())
    open_text(stream).readline()
    assert not stream.closed


def test_lines_over_the_limit_are_counted_but_not_held() -> None:
    text = io.StringIO("a\n" + "b" * 50 + "\nc\n" + "d" * 11)
    assert list(lines(text, 10)) == [(1, "a\n"), (2, None), (3, "c\n"), (4, None)]


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_declared_fault(data: bytes) -> None:
    with suppress(UnreadableTextError):
        assert DAMAGED not in decoded(data)


@given(st.text(alphabet="ابتثجحخدرسعفقكلمنهوي ،.0123\n", min_size=1))
def test_utf_8_always_comes_back(text: str) -> None:
    assert decoded(text.encode()) == text
