"""The dossier: one file that asks for nothing, runs nothing, and counts as the collection does."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from dashboard.analysis.timeline import timeline
from dashboard.collection import Collection
from dashboard.exports.dossier import MOST_ROWS, MOST_SENTENCES
from dashboard.model import MentionKind, Selection
from dashboard.pages.address import View
from dashboard.pages.dossiers import PARTS, dossier_of
from dashboard.wording import Language, Wording
from tests.exports.hostile import TITLES, hostile

LANGUAGES = {"ar": "rtl", "en": "ltr"}


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    return hostile(tmp_path_factory.mktemp("hostile"), more=120)


class Read(HTMLParser):
    """The file as a browser reads it: elements with their attributes, and texts by element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("meta", "br", "line"):
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, "every element is closed in its turn"

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts[tag][-1] += data

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def made(
    collection: Collection,
    language: str = "ar",
    selection: Selection | None = None,
    parts: tuple[str, ...] = tuple(PARTS),
    page: str = "",
    **view: str,
) -> str:
    shown = View(selection=selection or Selection(), **view)
    wording = Wording(Language(language))
    return dossier_of(collection, shown, wording, parts, person="هدى <b>", page=page).decode()


def numbers(text: str) -> list[int]:
    return [int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_asks_for_nothing_and_runs_nothing(collection: Collection, language: str) -> None:
    text = made(collection, language, page="https://siyaq.example/workbench")
    read = Read(text)
    assert not read.open, "every element is closed"
    used = {tag for tag, _ in read.elements}
    assert not used & {"script", "link", "iframe", "object", "embed", "base", "form", "img", "use"}
    for tag, attributes in read.elements:
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        assert "src" not in attributes
        assert "style" not in attributes or "url(" not in attributes["style"]
    links = {one["href"] for one in read.of("a")}
    assert links <= {
        *(f"#part-{number}" for number in range(len(PARTS))),
        "#sentences",
        "https://news.example/a?b=1&c=2",
        'https://news.example/"onmouseover="x',  # all of it is the address
        *(link for link in links if link.startswith("https://siyaq.example/workbench?")),
    }
    assert "https://news.example/a?b=1&c=2" in links
    (style,) = read.texts["style"]
    assert set(re.findall(r"url\(([a-z]*:)", style)) == {"data:"}
    assert "@import" not in style
    (policy,) = [one for one in read.of("meta") if "http-equiv" in one]
    assert policy["http-equiv"] == "Content-Security-Policy"
    assert policy["content"].startswith(
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
    )
    assert len(text.encode()) < 1_000_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_reads_in_the_direction_of_its_language(collection: Collection, language: str) -> None:
    read = Read(made(collection, language))
    (root,) = read.of("html")
    assert (root["lang"], root["dir"]) == (language, LANGUAGES[language])
    assert read.texts["h1"] == [TITLES[0]], "titles are words"
    wording = Wording(Language(language))
    for key in ("dossier.fingerprint", "dossier.corrections", "dossier.made"):
        assert wording.text(key) in read.texts["dt"]
    assert any(collection.fingerprint[:16] in one for one in read.texts["dd"])


@pytest.mark.parametrize(
    "selection",
    [Selection(), Selection(kinds=(MentionKind.PER, MentionKind.MONEY)), Selection(text="بغداد")],
    ids=["all", "kinds", "text"],
)
def test_its_numbers_are_those_of_the_collection(
    collection: Collection, selection: Selection
) -> None:
    counts = collection.counts(selection)
    read = Read(made(collection, "en", selection, ("timeline",)))
    mentions, articles, *kinds = [
        numbers(one)[0] for one in read.texts["strong"][1:] if numbers(one)
    ]
    assert (mentions, articles) == (counts.mentions, counts.articles)
    assert sorted(kinds) == sorted(counts.by_kind.values())
    # The bars and spans of the chart, by what they tell a pointer.
    found = timeline(collection, selection)
    drawn = [numbers(one.splitlines()[-1])[-1] for one in read.texts["title"][1:]]
    assert sorted(drawn) == sorted(found.rows["mentions"].tolist())
    assert sum(drawn) + int(found.undated["mentions"].sum()) == counts.mentions
    evidence = collection.evidence_count(selection)
    shown = min(MOST_SENTENCES, evidence.sentences)
    assert f"{shown} of {evidence.sentences} are shown." in " ".join(read.texts["p"])
    sentences = collection.evidence_sentences(selection, MOST_SENTENCES)
    marked = [one for one in read.of("mark") if one["class"] in MentionKind.__members__]
    # One mark each, and one for each kind in the legend.
    assert len(marked) == int(sentences["mentions"].sum()) + len(counts.by_kind)
    read_back = [one for one in read.texts["p"] if one in set(sentences["text"])]
    assert read_back == sentences["text"].tolist()


def test_a_long_table_says_how_much_of_it_is_shown(collection: Collection) -> None:
    read = Read(made(collection, "en", None, ("heatmap", "money")))
    total = collection.currencies(Selection())["figures"].sum()
    assert total > MOST_ROWS
    assert f"{MOST_ROWS} of {total} are shown." in read.texts["p"]
    assert len(read.texts["tr"]) <= 2 * (MOST_ROWS + 1)


@pytest.mark.parametrize("part", PARTS)
def test_only_what_is_asked_for_is_in_it(collection: Collection, part: str) -> None:
    read = Read(made(collection, "en", None, (part,)))
    ids = [one["id"] for one in read.of("section")]
    assert ids == ["part-0", "sentences"]
    assert len(read.of("svg")) == (0 if part == "statements" else 1)
    assert all(one["aria-label"] for one in read.of("svg"))


@pytest.mark.parametrize("part", PARTS)
def test_nothing_selected_is_said(collection: Collection, part: str) -> None:
    text = made(collection, "en", Selection(text="لا وجود له"), (part,))
    assert "There is nothing of this in the view." in text
    assert "0 of 0 are shown." in text


def test_other_shapes_of_the_charts_are_drawn_too(collection: Collection) -> None:
    change = Read(made(collection, "en", None, ("heatmap",), shape="change"))
    assert "The change between two periods" in " ".join(change.texts["p"])
    shown = View(lag=True, stack="source")
    wording = Wording(Language("en"))
    lag = Read(dossier_of(collection, shown, wording, ["timeline"], title="t").decode())
    assert lag.of("circle")
    assert lag.texts["h1"] == ["t"]


def test_a_laptop_is_no_address_for_others(collection: Collection) -> None:
    for page in ("", "http://localhost:8501/", "http://127.0.0.1:8501/"):
        assert "Open this view" not in made(collection, "en", None, (), page=page)
    text = made(collection, "en", None, (), page="https://siyaq.example/?x=1")
    assert re.search(r'href="https://siyaq\.example/\?build=[0-9a-f]{12}&amp;frozen=1-', text)
