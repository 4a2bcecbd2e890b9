"""One server and one browser for all tests of this folder; each visitor is a fresh context."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from dashboard.collection import Collection, open_collection
from tests.browser.serving import CHROMIUM, FLAGS, Site, serving

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from tests.browser.visitor import PATIENCE, Visitor  # noqa: E402  (needs playwright)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = [item for item in items if item.path.parent.name == "browser"]
    for item in here:
        item.add_marker(pytest.mark.browser)
        if CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no chromium on the PATH"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome: Any = yield
    report = outcome.get_result()
    site = getattr(item, "funcargs", {}).get("site")
    if report.failed and isinstance(site, Site):
        report.sections.append(("the server's log", site.told()))


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The dashboard as a person first starts it: it builds its sample."""
    folder = tmp_path_factory.mktemp("site")
    with serving(folder / "collections", folder / "server.log") as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    playwright.expect.set_options(timeout=PATIENCE)
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@contextmanager
def visiting(site: Site, browser: Any) -> Iterator[Callable[..., Visitor]]:
    """``visit(locale="ar-SA", ...)``: a fresh context at ``site``. At the end none of them may
    have met an error of the page's own, or asked any other machine for anything."""
    visitors: list[Visitor] = []

    def arrived(**context: Any) -> Visitor:
        visitor = Visitor(site, browser, **context)
        visitor.page.set_default_timeout(PATIENCE)
        visitors.append(visitor)
        return visitor

    yield arrived
    met = [(visitor.faults, visitor.strangers) for visitor in visitors]
    for visitor in visitors:
        visitor.close()
    assert met == [([], [])] * len(visitors)


@pytest.fixture
def visit(site: Site, browser: Any) -> Iterator[Callable[..., Visitor]]:
    with visiting(site, browser) as arrived:
        yield arrived


@pytest.fixture
def sample(site: Site, visit: Callable[..., Visitor]) -> Iterator[Collection]:
    """The collection that the server shows, opened beside it to know what to expect."""
    folder = site.home / "sample.collection"
    if not (folder / "manifest.json").exists():
        visit().open()
    opened = open_collection(folder)
    yield opened
    opened.close()
