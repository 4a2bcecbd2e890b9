"""A collection whose articles would run, load or disguise something if they got the chance."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dashboard.collection import Collection, build, open_collection
from dashboard.model import Article
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor, statements_of

RAN = "window.ran=(window.ran||0)+1"
TITLES = [
    f"<script>{RAN}</script>",
    f"</title><script>{RAN}</script>",
    f"</style><img src=x onerror='{RAN}'>",
    f'"><svg onload="{RAN}">',
    "<!--",
    "<link rel=stylesheet href=https://elsewhere.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example'>",
    "<base href=https://elsewhere.example/>",
    "\u202eفدص\u2066",
    "<plaintext>",
]
ADDRESSES = [
    f"javascript:{RAN}",
    f" JaVaScRiPt:{RAN}",
    f"java\nscript:{RAN}",
    f"data:text/html,<script>{RAN}</script>",
    "vbscript:x",
    "//elsewhere.example/x",
    'https://news.example/"onmouseover="x',
    "https://news.example/a?b=1&c=2",
    "",
    "file:///etc/passwd",
]


def hostile(folder: Path, more: int = 0) -> Collection:
    """The hostile articles and ``more`` plain ones, built in ``folder``."""
    articles = [
        Article(
            id=f"h{place}",
            title=title,
            text=f"زار العبادي بغداد اليوم {title} ودفع البنك الدولي 5 مليون دولار.\n{title}",
            source=title,
            url=url,
            published=dt.date(2018, 1 + place, 3),
        )
        for place, (title, url) in enumerate(zip(TITLES, ADDRESSES, strict=True))
    ]
    place = folder / "hostile.collection"
    build(
        [*articles, *stories(more)],
        place,
        WordExtractor(),
        find_statements=statements_of,
        name=TITLES[0],
    )
    return open_collection(place)
