"""The numpy network computes what the torch network was trained to compute."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from dashboard.extraction.names.agreement import moves_to_agreement, repeated_words
from dashboard.extraction.names.features import list_columns, list_rows
from dashboard.extraction.names.lists import NameLists, bare_forms
from dashboard.extraction.names.network import Network
from dashboard.extraction.names.vocabulary import FIRST_WORD, Vocabulary, letter_rows
from dashboard.extraction.names.words import word_key

WORDS = ["قال", "في", "محمد", "العراق", "بغداد", "امس", "الوزير", "شكري", "زار", "."]
LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
LISTS = [("place", "بغداد"), ("place", "راس الخيمه"), ("person", "محمد")]
SENTENCES = [
    ["قال", "محمد", "شكري", "امس", "."],
    ["زار", "الوزير", "وبغداد", "راس", "الخيمه"],
    ["كلمهمجهوله"],
    ["في", "العراق"] * 20,
]


def test_numpy_and_torch_agree(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="torch is needed to train, not to run")
    from dashboard.extraction.names.training.batches import WordTable, encoded
    from dashboard.extraction.names.training.export import (
        as_at_run_time,
        write_network,
        write_vectors,
    )
    from dashboard.extraction.names.training.network import make_tagger
    from dashboard.extraction.names.training.tagger import numbered, tagged

    torch.manual_seed(3)
    vectors = np.random.default_rng(3).standard_normal((len(WORDS) + FIRST_WORD, 12))
    vectors[:2] = 0
    lists = NameLists(LISTS)
    tagger = make_tagger(
        as_at_run_time(vectors.astype(np.float32)), list_columns(lists), {"news": len(LABELS)}
    )
    with torch.no_grad():
        for weight in (w for w in tagger.parameters() if w.requires_grad):
            weight.copy_((weight * 2).half().float())  # halves are what is stored
    tagger.eval()
    write_vectors(WORDS, vectors.astype(np.float32), tmp_path)
    write_network(tagger, "news", LABELS, tmp_path)

    table = WordTable(Vocabulary(WORDS))
    numbers = numbered(LABELS)
    sentences = [encoded(keys, ["O"] * len(keys), numbers, table, lists) for keys in SENTENCES]
    wanted = tagged([tagger], "news", sentences, table, LABELS)
    assert len({label for row in wanted for label in row}) > 1
    # Each sentence a text of its own, so that none agrees with another.
    assert Network(tmp_path, lists).tag(SENTENCES, range(len(SENTENCES))) == wanted


def test_training_writes_the_same_bytes_twice(tmp_path: Path) -> None:
    from dashboard.extraction.names.training.export import write_vectors

    vectors = np.ones((len(WORDS) + FIRST_WORD, 4), np.float32)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_vectors(WORDS, vectors, tmp_path / name)
    for file in ("names-words.txt.gz", "names-vectors.npz"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


@pytest.mark.parametrize(
    ("key", "forms"),
    [
        ("وبالعراق", ("وبالعراق", "بالعراق", "العراق", "عراق")),
        ("للقوات", ("للقوات", "القوات", "لقوات", "قوات")),
        ("باريس", ("باريس", "اريس")),
        ("و", ("و",)),
    ],
)
def test_bare_forms(key: str, forms: tuple[str, ...]) -> None:
    assert bare_forms(key) == forms


@pytest.mark.parametrize(
    ("token", "key"),
    [
        ("(د", "د"),
        ("أ)", "ا"),
        ("٢٠١٨", "0000"),
        ("12,5", "00,0"),
        ("القاهِرة", "القاهره"),
        ("BBC", "bbc"),
        ("...", "..."),
        ("ـ", "ـ"),
    ],
)
def test_word_keys(token: str, key: str) -> None:
    assert word_key(token) == key


def test_lists_match_the_longest_phrase_with_its_particles() -> None:
    lists = NameLists([*LISTS, ("person", "راس")])
    begins, continues = lists.matches(["وراس", "الخيمه", "محمد"])
    place, person = (1 << lists.types.index(kind) for kind in ("place", "person"))
    assert begins == [place, 0, person]
    assert continues == [0, place, 0]
    rows = list_rows(["وراس", "الخيمه", "0000"], lists)
    assert rows.shape == (3, list_columns(lists))
    assert rows[2, -5:].tolist() == [1, 0, 0, 0, 0]


def test_lists_read_their_file(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "lists.gz", "wt", encoding="utf-8") as f:
        f.write("place\tبغداد\there\n")
    assert NameLists.read(tmp_path / "lists.gz").of_word("ببغداد") == 1


def test_letters_of_a_long_word_keep_both_ends() -> None:
    rows = letter_rows(["ا" * 10 + "ب" * 10, "ا" * 8 + "ب" * 8])
    assert rows[0].tolist() == rows[1].tolist()


def agreement(sentences: Sequence[Sequence[str]], texts: Sequence[int]) -> list[list[int]]:
    words = repeated_words(sentences, texts, frozenset({"قال"}))
    return np.stack([words.runs, words.sentences, words.positions], 1).tolist()


def test_only_rarer_words_of_one_text_agree() -> None:
    sentences = [["قال", "كاجينز"], ["قال", "كاجينز", "في"], ["كاجينز", "في"]]
    assert agreement(sentences, [0, 0, 1]) == [[0, 0, 1], [0, 1, 1]]
    assert agreement(sentences, [0, 1, 2]) == []


def test_agreement_moves_kinds_and_leaves_beginnings() -> None:
    words = repeated_words([["كاجينز"], ["كاجينز"]], [0, 0], frozenset())
    scores = np.array([[0, 8, 2, 0, 0], [3, 2, 0, 0, 0]], np.float32)
    moved = scores + moves_to_agreement(scores, LABELS, words)
    assert moved[1].argmax() == 1
    assert moved[1, 1] - moved[1, 2] == pytest.approx(2, abs=1e-5)


def test_far_sentences_of_a_long_text_do_not_agree() -> None:
    sentences = [["كاجينز"], *[["في"]] * 200, ["كاجينز"]]
    words = repeated_words(sentences, [0] * len(sentences), frozenset())
    scores = np.array([[0, 8, 2, 0, 0], [3, 2, 0, 0, 0]], np.float32)
    assert moves_to_agreement(scores, LABELS, words) == pytest.approx(0)
