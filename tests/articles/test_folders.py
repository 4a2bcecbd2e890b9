"""Folders and the names of files: links, hidden files, odd names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dashboard.articles import read_articles
from dashboard.articles.shown import one_line, shown
from dashboard.model import Article, Rejected
from tests.articles import making
from tests.articles.making import FIRST, SECOND, TEXT, TITLE


def split(paths: list[Path]) -> tuple[list[Article], list[Rejected]]:
    found = list(read_articles(paths))
    return (
        [each for each in found if isinstance(each, Article)],
        [each for each in found if isinstance(each, Rejected)],
    )


def test_folders_are_walked_in_name_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt", "c/d/e.TXT"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{name} {FIRST}", encoding="utf-8")
    articles, rejected = split([tmp_path])
    assert [each.text.split()[0] for each in articles] == [
        "a.txt",
        "b/1.txt",
        "b/2.txt",
        "c/d/e.TXT",
    ]
    assert not rejected


def test_hidden_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "shown.txt").write_text(SECOND, encoding="utf-8")
    articles, rejected = split([tmp_path])
    assert [each.text for each in articles] == [SECOND]
    assert not rejected


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    folder = tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    (outside / "secret.txt").write_text(SECOND, encoding="utf-8")
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    (folder / "out.txt").symlink_to(outside / "secret.txt")
    (folder / "out").symlink_to(outside)
    (folder / "nowhere.txt").symlink_to(folder / "missing.txt")
    (folder / "same.txt").symlink_to(folder / "a.txt")
    (folder / "circle").symlink_to(folder)
    articles, rejected = split([folder])
    assert [each.text for each in articles] == [FIRST]
    assert sorted(Path(each.where).name for each in rejected) == ["nowhere.txt", "out", "out.txt"]
    assert all("leads out of the folder" in each.reason for each in rejected)


@pytest.mark.skipif(os.name == "nt", reason="a folder named outright may be a link anywhere")
def test_a_link_named_outright_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    articles, rejected = split([tmp_path / "link", tmp_path / "link" / "a.txt"])
    assert len(articles) == 2
    assert not rejected


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_does_not_stop_the_reading(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "z.txt").write_text(FIRST, encoding="utf-8")
    articles, rejected = split([tmp_path, tmp_path / "pipe.txt"])
    assert len(articles) == 1
    assert [each.reason for each in rejected] == ["not an ordinary file; it is not read"] * 2


def test_missing_and_empty(tmp_path: Path) -> None:
    _, rejected = split([tmp_path, tmp_path / "missing.txt", Path("a\0b.txt")])
    assert rejected[0].reason == "the folder holds no files"
    assert "cannot be opened" in rejected[1].reason
    assert "cannot be opened" in rejected[2].reason


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_odd_names_are_shown_safely(tmp_path: Path) -> None:
    for name in ("a\nb.txt", "gpj.\u202etxt.txt", "ملف.txt"):
        (tmp_path / name).write_bytes(b"")
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe3.txt"))).write_bytes(b"")
    _, rejected = split([tmp_path])
    names = {each.where.rsplit("/", 1)[1] for each in rejected}
    assert names == {"a\\nb.txt", "gpj.\\u202etxt.txt", "ملف.txt", "\\xe3.txt"}


def test_odd_names_in_archives_are_shown_safely() -> None:
    from dashboard.articles import read_bytes

    data = making.zipped({"../../etc/\u202ea\n.txt": b"\x00" * 99, "خبر.txt": TEXT.encode()})
    rejected, article = sorted(read_bytes(data, "a.zip", "a.zip"), key=lambda e: type(e).__name__)[
        ::-1
    ]
    assert isinstance(rejected, Rejected)
    assert rejected.where == "a.zip!../../etc/\\u202ea\\n.txt"
    assert isinstance(article, Article)


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("plain.txt", "plain.txt"),
        ("خبر ٢٠٢٠.txt", "خبر ٢٠٢٠.txt"),
        ("a\r\n\tb", "a\\r\\n\\tb"),
        ("\u2066x\u2069\u200f", "\\u2066x\\u2069\\u200f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\udce3", "\\xe3"),
        ("\ud800", "\\ud800"),
        ("\u2028", "\\u2028"),
    ],
)
def test_names_are_one_safe_line(written: str, safe: str) -> None:
    assert shown(written) == safe


def test_a_long_name_is_cut_in_the_middle() -> None:
    cut = one_line("a" * 300 + "b" * 300, 90)
    assert len(cut) < 100
    assert cut.startswith("aaa")
    assert cut.endswith("bbb")


def test_the_same_pile_gives_the_same_articles_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{TITLE}\n{TEXT}", encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(making.word())
    (tmp_path / "c.html").write_bytes(making.web_page())
    (tmp_path / "d.zip").write_bytes(making.zipped({"e.csv": making.separated([making.ARTICLE])}))
    first, second = list(read_articles([tmp_path])), list(read_articles([str(tmp_path)]))
    assert first == second
    assert len(first) == 4
