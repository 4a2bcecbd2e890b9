"""What an Arabic reader sees and a screen reader says is Arabic, Streamlit's own words too."""

from __future__ import annotations

import json
import re

from playwright.sync_api import expect

# Every text and spoken name of the page that holds Latin letters and none in Arabic. The cells of
# a table, icons (whose letters are glyphs) and what no one is shown or told are left out.
_LATIN = """
() => {
  const found = new Set();
  const look = (text) => {
    if (/[A-Za-z]{2}/.test(text) && !/[\\u0621-\\u064a]/.test(text)) found.add(text.trim());
  };
  const walk = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) walk(one.shadowRoot);
      const left = `style, script, noscript, head, .dvn-scroller, [data-testid=stIconMaterial],
        [data-testid=stExpanderIcon]`;
      if (one.closest(left) || !one.checkVisibility()) continue;
      for (const name of ["aria-label", "aria-valuetext", "title", "placeholder", "alt"]) {
        look(one.getAttribute(name) ?? "");
      }
      for (const node of one.childNodes) if (node.nodeType === Node.TEXT_NODE) look(node.data);
    }
  };
  walk(document);
  return [...found];
}
"""
# Names of files and measures, the other language, and data.
_IN_LATIN = re.compile(
    r"English|CSV|XLSX|SVG|PNG|JSONL|W3C|GraphML|GEXF|NPMI|LLR|CAMeL|CC0-1\.0|MB"
    r"|[\d.]+ MB|[0-9a-f]{12}|• [A-Z, ]+|[a-z]+(\.[\w-]+)+|b\.exe.*|إزالة b\.exe"
    r"|\u2066?[<>≈≤≥ ]*[\d.,–]+ [A-Z]{3}\u2069?|[\w-]+\.collection"
)


def left(visitor) -> list[str]:
    # From the moment on that the document says its language, its words are said in it.
    expect(visitor.page.locator("html")).to_have_attribute("lang", "ar")
    # What people called their collections, in other tests too, is data.
    named = {
        json.loads(file.read_text(encoding="utf-8"))["name"]
        for file in visitor.site.home.glob("*.collection/manifest.json")
    }
    found = visitor.page.evaluate(_LATIN)
    return [
        one
        for one in found
        if not _IN_LATIN.fullmatch(one) and not any(name in one for name in named)
    ]


def test_no_english_is_left_on_the_arabic_pages(visit) -> None:
    visitor = visit(locale="ar-SA").open(chart="money")
    page = visitor.page
    visitor.marks()
    assert left(visitor) == []
    page.locator('.st-key-filter-sources, [class*="st-key-filter_sources"]').locator(
        "input"
    ).click()
    expect(page.get_by_role("option", name="نشرة سياق: تونس")).to_be_visible()
    assert left(visitor) == []
    page.keyboard.type("qqqq")
    expect(page.get_by_text("لا نتائج", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.locator('[data-testid="stMainMenuButton"]').click()
    expect(page.get_by_text("طباعة", exact=True)).to_be_visible()
    assert left(visitor) == []
    page.keyboard.press("Escape")
    for path, parameters in (
        ("", {"chart": "cooccurrence", "shape": "change"}),
        ("", {"chart": "statements"}),
        ("articles", {"search": "العراق"}),
        ("profile", {}),
        ("corrections", {}),
        ("help", {}),
        ("collections", {}),
    ):
        visitor.open(path, **parameters)
        expect(page.locator(".siyaq-headline").first).to_be_visible()
        assert left(visitor) == [], path or parameters
    # In the narrow fields of the sidebar the button gives way to the date.
    page.locator('.st-key-upload-date [data-testid="stDateInputCalendarButton"]').click()
    expect(page.get_by_role("button", name="الشهر السابق")).to_be_visible()
    assert left(visitor) == []
    page.keyboard.press("Escape")
    page.locator('input[type="file"]').first.set_input_files(
        [{"name": "b.exe", "mimeType": "text/plain", "buffer": b"x"}]
    )
    expect(page.get_by_text("لا تُقبل ملفات من نوع", exact=False)).to_be_visible()
    assert left(visitor) == []


def test_the_words_follow_the_language_both_ways(visit) -> None:
    visitor = visit(locale="en-US").open()
    page = visitor.page
    button = page.locator('[data-testid="stMainMenuButton"]')
    expect(button).to_have_attribute("aria-label", "Main menu")
    page.locator(".st-key-header").get_by_text("العربية").click()
    expect(button).to_have_attribute("aria-label", "القائمة الرئيسة")
    page.locator(".st-key-header").get_by_text("English").click()
    expect(button).to_have_attribute("aria-label", "Main menu")


def test_a_wide_table_is_shown_from_where_reading_starts(visit) -> None:
    visitor = visit(locale="ar-SA").open(chart="money")
    visitor.marks()
    at_start = """() => {
        const table = document.querySelector(".dvn-scroller");
        return table.scrollWidth > table.clientWidth + 1
            && Math.abs(table.scrollLeft + table.clientWidth - table.scrollWidth) < 2;
    }"""
    visitor.page.wait_for_function(at_start)
