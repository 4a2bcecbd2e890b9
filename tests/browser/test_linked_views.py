"""Every mark opens its evidence: charts, tables, text, chips, Back and the address as one view."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from dashboard.model import Mark, Selection
from dashboard.pages.address import mark_of, mark_text

LOCALES = ("en-US", "ar-SA")


def evidence(sample, mark: str):
    return sample.evidence_count(Selection(mark=mark_of(mark)))


def opens_its_sentence(visitor) -> None:
    """The first sentence behind the mark is open, and its mention stands out in the article."""
    row = visitor.page.locator(".evidence .row[aria-current]")
    expect(row).to_have_count(1)
    expect(visitor.solid.first).to_be_in_viewport()
    words = visitor.solid.first.text_content()
    assert words
    assert words in row.locator(".sentence").text_content()
    sentence = row.locator(".sentence").text_content().strip()
    article = visitor.page.locator(".article")
    assert sentence in f"{visitor.title.text_content()}\n{article.locator('.text').text_content()}"


@pytest.mark.parametrize("locale", LOCALES)
def test_it_opens_on_the_sample_in_the_browser_s_language(visit, locale) -> None:
    visitor = visit(locale=locale).open()
    arabic = locale.startswith("ar")
    expect(visitor.page.locator("html")).to_have_attribute("dir", "rtl" if arabic else "ltr")
    expect(visitor.page.locator("html")).to_have_attribute("lang", "ar" if arabic else "en")
    assert len(visitor.marks()) > 50
    expect(visitor.badge).to_have_text(re.compile(r"^\d{3,}$"))
    expect(visitor.summary).to_contain_text(re.compile("48 (مقالة|articles)"))
    expect(visitor.rows.first).to_be_visible()
    expect(visitor.page.locator(".article .text mark").first).to_be_visible()
    expect(visitor.chips).to_have_count(0)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_bar_opens_as_many_sentences_as_it_counts(visit, sample, locale) -> None:
    visitor = visit(locale=locale).open()
    bar = max(visitor.marks(), key=lambda drawn: drawn.height)
    visitor.click(bar)
    visitor.has_badge(bar.number)
    assert bar.number == evidence(sample, bar.mark).mentions > 3
    expect(visitor.chip("selected")).to_be_visible()
    listed = visitor.page.locator(".evidence .row mark")
    if visitor.rows.count() == evidence(sample, bar.mark).sentences:
        expect(listed).to_have_count(bar.number)
    opens_its_sentence(visitor)
    # Removing the chip brings the whole collection back; Back undoes even that.
    visitor.chip("selected").click()
    visitor.wait_for_address(lambda address: "mark" not in address)
    expect(visitor.chips).to_have_count(0)
    visitor.page.go_back()
    visitor.wait_for_address(lambda address: address.get("mark") == bar.mark)
    visitor.has_badge(bar.number)


def test_the_same_bar_can_be_clicked_again_after_its_chip_was_removed(visit) -> None:
    visitor = visit().open()
    bar = max(visitor.marks(), key=lambda drawn: drawn.height)
    for _ in range(2):
        visitor.click(bar)
        visitor.has_badge(bar.number)
        visitor.chip("selected").click()
        visitor.wait_for_address(lambda address: "mark" not in address)
        visitor.marks()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_cell_of_the_heat_map_opens_the_sentences_of_its_pair(visit, sample, locale) -> None:
    visitor = visit(locale=locale).open(chart="cooccurrence")
    cell = max(visitor.marks(), key=lambda drawn: evidence(sample, drawn.mark).windows)
    assert cell.number > 2
    visitor.click(cell)
    visitor.has_badge(cell.number)
    assert cell.number == evidence(sample, cell.mark).windows
    expect(visitor.rows).to_have_count(cell.number)
    expect(visitor.solid.nth(1)).to_be_attached()  # both names
    opens_its_sentence(visitor)


def test_an_edge_and_a_node_of_the_network_open_their_sentences(visit, sample) -> None:
    visitor = visit().open(chart="cooccurrence", shape="network", within="article")
    drawn = visitor.marks()
    pairs = [one for one in drawn if len(mark_of(one.mark).entities) == 2]
    nodes = [one for one in drawn if len(mark_of(one.mark).entities) == 1]
    # The edge's mark that has the most room around it: what a person would aim at.
    edge = max(
        pairs,
        key=lambda one: min(
            (one.x - other.x) ** 2 + (one.y - other.y) ** 2
            for other in drawn
            if other.mark != one.mark
        ),
    )
    visitor.click(edge)
    expected = evidence(sample, edge.mark).windows
    if expected > 2:
        assert edge.number == expected
    visitor.has_badge(expected)
    opens_its_sentence(visitor)
    heaviest = max(nodes, key=lambda one: one.width)
    visitor.click(heaviest)
    visitor.has_badge(evidence(sample, heaviest.mark).mentions)
    opens_its_sentence(visitor)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_dot_of_the_money_chart_opens_its_amount(visit, sample, locale) -> None:
    visitor = visit(locale=locale).open(chart="money", text="مليارات")
    dots = visitor.marks()
    dot = max(
        dots,
        key=lambda one: min(
            ((one.x - other.x) ** 2 + (one.y - other.y) ** 2 for other in dots if other is not one),
            default=0,
        ),
    )
    visitor.click(dot)
    visitor.has_badge(len(mark_of(dot.mark).mentions))
    expect(visitor.page.locator(".article mark.MONEY.solid").first).to_be_in_viewport()
    opens_its_sentence(visitor)


@pytest.mark.parametrize(
    ("tab", "heading"), [("timeline", "Total"), ("cooccurrence", "Sentences"), ("money", None)]
)
def test_a_row_of_a_table_opens_as_many_mentions_as_it_says(visit, tab, heading) -> None:
    visitor = visit().open(chart=tab)
    visitor.marks()
    cells = visitor.cells(1)
    visitor.click_row(1)
    if heading:
        visitor.has_badge(int(cells[heading].replace(",", "")))
    else:
        # How often an amount is repeated stands in the last column, out of view at this width.
        visitor.has_badge(len(mark_of(visitor.address()["mark"]).mentions))
        expect(visitor.solid.first).to_have_text(cells["As written"])
    opens_its_sentence(visitor)


def test_a_statement_opens_in_its_article(visit) -> None:
    visitor = visit().open(chart="statements")
    said = visitor.cells(0)["Statement"]
    visitor.click_row(0)
    expect(visitor.page.locator(".evidence .row[aria-current] .part.verb")).to_be_visible()
    words = visitor.page.locator(".article :is(.text, .article-title) .part.said")
    expect(words.first).to_be_in_viewport()
    assert "".join(words.all_text_contents()) == said
    visitor.has_badge(1)


def test_statements_of_one_sentence_open_each_its_own(visit, sample) -> None:
    rows = sample.statements(Selection(), limit=300)
    twins = rows[
        rows.duplicated(["article", "mentions"], keep=False) & (rows["mentions"].str.len() > 0)
    ]
    visitor = visit()
    opened = []
    for row in twins.head(2).itertuples():
        mark = Mark(
            "statements", article=row.article, mentions=row.mentions, statement=row.verb_start
        )
        visitor.open(chart="statements", mark=mark_text(mark))
        words = visitor.page.locator(".article :is(.text, .article-title) .part.said")
        expect(words.first).to_be_in_viewport()
        opened.append("".join(words.all_text_contents()))
        assert opened[-1] == row.reported
    assert len(set(opened)) == 2
    # A link of old, without the statement, opens the sentence with its mentions.
    visitor.open(chart="statements", mark=mark_text(replace(mark, statement=None)))
    opens_its_sentence(visitor)
    expect(visitor.page.locator(".part")).to_have_count(0)


def test_the_sentences_follow_the_speaker(visit, sample) -> None:
    speaker = sample.speakers(Selection(), 1)["entity"].iloc[0]
    visitor = visit().open(chart="statements", role="*")
    visitor.has_badge(evidence(sample, f"statements~speaker:{speaker}").mentions)
    visitor.rows.nth(2).click()
    visitor.wait_for_address(lambda address: "mention" in address)
    verb = visitor.page.locator(".evidence .row[aria-current] .part.verb")
    expect(verb).to_be_visible()
    expect(visitor.page.locator(".article .text .part.verb")).to_have_text(verb.text_content())
    opens_its_sentence(visitor)


def test_a_bubble_of_the_lag_view_opens_its_mentions(visit, sample) -> None:
    visitor = visit().open(lag="1", grain="year")
    bubble = max(visitor.marks(), key=lambda one: one.width)
    visitor.click(bubble)
    visitor.has_badge(evidence(sample, bubble.mark).mentions)
    opens_its_sentence(visitor)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_mention_in_the_text_narrows_everything_to_its_name(visit, sample, locale) -> None:
    visitor = visit(locale=locale).open()
    mention = visitor.page.locator(".article .text mark.PER[role=button]").first
    name = mention.text_content()
    before = visitor.badge.text_content()
    mention.click()
    visitor.wait_for_address(lambda address: address.get("names", "").startswith("PER:"))
    expect(visitor.chip("name0")).to_be_visible()
    expect(visitor.badge).not_to_have_text(before)
    entity = visitor.address()["names"]
    visitor.has_badge(sample.evidence_count(Selection(entities=(entity,))).mentions)
    expect(visitor.solid.first).to_have_text(name)
    assert all(entity in (mark_of(one.mark).entities or (entity,)) for one in visitor.marks()), (
        "the chart follows"
    )
    visitor.chip("name0").click()
    visitor.wait_for_address(lambda address: "names" not in address)
    expect(visitor.badge).to_have_text(before)
    visitor.page.go_back()
    visitor.wait_for_address(lambda address: address.get("names") == entity)
    expect(visitor.chip("name0")).to_be_visible()


def test_an_amount_s_card_narrows_to_that_amount(visit) -> None:
    visitor = visit().open(chart="money", text="خمسة مليارات دولار")
    visitor.marks()
    visitor.page.locator(".article .text mark.MONEY[role=button]").first.click()
    card = visitor.page.locator(".card")
    expect(card).to_contain_text("5,000,000,000")
    expect(card).to_contain_text("USD")
    card.get_by_role("button", name="Filter to this amount").click()
    visitor.wait_for_address(lambda address: address.get("min") == "5000000000")
    assert visitor.address()["max"] == "5000000000"
    expect(visitor.chip("amount")).to_be_visible()


def test_keys_walk_through_the_mentions(visit) -> None:
    visitor = visit().open()
    visitor.marks()
    text = visitor.page.locator(".article .text")
    text.focus()
    position = visitor.page.locator(".article .position")
    visitor.page.keyboard.press("n")
    expect(position).to_have_text(re.compile("^1 "))
    first = visitor.solid.first.get_attribute("data-index")
    visitor.page.keyboard.press("n")
    expect(position).to_have_text(re.compile("^2 "))
    second = visitor.solid.first.get_attribute("data-index")
    assert second != first
    visitor.wait_for_address(lambda address: "mention" in address)
    visitor.page.keyboard.press("p")
    expect(position).to_have_text(re.compile("^1 "))
    assert visitor.solid.first.get_attribute("data-index") == first
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator(".card:popover-open")).to_have_count(0)
