"""The dossier in a browser: from a file, without a server, a network or a script."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import expect

from dashboard.model import MentionKind, Selection
from dashboard.pages.address import View
from dashboard.pages.dossiers import PARTS, dossier_of
from dashboard.wording import Language, Wording
from tests.exports.hostile import TITLES, hostile


@pytest.mark.parametrize(("language", "side"), [("ar", "right"), ("en", "left")])
def test_a_hostile_view_reads_from_a_file_and_runs_nothing(
    browser, tmp_path: Path, language: str, side: str
) -> None:
    collection = hostile(tmp_path, more=20)
    wording = Wording(Language(language))
    file = tmp_path / "dossier.html"
    file.write_bytes(dossier_of(collection, View(), wording, list(PARTS), person="هدى"))
    collection.close()
    context = browser.new_context(viewport={"width": 1000, "height": 1200})
    try:
        page = context.new_page()
        asked_for: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked_for.append(request.url))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda fault: said.append(str(fault)))
        page.goto(file.as_uri())
        expect(page.locator("#sentences li").first).to_be_visible()
        page.wait_for_function("document.fonts.status === 'loaded'")
        assert page.evaluate("document.fonts.check('16px Plex', 'سياق')")
        expect(page.locator("h1")).to_have_text(TITLES[0])
        for hover in ("figure rect", ".sentences li"):
            page.locator(hover).first.hover()
        assert page.evaluate("window.ran") is None
        assert [url for url in asked_for if not url.startswith("data:")] == [file.as_uri()]
        assert said == []
        heading = page.locator("h2").first
        assert heading.evaluate("one => getComputedStyle(one).direction") == (
            "rtl" if side == "right" else "ltr"
        )
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
        pages = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert len(pages) > len(PARTS), "each part begins a page of its own"
        assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842]
    finally:
        context.close()


def test_a_dossier_is_taken_from_the_workbench(visit, sample, tmp_path: Path) -> None:
    visitor = visit().open(lang="en", kinds="PER")
    visitor.page.locator(".st-key-dossier_menu button").first.click()
    # By its role: a button with help has an unseen twin.
    button = visitor.page.get_by_role("button", name="HTML", exact=True)
    expect(button).to_be_visible()
    visitor.settled()
    with visitor.page.expect_download() as taken:
        button.click()
    file = tmp_path / "dossier.html"
    taken.value.save_as(file)
    assert taken.value.suggested_filename == "siyaq-dossier.html"
    text = file.read_text(encoding="utf-8")
    people = sample.counts(Selection(kinds=(MentionKind.PER,)))
    assert f"<bdi>{people.mentions}</bdi>" in text
    assert f"{people.mentions} mentions in {people.articles} articles" in text
