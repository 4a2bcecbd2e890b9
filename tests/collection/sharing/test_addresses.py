"""What counts as an address or a domain, and which of them are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.collection.sharing.addresses import (
    AddressError,
    grantee,
    grantees_of,
    listed,
    person,
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("huda@b.org", "huda@b.org"),
        ("  Huda.K+news@B.Org ", "huda.k+news@b.org"),
        ("\u200fhuda@b.org\u200e", "huda@b.org"),
        ("\u2066huda@b.org\u2069", "huda@b.org"),
        ("هدى@b.org", "هدى@b.org"),
        ("huda@أخبار.مصر", "huda@xn--igbicxr.xn--wgbh1c"),
        ("huda@xn--igbicxr.xn--wgbh1c", "huda@xn--igbicxr.xn--wgbh1c"),
        ("o'brien@news.b.org", "o'brien@news.b.org"),
    ],
)
def test_an_address_is_kept_in_one_form(text: str, kept: str) -> None:
    assert person(text) == kept
    assert grantee(text) == kept
    assert person(kept) == kept


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "@", "huda", "huda@", "@b.org", "huda@b", "huda@b.", "huda@.org", "huda@b..org"),
        *("huda@b.org, amal@b.org", "huda b@b.org", "huda@b org", "huda\n@b.org", "a@b@c.org"),
        *("<huda@b.org>", "huda@-b.org", "huda@b-.org", "huda@b_c.org", "huda@10.0.0.1"),
        "hu\u202eda@b.org",  # turned round for the eye
        "huda\u200b@b.org",  # a space that is not seen
        "mar\u212a@b.org",  # a Kelvin sign, which Unicode rewrites into a K
        "huda@\u212a.org",
        "huda@b\uff0eorg",  # nor a wide full stop a full stop
        "huda@stra\u00dfe.org",
        "a" * 65 + "@b.org",
        "huda@" + ".".join(["a" * 60] * 5) + ".org",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        person(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("@b.org", "@b.org"), (" @B.ORG", "@b.org"), ("@مصر.مصر", "@xn--wgbh1c.xn--wgbh1c")],
)
def test_a_domain_is_kept_in_one_form(text: str, kept: str) -> None:
    assert grantee(text) == kept


@pytest.mark.parametrize("text", ["@", "@b", "@*.org", "@@b.org", "@b.org/x", "*@b.org@"])
def test_what_is_no_domain_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        grantee(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("amal@b.org", "\u0430mal@b.org"),  # Cyrillic a
        ("amal@b.org", "\uff41mal@b.org"),  # wide a
        ("ismail@b.org", "i\u017fmail@b.org"),  # long s
    ],
)
def test_addresses_that_only_look_alike_are_two(one: str, other: str) -> None:
    assert person(one) != person(other)


def test_a_domain_stands_for_exactly_itself() -> None:
    assert grantees_of("huda@b.org") == ("huda@b.org", "@b.org")
    # Neither what is below it nor what ends like it.
    assert "@b.org" not in grantees_of("huda@news.b.org")
    assert "@b.org" not in grantees_of("huda@ab.org")


def test_a_setting_says_which_parts_it_does_not_understand() -> None:
    kept, wrong = listed("Amal@b.org, @c.org ,, huda, @")
    assert kept == {"amal@b.org", "@c.org"}
    assert wrong == ("huda", "@")
    assert listed("") == (frozenset(), ())


@given(st.text(max_size=40))
def test_any_text_is_kept_or_refused(text: str) -> None:
    for read in (person, grantee):
        try:
            kept = read(text)
        except AddressError:
            continue
        assert read(kept) == kept
        assert kept.count("@") == 1
        assert not set(kept) & set(" \n\t<>,")
