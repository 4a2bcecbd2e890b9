"""A piece of HTML (a feed's entry, a page) as plain text, a line for each block."""

from __future__ import annotations

import html
from typing import Any

# A line of names reads better than a column of thirty quoted ones.
_BLOCKS = frozenset(
    "address article blockquote br dd div dl dt figcaption footer form h1 h2 h3 h4 h5 h6 header hr"  # noqa: SIM905
    " li main nav ol p pre section table td th tr ul".split()
)
_SILENT = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "object", "head"})


def text_of_html(markup: str) -> str:
    """The text a reader would see, whitespace folded, one line a block; plain text stays."""
    if "<" not in markup:
        return html.unescape(markup).strip()
    import lxml.html

    try:
        root = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return html.unescape(markup).strip()
    return text_of_tree(root)


def text_of_tree(root: Any) -> str:
    """The text under ``root``; walked without recursion, so depth does not matter."""
    from lxml import etree

    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            pieces.append("" if silent else element.tail or "")
            continue
        block = element.tag in _BLOCKS
        if event == "start":
            silent += element.tag in _SILENT
            pieces.append("\n" if block else "")
            pieces.append("" if silent else _folded_space(element.text))
        else:
            silent -= element.tag in _SILENT
            pieces.append("\n" if block else "")
            pieces.append("" if silent or element is root else _folded_space(element.tail))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _folded_space(text: str | None) -> str:
    return text.replace("\n", " ").replace("\r", " ") if text else ""
