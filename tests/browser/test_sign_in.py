"""Signing in at a real provider, in a real browser: links survive, strangers learn nothing."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from dashboard.wording import Language, Wording
from tests.browser.conftest import visiting
from tests.browser.provider import (
    COOKIE,
    Provider,
    forged,
    hosted,
    provider,
    sign_in,
    start_to_sign_in,
)
from tests.browser.serving import Site
from tests.browser.test_uploads import OURS, upload
from tests.browser.visitor import PATIENCE, Visitor

HUDA, AMAL, SAMI, ZAYD, BRIEF = (
    *("huda@b.org", "amal@b.org", "sami@c.org", "zayd@d.org", "brief@b.org"),
)
EN, AR = Wording(Language.ENGLISH), Wording(Language.ARABIC)


@pytest.fixture(scope="module")
def identity() -> Iterator[Provider]:
    with provider() as running:
        running.add(HUDA, name="Huda Karim")
        running.add(AMAL, name="أمل")
        running.add(SAMI, name="Sami")
        running.add(ZAYD, verified=False)
        running.add(BRIEF, lifetime=8)
        yield running


@pytest.fixture(scope="module")
def site(identity: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server for this module: hosted, with sign-in and an administrator."""
    with hosted(identity, tmp_path_factory.mktemp("hosted"), SIYAQ_ADMINS=AMAL) as running:
        yield running


@pytest.fixture
def come(site: Site, browser: Any) -> Iterator[Callable[..., Visitor]]:
    """``come(HUDA)``: a fresh visitor, signed in; ``come()`` has not signed in."""
    with visiting(site, browser) as visit:

        def arrived(email: str = "", **context: Any) -> Visitor:
            visitor = visit(**context).open()
            if email:
                sign_in(visitor.page, email)
                visitor.settled()
            return visitor

        yield arrived


def shut(page: Page, why: str = "signed_out", wording: Wording = EN) -> None:
    """The page is the sign-in page, and nothing but it."""
    expect(page.locator(".st-key-entrance")).to_contain_text(wording.text(f"signin.{why}"))
    for part in (".st-key-account", ".st-key-pages", ".siyaq-brand ~ *", ".st-key-sides"):
        assert page.locator(part).count() == 0, part
    assert page.locator(".js-plotly-plot, [data-testid='stDataFrame']").count() == 0


def test_links_survive_the_sign_in_in_two_tabs_and_with_a_slow_provider(
    come: Callable[..., Visitor], identity: Provider
) -> None:
    visitor = come(locale="ar-SA")
    first, second = visitor.page, visitor.context.new_page()
    second.set_default_timeout(PATIENCE)
    words = 'بغداد & "x" #1'
    visitor.open("articles", text=words, lang="ar")
    shut(first, wording=AR)
    second.goto(f"{visitor.site.address}/?chart=money&lang=en", wait_until="commit")
    expect(second.locator(".st-key-sign_in button")).to_be_visible()
    shut(second)
    for page in (first, second):
        start_to_sign_in(page)
        # What was asked for does not leave the browser.
        assert quote(words)[:12] not in page.url
        assert "money" not in page.url
    identity.answers.clear()
    for page in (first, second):
        page.locator(f'button[value="{HUDA}"]').click(no_wait_after=True)
    identity.answers.set()
    # The provider can end only the later of the two; the other tab comes in after it.
    first.wait_for_url("**/articles?*", wait_until="commit")
    second.wait_for_url("**chart=money**", wait_until="commit")
    visitor.settled()
    assert visitor.address() == {"text": words, "lang": "ar"}
    expect(first.locator(".st-key-account")).to_contain_text("Huda Karim")
    expect(second.locator(".st-key-account")).to_contain_text("Huda Karim")
    expect(second.locator('[data-testid="stTabs"] [role="tab"]').nth(2)).to_have_attribute(
        "aria-selected", "true"
    )


