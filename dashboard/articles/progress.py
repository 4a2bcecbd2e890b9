"""How much of a pile of files has been read, and which of them could not be read whole."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from dashboard.articles.folders import files_of


class ReadSoFar:
    """Counts the bytes that are read of the files of one call to ``read_articles``.

    Files are of any format, packed or not, so that how many articles are still to come can only be
    judged by the bytes that are left.

    ``file`` is the absolute path of the one whose articles come now (``path!member`` in an
    archive), "" before the first. ``broken`` are those of files, members and folders that could
    not be read whole, single records aside: what they held before may be there still.
    """

    def __init__(self, paths: Iterable[Path | str]) -> None:
        self._size = sum(map(_size, map(Path, paths)))
        self._ended = 0
        self._open: _Counted | None = None
        self._path = self.file = ""
        self.broken: set[str] = set()

    @property
    def share(self) -> float:
        """0 (nothing) to 1 (all, or there is nothing to read)."""
        if not self._size:
            return 1.0
        now = self._open.seen if self._open is not None else 0
        return min((self._ended + now) / self._size, 1.0)

    def entered(self, start: int, size: int, name: str = "") -> None:
        """The member of the archive that is read from now on, as Member has it. The one before it
        is done with."""
        self.file = os.path.abspath(f"{self._path}!{name}" if name else self._path)
        if self._open is not None:
            self._open.entered(start, size)

    def opened(self, path: Path) -> BinaryIO:
        """``path`` to be read, and closed by the caller. The one before it counts as read now, all
        of it."""
        self.ended()
        self._path, self.file = str(path), os.path.abspath(path)
        self._open = _Counted(path)
        return io.BufferedReader(self._open)

    def broke(self, path: Path | str | None = None, cut_off: bool = False) -> None:
        """``path``, or the file that is read now, cannot be read whole; of a file that is
        ``cut_off`` within an archive, neither can be what came after it there."""
        within = self._path if cut_off else self.file
        self.broken.add(os.path.abspath(within if path is None else path))

    def ended(self) -> None:
        """The file that was opened last is done with, even when much of it was passed over."""
        if self._open is not None:
            self._ended += self._open.size
            self._open = None


class _Counted(io.FileIO):
    """A file that knows how much of it was ``seen``: as far as it was read, but no more bytes than
    were, since what is small is read more than once, and tables of contents stand at the end."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.size = os.fstat(self.fileno()).st_size
        self._read = 0
        self._farthest = 0
        self._member: tuple[int, int] | None = None
        self._before = 0  # bytes of the members before it

    @property
    def seen(self) -> int:
        if self._member is None:
            return self._farthest
        start, size = self._member
        return self._before + min(max(self._farthest - start, 0), size)

    def entered(self, start: int, size: int) -> None:
        if self._member is not None:
            self._before += self._member[1]
        self._member, self._farthest = (start, size), 0

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # of any buffer
        count = super().readinto(buffer)
        self._noted(count)
        return count

    def readall(self) -> bytes:
        data = super().readall()
        self._noted(len(data))
        return data

    def _noted(self, count: int) -> None:
        self._read += count
        at = self.tell()
        if self._member is None:
            at = min(at, self._read)
        self._farthest = max(self._farthest, at)


def _size(path: Path) -> int:
    """Bytes of a file, or of what is read of a folder; 0 for what cannot be looked at."""
    if path.is_dir():
        return sum(_size(one) for one in files_of(path) if isinstance(one, Path))
    try:
        return path.stat().st_size
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return 0
