"""The log: it only grows, in SQLite as in PostgreSQL."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard.collection.corrections import steps
from dashboard.collection.corrections.history import holding, undoing
from dashboard.collection.corrections.steps import CorrectionError, Step
from dashboard.collection.corrections.store import Corrections
from dashboard.collection.database import _with_tables
from dashboard.model import CorrectionAction, Entity, MentionKind

ROOT = Path(__file__).resolve().parents[3]


def rename(name: str) -> Step:
    return Step(CorrectionAction.RENAME, "LOC:بغداد", {"name": "بغداد", "new_name": name})


def test_a_step_keeps_who_when_and_why(corrections: Corrections) -> None:
    before = dt.datetime.now(dt.UTC)
    kept = corrections.append(rename("مدينة السلام"), " هدى ", "اسمها  القديم")
    assert corrections.log() == [kept]
    assert (kept.author, kept.reason) == ("هدى", "اسمها القديم")
    assert before <= kept.at <= dt.datetime.now(dt.UTC)
    assert kept.at.utcoffset() == dt.timedelta(0)
    assert dict(kept.detail) == {"name": "بغداد", "new_name": "مدينة السلام"}


def test_logs_of_two_collections_are_apart(database: str, corrections: Corrections) -> None:
    other = Corrections.at(database, f"{corrections.collection}, another")
    corrections.append(rename("أ"), "x")
    assert (corrections.version, other.version, other.log()) == (1, 0, [])


def test_any_step_can_be_undone_and_done_again(corrections: Corrections) -> None:
    first, second, third = (corrections.append(rename(name), "x") for name in "أبت")
    corrections.undo(second.id, "y", "خطأ")
    assert holding(corrections.log()) == (first, third)
    corrections.undo(first.id, "y")
    assert holding(corrections.log()) == (third,)
    assert undoing(corrections.log())[second.id].reason == "خطأ"
    corrections.redo(second.id, "z")
    assert holding(corrections.log()) == (second, third)
    corrections.undo(second.id, "z")
    assert holding(corrections.log()) == (third,)
    # Nothing was taken out of the log on the way.
    assert [row.action for row in corrections.log()].count(CorrectionAction.UNDO) == 4
    assert corrections.version == len(corrections.log()) == 7


def test_what_cannot_be_undone_is_refused(corrections: Corrections) -> None:
    kept = corrections.append(rename("أ"), "x")
    undo = corrections.undo(kept.id, "x")
    for number in (kept.id, undo.id, 10**6):
        with pytest.raises(CorrectionError):
            corrections.undo(number, "x")
    with pytest.raises(CorrectionError):
        corrections.redo(undo.id, "x")
    with pytest.raises(CorrectionError):
        corrections.append(Step(CorrectionAction.UNDO, str(kept.id)), "x")
    assert corrections.version == 2


def test_an_export_is_the_same_log_elsewhere(database: str, corrections: Corrections) -> None:
    corrections.append(rename("«تنصيص»\nوسطر"), "هدى", "سبب")
    second = corrections.append(rename("ب"), "سالم")
    corrections.undo(second.id, "هدى")
    lines = list(corrections.exported())
    other = Corrections.at(database, f"{corrections.collection}, copied")
    other.append(rename("كان هنا"), "x")
    assert other.imported(lines) == 3
    assert other.imported(lines) == 0
    here, there = corrections.log(), other.log()[1:]
    for one, copy in zip(here, there, strict=True):
        assert (one.action, one.detail, one.author, one.at, one.reason) == (
            copy.action,
            copy.detail,
            copy.author,
            copy.at,
            copy.reason,
        )
    assert len(holding(there)) == len(holding(here)) == 1
    assert list(other.exported())[1:] == lines


def test_who_added_a_file_is_kept_beside_who_took_its_steps(
    database: str, corrections: Corrections
) -> None:
    corrections.append(rename("أ"), "هدى")
    corrections.append(rename("ب"), "هدى")
    lines = list(corrections.exported())
    other = Corrections.at(database, f"{corrections.collection}, copied")
    between = Corrections.at(database, f"{corrections.collection}, another")
    other.append(rename("كان هنا"), "x")
    before = dt.datetime.now(dt.UTC)
    assert other.imported(lines[:1], "سالم") == 1
    between.append(rename("غيرها"), "x")
    other.append(rename("بعده"), "x")
    assert other.imported(lines, " منى ") == 1
    assert other.imported(lines, "منى") == 0
    assert [(one.author, one.imported_by) for one in other.log()] == [
        ("x", ""),
        ("هدى", "سالم"),
        ("x", ""),
        ("هدى", "منى"),
    ]
    for one in other.log():
        assert one.imported_at is None or before <= one.imported_at
        assert (one.imported_at is None) == (not one.imported_by)
    assert between.log()[0].imported_at is None
    # That it was added is no part of the step, here or where it goes next.
    assert [one.imported_at for one in corrections.log()] == [None, None]
    assert [json.loads(line)["author"] for line in other.exported()] == ["x", "هدى", "x", "هدى"]


def test_a_database_from_before_imports_were_kept_still_opens(tmp_path: Path) -> None:
    where = tmp_path / "old.db"
    Corrections.at(where, "x").append(rename("أ"), "هدى")
    with sqlite3.connect(where) as connection:
        connection.execute("DROP TABLE correction_import")
    # Another process opens it.
    _with_tables.cache_clear()
    log = Corrections.at(where, "x")
    assert [one.author for one in log.log()] == ["هدى"]
    assert log.imported(list(log.exported())) == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"format": 9}, "format must be 1"),
        ({"action": "eat"}, "eat"),
        ({"detail": {"a": 1}}, "detail must map texts"),
        ({"detail": None}, "detail must map texts"),
        ({"at": "2020-01-01T00:00:00"}, "zone"),
        ({"at": 5}, "fromisoformat"),
        ({"uid": ""}, "uid"),
        ({"author": None}, "must be texts"),
        ({"action": "undo", "target": "never seen"}, "not there"),
        ({"target": "x" * 20_000}, "must be texts"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_imported(
    light: Corrections, tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    light.append(rename("أ"), "x")
    light.append(rename("ب"), "x")
    first, second = light.exported()
    bad = json.dumps(json.loads(second) | change)
    other = Corrections.at(tmp_path / "other.db", "other")
    with pytest.raises(CorrectionError, match=f"line 2: .*{reason}") as raised:
        other.imported([first, bad])
    assert "\n" not in str(raised.value)
    assert other.version == 0


@pytest.mark.parametrize("line", ["{", "[]", "null", '"x"', "{}", '{"format": 1}'])
def test_a_line_that_is_no_step_is_named(light: Corrections, line: str) -> None:
    with pytest.raises(CorrectionError, match="line 1: "):
        light.imported([line])


def test_writers_do_not_lose_each_others_steps(database: str, corrections: Corrections) -> None:
    key = corrections.collection

    def write(writer: int) -> None:
        log = Corrections.at(database, key)
        for number in range(20):
            log.append(rename(f"{writer}-{number}"), str(writer))

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, range(4)))
    log = corrections.log()
    assert corrections.version == len(log) == 80
    assert len({one.id for one in log}) == 80
    for writer in range(4):
        own = [dict(one.detail)["new_name"] for one in log if one.author == str(writer)]
        assert own == [f"{writer}-{number}" for number in range(20)]


def test_only_one_of_many_takes_a_step_back(corrections: Corrections) -> None:
    kept = corrections.append(rename("أ"), "x")

    def undo(writer: int) -> bool:
        try:
            corrections.undo(kept.id, str(writer))
        except CorrectionError:
            return False
        return True

    with ThreadPoolExecutor(6) as writers:
        assert sum(writers.map(undo, range(6))) == 1
    assert corrections.version == 2


_WRITE = """
import sys
from dashboard.collection.corrections.steps import Step
from dashboard.collection.corrections.store import Corrections
from dashboard.model import CorrectionAction, Entity, MentionKind
log = Corrections.at(sys.argv[1], sys.argv[2])
for number in range(25):
    log.append(Step(CorrectionAction.RENAME, "PER:x", {"new_name": str(number)}), sys.argv[3])
