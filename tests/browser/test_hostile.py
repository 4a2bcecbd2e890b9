"""Hostile files, addresses, requests and corrections against the real server, as a host runs it.

One server, one upload with everything in it, and a handful of pages, which all cases share; each
case is a test of its own. Nothing may run, be fetched from elsewhere, or tell where the server
keeps what; what is refused is refused in a clear line. Forged cookies, replayed and expired
tokens are tried in test_sign_in.py.
"""

from __future__ import annotations

import csv
import http.client
import io
import json
import pickle
import re
import socket
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from dashboard.collection.corrections.store import Corrections
from tests.browser.hostile import (
    ELSEWHERE,
    FILES,
    IDS,
    LINES,
    PWNED,
    UNPICKLED,
    URLS,
    calls_home,
)
from tests.browser.hostile_world import BROKEN, World, hostile_world
from tests.browser.serving import ROOT

LEAST = 60
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TRACES = ("Traceback", "site-packages", "dashboard/", ".py", "StreamlitAPIException")


Case = Callable[[World], None]
CASES: dict[str, Case] = {}


def case(name: str) -> Callable[[Case], Case]:
    def kept(run: Case) -> Case:
        assert name not in CASES, name
        CASES[name] = run
        return run

    return kept


@pytest.fixture(scope="module")
def world(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with hostile_world(browser, tmp_path_factory.mktemp("hostile")) as made:
        yield made


def _refused(parameter: str) -> Case:
    def run(world: World) -> None:
        told = [alert for alert in world.alerts if f"makes no sense: {parameter}." in alert]
        assert len(told) == 1, world.alerts

    return run


for _name in BROKEN:
    CASES[f"address: {_name}"] = _refused(_name)


def _read_as_text(name: str, line: str) -> Case:
    def run(world: World) -> None:
        text = world.articles["lines"].text
        if name == "terminal codes":
            assert "\x1b" not in text
            assert "\x07" not in text
        elif name == "direction override":
            assert not re.search("[\u202d\u202e]", text)
            assert "001 دولار" in world.shown["article"]
        elif name in ("a word of many letters", "an endless number"):
            assert line in text
            assert line[:100] in world.shown["article"]
        else:
            assert line in text
            assert " ".join(line.split()) in " ".join(world.shown["article"].split())

    return run


for _name, _line in LINES.items():
    CASES[f"text: {_name}"] = _read_as_text(_name, _line)


def _file(name: str, reason: str) -> Case:
    def run(world: World) -> None:
        seen = name.replace("\\", "/").rpartition("/")[2]
        if len(seen.encode()) > 200:
            seen = seen[:50]
        seen = seen.encode("unicode_escape").decode() if _TURNING.search(seen) else seen
        told = {where: why for where, why in world.rejected.items() if seen in where}
        if reason:
            assert any(reason in why for why in told.values()), (told, sorted(world.rejected))
        for where, why in told.items():
            assert not where.startswith("/"), where
            assert str(world.site.home) not in f"{where} {why}"
            assert "\n" not in f"{where} {why}"

    return run


for _name, (_, _reason) in FILES.items():
    CASES[f"file: {_name.encode('unicode_escape').decode()[:50]}"] = _file(_name, _reason)


def _no_link(url: str) -> Case:
    def run(world: World) -> None:
        [article] = [one for one in world.articles.values() if one.id == f"url-{url}"]
        assert article.url == ""

    return run


for _name in URLS:
    CASES[f"url: {_name}"] = _no_link(_name)


@case("files of archives are written nowhere")
def _(world: World) -> None:
    assert not Path("/tmp/siyaq-slipped.txt").exists()
    assert not list(world.site.home.parent.rglob("siyaq-slipped*"))
    assert any("خبر من الموصل" in one.content for one in world.articles.values())


@case("a link in an archive leads nowhere")
def _(world: World) -> None:
    assert not any("root:" in one.content for one in world.articles.values())


@case("nothing of an upload is unpickled")
def _(world: World) -> None:
    assert "pickled.parquet" in " ".join(world.rejected)
    assert not UNPICKLED.exists()
    pickle.loads(calls_home())
    assert UNPICKLED.exists(), "the bait would have worked"
    UNPICKLED.unlink()


@case("ids: paths, markup, direction")
def _(world: World) -> None:
    assert {IDS["path"], IDS["markup"], "ab"} <= set(world.articles)


@case("broken JSON is told by line")
def _(world: World) -> None:
    told = {where: why for where, why in world.rejected.items() if "articles.jsonl" in where}
    assert told
    assert world.articles["surrogate"].title == "?"


@case("title: read as text everywhere")
def _(world: World) -> None:
    [article] = [one for one in world.articles.values() if one.id == "listed"]
    assert not _TURNING.search(article.title)
    assert f"onerror={PWNED}=20" in article.title
    assert "**t** $x$" in world.shown["links"]
    assert "&lt;img src=x" in world.shown["links"]
    assert "<img" not in world.shown["links"]


@case("source: read as text in filters and figures")
def _(world: World) -> None:
    for sign in ("<a ", "<script", "<img", "<image"):
        assert sign not in world.shown["figure"] + world.shown["hover"], sign
    assert "&lt;" in world.shown["hover"], "the source's signs are there as text"


@case("a renamed name: read as text in the network")
def _(world: World) -> None:
    assert "<img" not in world.shown["network figure"]
    assert "onerror" in world.shown["network figure"]


@case("a collection's name: read as text")
def _(world: World) -> None:
    for page in ("ended", "collections"):
        assert f"onerror={PWNED}=70" in world.shown[page], page


@case("no page holds a sign that overrides direction")
def _(world: World) -> None:
    for name, text in world.shown.items():
        assert not re.search("[\u202d\u202e]", text), name


@case("a collection's key is a plain name")
def _(world: World) -> None:
    assert re.fullmatch(r"[\w\- ]+", world.key)
    assert {one.name for one in world.site.home.glob("*.collection")} == {
        "sample.collection",
        f"{world.key}.collection",
    }


@case("a correction's author and reason: read as text")
def _(world: World) -> None:
    assert f"![](http://{ELSEWHERE}/who)" in world.shown["corrections"]
    assert f"<script>{PWNED}=72</script>" in world.shown["corrections"]


def _no_formula_in_csv(name: str) -> Case:
    def run(world: World) -> None:
        text = world.taken[name].decode("utf-8-sig")
        assert text.startswith("# collection: ")
        for separator in (",", ";", "\t"):
            for row in csv.reader(io.StringIO(text), delimiter=separator):
                for cell in row:
                    # What stands behind the first cell of a line that is torn apart is quoted.
                    bare = cell.strip(" \t\r\n\u2060")
                    assert not re.match(r"[=+@]|-\D", bare), (separator, row)

    return run


for _name in ("timeline.csv", "money.csv"):
    CASES[f"export: {_name}"] = _no_formula_in_csv(_name)


@case("export: money.xlsx")
def _(world: World) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(world.taken["money.xlsx"]))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert cells
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]


