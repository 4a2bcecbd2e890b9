"""Removing a collection for good."""

from __future__ import annotations

import os
import shutil

from dashboard.collection.locking import one_builder
from dashboard.collection.manifest import NAME
from dashboard.collection.store import Store


def remove_collection(location: str | os.PathLike[str]) -> None:
    """Removes all that the collection in this folder consists of; the folder stays, empty but for
    its lock, since corrections and shares of its key are kept elsewhere.

    Raises CollectionError while it is being built, ValueError for a remote one, and OSError when
    something cannot be removed; it is no collection any more then either.
    """
    store = Store.at(location)
    folder = store.path(".")
    with one_builder(store):
        store.delete(NAME)
        for path in list(folder.iterdir()):
            if path.is_dir():
                shutil.rmtree(path)
            elif not path.name.startswith("."):
                path.unlink()
