"""camel-tools' engine with a tiny real model, made here in the format that camel-tools installs.

The model's answer does not depend on its context: embeddings are one-hot, layers add nothing, so
each word piece has the label that the test gave it. What is tested is everything around it:
finding the files, batching, splitting, aligning word pieces, kinds and offsets.
"""

import json
import socket
from pathlib import Path

import pytest

from dashboard.extraction.names import EngineMissing, names_engine
from dashboard.extraction.names.camel import LONGEST_SENTENCE, CamelEngine, installed_model
from dashboard.model import MentionKind

torch = pytest.importorskip("torch", reason="torch is not installed")
transformers = pytest.importorskip("transformers", reason="transformers is not installed")

LABELS = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]
WORDS = {
    "سمعان": "B-PERS",
    "الخوري": "I-PERS",
    "زربطانة": "B-LOC",
    "بزربطانة": "B-LOC",
    "الجليل": "B-LOC",
    "الأعلى": "I-LOC",
    "نيبال": "B-MISC",
    "فوريانا": "B-ORG",
    "زار": "O",
    "أمس": "O",
    "،": "O",
    ".": "O",
    "##انا": "O",
}
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def make_data(folder: Path) -> Path:
    """A data folder as camel_data leaves it: a catalogue and a token classifier."""
    model_folder = folder / "data" / "ner" / "arabert"
    model_folder.mkdir(parents=True)
    vocabulary = [*SPECIAL, *WORDS]
    (model_folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    (model_folder / "tokenizer_config.json").write_text('{"do_lower_case": false}')
    size = len(vocabulary) + (-len(vocabulary)) % 4
    config = transformers.BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=size,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=4,
        max_position_embeddings=256,
        id2label=dict(enumerate(LABELS)),
        label2id={label: at for at, label in enumerate(LABELS)},
    )
    model = transformers.BertForTokenClassification(config)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
        for name, parameter in model.named_parameters():
            if name.endswith("LayerNorm.weight"):
                parameter.fill_(1.0)
        embeddings = model.bert.embeddings.word_embeddings.weight
        for at, word in enumerate(vocabulary):
            embeddings[at, at] = 1.0
            model.classifier.weight[LABELS.index(WORDS.get(word, "O")), at] = 1.0
    model.save_pretrained(model_folder)
    catalogue = {
        "version": "1.6",
        "packages": {},
        "components": {
            "NamedEntityRecognition": {
                "default": "arabert",
                "datasets": {"arabert": {"path": "ner/arabert"}},
            }
        },
    }
    (folder / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_data(tmp_path_factory.mktemp("camel"))


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def engine(data: Path, monkeypatch: pytest.MonkeyPatch, no_network: None) -> CamelEngine:
    monkeypatch.setenv("CAMELTOOLS_DATA", str(data))
    return CamelEngine()


def found(engine: CamelEngine, text: str) -> list[tuple[str, str]]:
    return [(span.kind.value, text[span.start : span.end]) for span in engine.find([text])[0]]


def test_kinds_and_spans(engine: CamelEngine) -> None:
    text = "زار سمعان الخوري الجليل الأعلى أمس ، فوريانا ."
    assert found(engine, text) == [
        ("PER", "سمعان الخوري"),
        ("LOC", "الجليل الأعلى"),
        ("ORG", "فوريانا"),
    ]


def test_misc_is_left_out(engine: CamelEngine) -> None:
    assert found(engine, "زار نيبال أمس") == []


def test_words_without_word_pieces_do_not_shift_labels(engine: CamelEngine) -> None:
    # U+FE0F is dropped by the tokenizer: the word has no piece and no label.
    assert found(engine, "زار \ufe0f سمعان أمس") == [("PER", "سمعان")]


def test_vowel_signs_and_tatweel_do_not_hide_a_name(engine: CamelEngine) -> None:
    assert found(engine, "زار سَمعـان أمس") == [("PER", "سَمعـان")]


def test_long_sentences_are_split_not_cut(engine: CamelEngine) -> None:
    text = " ".join(["أمس"] * (3 * LONGEST_SENTENCE) + ["سمعان", "الخوري"])
    assert found(engine, text) == [("PER", "سمعان الخوري")]


def test_tokens_in_labels_out(engine: CamelEngine) -> None:
    long = [*["أمس"] * (2 * LONGEST_SENTENCE), "بزربطانة"]
    labels = engine.tag_tokens([["زار", "سمعان", "الخوري", "\ufe0f", "نيبال", "أمس"], [], long])
    assert labels[0] == ["O", "B-PER", "I-PER", "O", "O", "O"]
    assert labels[1] == []
    assert labels[2] == [*["O"] * (2 * LONGEST_SENTENCE), "B-LOC"]


def test_many_texts_keep_their_order(engine: CamelEngine) -> None:
    texts = ["زار سمعان", "", "زار أمس", "الجليل"] * 20
    spans = engine.find(texts)
    assert [len(one) for one in spans] == [1, 0, 0, 1] * 20
    assert spans[0][0].kind is MentionKind.PER


def test_version_names_the_model(engine: CamelEngine) -> None:
    assert engine.name == "camel"
    assert engine.version == CamelEngine().version


def test_names_engine_wraps_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMELTOOLS_DATA", str(data))
    engine = names_engine("camel")
    text = "زار سمعان العراق"
    spans = engine.find([text])[0]
    assert [text[span.start : span.end] for span in spans] == ["سمعان", "العراق"]


@pytest.mark.parametrize("left_out", ["catalogue.json", "data/ner/arabert/config.json", "weights"])
def test_missing_data_is_one_clear_line(
    left_out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_network: None
) -> None:
    make_data(tmp_path)
    if left_out == "weights":
        for path in (tmp_path / "data/ner/arabert").glob("*.safetensors"):
            path.unlink()
    else:
        (tmp_path / left_out).unlink()
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    with pytest.raises(EngineMissing) as raised:
        names_engine("camel")
    message = str(raised.value)
    assert "camel_data -i ner-arabert" in message
    assert str(tmp_path) in message
    assert "\n" not in message


def test_damaged_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "catalogue.json").write_text("{")
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    with pytest.raises(EngineMissing, match=r"catalogue\.json lists no names model"):
        installed_model()


def test_unknown_engine() -> None:
    with pytest.raises(EngineMissing, match="builtin, camel"):
        names_engine("spacy")
