"""How fast the screen answers in a real browser; prints the times, asserts nothing.

    python -m tests.benchmarks.screen FOLDER [--collection KEY] [--rounds N] [--no-start]

FOLDER holds the collections (as $SIYAQ_DATA does), KEY is the one to open. A person's steps are
taken round after round with other marks, words and kinds each time: a click on a bar, a cell, a
dot; a filter; a tab; a sentence. Of each step it prints

- redrawn: from the press of the pointer or key to the last change on the screen,
- server: from the request on the socket until the page has taken its last answer,
- the processor's time that the server and the page spent, which other work on the machine
  stretches less,
- what came over the socket, before compression.
"""

from __future__ import annotations

import argparse
import base64
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.pace import machine
from tests.benchmarks.percentile import percentile
from tests.browser.serving import CHROMIUM, FLAGS, ROOT, Site, serving
from tests.browser.visitor import Visitor

_PATIENCE = 180_000
# One that counts nothing has no size and counts as hidden.
_MARK = ".js-plotly-plot .point"
_WORDS = ("العراق", "مليون", "الرئيس", "وقال", "الحكومة", "كأس", "النفط", "البرلمان", "اتفاق")
# Notes when the next press comes, when anything on the page last changes, and whether a script ran.
_ARM = """
() => {
  const told = { start: null, last: 0, ran: false };
  window.__told = told;
  window.__watch?.disconnect();
  const press = () => { told.start ??= performance.now(); };
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, press, true);
  const app = document.querySelector('[data-testid="stApp"]');
  const note = (changes) => {
    if (app.dataset.testScriptState !== "notRunning") told.ran = true;
    // The state itself and what only blinks are nothing that is drawn; nor is what stands inside a
    // canvas: the cells of a table for screen readers, written a fifth of a second after the table.
    const drawn = (one) => one.target !== app && !one.target.parentElement?.closest("canvas")
      && one.target.nodeName !== "CANVAS";
    if (changes.some(drawn)) told.last = performance.now();
  };
  window.__watch = new MutationObserver(note);
  const all = { subtree: true, childList: true, characterData: true, attributes: true };
  window.__watch.observe(document.body, all);
  for (const one of document.querySelectorAll("*")) {
    if (one.shadowRoot) window.__watch.observe(one.shadowRoot, all);
  }
}
"""
_QUIET = """
(quiet) => new Promise((resolve) => {
  const look = () => {
    const { start, last, ran } = window.__told;
    const app = document.querySelector('[data-testid="stApp"]');
    const done = app.dataset.testScriptState === "notRunning" && ran && start !== null;
    if (done && performance.now() - Math.max(last, start) > quiet) resolve(last - start);
    else setTimeout(look, 50);
  };
  look();
})
"""


@dataclass(frozen=True)
class Taken:
    """One step: milliseconds, and bytes from the server."""

    redrawn: float
    server: float
    server_cpu: float
    page_cpu: float
    received: int


