"""Arabic in PDF files: stored as read, as seen, in the shapes of letters, or in no order."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.articles import read_bytes
from dashboard.articles.formats.pdf_columns import page_text
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


def wrapped(text: str, start: int) -> list[str]:
    """``text`` many times over, in lines that fill a column; each has a number of its own."""
    words = (text.replace("\n", " ") + " ").split(" ")
    lines = []
    for number in range(start, start + 9):
        shifted = words[number % 5 :] + words[: number % 5]
        lines.append(f"{' '.join(shifted)[:60].strip()} {number}")
    return lines


RIGHT, LEFT = wrapped(TEXT, 100), wrapped(TEXT, 200)


def numbers_in(article: object) -> list[int]:
    assert isinstance(article, Article)
    return [int(number) for number in re.findall(r"\b[12]\d\d\b", article.content)]


def placed(x: int, lines: list[str], y: int = 740, width: int = 66) -> tuple[int, int, list[str]]:
    return x, y, [line.rjust(width) for line in lines]


@pytest.mark.parametrize("seen", [False, True], ids=["as read", "as seen"])
@pytest.mark.parametrize("order", ["columns", "from the left", "lines"])
def test_the_column_on_the_right_is_read_first(seen: bool, order: str) -> None:
    title = f"{TITLE} في عنوان طويل يمتد فوق العمودين كليهما ويملأ السطر من أوله إلى آخره، كله"
    turn = as_seen if seen else str
    heading = (150, 780, [turn(title)])
    right, left = ([turn(line) for line in lines] for lines in (RIGHT, LEFT))
    blocks = [placed(480, right), placed(60, left)]
    if order == "from the left":
        blocks.reverse()
    elif order == "lines":
        blocks = [
            placed(x, [line], 740 - 14 * at)
            for at, pair in enumerate(zip(right, left, strict=True))
            for x, line in zip((480, 60), pair, strict=True)
        ]
    (article,) = read_bytes(making.placed_pdf([[heading, *blocks]]), "a.pdf", "a.pdf")
    assert isinstance(article, Article)
    assert article.title == title
    assert numbers_in(article) == [*range(100, 109), *range(200, 209)]
    assert " ".join(article.text.split()) == " ".join([*RIGHT, *LEFT])


def test_of_three_columns_too_and_of_latin_text_the_left_first() -> None:
    third = [[line[-40:] for line in wrapped(TEXT, start)] for start in (100, 120, 140)]
    blocks = [placed(x, lines, width=40) for x, lines in zip((560, 310, 60), third, strict=True)]
    (article,) = read_bytes(making.placed_pdf([blocks]), "a.pdf", "a.pdf")
    assert numbers_in(article) == [*range(100, 109), *range(120, 129), *range(140, 149)]
    latin = "The ministry said on Thursday that the budget had been agreed upon by all parties"
    blocks = [placed(x, wrapped(latin, start)) for x, start in ((480, 200), (60, 100))]
    (article,) = read_bytes(making.placed_pdf([blocks]), "a.pdf", "a.pdf")
    assert numbers_in(article) == [*range(100, 109), *range(200, 209)]


def test_rows_of_a_table_stay_together() -> None:
    rows = range(100, 112)
    blocks = [
        placed(480, [f"بند رقم {row}" for row in rows], width=30),
        placed(60, [f"{row + 100} مليون دينار" for row in rows], width=30),
    ]
    (article,) = read_bytes(making.placed_pdf([blocks]), "a.pdf", "a.pdf")
    assert sorted(numbers_in(article)[:4]) == [100, 101, 200, 201]


@pytest.mark.parametrize(
    "lines",
    [RIGHT, [TITLE, "", FIRST, "", SECOND], [f"{line}    {line}" for line in LEFT], [" "], ["a"]],
)
def test_a_page_without_columns_is_read_as_the_library_reads_it(lines: list[str]) -> None:
    page = pypdf.PdfReader(io.BytesIO(making.pdf([lines]))).pages[0]
    assert page_text(page) == page.extract_text(
        extraction_mode="layout", layout_mode_scale_weight=1.0
    )


def test_where_the_library_does_not_tell_places_it_reads_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(pypdf.PageObject, "_layout_mode_fonts")
    page = pypdf.PdfReader(io.BytesIO(making.pdf([[TITLE]]))).pages[0]
    monkeypatch.setattr(type(page), "extract_text", lambda page, **how: str(how["extraction_mode"]))
    assert page_text(page) == "layout"


@pytest.mark.browser
@pytest.mark.parametrize("columns", [2, 3])
def test_columns_printed_by_a_browser_come_back(tmp_path: Path, columns: int) -> None:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if chromium is None:
        pytest.skip("no chromium on this machine")
    numbered = [f"<p>{FIRST} {number} {SECOND}</p>" for number in range(100, 130)]
    (tmp_path / "a.html").write_bytes(
        f'<html lang="ar" dir="rtl"><meta charset="utf-8"><h1>{TITLE}</h1><div style="'
        f'columns:{columns};font-size:10px;text-align:justify">{"".join(numbered)}</div>'.encode()
    )
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={tmp_path / 'profile'}"]
    command += [f"--print-to-pdf={tmp_path / 'a.pdf'}", str(tmp_path / "a.html")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (article,) = read_bytes((tmp_path / "a.pdf").read_bytes(), "a.pdf", "a.pdf")
    told = [number for number in numbers_in(article) if number != 120]
    assert told == [number for number in range(100, 130) if number != 120]
