"""Articles of one's own in the page: upload, build, read; hostile text stays text."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from dashboard.pages.address import mark_of
from tests.browser.serving import ROOT

SEED = ROOT.parent / "shared" / "seed" / "coalition-article.txt"
OURS = (
    "دعم جديد للقوات العراقية بـ5 مليار دولار\n"
    "أعلن التحالف الدولي في بغداد، اليوم الخميس، أنه يقدم خمسة مليارات دولار للقوات العراقية.\n"
    "وقال متحدث باسم التحالف الدولي إن الخمسة مليارات دولار تصرف في تجهيزات منذ عام 2014.\n"
)
HOSTILE = (
    "<script>window.hacked = 1</script> **نجم** $x^2$ :red[لون] \u202eعكس [رابط](javascript:x())\n"
    "قال برهم صالح في بغداد <img src=x onerror='window.hacked = 2'> إن العراق دفع 5 ملايين دولار.\n"
    "وقال «<b>مصطفى الكاظمي</b>» إن &lt;الموصل&gt; `شيفرة` $$y$$ <svg onload=window.hacked=3>.\n"
)
HOSTILE_SOURCE = "<i>صحيفة</i> **$z$** <img src=x onerror=window.hacked=4>"
HOSTILE_NAME = "مجموعة <img src=x onerror=window.hacked=5> **b** $m$"


def upload(visitor, name: str, content: bytes, *, title: str, date: str = "", source: str = ""):
    """Adds a file on the collections page, as a person would, and opens it when it is built."""
    page = visitor.page
    page.locator('[data-testid="stFileUploader"] input[type=file]').set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": content}]
    )
    expect(page.locator('[data-testid="stFileChip"]')).to_have_count(1)
    for key, text in (("upload-name", title), ("upload-source", source)):
        if text:
            visitor.fill_upload(key, text)
    if date:
        field = page.locator(".st-key-upload-date")
        for segment, digits in zip(("year", "month", "day"), date.split("-"), strict=True):
            field.locator(f'[role=spinbutton][data-type="{segment}"]').click()
            page.keyboard.type(digits)
        page.keyboard.press("Tab")
        visitor.settled()
    visitor.build_upload()
    expect(visitor.badge).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "of"), [("ar-SA", "seed"), ("en-US", "ours")], ids=["seed-ar", "ours-en"]
)
def test_the_five_billion_of_an_uploaded_article_stand_on_the_money_chart(
    visit, locale, of
) -> None:
    if of == "seed" and not SEED.exists():
        pytest.skip("the seed article is not beside the repository (../shared/seed)")
    content = SEED.read_bytes() if of == "seed" else OURS.encode()
    visitor = visit(locale=locale).open("collections")
    upload(visitor, f"{of}.txt", content, title=f"Five {of}", date="2020-07-23", source="وكالة")
    visitor.tab(2).click()
    visitor.wait_for_address(lambda address: address.get("chart") == "money")
    (dot,) = visitor.marks()
    assert len(mark_of(dot.mark).mentions) == 3
    assert "5,000,000,000" in dot.text
    visitor.click(dot)
    visitor.has_badge(3)
    assert visitor.page.locator(".evidence .row mark.MONEY").count() == 3
    visitor.solid.first.click()
    expect(visitor.page.locator(".card")).to_contain_text("5,000,000,000")
    expect(visitor.page.locator(".card")).to_contain_text("USD")
    visitor.page.keyboard.press("Escape")
    # The Thursday is the day of publication, as the person gave it.
    thursday = visitor.page.locator(".article .text mark.DATE", has_text="الخميس").first
    thursday.click()
    expect(visitor.page.locator(".card")).to_contain_text(re.compile("23 (Jul|تموز).* 2020"))


def test_a_relative_date_of_an_undated_upload_stays_unresolved_and_says_so(visit) -> None:
    visitor = visit().open("collections")
    upload(visitor, "undated.txt", OURS.encode(), title="Undated")
    expect(visitor.page.locator(".article .about .date")).to_have_text("No date of publication")
    visitor.page.locator(".article .text mark.DATE", has_text="الخميس").first.click()
    expect(visitor.page.locator(".card")).to_contain_text("Unresolved: no date of publication")


def test_hostile_text_is_shown_literally_and_nothing_of_it_runs(visit) -> None:
    visitor = visit().open("collections")
    upload(
        visitor,
        "hostile <b>.txt",
        HOSTILE.encode(),
        title=HOSTILE_NAME,
        date="2020-01-05",
        source=HOSTILE_SOURCE,
    )
    title, first, second = HOSTILE.splitlines()
    page = visitor.page
    # What would turn the reading direction is taken out; a sign without width keeps its place.
    shown = title.replace("\u202e", "\u2060")
    expect(visitor.title).to_have_text(shown, use_inner_text=False)
    assert page.locator(".article .text p").all_text_contents() == [first, second]
    expect(page.locator(".article .source")).to_have_text(HOSTILE_SOURCE)
    expect(page.locator(".st-key-header input").first).to_have_value(
        re.compile(re.escape(HOSTILE_NAME))
    )
    address = visitor.address()
    for path, more in (
        ("", {"stack": "source", "sources": HOSTILE_SOURCE}),
        ("", {"chart": "money", "text": "<img src=x onerror=window.hacked=6> $q$"}),
        ("", {"chart": "cooccurrence", "within": "article"}),
        ("articles", {"search": "<script>"}),
        ("profile", {"entity": "PER:<img src=x onerror=window.hacked=7>"}),
        ("collections", {}),
    ):
        visitor.open(path, **{**address, **more})
        expect(page.locator(".st-key-header")).to_be_visible()
        if "sources" in more:
            expect(visitor.chip("sources")).to_contain_text(HOSTILE_SOURCE)
            expect(page.locator(".siyaq-legend").first).to_contain_text(HOSTILE_SOURCE)
            visitor.marks()
        if "text" in more:
            expect(visitor.chip("text")).to_contain_text(more["text"])
        assert page.evaluate("window.hacked") is None, path
        assert page.locator('img[src="x"], .katex').count() == 0, path
        assert page.locator("b, strong, em, i", has_text="صحيفة").count() == 0, path
