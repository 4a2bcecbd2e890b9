"""The only place that touches the file system of a collection: a local folder or a URL.

``Store.at("news.collection")`` is a folder; ``Store.at("s3://bucket/news.collection")`` any file
system that pyarrow knows (credentials and endpoint as pyarrow reads them, from the environment
or the URL's query). Whatever is written appears whole or not at all.
"""

from __future__ import annotations

import io
import os
import shutil
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq

_TEMPORARY = ".writing-"


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
        system, root = self._remote()
        return bool(system.get_file_info(f"{root}/{name}").type != pafs.FileType.NotFound)

    def names(self, folder: str) -> list[str]:
        """The finished files of ``folder``, as relative names in order; [] when it is absent."""
        if self.local:
            entries = self.path(folder)
            found = [entry.name for entry in entries.iterdir()] if entries.is_dir() else []
        else:
            system, root = self._remote()
            selector = pafs.FileSelector(f"{root}/{folder}", allow_not_found=True)
            found = [info.base_name for info in system.get_file_info(selector)]
        return sorted(f"{folder}/{name}" for name in found if not name.startswith(_TEMPORARY))

    def sizes(self, names: Sequence[str]) -> int:
        """How many bytes these files take together."""
        if self.local:
            return sum(self.path(name).stat().st_size for name in names)
        system, root = self._remote()
        return sum(int(i.size or 0) for i in system.get_file_info([f"{root}/{n}" for n in names]))

    def size(self) -> int | None:
        """How many bytes all of it takes on the disk; None for a remote store."""
        if not self.local:
            return None
        return sum(path.stat().st_size for path in Path(self.location).rglob("*") if path.is_file())

    def read_bytes(self, name: str) -> bytes:
        if self.local:
            return self.path(name).read_bytes()
        system, root = self._remote()
        with system.open_input_file(f"{root}/{name}") as stream:
            return bytes(stream.read())

    def write_bytes(self, name: str, content: bytes) -> None:
        """Write under a temporary name, then rename; a remote object appears when complete."""
        if not self.local:
            system, root = self._remote()
            with system.open_output_stream(f"{root}/{name}") as stream:
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
        system, root = self._remote()
        if self.exists(name):
            system.delete_file(f"{root}/{name}")

    def clear_unfinished(self) -> None:
        """Remove what a killed build left under temporary names."""
        if self.local and Path(self.location).is_dir():
            for path in list(Path(self.location).rglob(f"{_TEMPORARY}*")):
                if path.is_dir():  # where an index was spilled to
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)

    def _remote(self) -> tuple[Any, str]:
        system, root = pafs.FileSystem.from_uri(self.location)
        return system, root