def test_a_link_that_waits_leads_nowhere_else(come: Callable[..., Visitor]) -> None:
    visitor = come(HUDA)
    page = visitor.page
    now = int(time.time() * 1000)
    for link in (
        {"page": "//evil.example", "query": "", "at": now},
        {"page": "https://evil.example/", "query": "", "at": now},
        {"page": "articles", "query": "//evil.example", "at": now},
        {"page": "articles", "query": "", "at": now - 13 * 3600 * 1000},
        "nonsense",
    ):
        page.evaluate("told => sessionStorage.setItem('siyaq.link', told)", json.dumps(link))
        visitor.open()
        page.wait_for_function("sessionStorage.getItem('siyaq.link') === null")
        visitor.settled()
        assert page.url == f"{visitor.site.address}/", link
    assert visitor.strangers == []


def test_an_upload_is_its_owners_until_it_is_shared(come: Callable[..., Visitor]) -> None:
    huda, sami = come(HUDA), come(SAMI)
    upload(
        huda.open("collections"), "ours.txt", OURS.encode(), title="Port deal", date="2020-07-23"
    )
    key = huda.address()["collection"]
    assert key.startswith("Port-deal-")

    def asks_for(address: str) -> str:
        """All that Sami reads at an address of a collection, but for what he wrote there."""
        sami.open("corrections", collection=address, lang="en")
        expect(sami.page.locator('[data-testid="stAlert"]')).to_have_count(1)
        expect(sami.page.locator(".st-key-pages a").last).to_be_visible()
        told = sami.page.locator('[data-testid="stMainBlockContainer"]')
        expect(told).to_contain_text(EN.text("corrections.title"))
        return told.inner_text().replace(address, "?")

    forbidden = asks_for(key)
    assert EN.text("error.no_such_collection") in forbidden
    assert forbidden == asks_for("Port-deal-0000000000")
    sami.open("collections", lang="en")
    expect(sami.page.locator('[class*="st-key-collection_"]')).to_have_count(1)
    expect(sami.page.locator("#root")).not_to_contain_text("Port deal")

    huda.open("collections", collection=key, lang="en")
    field = huda.page.locator(".st-key-sharing-address input")
    field.fill("Sami@C.org")
    field.press("Tab")
    huda.settled()
    huda.page.locator(".st-key-sharing-grant button").click()
    expect(huda.page.locator(".st-key-sharing")).to_contain_text(SAMI)
    sami.open(collection=key, lang="en", chart="money")
    expect(sami.badge).to_be_visible()
    expect(sami.page.locator(".st-key-header input").first).to_have_value(re.compile("Port deal"))
    # He looks; he neither corrects nor shares.
    sami.open("collections", collection=key, lang="en")
    expect(sami.page.locator(f".st-key-collection_{key}")).to_contain_text(
        EN.text("sharing.role.viewer")
    )
    assert sami.page.locator(".st-key-sharing").count() == 0

    huda.page.locator(".st-key-sharing button", has_text=EN.text("sharing.take_back")).nth(
        1
    ).click()
    expect(huda.page.locator(".st-key-sharing")).not_to_contain_text(SAMI)
    assert asks_for(key) == forbidden


def test_a_token_is_good_until_it_expires(come: Callable[..., Visitor], site: Site) -> None:
    visitor = come()
    # An old cookie of the server's own, kept by somebody.
    now = int(time.time())
    claims = {"email": HUDA, "email_verified": True, "exp": now - 5, "iat": now - 3600}
    visitor.context.add_cookies([forged(site, claims)])
    visitor.open("articles", lang="en")
    shut(visitor.page, "expired")
    # The same with time left is a sign-in, so it was the time that was refused.
    visitor.context.add_cookies([forged(site, {**claims, "exp": now + 600})])
    visitor.open("articles", lang="en")
    expect(visitor.page.locator(".st-key-account")).to_be_visible()
    # A page that is left open closes by itself.
    visitor.context.clear_cookies()
    visitor.open("articles", lang="en")
    start_to_sign_in(visitor.page)
    visitor.page.locator(f'button[value="{BRIEF}"]').click()
    expect(visitor.page.locator(".st-key-entrance")).to_contain_text(EN.text("signin.expired"))
    shut(visitor.page, "expired")


