"""The only place that touches the file system of a collection: a local folder or a URL.

``Store.at("news.collection")`` is a folder; ``Store.at("s3://bucket/news.collection")`` any file
system that pyarrow knows (credentials and endpoint as pyarrow reads them, from the environment
or the URL's query). Whatever is written appears whole or not at all.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq

_TEMPORARY = ".writing-"
# In the words of the libraries beneath pyarrow.
_UNREACHED = re.compile(
    r"NETWORK_CONNECTION|curlCode: \d|(?i:could not (resolve|connect)|timed out)"
)
_NOT_LET_IN = re.compile(
    r"ACCESS_DENIED|INVALID_(ACCESS_KEY|CLIENT_TOKEN)|SIGNATURE_DOES_NOT_MATCH"
    r"|MISSING_AUTHENTICATION|EXPIRED_TOKEN|HTTP status 40[13]"
)
_NO_BUCKET = re.compile(r"NO_SUCH_BUCKET|(?i:bucket '[^']*' (does not exist|not found))")


class UnreadablePlaceError(OSError):
    """An address where nothing can be read or written; the message says why and what to do."""


@dataclass(frozen=True)
class Store:
    """A folder of files by relative name ("articles/part-1.parquet")."""

    location: str
    local: bool

    @classmethod
    def at(cls, location: str | os.PathLike[str]) -> Store:
        text = os.fspath(location)
        if "://" not in text:
            return cls(str(Path(text).expanduser().resolve()), local=True)
        if text.startswith("file://"):
            return cls(text.removeprefix("file://"), local=True)
        return cls(text.rstrip("/"), local=False)

    @property
    def name(self) -> str:
        """The last part of the location without ``.collection``, to be shown."""
        last = self.location.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
        return last.removesuffix(".collection")

    def path(self, name: str) -> Path:
        """The local path of ``name``; raises ValueError for a remote store."""
        if not self.local:
            raise ValueError(f"{self.location}: not a local folder")
        return Path(self.location) / name

    def exists(self, name: str) -> bool:
        if self.local:
            return self.path(name).exists()
        with self._remote() as (system, root):
            return bool(system.get_file_info(f"{root}/{name}").type != pafs.FileType.NotFound)

    def names(self, folder: str) -> list[str]:
        """The finished files of ``folder``, as relative names in order; [] when it is absent."""
        if self.local:
            entries = self.path(folder)
            found = [entry.name for entry in entries.iterdir()] if entries.is_dir() else []
        else:
            with self._remote() as (system, root):
                selector = pafs.FileSelector(f"{root}/{folder}", allow_not_found=True)
                found = [info.base_name for info in system.get_file_info(selector)]
        return sorted(f"{folder}/{name}" for name in found if not name.startswith(_TEMPORARY))

    def sizes(self, names: Sequence[str]) -> int:
        """How many bytes these files take together."""
        if self.local:
            return sum(self.path(name).stat().st_size for name in names)
        with self._remote() as (system, root):
            found = system.get_file_info([f"{root}/{name}" for name in names])
            return sum(int(info.size or 0) for info in found)

    def size(self) -> int | None:
        """How many bytes all of it takes on the disk; None for a remote store."""
        if not self.local:
            return None
        return sum(path.stat().st_size for path in Path(self.location).rglob("*") if path.is_file())

    def read_bytes(self, name: str) -> bytes:
        if self.local:
            return self.path(name).read_bytes()
        with self._remote() as (system, root), system.open_input_file(f"{root}/{name}") as stream:
            return bytes(stream.read())

    def write_bytes(self, name: str, content: bytes) -> None:
        """Write under a temporary name, then rename; a remote object appears when complete."""
        if not self.local:
            with (
                self._remote() as (system, root),
                system.open_output_stream(f"{root}/{name}") as stream,
            ):
                stream.write(content)
            return
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{_TEMPORARY}{uuid.uuid4().hex}")
        try:
            with temporary.open("wb") as out:
                out.write(content)
                out.flush()
                # Else a power cut could leave the new name on an empty file.
                os.fsync(out.fileno())
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)

    def read_table(self, name: str, columns: Sequence[str] | None = None) -> Any:
        """The arrow table of one Parquet file."""
        source = self.path(name) if self.local else io.BytesIO(self.read_bytes(name))
        with pq.ParquetFile(source) as parquet:
            return parquet.read(columns=list(columns) if columns is not None else None)

    def columns(self, name: str) -> list[str]:
        """The names of the columns of one Parquet file."""
        source = self.path(name) if self.local else io.BytesIO(self.read_bytes(name))
        with pq.ParquetFile(source) as parquet:
            return list(parquet.schema_arrow.names)

    def write_table(self, name: str, table: Any) -> None:
        """One Parquet file, whole or not at all; the same rows give the same bytes."""
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd")
        self.write_bytes(name, sink.getvalue().to_pybytes())

    def delete(self, name: str) -> None:
        if self.local:
            self.path(name).unlink(missing_ok=True)
            return
        if self.exists(name):
            with self._remote() as (system, root):
                system.delete_file(f"{root}/{name}")

    def clear_unfinished(self) -> None:
        """Remove what a killed build left under temporary names."""
        if self.local and Path(self.location).is_dir():
            for path in list(Path(self.location).rglob(f"{_TEMPORARY}*")):
                if path.is_dir():  # where an index was spilled to
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)

    @contextmanager
    def _remote(self) -> Iterator[tuple[Any, str]]:
        """The file system and the folder in it; what goes wrong with them is told in words."""
        try:
            system, root = pafs.FileSystem.from_uri(self.location)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as fault:
            scheme = self.location.split("://")[0]
            if "Unrecognized filesystem" in str(fault):
                raise UnreadablePlaceError(
                    f"addresses that begin with {scheme}:// are not known; give a folder, or an "
                    "address that begins with s3://"
                ) from fault
            raise UnreadablePlaceError(
                f"the address is not understood ({_first_line(fault)}); give a folder, or an "
                "address such as s3://bucket/news.collection"
            ) from fault
        except OSError as fault:
            raise _in_words(fault) from fault
        try:
            yield system, root
        except FileNotFoundError:
            raise
        except OSError as fault:
            raise _in_words(fault) from fault


def _in_words(fault: OSError) -> OSError:
    """What a storage's own text comes to, for the person who gave its address."""
    told = str(fault)
    if _UNREACHED.search(told):
        return UnreadablePlaceError("it cannot be reached; check the network and the address")
    if _NOT_LET_IN.search(told):
        return UnreadablePlaceError(
            "the storage does not let us in; check the credentials in the environment"
        )
    if _NO_BUCKET.search(told):
        return UnreadablePlaceError("there is no such bucket; check the address, or make it first")
    return OSError(_first_line(fault))


def _first_line(fault: Exception) -> str:
    return (str(fault).splitlines() or [""])[0]
