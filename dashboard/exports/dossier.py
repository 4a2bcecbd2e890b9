"""A view as one HTML file to keep, send and print: nothing in it is asked of any network.

Its charts are SVG, its fonts travel inside, and it has no script: it reads the same in every
browser and on paper, years later.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.annotation.furniture import figures_html, headline_html, note_html, table_head_html
from dashboard.annotation.html import escaped, sentence_html
from dashboard.articles.records import web_address
from dashboard.charts.still import still
from dashboard.charts.style import Figure
from dashboard.look.palette import LIGHT, css_values
from dashboard.model import MentionKind
from dashboard.wording import Wording

MOST_SENTENCES = 200
MOST_ROWS = 60
# Whatever an article says, a browser that reads this asks nobody for anything and runs nothing.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_HERE = Path(__file__).resolve()
_FONTS = _HERE.parents[2] / "static"
_ARABIC = "U+0600-06FF,U+0750-077F,U+200C-200E,U+2010-2011,U+FB50-FDFF,U+FE70-FEFC"
_LATIN = "U+0000-00FF,U+0152-0153,U+2000-200B,U+2012-206F,U+20AC,U+2122,U+2191,U+2193,U+2212"
_FACES = (
    ("Plex", "ibm-plex-sans-arabic-arabic-400-normal", 400, _ARABIC),
    ("Plex", "ibm-plex-sans-arabic-latin-400-normal", 400, _LATIN),
    ("Plex", "ibm-plex-sans-arabic-arabic-600-normal", 600, _ARABIC),
    ("Plex", "ibm-plex-sans-arabic-latin-600-normal", 600, _LATIN),
    ("Naskh", "noto-naskh-arabic-arabic-400-normal", 400, _ARABIC),
)


@dataclass(frozen=True)
class Rows:
    """A table: ``columns`` of ``frame`` (name -> heading); ``unit`` says how many rows there are,
    of which the first are shown."""

    frame: pd.DataFrame
    columns: Mapping[str, str]
    unit: str


@dataclass(frozen=True)
class Section:
    """One chart with its table. ``above`` are pieces that annotation.furniture made (legends,
    scales), which are HTML already; ``notes`` are texts below the chart."""

    title: str
    subtitle: str
    figure: Figure | None
    rows: Rows | None = None
    above: Sequence[str] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Dossier:
    """What is put into the file.

    ``facts`` (name, value) say what it was made from; ``filters`` what narrows the view;
    ``figures`` (number, what it counts) how much that is. ``sentences`` are rows of
    ``Collection.evidence_sentences``, the first of ``sentences_in_all``; ``counted`` says how
    many mentions stand in them all. ``link`` is where the view can be seen live, "" for nowhere.
    """

    title: str
    wording: Wording
    facts: Sequence[tuple[str, str]]
    filters: Sequence[str]
    figures: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    sentences: pd.DataFrame
    sentences_in_all: int
    counted: str
    link: str = ""
    kinds: Sequence[MentionKind] = field(default_factory=tuple)


def dossier_bytes(dossier: Dossier) -> bytes:
    """The file, in UTF-8."""
    wording = dossier.wording
    body = "".join(
        [
            _head(dossier),
            *(
                _section(section, number, wording)
                for number, section in enumerate(dossier.sections)
            ),
            _sentences(dossier),
            f"<footer>{note_html(wording.text('dossier.foot'))}</footer>",
        ]
    )
    return (
        "<!doctype html>\n"
        f'<html lang="{wording.language.value}" dir="{wording.direction}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escaped(dossier.title)}</title>\n"
        f"<style>{_style()}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode("utf-8", errors="replace")


@cache
def _style() -> str:
    faces = "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};unicode-range:{script};'
        f"src:url(data:font/woff2;base64,{_encoded(name)})}}\n"
        for family, name, weight, script in _FACES
    )
    sheet = (_HERE.with_name("assets") / "dossier.css").read_text(encoding="utf-8")
    return f"{faces}{css_values(':root', LIGHT)}{sheet}"


def _encoded(name: str) -> str:
    return base64.b64encode((_FONTS / f"{name}.woff2").read_bytes()).decode("ascii")


def _head(dossier: Dossier) -> str:
    wording = dossier.wording
    facts = "".join(
        f"<div><dt>{escaped(name)}</dt><dd><bdi>{escaped(value)}</bdi></dd></div>"
        for name, value in dossier.facts
    )
    filters = "".join(f"<li><bdi>{escaped(part)}</bdi></li>" for part in dossier.filters)
    narrowed = (
        f'<ul class="filters">{filters}</ul>'
        if filters
        else note_html(wording.text("dossier.everything"))
    )
    live = (
        f'<p class="live">{_link(dossier.link, wording.text("dossier.live"))}</p>'
        if dossier.link
        else ""
    )
    contents = "".join(
        f'<li><a href="#{anchor}">{escaped(title)}</a></li>'
        for anchor, title in (
            *((f"part-{number}", one.title) for number, one in enumerate(dossier.sections)),
            ("sentences", wording.text("dossier.sentences")),
        )
    )
    return (
        '<header><p class="brand"><strong lang="ar">سياق</strong> '
        f"<span>{escaped(wording.text('dossier.kind'))}</span></p>"
        f"<h1><bdi>{escaped(dossier.title)}</bdi></h1>{narrowed}"
        f"{figures_html(dossier.figures)}"
        f'<dl class="facts">{facts}</dl>{live}'
        f'<nav aria-label="{escaped(wording.text("dossier.contents"))}"><ol>{contents}</ol></nav>'
        "</header>"
    )


def _link(url: str, label: str) -> str:
    """A link to an address of the web; anything else (javascript:, data:) is left as words."""
    address = web_address(url)
    if not address:
        return f"<bdi>{escaped(label)}</bdi>"
    return (
        f'<a href="{escaped(address)}" rel="noopener noreferrer nofollow">'
        f"<bdi>{escaped(label)}</bdi></a>"
    )


def _section(section: Section, number: int, wording: Wording) -> str:
    drawn = (
        "" if section.figure is None else f"<figure>{still(section.figure, section.title)}</figure>"
    )
    notes = "".join(map(note_html, section.notes))
    rows = "" if section.rows is None else _table(section.rows, wording)
    return (
        f'<section id="part-{number}">{headline_html(section.title, section.subtitle)}'
        f"{''.join(section.above)}{drawn}{notes}{rows}</section>"
    )


def _table(rows: Rows, wording: Wording) -> str:
    shown = rows.frame.head(MOST_ROWS)
    numeric = [pd.api.types.is_numeric_dtype(shown[name]) for name in rows.columns]
    headings = "".join(
        f'<th scope="col"{" class=n" if is_number else ""}>{escaped(name)}</th>'
        for name, is_number in zip(rows.columns.values(), numeric, strict=True)
    )
    lines = []
    for row in shown[list(rows.columns)].itertuples(index=False):
        cells = "".join(
            # A minus sign stays in front of its figures.
            f'<td class="n"><span dir="ltr">{escaped(_number(value, wording))}</span></td>'
            if is_number
            else f"<td><bdi>{escaped(_text(value))}</bdi></td>"
            for value, is_number in zip(row, numeric, strict=True)
        )
        lines.append(f"<tr>{cells}</tr>")
    cut = (
        note_html(wording.text("dossier.rows_shown", shown=len(shown), total=len(rows.frame)))
        if len(rows.frame) > len(shown)
        else ""
    )
    return (
        f"{table_head_html(wording.text('table.title'), rows.unit)}"
        f"<table><thead><tr>{headings}</tr></thead><tbody>{''.join(lines)}</tbody></table>{cut}"
    )


def _number(value: object, wording: Wording) -> str:
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    plain: Any = value.item() if hasattr(value, "item") else value
    return wording.number(plain or 0)  # 0 for what was rounded to -0.0


def _text(value: object) -> str:
    return "" if value is None or (isinstance(value, float) and pd.isna(value)) else str(value)


def _sentences(dossier: Dossier) -> str:
    wording, frame = dossier.wording, dossier.sentences
    shown = wording.text("dossier.rows_shown", shown=len(frame), total=dossier.sentences_in_all)
    legend = "".join(
        f'<li><mark class="{kind}">{escaped(wording.kind(kind))}</mark></li>'
        for kind in dossier.kinds
    )
    rows = "".join(_sentence(row, wording) for row in frame.to_dict("records"))
    head = headline_html(wording.text("dossier.sentences"), dossier.counted)
    return (
        f'<section id="sentences">{head}<ul class="kinds">{legend}</ul>{note_html(shown)}'
        f'<ol class="sentences">{rows}</ol></section>'
    )


def _sentence(row: Mapping[Any, Any], wording: Wording) -> str:
    """The sentence with its marks, and where it stands: source, day, article."""
    text = str(row["text"])
    marks = [(int(start), int(end), MentionKind(kind)) for start, end, kind, _ in row["spans"]]
    day = row["published"]
    told = [
        str(row["source"] or wording.text("table.unknown_source")),
        wording.text("table.undated") if pd.isna(day) else wording.date(day),
    ]
    cited = "".join(f"<span><bdi>{escaped(part)}</bdi></span>" for part in told)
    title = _link(str(row["url"] or ""), str(row["title"] or row["article"]))
    language = ' lang="ar"' if any("\u0600" <= char <= "\u06ff" for char in text) else ""
    return (
        f'<li><p class="text" dir="auto"{language}>{sentence_html(text, marks)}</p>'
        f'<p class="cited">{cited}<cite>{title}</cite></p></li>'
    )
