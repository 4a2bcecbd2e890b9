"""The training command on a handful of sentences: every stage runs, and twice gives the same bytes.

Without gensim, which only the stage of word vectors needs, vectors are laid down as that stage
leaves them, and it is skipped as any stage is whose result is there. All others are the real ones.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from dashboard.extraction.names.builtin import BuiltinEngine
from dashboard.extraction.names.clitics import CliticEvidence
from dashboard.extraction.names.labels import label_spans
from dashboard.extraction.names.training.swaps import names_by_kind, swapped

pytest.importorskip("torch", reason="torch is not installed")

TAGGERS = ("teacher", "student-1", "student-2", "swapper", "finisher")
FIRST = ["سمعان", "رامون", "هاني", "جاد", "ليلى", "وليد", "سامر", "ابتسام"]
LAST = ["دلبيرو", "الخوالدة", "معلوفي", "زرقاوين", "كوسوف", "تاميرا"]
PLACES = ["زربطانة", "بغداد", "باريس", "كربلينة", "لبنان", "تونس"]
BODIES = ["فوريانا", "نيبالكو", "هواوي"]
GAZETTEERS = {
    "cldr-territories-ar": "لبنان\tLB\nتونس\tTN\n",
    "cldr-exemplar-cities-ar": "باريس\t1\n",
    "algeria-wilayas-communes-ar": "",
    "egypt-governorates-cities-ar": "",
    "wof-arab-world-ar": "name\ttype\tc\td\tpopulation\tothers\nبغداد\tlocality\t\t\t9000\t\n",
    "wd-arabic-person-name-tokens": "".join(f"{name}\tx\t9\n" for name in FIRST),
    "camel-morph-noun-prop-ar": "وليد\tx\tr\n",
}


def sentences(person: str, place: str, body: str) -> list[list[tuple[str, str]]]:
    """Labelled sentences; the labels are those of the corpus asked for."""
    found = []
    for at in range(24):
        first, last = FIRST[at % 8], LAST[at % 6]
        town, firm = PLACES[at % 6], BODIES[at % 3]
        found.append(
            [
                ("قال", "O"),
                (first, f"B-{person}"),
                (last, f"I-{person}"),
                ("في", "O"),
                (town, f"B-{place}"),
                ("إن", "O"),
                ("شركة", "O"),
                (firm, f"B-{body}"),
                ("باعت", "O"),
                ("دارا", "O"),
                (".", "O"),
            ]
        )
    return found


def zipped(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(text)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shared")
    corpora = {
        "anercorp-train": sentences("PER", "LOC", "ORG"),
        "wikifane-gold": sentences("Politician", "Population-Center", "Commercial"),
        "newsfane-gold-train": sentences("Athlete", "Nation", "Sports"),
    }
    for name, found in corpora.items():
        blocks = ("".join(f"{word}\t{label}\n" for word, label in rows) for rows in found)
        zipped(folder / "corpora" / "ner" / f"{name}.tsv.gz", "\n".join(blocks))
    for name, rows in GAZETTEERS.items():
        zipped(folder / "corpora" / "gazetteers" / f"{name}.tsv.gz", rows)
    plain = [" ".join(word for word, _ in rows) for rows in corpora["anercorp-train"]]
    zipped(folder / "corpora" / "wikipedia-ar-2017.txt.gz", "\n".join(plain * 20))
    articles = [
        {"id": f"a{at}", "title": plain[at], "text": " ".join(plain[at : at + 3])}
        for at in range(20)
    ]
    lines = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    zipped(folder / "collections" / "ant-news.jsonl.gz", lines)
    return folder


def train(shared: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> Path:
    from dashboard.extraction.names.training.__main__ import main

    work, out = folder / "work", folder / "out"
    work.mkdir(parents=True, exist_ok=True)
    out.mkdir(exist_ok=True)
    (out / "held-out-articles.txt").write_text("a3\n", encoding="utf-8")
    if find_spec("gensim") is None:
        words = ["قال", "في", "ان", "شركه", "باعت", ".", *FIRST[:6], *PLACES[:4]]
        vectors = np.random.default_rng(2).standard_normal((len(words), 200)).astype(np.float32)
        np.savez(work / "vectors.npz", words=np.array(words), vectors=vectors)
    arguments = [str(shared), "--work", str(work), "--out", str(out), *options]
    monkeypatch.setattr(sys, "argv", ["training", *arguments])
    assert main() == 0
    return out


def test_the_command_trains_a_tagger_twice_to_the_same_bytes(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = train(shared, tmp_path / "one", monkeypatch)
    two = train(shared, tmp_path / "two", monkeypatch)
    files = sorted(path.name for path in one.glob("names-*"))
    assert files == [
        "names-lists.tsv.gz",
        "names-network.npz",
        "names-starts.tsv.gz",
        "names-vectors.npz",
        "names-words.txt.gz",
    ]
    for name in files:
        assert (one / name).read_bytes() == (two / name).read_bytes(), name
    stages = {path.stem for path in (tmp_path / "one" / "work").glob("*.pt")}
    assert stages == {"reader", *TAGGERS}
    assert "a3" in (one / "held-out-articles.txt").read_text(encoding="utf-8")
    import torch

    made = [torch.load(tmp_path / "one" / "work" / f"{name}.pt") for name in TAGGERS]
    mean = sum(weights["heads.aner.bias"] for weights in made) / len(made)
    with np.load(one / "names-network.npz") as arrays:
        assert arrays["head.bias"] == pytest.approx(mean.numpy(), rel=2e-3)  # half floats
    assert [len(row) for row in BuiltinEngine(one).tag_tokens([["قال", "سمعان", "."], []])] == [
        3,
        0,
    ]


def test_the_development_part_is_learnt_last_and_only_if_it_is_not_kept(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last stage is made again after the development part was labelled otherwise."""
    import torch

    def finished(name: str, *options: str) -> torch.Tensor:
        made = tmp_path / "work" / f"{name}.pt"
        made.unlink(missing_ok=True)
        train(shared, tmp_path, monkeypatch, *options)
        weights: dict[str, torch.Tensor] = torch.load(made)
        return weights["heads.aner.weight"]

    whole, kept = finished("finisher"), finished("finisher-measured", "--keep-development")
    corpus = shared / "corpora" / "ner" / "anercorp-train.tsv.gz"
    before = corpus.read_bytes()
    blocks = gzip.decompress(before).decode().split("\n\n")
    cut = round(len(blocks) * 0.9)
    blocks[cut:] = [re.sub(r"[BI]-(PER|ORG|LOC)", "O", block) for block in blocks[cut:]]
    zipped(corpus, "\n\n".join(blocks))
    try:
        assert torch.equal(finished("finisher-measured", "--keep-development"), kept)
        assert not torch.equal(finished("finisher"), whole)
    finally:
        corpus.write_bytes(before)


