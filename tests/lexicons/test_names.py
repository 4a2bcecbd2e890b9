"""Every row of the name lexicons does its work, and a bad row is named by its line."""

from pathlib import Path

import pytest

from dashboard.arabic.folding import folded
from dashboard.extraction.names.news_sense import names_by_sense
from dashboard.lexicons import names as lexicon
from dashboard.lexicons.aliases import aliases
from dashboard.lexicons.names import Reach, known_names, nationality_forms, org_heads
from dashboard.lexicons.table import LexiconError
from dashboard.model import MentionKind


@pytest.mark.parametrize("kind", [MentionKind.PER, MentionKind.ORG, MentionKind.LOC])
def test_every_known_name_is_found_whole(kind: MentionKind) -> None:
    missed = []
    for name in known_names():
        if name.kind is not kind:
            continue
        text = f"قيل إن {name.name} كان هناك"
        start = len("قيل إن ")
        found = [(span.start, span.end, span.kind) for span in names_by_sense(text, [])]
        if found != [(start, start + len(name.name), kind)]:
            missed.append((name.name, found))
    assert not missed


def test_every_known_name_is_listed_under_one_kind() -> None:
    kinds: dict[str, set[str]] = {}
    for name in known_names():
        kinds.setdefault(folded(name.name), set()).add(name.kind)
    assert {key for key, found in kinds.items() if len(found) > 1} == set()


@pytest.mark.parametrize(
    "head", sorted(head for head, row in org_heads().items() if row.reach is Reach.NATIONALITY)
)
def test_every_head_that_needs_a_nationality_takes_one(head: str) -> None:
    adjective = "العراقية" if head.endswith(("ه", "ات")) else "العراقي"
    text = f"قال بيان {head} {adjective} أمس"
    assert [text[span.start : span.end] for span in names_by_sense(text, [])] == [
        f"{head} {adjective}"
    ]
    assert names_by_sense(f"قال بيان {head} أمس", []) == []


@pytest.mark.parametrize(
    "head", sorted(head for head, row in org_heads().items() if row.reach is Reach.NAME)
)
def test_every_head_of_a_proper_name_takes_it(head: str) -> None:
    text = f"قال بيان {head} زرقاوين أمس"
    assert [text[span.start : span.end] for span in names_by_sense(text, [])] == [f"{head} زرقاوين"]


def test_aliases_are_unambiguous() -> None:
    meant: dict[tuple[str, str], str] = {}
    for row in aliases():
        key = (folded(row.alias), row.kind)
        assert meant.setdefault(key, row.name) == row.name
        assert folded(row.alias) != folded(row.name)


@pytest.mark.parametrize(
    "form", ["عراقي", "العراقية", "العراقيون", "العراقيين", "الأميركيتين", "أتراك", "الأكراد"]
)
def test_forms_of_nationalities(form: str) -> None:
    assert folded(form) in nationality_forms()


@pytest.mark.parametrize(
    ("table", "row", "reason"),
    [
        ("org_heads", "وزارة,far,,usage", "'far' is not a valid Reach"),
        ("org_heads", "وزارة,phrase,wide,usage", "extras are 'place' and 'and'"),
        ("names_people", "سمعان,DATE,usage", "kind must be PER, ORG or LOC"),
        ("names_people", ",PER,usage", "the first cell is empty"),
        ("place_heads", "مطار,maybe,usage", "place must be in or out"),
        ("clubs", "الأهلي,river,usage", "also must be city or word"),
        ("peoples", "كردي,tribe,usage", "form must be adjective or people"),
    ],
)
def test_bad_rows_are_named(
    table: str, row: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = {
        "org_heads": (("head", "reach", "extras"), lexicon._org_head),
        "names_people": (("name", "kind"), lexicon._known_name),
        "place_heads": (("head", "place"), lexicon._place_head),
        "clubs": (("club", "also"), lexicon._club),
        "peoples": (("word", "form"), lexicon._people),
    }
    columns, reader = readers[table]
    path = tmp_path / f"{table}.csv"
    path.write_text(",".join((*columns, "source")) + "\n" + row + "\n", encoding="utf-8")
    with pytest.raises(LexiconError) as raised:
        lexicon.table(table, columns, reader, tmp_path)
    assert f"{table}.csv:2: " in str(raised.value)
    assert reason in str(raised.value)
