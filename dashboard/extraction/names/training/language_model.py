"""The reader as a language model: each word guessed from what the layer forward has read before
it and the layer backward after it. Labelled corpora are small; this shows the reader 20 million
words of news and Wikipedia first."""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard.extraction.names.training.network import cosine, make_reader
from dashboard.extraction.names.vocabulary import (
    BOUNDARY,
    FIRST_WORD,
    LETTERS_A_WORD,
    UNKNOWN,
    letter_rows,
)

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """``steps`` of ``pass_steps`` (a whole pass over the text) are taken; the learning rate
    falls as if the pass went on, so that stopping early is a plain cut."""

    window: int = 48
    windows: int = 64
    steps: int = 2000
    guessed: int = 40_000  # commonest words that are guessed; rarer ones are only read
    drawn: int = 1024  # wrong words drawn to compare with, by Zipf's law
    size: int = 200
    rate: float = 1.5e-3
    guess_rate: float = 3e-3
    unknown: float = 0.05
    seed: int = 1


def numbered_text(
    plain_text: Path, words: list[str]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """(word numbers with a BOUNDARY before each sentence, letter rows by number). Words beyond
    ``words`` get numbers of their own: they have letters, but share UNKNOWN's vector."""
    numbers = {word: at + FIRST_WORD for at, word in enumerate(words)}
    ids: list[int] = []
    with plain_text.open(encoding="utf-8") as lines:
        for line in lines:
            ids.append(BOUNDARY)
            ids.extend(numbers.setdefault(w, len(numbers) + FIRST_WORD) for w in line.split())
    letters = np.zeros((len(numbers) + FIRST_WORD, LETTERS_A_WORD), np.uint8)
    letters[FIRST_WORD:] = letter_rows(list(numbers))
    return np.array(ids, np.int32), letters


def train_reader(plain_text: Path, words: list[str], vectors: Floats, how: Reading) -> Any:
    """Returns the trained reader (see make_reader); logs to standard error."""
    import torch
    from torch import nn

    torch.set_num_threads(1)
    torch.manual_seed(how.seed)
    rng = np.random.default_rng(how.seed)
    ids, letters = numbered_text(plain_text, words)
    count = len(ids) // how.window
    text = ids[: count * how.window].reshape(count, how.window)
    order = rng.permutation(count)
    reader = make_reader(vectors)
    guess = nn.Sequential(
        nn.Dropout(0.1), nn.Linear(2 * reader.forward_layer.hidden_size, how.size)
    )
    answers = nn.Embedding(how.guessed, how.size, sparse=True)
    nn.init.normal_(answers.weight, std=0.05)
    lean = nn.Embedding(how.guessed, 1, sparse=True)
    nn.init.zeros_(lean.weight)
    trained = [p for p in [*reader.parameters(), *guess.parameters()] if p.requires_grad]
    optimiser = torch.optim.Adam(trained, lr=how.rate, betas=(0.9, 0.99))
    sparse: Any = torch.optim.SparseAdam(
        [*answers.parameters(), *lean.parameters()], lr=how.guess_rate
    )
    pass_steps = count // how.windows
    began, losses = time.time(), 0.0
    for step in range(min(how.steps, pass_steps)):
        share = cosine(step, pass_steps, 500)
        optimiser.param_groups[0]["lr"] = how.rate * share
        sparse.param_groups[0]["lr"] = how.guess_rate * share
        chosen = np.sort(order[step * how.windows : (step + 1) * how.windows])
        window = torch.from_numpy(text[chosen].astype(np.int64))
        distinct, at = torch.unique(window, return_inverse=True)
        known = torch.where(distinct < len(vectors), distinct, UNKNOWN)
        spelled = torch.from_numpy(letters[distinct.numpy()].astype(np.int64))
        seen = torch.cat(reader.words(known, spelled, how.unknown), 1)[at]
        ahead, _ = reader.forward_layer(seen)
        behind, _ = reader.backward_layer(seen.flip(1))
        context = torch.cat([ahead[:, :-2], behind.flip(1)[:, 2:]], 2)
        made = guess(context).reshape(-1, how.size)
        wanted = window[:, 1:-1].reshape(-1)
        asked = (wanted >= BOUNDARY) & (wanted < how.guessed + BOUNDARY)
        made, wanted = made[asked], wanted[asked] - BOUNDARY
        loss = _sampled_loss(made, wanted, answers, lean, rng, how)
        optimiser.zero_grad()
        sparse.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        sparse.step()
        losses += loss.item()
        if step % 200 == 199:
            said = f"reader {step + 1}/{pass_steps} loss {losses / 200:.3f}"
            print(f"{said} {time.time() - began:.0f}s", file=sys.stderr, flush=True)
            losses = 0.0
    return reader


def _sampled_loss(
    made: Any, wanted: Any, answers: Any, lean: Any, rng: np.random.Generator, how: Reading
) -> Any:
    """Cross entropy against words drawn by Zipf's law, corrected for how often each is drawn."""
    import torch

    top = math.log(how.guessed + 1)
    drawn = np.unique((np.exp(rng.random(how.drawn) * top) - 1).astype(np.int64))
    wrong = torch.from_numpy(drawn.clip(0, how.guessed - 1))

    def log_drawn(numbers: Any) -> Any:
        once = torch.log((numbers + 2.0) / (numbers + 1.0)) / top
        return torch.log(-torch.expm1(how.drawn * torch.log1p(-once)))

    right_score = (made * answers(wanted)).sum(1) + lean(wanted)[:, 0] - log_drawn(wanted)
    wrong_score = made @ answers(wrong).t() + lean(wrong)[:, 0] - log_drawn(wrong)
    wrong_score = wrong_score.masked_fill(wanted[:, None] == wrong[None], -1e9)
    every = torch.cat([right_score[:, None], wrong_score], 1)
    return (torch.logsumexp(every, 1) - right_score).mean()
