"""A ZIP archive whose end is missing, with a table of contents made of what is there."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO, cast

from dashboard.articles import limits
from dashboard.articles.formats.office import too_densely_packed
from dashboard.articles.protocol import UnreadableFileError

# APPNOTE 4.3.7, 4.3.12, 4.3.16: what stands before a file, and in the table at the archive's end.
_HEADER = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_FILE, _LISTED = b"PK\x03\x04", b"PK\x01\x02"
_DESCRIPTORS = (16, 24, 12, 20)  # bytes behind a file that say how long it was: APPNOTE 4.3.9
_SAID_BEHIND, _LOCKED = 0x8, 0x1
_DEFLATED = 8
_LARGEST = 0xFFFF_FFFE  # offsets and sizes in an entry; the archive is read so far
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Mended:
    """An archive that can be opened. ``cut_at`` is where the file begins whose end is missing, -1
    when the cut does not go through one; reading that one ends with EOFError."""

    stream: BinaryIO
    cut_at: int


def mended(stream: BinaryIO) -> Mended | None:
    """``stream`` as an archive of the files that begin in it; None when not even one does.

    Files are found by the headers before them, from the first on, within the first 4 GB.
    Raises UnreadableFileError for one that is made to fill the disk.
    """
    size = stream.seek(0, io.SEEK_END)
    entries = bytearray()
    count, cut_at, at = 0, -1, 0
    while at <= min(size - _HEADER.size, _LARGEST) and len(entries) < limits.IN_MEMORY_BYTES:
        found = _found_at(stream, at, size)
        if found is None or count > limits.MEMBERS:
            break
        count += 1
        entries += found.entry
        if found.is_cut:
            cut_at = at
        if found.following is None:
            break
        at = found.following
    if not count:
        return None
    # One byte between the two that cannot be read: there the file that is cut ends with an error.
    start = size + 1
    end = _END.pack(
        b"PK\x05\x06", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), len(entries), start, 0
    ) if start <= _LARGEST else b""  # fmt: skip
    joined = _Joined(stream, size, bytes(entries) + end)
    return Mended(cast(BinaryIO, io.BufferedReader(joined)), cut_at) if end else None


@dataclass(frozen=True, slots=True)
class _Found:
    """A file's entry for the table, where the next one begins (None: nothing can follow)."""

    entry: bytes
    is_cut: bool
    following: int | None


def _found_at(stream: BinaryIO, at: int, size: int) -> _Found | None:
    stream.seek(at)
    mark, needed, flags, method, time, day, crc, packed, unpacked, name_length, extra_length = (
        _HEADER.unpack(stream.read(_HEADER.size))
    )
    name = stream.read(name_length)
    extra = stream.read(extra_length)
    if mark != _FILE or len(name) + len(extra) < name_length + extra_length:
        return None
    start = at + _HEADER.size + name_length + extra_length
    left = size - start
    if 0xFFFF_FFFF in (packed, unpacked):
        unpacked, packed = _large_sizes(extra)
    known = bool(packed) or not flags & _SAID_BEHIND
    if not known and method == _DEFLATED and not flags & _LOCKED:
        measured = _measured(stream, start)
        if measured is not None:
            packed, unpacked, crc = measured
            known = True
    is_cut = not known or packed > min(left, _LARGEST)
    if is_cut:
        # Of the whole only a part is there, which must not look packed more densely for that.
        is_dense = known and too_densely_packed(unpacked, packed)
        most = limits.PACKING_RATIO * left
        unpacked = unpacked if is_dense else min(unpacked, most) if known else most
        packed = left + 1
    entry = _ENTRY.pack(
        *(_LISTED, 20, needed, flags, method, time, day, crc),
        *(min(packed, _LARGEST), min(unpacked, _LARGEST), name_length, 0, 0, 0, 0, 0, at),
    )
    following = None if is_cut else _following(stream, start + packed, bool(flags & _SAID_BEHIND))
    return _Found(entry + name, is_cut, following)


def _following(stream: BinaryIO, end: int, is_said_behind: bool) -> int | None:
    if not is_said_behind:
        return end
    stream.seek(end)
    behind = stream.read(max(_DESCRIPTORS) + len(_FILE))
    fitting = (n for n in _DESCRIPTORS if behind[n : n + len(_FILE)] in (_FILE, _LISTED))
    length = next(fitting, None)
    return None if length is None else end + length


def _large_sizes(extra: bytes) -> tuple[int, int]:
    """Bytes unpacked and packed of a file over 4 GB (APPNOTE 4.5.3)."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1 and length >= 16 and at + 20 <= len(extra):
            unpacked, packed = struct.unpack_from("<2Q", extra, at + 4)
            return unpacked, packed
        at += 4 + length
    return _LARGEST + 1, _LARGEST + 1


def _measured(stream: BinaryIO, start: int) -> tuple[int, int, int] | None:
    """Bytes packed and unpacked, and the checksum, of a file whose header does not say; None when
    it does not end, or is damaged."""
    stream.seek(start)
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    packed = unpacked = crc = 0
    while piece := stream.read(_PIECE):
        packed += len(piece)
        while piece and not inflating.eof:
            try:
                out = inflating.decompress(piece, 1 << 20)
            except zlib.error:
                return None
            unpacked += len(out)
            crc = zlib.crc32(out, crc)
            piece = inflating.unconsumed_tail
            if unpacked > limits.UNPACKED_BYTES or too_densely_packed(unpacked, packed):
                raise UnreadableFileError(
                    f"more than {unpacked:,} bytes packed into {packed:,}: not read on, in case "
                    "it is made to fill the disk; unpack it if you trust it"
                )
        if inflating.eof:
            return packed - len(inflating.unused_data), unpacked, crc
    return None


class _Joined(io.RawIOBase):
    """``stream`` of ``size`` bytes, a byte that cannot be read, and ``table``."""

    def __init__(self, stream: BinaryIO, size: int, table: bytes) -> None:
        self._stream = stream
        self._size = size
        self._table = table
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        whole = self._size + 1 + len(self._table)
        self._at = offset + (0, self._at, whole)[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at > self._size:
            first = self._at - self._size - 1
            piece = self._table[first : first + len(buffer)]
        else:
            self._stream.seek(self._at)
            piece = self._stream.read(min(len(buffer), self._size - self._at))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
