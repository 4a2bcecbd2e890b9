"""What people upload, from the moment it is accepted to the collection that is built of it.

An upload that was accepted is kept beside the collections until its collection is done, so that a
server that ends in between goes on with it when it starts again.
"""

from __future__ import annotations

import io
import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest
from typing import BinaryIO

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.articles import ReadSoFar, read_articles
from dashboard.collection.database import DatabaseError
from dashboard.collection.jobs import Held, Job, keep, left
from dashboard.collection.manifest import NAME as MANIFEST
from dashboard.collection.manifest import CollectionError, read_manifest
from dashboard.collection.sharing.access import AccessError, Role
from dashboard.collection.store import Store
from dashboard.extraction.names import EngineMissing
from dashboard.extraction.publication import published_day
from dashboard.model import Article, Rejected
from dashboard.pages import builds, library, rights
from dashboard.settings import limits

_log = logging.getLogger(__name__)
_PASTED = "pasted.txt"


class TooMuchError(ValueError):
    """An upload beyond the limits. ``what`` is "files", "bytes" or "disk"; ``most`` how many
    files or megabytes there may be."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"{what}: {most}")
        self.what, self.most = what, most


def largest_file() -> int:
    """Megabytes of one file: what an upload may have in all, and what Streamlit's server takes."""
    return min(limits().upload_bytes // 1_000_000, int(st.get_option("server.maxUploadSize")))


def check_size(sizes: Sequence[int]) -> None:
    """Raises TooMuchError when files of these sizes are more than one upload may have, or more than
    the disk can take."""
    told = limits()
    if len(sizes) > told.upload_files:
        raise TooMuchError("files", told.upload_files)
    if sum(sizes) > told.upload_bytes:
        raise TooMuchError("bytes", told.upload_bytes // 1_000_000)
    home = library.home()
    home.mkdir(parents=True, exist_ok=True)
    # The collection takes about as much again as the files it is made of.
    room = shutil.disk_usage(home).free - told.spare_bytes
    if 2 * sum(sizes) > room:
        raise TooMuchError("disk", max(room // 2_000_000, 0))


def accept(job: Job, files: Sequence[UploadedFile], pasted: str = "") -> str:
    """Keeps an upload and starts its build; the key of the collection that it becomes.

    Raises builds.RefusedError and TooMuchError before anything is written, EngineMissing when the
    names engine cannot run here, AccessError and DatabaseError when nobody could be made its
    owner, CollectionError when it adds to a collection that is not there or not this person's,
    OSError when the files cannot be written; nothing is left of it then.
    """
    text = pasted.strip()
    if job.into:
        rights.demand(job.into, Role.OWNER)
        library.location(job.into)
    check_size([*(file.size for file in files), *([len(text.encode())] if text else [])])
    builds.room_for(job.owner)
    library.extractor(job.engine)
    streams: list[tuple[str, BinaryIO]] = [(str(file.name), file) for file in files]
    if text:
        streams.append((_PASTED, io.BytesIO(text.encode("utf-8", "replace"))))
    keys = iter([job.into]) if job.into else library.keys_for(job.title)
    try:
        held = keep(library.home(), job, streams, keys)
    except FileExistsError as fault:
        raise builds.RefusedError("same", 1) from fault
    try:
        _build(held)
    except (builds.RefusedError, CollectionError, AccessError, DatabaseError):
        # Someone was quicker, or nobody would own it.
        held.ended()
        raise
    return held.key


def go_on() -> None:
    """Builds what was accepted and not finished by a process that has ended."""
    for held in left(library.home()):
        try:
            _build(held, accepted=True)
        except (EngineMissing, CollectionError, AccessError, DatabaseError) as fault:
            _log.warning("build of %s cannot go on: %s", held.key, fault)
            # What it adds to may have been removed: then it never can.
            if held.job.into and not Store.at(library.location(held.key)).exists(MANIFEST):
                held.ended()
            else:
                held.released()


def dropped(files: Sequence[UploadedFile]) -> None:
    """Frees the memory that the uploads of this session take."""
    context = get_script_run_ctx()
    manager = context.uploaded_file_mgr if context else None
    if context and isinstance(manager, MemoryUploadedFileManager):
        for file in files:
            manager.remove_file(context.session_id, file.file_id)


def _holds_articles(store: Store) -> bool:
    if not store.exists(MANIFEST):
        return False
    try:
        return read_manifest(store).articles > 0
    except CollectionError:
        return True  # whoever opens it is told what is wrong


def _build(held: Held, accepted: bool = False) -> None:
    job, paths = held.job, held.paths
    store = Store.at(library.location(held.key))
    there = read_manifest(store) if job.into else None
    if there is None:
        rights.claim(held.key, job.owner)
    so_far = ReadSoFar(paths)

    def inputs() -> Iterator[Article | Rejected]:
        read = (
            read_articles([path], published_day, fields, so_far)
            for path, fields in zip_longest(paths, job.fields)
        )
        for given in chain.from_iterable(read):
            if isinstance(given, Article):
                yield replace(
                    given,
                    published=given.published or job.published,
                    source=given.source or job.source,
                )
            else:
                # The person knows the file by its name, not by where it was put.
                yield replace(given, where=given.where.removeprefix(f"{paths[0].parent}{os.sep}"))

    def afterwards(ended: bool) -> None:
        if not ended:
            held.released()
            return
        held.ended()
        if not _holds_articles(store):
            # It failed, or nothing was read, and the person was told: what it left would only take
            # room.
            shutil.rmtree(store.location, ignore_errors=True)

    library.start(
        held.key,
        job.title if there is None else there.name,
        inputs,
        licence="" if there is None else there.licence,
        adding_to=there,
        so_far=so_far,
        names=job.engine,
        afterwards=afterwards,
        owner=job.owner,
        accepted=accepted,
    )
