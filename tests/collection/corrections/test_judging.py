"""Precision by hand: what counts as right and wrong, and Wilson's interval."""

import pytest

from dashboard.collection.corrections.judging import Judged, judged
from dashboard.collection.corrections.overlay import ChangedMention, Overlay
from dashboard.model import MentionKind


@pytest.mark.parametrize(
    ("right", "wrong", "low", "high"),
    [
        # Worked examples of the Wilson score interval without correction for continuity.
        (0, 10, 0.0, 0.2775),
        (10, 0, 0.7225, 1.0),
        (81, 182, 0.2553, 0.3662),
        (15, 133, 0.0624, 0.1605),
        (1, 0, 0.2065, 1.0),
    ],
)
def test_wilson(right, wrong, low, high) -> None:
    verdict = Judged(right, wrong, ())
    assert verdict.precision == right / (right + wrong)
    assert verdict.interval == pytest.approx((low, high), abs=1e-4)


def test_nothing_judged_has_no_precision() -> None:
    verdict = judged(["a@0-1"], Overlay())
    assert (verdict.precision, verdict.interval, verdict.waiting) == (None, None, ("a@0-1",))


def test_verdicts() -> None:
    def change(**fields) -> ChangedMention:
        return ChangedMention(MentionKind.PER, 0, 1, "x", **fields)

    overlay = Overlay(
        {
            "confirmed": change(confirmed=True),
            "rejected": change(rejected=True),
            "other kind": change(was=MentionKind.LOC, confirmed=True),
            "other bounds": change(rebound=True),
            "same again": change(),
            "not of the sample": change(rejected=True),
        }
    )
    verdict = judged([*list(overlay.mentions)[:5], "untouched"], overlay)
    assert (verdict.right, verdict.wrong) == (1, 3)
    assert verdict.waiting == ("same again", "untouched")
