"""Made-up articles for tests of the collection and its analysis; deterministic."""

from __future__ import annotations

import datetime as dt
import random

from dashboard.model import Article

_PEOPLE = ["مصطفى الكاظمي", "الكاظمي", "حيدر العبادي", "العبادي"]
_PLACES = ["العراق", "بغداد", "الموصل", "الكويت"]
_BODIES = ["التحالف الدولي", "البنك الدولي"]
_AMOUNTS = [
    "5 مليون دولار",
    "5 مليون دولار",
    "أكثر من 30 مليون دولار",
    "10 إلى 20 مليون دينار",
    "3 مليون ريال",
]
_DATES = ["اليوم", "2017-01-05", "2018/02", "عام 2018", "عام 2014", "2020-07-23"]
_SOURCES = ["واع", "السومرية", "", "وكالة 'الاختبار'"]


def stories(count: int, seed: int = 7) -> list[Article]:
    """``count`` articles of one to three paragraphs; about one in six without a date."""
    chance = random.Random(seed)
    return [_story(f"s{number}", chance) for number in range(count)]


def _story(article: str, chance: random.Random) -> Article:
    paragraphs = [
        " ".join(_sentence(chance) for _ in range(chance.randint(1, 3)))
        for _ in range(chance.randint(1, 3))
    ]
    published = dt.date(2014, 1, 1) + dt.timedelta(days=chance.randrange(2700))
    return Article(
        id=article,
        title=_sentence(chance).rstrip(".") if chance.random() < 0.7 else "",
        text="\n".join(paragraphs),
        source=chance.choice(_SOURCES),
        published=None if chance.random() < 0.16 else published,
    )


def _sentence(chance: random.Random) -> str:
    words = ["قال" if chance.random() < 0.3 else "أعلن", chance.choice(_PEOPLE)]
    for bag in (_PLACES, _BODIES, _AMOUNTS, _DATES, _PLACES):
        if chance.random() < 0.45:
            words += [chance.choice(["في", "عن", "مع"]), chance.choice(bag)]
    return " ".join(words) + "."
