"""Damaged and hostile inputs: each gives one clear line, and the rest is loaded."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.articles import read_articles, read_bytes
from dashboard.model import Article, Rejected
from dashboard.wording import Language, Wording
from dashboard.wording.lines import reason_words
from tests.articles import making
from tests.articles.making import ARTICLE, FIRST, SECOND, TEXT, TITLE

LINE = json.dumps(ARTICLE, ensure_ascii=False).encode() + b"\n"


@dataclass(frozen=True)
class Damage:
    """A file, how many of its articles can be read, and what is said: where, and why."""

    name: str
    data: Callable[[], bytes]
    reason: str
    where: str = ""
    articles: int = 0


def jsonl_broken_on_line_7() -> bytes:
    return LINE * 6 + b'{"id": "n7", "text": "cut of\n' + LINE * 3


def mixed_jsonl() -> bytes:
    wrong = json.dumps(ARTICLE, ensure_ascii=False).encode("cp1256") + b"\n"
    return LINE * 4 + wrong * 2 + LINE


def mixed_csv() -> bytes:
    head, row = making.separated([ARTICLE]).split(b"\n", 1)
    wrong = row.decode().encode("cp1256")
    return head + b"\n" + row * 3 + wrong + row


def truncated_zip() -> bytes:
    data = making.zipped({"a.txt": TEXT.encode(), "b.txt": TEXT.encode() * 50})
    return data[: len(data) // 2]


def damaged_member() -> bytes:
    data = bytearray(
        making.zipped({"a.txt": TEXT.encode(), "b.txt": SECOND.encode()}, zipfile.ZIP_STORED)
    )
    at = data.rfind(SECOND.encode())
    data[at : at + 4] = b"\x00\x01\x02\x03"
    return bytes(data)


def zip_bomb() -> bytes:
    return making.zipped({"a.txt": TEXT.encode(), "bomb.txt": b"0" * 50_000_000})


def gzip_bomb() -> bytes:
    return making.gzipped(b'{"text": "' + b"0" * 50_000_000)


def xlsx_bomb() -> bytes:
    return _with_part(making.workbook([["text"], [FIRST]]), "xl/big.xml", b" " * 450_000_000)


def docx_bomb() -> bytes:
    return _with_part(making.word(), "word/big.xml", b" " * 450_000_000)


def xlsx_far_row() -> bytes:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>{FIRST}</t></is></c></row>'
        '<row r="900000000"><c r="XFD900000000" t="inlineStr"><is><t>far</t></is></c></row>'
        "</sheetData></worksheet>"
    ).encode()
    return _with_part(making.workbook([["text"]]), "xl/worksheets/sheet1.xml", sheet)


def xlsx_entities() -> bytes:
    return _with_part(making.workbook([["text"], [FIRST]]), "xl/sharedStrings.xml", LAUGHS)


def docx_entities() -> bytes:
    return _with_part(making.word(), "word/document.xml", LAUGHS)


def deep_json() -> bytes:
    return b"[" * 200_000


def deep_page(depth: int = 30_000) -> bytes:
    return b"<html><body>" + b"<div>" * depth + FIRST.encode() + b"</div>" * depth


def pdf_in_no_order() -> bytes:
    # Half of the lines one way, half the other: no reading can be trusted.
    return making.pdf([[TITLE, FIRST, SECOND, TITLE[::-1], FIRST[::-1], SECOND[::-1]] * 4])


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY a%d "%s">' % (depth, (b"&a%d;" % (depth - 1) if depth else b"&a;") * 10)
        for depth in range(12)
    )
    + b"]><rss><channel><item><title>&a11;</title></item></channel></rss>"
)
EXTERNAL = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    b"<rss><channel><item><title>&x;</title></item></channel></rss>"
)


def _with_part(office: bytes, name: str, part: bytes) -> bytes:
    parts = {}
    with zipfile.ZipFile(io.BytesIO(office)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    return making.zipped({**parts, name: part})


DAMAGES = [
    Damage(
        "dates.csv",
        lambda: making.separated(
            [{**ARTICLE, "date": day} for day in (making.DAY, "23 من شهر كذا", "99/99/2020", "")]
        ),
        "the date of publication '23 من شهر كذا' is not understood",
        where=":4",
        articles=4,
    ),
    Damage(
        "months.jsonl",
        lambda: making.jsonl([{**ARTICLE, "date": day} for day in ("2016-05", "أيار 2016")]),
        "the date of publication '2016-05' names no day; the article is kept",
        where=":1",
        articles=2,
    ),
    # Issue 2.
    Damage("empty.jsonl", lambda: b"", "the file is empty"),
    Damage("blank.csv", lambda: b" \n\n", "empty"),
    Damage("binary.txt", lambda: bytes(range(256)) * 99, "a binary file, not text"),
    Damage("line7.jsonl", jsonl_broken_on_line_7, "not JSON (", ":7", articles=9),
    *(
        Damage(f"a-pdf{ending}", lambda: making.pdf([["plain"]]), "a PDF; name it .pdf")
        for ending in (".html", ".txt", ".csv", ".jsonl", ".json")
    ),
    Damage(
        "a-page.txt",
        lambda: b"\n <!DOCTYPE html>\n" + making.web_page(),
        "a web page; name it .html",
    ),
    Damage("wrong.txt", lambda: "façade déjà".encode("cp1252") * 9, "not"),
    Damage("long.txt", lambda: ("كلمة " * 2_300_000).encode(), "more than 4,000,000 characters"),
    Damage(
        "long.jsonl",
        lambda: LINE + json.dumps({"text": "كلمة " * 1_000_000}).encode() + b"\n" + LINE,
        "characters; the most is 4,000,000: split it",
        ":2",
        articles=2,
    ),
    # Text.
    Damage("mixed.jsonl", mixed_jsonl, "mixed encodings", ":5", articles=5),
    Damage("mixed.csv", mixed_csv, "mixed encodings", articles=4),
    Damage("mixed.txt", lambda: FIRST.encode() + b"\n" + SECOND.encode("cp1256"), "line 2"),
    Damage("nul.txt", lambda: FIRST.encode() + bytes(3) + SECOND.encode(), "NUL bytes"),
    *(
        Damage(
            f"nul-{encoding}-{count}.txt",
            lambda encoding=encoding, count=count: (
                FIRST[:20].encode(encoding)[:-1]
                + bytes(count)
                + f"{FIRST[19:]} {SECOND}".encode(encoding)
            ),
            "NUL bytes",
        )
        for encoding, count in (("utf-8", 3), ("utf-8", 900), ("cp1256", 3))
    ),
    Damage("zeros.txt", lambda: bytes(5000), "nothing but NUL bytes"),
    Damage("zeros.csv", lambda: bytes(1), "nothing but NUL bytes"),
    Damage("nul.jsonl", lambda: LINE + b'{"text": "a\x00b"}\n' + LINE, "NUL", ":2", articles=2),
    Damage("word.txt", lambda: FIRST.encode() + b" " + b"x" * 1_000_000, "a word of 1,000,000"),
    Damage("picture.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(999), "a picture"),
    # JSON.
    Damage("cut.json", lambda: json.dumps([ARTICLE] * 3).encode()[:-40], "from here on", ":1", 2),
    Damage("deep.json", deep_json, "not JSON"),
    Damage("deep.jsonl", lambda: LINE + b'{"text":' * 99_999 + b"\n", "too deeply", ":2", 1),
    Damage("digits.jsonl", lambda: b'{"text": ' + b"9" * 9999 + b"}\n" + LINE, "digits", ":1", 1),
    Damage("numbers.jsonl", lambda: b"5\n" * 1000 + LINE, "not a JSON object", ":1", 1),
    Damage("strange.json", lambda: b'{"a": {"b": 5}}', "no text among the fields"),
    # Tables.
    Damage(
        "quote.csv",
        lambda: f'id,text\n1,"{FIRST}\n2,"{FIRST}"\n3,{SECOND}\n'.encode(),
        "a stray quote",
        ":2",
        articles=2,
    ),
    Damage(
        "inner.csv",
        lambda: f'id,text\n1,"قال "نعم" أمس"\n2,{SECOND}\n'.encode(),
        "a stray quote",
        ":2",
        articles=1,
    ),
    Damage(
        "last.csv",
        lambda: f'id,text\n1,{FIRST}\n2,"{SECOND}\n3,{FIRST}\n4,{FIRST}'.encode(),
        "a stray quote",
        ":3",
        articles=3,
    ),
    Damage(
        "commas.csv",
        lambda: f"id,text\n1,a,b,c\n2,{FIRST}\n".encode(),
        "4 cells in a table of 2 columns",
        ":2",
        articles=1,
    ),
    Damage(
        "cell.csv",
        lambda: b"id,text\n1," + b"a " * 4_500_000 + f"\n2,{FIRST}\n".encode(),
        "a cell of more than",
        ":2",
        articles=1,
    ),
    Damage("columns.csv", lambda: b"a,b\n" + b"1,2\n" * 500, "say which one holds it"),
    Damage(
        "cut.parquet",
        lambda: making.parquet([dict(ARTICLE)])[:-30],
        "damaged or cut off, or not a Parq",
    ),
    Damage("bomb.parquet", lambda: making.parquet([{"text": "ا " * 30_000_000}]), "not opened"),
    Damage("bomb.xlsx", xlsx_bomb, "bytes when unpacked"),
    Damage("far.xlsx", xlsx_far_row, "empty rows", articles=1),
    Damage("entities.xlsx", xlsx_entities, "XML entities"),
    Damage("other.xlsx", lambda: making.zipped({"a.txt": b"x"}), "but not an Excel workbook"),
    Damage(
        "cut.xlsx",
        lambda: making.workbook([["text"], [FIRST]])[:-200],
        "damaged or cut off, or not an E",
    ),
    Damage("locked.xlsx", lambda: b"\xd0\xcf\x11\xe0" + bytes(2000), "locked by a password"),
    # Documents.
    Damage("bomb.docx", docx_bomb, "bytes when unpacked"),
    Damage("entities.docx", docx_entities, "XML entities"),
    Damage("locked.docx", lambda: b"\xd0\xcf\x11\xe0" + bytes(2000), "locked by a password"),
    Damage("empty.docx", lambda: making.word("", []), "without text"),
    Damage("cut.docx", lambda: making.word()[:5000], "damaged or cut off, or not a Word file"),
    Damage("locked.pdf", lambda: making.locked_pdf([FIRST]), "locked by a password"),
    Damage("scanned.pdf", lambda: making.pdf([[]]), "without a text layer"),
    Damage(
        "noise.pdf",
        lambda: b"%PDF-1.7\n" + bytes(range(256)) * 20,
        "damaged or cut off, or not a PDF",
    ),
    Damage("order.pdf", pdf_in_no_order, "no order that can be set right"),
    # Pages and feeds.
    Damage("big.html", lambda: b"<p>" + b"a " * 25_000_000, "a web page of 50,000,003 bytes"),
    Damage("text.html", lambda: b"<p>" + b"abc " * 2_000_000, "without its scripts"),
    Damage("deep.html", deep_page, "no article text"),
    Damage("nothing.html", lambda: b"<html><body><script>x()</script>", "no article text"),
    Damage("laughs.xml", lambda: LAUGHS, "XML entities"),
    Damage("external.rss", lambda: EXTERNAL, "XML entities"),
    Damage("other.xml", lambda: b"<a><b/></a>", "not an RSS or Atom feed"),
    Damage(
        "cut.rss",
        lambda: making.rss(making.articles(3)).replace(b"</item></channel></rss>", b"</it"),
        "not well-formed XML",
        articles=3,
    ),
    # Archives.
    Damage("cut.zip", truncated_zip, "cut off; the whole", "!b.txt", 1),
    Damage("member.zip", damaged_member, "damaged", "!b.txt", articles=1),
    Damage("bomb.zip", zip_bomb, "not opened, in case", "!bomb.txt", articles=1),
    Damage("bomb.jsonl.gz", gzip_bomb, "not read on, in case"),
    Damage(
        "nested.zip",
        lambda: making.zipped({"a.txt": TEXT.encode(), "b.zip": making.zipped({"c.txt": b"x"})}),
        "an archive inside an archive",
        "!b.zip",
        articles=1,
    ),
    Damage("a.zip.gz", lambda: making.gzipped(making.zipped({})), "an archive inside an archive"),
    Damage("locked.zip", lambda: making.locked_zip({"a.txt": b"x", "b.txt": b"y"}), "2 of its 2"),
    Damage(
        "nameless.zip",
        lambda: making.zipped({"": b"x", "a.txt": TEXT.encode()}),
        "without an ending",
        "!",
        articles=1,
    ),
    Damage("empty.zip", lambda: making.zipped({}), "holds no files"),
    # Other files.
    Damage("old.doc", lambda: b"\xd0\xcf\x11\xe0", "save it as .docx"),
    Damage("photo.jpg", lambda: b"\xff\xd8\xff", "a picture; run text recognition"),
    Damage("no-ending", lambda: TEXT.encode(), "without an ending"),
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_damage_gives_one_clear_line_and_the_rest_is_read(damage: Damage) -> None:
    found = list(read_bytes(damage.data(), damage.name, damage.name))
    rejected = [each for each in found if isinstance(each, Rejected)]
    assert len(rejected) == 1, rejected
    assert damage.reason in rejected[0].reason
    assert rejected[0].where.startswith(damage.name + damage.where)
    assert len(rejected[0].reason.splitlines()) == 1
    assert len(rejected[0].reason) < 500
    # In Arabic nothing is left in Latin letters but what is isolated: names, formats, a library's.
    arabic = reason_words(rejected[0].reason, Wording(Language.ARABIC))
    assert re.search("^[\u2066-\u2068]?[\u0621-\u064a]", arabic), arabic
    own = re.sub("[\u2066-\u2068][^\u2069]*\u2069", "", arabic)
    assert not re.search("[A-Za-z]", own), arabic
    assert sum(isinstance(each, Article) for each in found) == damage.articles


def test_all_of_them_together_in_a_folder(tmp_path: Path) -> None:
    small = [each for each in DAMAGES if each.name not in ("bomb.xlsx", "big.html", "no-ending")]
    for damage in small:
        (tmp_path / damage.name).write_bytes(damage.data())
    (tmp_path / "zz-good.jsonl").write_bytes(LINE)
    found = list(read_articles([tmp_path]))
    assert sum(isinstance(each, Rejected) for each in found) == len(small)
    assert sum(isinstance(each, Article) for each in found) == 1 + sum(
        each.articles for each in small
    )


def test_a_deep_page_is_read_without_its_layout() -> None:
    (article,) = read_bytes(deep_page(1000), "deep.html", "deep.html")
    assert isinstance(article, Article)
    assert article.text == FIRST


def test_many_different_faults_are_not_many_lines() -> None:
    data = b"".join(b'{"text": ' + b" " * width + b"x}\n" for width in range(500)) + LINE
    found = list(read_bytes(data, "a.jsonl", "a.jsonl"))
    rejected = [each for each in found if isinstance(each, Rejected)]
    assert len(rejected) == 51
    assert rejected[-1].reason.startswith("450 more places")
    assert sum(isinstance(each, Article) for each in found) == 1


def test_one_fault_in_many_places_is_told_with_their_number() -> None:
    (rejected,) = read_bytes(b"5\n" * 31, "a.ndjson", "a.ndjson")
    assert isinstance(rejected, Rejected)
    assert rejected.where == "a.ndjson:1"
    assert rejected.reason.endswith("(and 30 more such places)")


def test_articles_whose_date_is_not_understood_are_kept_and_told_in_one_line() -> None:
    days = [making.DAY, "يوم ما", "32/13/2020", making.DAY, "soon"]
    rows = [{**ARTICLE, "id": f"n{at}", "date": day} for at, day in enumerate(days)]
    *articles, told = read_bytes(making.jsonl(rows), "a.jsonl", "a.jsonl")
    assert [isinstance(one, Article) and bool(one.published) for one in articles] == [
        *(True, False, False, True, False)
    ]
    assert isinstance(told, Rejected)
    assert told.where == "a.jsonl:2"
    assert "'يوم ما' is not understood; the article is kept" in told.reason
    assert told.reason.endswith("(and 2 more such places)")


@pytest.mark.parametrize(
    "written", ["", " ", "-", "—", "0000-00-00", "N/A", "null", "Unknown", "no date", "غير معروف"]
)
def test_a_date_that_is_said_to_be_missing_is_no_fault(written: str) -> None:
    (article,) = read_bytes(making.jsonl([{**ARTICLE, "date": written}]), "a.jsonl", "a.jsonl")
    assert isinstance(article, Article)
    assert article.published is None


def test_a_column_that_is_not_the_date_by_the_mapping_is_not_looked_at() -> None:
    data = making.jsonl([{**ARTICLE, "date": "in the evening edition"}])
    (article,) = read_bytes(data, "a.jsonl", "a.jsonl", fields={"text": "text", "date": ""})
    assert isinstance(article, Article)


def test_unknown_files_of_an_archive_are_told_once_for_each_ending() -> None:
    files = {f"{number}.jpg": b"x" for number in range(40)}
    found = list(read_bytes(making.zipped({**files, "a.txt": TEXT.encode()}), "a.zip", "a.zip"))
    assert [type(each) for each in found] == [Article, Rejected]
    assert isinstance(found[1], Rejected)
    assert "39 more such files" in found[1].reason


def test_what_stands_before_the_cut_of_a_gzip_file_is_read() -> None:
    rows = [{**ARTICLE, "id": f"n{number}", "extra": f"{number:x}" * 99} for number in range(2000)]
    packed = making.gzipped(making.jsonl(rows))
    found = list(read_bytes(packed[: len(packed) // 2], "cut.jsonl.gz", "cut.jsonl.gz"))
    (rejected,) = (each for each in found if isinstance(each, Rejected))
    assert "cut off" in rejected.reason
    assert f"({len(found) - 1} articles before it were read)" in rejected.reason.replace(",", "")
    assert 500 < len(found) < 1500


def test_a_member_that_lies_about_its_size_is_cut_where_it_said() -> None:
    data = bytearray(making.zipped({"a.txt": b"abc " * 20_000_000}))
    # Both headers claim a hundred bytes.
    for mark, at_size in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(mark)
        struct.pack_into("<I", data, at + at_size, 100)
    found = list(read_bytes(bytes(data), "a.zip", "a.zip"))
    assert all(isinstance(each, Rejected) for each in found)
    assert len(found) == 1
