"""The component in a real browser, without Streamlit around it: what is drawn and reported."""

import base64
import datetime as dt
import json
import shutil
from decimal import Decimal

import pytest

from dashboard.annotation.article import article_payload
from dashboard.annotation.assets import component_script, component_style
from dashboard.annotation.evidence import EvidenceMark, EvidenceRow, evidence_payload
from dashboard.annotation.reader import Cure, reader_payload
from dashboard.annotation.statements import ShownStatement
from dashboard.model import Article, Mention, MentionKind, MoneyValue, Span, Statement
from dashboard.wording import Language, Wording

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH"),
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ENGLISH, ARABIC = Wording(Language.ENGLISH), Wording()
# Mounts the component as Streamlit does: module from a blob, shadow root, bytes, triggers.
HOST = """
async ([script, style]) => {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const draw = (await import(url)).default;
  const host = document.createElement("div");
  host.id = "host";
  document.body.append(host);
  const root = host.attachShadow({ mode: "open" });
  const sheet = document.createElement("style");
  sheet.textContent = style;
  root.append(sheet);
  window.events = [];
  window.show = (payload) => {
    const data = Uint8Array.from(atob(payload), (letter) => letter.charCodeAt(0));
    const setTriggerValue = (name, value) => window.events.push([name, value]);
    window.cleanUp = draw({ parentElement: root, data, setTriggerValue });
  };
}
"""
# Fonts are there and every step of scrolling, one a frame, is taken.
AT_REST = """
async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 10; frame += 1) {
    await new Promise((go) => requestAnimationFrame(go));
  }
}
"""
SENTENCE = "وصرح أحمد علي أن الدعم يبلغ 5 ملايين دولار في بغداد. "


def at_rest(page):
    page.evaluate(AT_REST)


def news(lines=3, identity="a1", title="دعم بقيمة 5 ملايين دولار"):
    text = "\n".join([f"😀 {SENTENCE}<b>{n}</b>" for n in range(lines)])
    article = Article(identity, title, text, "واع", "https://example.org/1", dt.date(2020, 7, 23))
    found = []
    for surface, kind, value in (
        ("5 ملايين دولار", MentionKind.MONEY, MoneyValue(Decimal(5_000_000), currency="USD")),
        ("أحمد علي", MentionKind.PER, None),
        ("بغداد", MentionKind.LOC, None),
    ):
        at = article.content.find(surface)
        while at >= 0:
            end = at + len(surface)
            found.append(Mention(identity, at, end, surface, kind, value, f"rule.{kind}"))
            at = article.content.find(surface, end)
    return article, found


def evidence_of(article, mentions):
    rows = []
    for one in (m for m in mentions if m.kind is MentionKind.MONEY):
        line = article.content.rfind("\n", 0, one.start) + 1
        stop = (article.content + "\n").find("\n", one.start)
        span = Span(line, stop)
        mark = EvidenceMark(one.start - line, one.end - line, one.kind, one.id)
        rows.append(
            EvidenceRow(
                f"{article.id}@{line}", article.id, "واع", "d", span.of(article.content), (mark,)
            )
        )
    return rows


def payload_of(article, mentions, chosen=(), wording=ENGLISH, answered=0, **evidence):
    money = [m.id for m in mentions if m.kind is MentionKind.MONEY]
    listed = evidence_payload(
        evidence_of(article, mentions), wording, mentions=len(money), **evidence
    )
    named = {m.id: (f"e:{m.surface}", m.surface) for m in mentions if m.value is None}
    told = article_payload(article, mentions, wording, named)
    made = reader_payload(wording, listed, told, chosen=list(chosen), hits=money)
    return {**made, "answered": answered}


def show(page, payload):
    text = json.dumps(payload, ensure_ascii=False).encode()
    page.evaluate("payload => window.show(payload)", base64.b64encode(text).decode())


def events(page):
    return [value for _, value in page.evaluate("window.events")]


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 760, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    faults = []
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.set_content("<!doctype html><title>t</title><body style='margin:0'>")
    opened.evaluate(HOST, [component_script(), component_style()])
    yield opened
    context.close()
    assert not faults


def test_the_article_is_shown_as_text_and_marked(page):
    article, mentions = news()
    show(page, payload_of(article, mentions))
    shown = page.locator(".text p").all_text_contents()
    assert shown == article.text.split("\n")
    assert page.locator(".text b").count() == 0
    marks = page.locator(".text mark.LOC").all_text_contents()
    assert marks == ["بغداد"] * 3
    assert page.locator(".article-title").text_content() == article.title
    assert page.locator(".text").get_attribute("dir") == "rtl"
    assert page.locator(".reader").get_attribute("dir") == "ltr"


