"""Training and decoding of one tagger network."""

from __future__ import annotations

import copy
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dashboard.extraction.names.training.batches import Batch, Encoded, WordTable, batches
from dashboard.extraction.names.training.network import cosine


@dataclass(frozen=True, slots=True)
class Source:
    """Sentences that one head learns from. Each pass over the main source draws ``share`` times
    as many words from this one."""

    head: str
    sentences: Sequence[Encoded]
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is set before training starts; every figure in docs/names.md names its plan."""

    passes: int = 16
    batch_words: int = 600
    rate: float = 1.5e-3
    reader_rate: float = 4e-4
    list_dropout: float = 0.2
    averaging: float = 0.998
    seed: int = 1
    sources: tuple[Source, ...] = field(default=(), repr=False)


def train_tagger(
    tagger: Any,
    plan: Plan,
    main: Source,
    table: WordTable,
    check: Callable[[Any], str] | None = None,
    check_every: int = 4,
) -> Any:
    """Trains in place and returns the running average of the weights as a second tagger."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    rng = np.random.default_rng(plan.seed)
    arrays = table.arrays()
    reader = [p for p in tagger.reader.parameters() if p.requires_grad]
    known = {id(p) for p in tagger.reader.parameters()}
    rest = [p for p in tagger.parameters() if id(p) not in known]
    optimiser = torch.optim.Adam(
        [{"params": rest, "top": plan.rate}, {"params": reader, "top": plan.reader_rate}],
        betas=(0.9, 0.99),
    )
    average = copy.deepcopy(tagger)
    words = sum(len(s.rows) for s in main.sentences)
    drawn = {
        at: _endless(source.sentences, arrays, plan, rng) for at, source in enumerate(plan.sources)
    }
    schedule_steps = max(1, round(plan.passes * words / plan.batch_words * 1.08))
    step, began, losses = 0, time.time(), 0.0
    owed = [0.0] * len(plan.sources)
    for turn in range(plan.passes):
        tagger.train()
        losses, seen = 0.0, 0
        for batch in batches(main.sentences, arrays, plan.batch_words, rng, plan.list_dropout):
            jobs: list[tuple[str, Batch]] = [(main.head, batch)]
            for at, source in enumerate(plan.sources):
                owed[at] += source.share
                while owed[at] >= 1:
                    owed[at] -= 1
                    jobs.append((source.head, next(drawn[at])))
            for group in optimiser.param_groups:
                group["lr"] = group["top"] * cosine(min(step, schedule_steps), schedule_steps)
            optimiser.zero_grad()
            for head, job in jobs:
                loss = tagger.loss(job, head)
                loss.backward()
                if head == main.head:
                    losses += loss.item()
                    seen += 1
            torch.nn.utils.clip_grad_norm_([*rest, *reader], 1.0)
            optimiser.step()
            _average(average, tagger, min(plan.averaging, (step + 1) / (step + 10)))
            step += 1
        last = turn == plan.passes - 1
        if check and (last or turn % check_every == check_every - 1):
            said = f"pass {turn + 1} loss {losses / seen:.4f} {time.time() - began:.0f}s "
            print(said + check(average), file=sys.stderr, flush=True)
    average.eval()
    return average


def _average(average: Any, tagger: Any, keep: float) -> None:
    import torch

    with torch.no_grad():
        for old, new in zip(average.parameters(), tagger.parameters(), strict=True):
            if new.requires_grad:
                old.lerp_(new, 1 - keep)


def _endless(
    sentences: Sequence[Encoded], arrays: Any, plan: Plan, rng: np.random.Generator
) -> Iterator[Batch]:
    while True:
        yield from batches(sentences, arrays, plan.batch_words, rng, plan.list_dropout)


def label_scores(
    taggers: Sequence[Any], head: str, sentences: Sequence[Encoded], table: WordTable
) -> tuple[list[Any], Any]:
    """Scores (words, labels) of each sentence and the moves, averaged over ``taggers``."""
    import torch

    found: list[Any] = [None] * len(sentences)
    with torch.no_grad():
        moves = sum(tagger.moves[head] for tagger in taggers) / len(taggers)
        for tagger in taggers:
            tagger.eval()
        for batch in batches(sentences, table.arrays(), 6000, None):
            scores: Any = sum(
                torch.log_softmax(tagger.scores(batch, head), 2) for tagger in taggers
            )
            scores = scores / len(taggers)
            for row, at in enumerate(batch.order):
                found[at] = scores[row, : len(sentences[at].rows)].numpy()
    return found, moves.numpy()


def best_path(scores: Any, moves: Any) -> list[int]:
    """Viterbi: the labels of highest total score."""
    if not len(scores):
        return []
    total, back = scores[0], []
    for row in scores[1:]:
        reach = total[:, None] + moves
        back.append(reach.argmax(0))
        total = reach.max(0) + row
    path = [int(total.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


def tagged(
    taggers: Sequence[Any],
    head: str,
    sentences: Sequence[Encoded],
    table: WordTable,
    labels: Sequence[str],
) -> list[list[str]]:
    """The label names that the taggers together find best."""
    scores, moves = label_scores(taggers, head, sentences, table)
    return [[labels[at] for at in best_path(rows, moves)] for rows in scores]


def numbered(labels: Sequence[str]) -> Mapping[str, int]:
    return {label: at for at, label in enumerate(labels)}
