"""One person at the dashboard: a fresh browser context with its own locale, theme and width."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.serving import Site

# The marks of the figure in view: each drawn point knows its trace and its place in it.
_MARKS = """
() => [...document.querySelectorAll(".js-plotly-plot .point")].flatMap((point) => {
  const datum = point.__data__;
  const trace = point.closest(".trace")?.__data__?.[0]?.trace;
  const told = trace?.customdata?.[datum?.i];
  const mark = Array.isArray(told) ? told[0] : told;
  if (typeof mark !== "string") return [];
  const box = (point.querySelector("path") ?? point).getBoundingClientRect();
  if (!box.width || !box.height) return [];
  return [{
    mark,
    text: datum.htx ?? "",
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    width: box.width,
    height: box.height,
  }];
})
"""
_NEXT_FRAMES = (
    "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() =>"
    " requestAnimationFrame(go))))"
)
_FRAMES = 400
# Milliseconds. The machine may be slow and shared: a test waits for a condition, and this long at
# the most. (A machine with much else to do is given more.)
PATIENCE = int(os.environ.get("TESTS_PATIENCE", "120")) * 1000
# Streamlit's grid shapes: a header and rows of one height.
_ROW = 31


@dataclass(frozen=True)
class Drawn:
    """A mark of a figure: what it stands for, what its hover says, and where it is."""

    mark: str
    text: str
    x: float
    y: float
    width: float
    height: float

    @property
    def number(self) -> int:
        """The bold number in its hover text."""
        found = re.search(r"<b>\D*?([\d,]+)", self.text)
        assert found, self.text
        return int(found[1].replace(",", ""))


class Visitor:
    def __init__(self, site: Site, browser: Browser, **context: Any) -> None:
        self.site = site
        settings = {
            "locale": "en-US",
            "viewport": {"width": 1440, "height": 960},
            "reduced_motion": "reduce",
            **context,
        }
        self.context = browser.new_context(**settings)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.address)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.strangers: list[str] = []
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.on("console", self._said)
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("websocket", lambda socket: self._asked(socket.url))
        self.page.on("dialog", self._interrupted)

    def _said(self, message: Any) -> None:
        where = message.location.get("url", "")
        # Opened at a page below the root, Streamlit looks for its own base path by trying.
        if message.type == "error" and not re.search(r"/\w+/_stcore/(health|host-config)$", where):
            self.faults.append(f"{message.text} ({where})")

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "localhost":
            self.strangers.append(url)

    def _interrupted(self, dialog: Any) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    # Going places

    def open(self, path: str = "", **parameters: str) -> Visitor:
        query = f"?{urlencode(parameters)}" if parameters else ""
        return self.go(f"{self.site.address}/{path}{query}")

    def go(self, url: str) -> Visitor:
        self.page.goto(url, wait_until="commit")
        self.settled()
        return self

    def settled(self) -> None:
        """The script has run to its end, and what it sent is drawn."""
        self.page.wait_for_selector(
            '[data-testid="stApp"][data-test-script-state="notRunning"]', state="attached"
        )
        expect(self.page.locator('[data-testid="stMainBlockContainer"]')).to_be_visible()
        expect(self.page.locator(".st-key-header")).to_be_visible()
        # Texts have other heights until their fonts are there, and taps are taken for clicks from
        # when the document is dressed.
        self.when("document.fonts.status === 'loaded' && document.documentElement.dir !== ''")

    def when(self, condition: str) -> None:
        """Waits in the page until it is so. (wait_for_function makes code of a text each time it
        looks, which the page's own policy forbids where there is one.)"""
        self.page.evaluate(
            f"""() => new Promise((done, fail) => {{
              setTimeout(() => fail(new Error("it never came")), {PATIENCE});
              const look = () => (({condition}) ? done(true) : requestAnimationFrame(look));
              look();
            }})"""
        )

    def close(self) -> None:
        self.context.close()

    def address(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.page.url).query, keep_blank_values=True))

    def wait_for_address(self, wanted: Callable[[dict[str, str]], bool]) -> None:
        self.page.wait_for_url(
            lambda url: wanted(dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))),
            wait_until="commit",
        )
        self.settled()

    # What is on the screen

    @property
    def badge(self) -> Locator:
        return self.page.locator(".evidence .badge")

    @property
    def rows(self) -> Locator:
        return self.page.locator(".evidence .row")

    @property
    def title(self) -> Locator:
        return self.page.locator(".article-title")

    @property
    def solid(self) -> Locator:
        """The chosen mention in the article."""
        return self.page.locator(".article mark.solid")

    @property
    def summary(self) -> Locator:
        return self.page.locator(".siyaq-summary")

    def chip(self, name: str) -> Locator:
        return self.page.locator(f".st-key-chip_{name} button")

    @property
    def chips(self) -> Locator:
        return self.page.locator('[class*="st-key-chip_"] button')

    def tab(self, number: int) -> Locator:
        return self.page.locator('[data-testid="stTabs"] [role="tab"]').nth(number)

    def has_badge(self, number: int) -> None:
        expect(self.badge).to_have_text(f"{number:,}")

    # Charts

    def marks(self) -> list[Drawn]:
        """The clickable marks of the figure in view, once it is drawn."""
        self.when(f"({_MARKS})().length > 0")
        self.settled()
        self.page.locator(".js-plotly-plot").first.scroll_into_view_if_needed()
        # Until nothing moves any more: what is above may still push the figure down.
        before = None
        for _ in range(_FRAMES):
            now = self.page.evaluate(f"{_NEXT_FRAMES}.then({_MARKS.strip()})")
            if now and now == before:
                return [Drawn(**one) for one in now]
            before = now
        raise AssertionError("the figure does not come to rest")

    def click(self, drawn: Drawn) -> None:
        """Clicks a mark and waits until it is the selected one."""
        here = min(
            (one for one in self.marks() if one.mark == drawn.mark),
            key=lambda one: abs(one.x - drawn.x) + abs(one.y - drawn.y),
        )
        self.page.mouse.move(here.x, here.y)
        expect(self.page.locator(".hoverlayer .hovertext").first).to_be_visible()
        self.page.mouse.click(here.x, here.y)
        self.wait_for_address(lambda address: address.get("mark") == drawn.mark)

    # Tables: drawn on a canvas, with a table for screen readers within it

    def table(self) -> Locator:
        return self.page.locator('[data-testid="stDataFrame"]').first

    def cells(self, row: int) -> dict[str, str]:
        """The texts of the columns in view of a row of the table, by their headings."""
        found = self.table().locator(f'table tr[aria-rowindex="{row + 2}"] td')
        expect(found.first).to_be_attached()
        headings = self.table().locator("table th").all_text_contents()
        return dict(zip(headings, found.all_text_contents(), strict=True))

    def click_row(self, row: int, before: dict[str, str] | None = None) -> None:
        """Clicks in the first column of a row and waits for what it selects."""
        was = self.address() if before is None else before
        self.table().scroll_into_view_if_needed()
        box = self.table().bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + 40, box["y"] + _ROW * (row + 1.5))
        self.wait_for_address(
            lambda now: (
                now.get("mark") != was.get("mark") or now.get("article") != was.get("article")
            )
        )

    def fill_upload(self, key: str, text: str) -> None:
        """Fills a field of the form for uploads, as with a Tab after it."""
        field = self.page.locator(f".st-key-{key} input")
        field.fill(text)
        field.press("Tab")
        self.settled()

    def build_upload(self) -> None:
        """Builds what stands in the form for uploads, and opens it."""
        self.page.locator(".st-key-upload-build button").click()
        opener = self.page.locator(".st-key-build-open button")
        expect(opener).to_be_visible(timeout=180_000)
        opener.click()
        self.wait_for_address(lambda address: bool(address.get("collection")))
