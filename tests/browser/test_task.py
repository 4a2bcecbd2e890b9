"""What an analyst does in an afternoon, done in the browser and counted in clicks.

Who promised money to whom in February 2018? Cite three sentences. Compare two persons over time;
send the view.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from dashboard.model import MentionKind, Selection

MOST_CLICKS = 12
PROMISES = "وتعهدت الكويت بملياري دولار"
PERSONS = {"PER:حيدر العبادي": "حيدر العبادي", "PER:مصطفي الكاظمي": "مصطفى الكاظمي"}
# Every press of the pointer that the page itself receives; typing is none.
_COUNT = """
addEventListener("pointerdown", () => {
  sessionStorage.setItem("clicks", String(Number(sessionStorage.getItem("clicks") ?? 0) + 1));
}, true);
"""


def clicks(visitor) -> int:
    return int(visitor.page.evaluate("Number(sessionStorage.getItem('clicks') ?? 0)"))


def field(visitor, name: str):
    return visitor.page.locator(f".st-key-filter-{name}, .st-key-filter_{name}").first


def cite(visitor, mark) -> str:
    """Points at a mark and copies its sentence from the card, in one click."""
    page = visitor.page
    card = page.locator(".card")
    mark.scroll_into_view_if_needed()
    mark.hover()
    expect(card).to_contain_text(re.compile(r"\d"))
    card.get_by_role("button", name=re.compile("Copy with citation|نسخ مع المصدر")).click()
    expect(page.locator(".reader .status")).to_have_text(re.compile("copied|نُسخت"))
    text = str(page.evaluate("navigator.clipboard.readText()"))
    page.mouse.move(2, 2)
    expect(card).to_be_hidden()
    return text


@pytest.mark.parametrize("locale", ["en-US", "ar-SA"])
def test_the_task_takes_at_most_twelve_clicks(visit, sample, locale) -> None:
    visitor = visit(locale=locale)
    page = visitor.page
    page.add_init_script(_COUNT)
    visitor.open()
    visitor.marks()

    # Who promised money to whom in February 2018: the money of that month, where it is promised.
    visitor.tab(2).click()
    visitor.wait_for_address(lambda address: address.get("chart") == "money")
    for name, parameter, day in (("start", "from", "2018-02-01"), ("end", "to", "2018-02-28")):
        field(visitor, name).get_by_role("spinbutton").first.click()
        page.keyboard.type(day.replace("-", ""))
        page.keyboard.press("Tab")
        visitor.wait_for_address(lambda now, at=parameter, is_=day: now.get(at) == is_)
    field(visitor, "text").locator("input").click()
    page.keyboard.type("تعهدت")
    page.keyboard.press("Enter")
    visitor.wait_for_address(lambda address: address.get("text") == "تعهدت")
    asked = Selection(
        start=dt.date(2018, 2, 1),
        end=dt.date(2018, 2, 28),
        text="تعهدت",
        kinds=(MentionKind.MONEY,),
    )
    assert len(visitor.marks()) == sample.counts(asked).mentions > 5
    expect(visitor.rows.first).to_contain_text(PROMISES)
    for giver in ("تركيا", "السعودية", "قطر", "الإمارات"):
        expect(visitor.rows.first).to_contain_text(giver)

    # Three sentences with their source.
    amounts = page.locator(".article .text mark.MONEY[role=button]")
    cited = [
        cite(visitor, amounts.filter(has_text=written).first)
        for written in ("ثلاثين مليار", "ملياري دولار", "خمسمئة مليون يورو")
    ]
    assert len(set(cited)) == 3
    assert PROMISES in cited[1]
    assert all("2018" in line and "نشرة سياق: القاهرة" in line for line in cited), cited

    # Two persons over time.
    page.locator(".st-key-chips_clear button").click()
    visitor.wait_for_address(lambda address: "text" not in address and "from" not in address)
    field(visitor, "names").locator("input").click()
    for identity, name in PERSONS.items():
        page.keyboard.type(name)
        expect(page.get_by_role("option", name=name).first).to_be_visible()
        page.keyboard.press("Enter")
        visitor.wait_for_address(lambda now, chosen=identity: chosen in now.get("names", ""))
    page.keyboard.press("Escape")
    visitor.tab(0).click()
    visitor.wait_for_address(lambda address: "chart" not in address)
    page.get_by_role("radio", name=re.compile("^(Name|الاسم)$")).click()
    visitor.wait_for_address(lambda address: address.get("stack") == "entity")
    bars = visitor.marks()
    legend = page.locator(".siyaq-legend li")
    expect(legend).to_have_count(2)

    # Send the view.
    page.locator(".copy-link").click()
    expect(page.locator(".copy-link")).to_have_text(re.compile("copied|نُسخ"))
    link = str(page.evaluate("navigator.clipboard.readText()"))
    assert clicks(visitor) <= MOST_CLICKS, clicks(visitor)

    other = visit(locale=locale).go(link)
    assert {bar.mark for bar in other.marks()} == {bar.mark for bar in bars}
    expect(other.page.locator(".siyaq-legend li")).to_have_text(legend.all_text_contents())
