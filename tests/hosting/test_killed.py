"""kill -9 in the middle of an upload, a build and a correction, all at once: what was acknowledged
is there after the next start, and nothing is half there."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from dashboard.collection import CollectionError, open_collection
from dashboard.collection.corrections.store import Corrections
from dashboard.collection.jobs import FOLDER
from dashboard.collection.locking import LOCK
from dashboard.collection.manifest import read_manifest
from dashboard.collection.store import Store
from dashboard.model import Selection
from tests.hosting.serving import end, start
from tests.hosting.speaking import Visitor, form
from tests.pages.story import STORY

ARTICLES = 60
LONG = 3  # times the stories follow one another in an article, so that a build takes its time
PATIENCE = 300.0


def articles() -> bytes:
    text = "\n".join(story.text for story in STORY) + "\n"
    lines = (
        json.dumps({"id": f"n{n}", "title": f"خبر {n}", "text": f"{n}\n{text * LONG}"})
        for n in range(ARTICLES)
    )
    return "\n".join(lines).encode()


def until(holds: Callable[[], bool], what: str) -> None:
    end_of_patience = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end_of_patience, what
        time.sleep(0.02)


def mention_of(visitor: Visitor) -> str:
    reader = json.loads(visitor.open(lang="en").elements["reader"].bytes)
    return str(reader["evidence"]["rows"][0]["mentions"][0][0])


def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(home: Path, tmp_path: Path) -> None:
    site = start(home, tmp_path / "log")
    killed = home / "killed.collection"
    half = socket.socket()
    try:
        with Visitor(site.address) as corrector, Visitor(site.address) as uploader:
            # A correction that is acknowledged.
            mention = mention_of(corrector)
            article = mention.rpartition("@")[0]
            corrector.open(lang="en", article=article, mention=mention)
            assert corrector.press("correct.mention.save").errors == []
            assert len(Corrections.at(home / "siyaq.db", "sample").log()) == 1

            # A build that is on its way.
            assert uploader.open("collections", lang="en").errors == []
            given = uploader.upload("upload.files", "news.jsonl", articles())
            assert (given.errors, given.messages) == ([], [])
            uploader.act("upload.name", string_value="killed")
            uploader.send_only("upload.build", trigger_value=True)
            until((killed / LOCK).exists, "the build began")

            # An upload of which a half has come.
            with Visitor(site.address) as late:
                late.open("collections", lang="en")
                _, address = late.upload_place("half.jsonl")
                whole = form(site.address, "half.jsonl", articles())
                half = half_sent(address, whole)

                # A correction that waits for the database, which someone else holds.
                other = sqlite3.connect(home / "siyaq.db", isolation_level=None)
                other.execute("BEGIN IMMEDIATE")
                second = mention_of(corrector)
                corrector.open(lang="en", article=second.rpartition("@")[0], mention=second)
                corrector.send_only("correct.mention.save", trigger_value=True)
                corrector.wait_until_begun()

                site.process.send_signal(signal.SIGKILL)
                site.process.wait(60)
        other.execute("ROLLBACK")
        other.close()
    finally:
        half.close()
        end(site)
    try:
        read_manifest(Store.at(killed))
        raise AssertionError("the build was done before the server was killed")
    except CollectionError:
        pass

    site = start(home, tmp_path / "log again")
    try:
        # Nobody has to come for it: the server goes on by itself.
        until((killed / "manifest.json").exists, "the build went on")
        until(lambda: not list((home / FOLDER).iterdir()), "the upload is cleared away")
        with Visitor(site.address) as visitor:
            assert visitor.open(lang="en", collection="killed").errors == []
            listed = visitor.open("corrections", lang="en")
            assert listed.errors == []
    finally:
        end(site)
    built = open_collection(killed)
    assert built.manifest.articles == ARTICLES
    assert built.counts(Selection()).mentions > ARTICLES
    built.close()
    log = Corrections.at(home / "siyaq.db", "sample").log()
    assert [step.target for step in log] == [mention], "the one that was acknowledged, and it only"
    left = [path for path in home.rglob("*") if ".writing-" in path.name or ".probe-" in path.name]
    assert left == []


def test_an_end_that_is_asked_for_is_quick_and_loses_nothing(home: Path, tmp_path: Path) -> None:
    site = start(home, tmp_path / "log", SIYAQ_LOG="json")
    with Visitor(site.address) as visitor:
        visitor.open("collections", lang="en")
        visitor.upload("upload.files", "news.jsonl", articles())
        visitor.act("upload.name", string_value="stopped")
        visitor.send_only("upload.build", trigger_value=True)
        until((home / "stopped.collection" / LOCK).exists, "the build began")
        # After its orderly end the server hands the signal on to itself.
        assert end(site) in (0, -signal.SIGTERM)
    assert (home / FOLDER / "stopped" / "job.json").exists(), "it is kept for the next start"
    assert not (home / "stopped.collection" / "manifest.json").exists()
    lines = [json.loads(line) for line in site.told().splitlines() if line.startswith("{")]
    assert any("goes on at the next start" in line["message"] for line in lines)
    assert all({"time", "level", "logger", "message"} <= set(line) for line in lines)
    assert not any("config option" in line["message"] for line in lines), "nothing was changed"
    assert "خبر" not in site.told(), "articles do not get into the log"


def half_sent(address: str, whole: dict) -> socket.socket:
    """A request of which the server has the head and half of the body; the rest never comes."""
    parts = urlsplit(address)
    sent = socket.create_connection((parts.hostname, parts.port))
    headers = "".join(f"{name}: {value}\r\n" for name, value in whole["headers"].items())
    sent.sendall(
        f"PUT {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n{headers}"
        f"Content-Length: {len(whole['data'])}\r\n\r\n".encode()
    )
    sent.sendall(whole["data"][: len(whole["data"]) // 2])
    return sent
