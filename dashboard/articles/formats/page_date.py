"""When a web page came out, by the lines that show it to its readers."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from dashboard.arabic.folding import folded
from dashboard.articles.formats.markup import text_of_tree
from dashboard.articles.written_dates import (
    ENGLISH_MONTH,
    HOW_LONG_AGO,
    month_shape,
    weekday_shape,
)

_LONGEST = 120  # code points of such a line
_PARAGRAPHS = 250  # code points below the headline: there the article has begun
_ELSEWHERE = ("aside", "nav", "footer", "ul", "ol", "a")  # what stands in these is of others
_BEFORE, _AFTER = 4, 8  # lines around the headline
_FIRST, _LAST = 6, 3  # lines of the text among which they may stand

_PUBLISHED = (
    r"(?:تاريخ|تم|وقت)?\s*(?:ال)?نشره?ا?ت?|تاريخ (?:الاضافه|الخبر|المقال)|اضيفت?|published|posted"
)
_UPDATED = r"اخر تحديث|(?:تم|تاريخ)? ?(?:ال)?تحديثه?|last (?:updated|modified)|updated"
_LABEL = re.compile(
    rf"(?:^|[|•·–—-]|\s)(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED}))"
    r"(?:\s+(?:في|بتاريخ|يوم|on|at))*\s*[:：]?(?=\s|$)"
)
_NUMERIC = (
    r"(?<!\d)(?:\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:19|20)\d\d"
    r"|(?:19|20)\d\d[/.-]\d{1,2}[/.-]\d{1,2})(?!\d)"
)
_HOUR = r"(?<!\d)\d{1,2}[:٫.]\d\d(?:[:.]\d\d)?(?!\d)"
# What stands beside the day in such a line: the hour, whose, which calendar, which weekday.
_BESIDE = (
    r"بتوقيت\s+\w+(?:\s+المكرمه)?|الساعه|(?:ب)?توقيت|غرينتش|جرينتش|غرينيتش|صباحا|مساء|ظهرا|ميلادي|هجري"
    r"|الموافق|اليوم|يوم|تاريخ|بتاريخ|في|على|[صمه]|هـ|gmt|utc|ksa|am|pm|on|at|[+-]\d"
)


class Visible(NamedTuple):
    """A date that a page shows, as it stands there, and how plainly it is that of publication."""

    rank: int  # the less, the plainer
    date: str


def date_by_headline(tree: Any) -> Visible | None:
    """The date around the headline: in a <time>, in a line that says "published" or "updated", or
    in a short line between headline and text."""
    # The name of the site may be one, too.
    headlines = [one for one in tree.iter("h1") if one.text_content().strip()]
    if not headlines:
        return None
    headline = max(headlines, key=lambda one: len(one.text_content()))
    found = _in_time_element(tree, headline)
    lines = text_of_tree(tree).split("\n")
    title = " ".join(headline.text_content().split())
    if title not in lines:
        return found
    at = lines.index(title)
    seen = [one for line in lines[max(at - _BEFORE, 0) : at] if (one := _labelled(line))]
    below = 0
    for line in lines[at + 1 : at + 1 + _AFTER]:
        below += len(line)
        if below > _PARAGRAPHS:
            break
        seen.extend(one for one in [_labelled(line) or _bare(line)] if one)
    return min([*([found] if found else []), *seen], default=None)


def without_date_lines(text: str) -> tuple[str, Visible | None]:
    """``text`` without the lines at its beginning and end that only tell when it came out, and the
    plainest of them. A day alone on its line is one only where no other such line follows: else
    the article tells what happened day by day."""
    lines = text.split("\n")
    ends = {*range(min(_FIRST, len(lines))), *range(max(len(lines) - _LAST, 0), len(lines))}
    alone = [at for at, line in enumerate(lines) if _is_date_line(line) and not _labelled(line)]
    dropped: dict[int, Visible] = {}
    for at in ends:
        if _is_date_line(lines[at]):
            seen = _labelled(lines[at]) or (_bare(lines[at]) if [at] == alone and at < 2 else None)
            if seen is not None:
                dropped[at] = seen
    kept = "\n".join(line for at, line in enumerate(lines) if at not in dropped)
    if not kept.strip():
        return text, None
    return kept, min(dropped.values(), default=None)


def _in_time_element(tree: Any, headline: Any) -> Visible | None:
    """The first <time> from the beginning of the headline's article to its first paragraph."""
    inside = next(headline.iterancestors("article", "main"), headline)
    has_begun = has_title = False
    below = 0
    for element in tree.iter():
        has_begun = has_begun or element is inside
        has_title = has_title or element is headline
        if not has_begun or not isinstance(element.tag, str):
            continue
        if element.tag == "time" and next(element.iterancestors(*_ELSEWHERE), None) is None:
            written = " ".join(element.text_content().split())[:_LONGEST]
            day = _day_in(folded(written)) or element.get("datetime", "")[:_LONGEST].strip()
            if day:
                return Visible(1, day)
        elif has_title and element.tag == "p":
            below += len(element.text_content())
            if below > _PARAGRAPHS:
                return None
    return None


def _labelled(line: str) -> Visible | None:
    if len(line) > _LONGEST:
        return None
    plain = folded(line)
    labels = list(_LABEL.finditer(plain))
    ends = [*(label.start() for label in labels[1:]), len(plain)]
    is_sentence = line.rstrip().endswith(".") and not _is_date_line(line)
    seen = []
    for label, end in zip(labels, ends, strict=False):
        behind = plain[label.end() : end]
        relative = re.search(HOW_LONG_AGO, behind)
        day = _day_in(behind) or (relative.group() if relative else "")
        # "It published a book in 2019" begins like a label; what is one has the day right behind.
        if day and not is_sentence and len(behind[: behind.find(day)].split()) <= 3:
            seen.append(Visible(2 if label["published"] else 4, day))
    return min(seen, default=None)


def _bare(line: str) -> Visible | None:
    if len(line) > _LONGEST or line.rstrip().endswith((".", "؟", "!", ":")):
        return None
    day = _day_in(folded(line))
    return Visible(3, day) if day else None


def _day_in(plain: str) -> str:
    found = _day().search(plain)
    return found.group() if found else ""


def _is_date_line(line: str) -> bool:
    """Whether nothing stands in the line but the day, its label, and what goes with them."""
    if not line.strip() or len(line) > _LONGEST:
        return False
    plain = folded(line)
    if not _day().search(plain) and not (_LABEL.search(plain) and re.search(HOW_LONG_AGO, plain)):
        return False
    for shape in (
        _LABEL,
        _day(),
        re.compile(HOW_LONG_AGO),
        re.compile(_HOUR),
        _weekday(),
        _beside(),
    ):
        plain = shape.sub(" ", plain)
    return not re.search(r"\w", plain)


@cache
def _day() -> re.Pattern[str]:
    month = month_shape()
    year = r"(?:عام |سنه )?(?:1[34]|19|20)\d\d(?!\d)"
    return re.compile(
        rf"{_NUMERIC}"
        rf"|(?<!\d)\d{{1,2}}\s*(?:من\s+)?{month}(?:\s*[/(-]\s*{month}\)?)?\s*[,،]?\s*{year}"
        rf"|(?<!\w){month}\s+\d{{1,2}}\s*[,،]\s*{year}"
        rf"|(?<!\d)\d{{1,2}} {ENGLISH_MONTH},? (?:19|20)\d\d"
        rf"|\b{ENGLISH_MONTH} \d{{1,2}},? (?:19|20)\d\d"
    )


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){weekday_shape()}(?!\w)")


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_BESIDE})(?!\w)")
