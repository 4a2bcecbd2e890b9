"""Any bytes at all give only articles and rejections, in every format (Hypothesis)."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.articles import preview_bytes, read_bytes
from dashboard.articles.formats import READERS
from dashboard.model import Article, Rejected
from tests.articles import making
from tests.articles.making import ARTICLE, FIRST, SECOND, TITLE

# A sound file of each format, to be damaged.
SOUND: dict[str, Callable[[], bytes]] = {
    ".jsonl": lambda: making.jsonl(making.articles(3)),
    ".ndjson": lambda: making.jsonl(making.articles(2), "utf-16"),
    ".json": lambda: json.dumps({"articles": making.articles(3)}, ensure_ascii=False).encode(),
    ".csv": lambda: making.separated(making.articles(3)),
    ".tsv": lambda: making.separated(making.articles(3), "\t", "cp1256"),
    ".xlsx": lambda: making.workbook([list(ARTICLE), list(ARTICLE.values())]),
    ".parquet": lambda: making.parquet([dict(ARTICLE)] * 3),
    ".txt": lambda: f"{TITLE}\n{FIRST}".encode(),
    ".html": making.web_page,
    ".htm": making.web_page,
    ".xhtml": making.web_page,
    ".docx": making.word,
    ".pdf": lambda: making.pdf([[TITLE, FIRST, SECOND]]),
    ".rss": lambda: making.rss(making.articles(2)),
    ".atom": lambda: making.atom(making.articles(2)),
    ".xml": lambda: making.rss(making.articles(1)),
    ".zip": lambda: making.zipped({"a.jsonl": making.jsonl([ARTICLE]), "b.txt": FIRST.encode()}),
    ".jsonl.gz": lambda: making.gzipped(making.jsonl([ARTICLE])),
}
# The same few examples in every run; SIYAQ_FUZZ_EXAMPLES=2000 looks for new ones for some minutes.
MORE = os.environ.get("SIYAQ_FUZZ_EXAMPLES", "")
FUZZED = settings(
    max_examples=int(MORE or 40),
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not MORE,
)


@cache
def sound(suffix: str) -> bytes:
    return SOUND[suffix]()


@st.composite
def damaged(draw: st.DrawFn, suffix: str) -> bytes:
    """A sound file with some bytes changed, taken out, put in or repeated."""
    data = bytearray(sound(suffix))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 40))
        kind = draw(st.sampled_from(["change", "cut", "insert", "repeat", "end"]))
        if kind == "change":
            data[at : at + length] = draw(st.binary(min_size=length, max_size=length))
        elif kind == "cut":
            del data[at : at + length]
        elif kind == "insert":
            data[at:at] = draw(st.binary(max_size=40))
        elif kind == "repeat":
            data[at:at] = data[at : at + length] * draw(st.integers(1, 20))
        else:
            del data[at:]
    return bytes(data)


def assert_sound(data: bytes, name: str) -> None:
    found = list(read_bytes(data, name, name))
    assert found, "neither an article nor a reason"
    assert sum(isinstance(each, Rejected) for each in found) <= 60
    for each in found:
        if isinstance(each, Rejected):
            assert each.reason
            assert each.where.startswith(name)
            assert len((each.where + each.reason).splitlines()) == 1
            (each.where + each.reason).encode("utf-8")
        else:
            assert isinstance(each, Article)
            assert each.id
            assert each.content.strip()
            assert len(each.content) < 20 * len(data) + 1000
            assert each.url == "" or each.url.lower().startswith("http")
            repr(each).encode("utf-8")
            (each.content + each.source + each.id).encode("utf-8")


def test_every_format_is_damaged_here() -> None:
    assert set(READERS) | {".zip", ".jsonl.gz"} == set(SOUND)


@pytest.mark.parametrize("suffix", SOUND)
def test_a_sound_file_is_read_whole(suffix: str) -> None:
    found = list(read_bytes(sound(suffix), f"a{suffix}", "a"))
    assert found
    assert all(isinstance(each, Article) for each in found)


@pytest.mark.parametrize("suffix", SOUND)
@FUZZED
@given(data=st.data())
def test_damaged_files(suffix: str, data: st.DataObject) -> None:
    assert_sound(data.draw(damaged(suffix)), f"a{suffix}")


@pytest.mark.parametrize("suffix", SOUND)
@FUZZED
@given(data=st.binary(max_size=300))
def test_any_bytes(suffix: str, data: bytes) -> None:
    assert_sound(data, f"a{suffix}")


@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".csv", ".tsv", ".txt", ".html", ".rss"])
@FUZZED
@given(
    text=st.lists(
        st.sampled_from([*'[]{}",:;\\ \n\r\t<>/&=ابة01eE-u', "text", "<p>", '""', '"\n"']),
        max_size=100,
    ).map("".join)
)
def test_any_signs_of_the_format(suffix: str, text: str) -> None:
    assert_sound(text.encode(), f"a{suffix}")
    assert_sound(f"text{text}".encode(), f"a{suffix}")


@pytest.mark.parametrize("suffix", SOUND)
@FUZZED
@given(data=st.data())
def test_previews_of_damaged_files(suffix: str, data: st.DataObject) -> None:
    preview = preview_bytes(data.draw(damaged(suffix)), f"a{suffix}")
    for column in preview.columns:
        assert len(column.samples) <= 3
        assert all(len(sample.splitlines()) <= 1 for sample in column.samples)


CELL = st.text(alphabet='ابت,;"\t\n a', max_size=12)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8))
def test_a_written_table_comes_back_whole(rows: list[tuple[str, str]]) -> None:
    table = [{"title": title, "text": text} for title, text in rows]
    found = [
        each
        for each in read_bytes(making.separated(table), "a.csv", "a.csv")
        if isinstance(each, Article)
    ]
    expected = [
        (" ".join(title.split()), text.strip())
        for title, text in rows
        if title.strip() or text.strip()
    ]
    assert [each.content for each in found] == [
        f"{title}\n{text}" if title and text else title or text for title, text in expected
    ]


@given(st.lists(st.text(min_size=1, max_size=40), max_size=8), st.sampled_from([None, 2]))
def test_written_json_comes_back_in_either_form(texts: list[str], indent: int | None) -> None:
    rows = [{"text": text, "id": str(at)} for at, text in enumerate(texts)]
    as_list = json.dumps(rows, indent=indent).encode()
    as_lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    one, other = (
        [each for each in read_bytes(data, name, "a") if isinstance(each, Article)]
        for data, name in ((as_list, "a.json"), (as_lines, "a.jsonl"))
    )
    assert one == other