def test_a_cookie_that_was_tampered_with_is_nobodys(
    come: Callable[..., Visitor], site: Site
) -> None:
    visitor = come()
    now = int(time.time())
    claims = {"email": AMAL, "email_verified": True, "exp": now + 600, "iat": now}
    good = str(forged(site, claims)["value"])
    payload, moment, signature = good.rsplit(".", 2)
    others, _, _ = str(forged(site, {**claims, "email": HUDA})["value"]).rsplit(".", 2)
    cookies = {
        "another secret": forged(site, claims, secret="x" * 64)["value"],
        "no secret": forged(site, claims, secret="")["value"],
        "another's claims": f"{others}.{moment}.{signature}",
        "another moment": f"{payload}.{'B' + moment[1:]}.{signature}",
        "no signature": f"{payload}.{moment}.",
        "claims alone": json.dumps({"is_logged_in": True, **claims}).encode().hex(),
        "another site's": forged(site, claims, origin="http://evil.example")["value"],
        "parts": "chunks-2",
    }
    for what, value in cookies.items():
        visitor.context.add_cookies([{"name": COOKIE, "value": str(value), "url": site.address}])
        visitor.open("collections", lang="en")
        shut(visitor.page)
        assert visitor.page.locator(".st-key-sign_in button").count() == 1, what
    for what, more in {
        "unverified": {"email_verified": False},
        "no address": {"email": ""},
        "an address of two": {"email": f"{AMAL}, x@y.org"},
    }.items():
        visitor.context.add_cookies([forged(site, {**claims, **more})])
        visitor.open("collections", lang="en")
        shut(visitor.page, "unverified")
        assert visitor.page.locator(".st-key-sign_in").count() == 0, what


def test_signing_out_ends_every_copy(come: Callable[..., Visitor], site: Site) -> None:
    visitor = come(AMAL, locale="ar-SA")
    tab = visitor.context.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto(f"{site.address}/help", wait_until="commit")
    expect(tab.locator(".st-key-account")).to_contain_text("أمل")
    copies = [one for one in visitor.context.cookies() if one["name"].startswith(COOKIE)]
    page = visitor.page
    page.locator(".st-key-account button").first.click()
    expect(page.locator('[data-testid="stPopoverBody"]')).to_contain_text(AMAL)
    page.locator(".st-key-sign_out button").click()
    expect(page.locator(".st-key-sign_in button")).to_be_visible()
    visitor.settled()
    shut(page, wording=AR)
    assert not [one for one in visitor.context.cookies() if one["name"].startswith(COOKIE)]
    # Whoever kept the cookie has nothing of it.
    visitor.context.add_cookies(copies)
    visitor.open("collections")
    shut(page, "expired", AR)
    # The other tab is shut with its next click.
    tab.locator(".st-key-tour-again button").click()
    expect(tab.locator(".st-key-entrance")).to_be_visible()


def test_the_provider_may_send_nobody_back(come: Callable[..., Visitor]) -> None:
    visitor = come().open("articles", lang="en", text="x")
    start_to_sign_in(visitor.page)
    visitor.page.locator('button[value="nobody"]').click()
    expect(visitor.page.locator(".st-key-sign_in button")).to_be_visible()
    visitor.settled()
    # The link waits on, for the next try.
    sign_in(visitor.page, HUDA)
    visitor.page.wait_for_url("**/articles?*", wait_until="commit")
    assert visitor.address() == {"lang": "en", "text": "x"}
    visitor = come().open(lang="en")
    start_to_sign_in(visitor.page)
    visitor.page.locator(f'button[value="{ZAYD}"]').click()
    expect(visitor.page.locator(".st-key-entrance")).to_contain_text(EN.text("signin.unverified"))
