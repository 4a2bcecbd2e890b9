"""The conditional random field: the first tagger, kept as the yardstick of the network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboard.extraction.names.features import sentence_features
from dashboard.extraction.names.lists import NameLists
from dashboard.extraction.names.training.corpora import Sentence
from dashboard.extraction.names.words import word_key


def train_crf(sentences: Sequence[Sentence], lists: NameLists, target: Path) -> None:
    """Trains by L-BFGS with elastic-net regularisation (deterministic) and writes ``target``."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {"c1": 0.1, "c2": 0.05, "max_iterations": 120, "feature.possible_transitions": True}
    )
    for sentence in sentences:
        keys = [word_key(token) for token in sentence.tokens]
        trainer.append(sentence_features(keys, lists), list(sentence.labels))
    trainer.train(str(target))
