"""Hostile files for test_hostile.py: articles and archives that try to be more than text."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import tempfile
import zipfile
from pathlib import Path

PWNED = "window.__pwned"
ELSEWHERE = "elsewhere.example"  # where nothing may ever be fetched from

# Name -> a line of an article's text. Each is to be read on the page just as it stands here.
LINES = {
    "script": f"<script>{PWNED}=1</script>",
    "img onerror": f"<img src=x onerror={PWNED}=2>",
    "svg onload": f"<svg onload={PWNED}=3>",
    "iframe srcdoc": f'<iframe srcdoc="<script>parent.{PWNED[7:]}=4</script>"></iframe>',
    "attribute breakout": f"\"'><img src=x onerror={PWNED}=5>",
    "closing tags": f"</mark></p></div></bdi></style></script><script>{PWNED}=6</script>",
    "javascript link": f'<a href="javascript:{PWNED}=7">اضغط</a>',
    "style import": f"<style>@import url(http://{ELSEWHERE}/a.css)</style>",
    "base and refresh": f'<base href="http://{ELSEWHERE}/"><meta http-equiv=refresh content=0>',
    "remote image": f"<img src=http://{ELSEWHERE}/a.png>",
    "Markdown image": f"![x](http://{ELSEWHERE}/b.png)",
    "Markdown link": f"[اضغط](javascript:{PWNED}=8)",
    "Streamlit's Markdown": ":red[أحمر] :material/delete: `code` **bold** $$x^2$$",
    "templates": "{{7*7}} ${7*7} #{7*7} <%= 7*7 %> {% debug %} {wording} %(name)s",
    "entities": "&lt;script&gt; &#60;b&#62; &amp;amp;",
    "comment and CDATA": f"<!--><script>{PWNED}=9</script>--> <![CDATA[<b>]]>",
    "Plotly's tags": f'<a href="javascript:{PWNED}=10">b</a><br><b>b</b><sup>x</sup>',
    "terminal codes": "\x1b]0;owned\x07\x1b[2J",
    "direction override": "دفعت \u202e001 دولار\u202c ثم \u202dabc",
    "a word of many letters": "ا" * 5_000,
    "an endless number": "9" * 1_000 + " دولار",
}
# The third article's fields; what a list or a chart shows of it.
TITLE = f"<img src=x onerror={PWNED}=20> **t** $x$ \u202egpj.exe ![x](http://{ELSEWHERE}/c.png)"
SOURCE = (
    f'<a href="javascript:{PWNED}=21">ص</a><script>{PWNED}=22</script> ![](http://{ELSEWHERE}/d)'
)
URLS = {
    "javascript": f"javascript:{PWNED}=30",
    "data": f"data:text/html,<script>{PWNED}=31</script>",
    "file": "file:///etc/passwd",
    "disguised": f"https://bank.example@{ELSEWHERE}/",
    "spaced": f"https://bank.example/\n{PWNED}=32",
    "vbscript": "vbscript:msgbox(1)",
}
IDS = {
    "path": "../../etc/passwd",
    "markup": f"<img src=x onerror={PWNED}=40>",
    "turned": "a\u202eb",
}
FORMULA = '=HYPERLINK("http://elsewhere.example","x")'
NEWS = (
    "قال برهم صالح في بغداد إن البنك الدولي قدم 5 مليارات دولار للعراق. "
    "وقال مصطفى الكاظمي في الموصل إن البنك الدولي قدم 3 ملايين دولار. "
    "والتقى برهم صالح مصطفى الكاظمي في بغداد."
)


def articles() -> bytes:
    rows: list[dict[str, object]] = [
        {
            "id": "lines",
            "title": "سطور معادية",
            "text": "\n".join([NEWS, *LINES.values()]),
            "date": "2020-01-05",
            "source": "وكالة",
        },
        {"id": "listed", "title": TITLE, "text": NEWS, "date": "2020-02-05", "source": SOURCE},
        {
            "id": "cells",
            "title": FORMULA,
            "text": f"{FORMULA}\n{NEWS}",
            "date": "2020-03-05",
            "source": FORMULA,
        },
    ]
    rows += [
        {"id": f"url-{name}", "title": f"رابط {name}", "text": NEWS + name, "url": url}
        for name, url in URLS.items()
    ]
    rows += [
        {"id": given, "title": f"معرف {name}", "text": NEWS + name} for name, given in IDS.items()
    ]
    written = [json.dumps(row, ensure_ascii=False) for row in rows]
    written.append('{"id": "surrogate", "title": "\\ud800", "text": "خبر \\udfff في بغداد"}')
    written.append('{"id": "deep", "text": ' + "[" * 50_000 + "]" * 50_000 + "}")
    written.append('{"id": "nan", "text": NaN}')
    return "\n".join(written).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _linked() -> bytes:
    """An archive with a symbolic link in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


_ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{("&a" + str(n - 1) if n else "&a") + ";"}">' for n in range(3))
    + '<!ENTITY e SYSTEM "file:///etc/passwd">]>'
)


def _office(part: str, content: str) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", part: (_ENTITIES + content).encode()})


def _parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    places = pa.array([0] * 100_000, pa.int32())
    out = io.BytesIO()
    text = pa.DictionaryArray.from_arrays(places, pa.array(["ا " * 2_000_000]))
    pq.write_table(pa.table({"text": text}), out, compression="zstd", store_schema=False)
    return out.getvalue()


def _feed() -> bytes:
    return (
        f"{_ENTITIES}<rss version='2.0'><channel><title>t</title><item><title>&e;</title>"
        "<description>خبر</description></item></channel></rss>"
    ).encode()


# What an unpickled upload would write, in the server's process or any other.
UNPICKLED = Path(tempfile.gettempdir()) / f"siyaq-unpickled-{os.getpid()}"


def calls_home() -> bytes:
    """A pickle that writes a file when it is loaded."""

    class Home:
        def __reduce__(self) -> tuple[object, ...]:
            return (exec, (f"open({str(UNPICKLED)!r}, 'w').close()",))

    return pickle.dumps(Home())


# File -> (its bytes, words of the one line that refuses it; "" when it is read as plain text).
FILES: dict[str, tuple[bytes, str]] = {
    "slip.zip": (zipped({"../../../../tmp/siyaq-slipped.txt": "خبر من بغداد".encode()}), ""),
    "absolute.zip": (zipped({"/tmp/siyaq-slipped.txt": "خبر من الموصل".encode()}), ""),
    "linked.zip": (_linked(), ""),
    "bomb.zip": (zipped({"zeros.txt": b"0" * 60_000_000}), "made to fill the disk"),
    "small-bombs.zip": (
        zipped({f"{n}.txt": b"0" * 1_000_000 for n in range(40)}),
        "made to fill the disk",
    ),
    "nested.zip": (zipped({"inner.zip": zipped({"a.txt": b"x"})}), "archive inside an archive"),
    "packed.zip": (zipped({"inner.jsonl.gz": gzip.compress(b"{}")}), "archive inside an archive"),
    "entities.docx": (_office("word/document.xml", "<x>&a2;&e;</x>"), "XML entities"),
    "entities.xlsx": (_office("xl/workbook.xml", "<x>&a2;&e;</x>"), "XML entities"),
    "entities.rss": (_feed(), "XML entities"),
    "bomb.xlsx": (
        zipped({"xl/workbook.xml": b"<x/>", "xl/sharedStrings.xml": b" " * 60_000_000}),
        "made to fill the memory",
    ),
    "bomb.parquet": (_parquet(), "not read on"),
    "picture.xlsx": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "not an Excel workbook"),
    "program.pdf": (b"MZ" + b"\x90" * 512, "not a PDF file"),
    "pickled.parquet": (calls_home(), "not a Parquet file"),
    "pickled.jsonl": (calls_home(), ""),
    "cut-off.zip": (zipped({"a.txt": b"x" * 999})[:60], "the end of the archive is cut off"),
    "empty.csv": (b"", "empty"),
    "quotes.csv": (b'text,title\n"never closed,\n' + b"x,y\n" * 20, ""),
    "zeros.txt": (b"\x00" * 5_000, ""),
    "page.html": (
        (
            f"<html><head><title>صفحة {PWNED}</title><script src=http://{ELSEWHERE}/s.js></script>"
            f"</head><body onload={PWNED}=50><article><p>{NEWS}</p><p>{NEWS}</p>"
            f"<object data=http://{ELSEWHERE}/o></object></article></body></html>"
        ).encode(),
        "",
    ),
    f"<img src=x onerror={PWNED}=60>.docx": (b"no document", "not a Word file"),
    "=cmd|' C calc'!A0.docx": (b"no document either", "not a Word file"),
    "gpj\u202eslx.docx": (b"nor this", "not a Word file"),
    "..\\..\\..\\windows\\win.docx": (b"nor that", "not a Word file"),
    f"{'س' * 120}.docx": (b"nor one of a long name", "not a Word file"),
}
