"""Counts of the words that begin names: evidence for cutting particles off."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

LISTED_WEIGHT = 10


def count_starts(tagged: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Counter[str]:
    """How often each key carries a B- label of PER, ORG or LOC; ``tagged`` is (keys, labels)."""
    counts: Counter[str] = Counter()
    for keys, labels in tagged:
        for key, label in zip(keys, labels, strict=True):
            if label in ("B-PER", "B-ORG", "B-LOC"):
                counts[key] += 1
    return counts


def write_starts(counts: Mapping[str, int], lists: Path, target: Path) -> int:
    """Adds the lists' first words (a fixed weight each) and writes key, count; rows written."""
    total = Counter(counts)
    with gzip.open(lists, "rt", encoding="utf-8") as f:
        firsts = {
            line.split("\t")[1].split(" ")[0]
            for line in f
            if line.split("\t")[0] in ("country", "place", "person", "proper-person")
        }
    for word in firsts:
        total[word] += LISTED_WEIGHT
    rows = sorted((key, count) for key, count in total.items() if count > 1 and key.isalpha())
    data = "".join(f"{key}\t{count}\n" for key, count in rows).encode()
    with target.open("wb") as raw, gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as out:
        out.write(data)
    return len(rows)
