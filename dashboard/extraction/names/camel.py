"""camel-tools' NERecognizer as a names engine, when its data is installed; never downloads it."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import camel_tools
from camel_tools.utils.dediac import dediac_ar

from dashboard.arabic.tokens import Token, sentences, tokens
from dashboard.extraction.names import EngineMissing
from dashboard.extraction.names.builtin import MODELS
from dashboard.extraction.names.clitics import CliticEvidence, Cut
from dashboard.extraction.names.engine import NameSpan
from dashboard.extraction.names.labels import label_spans
from dashboard.extraction.names.words import word_key
from dashboard.model import MentionKind

RULE = "names.camel"
INSTALL = "camel_data -i ner-arabert"
_COMPONENT = "NamedEntityRecognition"
_KINDS = {"PERS": MentionKind.PER, "ORG": MentionKind.ORG, "LOC": MentionKind.LOC}
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
# The model sees at most 256 word pieces at once; news words have two or three each. A longer
# sentence is split at its last comma within reach, so that no name is cut in two by a count.
LONGEST_SENTENCE = 90
_SPLIT_AFTER = frozenset("،,؛;:.-–")
_BATCH = 16


@dataclass(frozen=True, slots=True)
class _Piece:
    text: int
    tokens: list[Token]


class CamelEngine:
    """Names by the token classifier under CAMELTOOLS_DATA (AraBERT tuned on ANERcorp).

    Raises EngineMissing, naming the install command, when the catalogue or the model's files are
    not there. The files are looked for before camel-tools is asked, because its import fetches a
    missing catalogue from the network.
    """

    def __init__(self) -> None:
        folder = installed_model()
        try:
            from camel_tools.ner import NERecognizer
        except ImportError as fault:
            raise EngineMissing(
                f"camel-tools' names model needs {fault.name}: pip install torch transformers"
            ) from fault
        self._recognizer: Any = NERecognizer(str(folder))
        self._clitics = CliticEvidence.read(MODELS / "names-starts.tsv.gz")
        self._version = f"{camel_tools.__version__}-{_fingerprint(folder)}"

    @property
    def name(self) -> str:
        return "camel"

    @property
    def version(self) -> str:
        """camel-tools' version and a fingerprint of the model's files."""
        return self._version

    def find(self, contents: Sequence[str]) -> list[list[NameSpan]]:
        """One list of spans per text, ascending and apart; attached particles cut off by the same
        evidence as the built-in engine's."""
        pieces = list(_pieces(contents))
        by_text: list[list[tuple[list[Token], MentionKind]]] = [[] for _ in contents]
        for piece, labels in zip(pieces, self._labels(pieces), strict=True):
            for first, after, label in label_spans(labels):
                kind = _KINDS.get(label)
                if kind is not None:
                    by_text[piece.text].append((piece.tokens[first:after], kind))
        return [self._spans(names) for names in by_text]

    def tag_tokens(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """BIO labels (B-PER, I-ORG, ..., O) of tokenised sentences, particles not cut."""
        pieces = [
            piece
            for number, words in enumerate(sentences)
            for piece in _split(number, [Token(0, len(word), word) for word in words])
        ]
        tagged: list[list[str]] = [[] for _ in sentences]
        for piece, labels in zip(pieces, self._labels(pieces), strict=True):
            tagged[piece.text] += [_shown(label) for label in labels]
        return tagged

    def _spans(self, names: Sequence[tuple[Sequence[Token], MentionKind]]) -> list[NameSpan]:
        local = Counter(word_key(words[0].text) for words, _ in names)
        spans: list[NameSpan] = []
        for words, kind in names:
            key = word_key(words[0].text)
            # A key of another length has signs or marks inside: no letter can be counted off.
            cut = self._clitics.cut(key, local) if len(key) == len(words[0].text) else Cut(0, key)
            evidence = (cut.evidence,) if cut.evidence else ()
            start = words[0].start + cut.length
            spans.append(NameSpan(start, words[-1].end, kind, RULE, evidence))
        return spans

    def _labels(self, pieces: Sequence[_Piece]) -> list[list[str]]:
        words = [[_plain(token.text) for token in piece.tokens] for piece in pieces]
        # A word that yields no word piece gets no label, which would shift all that follow.
        seen = [[bool(self._recognizer.tokenizer.tokenize(w)) for w in piece] for piece in words]
        shown = [
            [word for word, visible in zip(piece, flags, strict=True) if visible]
            for piece, flags in zip(words, seen, strict=True)
        ]
        filled = [at for at, piece in enumerate(shown) if piece]
        predicted = self._recognizer.predict([shown[at] for at in filled], batch_size=_BATCH)
        by_piece = dict(zip(filled, predicted, strict=True))
        return [list(_with_gaps(by_piece.get(at, []), flags)) for at, flags in enumerate(seen)]


def installed_model() -> Path:
    """The folder of the installed names model; raises EngineMissing when it is not complete."""
    data = data_folder()
    catalogue = data / "catalogue.json"
    if not catalogue.is_file():
        raise EngineMissing(_missing("no catalogue.json", data))
    try:
        component = json.loads(catalogue.read_text(encoding="utf-8"))["components"][_COMPONENT]
        path = component["datasets"][component["default"]]["path"]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise EngineMissing(_missing("catalogue.json lists no names model", data)) from fault
    folder = data / "data" / str(path)
    for name in ("config.json", "vocab.txt"):
        if not (folder / name).is_file():
            raise EngineMissing(_missing(f"{name} is missing in {folder}", data))
    if not any((folder / name).is_file() for name in _WEIGHTS):
        raise EngineMissing(_missing(f"no model weights in {folder}", data))
    return folder


def data_folder() -> Path:
    """Where camel-tools keeps its data: CAMELTOOLS_DATA, else its folder in the home directory."""
    chosen = os.environ.get("CAMELTOOLS_DATA")
    if chosen:
        return Path(chosen).expanduser().absolute()
    within = "AppData/Roaming/camel_tools" if sys.platform == "win32" else ".camel_tools"
    return Path.home() / within


def _missing(what: str, data: Path) -> str:
    return (
        f"camel-tools' names model is not installed ({what}; looked in {data}). "
        f"Install it with: {INSTALL}"
    )


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in ("config.json", "vocab.txt", *_WEIGHTS):
        path = folder / name
        if path.is_file():
            with path.open("rb") as content:
                digest.update(f"{name}:{path.stat().st_size}".encode())
                digest.update(content.read(1 << 20))
    return digest.hexdigest()[:12]


def _pieces(contents: Sequence[str]) -> Iterator[_Piece]:
    for number, content in enumerate(contents):
        for span in sentences(content):
            words = [
                Token(span.start + token.start, span.start + token.end, token.text)
                for token in tokens(span.of(content))
            ]
            yield from _split(number, words)


def _split(text: int, words: list[Token]) -> Iterator[_Piece]:
    while words:
        size = _split_at(words)
        yield _Piece(text, words[:size])
        words = words[size:]


def _split_at(words: Sequence[Token]) -> int:
    if len(words) <= LONGEST_SENTENCE:
        return len(words)
    for at in range(LONGEST_SENTENCE, LONGEST_SENTENCE // 2, -1):
        if words[at - 1].text in _SPLIT_AFTER:
            return at
    return LONGEST_SENTENCE


def _shown(label: str) -> str:
    mark, _, kind = label.partition("-")
    return f"{mark}-{_KINDS[kind].value}" if kind in _KINDS else "O"


def _plain(word: str) -> str:
    return str(dediac_ar(word)).replace("\u0640", "") or word


def _with_gaps(labels: Sequence[str], visible: Sequence[bool]) -> Iterator[str]:
    given = iter(labels)
    for flag in visible:
        yield next(given, "O") if flag else "O"
