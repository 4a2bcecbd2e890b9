"""What every reader of a format gives: records, and what it could not read."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one article as the file names them; ``where`` is its place in the file.

    ``own_names`` says that the names are the file's own columns or keys, which a mapping may
    rename; the other formats (a web page, a feed) give fields in our names.
    """

    fields: Mapping[str, object]
    where: str = ""
    own_names: bool = True


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a file that gives no record, and why. ``ends``: nothing after it is read."""

    reason: str
    where: str = ""
    ends: bool = False


class UnreadableFileError(ValueError):
    """A file of which nothing further can be read; the message says why and what to do."""


# What a packed or a broken file raises while it is read; the message is for the person.
READ_FAULTS = (
    OSError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,  # a way of packing that zipfile does not know
    RuntimeError,  # a locked member that does not say so
)

# A reader takes a seekable stream at its start and the file's name. It raises nothing but
# UnreadableFileError, and what the stream itself raises.
Reader = Callable[[BinaryIO, str], Iterator[Record | Unread]]


def whole(stream: BinaryIO, most: int, what: str) -> bytes:
    """All bytes of a seekable ``stream``. Raises UnreadableFileError beyond ``most``."""
    sized(stream, most, what)
    return stream.read()


@contextmanager
def parsing(what: str) -> Iterator[None]:
    """Turns whatever another library raises on damaged input into UnreadableFileError.

    Parsers of binary formats raise anything at all on damage, from KeyError to MemoryError.
    """
    try:
        yield
    except UnreadableFileError:
        raise
    except Exception as fault:
        raise UnreadableFileError(
            f"damaged or cut off, or not {what}; copy it again, or open it in its own program and "
            "save it again"
        ) from fault


def sized(stream: BinaryIO, most: int, what: str) -> int:
    """The bytes in a seekable ``stream``, left at its start. Raises beyond ``most``."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if size > most:
        raise UnreadableFileError(
            f"{what} of {size:,} bytes; the most is {most:,}: save only its text, or split it"
        )
    return size
