"""Arabic in PDF files: stored as read, as seen, in the shapes of letters, or in no order."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.articles import read_bytes
from dashboard.articles.formats.visual_order import (
    in_reading_order,
    order_of,
    turned_to_reading_order,
)
from dashboard.model import Article
from tests.articles import making
from tests.articles.making import FIRST, SECOND, TEXT, TITLE

# Isolated shapes are enough to tell that shapes are spelled out again.
_SHAPES = {"ا": "\ufe8d", "ل": "\ufedd", "و": "\ufeed", "ة": "\ufe93", "م": "\ufee1", "ن": "\ufee5"}


def shaped(text: str) -> str:
    return "".join(_SHAPES.get(char, char) for char in text.replace("لا", "\ufefb"))


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("ةيلاملا ةرازو", "وزارة المالية"),
        ("رالود 5.2 وحن", "نحو 5.2 دولار"),
        (".2020/07/23 يف", "في 2020/07/23."),
        ("%12.5 ةبسنب", "بنسبة 12.5%"),
        ("2021-2014 يماع نيب", "بين عامي 2014-2021"),
        ("٢٠١٤ ماع ذنم", "منذ عام ٢٠١٤"),
        ("United Nations ةمظنم", "منظمة United Nations"),
        ("قارعلا يف (NATO) فلحلا", "الحلف (NATO) في العراق"),
        ("«معن» لاق", "قال «نعم»"),
        ("(NATO 12.5%) .2021 ماع", "عام 2021. (NATO 12.5%)"),
        ("NATO 2014 ماع", "عام NATO 2014"),
        ("12.5% NATO نم", "من 12.5% NATO"),
        ("United Nations (UN) office يف", "في United Nations (UN) office"),
        ("F-16 تارئاط", "طائرات F-16"),
        ("https://news.example/a ىلع", "على https://news.example/a"),
        ("\ufefb", "لا"),
        ("NATO 2014", "NATO 2014"),
        ("", ""),
    ],
)
def test_lines_as_seen_are_turned_to_reading_order(seen: str, read: str) -> None:
    assert in_reading_order(seen, visual=True) == read


def test_a_vowel_sign_comes_back_to_its_letter() -> None:
    # Drawn after its letter from the left, it lands before it when the line is turned.
    assert in_reading_order("ملَعَ", visual=True) == "عَلَم"


@pytest.mark.parametrize(
    ("text", "order"),
    [
        (TEXT, "logical"),
        (TEXT[::-1], "visual"),
        (shaped(TEXT), "logical"),
        (shaped(TEXT)[::-1], "visual"),
        ("NATO 2014", "none"),
        ("", "none"),
        (f"{TEXT}\n{TEXT[::-1]}" * 3, "unclear"),
    ],
)
def test_the_order_is_told_by_the_ends_of_words(text: str, order: str) -> None:
    assert order_of(text) == order


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([TITLE, "", FIRST, "", SECOND], id="as read"),
        pytest.param([shaped(TITLE), "", shaped(FIRST), "", shaped(SECOND)], id="shapes, as read"),
    ],
)
def test_a_pdf_in_reading_order_stays(lines: list[str]) -> None:
    (article,) = read_bytes(making.pdf([lines]), "a.pdf", "a.pdf")
    assert isinstance(article, Article)
    assert (article.title, article.text) == (TITLE, TEXT)


@pytest.mark.parametrize("shapes", [False, True])
def test_a_pdf_as_seen_is_turned(shapes: bool) -> None:
    seen = [
        "رامعإلا ةنزاوم نلعت ةرازولا",
        "",
        "ةنزاوم نأ ،سيمخلا ،دادغب يف ةيلاملا ةرازو تنلعأ",
        ".رالود تارايلم 5 تغلب رامعإلا",
        "",
        "2021 ماع ىتح لصوملا يف ةسردم 120 ءانبل يفكي غلبملا نإ ةرازولا مساب ثدحتم لاقو",
    ]
    # Shaped before it was turned: lam-alef is one sign then, whichever way it is looked at.
    lines = [shaped(line[::-1])[::-1] if shapes else line for line in seen]
    (article,) = read_bytes(making.pdf([lines]), "a.pdf", "a.pdf")
    assert isinstance(article, Article)
    assert article.content == f"{TITLE}\n{FIRST}\n{SECOND[:-1]}"


def test_pages_follow_each_other_without_their_numbers() -> None:
    pages = [["1 / 2", "", FIRST, "", "1"], [SECOND, "", "2"]]
    (article,) = read_bytes(making.pdf(pages), "a.pdf", "a.pdf")
    assert isinstance(article, Article)
    assert article.content == TEXT


def test_lines_of_one_paragraph_are_joined() -> None:
    words = FIRST.split()
    lines = [" ".join(words[:5]), " ".join(words[5:10]), " ".join(words[10:]), "", SECOND]
    (article,) = read_bytes(making.pdf([lines]), "a.pdf", "a.pdf")
    assert isinstance(article, Article)
    assert article.content == TEXT


@pytest.mark.browser
def test_a_page_printed_by_a_browser_comes_back(tmp_path: Path) -> None:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if chromium is None:
        pytest.skip("no chromium on this machine")
    (tmp_path / "a.html").write_bytes(
        f'<html lang="ar" dir="rtl"><meta charset="utf-8"><h1>{TITLE}</h1><p>{FIRST}</p>'
        f"<p>{SECOND} (NATO 12.5%)</p>".encode()
    )
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu"]
    command += [f"--user-data-dir={tmp_path / 'profile'}"]
    command += [f"--print-to-pdf={tmp_path / 'a.pdf'}", str(tmp_path / "a.html")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (article,) = read_bytes((tmp_path / "a.pdf").read_bytes(), "a.pdf", "a.pdf")
    assert isinstance(article, Article)
    assert article.content == f"{TITLE}\n{FIRST}\n{SECOND} (NATO 12.5%)"


@given(st.text(alphabet="ابةىلا 012.,/()%NATOab\u064e\ufefb", max_size=40))
def test_turning_keeps_every_character(line: str) -> None:
    turned = in_reading_order(line, visual=True)
    spelled = line.replace("\ufefb", "لا")
    mirrored = str.maketrans("()", "((")
    # A space before a full stop is one that the page was set with, not one that was written.
    kept, written = (text.replace(" ", "").translate(mirrored) for text in (turned, spelled))
    assert sorted(kept) == sorted(written)


def as_seen(*lines: str) -> str:
    """The lines as they look, from the left; numbers keep their own direction."""
    return "\n".join(
        re.sub(r"\d+", lambda number: number.group()[::-1], line[::-1]) for line in lines
    )


@pytest.mark.parametrize("shape", [str, shaped])
@pytest.mark.parametrize("indented", ["", " " * 12])
def test_a_text_file_of_lines_as_seen_is_read_as_its_pdf_would_be(
    shape: Callable[[str], str], indented: str
) -> None:
    seen = as_seen(*map(shape, [TITLE, *TEXT.split("\n")])).split("\n")
    data = "\n".join(indented + line for line in seen).encode()
    (article,) = read_bytes(data, "a.txt", "a.txt")
    assert isinstance(article, Article)
    assert (article.title, article.text) == (TITLE, TEXT)


def test_only_the_lines_as_seen_are_turned() -> None:
    lines = [TITLE, FIRST, SECOND] * 4
    mixed = [as_seen(line) if at % 2 else line for at, line in enumerate(lines)]
    assert turned_to_reading_order("\n".join(mixed)) == "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n{TEXT}",
        "أهلا وسهلا",
        "مثلا حالا اصلا معمولا احتمالا بالا کالا قبلا فعلا عملا طلا والا",  # Persian
        f"الكلمة ةملكلا مكتوبة من اليسار\n{TEXT}",
        "ةملكلا ةبوتكم",
        "The Ministry of Finance",
        "",
    ],
)
def test_what_may_well_be_meant_so_stays_as_it_is(text: str) -> None:
    assert turned_to_reading_order(text) == text
