"""Bytes to text: UTF-8 and UTF-16 by their marks or by decoding, else the likeliest Arabic one."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

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


class UnreadableTextError(ValueError):
    """Bytes that are not text in any encoding that Arabic news comes in."""


def decoded(data: bytes) -> str:
    """The text in ``data``. Raises UnreadableTextError with the reason for a binary or unknown one."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _decode(data, encoding)
    if b"\x00" in data[:_SAMPLE]:
        return _without_mark(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        if _mostly_utf8(data):
            raise UnreadableTextError(
                f"not valid UTF-8 at byte {fault.start}; save the file again as UTF-8"
            ) from fault
    best = from_bytes(data[:_SAMPLE], cp_isolation=_ARABIC).best()
    if best is None:
        raise UnreadableTextError("not text in UTF-8, UTF-16, Windows-1256 or ISO-8859-6")
    text = _decode(data, best.encoding)
    if not any("\u0621" <= char <= "\u064a" for char in text[:_SAMPLE]):
        raise UnreadableTextError("not Arabic text in UTF-8, UTF-16, Windows-1256 or ISO-8859-6")
    return text


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise UnreadableTextError(f"not valid {encoding} at byte {fault.start}") from fault


def _without_mark(data: bytes) -> str:
    """UTF-16 that lost its byte-order mark: in Arabic every second byte is 06 or 00."""
    sample = data[: min(len(data), 4096) // 2 * 2]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[offset::2]
        if high and sum(byte in (0x06, 0x00) for byte in high) > 0.9 * len(high) and 0x06 in high:
            return _decode(data, encoding)
    raise UnreadableTextError("a binary file, not text")


def _mostly_utf8(data: bytes) -> bool:
    """Whether the odd byte is damage in a UTF-8 text rather than another encoding."""
    text = data[:_SAMPLE].decode("utf-8", errors="replace")
    arabic = sum("\u0600" <= char <= "\u06ff" for char in text)
    return arabic > 10 * text.count("\ufffd")
