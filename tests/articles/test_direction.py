"""What turns the direction of text does not get from a file onto the screen."""

from __future__ import annotations

import pytest

from dashboard.arabic.folding import folded
from dashboard.articles.records import article_of
from dashboard.articles.shown import plain_line

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("sign", TURNING)
def test_title_source_and_id_are_free_of_it(sign: str) -> None:
    made = article_of(
        {"id": f"a{sign}b", "title": f"دفع{sign} 100", "text": "خبر", "source": f"وكا{sign}لة"}
    )
    assert made.id == "ab"
    assert made.source == "وكالة"
    assert sign not in made.title
    # One sign for one, so that every offset behind it is that of the file.
    assert len(made.title) == len(f"دفع{sign} 100")


@pytest.mark.parametrize("sign", "\u202d\u202e")
def test_overrides_are_taken_from_the_text_too(sign: str) -> None:
    written = f"دفعت الوزارة {sign}001 مليون دولار"
    made = article_of({"text": written})
    assert sign not in made.text
    assert len(made.text) == len(written)
    assert folded(made.text) == folded(written)


def test_marks_that_only_set_right_what_is_typed_stay_in_the_text() -> None:
    written = "لغة C++\u200e و\u2067نص\u2069"
    assert article_of({"text": written}).text == written


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("دار\n السلام", "دار السلام"),
        ("a\x00b\x1b[2J", "ab[2J"),
        ("egp\u202e.exe\u2066", "egp.exe"),
        ("می\u200cشود", "می\u200cشود"),
        ("x" * 5000, "x" * 20),
        ("\u200b \u2060", ""),
        ("\ud800a", "a"),
    ],
)
def test_a_line_of_a_persons_own(given: str, kept: str) -> None:
    assert plain_line(given, 20) == kept
