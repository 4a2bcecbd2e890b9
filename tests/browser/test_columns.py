"""A table whose columns have names of their own: looked at, told what they hold, and read."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.articles import making
from tests.articles.making import FIRST, TITLE

ROWS = [{"Schlagzeile": TITLE, "Inhalt": FIRST, "Tag": "2020-07-23", "Blatt": "صحيفة النهر"}]


def test_a_person_says_which_column_holds_what(visit) -> None:
    visitor = visit(locale="en-US").open("collections")
    page = visitor.page
    page.locator('[data-testid="stFileUploader"] input[type=file]').set_input_files(
        [{"name": "export.csv", "mimeType": "text/csv", "buffer": making.separated(ROWS)}]
    )
    step = page.locator(".st-key-columns_0")
    expect(step).to_contain_text("What do the columns of export.csv hold?")
    expect(step.locator('[data-testid="stDataFrame"]')).to_be_visible()
    boxes = step.locator('[data-testid="stSelectbox"]')
    for place, guessed in enumerate(("Inhalt", "Schlagzeile", "Tag", "no column")):
        expect(boxes.nth(place).locator("input")).to_have_value(guessed)
    boxes.nth(3).locator("input").click()
    page.get_by_role("option", name="Blatt").click()
    expect(boxes.nth(3).locator("input")).to_have_value("Blatt")
    visitor.settled()
    visitor.fill_upload("upload-name", "Mapped")
    visitor.build_upload()
    expect(visitor.title).to_have_text(TITLE)
    expect(page.locator(".article .source")).to_have_text("صحيفة النهر")
    expect(page.locator(".article .about .date")).to_contain_text("23 Jul 2020")
