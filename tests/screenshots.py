"""``python -m tests.screenshots [FOLDER]``: pictures of every page, from the real server.

The three that the README shows go to docs/screenshots; with a FOLDER all others go there: every
page in both languages, light and dark, at 1440 x 960, and the workbench at other widths.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.browser.serving import CHROMIUM, FLAGS, ROOT, Site, serving
from tests.browser.visitor import Visitor

SHOWN = ROOT / "docs" / "screenshots"
_PATIENCE = 120_000
_LOCALES = {"ar": "ar-SA", "en": "en-US"}


@dataclass(frozen=True)
class Shot:
    """One picture. ``click`` selects the mark with the most behind it first."""

    name: str
    path: str = ""
    address: dict[str, str] = field(default_factory=dict)
    language: str = "en"
    theme: str = "light"
    size: tuple[int, int] = (1440, 960)
    click: bool = False

    @property
    def file(self) -> str:
        return f"{self.name}.png"


_NETWORK = {"chart": "cooccurrence", "shape": "network", "within": "article"}
README = (
    Shot("workbench-ar", language="ar", click=True),
    Shot("workbench-en", language="en", click=True),
    Shot("network-en", address=_NETWORK, language="en", click=True),
)
_PAGES: dict[str, tuple[str, dict[str, str], bool]] = {
    "timeline": ("", {}, True),
    "lag": ("", {"lag": "1", "grain": "year"}, False),
    "heatmap": ("", {"chart": "cooccurrence"}, True),
    "network": ("", _NETWORK, True),
    "money": ("", {"chart": "money"}, True),
    "statements": ("", {"chart": "statements"}, False),
    "filtered": ("", {"text": "العراق", "kinds": "PER~ORG", "sources": "نشرة سياق: بغداد"}, False),
    "empty": ("", {"text": "زرافة"}, False),
    "articles": ("articles", {"search": "إعمار"}, False),
    "profile": ("profile", {}, False),
    "collections": ("collections", {}, False),
    "help": ("help", {}, False),
    "lost": ("", {"collection": "gone"}, False),
}
_SIZES = {"1280": (1280, 800), "1920": (1920, 1080), "390": (390, 844)}


def all_shots() -> list[Shot]:
    pages = [
        Shot(f"{name}-{language}-{theme}", path, address, language, theme, click=click)
        for name, (path, address, click) in _PAGES.items()
        for language in _LOCALES
        for theme in ("light", "dark")
    ]
    widths = [
        Shot(f"workbench-{language}-{width}", language=language, size=size)
        for width, size in _SIZES.items()
        for language in _LOCALES
    ]
    return pages + widths


def take(shot: Shot, site: Site, browser: Browser, folder: Path) -> None:
    phone = shot.size[0] < 500
    visitor = Visitor(
        site,
        browser,
        locale=_LOCALES[shot.language],
        color_scheme=shot.theme,
        viewport={"width": shot.size[0], "height": shot.size[1]},
        device_scale_factor=2 if phone else 1,
        has_touch=phone,
    )
    visitor.page.set_default_timeout(_PATIENCE)
    try:
        visitor.open(shot.path, **shot.address)
        if shot.path in ("", "articles", "profile") and "gone" not in shot.address.values():
            visitor.page.locator(".reader").wait_for()
        if shot.click:
            drawn = visitor.marks()
            visitor.click(max(drawn, key=lambda one: one.width * one.height * (one.x > 0)))
            visitor.page.mouse.move(2, 2)
            visitor.solid.first.wait_for()
        elif shot.path == "" and not {"text", "collection"} & set(shot.address):
            visitor.page.locator(".js-plotly-plot, [data-testid=stDataFrame]").first.wait_for()
        visitor.settled()
        visitor.page.screenshot(path=folder / shot.file, full_page=phone)
        print(folder / shot.file, flush=True)
    finally:
        visitor.close()


def main(folder: Path | None) -> int:
    if CHROMIUM is None:
        print("no chromium on the PATH: install it to take pictures", file=sys.stderr)
        return 2
    SHOWN.mkdir(parents=True, exist_ok=True)
    wanted = [(shot, SHOWN) for shot in README]
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        wanted += [(shot, folder) for shot in all_shots()]
    with (
        tempfile.TemporaryDirectory() as home,
        serving(Path(home) / "collections", Path(home) / "server.log") as site,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        _end_tour(site, browser)
        failed = 0
        for shot, place in wanted:
            try:
                take(shot, site, browser, place)
            except (PlaywrightError, AssertionError) as fault:
                failed += 1
                print(f"{shot.file}: {str(fault).splitlines()[0]}", file=sys.stderr, flush=True)
        browser.close()
    return 1 if failed else 0


def _end_tour(site: Site, browser: Browser) -> None:
    """The strip of the first start is not what the pictures are about."""
    visitor = Visitor(site, browser)
    visitor.page.set_default_timeout(_PATIENCE)
    visitor.open()
    visitor.page.locator(".st-key-tour-end button").click()
    visitor.page.locator(".st-key-tour").wait_for(state="detached")
    visitor.close()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
