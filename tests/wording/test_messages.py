"""Both interface languages are complete, and neither is left in the other."""

import re
from pathlib import Path

import pytest

from dashboard.wording import Language
from dashboard.wording.messages import (
    FORMS,
    TABLE,
    MessageError,
    messages,
    placeholders,
    read_messages,
)

ROOT = Path(__file__).parents[2]
ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")
LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.]*")
# Names of formats, measures, keys and file columns, which Arabic texts write in Latin letters too.
WRITTEN_IN_LATIN = {
    *("NPMI", "LLR", "F1", "CSV", "PNG", "SVG", "XLSX", "GraphML", "GEXF", "JSON", "Lines"),
    *("W3C", "Web", "Annotation", "CAMeL", "jsonl", "csv", "txt", "html", "docx", "pdf", "xlsx"),
    *("zip", "collection", "s3", "from", "to", "date", "rate", "UTC", "HTML"),
    *("N", "P", "J", "K", "Enter", "Esc"),
}


def every_text(language):
    return [
        (key, form, text)
        for key, forms in messages(language).items()
        for form, text in forms.items()
    ]


@pytest.mark.parametrize("language", Language)
def test_the_table_is_complete(language):
    texts = messages(language)
    assert len(texts) > 400
    for key, forms in texts.items():
        assert "" in forms or set(FORMS[language]) <= set(forms), key


def test_both_languages_have_the_same_keys():
    assert set(messages(Language.ARABIC)) == set(messages(Language.ENGLISH))


def test_no_latin_word_is_left_in_arabic():
    left = {
        key: word
        for key, _, text in every_text(Language.ARABIC)
        for word in LATIN_WORD.findall(re.sub(r"\{\w+\}", "", text))
        if word.strip(".") not in WRITTEN_IN_LATIN
    }
    assert not left


def test_every_arabic_text_says_something_in_arabic():
    wordless = {
        key
        for key, _, text in every_text(Language.ARABIC)
        if not ARABIC_LETTER.search(text)
        and re.sub(r"\{\w+\}|[\W\d_]", "", text)
        and not LATIN_WORD.fullmatch(text)
    }
    assert wordless == set()


def test_no_arabic_text_begins_in_latin():
    # A browser that takes the direction from the first letter would set it left to right.
    begun = [key for key, _, text in every_text(Language.ARABIC) if LATIN_WORD.match(text)]
    assert not [key for key in begun if ARABIC_LETTER.search(messages(Language.ARABIC)[key][""])]


def test_no_arabic_letter_is_left_in_english():
    assert not [key for key, _, text in every_text(Language.ENGLISH) if ARABIC_LETTER.search(text)]


def test_the_same_placeholders_stand_in_both_languages():
    for key, forms in messages(Language.ARABIC).items():
        ours = frozenset().union(*map(placeholders, forms.values()))
        theirs = frozenset().union(*map(placeholders, messages(Language.ENGLISH)[key].values()))
        # A form such as "مقالتان" says its number in a word, so only the whole set is compared.
        assert ours == theirs or ours ^ theirs == {"n"}, key


def test_no_text_has_space_at_its_ends_or_twice():
    for language in Language:
        for key, _, text in every_text(language):
            assert text == text.strip() or key == "list.comma", key
            assert "  " not in text, key


def test_arabic_texts_use_arabic_punctuation():
    for key, _, text in every_text(Language.ARABIC):
        bare = re.sub(r"\{\w+\}|from,to,date,rate", "", text)
        assert not re.search(r"[\u0621-\u064a]\s*[,;?]", bare), key


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("key,form,ar,en\na.b,,نص,\n", r"m.csv:2: a.b has no text in en"),
        ("key,form,ar,en\na.b,several,نص,text\n", r"m.csv:2: unknown plural form 'several'"),
        ("key,form,ar,en\na.b,,نص,text\na.b,,نص,text\n", r"m.csv:3: a.b has the form '' twice"),
        ("key,form,ar,en\na.b,one,نص,text\n", r"m.csv:2: a.b lacks other in en"),
    ],
)
def test_a_bad_row_is_reported_with_its_line(tmp_path, rows, reason):
    path = tmp_path / "m.csv"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(MessageError, match=reason):
        read_messages(path, Language.ENGLISH)


def test_every_key_named_in_the_code_exists():
    known = messages(Language.ARABIC)
    called = re.compile(r"""\b(?:text|count|template)\(\s*"([a-z_]+(?:\.[\w]+)+)"[,)]""")
    for path in sorted((ROOT / "dashboard").rglob("*.py")):
        for key in called.findall(path.read_text(encoding="utf-8")):
            assert key in known, f"{path.name}: {key}"


def test_rows_of_a_counted_text_stand_together():
    keys = [line.split(",", 1)[0] for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    seen: set[str] = set()
    for previous, key in zip(["", *keys], keys, strict=False):
        assert key == previous or key not in seen, key
        seen.add(key)
