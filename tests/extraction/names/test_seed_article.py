"""Every name of the article that the project starts from, marked by hand by the guideline.

Offsets only: the article itself lies in ../shared and is not part of the repository.
"""

from pathlib import Path

import pytest

from dashboard.extraction.names import names_engine
from dashboard.model import MentionKind

ARTICLE = Path(__file__).resolve().parents[4] / "shared" / "seed" / "coalition-article.txt"
PER, ORG, LOC = MentionKind.PER, MentionKind.ORG, MentionKind.LOC
NAMES = [
    (0, 14, ORG),
    (29, 43, ORG),
    (65, 79, ORG),
    (161, 167, LOC),
    (175, 197, ORG),
    (220, 234, ORG),
    (235, 247, PER),
    (275, 281, LOC),
    (283, 299, LOC),
    (395, 401, PER),
    (539, 553, ORG),
    (557, 572, ORG),
    (580, 584, ORG),
    (615, 621, LOC),
    (669, 685, ORG),
    (765, 780, ORG),
    (791, 795, ORG),
    (866, 881, ORG),
    (891, 904, PER),
    (963, 967, ORG),
    (1017, 1021, ORG),
    (1037, 1050, PER),
    (1110, 1127, ORG),
    (1154, 1176, ORG),
    (1215, 1219, ORG),
    (1280, 1290, PER),
    (1388, 1394, PER),
    (1426, 1440, ORG),
    (1466, 1470, ORG),
    (1496, 1500, ORG),
    (1561, 1567, LOC),
    (1569, 1574, LOC),
    (1603, 1607, ORG),
    (1641, 1646, LOC),
    (1693, 1697, ORG),
    (1735, 1741, LOC),
    (1745, 1750, LOC),
    (1763, 1767, ORG),
    (1787, 1802, ORG),
    (1895, 1911, ORG),
    (1913, 1927, ORG),
    (1951, 1957, LOC),
    (2006, 2022, LOC),
    (2026, 2040, ORG),
    (2076, 2080, ORG),
    (2176, 2192, LOC),
    (2223, 2239, ORG),
    (2247, 2253, PER),
    (2370, 2386, ORG),
    (2444, 2448, ORG),
]
WANTED = 48  # of 50

pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="../shared/seed is not here")


@pytest.fixture(scope="module")
def found() -> list[tuple[int, int, MentionKind]]:
    content = ARTICLE.read_text(encoding="utf-8").strip()
    [spans] = names_engine("builtin").find([content])
    return [(span.start, span.end, span.kind) for span in spans]


def test_names_overlap_with_their_kind(found: list[tuple[int, int, MentionKind]]) -> None:
    right = [
        (start, end, kind)
        for start, end, kind in NAMES
        if any(s < end and start < e and k is kind for s, e, k in found)
    ]
    assert len(right) >= WANTED, sorted(set(NAMES) - set(right))


def test_names_have_exact_spans(found: list[tuple[int, int, MentionKind]]) -> None:
    missed = sorted(set(NAMES) - set(found))
    assert len(NAMES) - len(missed) >= WANTED, missed


def test_every_person_is_found(found: list[tuple[int, int, MentionKind]]) -> None:
    persons = [name for name in NAMES if name[2] is PER]
    assert set(persons) <= set(found)


def test_little_else_is_found(found: list[tuple[int, int, MentionKind]]) -> None:
    extra = [
        (start, end, kind)
        for start, end, kind in found
        if not any(s < end and start < e for s, e, _ in NAMES)
    ]
    assert len(extra) <= 2, extra
