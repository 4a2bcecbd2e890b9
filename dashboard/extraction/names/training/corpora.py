"""Reading of the annotated corpora, and the one split into training and development parts."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

from dashboard.extraction.names.words import word_key

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


# The fine classes of WikiFANE and NewsFANE that the second head tells apart; what they do not
# list stays out. A class whose name stands for itself is frequent enough to be learnt.
FINE_CLASSES = {
    "Politician": "Politician", "Athlete": "Athlete", "Artist": "Artist",
    "Other_PER": "Person", "Religious_PER": "Person", "Scientist": "Person",
    "Businessperson": "Person", "Lawyer": "Person", "Engineer": "Person", "Police": "Police",
    "Nation": "Nation", "Continent": "Nation", "GPE-Cluster": "Nation",
    "Population-Center": "City", "State-or-Province": "Place", "County-or-District": "Place",
    "Water-Body": "Place", "Land-Region-Natural": "Place", "Land": "Place", "Celestial": "Place",
    "Building-Grounds": "Site", "Subarea-Facility": "Site", "Path": "Site", "Airport": "Site",
    "Sports": "Sports", "Media": "Media", "Commercial": "Commercial", "Government": "Government",
    "Non-Governmental": "Organisation", "Educational": "Organisation",
    "Religious_ORG": "Organisation", "Medical-Science": "Organisation",
    "Entertainment": "Organisation", "Group": "People",
}  # fmt: skip
FINE_LABELS = (
    "O",
    *(f"{mark}-{name}" for name in (*sorted(set(FINE_CLASSES.values())), "Thing") for mark in "BI"),
)


def with_fine_classes(sentences: list[Sentence]) -> list[Sentence]:
    """The sentences under FINE_LABELS; a class outside FINE_CLASSES is a Thing."""
    return [
        Sentence(
            sentence.tokens,
            tuple(
                label if label == "O" else f"{label[0]}-{FINE_CLASSES.get(label[2:], 'Thing')}"
                for label in sentence.labels
            ),
        )
        for sentence in sentences
    ]


def fine_sentences(shared: Path, unseen: list[Sentence]) -> list[Sentence]:
    """WikiFANE and NewsFANE under FINE_LABELS, without NewsFANE's copies of ``unseen`` (it holds
    ANERcorp's sentences in another order and slightly other tokens)."""
    barred = set().union(*(_triples(sentence) for sentence in unseen))
    news = [
        sentence
        for sentence in read_corpus(shared, "newsfane-gold-train")
        if len(_triples(sentence) & barred) <= 0.3 * len(_triples(sentence))
    ]
    return with_fine_classes(read_corpus(shared, "wikifane-gold") + news)


def _triples(sentence: Sentence) -> set[tuple[str, ...]]:
    keys = [word_key(token) for token in sentence.tokens]
    return {tuple(keys[at : at + 3]) for at in range(max(1, len(keys) - 2))}
