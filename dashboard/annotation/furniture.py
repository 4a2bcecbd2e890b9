"""Small pieces of the page that hold data: headlines, legends, chips. Escaped here, by html.py."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.annotation.html import escaped


def headline_html(title: str, subtitle: str) -> str:
    return (
        f'<h2 class="siyaq-headline"><bdi>{escaped(title)}</bdi></h2>'
        f'<p class="siyaq-subtitle"><bdi>{escaped(subtitle)}</bdi></p>'
    )


def legend_html(entries: Sequence[tuple[str, str]]) -> str:
    """(label, #RRGGBB) in the order to read."""
    made = "".join(
        f'<li><span class="siyaq-swatch" style="background:{escaped(colour)}"></span>'
        f"<bdi>{escaped(label)}</bdi></li>"
        for label, colour in entries
    )
    return f'<ul class="siyaq-legend">{made}</ul>'


def money_legend_html(exact: str, more: str, less: str, span: str) -> str:
    """What the shapes of the money chart mean."""
    shapes = (
        ("siyaq-dot", "", exact),
        ("siyaq-ring", "↑", more),
        ("siyaq-ring", "↓", less),
        ("siyaq-bar", "", span),
    )
    made = "".join(
        f'<li><span class="{shape}" aria-hidden="true"></span>{arrow}'
        f"<bdi>{escaped(label)}</bdi></li>"
        for shape, arrow, label in shapes
    )
    return f'<ul class="siyaq-legend">{made}</ul>'


def scale_html(title: str, colours: Sequence[str], ticks: Sequence[str]) -> str:
    """A strip of colours from least to most, with its ticks below."""
    steps = "".join(f'<span style="background:{escaped(colour)}"></span>' for colour in colours)
    marks = "".join(f"<span>{escaped(tick)}</span>" for tick in ticks)
    return (
        f'<div class="siyaq-scale"><p>{escaped(title)}</p>'
        f'<div class="siyaq-scale-strip" dir="ltr">{steps}</div>'
        f'<div class="siyaq-scale-ticks" dir="ltr">{marks}</div></div>'
    )


def facts_html(title: str, facts: Sequence[tuple[str, str]], *, framed: bool = False) -> str:
    """A name and its figures, one a line; no line above where a frame is around it anyway."""
    rows = "".join(
        f"<div><dt>{escaped(name)}</dt><dd><bdi>{escaped(value)}</bdi></dd></div>"
        for name, value in facts
    )
    names = "siyaq-facts siyaq-framed" if framed else "siyaq-facts"
    return f'<div class="{names}"><h3><bdi>{escaped(title)}</bdi></h3><dl>{rows}</dl></div>'


def figures_html(figures: Sequence[tuple[str, str]]) -> str:
    """Large numbers side by side, each with what it counts."""
    cells = "".join(
        f"<div><strong><bdi>{escaped(number)}</bdi></strong><span>{escaped(label)}</span></div>"
        for number, label in figures
    )
    return f'<div class="siyaq-figures">{cells}</div>'


def table_head_html(title: str, count: str) -> str:
    return (
        f'<p class="siyaq-tablehead"><strong>{escaped(title)}</strong> '
        f"<span>{escaped(count)}</span></p>"
    )


def note_html(text: str) -> str:
    return f'<p class="siyaq-note"><bdi>{escaped(text)}</bdi></p>'


def complaints_html(entries: Sequence[tuple[str, str]], label: str) -> str:
    """(where, what is the matter) of each, none of them cut; scrolled where they are many."""
    made = "".join(
        f"<li><b><bdi>{escaped(where)}</bdi></b> <span><bdi>{escaped(reason)}</bdi></span></li>"
        for where, reason in entries
    )
    return f'<ul class="siyaq-complaints" tabindex="0" aria-label="{escaped(label)}">{made}</ul>'


def quoted_html(text: str, start: int, end: int) -> str:
    """A sentence with ``text[start:end]`` marked; the letters of a word stay joined."""
    return (
        f'<p class="siyaq-quoted" lang="ar" dir="auto">{escaped(text[:start])}'
        f"<mark>{escaped(text[start:end])}</mark>{escaped(text[end:])}</p>"
    )


def frozen_html(title: str, text: str, changes: Sequence[tuple[str, Sequence[str]]]) -> str:
    """What a frozen view is of, and below it what has changed: (where, changes) a line."""
    lines = "".join(
        f"<li><span>{escaped(where)}</span> "
        + " ".join(f"<b>{escaped(change)}</b>" for change in told)
        + "</li>"
        for where, told in changes
    )
    return (
        f'<div class="siyaq-frozen"><p><strong>{escaped(title)}</strong> {escaped(text)}</p>'
        + (f"<ul>{lines}</ul>" if lines else "")
        + "</div>"
    )


def summary_html(text: str) -> str:
    return f'<p class="siyaq-summary">{escaped(text)}</p>'


def explained_html(entries: Sequence[tuple[str, str]]) -> str:
    """Terms and what they mean."""
    made = "".join(
        f'<dt dir="auto">{escaped(term)}</dt><dd dir="auto">{escaped(text)}</dd>'
        for term, text in entries
    )
    return f'<dl class="siyaq-explained">{made}</dl>'


def step_html(place: str, title: str, body: str) -> str:
    """One step of the tour."""
    return (
        f'<p class="siyaq-step"><span>{escaped(place)}</span> <strong>{escaped(title)}</strong> '
        f"{escaped(body)}</p>"
    )
