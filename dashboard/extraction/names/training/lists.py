"""Name lists for the tagger, from the gazetteers that may be shipped."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from dashboard.extraction.names.words import word_key

PLACE_TYPES = {
    "country", "region", "county", "locality", "macroregion", "dependency", "macrocounty",
    "continent", "ocean", "marinearea", "empire", "localadmin",
}  # fmt: skip


def listed_names(shared: Path) -> Iterator[tuple[str, str, str]]:
    """(type, phrase of word keys, source), each type and phrase once."""
    seen: set[tuple[str, str]] = set()
    for kind, name, source in _rows(shared / "corpora" / "gazetteers"):
        phrase = " ".join(word_key(word) for word in name.split())
        if len(phrase) > 1 and (kind, phrase) not in seen:
            seen.add((kind, phrase))
            yield kind, phrase, source


def _rows(folder: Path) -> Iterator[tuple[str, str, str]]:
    for row in _table(folder / "cldr-territories-ar.tsv.gz"):
        yield "country", row[0], "cldr"
    for row in _table(folder / "cldr-exemplar-cities-ar.tsv.gz"):
        yield "place", row[0], "cldr"
    for row in _table(folder / "algeria-wilayas-communes-ar.tsv.gz"):
        yield "place", row[0], "algeria"
    for row in _table(folder / "egypt-governorates-cities-ar.tsv.gz"):
        yield "place", row[0], "egypt"
    for row in list(_table(folder / "wof-arab-world-ar.tsv.gz"))[1:]:
        if row[1] in PLACE_TYPES:
            large = row[4].isdigit() and int(row[4]) >= 5000
            for name in (row[0], *filter(None, row[5].split("|"))):
                yield "place" if large else "village", name, "wof"
        else:
            yield "site", row[0], "wof"
    for row in _table(folder / "wd-arabic-person-name-tokens.tsv.gz"):
        count = int(row[2])
        yield "person" if count >= 3 else "rare-person", row[0], "wikidata-tokens"
    for row in _table(folder / "camel-morph-noun-prop-ar.tsv.gz"):
        yield "proper-person" if row[2] == "r" else "proper", row[0], "camel-morph"


def _table(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            yield line.rstrip("\n").split("\t")


def write_lists(shared: Path, target: Path) -> int:
    """Writes type, phrase, source; returns the number of rows."""
    rows = sorted(listed_names(shared))
    data = "".join("\t".join(row) + "\n" for row in rows).encode()
    with target.open("wb") as raw, gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as out:
        out.write(data)
    return len(rows)
