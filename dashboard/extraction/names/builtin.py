"""The built-in names engine: a tagger trained on open corpora, shipped with the program."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from threadpoolctl import ThreadpoolController

from dashboard.arabic.folding import fold
from dashboard.arabic.tokens import Token, sentences, tokens
from dashboard.extraction.names.clitics import CliticEvidence, Cut
from dashboard.extraction.names.engine import NameSpan
from dashboard.extraction.names.labels import label_spans
from dashboard.extraction.names.lists import NameLists
from dashboard.extraction.names.network import Network
from dashboard.extraction.names.words import word_key
from dashboard.model import MentionKind

MODELS = Path(__file__).resolve().parents[3] / "data" / "models"
_FILES = (
    "names-words.txt.gz",
    "names-vectors.npz",
    "names-network.npz",
    "names-lists.tsv.gz",
    "names-starts.tsv.gz",
)
_SHOWN = {"PER": MentionKind.PER, "ORG": MentionKind.ORG, "LOC": MentionKind.LOC}
RULE = "names.builtin"
# To be raised when the same model files give other spans than before.
REVISION = 2
# Longer sentences are tagged in pieces: no quadratic cost, no runaway memory.
LONGEST_SENTENCE = 150


@dataclass(frozen=True, slots=True)
class _Piece:
    text: int
    tokens: list[Token]


class BuiltinEngine:
    """Finds persons, organisations and places with the model in ``folder``.

    Deterministic: a text's spans do not depend on the texts beside it. Raises
    FileNotFoundError, naming the file, when the model is incomplete.
    """

    def __init__(self, folder: Path = MODELS) -> None:
        self._folder = folder
        self._version = _version(folder)

    # Read with the first text: who only looks at a collection asks for the version alone.
    @cached_property
    def _network(self) -> Network:
        # The matrices are small: more threads than one only wait for each other, twice the time in
        # each of two processes. And sums that are split among threads end in other digits, so what
        # is found would depend on the machine. For good, as pages ask in threads of their own: a
        # limit for a while would be lifted by whoever ends first.
        ThreadpoolController().limit(limits=1, user_api="blas")
        return Network(self._folder, NameLists.read(self._folder / "names-lists.tsv.gz"))

    @cached_property
    def clitics(self) -> CliticEvidence:
        """What tells attached letters from a name's own."""
        return CliticEvidence.read(self._folder / "names-starts.tsv.gz")

    @property
    def name(self) -> str:
        return "builtin"

    @property
    def version(self) -> str:
        """Changes with every byte of the model files, and with REVISION."""
        return self._version

    def find(self, contents: Sequence[str]) -> list[list[NameSpan]]:
        """One list of spans per text, ascending and apart; particles left outside."""
        pieces = list(_pieces(contents))
        tagged = self._network.tag(
            [[word_key(token.text) for token in piece.tokens] for piece in pieces],
            [piece.text for piece in pieces],
        )
        by_text: list[list[tuple[list[Token], str]]] = [[] for _ in contents]
        for piece, labels in zip(pieces, tagged, strict=True):
            for first, after, kind in label_spans(_shown(labels)):
                by_text[piece.text].append((piece.tokens[first:after], kind))
        return [self._spans(names) for names in by_text]

    def tag_tokens(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """BIO labels (B-PER, I-ORG, ..., O) of tokenised sentences, particles not cut, as
        ANERcorp in CAMeL Lab's version writes them. The sentences are taken as they follow one
        another in a text or corpus: near ones help to decide on each other's rarer words."""
        keys = [[word_key(word) for word in words] for words in sentences]
        return [_shown(labels) for labels in self._network.tag(keys, [0] * len(keys))]

    def _spans(self, names: Sequence[tuple[Sequence[Token], str]]) -> list[NameSpan]:
        local = Counter(word_key(token.text) for words, _ in names for token in words)
        spans: list[NameSpan] = []
        for words, kind in names:
            cut = self.clitics.cut(word_key(words[0].text), local)
            start = words[0].start + _original_length(words[0].text, cut)
            evidence = (cut.evidence,) if cut.evidence else ()
            spans.append(NameSpan(start, words[-1].end, _SHOWN[kind], RULE, evidence))
        return spans


def _shown(labels: Sequence[str]) -> list[str]:
    return [label if label[2:] in _SHOWN else "O" for label in labels]


def _pieces(contents: Sequence[str]) -> Iterator[_Piece]:
    for number, content in enumerate(contents):
        for span in sentences(content):
            words = [
                Token(span.start + token.start, span.start + token.end, token.text)
                for token in tokens(span.of(content))
            ]
            for at in range(0, len(words), LONGEST_SENTENCE):
                yield _Piece(number, words[at : at + LONGEST_SENTENCE])


def _original_length(token: str, cut: Cut) -> int:
    """How many characters of the token as written make up the cut."""
    if not cut.length:
        return 0
    folded = fold(token)
    lead = folded.text.find(word_key(token)[: cut.length])
    return folded.original_span(0, max(lead, 0) + cut.length)[1]


def _version(folder: Path) -> str:
    digest = hashlib.sha256(f"revision {REVISION}".encode())
    for name in _FILES:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]
