"""Every row of the statement lexicons is found by the extractor; bad rows name their line."""

from pathlib import Path

import pytest

from dashboard.extraction.statements import find_statements
from dashboard.lexicons.statements import ReportingVerb, Role, reporting_verbs, roles
from dashboard.lexicons.table import LexiconError
from dashboard.model import Mention, MentionKind

SPEAKER = "مازن"


def sentence(row: ReportingVerb) -> str:
    """A text in which the row's word must make a statement of مازن's."""
    complement = row.complements[0] if row.complements else ""
    lead = {"ب": "بوقف العمل", "object": "وقف العمل", ":": ": العمل مستمر"}
    words = lead.get(complement, f"{complement} العمل مستمر")
    if row.form == "according-to":
        joint = (
            f"{row.surface}{SPEAKER}" if row.surface.endswith(" ل") else f"{row.surface} {SPEAKER}"
        )
        if row.surface.endswith("ما"):
            joint = f"{row.surface} قال {SPEAKER}"
        return f"ارتفع الماء كثيرا، {joint}."
    if row.form == "participle":
        return f"قال {SPEAKER} إن السد آمن، {row.surface} {words}."
    if row.form == "noun-phrase":
        return f"نقلت الصحيفة عن {SPEAKER} {row.surface} {words}."
    return f"{row.surface} {SPEAKER} {words}."


@pytest.mark.parametrize("row", reporting_verbs(), ids=lambda row: row.surface)
def test_every_reporting_word_is_found(row: ReportingVerb) -> None:
    text = sentence(row)
    at = text.index(SPEAKER)
    mention = Mention("t", at, at + len(SPEAKER), SPEAKER, MentionKind.PER, None, "names.test")
    found = find_statements(text, [mention], "t")
    assert found, text
    assert found[-1].verb_lemma == row.lemma
    assert found[-1].speaker_surface == SPEAKER


@pytest.mark.parametrize("row", roles(), ids=lambda row: row.head)
def test_every_role_speaks(row: Role) -> None:
    found = find_statements(f"أكد {row.head} أن العمل مستمر.", [], "t")
    assert [one.speaker_surface for one in found] == [row.head]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("قال,قال,past,إن,m,", "7 cells needed, got 6"),
        ("قال,قال,spoken,إن,m,,usage", "form must be one of"),
        ("قال,قال,past,,m,,usage", "complement must not be empty"),
        ("قال,قال,past,إن,x,,usage", "gender must be one of"),
        (",قال,past,إن,m,,usage", "surface must not be empty"),
    ],
)
def test_a_bad_row_names_its_line(tmp_path: Path, row: str, reason: str) -> None:
    header = "surface,lemma,form,complement,gender,guard,source"
    (tmp_path / "reporting_verbs.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"reporting_verbs\.csv:2: {reason}"):
        reporting_verbs(tmp_path)