@case("export: mentions.jsonl")
def _(world: World) -> None:
    lines = world.taken["mentions.jsonl"].decode().split("\n")
    assert all(isinstance(json.loads(line), dict) for line in lines if line)


@case("export: mentions.jsonld")
def _(world: World) -> None:
    told = json.loads(world.taken["mentions.jsonld"])
    sources = [one["target"]["source"] for one in told["first"]["items"]]
    assert sources
    assert all(source.startswith(("urn:siyaq:", "https://", "http://")) for source in sources)


def _sound_xml(name: str) -> Case:
    def run(world: World) -> None:
        root = ET.fromstring(world.taken[name])
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not tags & {"script", "img", "foreignObject", "image", "iframe"}, tags
        for element in root.iter():
            for attribute, value in element.attrib.items():
                assert not attribute.lower().startswith("on"), attribute
                assert "javascript:" not in value.lower()
                assert not (attribute.endswith("href") and ELSEWHERE in value)

    return run


for _name in ("network.graphml", "network.gexf", "network.svg"):
    CASES[f"export: {_name}"] = _sound_xml(_name)


def _is_not_served(path: str) -> Case:
    def run(world: World) -> None:
        status, told = world.answer(path)
        # Streamlit answers an unknown page of its own with its start page.
        assert status in (400, 403, 404) or "<title>Streamlit</title>" in told, (status, told[:200])
        for inside in ("root:", "streamlit as st", "[server]", "import sys", "def "):
            assert inside not in told

    return run


