"""Reading of the annotated corpora, and the one split into training and development parts."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

DEVELOPMENT_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens as the corpus writes them, with one BIO label each."""

    tokens: tuple[str, ...]
    labels: tuple[str, ...]


def read_corpus(shared: Path, name: str) -> list[Sentence]:
    """All sentences of shared/corpora/ner/<name>.tsv.gz in their order."""
    found: list[Sentence] = []
    rows: list[tuple[str, str]] = []
    path = shared / "corpora" / "ner" / f"{name}.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in [*f, "\n"]:
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 2 and cells[0].strip():
                rows.append((cells[0].strip(), cells[1].strip()))
            elif rows:
                found.append(Sentence(tuple(r[0] for r in rows), tuple(r[1] for r in rows)))
                rows = []
    return found


def anercorp(shared: Path) -> tuple[list[Sentence], list[Sentence]]:
    """ANERcorp's training part, cut by order of its texts: (training, development)."""
    sentences = read_corpus(shared, "anercorp-train")
    cut = round(len(sentences) * (1 - DEVELOPMENT_SHARE))
    return sentences[:cut], sentences[cut:]
