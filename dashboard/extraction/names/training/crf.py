"""The conditional random field: the first tagger, kept as the yardstick of the network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboard.extraction.names.features import word_shape
from dashboard.extraction.names.lists import NameLists, bare_forms
from dashboard.extraction.names.training.corpora import Sentence, anercorp
from dashboard.extraction.names.training.scoring import Score, span_scores
from dashboard.extraction.names.words import word_key

_EDGES = ("<s>", "</s>")


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


def crf_scores(shared: Path, work: Path, models: Path) -> dict[str, Score]:
    """Trains on ANERcorp's training part and scores on its development part."""
    import pycrfsuite

    lists = NameLists.read(models / "names-lists.tsv.gz")
    training, development = anercorp(shared)
    train_crf(training, lists, work / "yardstick.crfsuite")
    tagger = pycrfsuite.Tagger()
    tagger.open(str(work / "yardstick.crfsuite"))
    found = [
        tagger.tag(sentence_features([word_key(token) for token in sentence.tokens], lists))
        for sentence in development
    ]
    return span_scores([sentence.labels for sentence in development], found)


def sentence_features(keys: Sequence[str], lists: NameLists) -> list[list[str]]:
    """One list of feature names per word: the word, its ends, its neighbours, its lists."""
    begins, continues = lists.matches(keys)
    singles = [lists.of_word(key) for key in keys]
    return [
        _word_features(keys, at, begins, continues, singles, lists.types) for at in range(len(keys))
    ]


def _word_features(
    keys: Sequence[str],
    at: int,
    begins: Sequence[int],
    continues: Sequence[int],
    singles: Sequence[int],
    types: Sequence[str],
) -> list[str]:
    key = keys[at]
    forms = bare_forms(key)
    features = ["bias", f"w={key}", f"stem={forms[-1]}", f"bare={forms[min(1, len(forms) - 1)]}"]
    for size in range(1, min(5, len(key) + 1)):
        features += [f"p{size}={key[:size]}", f"s{size}={key[-size:]}"]
    features.append(f"shape={word_shape(key)}")
    for shift in (-2, -1, 1, 2):
        other = at + shift
        inside = 0 <= other < len(keys)
        word = keys[other] if inside else _EDGES[shift > 0]
        features.append(f"w{shift:+d}={word}")
        if abs(shift) == 1:
            features.append(f"pair{shift:+d}={word}|{key}")
            if inside:
                features.append(f"stem{shift:+d}={bare_forms(word)[-1]}")
                features.append(f"s3{shift:+d}={word[-3:]}")
    for shift in (-1, 0, 1):
        other = at + shift
        if 0 <= other < len(keys):
            for bit, name in enumerate(types):
                if begins[other] >> bit & 1:
                    features.append(f"b{shift:+d}={name}")
                if continues[other] >> bit & 1:
                    features.append(f"c{shift:+d}={name}")
                if singles[other] >> bit & 1:
                    features.append(f"l{shift:+d}={name}")
    return features
