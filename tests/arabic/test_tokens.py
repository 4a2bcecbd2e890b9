"""Tokens, sentences and paragraphs are slices of the text they come from."""

import pytest
from camel_tools.tokenizers.word import simple_word_tokenize
from hypothesis import given
from hypothesis import strategies as st

from dashboard.arabic.tokens import paragraphs, sentences, tokens

TEXTS = st.text(max_size=80)


@given(TEXTS)
def test_tokens_are_camel_tools_words_with_their_places(text: str) -> None:
    found = tokens(text)
    assert [token.text for token in found] == simple_word_tokenize(text)
    assert all(text[token.start : token.end] == token.text for token in found)


@given(TEXTS)
def test_sentences_lie_in_order_and_leave_only_space_out(text: str) -> None:
    at = 0
    for span in sentences(text):
        assert text[at : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip() != ""
        at = span.end
    assert text[at:].strip() == ""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("قال الوزير كذا. وأضاف كذا.", 2),
        ("قال د. سامي إن النسبة 2.5 في المئة.", 1),
        ("نعم؟ لا! ربما...", 3),
        ("عنوان\nنص بلا نقطة", 2),
        ("", 0),
    ],
)
def test_sentence_counts(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_paragraphs_are_lines_with_something_in_them() -> None:
    text = "أولى\n\n  ثانية \n"
    assert [span.of(text) for span in paragraphs(text)] == ["أولى", "ثانية"]
