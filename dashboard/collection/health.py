"""Whether an installation can work: its folder, its database, its sign-in, the model of its
extractor."""

from __future__ import annotations

import os
import shutil
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from dashboard.collection.database import DatabaseError, database, reached
from dashboard.collection.sharing.sign_in import sign_in_faults
from dashboard.extraction.names import names_engine
from dashboard.extraction.pipeline import Extractor
from dashboard.model import Article
from dashboard.settings import SettingError, data_folder, limits
from dashboard.settings import database as database_place

_NO_TABLES = sa.MetaData()
_TEXT = "زار محمد بغداد أمس"


@dataclass(frozen=True, slots=True)
class Fault:
    """``what`` is "settings", "folder", "disk", "database", "sign-in" or "model"; ``reason`` one
    line."""

    what: str
    reason: str


def faults(with_model: bool = False, with_provider: bool = False) -> list[Fault]:
    """What keeps people from working here; [] when nothing does. ``with_model`` reads a sentence
    too, which loads the model for a second or two; ``with_provider`` asks the provider that people
    sign in at, over the network."""
    try:
        limits()
    except SettingError as fault:
        return [Fault("settings", str(fault))]
    found = [*_of_folder(), *_of_database()]
    found += [Fault("sign-in", reason) for reason in sign_in_faults(with_provider)]
    return [*found, *_of_model()] if with_model else found


def _of_folder() -> list[Fault]:
    folder = data_folder()
    probe = folder / f".probe-{uuid.uuid4().hex}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with probe.open("wb") as written:
            written.write(b"\0" * 4096)
            written.flush()
            os.fsync(written.fileno())
        free = shutil.disk_usage(folder).free
    except OSError as fault:
        return [Fault("folder", f"{folder}: {fault.strerror or fault}")]
    finally:
        _gone(probe)
    spare = limits().spare_bytes
    if free < spare:
        return [
            Fault("disk", f"{folder}: {free // 1_000_000} MB free, fewer than {spare // 1_000_000}")
        ]
    return []


def _gone(path: os.PathLike[str]) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def _of_database() -> list[Fault]:
    try:
        with reached(), database(database_place(), _NO_TABLES).connect() as connection:
            connection.execute(sa.text("SELECT 1"))
    except DatabaseError as fault:
        return [Fault("database", str(fault))]
    return []


def _of_model() -> list[Fault]:
    try:
        Extractor(names_engine("builtin")).mentions(Article("probe", "", _TEXT))
    except Exception as fault:
        return [Fault("model", f"{type(fault).__name__}: {fault}")]
    return []