for _path in (
    "/app/static/../app.py",
    "/app/static/%2e%2e/app.py",
    "/app/static/..%2fapp.py",
    "/app/static/..%5capp.py",
    "/app/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/app/static//etc/passwd",
    "/app/static/",
    "/static/../../app.py",
    "//etc/passwd",
    "/media/../app.py",
    "/.streamlit/config.toml",
    "/.git/config",
    "/_stcore/component/../../app.py",
):
    CASES[f"path: {_path}"] = _is_not_served(_path)


@case("request: an upload without a token")
def _(world: World) -> None:
    status, told = world.answer("/_stcore/upload_file/any/any", "PUT", body=b"x")
    assert status == 403
    assert "XSRF" in told


@case("request: an upload with a token of one's own")
def _(world: World) -> None:
    headers = {"X-Xsrftoken": "2|aa|bb|1", "Cookie": "_streamlit_xsrf=2|aa|bb|1"}
    status, _ = world.answer("/_stcore/upload_file/any/any", "PUT", headers, b"x")
    assert status in (400, 403)


@case("request: a file larger than the server takes")
def _(world: World) -> None:
    page = world.visitor.page
    world.visitor.open("collections", lang="en")
    before = len(list(world.site.home.glob("*")))
    page.locator('[data-testid="stFileUploader"] input[type=file]').first.set_input_files(
        [{"name": "large.txt", "mimeType": "text/plain", "buffer": b"x" * 6_000_000}]
    )
    expect(page.locator('[data-testid="stFileUploader"]')).to_contain_text("5", timeout=60_000)
    world.visitor.settled()
    assert len(list(world.site.home.glob("*"))) == before


@case("request: a WebSocket from another site")
def _(world: World) -> None:
    assert world.upgrade(f"http://{ELSEWHERE}") == 403


@case("request: a WebSocket from a name that begins like ours")
def _(world: World) -> None:
    assert world.upgrade(f"http://localhost.{ELSEWHERE}:{urlsplit(world.site.address).port}") == 403


@case("request: a WebSocket from nowhere")
def _(world: World) -> None:
    assert world.upgrade("null") == 403


@case("request: the interface for programs is off")
def _(world: World) -> None:
    headers = {"Content-Type": "application/json"}
    status, _ = world.answer("/_stcore/agent/interact", "POST", headers, b"{}")
    assert status >= 400


