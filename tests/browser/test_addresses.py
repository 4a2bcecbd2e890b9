"""A copied address opens the same view in another browser; every filter travels in it."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from dashboard.model import DateAxis, MentionKind, Selection

BAGHDAD = "نشرة سياق: بغداد"


def seen(visitor) -> dict[str, object]:
    """What a person would compare: tab, numbers, chips, article and the mention that stands out."""
    return {
        "tab": visitor.page.locator('[role="tab"][aria-selected="true"]').text_content(),
        "badge": visitor.badge.text_content(),
        "summary": visitor.summary.text_content(),
        "chips": visitor.chips.all_text_contents(),
        "article": visitor.title.text_content(),
        "solid": visitor.solid.all_text_contents(),
        "rows": visitor.rows.all_text_contents(),
        "marks": {drawn.mark for drawn in visitor.marks()},
    }


@pytest.mark.parametrize("locale", ["en-US", "ar-SA"])
def test_a_copied_link_opens_the_same_view_in_a_fresh_browser(visit, locale) -> None:
    visitor = visit(locale=locale).open(chart="money", sources=BAGHDAD, names="ORG:البنك الدولي")
    dot = visitor.marks()[-1]
    visitor.click(dot)
    # Another mention of the article, not the one that the mark itself opens.
    visitor.page.locator(".article .text mark.DATE[role=button]").first.click()
    visitor.wait_for_address(lambda address: bool(address.get("mention")))
    wanted = seen(visitor)
    visitor.page.keyboard.press("Escape")
    visitor.page.locator(".copy-link").click()
    expect(visitor.page.locator(".copy-link")).to_have_text(
        re.compile("The link to this view is copied|نُسخ رابط هذا العرض")
    )
    link = visitor.page.evaluate("navigator.clipboard.readText()")
    assert "build=" in link
    other = visit(locale=locale).go(link)
    expect(other.chips).to_have_text(wanted["chips"])
    assert seen(other) == wanted
    expect(other.solid.first).to_be_in_viewport()


FILTERS: dict[str, tuple[dict[str, str], Selection, str]] = {
    "days": (
        {"from": "2018-01-01", "to": "2018-12-31"},
        Selection(start=dt.date(2018, 1, 1), end=dt.date(2018, 12, 31)),
        "period",
    ),
    "days on the other axis": (
        {"axis": "happened", "from": "2014-06-01", "to": "2014-06-30"},
        Selection(axis=DateAxis.HAPPENED, start=dt.date(2014, 6, 1), end=dt.date(2014, 6, 30)),
        "period",
    ),
    "kinds": (
        {"kinds": "PER~ORG"},
        Selection(kinds=(MentionKind.PER, MentionKind.ORG)),
        "kinds",
    ),
    "names in Arabic": (
        {"names": "LOC:الموصل~ORG:البنك الدولي"},
        Selection(entities=("LOC:الموصل", "ORG:البنك الدولي")),
        "name1",
    ),
    "sources in Arabic": ({"sources": BAGHDAD}, Selection(sources=(BAGHDAD,)), "sources"),
    "amounts": (
        {"min": "1000000000.50", "max": "88000000000", "currency": "USD"},
        Selection(
            amount_min=Decimal("1000000000.50"), amount_max=Decimal(88_000_000_000), currency="USD"
        ),
        "amount",
    ),
    "currency": ({"currency": "IQD"}, Selection(currency="IQD"), "currency"),
    "text in Arabic": ({"text": "القوات العراقية"}, Selection(text="القوات العراقية"), "text"),
}


def test_every_filter_is_restored_by_a_link(visit, sample) -> None:
    visitor = visit()
    whole = sample.counts(Selection()).mentions
    for name, (parameters, selection, chip) in FILTERS.items():
        visitor.open(lang="en", **parameters)
        expected = sample.counts(selection)
        assert 0 < expected.mentions < whole, name
        expect(visitor.chip(chip)).to_be_visible()
        visitor.has_badge(expected.mentions)
        expect(visitor.summary).to_contain_text(f"{expected.articles} article")
        assert visitor.address() == {"lang": "en", **parameters}, "the address stays as it was"


def test_a_link_with_everything_shows_it_in_every_widget(visit) -> None:
    visitor = visit().open(
        lang="en",
        chart="cooccurrence",
        shape="network",
        within="article",
        measure="llr",
        order="oldest",
        axis="published",
        sources=BAGHDAD,
        kinds="LOC~ORG",
        text="العراق",
        **{"from": "2015-01-01", "to": "2021-06-30"},
    )
    visitor.marks()
    page = visitor.page
    for control, option in (
        ("View", "Network"),
        ("Within", "Article"),
        ("Strength", "LLR"),
        ("Time axis", "Published"),
    ):
        group = page.get_by_role("radiogroup", name=control)
        expect(group.get_by_role("radio", checked=True)).to_have_text(option)
    expect(page.get_by_role("tab", selected=True)).to_have_text("Co-occurrence")
    expect(page.get_by_role("textbox", name="Sentence text")).to_have_value("العراق")
    expect(page.locator(".st-key-filter-sources, .st-key-filter_sources")).to_contain_text(BAGHDAD)
    expect(page.locator(".evidence select.order")).to_have_value("oldest")
    start = page.get_by_role("group", name="From").first
    assert start.get_by_role("spinbutton").all_text_contents()[0].endswith("2015")


def test_unreadable_and_lost_things_are_said_and_the_page_lives(visit) -> None:
    visitor = visit().open(lang="en", chart="<script>", **{"from": "yesterday"})
    alerts = visitor.page.locator('[data-testid="stAlertContainer"]')
    expect(alerts).to_have_count(2)
    assert visitor.marks()
    visitor.open(lang="en", collection="gone")
    expect(alerts).to_have_count(1)
    expect(alerts).to_contain_text("gone")
    visitor.open(lang="en", article="no-such-article")
    expect(alerts).to_contain_text("no longer in the collection")


def test_back_and_forward_walk_through_the_views(visit) -> None:
    visitor = visit().open()
    visitor.marks()
    visitor.tab(2).click()
    visitor.wait_for_address(lambda address: address.get("chart") == "money")
    visitor.marks()
    visitor.page.locator('[role="radio"]', has_text="Happened").click()
    visitor.wait_for_address(lambda address: address.get("axis") == "happened")
    visitor.page.go_back()
    visitor.wait_for_address(lambda address: address == {"chart": "money"})
    expect(visitor.tab(2)).to_have_attribute("aria-selected", "true")
    visitor.page.go_back()
    visitor.wait_for_address(lambda address: address == {})
    expect(visitor.tab(0)).to_have_attribute("aria-selected", "true")
    visitor.page.go_forward()
    visitor.wait_for_address(lambda address: address == {"chart": "money"})
    expect(visitor.tab(2)).to_have_attribute("aria-selected", "true")


def test_the_selection_stays_on_the_way_to_other_pages(visit) -> None:
    visitor = visit().open(lang="en", sources=BAGHDAD)
    for name in ("Articles", "Workbench"):
        visitor.page.locator('[data-testid="stPageLink"] a', has_text=name).click()
        visitor.page.wait_for_url(re.compile("/articles|/\\?|/workbench"), wait_until="commit")
        visitor.settled()
        assert visitor.address()["sources"] == BAGHDAD
    expect(visitor.chip("sources")).to_be_visible()
