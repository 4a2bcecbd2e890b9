"""The world of test_hostile.py: one server, one upload with everything hostile in it, and what its
pages and exports then showed."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
from playwright.sync_api import expect

from dashboard.collection import build, open_collection
from dashboard.collection.corrections.store import Corrections
from dashboard.extraction.names import names_engine
from dashboard.extraction.pipeline import Extractor
from dashboard.model import Article, Selection
from tests.browser import hostile
from tests.browser.hostile import ELSEWHERE, FILES, FORMULA, PWNED
from tests.browser.serving import Site, serving
from tests.browser.visitor import Visitor

NAME = f"م <img src=x onerror={PWNED}=70>,{FORMULA} ![](http://{ELSEWHERE}/n) \u202eabc-->"
RENAMED = f"<img src=x onerror={PWNED}=71>{FORMULA}"
# What a hostile address says -> it is refused by name, and the rest of the view is there.
BROKEN = {
    "min": "1e999999999",
    "max": "9" * 500,
    "from": "0001-01-01",
    "to": "9999-99-99",
    "chart": "<script>alert(1)</script>",
    "axis": "' OR 1=1 --",
    "names": "~".join(f"PER:{number}" for number in range(1500)),
    "grain": "../../etc/passwd",
    "within": "__proto__",
    "mark": "timeline~lag-from:" + "9" * 1000,
    "measure": "{{7*7}}",
    "months": "\u202e",
    "frozen": "1-" + "0" * 200,
    "text": "a\x1b[2J",
    "search": "a\x00b",
}


@dataclass
class World:
    """The server, the collection that was built of the uploads, and what its pages showed."""

    site: Site
    visitor: Visitor
    key: str
    rejected: dict[str, str]
    articles: dict[str, Article]
    shown: dict[str, str] = field(default_factory=dict)
    taken: dict[str, bytes] = field(default_factory=dict)
    alerts: list[str] = field(default_factory=list)

    def answer(
        self,
        path: str,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        body: bytes = b"",
    ) -> tuple[int, str]:
        """Status and text of a request with just this path: no client of ours tidies it up."""
        connection = http.client.HTTPConnection(urlsplit(self.site.address).netloc, timeout=60)
        try:
            connection.request(method, path, body or None, headers or {})
            told = connection.getresponse()
            return told.status, told.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def upgrade(self, origin: str) -> int:
        """The status of asking for a WebSocket from a page of ``origin``."""
        return self.answer(
            "/_stcore/stream",
            headers={
                "Connection": "Upgrade",
                "Upgrade": "websocket",
                "Sec-WebSocket-Version": "13",
                "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
                "Origin": origin,
            },
        )[0]


@contextmanager
def hostile_world(browser: Any, folder: Path) -> Iterator[World]:
    """Everything uploaded, built, and walked through once, in ``folder``."""
    home = folder / "collections"
    # A few articles in the sample's place, so that none has to be built first.
    calm = [Article("calm", "خبر", hostile.NEWS, "وكالة")]
    build(calm, home / "sample.collection", Extractor(names_engine("builtin")), name="خبر")
    options = ("--server.maxUploadSize", "5")
    with serving(home, folder / "server.log", options=options, script="asgi.py") as site:
        visitor = Visitor(site, browser)
        visitor.page.set_default_timeout(120_000)
        made = _uploaded(visitor, home)
        _visited(made)
        yield made
        visitor.close()


def _uploaded(visitor: Visitor, home: Path) -> World:
    """Everything at once through the page, as a person would; the key is that of the address."""
    visitor.open("collections", lang="en")
    page = visitor.page
    files = [
        ("articles.jsonl", hostile.articles()),
        *((name, one) for name, (one, _) in FILES.items()),
    ]
    page.locator('[data-testid="stFileUploader"] input[type=file]').first.set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": one or b" "} for name, one in files]
    )
    visitor.fill_upload("upload-name", NAME)
    page.locator(".st-key-upload-build button").click()
    opener = page.locator(".st-key-build-open button")
    expect(opener).to_be_visible(timeout=180_000)
    ended = _texts(visitor)
    opener.click()
    visitor.wait_for_address(lambda address: bool(address.get("collection")))
    key = visitor.address()["collection"]
    with_key = home / f"{key}.collection"
    opened = open_collection(with_key)
    try:
        rows = opened.rejected().to_dict("records")
        ids = opened.articles(Selection(), "", 1000)["article"]
        articles = {one: opened.article(one).article for one in ids}  # type: ignore[union-attr]
        names = opened.entities(Selection(), "", 400)
    finally:
        opened.close()
    rejected: dict[str, str] = {}
    for row in rows:
        rejected[row["where"]] = f"{rejected.get(row['where'], '')} {row['reason']}".strip()
    _renamed(home, key, names)
    return World(visitor.site, visitor, key, rejected, articles, {"ended": ended})


def _renamed(home: Path, key: str, names: pd.DataFrame) -> None:
    """The log that a careless colleague imported: one name is called something hostile."""
    one = names[names["name"].str.contains("البنك")].iloc[0]
    line = {
        "format": 1,
        "uid": "f" * 32,
        "action": "rename",
        "target": one["entity"],
        "detail": {"name": one["name"], "new_name": RENAMED},
        "author": f"<b>x</b> ![](http://{ELSEWHERE}/who)",
        "at": "2020-01-01T00:00:00+00:00",
        "reason": f"<script>{PWNED}=72</script>",
    }
    assert Corrections.at(home / "siyaq.db", key).imported([json.dumps(line)]) == 1


def _visited(world: World) -> None:
    visitor, page, key = world.visitor, world.visitor.page, world.key

    def went(name: str, path: str = "", **parameters: str) -> None:
        visitor.open(path, lang="en", collection=key, **parameters)
        # The header alone is no page: on a slow machine it may stand a while before the rest.
        main = page.locator('[data-testid="stMainBlockContainer"]')
        expect(main).to_have_text(re.compile(r"[\s\S]{200}"))
        world.shown[name] = _texts(visitor)

    def took(name: str, key: str) -> None:
        button = page.locator(f"[class*='st-key-take_{key}'] button").first
        with page.expect_download() as started:
            button.click()
        world.taken[name] = Path(started.value.path()).read_bytes()

    went("lines", article="lines", stack="source")
    visitor.marks()
    expect(page.locator(".article .text")).to_contain_text("7*7")
    world.shown["article"] = str(page.locator(".article").inner_text())
    world.shown["figure"] = str(page.locator(".js-plotly-plot").first.inner_html())
    took("timeline.csv", "csv_timeline")
    took("mentions.jsonl", "jsonl")
    took("mentions.jsonld", "webannotation")
    # The button redraws nothing, so the figure is the same: its hover text names every source.
    for drawn in visitor.marks():
        page.mouse.move(drawn.x, drawn.y)
        expect(page.locator(".hoverlayer .hovertext").first).to_be_visible()
        world.shown["hover"] = (
            world.shown.get("hover", "") + page.locator(".hoverlayer").inner_html()
        )
    went("money", chart="money", article="listed")
    world.shown["links"] = str(page.locator(".article").inner_html())
    took("money.csv", "csv_money")
    took("money.xlsx", "xlsx_money")
    went("network", chart="cooccurrence", shape="network", within="article")
    visitor.marks()
    world.shown["network figure"] = str(page.locator(".js-plotly-plot").first.inner_html())
    took("network.graphml", "graphml")
    took("network.gexf", "gexf")
    with page.expect_download() as started:
        page.locator(".picture button", has_text="SVG").click()
    world.taken["network.svg"] = Path(started.value.path()).read_bytes()
    went("statements", chart="statements")
    went("articles", "articles", search="برهم")
    went("corrections", "corrections")
    went("collections", "collections")
    went("profile", "profile")
    visitor.open(lang="en", collection=key, **BROKEN)
    world.alerts = page.locator('[data-testid="stAlertContainer"]').all_text_contents()
    world.shown["broken"] = _texts(visitor)


def _texts(visitor: Visitor) -> str:
    return str(visitor.page.evaluate("document.body.innerText"))
