"""The files of a folder in name order, without leaving it through a link."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from dashboard.articles.protocol import Unread


def files_of(folder: Path) -> Iterator[Path | Unread]:
    """Every ordinary file under ``folder``, and Unread (``where`` is the path) for what is not.

    Hidden files and folders are passed over, and so are links to what is read anyway.
    """
    inside = folder.resolve()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Path) and here.is_dir() and not (here.is_symlink() and here != folder):
            try:
                names = sorted(os.listdir(here), reverse=True)
            except OSError as fault:
                yield Unread(f"cannot be opened: {fault.strerror}", str(here))
                continue
            waiting.extend(here / name for name in names if not name.startswith("."))
        elif here.is_symlink():
            if not _leads_inside(here, inside):
                yield Unread("a link that leads out of the folder is not followed", str(here))
        elif here.is_file():
            yield here
        else:
            yield Unread("not an ordinary file; it is not read", str(here))


def _leads_inside(link: Path, folder: Path) -> bool:
    try:
        return link.resolve(strict=True).is_relative_to(folder)
    except (OSError, RuntimeError):  # it leads nowhere, or round in a circle
        return False
