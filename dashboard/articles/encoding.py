"""Bytes to text: by byte-order marks or by decoding as UTF-8, else the likeliest Arabic encoding.

The encoding is settled on a sample; the rest of the file is decoded as it is read, so a file of any
size takes little memory. A byte that does not fit becomes DAMAGED, for the reader to report.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, TextIO

from charset_normalizer import from_bytes

from dashboard.articles.protocol import READ_FAULTS, UnreadableFileError

# A lone surrogate: no decoder makes one, so it cannot be taken for a part of the text.
DAMAGED = "\udcff"
_ON_DAMAGE = "siyaq.damaged"
codecs.register_error(_ON_DAMAGE, lambda fault: (DAMAGED, _end_of(fault)))

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Single-byte Arabic encodings; charset-normalizer chooses between them by language coherence.
_ARABIC = ["cp1256", "iso8859_6", "mac_arabic"]
_SAMPLE = 200_000  # bytes that are enough to tell encodings apart
_ARABIC_LETTER = re.compile("[\u0621-\u064a]")
_INSIDE_LATIN = re.compile("[A-Za-z][\u0621-\u064a]|[\u0621-\u064a](?=[A-Za-z])")
_SIGNATURES = (
    (b"%PDF", "a PDF; name it .pdf"),
    (b"PK\x03\x04", "an archive, a Word or an Excel file; give it the ending .zip, .docx or .xlsx"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file; save it as .docx or .xlsx"),
    (b"\x1f\x8b", "a gzip file; name it .gz"),
    (b"PAR1", "a Parquet file; name it .parquet"),
    (b"Rar!", "a RAR archive; unpack it"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_BINARY = "a binary file, not text"
_NUL = "NUL bytes inside the text (a damaged copy); copy or export it again"
_ONLY_NUL = "nothing but NUL bytes: the file was never written to the end; copy or export it again"
_KNOWN = "UTF-8, UTF-16, UTF-32, Windows-1256 or ISO-8859-6"


class _Text(io.TextIOWrapper):
    """Lets go of the stream where its base would close it: whoever opened a file closes it."""

    def close(self) -> None:
        with suppress(ValueError):
            self.detach()


class UnreadableTextError(UnreadableFileError):
    """Bytes that are not text in any encoding that Arabic news comes in."""


def decoded(data: bytes, declared: str = "") -> str:
    """The text in ``data``, in the ``declared`` encoding where that fits.

    Raises UnreadableTextError with the reason for a binary, an unknown or a mixed encoding.
    """
    if declared and not data.startswith(tuple(mark for mark, _ in _MARKED)):
        try:
            return data.decode(declared)
        except (LookupError, ValueError):
            pass
    text = open_text(io.BytesIO(data)).read()
    at = text.find(DAMAGED)
    if at >= 0:
        raise UnreadableTextError(damage_reason(text, at))
    return text


def open_text(stream: BinaryIO, newline: str | None = "\n") -> TextIO:
    """``stream`` from its start as text, with DAMAGED where bytes do not fit its encoding.

    ``newline`` is that of ``io.TextIOWrapper``. Raises UnreadableTextError for a binary.
    """
    encoding = encoding_of(stream)
    stream.seek(0)
    return _Text(stream, encoding, errors=_ON_DAMAGE, newline=newline)


def pieces(stream: BinaryIO, size: int) -> Iterator[str]:
    """``stream`` from its start as text in pieces of about ``size`` bytes, with DAMAGED as above.

    All that stands before a fault of the packing has been given when that is raised.
    """
    decode = codecs.getincrementaldecoder(encoding_of(stream))(_ON_DAMAGE).decode
    stream.seek(0)
    read = getattr(stream, "read1", stream.read)
    while piece := read(size):
        yield decode(piece)
    yield decode(b"", True)


def encoding_of(stream: BinaryIO) -> str:
    """The encoding of the text in a seekable ``stream``, settled on its first telling bytes."""
    stream.seek(0)
    sample = _sample_of(stream)
    for mark, encoding in _MARKED:
        if sample.startswith(mark):
            return encoding
    if meaning := _signed(sample):
        raise UnreadableTextError(meaning)
    if b"\x00" in sample:
        wide = _wide_encoding(sample)
        if wide:
            return wide
        written = sample.replace(b"\x00", b"")
        if not written:
            raise UnreadableTextError(_ONLY_NUL)
        is_mostly_text = _controls(written) <= len(written) // 20
        if sample.count(0) > len(sample) // 10 or _controls(sample) > len(sample) // 20:
            raise UnreadableTextError(_NUL if is_mostly_text and _is_utf8(written) else _BINARY)
        if is_mostly_text and not _is_utf8(sample):
            return _single_byte_encoding(written)
    # A long export may begin with an English preamble; the encoding shows only where Arabic does.
    while sample.isascii():
        try:
            sample = _sample_of(stream)
        except READ_FAULTS:
            return "utf-8"
        if not sample:
            return "utf-8"
    return "utf-8" if _is_utf8(sample) else _single_byte_encoding(sample)


def lines(text: TextIO, longest: int) -> Iterator[tuple[int, str | None]]:
    """(number from 1, line with its end) of ``text``; None for a line over ``longest``."""
    number = 0
    while line := text.readline(longest + 1):
        number += 1
        if len(line) <= longest or line.endswith(("\n", "\r")):
            yield number, line
            continue
        while (rest := text.readline(1 << 20)) and not rest.endswith(("\n", "\r")):
            pass
        yield number, None


def damage(text: str) -> str:
    """Why ``text`` cannot be trusted to be what was written: the reason in words, or ""."""
    # First: a letter that they part fits no encoding any more.
    if "\x00" in text:
        return _NUL
    if DAMAGED in text:
        return "bytes that do not fit the encoding of the rest (mixed encodings); save it as UTF-8"
    return ""


def damage_reason(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    return f"mixed or broken encodings: line {line} does not fit the rest; save it again as UTF-8"


def _sample_of(stream: BinaryIO) -> bytes:
    """The next _SAMPLE bytes, or those before a fault of the packing, which reading finds again."""
    read = getattr(stream, "read1", stream.read)
    pieces: list[bytes] = []
    left = _SAMPLE
    while left > 0:
        try:
            piece = read(left)
        except READ_FAULTS:
            if not pieces:
                raise
            break
        if not piece:
            break
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _end_of(fault: UnicodeError) -> int:
    if isinstance(fault, UnicodeDecodeError):
        return max(fault.end, fault.start + 1)
    raise fault


def _is_utf8(sample: bytes) -> bool:
    """Whether UTF-8 is the encoding, be it with damage or lines in another encoding.

    Arabic letters take two bytes each in UTF-8; single-byte Arabic almost never makes such pairs.
    """
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=False)
    except UnicodeDecodeError:
        pass
    else:
        return True
    letters = sum("\u0600" <= char <= "\u06ff" for char in sample.decode("utf-8", "ignore"))
    high = sum(byte > 0x7F for byte in sample)
    return 2 * letters > 0.1 * high


def _single_byte_encoding(sample: bytes) -> str:
    if _controls(sample) > len(sample) // 20:
        raise UnreadableTextError(_BINARY)
    best = from_bytes(sample, cp_isolation=_ARABIC).best()
    if best is None:
        raise UnreadableTextError(f"not text in {_KNOWN}")
    text = sample.decode(best.encoding, "ignore")
    letters = len(_ARABIC_LETTER.findall(text))
    # Accented letters of French read as Arabic stand in the middle of Latin words.
    if len(_INSIDE_LATIN.findall(text)) * 4 >= letters:
        raise UnreadableTextError(f"not Arabic text in {_KNOWN}; save it as UTF-8")
    return best.encoding


def _wide_encoding(sample: bytes) -> str:
    """UTF-16 or UTF-32 that lost its byte-order mark: Arabic letters have 06 as their high byte."""
    for width, high_at, encoding in (
        (4, 1, "utf-32-le"),
        (4, 2, "utf-32-be"),
        (2, 1, "utf-16-le"),
        (2, 0, "utf-16-be"),
    ):
        part = sample[: min(len(sample), 4096) // width * width]
        high = part[high_at::width]
        above = ((2, 3) if high_at == 1 else (0, 1)) if width == 4 else ()
        if any(any(part[at::width]) for at in above):
            continue
        # Nought is the high byte of ASCII, 20 that of general punctuation.
        common = sum(byte in (0x06, 0x00, 0x20) for byte in high)
        if common > 0.9 * len(high) and 0x06 in high:
            return encoding
    return ""


def _controls(sample: bytes) -> int:
    return len(sample) - len(sample.translate(None, bytes([*range(9), 11, *range(14, 32), 127])))


def _signed(sample: bytes) -> str:
    """What the first bytes say that it is instead of text, or ""."""
    for signature, meaning in _SIGNATURES:
        if sample.startswith(signature):
            return f"not text but {meaning}"
    return ""
