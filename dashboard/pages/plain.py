"""Text that is data, said to a person: the one place where it becomes Markdown.

Streamlit takes the labels of its widgets and its boxes for Markdown, in which words of an address,
a file or an article could make links, or pictures that the browser fetches from elsewhere.
"""

from __future__ import annotations

import logging
import re
import tempfile
from pathlib import Path

import streamlit as st

from dashboard.settings import ROOT, data_folder

_log = logging.getLogger(__name__)

_SIGNS = frozenset("\\`*_{}[]()#+-.!|<>~$:&\"'=^@/")
# What turns the direction of the text after it. Isolates are how our own messages hold data.
_TURNING = re.compile("[\u202a-\u202e]")
_OPENING, _CLOSING = "\u2066\u2067\u2068", "\u2069"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Markdown makes links of these even where their signs are escaped.
_ADDRESS = re.compile(r"(?i)(https?|www|@)(?=\W|\w)")
_JOINER = "\u2060"  # invisible, without a direction, and part of no address
_PATH = re.compile(r"(?<![\w:/.])(?:[A-Za-z]:)?(?:[/\\]+[^\s/\\:;,'\"()]+){2,}[/\\]*")
_LONGEST = 600


def plain_markdown(text: str) -> str:
    """``text`` as Streamlit shows it literally, on one line, in its own direction only."""
    line = _balanced(_TURNING.sub("", _CONTROL.sub(" ", text)))
    signed = "".join(f"\\{sign}" if sign in _SIGNS else sign for sign in line)
    return _ADDRESS.sub(rf"\1{_JOINER}", signed)


def _balanced(line: str) -> str:
    """``line`` with every isolate closed, and none closed that it did not open."""
    kept, open_ones = [], 0
    for sign in line:
        if sign == _CLOSING and not open_ones:
            continue
        open_ones += (sign in _OPENING) - (sign == _CLOSING)
        kept.append(sign)
    return "".join(kept) + _CLOSING * open_ones


def without_paths(text: str) -> str:
    """``text`` with every path of the server's folders cut down to its last part."""
    for folder in _folders():
        text = re.sub(re.escape(folder) + r"[/\\]?", "", text)
    return _PATH.sub(lambda path: re.split(r"[/\\]", path.group().rstrip("/\\"))[-1], text)


def error(text: str) -> None:
    """A red box that says ``text``; boxes of data are only made here."""
    st.error(_said(text))


def warning(text: str) -> None:
    st.warning(_said(text))


def info(text: str) -> None:
    st.info(_said(text))


def success(text: str) -> None:
    st.success(_said(text))


def toast(text: str) -> None:
    st.toast(_said(text))


def _said(text: str) -> str:
    told = without_paths(text)
    if told != text:
        # Whoever runs the server may need to know where.
        _log.warning("%s", _CONTROL.sub(" ", text)[:2000])
    if len(told) > _LONGEST:
        told = f"{told[: _LONGEST * 2 // 3]} … {told[-_LONGEST // 3 :]}"
    return plain_markdown(told)


def _folders() -> list[str]:
    """The server's own folders, the longest first, so that none is left half told."""
    known = [ROOT, Path.cwd(), Path(tempfile.gettempdir())]
    known += [data_folder(), data_folder().resolve()]
    return sorted({str(folder) for folder in known if len(folder.parts) > 1}, key=len, reverse=True)