"""


def test_two_processes_share_a_log_that_neither_made(database: str) -> None:
    key = "shared by processes"
    before = Corrections.at(database, key).version if "://" in database else 0
    running = [
        subprocess.Popen([sys.executable, "-c", _WRITE, database, key, writer], cwd=ROOT)
        for writer in ("one", "two")
    ]
    assert [process.wait(120) for process in running] == [0, 0]
    assert Corrections.at(database, key).version - before == 50


@pytest.mark.parametrize(
    ("database", "reason"),
    [
        ("postgresql://nobody@127.0.0.1:9/none", "cannot be used"),
        ("/proc/nowhere/siyaq.db", "cannot be used"),
        ("nonsense://x", "cannot be used"),
    ],
)
def test_a_database_out_of_reach_is_said_in_one_line(database: str, reason: str) -> None:
    with pytest.raises(CorrectionError, match=reason) as raised:
        Corrections.at(database, "x")
    assert "\n" not in str(raised.value)


def test_the_log_is_read_while_someone_writes(tmp_path: Path) -> None:
    log = Corrections.at(tmp_path / "siyaq.db", "x")
    log.append(rename("أ"), "x")
    with log._writing() as connection:
        log._added(connection, rename("ب"), "x", "")
        assert Corrections.at(tmp_path / "siyaq.db", "x").version == 1
    assert log.version == 2


@pytest.mark.parametrize(
    "change",
    [
        {"detail": {"name": "x" * 20_000}},
        {"detail": {"name": "a\x00b"}},
        {"detail": {f"key{number}": "x" for number in range(50)}},
        {"author": "x\u202ey"},
        {"reason": "\x1b[2J"},
        {"target": "\ud800"},
        {"at": "0001-01-01T00:00:00+14:00"},
        {"at": "9999-12-31T23:59:59-14:00"},
    ],
)
def test_a_hostile_line_is_refused_whole(tmp_path: Path, change: dict[str, object]) -> None:
    here = Corrections.at(tmp_path / "here.db", "here")
    here.append(rename("أ"), "x")
    [line] = here.exported()
    other = Corrections.at(tmp_path / "other.db", "other")
    with pytest.raises(CorrectionError, match="line 1: "):
        other.imported([json.dumps(json.loads(line) | change)])
    assert other.version == 0


def test_a_hostile_name_becomes_one_plain_line(tmp_path: Path) -> None:
    log = Corrections.at(tmp_path / "here.db", "here")
    entity = Entity("LOC:بغداد", MentionKind.LOC, "بغداد")
    log.append(steps.rename(entity, "دار\u202e السلام\x00\n"), "x", "لأن\u202e\nهذا")
    [step] = log.log()
    assert dict(step.detail)["new_name"] == "دار السلام"
    assert step.reason == "لأن هذا"
