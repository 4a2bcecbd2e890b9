"""What people asked to have built, kept on disk until it is done.

A job is a folder beside the collections, named by the collection's key: the uploaded files, and
``job.json`` with what is to be made of them. It is filled under another name and renamed, so a job
is there whole when it was accepted and not before; a server that is killed finds it again and goes
on. Who holds a job's lock builds it; other replicas leave it alone.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO

from filelock import BaseFileLock, FileLock, Timeout

FOLDER = ".uploads"
_JOB, _FILES, _LOCK = "job.json", "files", ".lock"
_COMING = ".coming-"
_MOMENT = 60.0  # seconds
_CHUNK = 1 << 20
_LONGEST_NAME = 200  # bytes; file systems take some more


@dataclass(frozen=True, slots=True)
class Job:
    """A collection to be built. ``published`` and ``source`` are for articles that carry none;
    ``owner`` is who asked for it; ``files`` are names in the job's folder; ``fields`` says for each
    of the first of them which column holds what (articles.read_articles; {}: recognised). ``into``
    is the key of the collection that the articles are added to, "" for a new one."""

    title: str
    owner: str = ""
    source: str = ""
    published: dt.date | None = None
    engine: str = "builtin"
    files: tuple[str, ...] = ()
    fields: tuple[dict[str, str], ...] = ()
    into: str = ""

    def json(self) -> str:
        told = asdict(self) | {"published": self.published and self.published.isoformat()}
        return json.dumps(told, ensure_ascii=False)


class Held:
    """A job whose lock this process holds. ``ended`` removes it; ``released`` leaves it for a
    later start."""

    def __init__(self, job: Job, folder: Path, lock: BaseFileLock) -> None:
        self.job, self.folder, self._lock = job, folder, lock

    @property
    def key(self) -> str:
        return self.folder.name

    @property
    def paths(self) -> list[Path]:
        return [self.folder / _FILES / name for name in self.job.files]

    def ended(self) -> None:
        # The job first: without it the rest is only something to clear away.
        (self.folder / _JOB).unlink(missing_ok=True)
        self._lock.release()
        shutil.rmtree(self.folder, ignore_errors=True)

    def released(self) -> None:
        self._lock.release()


def keep(
    home: Path,
    job: Job,
    files: Sequence[tuple[str, BinaryIO]],
    keys: Iterator[str],
) -> Held:
    """Keeps the job with its files under the first of ``keys`` that no other job has, held by this
    process. When something cannot be written nothing of it is left, and OSError tells why:
    FileExistsError that every key has a job."""
    coming = home / FOLDER / f"{_COMING}{uuid.uuid4().hex}"
    (coming / _FILES).mkdir(parents=True)
    lock = _locked(coming)
    try:
        if lock is None:
            raise OSError(f"{coming}: cannot be locked")
        names = tuple(
            _kept(coming / _FILES, name, place, stream)
            for place, (name, stream) in enumerate(files)
        )
        kept = replace(job, files=names)
        _written(coming / _JOB, kept.json().encode())
        for key in keys:
            try:
                # Onto a folder that is not empty it fails, and each job's has something in it.
                coming.rename(coming.with_name(key))
            except OSError as fault:
                if fault.errno in (errno.EEXIST, errno.ENOTEMPTY):
                    continue
                raise
            _synchronised(coming.parent)
            return Held(kept, coming.with_name(key), lock)
        raise FileExistsError(f"{coming.parent}: there is a job of each of these keys")
    except BaseException:
        if lock is not None:
            lock.release()
        shutil.rmtree(coming, ignore_errors=True)
        raise


def left(home: Path) -> list[Held]:
    """The jobs that nobody holds, now held by the caller: the process that had them has ended.
    What never became a job, because it ended while the files were coming in, is removed."""
    found = []
    for folder in sorted((home / FOLDER).glob("*")):
        coming = folder.name.startswith(_COMING)
        # A folder is made a moment before it is locked.
        if coming and time.time() - folder.stat().st_mtime < _MOMENT:
            continue
        lock = _locked(folder)
        if lock is None:
            continue
        job = None if coming else _read(folder)
        if job is not None:
            found.append(Held(job, folder, lock))
            continue
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)
    return found


def _locked(folder: Path) -> BaseFileLock | None:
    lock = FileLock(folder / _LOCK, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return None
    return lock


def _read(folder: Path) -> Job | None:
    try:
        told = json.loads((folder / _JOB).read_text(encoding="utf-8"))
        published = told["published"] and dt.date.fromisoformat(told["published"])
        lists = {name: tuple(told.get(name, ())) for name in ("files", "fields")}
        return Job(**{**told, **lists, "published": published})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _kept(folder: Path, name: str, place: int, stream: BinaryIO) -> str:
    """The upload as a file of its own name; a name is data, so only its last part is used."""
    plain = Path(name.replace("\\", "/").replace("\0", "")).name or f"file-{place}"
    plain = plain.encode("utf-8", "replace").decode("utf-8")
    while len(plain.encode()) > _LONGEST_NAME:  # the ending stays: it tells the format
        stem, dot, ending = plain.rpartition(".")
        plain = f"{stem[:-1]}{dot}{ending}" if stem else ending[:-1]
    while (folder / plain).exists():
        plain = f"{place}-{plain}"
    with (folder / plain).open("xb") as kept:
        shutil.copyfileobj(stream, kept, _CHUNK)
        kept.flush()
        os.fsync(kept.fileno())
    return plain


def _written(path: Path, content: bytes) -> None:
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _synchronised(folder: Path) -> None:
    """A new name has to survive a power cut too; not every file system can be told so."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
