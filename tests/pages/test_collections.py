"""The collections page: opening one, and building one from pasted or uploaded articles."""

import datetime as dt
import json
import re
import shutil

import pytest

from dashboard.articles import ENDINGS
from dashboard.collection import FORMAT
from dashboard.pages import library
from tests.articles import making
from tests.pages.conftest import LANGUAGES
from tests.pages.uploading import PASTED, built


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_open_collection_is_shown_with_its_figures(open_screen, story, language) -> None:
    screen = open_screen("collections", lang=language)
    html, wording = screen.html(), screen.wording
    assert wording.text("collections.opened") in html
    assert story.fingerprint[:12] in html
    assert "حكاية &lt;b&gt;الاختبار&lt;/b&gt;" in html
    quality = story.quality()
    for kind, names in quality.names.items():
        mentions = wording.count("count.mentions", quality.by_kind[kind])
        told = wording.text(
            "quality.of_kind", mentions=mentions, names=wording.count("count.names", names)
        )
        assert f"<dt>{wording.text(f'kind.{kind}')}</dt><dd><bdi>{told}</bdi>" in html
    unresolved = quality.unresolved_dates
    assert unresolved >= 2
    assert f"<dt>{wording.text('quality.unresolved')}</dt><dd><bdi>{unresolved}</bdi>" in html


def test_nothing_given_is_said(open_screen) -> None:
    screen = open_screen("collections", lang="en")
    screen.click("upload.build")
    assert screen.messages() == [screen.wording.text("upload.nothing")]


def test_pasted_text_becomes_a_collection_that_can_be_opened(open_screen) -> None:
    screen = open_screen("collections", lang="en")
    screen.widget("upload.paste").set_value(PASTED)
    screen.widget("upload.name").set_value("Pasted $x$ <b>")
    screen.widget("upload.date").set_value(dt.date(2022, 9, 5))
    screen.widget("upload.source").set_value("وكالة الميناء")
    screen.click("upload.build")
    build = built(screen, "Pasted-x-b")
    assert build.failure == ""
    assert build.manifest.articles == 1
    assert (build.progress.done, build.progress.total) == (1, 1), "judged by what was read"
    (said,) = screen.messages()
    assert "1 article" in said
    screen.click("build.open")
    assert screen.address("collection") == "Pasted-x-b"
    assert screen.wording.text("timeline.title") in screen.html(), "it opens in the workbench"
    workbench = open_screen(lang="en", collection="Pasted-x-b", chart="money")
    assert "27,000,000,000" in workbench.table("table.money")["value"].iloc[0]
    article = workbench.source()["article"]
    assert (article["source"], article["date"]) == ("وكالة الميناء", "5 Sep 2022")
    assert not [card for card in article["cards"] if "Unresolved" in card["badge"]]


def test_a_relative_date_in_pasted_text_without_a_date_stays_unresolved(open_screen) -> None:
    screen = open_screen("collections", lang="en")
    screen.widget("upload.paste").set_value(PASTED)
    screen.widget("upload.name").set_value("undated")
    screen.click("upload.build")
    built(screen, "undated")
    article = open_screen(lang="en", collection="undated").source()["article"]
    badges = {card["hero"]: card["badge"] for card in article["cards"]}
    assert badges["أمس"] == screen.wording.text("card.unresolved")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_read_is_listed_and_the_rest_is_built(open_screen, language) -> None:
    screen = open_screen("collections", lang=language)
    screen.widget("upload.files").set_value(
        [
            ("empty.txt", b"", "text/plain"),
            ("broken.jsonl", b'{"text": "x"', "application/json"),
            ("fine.txt", PASTED.encode("cp1256"), "text/plain"),
            ("picture.pdf", b"\x89PNG\r\n\x1a\n\x00\x00", "application/pdf"),
        ]
    )
    screen.widget("upload.name").set_value(f"mixed {language}")
    screen.click("upload.build")
    build = built(screen, f"mixed-{language}")
    assert build.manifest.articles == 1
    rejected = screen.complaints()
    assert {where.partition(":")[0] for where, _ in rejected} == {
        "empty.txt",
        "broken.jsonl",
        "picture.pdf",
    }
    assert not any(re.search("\n|Traceback|Error", reason) for _, reason in rejected)
    why = {re.sub("[\u2066-\u2069]", "", reason) for _, reason in rejected}
    if language == "ar":
        assert "الملف فارغ" in why
        assert any("ليس ملف PDF" in reason for reason in why), why
    else:
        assert "the file is empty" in why
        assert any("not a PDF file" in reason for reason in why), why


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_takes_and_names_every_file_that_is_read(
    open_screen, monkeypatch: pytest.MonkeyPatch, language
) -> None:
    monkeypatch.setenv("SIYAQ_UPLOAD_MB", "7")
    screen = open_screen("collections", lang=language)
    field = screen.widget("upload.files").proto
    assert set(field.type) == set(ENDINGS)
    assert field.max_upload_size_mb == 7
    assert all(ending in screen.html() for ending in ENDINGS)


