"""The step in which a person says which column holds what."""

from __future__ import annotations

import pytest

from dashboard.pages import builds
from dashboard.pages.columns import ASKED
from tests.articles import making
from tests.articles.making import ARTICLE, FIRST, SECOND, TITLE

ROWS = [
    {"خانة 1": TITLE, "خانة 2": FIRST, "خانة *3*": "2020-07-23", "خانة 4": "واع"},
    {"خانة 1": TITLE, "خانة 2": SECOND, "خانة *3*": "2020-07-24", "خانة 4": "واع"},
]
FILES = {
    "a.csv": lambda: making.separated(ROWS),
    "a.jsonl": lambda: making.jsonl(ROWS),
    "a.xlsx": lambda: making.workbook([list(ROWS[0]), *[list(row.values()) for row in ROWS]]),
    "a.parquet": lambda: making.parquet([dict(row) for row in ROWS]),
}


def upload(screen, *files: tuple[str, bytes]) -> None:
    screen.widget("upload.files").set_value([(name, data, "") for name, data in files])
    screen.run()


def asked(screen) -> dict[str, list]:
    """The questions of each kind, in the order of the files."""
    boxes = [box for box in screen.app.selectbox if str(box.key).startswith("columns.")]
    return {
        name: [box for box in boxes if box.key.startswith(f"columns.{name}.")] for name in ASKED
    }


def built(screen, key: str):
    build = builds.current(key)
    assert build is not None
    assert build.ended.wait(120)
    screen.run()
    return build


@pytest.mark.parametrize(("name", "language"), [*((name, "en") for name in FILES), ("a.csv", "ar")])
def test_unknown_columns_are_shown_with_guesses(open_screen, name, language) -> None:
    screen = open_screen("collections", lang=language)
    upload(screen, (name, FILES[name]()))
    assert screen.wording.text("upload.columns.title", name=name) in screen.html()
    (shown,) = [
        one.value for one in screen.app.dataframe if list(one.value.columns) == list(ROWS[0])
    ]
    assert shown["خانة 4"].tolist() == ["واع", "واع"]
    guessed = {field: box.value for field, (box,) in asked(screen).items()}
    assert guessed == {
        **dict.fromkeys(ASKED, ""),
        "text": "خانة 2",
        "title": "خانة 1",
        "date": "خانة *3*",
    }


def test_what_is_chosen_is_what_is_read(open_screen) -> None:
    screen = open_screen("collections", lang="en")
    upload(screen, ("a.csv", FILES["a.csv"]()), ("b.jsonl", making.jsonl([ARTICLE])))
    (source,) = asked(screen)["source"]
    source.set_value("خانة 4")
    (title,) = asked(screen)["title"]
    title.set_value("")
    screen.widget("upload.name").set_value("mapped")
    screen.click("upload.build")
    build = built(screen, "mapped")
    assert build.failure == ""
    assert build.manifest.articles == 3
    rows = open_screen("articles", lang="en", collection="mapped").table("articles.table")
    assert sorted(rows["source"]).count("واع") == 2
    assert "23 Jul 2020" in set(rows["published"])
    # Its column was said to hold none: such articles are listed by how their texts begin.
    titles = [str(title).removesuffix("…") for title in rows["title"]]
    assert [any(text.startswith(title) for title in titles) for text in (FIRST, SECOND)] == [
        True
    ] * 2
    assert sum(TITLE.startswith(title) for title in titles) == 1
    searched = open_screen("articles", lang="en", collection="mapped", search=FIRST.split()[0])
    untitled = searched.wording.text("reader.untitled")
    assert untitled in searched.table("articles.table")["title"].tolist()


def test_without_a_column_for_the_text_nothing_is_built(open_screen) -> None:
    screen = open_screen("collections", lang="en")
    upload(screen, ("numbers.csv", making.separated([{"a": "1", "b": "2"}])))
    assert [box.value for box in asked(screen)["text"]] == [""]
    screen.widget("upload.name").set_value("lacking")
    screen.click("upload.build")
    assert screen.messages() == [screen.wording.text("upload.columns.lacking", name="numbers.csv")]
    assert builds.current("lacking") is None


def test_known_columns_and_texts_ask_nothing(open_screen) -> None:
    screen = open_screen("collections", lang="en")
    upload(screen, ("a.csv", making.separated([ARTICLE])), ("a.txt", FIRST.encode()))
    assert not any(asked(screen).values())
