"""``python -m tests.screenshots [FOLDER [PATTERN]]``: pictures of every page, from the real server.

The three that the README shows go to docs/screenshots. With a FOLDER all others go there instead:
every page, every chart and every empty state, in both languages, light and dark, at three widths;
a PATTERN such as ``money-*-390`` takes only those. Phones are shown from top to bottom.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from dashboard.collection import open_collection
from dashboard.collection.corrections import steps
from dashboard.collection.corrections.store import Corrections
from dashboard.model import CorrectionAction, MentionKind, Selection
from tests.articles import making
from tests.browser.serving import CHROMIUM, FLAGS, ROOT, Site, serving
from tests.browser.visitor import Visitor

SHOWN = ROOT / "docs" / "screenshots"
LANGUAGES = {"ar": "ar-SA", "en": "en-US"}
THEMES = ("light", "dark")
SIZES = {"1280": (1280, 800), "1920": (1920, 1080), "390": (390, 844)}
_PATIENCE = 120_000


@dataclass(frozen=True)
class Scene:
    """What a picture shows. ``prepare`` is done first; ``ready`` must be on the page."""

    path: str = ""
    address: dict[str, str] = field(default_factory=dict)
    ready: str = ".js-plotly-plot .point"
    prepare: Callable[[Visitor], None] | None = None


def largest_mark(visitor: Visitor) -> None:
    """Selects the mark that is drawn largest; of several, the one with the most room around it."""
    drawn = visitor.marks()
    largest = max(one.width * one.height for one in drawn)
    visitor.click(
        max(
            (one for one in drawn if one.width * one.height > 0.9 * largest),
            key=lambda one: min(
                (
                    (one.x - other.x) ** 2 + (one.y - other.y) ** 2
                    for other in drawn
                    if other.mark != one.mark
                ),
                default=0,
            ),
        )
    )
    visitor.page.mouse.move(2, 2)
    expect(visitor.solid.first).to_be_visible()


def first_statement(visitor: Visitor) -> None:
    visitor.click_row(0)
    expect(visitor.page.locator(".article .part.said").first).to_be_visible()


def card(visitor: Visitor) -> None:
    """The card of an amount in the article."""
    visitor.page.locator(".article .text mark.MONEY[role=button]").first.click()
    expect(visitor.page.locator(".card")).to_be_visible()
    visitor.wait_for_address(lambda address: "mention" in address)


def opened(selector: str) -> Callable[[Visitor], None]:
    def click(visitor: Visitor) -> None:
        visitor.page.locator(selector).first.click()
        visitor.settled()

    return click


def unread(visitor: Visitor) -> None:
    """An upload of which some cannot be read, built."""
    files = {
        "cut.zip": making.zipped({"a.txt": making.TEXT.encode(), "b.docx": making.word()})[:-9000],
        "تقرير-وزارة-المالية-السنوي.docx": b"\xd0\xcf\x11\xe0",
        "scanned.pdf": making.pdf([[]]),
        "archive-of-the-ministry-with-a-long-name-2020-07-23.csv": b"Rar!",
        "news.jsonl": making.jsonl([{**making.ARTICLE, "date": "يوم ما"}]) + b'{"text": "cut\n',
    }
    field = visitor.page.locator('[data-testid="stFileUploader"] input[type=file]').first
    field.set_input_files(
        [
            {"name": name, "mimeType": "application/octet-stream", "buffer": data}
            for name, data in files.items()
        ]
    )
    visitor.page.locator(".st-key-upload-build button").click()
    expect(visitor.page.locator(".siyaq-complaints").last).to_be_visible()
    visitor.page.locator(".siyaq-complaints").last.scroll_into_view_if_needed()


_NETWORK = {"chart": "cooccurrence", "shape": "network", "within": "article"}
_READER = ".article-title"
SCENES: dict[str, Scene] = {
    "tour": Scene(ready=".st-key-tour"),
    "timeline": Scene(prepare=largest_mark),
    "happened": Scene(address={"axis": "happened"}),
    "compared": Scene(
        address={"stack": "entity", "compare": "PER:حيدر العبادي~PER:مصطفي الكاظمي"},
    ),
    "lag": Scene(address={"lag": "1", "grain": "year"}, prepare=largest_mark),
    "heatmap": Scene(address={"chart": "cooccurrence"}, prepare=largest_mark),
    "network": Scene(address=_NETWORK, prepare=largest_mark),
    "change": Scene(address={"chart": "cooccurrence", "shape": "change"}),
    "money": Scene(address={"chart": "money"}, prepare=largest_mark),
    "card": Scene(address={"chart": "money", "text": "خمسة مليارات دولار"}, prepare=card),
    "statements": Scene(
        address={"chart": "statements"},
        ready='[data-testid="stDataFrame"]',
        prepare=first_statement,
    ),
    "statements-by-role": Scene(
        address={"chart": "statements", "role": "*", "kinds": "DATE~MONEY"},
        ready='[data-testid="stDataFrame"]',
    ),
    "filtered": Scene(
        address={
            "text": "العراق",
            "kinds": "PER~ORG",
            "sources": "نشرة سياق: بغداد",
            "names": "ORG:التحالف الدولي",
            "from": "2014-01-01",
            "to": "2021-12-31",
        }
    ),
    "empty": Scene(address={"text": "زرافة"}, ready=".st-key-empty"),
    "empty-money": Scene(
        address={"chart": "money", "from": "2013-01-01", "to": "2013-12-31"},
        ready=".st-key-empty",
    ),
    "articles": Scene("articles", {"search": "إعمار"}, _READER),
    "articles-none": Scene("articles", {"search": "زرافة"}, ".siyaq-note"),
    "profile": Scene("profile", {"entity": "ORG:التحالف الدولي"}),
    "collections": Scene("collections", ready='[data-testid="stFileUploader"]'),
    "help": Scene("help", ready=".siyaq-headline"),
    "lost": Scene(address={"collection": "gone"}, ready='[data-testid="stAlertContainer"]'),
    "corrections-none": Scene("corrections", ready=".siyaq-headline"),
    # From here on with corrections.
    "corrections": Scene("corrections", ready='[class*="st-key-correction_"]'),
    "corrections-undo": Scene(
        "corrections",
        ready='[class*="st-key-correction_"]',
        prepare=opened('[class*="st-key-correction_buttons_"] button'),
    ),
    "correcting": Scene(
        "profile",
        {"entity": "ORG:التحالف الدولي"},
        prepare=opened(".st-key-correct_entity summary"),
    ),
    "unread": Scene("collections", ready='[data-testid="stFileUploader"]', prepare=unread),
}


@dataclass(frozen=True)
class Shot:
    """One picture: a scene, for whom, and how large."""

    scene: str
    language: str
    theme: str
    size: tuple[int, int]
    file: str


README = tuple(
    Shot(scene, language, theme, (1440, 960), f"{name}-{language}.png")
    for scene, language, theme, name in (
        ("timeline", "ar", "light", "workbench"),
        ("timeline", "en", "light", "workbench"),
        ("network", "en", "dark", "network"),
    )
)


def all_shots(pattern: str = "*") -> list[Shot]:
    return [
        Shot(scene, language, theme, size, f"{name}.png")
        for scene, language, theme, (width, size) in itertools.product(
            SCENES, LANGUAGES, THEMES, SIZES.items()
        )
        for name in [f"{scene}-{language}-{theme}-{width}"]
        if fnmatch(name, pattern)
    ]


class Photographer:
    """Takes pictures; people of the same language, theme and width share a browser context."""

    def __init__(self, site: Site, browser: Browser) -> None:
        self._site = site
        self._browser = browser
        self._visitors: dict[tuple[str, str, tuple[int, int]], Visitor] = {}

    def take(self, shot: Shot, folder: Path) -> None:
        scene, visitor = SCENES[shot.scene], self._visitor(shot)
        width, height = shot.size
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.open(scene.path, **scene.address)
        expect(visitor.page.locator(scene.ready).first).to_be_attached()
        if scene.prepare is not None:
            scene.prepare(visitor)
        visitor.settled()
        # Parts of Streamlit come later than the page; until then grey boxes stand for them.
        expect(visitor.page.locator('[data-testid="stSkeleton"]')).to_have_count(0)
        if width < 500:
            self._show_all(visitor, width)
        visitor.page.screenshot(path=folder / shot.file)
        print(folder / shot.file, flush=True)

    def _show_all(self, visitor: Visitor, width: int) -> None:
        """A page scrolls within the window: a picture of all of it takes a window as high."""
        height = visitor.page.evaluate(
            """() => {
                const main = document.querySelector('[data-testid="stMain"]');
                main.scrollTop = 0;
                return main.scrollHeight;
            }"""
        )
        visitor.page.set_viewport_size({"width": width, "height": min(height, 4000)})
        visitor.settled()

    def _visitor(self, shot: Shot) -> Visitor:
        key = (shot.language, shot.theme, shot.size)
        if key not in self._visitors:
            phone = shot.size[0] < 500
            made = Visitor(
                self._site,
                self._browser,
                locale=LANGUAGES[shot.language],
                color_scheme=shot.theme,
                viewport={"width": shot.size[0], "height": shot.size[1]},
                device_scale_factor=2 if phone else 1,
                has_touch=phone,
            )
            made.page.set_default_timeout(_PATIENCE)
            self._visitors[key] = made
        return self._visitors[key]

    def leave(self) -> None:
        """The contexts end: what they remember of the page must not reach the next pictures."""
        for visitor in self._visitors.values():
            visitor.close()
        self._visitors.clear()


def _end_tour(site: Site) -> None:
    (site.home / "tour-ended").touch()


def _correct(site: Site) -> None:
    """A few steps in the log of the sample, as people would take them."""
    collection = open_collection(site.home / "sample.collection")
    rows = collection.entities(Selection(), "", 40)
    names = dict(zip(rows["name"], rows["entity"], strict=True))
    coalition = collection.entity(names["التحالف الدولي"])
    log = Corrections.at(site.home / "siyaq.db", "sample")
    log.append(steps.rename(coalition, "التحالف الدولي ضد داعش"), "منى", "الاسم الكامل")
    others = [one for one in rows["entity"] if one.startswith("ORG:") and one != coalition.id]
    first, second = (collection.entity(one) for one in others[:2])
    merged = log.append(steps.merge(second, first), "نادر", "")
    log.undo(merged.id, "نادر", "ليسا واحدا")
    read = collection.article("sample-26")
    rejected = log.append(steps.reject(read.mentions[0], read.article.content), "منى", "")
    log.undo(rejected.id, "نادر", "بل هي اسم")
    log.redo(rejected.id, "منى", "عنوان وليست اسما")
    log.append(steps.retag(read.mentions[0], MentionKind.ORG, read.article.content), "نادر", "")
    other = Corrections.at(site.home / "other.db", "other")
    elsewhere = steps.Step(CorrectionAction.REJECT, "other-1@4-9", {"surface": "بغداد"})
    other.append(elsewhere, "سالم", "في اسم شارع")
    log.imported(other.exported(), "منى")
    collection.close()


def pictures(site: Site, browser: Browser, wanted: Iterable[tuple[Shot, Path]]) -> int:
    """Takes them scene by scene; returns how many failed."""
    photographer, failed = Photographer(site, browser), 0
    order = list(SCENES)
    ended = corrected = False
    for shot, folder in sorted(wanted, key=lambda one: order.index(one[0].scene)):
        at = order.index(shot.scene)
        if at > order.index("tour") and not ended:
            photographer.leave()
            _end_tour(site)
            ended = True
        if at >= order.index("corrections") and not corrected:
            photographer.leave()
            _correct(site)
            corrected = True
        try:
            photographer.take(shot, folder)
        except (PlaywrightError, AssertionError) as fault:
            failed += 1
            print(f"{shot.file}: {str(fault).splitlines()[0]}", file=sys.stderr, flush=True)
    photographer.leave()
    return failed


def main(folder: Path | None, pattern: str = "*") -> int:
    if CHROMIUM is None:
        print("no chromium on the PATH: install it to take pictures", file=sys.stderr)
        return 2
    if folder is None:
        wanted = [(shot, SHOWN) for shot in README]
    else:
        wanted = [(shot, folder) for shot in all_shots(pattern)]
    for place in {place for _, place in wanted}:
        place.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=_PATIENCE)
    with (
        tempfile.TemporaryDirectory() as home,
        serving(Path(home) / "collections", Path(home) / "server.log") as site,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        # The first visit builds the sample.
        first = Visitor(site, browser)
        first.page.set_default_timeout(_PATIENCE)
        first.open().marks()
        first.close()
        failed = pictures(site, browser, wanted)
        browser.close()
    return 1 if failed else 0


if __name__ == "__main__":
    given = sys.argv[1:3]
    sys.exit(main(Path(given[0]) if given else None, *given[1:]))