def test_a_packed_file_is_taken(open_screen) -> None:
    screen = open_screen("collections", lang="en")
    rows = [{**making.ARTICLE, "id": str(day), "date": f"2020-07-0{day}"} for day in (1, 2, 3)]
    packed = making.gzipped(making.jsonl(rows))
    screen.widget("upload.files").set_value([("news.jsonl.gz", packed, "application/gzip")])
    screen.widget("upload.name").set_value("packed")
    screen.click("upload.build")
    assert built(screen, "packed").manifest.articles == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_very_many_inputs_that_cannot_be_read_a_table_has_all(open_screen, language) -> None:
    screen = open_screen("collections", lang=language)
    files = {f"{number:03}.txt": b"" for number in range(203)}
    packed = making.zipped({**files, "fine.txt": PASTED.encode()})
    screen.widget("upload.files").set_value([("many.zip", packed, "application/zip")])
    screen.widget("upload.name").set_value(f"many {language}")
    screen.click("upload.build")
    built(screen, f"many-{language}")
    assert len(screen.complaints()) == 200
    assert len(screen.app.dataframe[-1].value) == 203


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_can_be_read_no_collection_is_left(
    open_screen, collections_home, language
) -> None:
    screen = open_screen("collections", lang=language)
    screen.widget("upload.files").set_value([("cut.zip", b"PK\x03\x04", "application/zip")])
    screen.widget("upload.name").set_value(f"nothing {language}")
    screen.click("upload.build")
    build = built(screen, f"nothing-{language}")
    assert build.failure == ""
    (said,) = screen.messages()
    assert re.sub("[\u2066-\u2069]", "", said) == re.sub(
        "[\u2066-\u2069]", "", screen.wording.text("build.empty", name=build.title)
    )
    assert [where for where, _ in screen.complaints()] == ["cut.zip"]
    assert "build.open" not in {button.key for button in screen.app.button}
    assert not (collections_home / f"nothing-{language}.collection").exists()


def test_another_collection_is_opened_by_its_button(open_screen) -> None:
    screen = open_screen("collections", lang="en")
    screen.widget("upload.paste").set_value(PASTED)
    screen.widget("upload.name").set_value("second")
    screen.click("upload.build")
    built(screen, "second")
    fresh = open_screen("collections", lang="en", text="بغداد")
    fresh.click("open_second")
    assert fresh.address("collection") == "second"
    assert fresh.address("text") == "", "a selection speaks of one collection's names"


def test_a_hostile_file_name_is_only_a_name(open_screen, collections_home) -> None:
    screen = open_screen("collections", lang="en")
    screen.widget("upload.files").set_value(
        [("../../<script>x</script>.txt", b"", "text/plain"), ("a.txt", PASTED.encode(), "")]
    )
    screen.widget("upload.name").set_value("../../escaped")
    screen.click("upload.build")
    built(screen, "escaped")
    assert (collections_home / "escaped.collection").is_dir()
    assert any("script>.txt" in where for where, _ in screen.complaints())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_without_its_date_is_a_note_and_not_refused(open_screen, language) -> None:
    screen = open_screen("collections", lang=language)
    lines = [{"id": "a", "text": PASTED, "date": "حين ميسرة"}, {"id": "b"}]
    data = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()
    screen.widget("upload.files").set_value([("two.jsonl", data, "application/json")])
    screen.widget("upload.name").set_value(f"noted {language}")
    screen.click("upload.build")
    build = built(screen, f"noted-{language}")
    assert (build.manifest.articles, build.manifest.rejected) == (1, 1)
    build.dismissed = True
    fresh = open_screen("collections", lang=language, collection=f"noted-{language}")
    assert [where for where, _ in fresh.complaints()] == ["two.jsonl:2", "two.jsonl:1"]
    html, wording = fresh.html(), fresh.wording
    assert html.index(wording.text("rejected.title")) < html.index(wording.text("notes.title"))
    (fact,) = re.findall(f"<dt>{wording.text('rejected.title')}</dt><dd><bdi>(.*?)</bdi>", html)
    assert fact == "1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_collection_that_cannot_be_opened_is_listed_with_the_reason(
    open_screen, collections_home, language
) -> None:
    folder = collections_home / "من الغد.collection"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"format": FORMAT + 1}))
    unfinished = collections_home / "unfinished.collection"
    unfinished.mkdir()
    try:
        screen = open_screen("collections", lang=language)
    finally:
        shutil.rmtree(folder)
        unfinished.rmdir()
    (said,) = screen.messages()
    assert "من الغد" in screen.html()
    assert {"ar": "حدّث البرنامج", "en": "update the program"}[language] in said
    assert str(collections_home) not in said
    assert "open_من الغد" not in screen.keys("button")
    assert "unfinished" not in screen.html()


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_that_gave_nothing_are_listed_and_opened(open_screen, language) -> None:
    screen = open_screen("collections", lang=language)
    text = "\n".join(f"تراجع الدولار أمام {n + 2} عملات في آسيا." for n in range(12))
    screen.widget("upload.paste").set_value(f"{PASTED}\n{text}")
    screen.widget("upload.name").set_value(f"missed {language}")
    screen.click("upload.build")
    built(screen, f"missed-{language}")
    screen = open_screen("collections", lang=language, collection=f"missed-{language}")
    found = library.opened(f"missed-{language}").quality()
    assert found.suspect_money == 12
    shown = [html for html in screen.html().split("\n") if "siyaq-quoted" in html]
    assert len([one for one in shown if "تراجع الدولار أمام" in one]) == 10
    screen.click("suspects.MONEY.more")
    shown = [html for html in screen.html().split("\n") if "siyaq-quoted" in html]
    assert len([one for one in shown if "تراجع الدولار أمام" in one]) == 12
    assert "suspects.MONEY.more" not in screen.keys("button")
    screen.click("suspects.MONEY.0")
    assert screen.address("article")
