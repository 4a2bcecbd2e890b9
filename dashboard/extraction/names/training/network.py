"""The network in torch: word reader, two BiLSTM layers, heads; run time repeats it in numpy.

torch is imported inside functions only: nothing at run time may need it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from dashboard.extraction.names.vocabulary import LETTERS

LETTER_SIZE = 32
LETTER_FILTERS = 64
HIDDEN_1 = 200
HIDDEN_2 = 200
WORD_VIEW = 128


def make_reader(embeddings: Any) -> Any:
    """Layer one: frozen word vectors and a letter CNN under two LSTMs, one each way.

    It is trained first as a language model. ``embeddings`` is a float array (words, size).
    """
    import torch
    from torch import nn

    class Reader(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.size = embeddings.shape[1]
            self.vectors = nn.Embedding(len(embeddings), self.size)
            self.vectors.weight.data = torch.from_numpy(embeddings)
            self.vectors.weight.requires_grad_(False)
            self.letters = nn.Embedding(LETTERS, LETTER_SIZE, padding_idx=0)
            self.convolution = nn.Conv1d(LETTER_SIZE, LETTER_FILTERS, 3, padding=1)
            inputs = self.size + LETTER_FILTERS
            self.forward_layer = nn.LSTM(inputs, HIDDEN_1, batch_first=True)
            self.backward_layer = nn.LSTM(inputs, HIDDEN_1, batch_first=True)

        def spell(self, letters: Any) -> Any:
            seen = self.letters(letters).transpose(1, 2)
            return torch.relu(self.convolution(seen)).max(2).values

        def words(self, ids: Any, letters: Any, unknown: float) -> tuple[Any, Any]:
            vectors = self.vectors(ids)
            if unknown:
                vectors = vectors * (torch.rand(len(ids), 1) >= unknown).float()
            return vectors, self.spell(letters)

        def read(self, words: Any, backwards: Any) -> Any:
            ahead, _ = self.forward_layer(words)
            behind, _ = self.backward_layer(turned(words, backwards))
            return torch.cat([ahead, turned(behind, backwards)], 2)

    return Reader()


def turned(sequence: Any, order: Any) -> Any:
    """Each row of ``sequence`` (batch, time, size) in its own ``order`` (batch, time)."""
    return sequence.gather(1, order.unsqueeze(2).expand(-1, -1, sequence.shape[2]))


def make_tagger(
    embeddings: Any, list_features: int, heads: Mapping[str, int], dropout: float = 0.5
) -> Any:
    """The whole tagger. ``heads`` gives the number of labels of each corpus; every head is a
    linear layer with a conditional random field on top."""
    import torch
    from torch import nn

    class Tagger(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.reader = make_reader(embeddings)
            size = self.reader.size
            self.view = nn.Linear(2 * size + LETTER_FILTERS, WORD_VIEW)
            inputs = 2 * HIDDEN_1 + WORD_VIEW + list_features
            self.forward_layer = nn.LSTM(inputs, HIDDEN_2, batch_first=True)
            self.backward_layer = nn.LSTM(inputs, HIDDEN_2, batch_first=True)
            self.heads = nn.ModuleDict(
                {name: nn.Linear(2 * HIDDEN_2, labels) for name, labels in heads.items()}
            )
            self.moves = nn.ParameterDict(
                {name: nn.Parameter(torch.zeros(labels, labels)) for name, labels in heads.items()}
            )
            self.drop = nn.Dropout(dropout)
            self.unknown = 0.05

        def encode(self, batch: Any) -> Any:
            reader = self.reader
            vectors, spelled = reader.words(
                batch.ids, batch.letters, self.unknown if self.training else 0.0
            )
            stems = reader.vectors(batch.stems)
            words = torch.cat([vectors, spelled], 1)
            view = torch.tanh(self.view(self.drop(torch.cat([vectors, stems, spelled], 1))))
            first = reader.read(words[batch.at], batch.backwards)
            inputs = torch.cat([self.drop(first), self.drop(view[batch.at]), batch.listed], 2)
            ahead, _ = self.forward_layer(inputs)
            behind, _ = self.backward_layer(turned(inputs, batch.backwards))
            second = torch.cat([ahead, turned(behind, batch.backwards)], 2)
            return self.drop(second)[:, 1:-1]

        def scores(self, batch: Any, head: str) -> Any:
            return self.heads[head](self.encode(batch))

        def loss(self, batch: Any, head: str) -> Any:
            """Negative log likelihood of the labels, a word on average."""
            scores = self.scores(batch, head)
            return crf_loss(scores, self.moves[head], batch.labels, batch.mask)

    return Tagger()


def crf_loss(scores: Any, moves: Any, labels: Any, mask: Any) -> Any:
    """Linear-chain CRF; scores (batch, time, labels), mask 1.0 inside a sentence."""
    import torch

    own = scores.gather(2, labels.unsqueeze(2)).squeeze(2)
    steps = moves[labels[:, :-1], labels[:, 1:]]
    gold = (own * mask).sum(1) + (steps * mask[:, 1:]).sum(1)
    alpha = scores[:, 0]
    for at in range(1, scores.shape[1]):
        onward = torch.logsumexp(alpha.unsqueeze(2) + moves, 1) + scores[:, at]
        alpha = torch.where(mask[:, at : at + 1] > 0, onward, alpha)
    return (torch.logsumexp(alpha, 1) - gold).sum() / mask.sum()


def cosine(step: int, steps: int, warm: int = 100) -> float:
    """Learning rate as a share of its top: linear rise, cosine fall to 2 %."""
    rise = min(1.0, (step + 1) / warm)
    return rise * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / steps)))
