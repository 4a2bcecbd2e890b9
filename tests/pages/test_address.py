"""A link means what it meant: every view survives its address."""

import datetime as dt
from decimal import Decimal
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.model import DateAxis, Mark, MentionKind, Selection, Window
from dashboard.pages.address import Chart, View, address_of, mark_of, mark_text, view_at

NAMES = st.text(alphabet="ابتةىأكلمن ٢~:%,@&=?#+'\"<>/", min_size=1, max_size=12)
DAYS = st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
NAME_LISTS = st.lists(NAMES, max_size=3).map(tuple)
AMOUNTS = st.none() | st.decimals(0, 10**15, allow_nan=False, places=2)

MARKS = st.builds(
    Mark,
    chart=st.sampled_from(["timeline", "cooccurrence", "money"]),
    axis=st.sampled_from(DateAxis),
    start=DAYS,
    end=DAYS,
    kind=st.none() | st.sampled_from(MentionKind),
    source=st.none() | NAMES,
    entities=NAME_LISTS,
    window=st.none() | st.sampled_from(Window),
    article=st.none() | NAMES,
    mentions=NAME_LISTS,
    exactly=st.booleans(),
    undated=st.booleans(),
    other_start=DAYS,
    other_end=DAYS,
    lag_min=st.none() | st.integers(-9999, 9999),
    lag_max=st.none() | st.integers(-9999, 9999),
    currency=st.none() | st.sampled_from(["", "USD"]),
    statement=st.none() | st.integers(0, 999_999_999),
    speaker=st.none() | NAMES,
)
SELECTIONS = st.builds(
    Selection,
    start=DAYS,
    end=DAYS,
    axis=st.sampled_from(DateAxis),
    kinds=st.lists(st.sampled_from(MentionKind), unique=True).map(tuple),
    entities=NAME_LISTS,
    sources=NAME_LISTS,
    amount_min=AMOUNTS,
    amount_max=AMOUNTS,
    currency=st.none() | st.sampled_from(["USD", "IQD"]),
    text=st.just("") | NAMES,
    once=st.booleans(),
    mark=st.none() | MARKS,
)
VIEWS = st.builds(
    View,
    collection=st.just("") | NAMES,
    entity=st.just("") | NAMES,
    role=st.just("") | NAMES,
    selection=SELECTIONS,
    chart=st.sampled_from(Chart),
    grain=st.sampled_from(["auto", "day", "year"]),
    compare=NAME_LISTS,
    window=st.sampled_from(Window),
    language=st.sampled_from(["", "ar", "en"]),
    lag=st.booleans(),
    all_years=st.booleans(),
)


# A machine that is busy with other tests draws these views slowly, which says nothing about them.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(VIEWS)
def test_a_view_survives_its_address(view: View) -> None:
    travelled = dict(parse_qsl(urlencode(address_of(view)), keep_blank_values=True))
    assert view_at(travelled) == (view, [])


@given(MARKS)
def test_a_mark_survives_its_text(mark: Mark) -> None:
    assert mark_of(mark_text(mark)) == mark


def test_the_plain_view_needs_no_parameters() -> None:
    assert address_of(View()) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("from", "2020-13-45"),
        ("kinds", "PER~COW"),
        ("min", "NaN"),
        ("min", "many"),
        ("chart", "<script>"),
        ("mark", "timeline~from:yesterday"),
        ("mark", "timeline~cow:1"),
        ("mark", "statements~statement:-1"),
        ("mark", "statements~statement:1234567890"),
        ("mark", "~"),
        ("measure", "pmi2"),
    ],
)
def test_an_unreadable_parameter_is_named_and_left_out(name: str, value: str) -> None:
    view, unread = view_at({name: value, "text": "العراق"})
    assert unread == [name]
    assert view == View(selection=Selection(text="العراق"))


@given(st.dictionaries(st.sampled_from(["from", "mark", "kinds", "min", "axis"]), st.text()))
def test_no_address_raises(address: dict[str, str]) -> None:
    view_at(address)


def test_amounts_keep_their_digits() -> None:
    view = View(selection=Selection(amount_min=Decimal("5000000000.50")))
    assert address_of(view)["min"] == "5000000000.50"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("min", "1e999999999"),
        ("max", "9" * 5000),
        ("min", "-1e-999999999"),
        ("from", "0001-01-01"),
        ("to", "9999-12-31"),
        ("names", "~".join(f"PER:{number}" for number in range(5000))),
        ("text", "ا" * 100_000),
        ("search", "a\x00b"),
        ("article", "a\x1b[2J"),
        ("mark", "timeline~from:0001-01-01~to:9999-12-31"),
        ("mark", "timeline~lag-from:" + "9" * 4000),
        ("mark", "timeline~name:%00"),
        ("compare", "%00"),
    ],
)
def test_what_no_view_of_ours_says_is_left_out_and_named(name: str, value: str) -> None:
    assert view_at({name: value}) == (View(), [name])