def test_the_chosen_mention_is_solid_and_in_view(page):
    article, mentions = news(lines=60)
    last = [m for m in mentions if m.kind is MentionKind.MONEY][-1]
    show(page, payload_of(article, mentions, [last.id]))
    solid = page.locator(".text mark.solid")
    assert solid.count() == 1
    at_rest(page)
    pane, mark = page.locator(".text").bounding_box(), solid.bounding_box()
    assert pane["y"] <= mark["y"] <= pane["y"] + pane["height"] - mark["height"]
    assert page.locator(".position").text_content() == "61 of 61"


def test_each_statement_is_marked_and_brought_into_view(page):
    article, mentions = news(lines=60)
    content = article.content
    persons = [m for m in mentions if m.kind is MentionKind.PER]

    def shown(person):
        verb, said = content.rfind("صرح", 0, person.start), content.find("أن", person.end)
        stop = content.find(".", said)
        told = Statement(
            "a1",
            person.span,
            person.surface,
            Span(verb, verb + 3),
            "صرح",
            Span(said, stop),
            False,
            "r",
        )
        return ShownStatement(told, "علي أحمد")

    for person in (persons[-2], persons[-1], persons[2]):
        told = article_payload(article, mentions, ENGLISH, shown=shown(person))
        show(page, reader_payload(ENGLISH, None, told, to_statement=True))
        at_rest(page)
        for name, words in (
            ("speaker", "أحمد علي"),
            ("verb", "صرح"),
            ("said", "أن الدعم يبلغ 5 ملايين دولار في بغداد"),
        ):
            parts = page.locator(f".text .part.{name}")
            assert "".join(parts.all_text_contents()) == words
        pane, part = page.locator(".text").bounding_box(), parts.first.bounding_box()
        assert pane["y"] <= part["y"] <= pane["y"] + pane["height"] - part["height"]
        which = page.locator(".text .part.verb").evaluate(
            "part => [...part.closest('.text').children].indexOf(part.closest('p'))"
        )
        assert which == persons.index(person)
    key = page.locator(".statement").inner_text().split("\n")
    assert key == ["Speaker", "علي أحمد", "Verb", "صرح", "Statement", "Reported"]
    # A mention within the statement answers as ever.
    page.locator(".text .part.said mark.MONEY").click()
    assert page.locator(".card").is_visible()
    show(page, reader_payload(ENGLISH, None, article_payload(article, mentions, ENGLISH)))
    assert page.locator(".part").count() == 0
    assert not page.locator(".statement").is_visible()


def test_drawing_the_same_again_changes_nothing(page):
    article, mentions = news(lines=60)
    show(page, payload_of(article, mentions, [mentions[3].id]))
    at_rest(page)
    page.evaluate(
        """() => {
          const root = document.querySelector("#host").shadowRoot;
          root.querySelector(".text").scrollTop = 333;
          root.querySelector(".text p").dataset.kept = "yes";
          root.querySelector(".rows li").dataset.kept = "yes";
        }"""
    )
    show(page, payload_of(article, mentions, [mentions[3].id], order="oldest"))
    at_rest(page)
    assert page.locator(".text").evaluate("pane => pane.scrollTop") == 333
    assert page.locator("[data-kept]").count() == 2


def test_a_click_chooses_and_reports(page):
    article, mentions = news()
    show(page, payload_of(article, mentions))
    page.locator(".text mark.PER").nth(1).click()
    (event,) = events(page)
    person = [m for m in mentions if m.kind is MentionKind.PER][1]
    assert (event["name"], event["mention"], event["via"]) == ("choose", person.id, "click")
    assert event["entity"] == "e:أحمد علي"
    assert page.locator("mark.solid").text_content() == "أحمد علي"
    assert page.locator(".card").is_visible()


def test_an_older_answer_does_not_undo_a_newer_choice(page):
    article, mentions = news()
    show(page, payload_of(article, mentions, [mentions[0].id]))
    page.locator(".text mark.LOC").first.click()
    show(page, payload_of(article, mentions, [mentions[0].id], order="oldest", answered=0))
    assert page.locator("mark.solid").text_content() == "بغداد"
    sequence = events(page)[-1]["sequence"]
    show(page, payload_of(article, mentions, [mentions[0].id], answered=sequence))
    assert page.locator("mark.solid").text_content() == "5 ملايين دولار"


