import datetime as dt
from decimal import Decimal

import pytest

from dashboard.annotation.events import ReaderAction, ReaderEvent, reader_event


@pytest.mark.parametrize(
    ("reported", "event"),
    [
        (
            {"name": "choose", "mention": "a@1-2", "kind": "PER", "entity": "e", "via": "click"},
            ReaderEvent(ReaderAction.CHOOSE, mention="a@1-2", kind="PER", entity="e", via="click"),
        ),
        (
            {"name": "open", "row": "a@0", "article": "a", "mention": "a@1-2", "sequence": 3},
            ReaderEvent(ReaderAction.OPEN, row="a@0", article="a", mention="a@1-2", sequence=3),
        ),
        (
            {"name": "filter", "amount": "5000000000", "amount_max": None, "currency": "USD"},
            ReaderEvent(ReaderAction.FILTER, amount=Decimal(5_000_000_000), currency="USD"),
        ),
        (
            {"name": "filter", "start": "2014-01-01", "end": "2014-12-31"},
            ReaderEvent(ReaderAction.FILTER, start=dt.date(2014, 1, 1), end=dt.date(2014, 12, 31)),
        ),
        ({"name": "more", "shown": 20}, ReaderEvent(ReaderAction.MORE, shown=20)),
        ({"name": "order", "order": "oldest"}, ReaderEvent(ReaderAction.ORDER, order="oldest")),
        ({"name": "cure", "action": "widen"}, ReaderEvent(ReaderAction.CURE, cure="widen")),
        ({"name": "resend", "unknown": {}}, ReaderEvent(ReaderAction.RESEND)),
    ],
)
def test_what_the_browser_reports(reported, event):
    assert reader_event(reported) == event


@pytest.mark.parametrize(
    "reported",
    [
        None,
        "choose",
        [],
        {},
        {"name": "drop table"},
        {"name": ["choose"]},
        {"name": "choose", "mention": 5},
        {"name": "choose", "mention": "x" * 1001},
        {"name": "filter", "amount": "NaN"},
        {"name": "filter", "amount": "five"},
        {"name": "filter", "start": "yesterday"},
        {"name": "more", "shown": -1},
        {"name": "more", "shown": True},
        {"name": "more", "shown": 2.5},
    ],
)
def test_anything_else_is_dropped(reported):
    assert reader_event(reported) is None
