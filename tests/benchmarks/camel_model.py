"""A names model of the size and format that camel-tools installs, made here with random weights.

What it answers is worthless, what it costs is the same: BERT of 12 layers, 768 wide, a vocabulary
of 64,000 word pieces, under a catalogue as ``camel_data`` leaves it. Nothing is downloaded.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from dashboard.arabic.tokens import tokens

LABELS = ("B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O")
VOCABULARY = 64_000


def make_camel_data(folder: Path, corpus: Sequence[str]) -> Path:
    """Fills ``folder`` so that CAMELTOOLS_DATA may point at it; returns the model's own folder.

    The vocabulary is taken from the words of ``corpus``, so these fall into fewer pieces than with
    the real model's own, which spares it work.
    """
    import torch
    import transformers

    torch.set_num_threads(1)
    torch.manual_seed(1)
    transformers.logging.set_verbosity_error()
    component = {"default": "arabert", "datasets": {"arabert": {"path": "ner/arabert"}}}
    catalogue = {
        "version": "1",
        "packages": {},
        "components": {"NamedEntityRecognition": component},
    }
    (folder / "catalogue.json").write_text(json.dumps(catalogue))
    model = folder / "data" / "ner" / "arabert"
    model.mkdir(parents=True)
    words = "\n".join(vocabulary(corpus)) + "\n"
    (model / "vocab.txt").write_text(words, encoding="utf-8")
    (model / "tokenizer_config.json").write_text('{"do_lower_case": false}')
    config = transformers.BertConfig(
        vocab_size=VOCABULARY,
        id2label=dict(enumerate(LABELS)),
        label2id={label: at for at, label in enumerate(LABELS)},
    )
    transformers.BertForTokenClassification(config).save_pretrained(model)
    return model


def vocabulary(corpus: Sequence[str]) -> list[str]:
    """VOCABULARY word pieces: letters, then the corpus's words and their ends by frequency."""
    counts: dict[str, int] = {}
    letters: set[str] = set()
    for content in corpus:
        for token in tokens(content):
            word = token.text
            letters.update(word)
            counts[word] = counts.get(word, 0) + 1
            for at in range(2, min(len(word) - 1, 8)):
                counts[word[:at]] = counts.get(word[:at], 0) + 1
                counts["##" + word[at:]] = counts.get("##" + word[at:], 0) + 1
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    alphabet = sorted(letters)
    found = dict.fromkeys([*special, *alphabet, *(f"##{letter}" for letter in alphabet)])
    for piece in sorted(counts, key=lambda piece: (-counts[piece], piece)):
        if len(found) == VOCABULARY:
            break
        found.setdefault(piece)
    filling = (f"[unused{at}]" for at in range(VOCABULARY))
    return [*found, *islice(filling, VOCABULARY - len(found))]