def test_the_card_tells_the_value_and_filters(page):
    article, mentions = news()
    show(page, payload_of(article, mentions))
    page.locator(".text mark.MONEY").first.hover()
    card = page.locator(".card")
    card.wait_for(state="visible")
    assert "5,000,000" in card.text_content()
    assert "US Dollar" in card.text_content()
    card.get_by_role("button", name="Filter to this amount").click()
    event = events(page)[-1]
    assert (event["name"], event["amount"], event["currency"]) == ("filter", "5000000", "USD")
    assert not card.is_visible()


def test_the_sentence_is_copied_with_its_source(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    article, mentions = news()
    show(page, payload_of(article, mentions))
    page.evaluate("navigator.clipboard = undefined; document.execCommand = () => true")
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard',"
        " { value: { writeText: async (text) => { window.copied = text; } } })"
    )
    page.locator(".text mark.LOC").first.click()
    page.get_by_role("button", name="Copy with citation").click()
    page.wait_for_function("window.copied")
    assert page.evaluate("window.copied") == (
        f"“😀 {SENTENCE.strip()}” (واع, 23 Jul 2020) https://example.org/1"
    )
    assert page.locator("[role=status]").text_content() == "The sentence is copied with its source"


def test_kinds_are_switched_off_in_the_browser_alone(page):
    article, mentions = news()
    show(page, payload_of(article, mentions))
    places = page.get_by_role("button", name="Places 3")
    places.click()
    assert places.get_attribute("aria-pressed") == "false"
    look = page.locator(".text mark.LOC").first.evaluate(
        "mark => getComputedStyle(mark).textDecorationLine"
    )
    assert look == "none"
    page.locator(".text mark.LOC").first.click()
    assert events(page) == []


@pytest.mark.parametrize(
    ("keys", "surface"),
    [
        (["n"], "5 ملايين دولار"),
        (["n", "n", "p"], "5 ملايين دولار"),
        (["n", "n", "j"], "بغداد"),
        (["n", "n", "k"], "أحمد علي"),
        (["n", "n", "ArrowLeft"], "بغداد"),
        (["n", "n", "ArrowRight"], "أحمد علي"),
    ],
)
def test_the_keyboard_walks_the_mentions(page, keys, surface):
    article, mentions = news()
    # The test's own clock: on a slow machine keys come further apart than the reader waits.
    page.clock.install()
    show(page, payload_of(article, mentions))
    page.clock.pause_at(dt.datetime(2100, 1, 1))
    page.locator(".text").focus()
    for key in keys:
        page.keyboard.press(key)
    assert page.locator("mark.solid").text_content() == surface
    focused = "document.querySelector('#host').shadowRoot.activeElement.textContent"
    assert page.evaluate(focused) == surface
    page.clock.run_for(350)
    # A walk is reported once, where it ends.
    assert [event["via"] for event in events(page)] == ["step"]
    page.keyboard.press("Escape")
    assert not page.locator(".card").is_visible()


def test_an_evidence_row_opens_its_sentence(page):
    article, mentions = news()
    show(page, payload_of(article, mentions))
    page.locator("button.row").nth(2).click()
    event = events(page)[-1]
    assert (event["name"], event["article"]) == ("open", "a1")
    assert page.locator("button.row[aria-current]").count() == 1
    assert page.locator(".text mark.solid").count() == 1
    row = page.locator("button.row[aria-current] mark")
    assert row.evaluate("mark => getComputedStyle(mark).backgroundImage") != page.locator(
        "button.row:not([aria-current]) mark"
    ).first.evaluate("mark => getComputedStyle(mark).backgroundImage")


def test_a_sentence_with_many_counted_mentions_shows_one_solid(page):
    article, mentions = news()
    row = EvidenceRow(
        "r",
        "a1",
        "واع",
        "d",
        "أحمد علي في بغداد وبغداد",
        tuple(
            EvidenceMark(start, end, MentionKind.LOC, f"a1@x{start}")
            for start, end in ((0, 8), (12, 17), (19, 24))
        ),
    )
    for solid in (1, 2):
        listed = evidence_payload([row], ENGLISH, mentions=3, solid=solid)
        show(page, reader_payload(ENGLISH, listed, article_payload(article, mentions, ENGLISH)))
        page.locator("button.row").click()
        assert page.locator("button.row mark").count() == 3
        assert page.locator("button.row mark.solid").count() == solid


