"""The packing of .docx and .xlsx: ZIP archives of XML, checked before a library unpacks them."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from dashboard.articles import limits
from dashboard.articles.protocol import UnreadableFileError, parsing, sized

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # a compound file: .doc, .xls, or any of them with a password
_PROLOGUE = 65_536  # bytes in which an XML part would declare its entities


def checked_office_file(stream: BinaryIO, most: int, what: str, part: str) -> None:
    """Leaves ``stream`` at its start. Raises UnreadableFileError unless it is safe to unpack.

    ``part`` is the name of the XML part that makes it ``what``.
    """
    sized(stream, most, what)
    head = stream.read(4)
    if head == _OLD_OR_LOCKED:
        raise UnreadableFileError(
            "locked by a password, or in the format of before 2007; open it in its own program "
            f"and save it without a password as {what}"
        )
    with parsing(what), zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
        if part not in archive.namelist():
            raise UnreadableFileError(f"an archive, but not {what}; name it .zip to read its files")
        unpacked = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members)
        if unpacked > limits.OFFICE_UNPACKED_BYTES or too_densely_packed(unpacked, packed):
            raise UnreadableFileError(
                f"{unpacked:,} bytes when unpacked, out of {packed:,}: not opened, in case it is "
                "made to fill the memory; save its text as CSV or .txt"
            )
        for member in members:
            if member.filename.endswith((".xml", ".rels")):
                with archive.open(member) as xml:
                    if b"<!ENTITY" in xml.read(_PROLOGUE).replace(b"\x00", b""):
                        raise UnreadableFileError(
                            "declares XML entities, which no office program does: not opened"
                        )
    stream.seek(0)


def too_densely_packed(unpacked: int, packed: int) -> bool:
    return unpacked > limits.RATIO_FREE_BYTES and unpacked > max(packed, 1) * limits.PACKING_RATIO