def test_swapped_sentences_keep_their_shape() -> None:
    keys = ["قال", "سمعان", "دلبيرو", "في", "بزربطانه", "وفوريانا", "."]
    labels = ["O", "B-PER", "I-PER", "O", "B-LOC", "B-ORG", "O"]
    clitics = CliticEvidence({"زربطانه": 40, "سمعان": 9})
    others = [(["رامون", "كوسوف", "تاميرا"], ["B-PER", "I-PER", "I-PER"]), (["بغداد"], ["B-LOC"])]
    names = {
        kind: sorted(found)
        for kind, found in names_by_kind(
            others, {"PER": "PER", "LOC": "LOC", "ORG": "ORG"}, clitics
        ).items()
    }
    seen = set()
    rng = np.random.default_rng(1)
    for _ in range(200):
        new_keys, new_labels = swapped(keys, labels, names, clitics, frozenset(keys), rng)
        assert len(new_keys) == len(new_labels)
        kinds = [kind for _, _, kind in label_spans(new_labels)]
        assert kinds == ["PER", "LOC", "ORG"]
        plain = [k for k, label in zip(new_keys, new_labels, strict=True) if label == "O"]
        assert plain == ["قال", "في", "."]
        place = new_keys[new_labels.index("B-LOC")]
        assert place.startswith("ب")
        assert new_keys[new_labels.index("B-ORG")] == "وفوريانا"  # no other body is at hand
        seen.add(tuple(new_keys))
    assert {keys[1], "رامون"} <= {row[1] for row in seen}
    assert any(row[4] == "ببغداد" or row[5] == "ببغداد" for row in seen)
    assert len(seen) > 10  # letters change too