def test_the_keyboard_walks_the_sentences(page):
    article, mentions = news()
    show(page, payload_of(article, mentions))
    assert page.locator("button.row[tabindex='0']").count() == 1
    page.locator("select.order").focus()
    page.keyboard.press("Tab")
    for key in ("ArrowDown", "j", "ArrowUp"):
        page.keyboard.press(key)
    assert events(page) == []
    page.keyboard.press("Enter")
    rows = page.locator("button.row")
    assert rows.nth(1).get_attribute("aria-current") == "true"
    assert events(page)[-1]["row"] == f"a1@{len(article.title) + 1}"


def test_order_and_more_are_asked_for(page):
    article, mentions = news()
    show(page, payload_of(article, mentions, sentences=40))
    page.locator("select.order").select_option("oldest")
    page.get_by_role("button", name="Show more 4 of 40").click()
    assert [(e["name"], e.get("order"), e.get("shown")) for e in events(page)] == [
        ("order", "oldest", None),
        ("more", None, 4),
    ]


def test_a_held_article_comes_from_memory_or_is_asked_for(page):
    article, mentions = news()
    payload = payload_of(article, mentions, [mentions[0].id])
    key = payload["article"]["key"]
    held = {**payload, "article": {"key": key, "held": True}, "chosen": [mentions[1].id]}
    show(page, {**held, "article": {"key": "unknown", "held": True}})
    assert events(page)[-1]["name"] == "resend"
    show(page, payload)
    show(page, {**held, "answered": 9})
    assert page.locator(".text p").count() == 3
    assert page.locator("mark.solid").count() == 1


def test_overlapping_mentions_show_both_and_the_inner_one_answers(page):
    article = Article("o", "", "وزارة الدفاع تنفي")
    mentions = [
        Mention("o", 0, 12, "وزارة الدفاع", MentionKind.ORG, None, "r"),
        Mention("o", 6, 12, "الدفاع", MentionKind.LOC, None, "r"),
    ]
    show(page, payload_of(article, mentions))
    assert page.locator(".text p").text_content() == article.text
    assert page.locator("mark.ORG mark.LOC").text_content() == "الدفاع"
    page.locator("mark.LOC").click()
    assert events(page)[-1]["mention"] == "o@6-12"
    page.locator("mark.ORG").first.click()
    assert events(page)[-1]["mention"] == "o@0-12"


def test_marks_do_not_part_joined_letters(page):
    plain = Article("p", "", "للقوات")
    show(page, payload_of(plain, []))
    whole = page.locator(".text .sentence").bounding_box()["width"]
    marked = [Mention("p", 1, 6, "لقوات", MentionKind.ORG, None, "r")]
    show(page, payload_of(plain, marked))
    assert page.locator(".text mark").count() == 1
    assert page.locator(".text .sentence").bounding_box()["width"] == pytest.approx(whole, abs=0.5)


def test_a_long_article_is_laid_out_where_it_is_looked_at(page):
    article, mentions = news(lines=2500)
    last = [m for m in mentions if m.kind is MentionKind.MONEY][-1]
    show(page, payload_of(article, mentions, [last.id]))
    at_rest(page)
    pane, mark = page.locator(".text").bounding_box(), page.locator("mark.solid").bounding_box()
    assert pane["y"] <= mark["y"] <= pane["y"] + pane["height"]
    assert (
        page.locator(".text p").first.evaluate("p => getComputedStyle(p).contentVisibility")
        == "auto"
    )


def test_empty_panes_say_why_and_offer_the_cure(page):
    cure = Cure("No amounts in 2014.", "Widen the period", "widen")
    empty = evidence_payload([], ENGLISH, mentions=0, empty=cure)
    show(page, reader_payload(ENGLISH, empty, None))
    page.get_by_role("button", name="Widen the period").click()
    assert events(page)[-1] == {"name": "cure", "sequence": 1, "action": "widen"}
    assert page.get_by_text("No article is open.").is_visible()


def test_the_arabic_interface_mirrors(page):
    article, mentions = news()
    show(page, payload_of(article, mentions, [mentions[0].id], wording=ARABIC))
    assert page.locator(".reader").get_attribute("dir") == "rtl"
    title = page.locator(".evidence .title").bounding_box()
    badge = page.locator(".badge").bounding_box()
    assert badge["x"] < title["x"]
    assert page.locator(".position").text_content() == "1 من 4"


def test_removing_it_leaves_nothing(page):
    article, mentions = news()
    show(page, payload_of(article, mentions))
    page.evaluate("window.cleanUp()")
    assert page.locator(".reader").count() == 0
