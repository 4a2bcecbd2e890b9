"""The stages of training, one after another; what a stage made is kept and not made again."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard.extraction.names.clitics import CliticEvidence
from dashboard.extraction.names.features import list_columns
from dashboard.extraction.names.lists import NameLists
from dashboard.extraction.names.network import Network
from dashboard.extraction.names.training.batches import Encoded, WordTable, encoded
from dashboard.extraction.names.training.corpora import (
    FINE_LABELS,
    Sentence,
    anercorp,
    fine_sentences,
    read_corpus,
)
from dashboard.extraction.names.training.embeddings import train_embeddings
from dashboard.extraction.names.training.export import (
    as_at_run_time,
    write_network,
    write_vectors,
)
from dashboard.extraction.names.training.language_model import Reading, train_reader
from dashboard.extraction.names.training.lists import write_lists
from dashboard.extraction.names.training.network import make_tagger
from dashboard.extraction.names.training.plain_text import write_plain_text
from dashboard.extraction.names.training.scoring import span_scores
from dashboard.extraction.names.training.silver import news_sentences
from dashboard.extraction.names.training.starts import count_starts, write_starts
from dashboard.extraction.names.training.swaps import SHARES, names_by_kind, swapped
from dashboard.extraction.names.training.tagger import (
    Plan,
    Source,
    numbered,
    tagged,
    train_tagger,
)
from dashboard.extraction.names.vocabulary import BOUNDARY, FIRST_WORD, Vocabulary
from dashboard.extraction.names.words import word_key

LABELS = ("O", *(f"{mark}-{kind}" for kind in ("PER", "ORG", "LOC", "MISC") for mark in "BI"))
NEWS, FINE = "aner", "fine"  # the heads
HEADS = {NEWS: len(LABELS), FINE: len(FINE_LABELS)}
TEACHER = Plan(passes=10, batch_words=1000, rate=2e-3, averaging=0.997)
STUDENT = Plan(
    passes=2,
    batch_words=1000,
    list_dropout=0.15,
    averaging=0.997,
    seed=11,
)
STUDENT_DROPOUT = 0.4
GOLD_COPIES = 2  # of ANERcorp among the student's sentences
# (every so many-th article, the first of them) that each student reads, and its learning rate.
SILVER = (((16, 0), 8e-4), ((24, 8), 6e-4))

# The last two taggers: sentences with other names in them (see swaps.py).
SWAPPING = Plan(
    passes=1,
    batch_words=1000,
    rate=5e-4,
    reader_rate=5e-4 / 3,
    list_dropout=0.15,
    averaging=0.997,
    seed=23,
)
FINISHING = replace(SWAPPING, seed=31)  # the same once more, on the development part too
# WikiFANE's classes whose names may stand for those of the news.
SWAPPED_CLASSES = {
    **dict.fromkeys(("Politician", "Athlete", "Artist", "Scientist", "Businessperson"), "PER"),
    **dict.fromkeys(("Other_PER", "Lawyer", "Engineer", "Police"), "PER"),
    **dict.fromkeys(("Nation", "Population-Center", "State-or-Province"), "LOC"),
    "County-or-District": "LOC",
}

Floats = npt.NDArray[np.float32]


def train_everything(shared: Path, work: Path, out: Path, keep_development: bool = False) -> None:
    """From the texts in ``shared`` to the model files in ``out``; see docs/names.md. The last
    tagger learns the development part too, unless ``keep_development``: then all can be measured
    on it."""
    import torch

    held_out = set((out / "held-out-articles.txt").read_text(encoding="utf-8").split())
    write_lists(shared, out / "names-lists.tsv.gz")
    lists = NameLists.read(out / "names-lists.tsv.gz")
    plain = work / "plain.txt"
    _once(plain, lambda: write_plain_text(shared, held_out, plain))
    vectors_file = work / "vectors.npz"
    _once(vectors_file, lambda: train_embeddings(plain, vectors_file))
    words, vectors = scaled_vectors(vectors_file)
    write_vectors(words, vectors, out)

    reader_file = work / "reader.pt"
    _once(
        reader_file,
        lambda: torch.save(
            _weights(train_reader(plain, words, vectors, Reading())),
            reader_file,
        ),
    )
    table = WordTable(Vocabulary(words))
    training, development = anercorp(shared)
    gold = _encoded(training, LABELS, table, lists)
    fine = _encoded(fine_sentences(shared, development), FINE_LABELS, table, lists)
    check = _check(development, _encoded(development, LABELS, table, lists), table)
    seen = as_at_run_time(vectors)

    def trained(
        name: str,
        plan: Plan,
        sentences: list[Encoded],
        start: Callable[[Any], object],
        drop: float,
        scored: Callable[[Any], str] | None = check,
    ) -> Any:
        """The tagger kept as ``name``, else ``start``ed and trained on ``sentences``."""
        torch.manual_seed(plan.seed)
        tagger = make_tagger(seen, list_columns(lists), HEADS, drop)
        file = work / f"{name}.pt"
        if not file.exists():
            start(tagger)
            best = train_tagger(tagger, plan, Source(NEWS, sentences), table, scored)
            torch.save(_weights(best), file)
        tagger.load_state_dict(torch.load(file), strict=False)
        return tagger

    teacher = trained(
        "teacher",
        replace(TEACHER, sources=(Source(FINE, fine),)),
        gold,
        lambda tagger: tagger.reader.load_state_dict(torch.load(reader_file), strict=False),
        0.5,
    )
    made = [_weights(teacher)]
    tagged_news: list[tuple[list[str], list[str]]] = []
    numbers = numbered(LABELS)
    for turn, ((every, first), rate) in enumerate(SILVER, 1):
        teacher.load_state_dict(_mean(made), strict=False)
        write_network(teacher, NEWS, LABELS, out)
        news = list(news_sentences(shared, held_out, every, first))
        texts, keys = [text for text, _ in news], [own for _, own in news]
        labelled = list(zip(keys, Network(out, lists).tag(keys, texts), strict=True))
        tagged_news += labelled
        student = trained(
            f"student-{turn}",
            replace(STUDENT, rate=rate, reader_rate=rate / 3, seed=10 + turn),
            gold * GOLD_COPIES
            + [encoded(own, labels, numbers, table, lists) for own, labels in labelled],
            lambda tagger: tagger.load_state_dict(_mean(made), strict=False),
            STUDENT_DROPOUT,
        )
        made.append(_weights(student))
    starts = count_starts(tagged_news)
    write_starts(starts, out / "names-lists.tsv.gz", out / "names-starts.tsv.gz")
    clitics = CliticEvidence.read(out / "names-starts.tsv.gz")
    whole = "finisher-measured" if keep_development else "finisher"
    for name, plan, learnt in (
        ("swapper", SWAPPING, training),
        (whole, FINISHING, training if keep_development else training + development),
    ):
        exchanged = _with_other_names(shared, learnt, words, clitics, plan.seed)
        made.append(
            _weights(
                trained(
                    name,
                    plan,
                    _encoded(learnt, LABELS, table, lists)
                    + [encoded(keys, labels, numbers, table, lists) for keys, labels in exchanged],
                    lambda tagger: tagger.load_state_dict(_mean(made), strict=False),
                    STUDENT_DROPOUT,
                    check if learnt is training else None,
                )
            )
        )
    teacher.load_state_dict(_mean(made), strict=False)
    write_network(teacher, NEWS, LABELS, out)


def _with_other_names(
    shared: Path,
    training: Sequence[Sentence],
    words: Sequence[str],
    clitics: CliticEvidence,
    seed: int,
) -> list[tuple[list[str], list[str]]]:
    """(keys, labels) of ``training`` with other persons, places and bodies in them, from itself and
    from WikiFANE."""
    news = [(_keys(sentence), sentence.labels) for sentence in training]
    names = names_by_kind(news, {kind: kind for kind in SHARES}, clitics)
    wikipedia = [
        (_keys(sentence), sentence.labels) for sentence in read_corpus(shared, "wikifane-gold")
    ]
    for kind, found in names_by_kind(wikipedia, SWAPPED_CLASSES, clitics).items():
        names[kind] |= found
    ordered = {kind: sorted(found) for kind, found in names.items()}
    known, rng = frozenset(words), np.random.default_rng(seed)
    return [swapped(keys, labels, ordered, clitics, known, rng) for keys, labels in news]


def _keys(sentence: Sentence) -> list[str]:
    return [word_key(token) for token in sentence.tokens]


def _mean(weights: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The mean of taggers that began from one another: better than each of them."""
    return {name: sum(one[name] for one in weights) / len(weights) for name in weights[0]}