@case("request: a line break in a header's value")
def _(world: World) -> None:
    parts = urlsplit(world.site.address)
    with socket.create_connection((parts.hostname, parts.port or 80), timeout=60) as raw:
        raw.sendall(
            b"GET /%0d%0aSet-Cookie:%20owned=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        told = b""
        while part := raw.recv(65536):
            told += part
    assert b"set-cookie: owned" not in told.lower()


@case("request: an enormous address")
def _(world: World) -> None:
    try:
        status, told = world.answer(f"/?text={'x' * 200_000}")
    except ConnectionError:
        status, told = 431, ""  # it hangs up before all of it is read
    assert status in (200, 400, 414, 431)
    assert "Traceback" not in told
    assert world.answer("/_stcore/health") == (200, "ok")


@case("request: what the server counts of sessions is nobody's")
def _(world: World) -> None:
    for path in ("/_stcore/metrics", "/_stcore/metrics/", "/a/_stcore/metrics?x=1"):
        status, told = world.answer(path)
        assert (status, told) == (404, "")


@case("request: the policy stands on every answer")
def _(world: World) -> None:
    for path in ("/", "/app/static/icon.png", "/nowhere", "/_stcore/health"):
        connection = http.client.HTTPConnection(urlsplit(world.site.address).netloc, timeout=60)
        connection.request("GET", path)
        told = connection.getresponse()
        told.read()
        policy = told.getheader("Content-Security-Policy") or ""
        assert "default-src 'self'" in policy, path
        assert "'unsafe-eval'" not in policy.replace("'wasm-unsafe-eval'", "")
        assert told.getheader("X-Content-Type-Options") == "nosniff"
        connection.close()


def _no_such_collection(key: str) -> Case:
    def run(world: World) -> None:
        world.visitor.open(lang="en", collection=key)
        [told] = world.visitor.page.locator('[data-testid="stAlertContainer"]').all_text_contents()
        assert "cannot be read" in told or "not there" in told
        assert str(world.site.home) not in told
        assert not re.search(r"/(tmp|etc|home|root|work|usr)\b.*collection", told.replace(key, ""))
        assert world.visitor.page.locator("[data-testid=stAlertContainer] :is(a, img)").count() == 0

    return run


for _key in (
    "../../etc",
    "nobody-has-this",
    f"![x](http://{ELSEWHERE}/k.png) [y](http://{ELSEWHERE}) www.{ELSEWHERE}",
):
    CASES[f"collection: {_key[:20]}"] = _no_such_collection(_key)


@case("article: of another collection")
def _(world: World) -> None:
    world.visitor.open(lang="en", article="lines")
    told = world.visitor.page.locator('[data-testid="stAlertContainer"]').all_text_contents()
    assert told == ["This article is no longer in the collection."]


def _import_refused(name: str, content: bytes, said: str) -> Case:
    def run(world: World) -> None:
        visitor, page = world.visitor, world.visitor.page
        before = Corrections.at(world.site.home / "siyaq.db", world.key).version
        visitor.open("corrections", lang="en", collection=world.key)
        page.locator('[data-testid="stFileUploader"] input[type=file]').set_input_files(
            [{"name": f"{name}.jsonl", "mimeType": "text/plain", "buffer": content}]
        )
        button = page.locator('[class*="st-key-corrections-import-button"] button')
        expect(button).to_be_enabled()
        button.click()
        expect(page.locator('[data-testid="stAlertContainer"]')).to_contain_text(re.compile(said))
        assert Corrections.at(world.site.home / "siyaq.db", world.key).version == before

    return run


_STEP = {
    "format": 1,
    "uid": "e" * 32,
    "action": "rename",
    "target": "ORG:x",
    "detail": {"new_name": "x"},
    "author": "x",
    "at": "2020-01-01T00:00:00+00:00",
    "reason": "",
}
for _name, _changed, _said in (
    ("control characters", {"detail": {"new_name": "a\x00b"}}, "line 1: .*control characters"),
    ("another action", {"action": "<script>"}, "line 1: "),
    ("an endless text", {"reason": "x" * 100_000}, "line 1: .*characters"),
):
    CASES[f"import: {_name}"] = _import_refused(
        _name, json.dumps({**_STEP, **_changed}).encode(), _said
    )


@case("no page tells of the server's folders or code")
def _(world: World) -> None:
    for name, text in world.shown.items():
        if name in ("figure", "links", "network figure", "hover"):
            continue
        for hidden in (str(world.site.home), str(ROOT), "Traceback", "site-packages"):
            assert hidden not in text, name


@case("no hostile text stands raw in the log")
def _(world: World) -> None:
    log = world.site.log.read_text(encoding="utf-8", errors="replace")
    assert "\x1b]0;owned" not in log
    assert "Traceback" not in log, log[-4000:]


@case("nothing ran, and nothing was asked of another machine")
def _(world: World) -> None:
    assert world.visitor.page.evaluate(f"{PWNED} === undefined")
    assert world.visitor.strangers == []
    # Dialogs, errors of the page, and everything that its policy refused.
    assert world.visitor.faults == []


def test_there_are_as_many_as_were_promised() -> None:
    assert len(CASES) >= LEAST


@pytest.mark.parametrize("name", CASES)
def test_hostile(world: World, name: str) -> None:
    CASES[name](world)
