"""Data in Markdown says only itself, and never where the server keeps its files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dashboard.pages import library, plain
from dashboard.pages.plain import plain_markdown, without_paths

HOSTILE = (
    "![x](http://elsewhere.example/x.png)",
    "[اضغط](javascript:alert(1))",
    "<script>alert(1)</script>",
    "<http://elsewhere.example>",
    "$x^2$ :red[أحمر] :material/delete: `code` **bold** _it_ ~~no~~ # head",
    "&lt;b&gt; &#x3c;",
    "1. one 2) two - three + four | table |",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_sign_of_markdown_is_escaped(text: str) -> None:
    told = plain_markdown(text)
    bare = told.replace("\\\\", "")
    for at, sign in enumerate(bare):
        if sign in "\\`*_{}[]()#+-.!|<>~$:&":
            assert sign == "\\" or bare[at - 1] == "\\", told
    assert told.replace("\\", "").replace("\u2060", "") == text.replace("\\", "")


@pytest.mark.parametrize(
    "text", ["https://elsewhere.example", "WWW.elsewhere.example", "someone@elsewhere.example"]
)
def test_addresses_make_no_links(text: str) -> None:
    told = plain_markdown(text)
    assert "\u2060" in told
    assert not any(f"{start}{sign}" in told for start in ("www", "WWW", "https") for sign in ".:\\")


def test_one_line_in_its_own_direction() -> None:
    assert plain_markdown("a\n\n- b\x1b[2J\u2028c\x00") == "a \\- b \\[2J c "
    assert plain_markdown("فاتورة\u202egpj.exe\u2066") == "فاتورةgpj\\.exe\u2066\u2069"
    assert plain_markdown("\u2068a\u2069 b\u2069 c") == "\u2068a\u2069 b c"


def test_the_servers_folders_are_not_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIYAQ_DATA", str(tmp_path / "my data"))
    inside = f"{tmp_path / 'my data'}/news.collection: no manifest.json here"
    assert without_paths(inside) == "news.collection: no manifest.json here"
    own = f"[Errno 13] Permission denied: '{library.ROOT}/data/models/names.npz'"
    assert without_paths(own) == "[Errno 13] Permission denied: 'data/models/names.npz'"
    for told in ("/srv/siyaq/news.collection/manifest.json: x", r"C:\srv\siyaq\manifest.json: x"):
        assert without_paths(told) == "manifest.json: x"


@pytest.mark.parametrize(
    "text", ["5/7/2020", "km/h", "و/أو", "https://a.example/b/c", "1 / 2 / 3", "../../etc/passwd"]
)
def test_what_is_no_path_stays(text: str) -> None:
    assert without_paths(text) == text


def test_a_broken_collection_is_told_without_its_place(open_screen, collections_home: Path) -> None:
    broken = collections_home / "placeless.collection"
    broken.mkdir()
    (broken / "manifest.json").write_text("{", encoding="utf-8")
    try:
        screen = open_screen(lang="en", collection="placeless")
        [told] = screen.told()
        assert "manifest" in told
        assert str(collections_home) not in told.replace("\\", "")
        assert os.sep + "tmp" not in told.replace("\\", "")
    finally:
        (broken / "manifest.json").unlink()
        broken.rmdir()


def test_why_a_collection_does_not_open_is_said_in_arabic(
    open_screen, collections_home: Path
) -> None:
    broken = collections_home / "older.collection"
    broken.mkdir()
    (broken / "manifest.json").write_text('{"format": 0}', encoding="utf-8")
    try:
        (said,) = open_screen(lang="ar", collection="older").messages()
    finally:
        (broken / "manifest.json").unlink()
        broken.rmdir()
    assert "الصيغة 0 أقدم من 1 أقدم صيغة تُفتح" in said
    assert "ابن المجموعة من جديد" in said
    assert "older than" not in said


def test_an_address_puts_no_picture_on_the_page(open_screen) -> None:
    screen = open_screen(lang="en", collection="![x](http://elsewhere.example/x.png)")
    [told] = screen.told()
    assert "![" not in told
    assert "](" not in told


def test_long_texts_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(plain.st, "error", said.append)
    plain.error("x" * 100_000)
    assert len(said[0]) < 1000
