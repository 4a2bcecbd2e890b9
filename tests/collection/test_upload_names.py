"""An upload keeps its name as far as that is one, and stays in its own folder."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from dashboard.collection.jobs import Job, keep

NAMES = (
    "news.txt",
    "../../news.txt",
    "..",
    ".",
    "/etc/passwd.txt",
    "..\\..\\win.txt",
    "a\0b.txt",
    "س" * 300 + ".jsonl",
    "." + "x" * 400,
    "\ud800.txt",
    "",
)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_kept_in_its_own_folder(tmp_path: Path, name: str) -> None:
    held = keep(tmp_path, Job("x"), [(name, io.BytesIO(b"1"))], iter(["key"]))
    try:
        [path] = held.paths
        assert path.resolve().parent == (held.folder / "files").resolve()
        assert path.read_bytes() == b"1"
        if name.endswith((".txt", ".jsonl")):
            assert path.suffix == Path(name.replace("\0", "")).suffix
        assert [one.name for one in tmp_path.iterdir()] == [held.folder.parent.name]
    finally:
        held.ended()


def test_names_that_clash_are_all_kept(tmp_path: Path) -> None:
    names = ["a.txt", "2-a.txt", "a.txt", "a.txt", "x/a.txt"]
    files = [(name, io.BytesIO(str(at).encode())) for at, name in enumerate(names)]
    held = keep(tmp_path, Job("x"), files, iter(["key"]))
    try:
        assert sorted(path.read_bytes() for path in held.paths) == [b"0", b"1", b"2", b"3", b"4"]
    finally:
        held.ended()
