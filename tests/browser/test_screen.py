"""Direction, width and theme: the screen mirrors, stacks on a phone, and darkens."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect


def box(locator) -> dict[str, float]:
    found = locator.first.bounding_box()
    assert found is not None
    return found


def test_the_language_switch_mirrors_the_screen(visit) -> None:
    visitor = visit().open()
    visitor.marks()
    page = visitor.page
    sidebar, charts = page.locator('[data-testid="stSidebar"]'), page.locator(".st-key-charts")
    source, html = page.locator(".st-key-source"), page.locator("html")
    assert box(sidebar)["x"] < box(charts)["x"] < box(source)["x"]
    page.locator(".st-key-header").get_by_text("العربية").click()
    visitor.wait_for_address(lambda address: address.get("lang") == "ar")
    expect(html).to_have_attribute("dir", "rtl")
    expect(html).to_have_attribute("lang", "ar")
    expect(visitor.tab(0)).to_have_text("الخط الزمني")
    assert box(sidebar)["x"] > box(charts)["x"] > box(source)["x"]
    # The first tab stands where reading starts, and the value axis too.
    assert box(visitor.tab(0))["x"] > box(visitor.tab(3))["x"]
    page.locator(".st-key-header").get_by_text("English").click()
    visitor.wait_for_address(lambda address: address.get("lang") == "en")
    expect(html).to_have_attribute("dir", "ltr")
    assert box(sidebar)["x"] < box(charts)["x"] < box(source)["x"]


@pytest.mark.parametrize("locale", ["en-US", "ar-SA"])
def test_nothing_scrolls_sideways_on_a_phone_and_columns_stack(visit, locale) -> None:
    visitor = visit(
        locale=locale, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    for path, chart in (("", "timeline"), ("", "cooccurrence"), ("", "money"), ("articles", "")):
        visitor.open(path, **({"chart": chart} if chart else {}))
        if chart:
            visitor.marks()
        expect(visitor.page.locator(".article-title")).to_be_attached()
        widths = visitor.page.evaluate(
            """() => ["html", "body", '[data-testid="stApp"]', '[data-testid="stMain"]',
                      '[data-testid="stMainBlockContainer"]']
                .map((name) => document.querySelector(name))
                .map((one) => [one.scrollWidth, one.clientWidth])"""
        )
        assert all(scroll <= client for scroll, client in widths), (path, chart, widths)
        charts, source = visitor.page.locator(".st-key-charts"), visitor.page.locator(".reader")
        assert box(charts)["y"] + box(charts)["height"] <= box(source)["y"] + 1
        assert box(charts)["width"] > 340
        assert box(source)["width"] > 340


@pytest.mark.parametrize("chart", ["timeline", "cooccurrence", "money"])
def test_one_tap_on_a_mark_selects_it(visit, chart) -> None:
    height = 844
    visitor = visit(viewport={"width": 390, "height": height}, has_touch=True, is_mobile=True)
    visitor.open(chart=chart)
    figure = visitor.page.locator(".js-plotly-plot").first
    expect(figure).to_be_visible()
    figure.evaluate("(figure) => figure.scrollIntoView({ block: 'start' })")
    # The page is taller than a phone: only what is seen of the figure can be tapped.
    marks = [one for one in visitor.marks() if 0 < one.y < height]
    mark = max(marks, key=lambda one: one.width * one.height)
    visitor.page.touchscreen.tap(mark.x, mark.y)
    # Of amounts that lie upon one another, any may be the one that was meant.
    meant = {mark.mark} if chart != "money" else {one.mark for one in marks}
    visitor.wait_for_address(lambda address: address.get("mark") in meant)


def test_on_a_phone_an_article_opened_from_the_table_comes_into_view(visit) -> None:
    visitor = visit(
        locale="ar-SA", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    ).open("articles")
    expect(visitor.title).to_be_attached()
    first = visitor.title.text_content()
    visitor.click_row(2)
    expect(visitor.title).not_to_have_text(str(first))
    expect(visitor.title).to_be_in_viewport()


@pytest.mark.parametrize("width", [1280, 1920])
def test_text_and_charts_stand_side_by_side_on_a_desk(visit, width) -> None:
    visitor = visit(locale="ar-SA", viewport={"width": width, "height": 960}).open()
    visitor.marks()
    charts, source = visitor.page.locator(".st-key-charts"), visitor.page.locator(".reader")
    assert box(source)["x"] + box(source)["width"] <= box(charts)["x"] + 1
    assert box(source)["width"] > 300
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_dark_browser_gets_a_dark_page(visit) -> None:
    visitor = visit(color_scheme="dark").open()
    visitor.marks()
    channels = visitor.page.evaluate(
        """() => getComputedStyle(document.querySelector('[data-testid="stApp"]'))
              .backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"""
    )
    assert max(channels) < 60


_INK = """
(element) => {
  const probe = element.appendChild(document.createElement("i"));
  probe.style.color = "var(--ink)";
  const told = getComputedStyle(probe).color;
  probe.remove();
  return told;
}
"""


def test_menus_above_the_page_are_as_dark_as_it_is(visit) -> None:
    page = visit(color_scheme="dark").open().page
    page.locator(".st-key-header [data-testid='stPopoverButton']").first.click()
    menu = page.locator('[data-testid="stPopoverBody"]')
    expect(menu).to_be_visible()
    assert menu.evaluate(_INK) == page.locator('[data-testid="stApp"]').evaluate(_INK)


def test_the_tour_is_walked_once_and_can_be_asked_for_again(visit) -> None:
    visitor = visit().open()
    page, strip = visitor.page, visitor.page.locator(".st-key-tour")
    if strip.count() == 0:  # another test's visitor ended it
        visitor.open("help")
        page.locator(".st-key-tour-again button").click()
    for title in ("Read the chart", "Click a mark"):
        expect(strip).to_contain_text(title)
        page.locator(".st-key-tour-next button").click()
    expect(strip).to_contain_text("Read the article")
    page.locator(".st-key-tour-end button").click()
    expect(strip).to_have_count(0)
    other = visit().open()
    other.marks()
    expect(other.page.locator(".st-key-tour")).to_have_count(0)