class Socket:
    """What goes over the page's websocket: (seconds, bytes)."""

    def __init__(self, page: Page) -> None:
        self.sent: list[float] = []
        self.received: list[tuple[float, int]] = []
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.send("Performance.enable")
        self.session.on(
            "Network.webSocketFrameSent", lambda event: self.sent.append(event["timestamp"])
        )
        self.session.on("Network.webSocketFrameReceived", self._got)

    def _got(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        data = frame["payloadData"]
        size = len(base64.b64decode(data)) if frame["opcode"] == 2 else len(data.encode())
        self.received.append((event["timestamp"], size))

    def clear(self) -> None:
        self.sent.clear()
        self.received.clear()

    def page_cpu(self) -> float:
        """Seconds that the page's main thread has been busy."""
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def processor_seconds(process: int) -> float:
    """What the process and its threads have had of the processor (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def server_process(site: Site) -> int:
    port = site.address.rpartition(":")[2]
    found = subprocess.run(
        ["pgrep", "-f", f"streamlit run app.py --server.port {port} "],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(found.stdout.split()[0])


class Bench:
    def __init__(self, site: Site, browser: Browser, collection: str) -> None:
        self.visitor = Visitor(site, browser, locale="ar-SA")
        self.page = self.visitor.page
        self.page.set_default_timeout(_PATIENCE)
        self.socket = Socket(self.page)
        self.process = server_process(site)
        self.collection = collection
        self.taken: dict[str, list[Taken]] = defaultdict(list)
        self.chance = random.Random(7)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.page.evaluate(_ARM)
        self.socket.clear()
        server, page = processor_seconds(self.process), self.socket.page_cpu()
        yield
        redrawn = float(self.page.evaluate(_QUIET, 700))
        received = list(self.socket.received)
        answered = (received[-1][0] - self.socket.sent[0]) if received and self.socket.sent else 0.0
        self.taken[name].append(
            Taken(
                redrawn,
                answered * 1000,
                (processor_seconds(self.process) - server) * 1000,
                (self.socket.page_cpu() - page) * 1000,
                sum(size for _, size in received),
            )
        )

    def open(self, **address: str) -> tuple[float, int]:
        """Seconds until the first chart, and bytes over the socket."""
        self.socket.clear()
        started = time.perf_counter()
        self.visitor.open(collection=self.collection, **address)
        self.page.wait_for_selector(_MARK, state="attached")
        spent = time.perf_counter() - started
        self.visitor.marks()
        return spent, sum(size for _, size in self.socket.received)

    def click_mark(self, name: str) -> None:
        drawn = self.visitor.marks()
        one = self.chance.choice([mark for mark in drawn if mark.width * mark.height > 30] or drawn)
        self.page.mouse.move(one.x, one.y)
        self.page.locator(".hoverlayer .hovertext").first.wait_for()
        with self.step(name):
            self.page.mouse.click(one.x, one.y)

    def press(self, name: str, selector: str) -> None:
        target = self.page.locator(selector).first
        target.scroll_into_view_if_needed()
        with self.step(name):
            target.click()

    def tab(self, number: int) -> None:
        with self.step(f"tab {('timeline', 'heat map', 'money', 'statements')[number]}"):
            self.visitor.tab(number).click()

    def text(self, word: str) -> None:
        field = self.page.locator(".st-key-filter-text input, .st-key-filter_text input").first
        field.scroll_into_view_if_needed()
        field.fill(word)
        with self.step("filter: text"):
            field.press("Enter")

    def row(self) -> None:
        """Another article's sentence."""
        rows = self.visitor.rows.count()
        self.visitor.rows.nth(self.chance.randrange(1, rows)).scroll_into_view_if_needed()
        at = self.chance.randrange(1, rows)
        target = self.visitor.rows.nth(at)
        target.scroll_into_view_if_needed()
        with self.step("article opened and scrolled"):
            target.click()

    def round(self) -> None:
        steps: list[Callable[[], None]] = [
            lambda: self.click_mark("click: bar"),
            self.row,
            lambda: self.press("chip removed", ".st-key-chip_selected button"),
            # Not that of amounts, whose dots are wanted later on.
            lambda: self.press(
                "filter: kind",
                f".st-key-filter_kinds button >> nth={self.chance.randrange(3)}",
            ),
            lambda: self.tab(1),
            lambda: self.click_mark("click: cell"),
            lambda: self.tab(2),
            lambda: self.click_mark("click: dot"),
            lambda: self.tab(0),
            lambda: self.press("filters cleared", ".st-key-chips_clear button"),
            lambda: self.text(self.chance.choice(_WORDS)),
            self.row,
            lambda: self.press("filters cleared", ".st-key-chips_clear button"),
        ]
        for step in steps:
            step()


def show(taken: dict[str, list[Taken]]) -> None:
    print(
        f"{'milliseconds':28} {'n':>3} {'redrawn p50':>11} {'p95':>6} {'server p50':>10} {'p95':>6}"
        f" {'CPU: server':>11} {'page':>6} {'kB p50':>7} {'max':>6}"
    )
    everything = [one for steps in taken.values() for one in steps]
    for name, steps in [*taken.items(), ("all", everything)]:
        redrawn = [one.redrawn for one in steps]
        server = [one.server for one in steps]
        print(
            f"{name:28} {len(steps):3} {statistics.median(redrawn):11.0f}"
            f" {percentile(redrawn, 0.95):6.0f} {statistics.median(server):10.0f}"
            f" {percentile(server, 0.95):6.0f}"
            f" {statistics.median(one.server_cpu for one in steps):11.0f}"
            f" {statistics.median(one.page_cpu for one in steps):6.0f}"
            f" {statistics.median(one.received for one in steps) / 1000:7.0f}"
            f" {max(one.received for one in steps) / 1000:6.0f}",
            flush=True,
        )


def start_to_chart(folder: Path, browser: Browser, log: Path) -> float:
    """Seconds from starting the server to the first chart of the sample, which is built already."""
    started = time.perf_counter()
    with serving(folder, log) as site:
        visitor = Visitor(site, browser)
        visitor.page.set_default_timeout(_PATIENCE)
        visitor.page.goto(site.address, wait_until="commit")
        visitor.page.wait_for_selector(_MARK, state="attached")
        spent = time.perf_counter() - started
        visitor.close()
    return spent


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--collection", default="")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--no-start", action="store_true")
    options = parser.parse_args()
    if CHROMIUM is None:
        print("no chromium on the PATH", file=sys.stderr)
        return 2
    os.chdir(ROOT)
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        log = Path(scratch) / "server.log"
        with serving(options.folder, log) as site:
            bench = Bench(site, browser, options.collection)
            first, _ = bench.open()
            for chart in ("timeline", "cooccurrence", "money"):
                spent, received = bench.open(chart=chart)
                print(f"view of {chart}: {spent:.1f} s from the address, {received / 1000:.0f} kB")
            print(f"first view of a cold server: {first:.1f} s")
            bench.open()
            for number in range(options.rounds):
                bench.round()
                print(f"round {number + 1}, load {os.getloadavg()[0]:.1f}", flush=True)
            show(bench.taken)
            bench.visitor.close()
        if not options.no_start:
            starts = [start_to_chart(options.folder, browser, log) for _ in range(3)]
            print(f"start to first chart: {', '.join(f'{one:.1f} s' for one in starts)}")
        browser.close()
    print(f"at the end: {machine()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
