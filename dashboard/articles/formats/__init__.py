"""One reader for each file format: a stream of bytes to records or what could not be read."""

from __future__ import annotations

from pathlib import PurePath

from dashboard.articles.formats.feed import read_feed
from dashboard.articles.formats.json_lines import read_jsonl
from dashboard.articles.formats.json_values import read_json
from dashboard.articles.formats.parquet import read_parquet
from dashboard.articles.formats.pdf import read_pdf
from dashboard.articles.formats.plain_text import read_text
from dashboard.articles.formats.separated import read_csv
from dashboard.articles.formats.web_page import read_html
from dashboard.articles.formats.word import read_docx
from dashboard.articles.formats.workbook import read_xlsx
from dashboard.articles.protocol import Reader, Record, Unread, UnreadableFileError

READERS: dict[str, Reader] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".xlsx": read_xlsx,
    ".parquet": read_parquet,
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
}
# Formats whose columns or keys have names of the file's own, to be mapped to ours.
TABULAR = frozenset({".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".xlsx", ".parquet"})
ARCHIVES = frozenset({".zip", ".gz"})
ENDINGS = (*READERS, *sorted(ARCHIVES, reverse=True))  # of every file that is read

_ADVICE = {
    ".doc": "save it as .docx",
    ".rtf": "save it as .docx",
    ".odt": "save it as .docx",
    ".xls": "save it as .xlsx",
    ".ods": "save it as .xlsx",
    ".mht": "save the page as .html",
    ".mhtml": "save the page as .html",
    ".eml": "save its text as .txt",
    ".rar": "unpack it, or pack it as .zip",
    ".7z": "unpack it, or pack it as .zip",
    ".tar": "unpack it, or pack it as .zip",
    ".tgz": "unpack it, or pack it as .zip",
    ".jpg": "a picture; run text recognition on it first",
    ".jpeg": "a picture; run text recognition on it first",
    ".png": "a picture; run text recognition on it first",
    ".tif": "a picture; run text recognition on it first",
    ".tiff": "a picture; run text recognition on it first",
}


def suffix_of(name: str | PurePath) -> str:
    """The ending of a file's name in small letters, with its dot; "" when there is none."""
    return PurePath(name).suffix.lower()


def reader_of(name: str | PurePath) -> Reader | None:
    return READERS.get(suffix_of(name))


def unknown_format_reason(name: str | PurePath) -> str:
    suffix = suffix_of(name)
    if suffix in ARCHIVES:
        return "an archive inside an archive is not opened; unpack it"
    known = " ".join(ENDINGS)
    kind = f"files ending in {suffix}" if suffix else "files without an ending"
    return f"{kind} are not read: {_ADVICE.get(suffix, f'known are {known}')}"


__all__ = [
    "ARCHIVES",
    "ENDINGS",
    "READERS",
    "TABULAR",
    "Reader",
    "Record",
    "Unread",
    "UnreadableFileError",
    "reader_of",
    "suffix_of",
    "unknown_format_reason",
]
