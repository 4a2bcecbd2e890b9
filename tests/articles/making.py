"""Files of every format, made for the tests from one small set of articles written by us."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import zipfile
from collections.abc import Iterable, Mapping

TITLE = "الوزارة تعلن موازنة الإعمار"
FIRST = "أعلنت وزارة المالية في بغداد، الخميس، أن موازنة الإعمار بلغت 5 مليارات دولار."
SECOND = "وقال متحدث باسم الوزارة إن المبلغ يكفي لبناء 120 مدرسة في الموصل حتى عام 2021."
TEXT = f"{FIRST}\n{SECOND}"
DAY = "2020-07-23"
ARTICLE: dict[str, str] = {
    "id": "n1",
    "title": TITLE,
    "text": TEXT,
    "date": DAY,
    "source": "صحيفة المثال",
    "url": "https://news.example/n1",
}


def articles(count: int) -> list[dict[str, str]]:
    return [{**ARTICLE, "id": f"n{number}"} for number in range(1, count + 1)]


def jsonl(rows: Iterable[Mapping[str, object]], encoding: str = "utf-8") -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode(encoding)


def separated(rows: list[dict[str, str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def workbook(rows: list[list[object]], further: Mapping[str, list[list[object]]] = {}) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for title, more in further.items():
        sheet = book.create_sheet(title)
        for row in more:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(rows: list[dict[str, object]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out, compression="zstd")
    return out.getvalue()


def word(title: str = TITLE, paragraphs: Iterable[str] = (FIRST, SECOND)) -> bytes:
    import docx

    document = docx.Document()
    if title:
        document.add_heading(title, level=0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def web_page(title: str = TITLE, paragraphs: Iterable[str] = (FIRST, SECOND)) -> bytes:
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        '<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        f"<title>{title} | صحيفة المثال</title>"
        f'<meta property="og:title" content="{title}">'
        '<meta property="og:site_name" content="صحيفة المثال">'
        f'<meta property="article:published_time" content="{DAY}T10:00:00+03:00">'
        '<link rel="canonical" href="https://news.example/n1">'
        "<script>var hidden = 'لا يقرؤه أحد';</script><style>p { color: red }</style></head><body>"
        '<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/sport">رياضة</a></li></ul></nav>'
        f"<article><h1>{title}</h1>{body}</article>"
        '<aside><h3>اقرأ أيضا</h3><a href="/2">خبر آخر لا صلة له</a></aside>'
        "<footer>جميع الحقوق محفوظة</footer></body></html>"
    ).encode()


def rss(entries: Iterable[Mapping[str, str]]) -> bytes:
    items = "".join(
        f"<item><guid>{entry['id']}</guid><title>{entry['title']}</title>"
        f"<link>{entry['url']}</link><pubDate>Thu, 23 Jul 2020 23:30:00 +0300</pubDate>"
        f"<description>{html.escape(''.join(f'<p>{p}</p>' for p in entry['text'].splitlines()))}"
        "</description></item>"
        for entry in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>صحيفة المثال</title><language>ar</language>{items}</channel></rss>"
    ).encode()


def atom(entries: Iterable[Mapping[str, str]]) -> bytes:
    items = "".join(
        f"<entry><id>{entry['id']}</id><title>{entry['title']}</title>"
        f'<link href="{entry["url"]}"/><published>{entry["date"]}T08:00:00Z</published>'
        f'<content type="text">{entry["text"]}</content></entry>'
        for entry in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>صحيفة المثال</title>{items}</feed>"
    ).encode()


def zipped(files: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in files.items():
            # A ZipInfo of our own: the same day in every run, and any name that a file may have.
            archive.writestr(zipfile.ZipInfo(name), data, packing)
    return out.getvalue()


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def pdf(pages: Iterable[Iterable[str]]) -> bytes:
    """A PDF whose lines hold their characters exactly in the given order, from the left.

    One glyph a character, all of one width; a ToUnicode table says what each glyph means. No
    letters are drawn, which a reader of the text layer does not notice.
    """
    return placed_pdf([[(50, 780, list(lines))] for lines in pages])


def placed_pdf(pages: list[list[tuple[int, int, list[str]]]]) -> bytes:
    """The same with blocks of lines, (x, y, lines) each, in the order in which they are drawn. A
    letter is 5 points wide, a line 14 high; a page has 900 by 842."""
    lines_of = [line for blocks in pages for _, _, lines in blocks for line in lines]
    signs = sorted({char for line in lines_of for char in line} | {" "})
    code_of = {char: code for code, char in enumerate(signs, start=1)}
    table = "\n".join(
        f"<{code:04x}> <{char.encode('utf-16-be').hex()}>" for char, code in code_of.items()
    )
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        "/CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange "
        f"{len(code_of)} beginbfchar\n{table}\nendbfchar endcmap end end"
    ).encode()
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",  # the pages, once their numbers are known
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 "
        b"/FontDescriptor 6 0 R >>",
        _stream(to_unicode),
        b"<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 500 700] /ItalicAngle 0 "
        b"/Ascent 700 /Descent 0 /CapHeight 700 /StemV 80 >>",
    ]
    kids = []
    for blocks in pages:
        drawn = []
        for x, y, lines in blocks:
            drawn.append(f"BT /F1 10 Tf 14 TL {x} {y} Td")
            for line in lines:
                codes = "".join(f"{code_of[char]:04x}" for char in line)
                drawn.append(f"<{codes}> Tj T*" if line else "T*")
            drawn.append("ET")
        objects.append(_stream("\n".join(drawn).encode()))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 842] /Resources << /Font "
            b"<< /F1 3 0 R >> >> /Contents %d 0 R >>" % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (
        b" ".join(b"%d 0 R" % kid for kid in kids),
        len(kids),
    )
    return _pdf_file(objects)


def locked_pdf(lines: Iterable[str]) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([lines])))
    writer.encrypt("a password", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked_zip(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive whose members say that they are locked; what they hold is as good as noise."""
    data = bytearray(zipped(files, zipfile.ZIP_STORED))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _pdf_file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, xref)
    return bytes(out)
