"""Frozen links and saved views, from one person's browser to another's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from dashboard.collection import Collection, open_collection
from dashboard.collection.corrections import steps
from dashboard.collection.corrections.store import Corrections
from dashboard.model import MentionKind, Selection
from tests.browser.serving import Site

KEY = "shared"
NAME = "ناس وجهات <b>"
PEOPLE = Selection(kinds=(MentionKind.PER,))


@pytest.fixture(scope="module")
def _copied() -> Iterator[list[Site]]:
    sites: list[Site] = []
    yield sites
    for site in sites:
        shutil.rmtree(site.home / f"{KEY}.collection", ignore_errors=True)


@pytest.fixture
def shared(site: Site, sample: Collection, _copied: list[Site]) -> Iterator[Collection]:
    """A collection that only these tests correct, as it was built."""
    folder = site.home / f"{KEY}.collection"
    if not folder.exists():
        shutil.copytree(site.home / "sample.collection", folder)
        _copied.append(site)
    opened = open_collection(folder)
    yield opened
    opened.close()


def reject_one(site: Site, collection: Collection) -> None:
    """What a colleague corrects through another replica: a person is rejected."""
    log = Corrections.at(site.home / "siyaq.db", KEY)
    now = collection.corrected(log.log())
    row = now.evidence(PEOPLE, 1).to_dict("records")[0]
    read = now.article(str(row["article"]))
    assert read is not None
    log.append(steps.reject(next(one for one in read.mentions if one.id == row["id"])), "سامي")


def open_menu(visitor) -> None:
    visitor.page.locator(".st-key-views_menu button").first.click()
    expect(visitor.page.locator(".st-key-views .copy-link")).to_be_visible()
    visitor.settled()


def test_a_frozen_link_shows_the_same_count_after_a_correction(site, visit, shared) -> None:
    first = visit().open(lang="en", collection=KEY, kinds="PER")
    before = int(first.badge.text_content().replace(",", ""))
    open_menu(first)
    first.page.locator(".st-key-views .copy-link").click()
    expect(first.page.locator(".st-key-views .copy-link")).to_have_text("The frozen link is copied")
    link = first.page.evaluate("navigator.clipboard.readText()")
    reject_one(site, shared)
    live = visit().open(lang="en", collection=KEY, kinds="PER")
    live.has_badge(before - 1)
    then = visit().go(link)
    then.has_badge(before)
    banner = then.page.locator(".siyaq-frozen")
    expect(banner).to_contain_text("1 step since (a correction or an undo)")
    expect(banner).to_contain_text(f"{before} mentions then, {before - 1} now")
    then.page.get_by_role("button", name="Go live").click()
    then.wait_for_address(lambda address: "frozen" not in address)
    then.has_badge(before - 1)
    expect(banner).to_have_count(0)


def test_a_view_saved_in_one_browser_opens_in_another(visit, shared) -> None:
    first = visit(locale="ar-SA").open(collection=KEY, kinds="PER~ORG", chart="money")
    open_menu(first)
    field = first.page.locator('.st-key-views input[type="text"]').first
    field.fill(NAME)
    field.press("Enter")
    first.page.get_by_role("button", name="حفظ", exact=True).click()
    expect(first.page.get_by_role("button", name=NAME, exact=True)).to_be_visible()
    other = visit(locale="en-US").open(collection=KEY)
    open_menu(other)
    other.page.get_by_role("button", name=NAME, exact=True).click()
    other.wait_for_address(lambda address: address.get("kinds") == "PER~ORG")
    assert other.address() == {"collection": KEY, "kinds": "PER~ORG", "chart": "money"}
    expect(other.page.locator(".st-key-views")).to_have_count(0)
    expect(other.page.get_by_role("tab", selected=True)).to_have_text("Money")