def scaled_vectors(file: Path) -> tuple[list[str], Floats]:
    """(words, vectors): of mean length half the square root of their size, after the rows of
    padding, unknown (zeros) and boundary (fixed at random)."""
    with np.load(file) as arrays:
        words, stored = [str(word) for word in arrays["words"]], arrays["vectors"]
    size = stored.shape[1]
    vectors = np.zeros((len(words) + FIRST_WORD, size), np.float32)
    length = np.linalg.norm(stored, axis=1).mean()
    vectors[FIRST_WORD:] = stored / length * math.sqrt(size) / 2
    vectors[BOUNDARY] = np.random.default_rng(5).standard_normal(size) / 2
    return words, vectors


def _once(made: Path, make: Callable[[], object]) -> None:
    if not made.exists():
        print(f"making {made}", file=sys.stderr, flush=True)
        make()


def _weights(network: Any) -> dict[str, Any]:
    """All but the word vectors, which have a file of their own."""
    return {
        name: tensor
        for name, tensor in network.state_dict().items()
        if not name.endswith("vectors.weight")
    }


def _encoded(
    sentences: Sequence[Sentence], labels: Sequence[str], table: WordTable, lists: NameLists
) -> list[Encoded]:
    numbers = numbered(labels)
    return [
        encoded([word_key(t) for t in s.tokens], s.labels, numbers, table, lists) for s in sentences
    ]


def _check(
    wanted: Sequence[Sentence], sentences: Sequence[Encoded], table: WordTable
) -> Callable[[Any], str]:
    def check(tagger: Any) -> str:
        found = tagged([tagger], NEWS, sentences, table, LABELS)
        scores = span_scores([sentence.labels for sentence in wanted], found)
        return " ".join(f"{kind} {score.f1:.4f}" for kind, score in scores.items())

    return check
