"""Uploads that were accepted are kept until they are built, by whichever server is there."""

from __future__ import annotations

import datetime as dt
import errno
import io
import itertools
import os
from pathlib import Path

import pytest

from dashboard.collection.jobs import FOLDER, Job, keep, left

JOB = Job("حكاية <b>", "amal@example.org", "وكالة", dt.date(2022, 9, 5), "builtin")


def keys(stem: str = "news"):
    yield stem
    yield from (f"{stem}-{number}" for number in itertools.count(2))


def kept(home: Path, **files: bytes):
    return keep(home, JOB, [(name, io.BytesIO(content)) for name, content in files.items()], keys())


def test_a_job_is_found_again_when_its_process_has_ended(tmp_path: Path) -> None:
    held = kept(tmp_path, **{"a.txt": b"one", "b.txt": b"two"})
    assert held.key == "news"
    assert left(tmp_path) == [], "someone is at it"
    held.released()  # as the end of a process does
    (found,) = left(tmp_path)
    assert found.job == held.job
    assert (found.job.title, found.job.owner, found.job.published) == (
        JOB.title,
        JOB.owner,
        JOB.published,
    )
    assert [path.read_bytes() for path in found.paths] == [b"one", b"two"]
    found.ended()
    assert left(tmp_path) == []
    assert not list((tmp_path / FOLDER).iterdir())


def test_two_of_one_name_are_two(tmp_path: Path) -> None:
    first, second = kept(tmp_path, a=b"1"), kept(tmp_path, a=b"2")
    assert (first.key, second.key) == ("news", "news-2")
    assert [one.paths[0].read_bytes() for one in (first, second)] == [b"1", b"2"]


@pytest.mark.parametrize(
    "name",
    [
        "../../up.txt",
        "/etc/passwd",
        "a\\..\\b.txt",
        "a\0b.txt",
        "",
        "..",
        ".",
        "نص.txt",
        "job.json",
    ],
)
def test_a_file_stays_in_the_folder_of_its_job_whatever_its_name(tmp_path: Path, name: str) -> None:
    held = kept(tmp_path, **{name: b"content", "other.txt": b"x"})
    inside = (tmp_path / FOLDER / "news" / "files").resolve()
    assert [path.resolve().parent for path in held.paths] == [inside, inside]
    assert [path.read_bytes() for path in held.paths] == [b"content", b"x"]
    assert held.job.title == JOB.title


def test_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    files = [("a.txt", io.BytesIO(b"1")), ("dir/a.txt", io.BytesIO(b"2"))]
    held = keep(tmp_path, JOB, files, keys())
    assert [path.read_bytes() for path in held.paths] == [b"1", b"2"]


class Full(io.BytesIO):
    """A file that comes half and then finds the disk full."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().read(4)


def test_nothing_is_left_of_an_upload_that_did_not_fit(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        keep(tmp_path, JOB, [("a.txt", io.BytesIO(b"1")), ("b.txt", Full(b"12345678"))], keys())
    assert not list((tmp_path / FOLDER).iterdir())


def test_what_came_half_before_a_kill_is_cleared_away_later(tmp_path: Path) -> None:
    coming = tmp_path / FOLDER / ".coming-1"
    (coming / "files").mkdir(parents=True)
    (coming / "files" / "a.txt").write_bytes(b"ha")
    assert left(tmp_path) == []
    assert coming.exists(), "it may be coming in right now, elsewhere"
    os.utime(coming, (1, 1))
    assert left(tmp_path) == []
    assert not coming.exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"title": 1}', '{"owner": "x"}'])
def test_a_job_that_makes_no_sense_is_none(tmp_path: Path, content: str) -> None:
    folder = tmp_path / FOLDER / "news"
    folder.mkdir(parents=True)
    (folder / "job.json").write_text(content, encoding="utf-8")
    assert left(tmp_path) == []
    assert not folder.exists()
