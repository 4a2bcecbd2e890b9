"""The files inside .zip and .gz, opened one at a time and never trusted about their size."""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath
from typing import BinaryIO, cast

from dashboard.articles import limits
from dashboard.articles.cut_zip import mended
from dashboard.articles.formats import ARCHIVES, reader_of, suffix_of, unknown_format_reason
from dashboard.articles.formats.office import too_densely_packed
from dashboard.articles.protocol import Unread, UnreadableFileError, parsing

_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
# Read through once from the start; every other format is sought in.
_STREAMED = frozenset({".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt"})


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive, where it begins at ``start`` and takes ``size`` bytes with its header
    and entry. ``opened()`` is a context manager giving a seekable stream."""

    name: str
    start: int
    size: int
    opened: Callable[[], AbstractContextManager[BinaryIO]]


def members_of_zip(stream: BinaryIO) -> Iterator[Member | Unread]:
    """The files of a ZIP archive in name order; what is not opened is Unread, with its name.

    One whose end is missing gives the files before the cut: reading the one that the cut goes
    through ends with EOFError; where there is none, an Unread tells of the cut.
    """
    archive, cut = _opened_zip(stream)
    with archive:
        # Not is_dir(), which fails on an empty name.
        files = [each for each in archive.infolist() if not each.filename.endswith("/")]
        if len(files) > limits.MEMBERS:
            raise UnreadableFileError(
                f"{len(files):,} files in one archive; the most is {limits.MEMBERS:,}: split it"
            )
        unpacked = sum(each.file_size for each in files)
        if unpacked > limits.UNPACKED_BYTES:
            raise UnreadableFileError(
                f"{unpacked:,} bytes when unpacked; the most is {limits.UNPACKED_BYTES:,}: split it"
            )
        # Many small files may pack as densely as a large one, or share their bytes in the archive.
        small = sum(each.file_size for each in files if not _is_too_dense(each))
        packed = stream.seek(0, io.SEEK_END)
        if too_densely_packed(small, packed):
            raise UnreadableFileError(
                f"{small:,} bytes packed into {packed:,}: not opened, in case it is made to fill "
                "the disk; unpack it if you trust it"
            )
        locked = [each for each in files if each.flag_bits & _ENCRYPTED]
        if locked:
            yield Unread(
                f"{len(locked):,} of its {len(files):,} files are locked by a password; unpack it "
                "with the password and load the files"
            )
        is_told = False
        for each in sorted(files, key=lambda each: each.filename):
            name = _name_of(each)
            if each.flag_bits & _ENCRYPTED or _is_hidden(name):
                continue
            if suffix_of(name) in ARCHIVES:
                yield Unread(unknown_format_reason(name), f"!{name}")
            elif _is_too_dense(each):
                yield Unread(
                    f"{each.file_size:,} bytes packed into {each.compress_size:,}: not opened, in "
                    "case it is made to fill the disk; unpack it if you trust it",
                    f"!{name}",
                )
            else:
                opener = _opener(archive, each, suffix_of(name) in _STREAMED)
                yield Member(name, each.header_offset, _size_of(each), opener)
                is_told = is_told or (each.header_offset == cut and reader_of(name) is not None)
        if cut is not None and not is_told:
            yield Unread(
                "the end of the archive is cut off or damaged; the files before it are read, those "
                "after it are missing: copy or download it again",
                ends=True,
            )


def _opened_zip(stream: BinaryIO) -> tuple[zipfile.ZipFile, int | None]:
    """The archive, and where the file begins that is cut; -1 when the cut lies between two, None
    when there is none."""
    try:
        return zipfile.ZipFile(stream), None
    except zipfile.BadZipFile:
        anew = mended(stream)
    except Exception:  # see parsing
        anew = None
    with parsing("a ZIP archive"):
        if anew is None:
            stream.seek(0)
            return zipfile.ZipFile(stream), None
        return zipfile.ZipFile(anew.stream), anew.cut_at


def _size_of(member: zipfile.ZipInfo) -> int:
    """Its packed bytes, its header before them and its entry at the end (APPNOTE 4.3.7, 4.3.12)."""
    named = len(member.filename.encode(errors="replace")) + len(member.extra)
    return member.compress_size + 30 + 46 + 2 * named


def _is_too_dense(member: zipfile.ZipInfo) -> bool:
    return too_densely_packed(member.file_size, member.compress_size)


@contextmanager
def opened_gzip(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The file inside a .gz, as a seekable stream that ends with an error at UNPACKED_BYTES."""
    packed = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    with gzip.GzipFile(fileobj=stream, mode="rb") as inside:
        yield cast(BinaryIO, io.BufferedReader(_Bounded(inside, packed)))


def _opener(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, streamed: bool
) -> Callable[[], AbstractContextManager[BinaryIO]]:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        with parsing("a ZIP archive"):
            inside = archive.open(member)
        with inside:
            if streamed:
                yield cast(BinaryIO, inside)
                return
            # Seeking backwards in a packed file unpacks it anew each time.
            with tempfile.SpooledTemporaryFile(limits.IN_MEMORY_BYTES) as copy:
                shutil.copyfileobj(inside, copy)
                copy.seek(0)
                yield cast(BinaryIO, copy)

    return opened


class _Bounded(io.RawIOBase):
    """A file that is being unpacked, until it proves to be made to fill the disk."""

    def __init__(self, inside: gzip.GzipFile, packed: int) -> None:
        self._inside = inside
        self._packed = packed
        self._read = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_END:
            while self.read(1 << 20):
                pass
            return self._read + offset
        self._read = self._inside.seek(offset, whence)
        return self._read

    def tell(self) -> int:
        return self._read

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        # What was unpacked before a fault is given; the next call finds the fault.
        data = self._inside.read1(len(buffer))
        buffer[: len(data)] = data
        self._read += len(data)
        if self._read > limits.UNPACKED_BYTES or too_densely_packed(self._read, self._packed):
            raise UnreadableFileError(
                f"more than {self._read:,} bytes packed into {self._packed:,}: not read on, in "
                "case it is made to fill the disk; unpack it if you trust it"
            )
        return len(data)


def _name_of(member: zipfile.ZipInfo) -> str:
    """The member's name; macOS and Linux write UTF-8 without saying so."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp720"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part != ".." for part in parts) or "__MACOSX" in parts


def name_inside_gzip(name: str) -> str:
    return PurePath(name).stem
