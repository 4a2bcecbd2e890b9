"""Exact and near duplicates."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.articles.duplicates import (
    content_key,
    near_duplicate_groups,
    signature,
    similarity,
)
from dashboard.model import Article
from tests.articles.making import FIRST, SECOND, TEXT, TITLE


def article(text: str, title: str = "") -> Article:
    return Article(id="a", title=title, text=text)


def words(seed: int, count: int = 250) -> list[str]:
    """So many different made-up Arabic words."""
    chance = random.Random(seed)
    return ["".join(chance.choices("ابتجحدرسعفقكلمنهوي", k=6)) for _ in range(count)]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (article(TEXT, TITLE), True),
        (article(f"{TITLE}\n{TEXT}"), True),
        (article(TEXT.replace(" ", "  ").replace("أ", "ا"), TITLE), True),
        (article(TEXT.replace("موازنة", "مُوازَنة"), TITLE), True),
        (article(TEXT, ""), False),
        (article(TEXT.replace("5", "6"), TITLE), False),
        (article(f"{SECOND}\n{FIRST}", TITLE), False),
    ],
)
def test_exact_duplicates_have_one_key(other: Article, same: bool) -> None:
    assert (content_key(other) == content_key(article(TEXT, TITLE))) is same


def test_source_day_and_id_do_not_count() -> None:
    one = Article("1", TITLE, TEXT, "ا", "https://a.example", dt.date(2020, 1, 1))
    other = Article("2", TITLE, TEXT, "ب", "", None)
    assert content_key(one) == content_key(other)
    assert signature(one) == signature(other)


def test_signatures_are_the_same_in_every_run() -> None:
    # Pinned: signatures stored in a collection are compared with those of later builds.
    assert len(signature(article(TEXT))) == 256
    assert signature(article(TEXT))[:8].hex() == "a34521033e061209"
    assert signature(article(" ... ")) == b""


@pytest.mark.parametrize("changed", [0, 10, 40, 125, 250])
def test_similarity_follows_the_words_in_common(changed: int) -> None:
    one = words(1)
    other = [*words(2, changed), *one[changed:]]
    sets = [{tuple(w[at : at + 5]) for at in range(246)} for w in (one, other)]
    jaccard = len(sets[0] & sets[1]) / len(sets[0] | sets[1])
    estimate = similarity(signature(article(" ".join(one))), signature(article(" ".join(other))))
    assert estimate == pytest.approx(jaccard, abs=0.2)  # more than three standard errors


def test_groups_of_near_duplicates() -> None:
    reports = [words(seed) for seed in range(60)]
    shortened = [report[: 250 - 10] for report in reports[:20]]
    led = [["خاص", "عاجل", *report] for report in reports[:10]]
    everything = reports + shortened + led
    groups = near_duplicate_groups([signature(article(" ".join(each))) for each in everything])
    expected = [(at, 60 + at, 80 + at) for at in range(10)]
    expected += [(at, 60 + at) for at in range(10, 20)]
    assert groups == expected


def test_articles_without_words_are_in_no_group() -> None:
    assert near_duplicate_groups([]) == []
    assert near_duplicate_groups([b"", b"", signature(article(TEXT)), b""]) == []
    assert near_duplicate_groups([signature(article(TEXT)), b"", signature(article(TEXT))]) == [
        (0, 2)
    ]


@given(st.lists(st.sampled_from([signature(article(" ".join(words(s, 30)))) for s in range(6)])))
def test_the_same_article_is_always_found(signatures: list[bytes]) -> None:
    places: dict[bytes, list[int]] = {}
    for at, each in enumerate(signatures):
        places.setdefault(each, []).append(at)
    expected = sorted(tuple(each) for each in places.values() if len(each) > 1)
    assert near_duplicate_groups(signatures) == expected


@given(st.text(max_size=80))
def test_any_text_has_a_key_and_a_signature(text: str) -> None:
    assert len(content_key(article(text))) == 32
    assert len(signature(article(text))) in (0, 256)
    assert similarity(signature(article(text)), signature(article(text))) in (0.0, 1.0)
