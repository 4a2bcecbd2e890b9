"""The command line is a public contract: output lines, exit status, a clear line for bad input."""

import json
from pathlib import Path

import pytest

from dashboard.__main__ import main

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seed" / "coalition-article.txt"
TEXT = (
    "أعلن التحالف الدولي، اليوم الخميس، عن تخصيص خمسة مليارات دولار للقوات العراقية منذ عام 2014."
)


def lines(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    record = {"id": "a1", "title": "خبر", "text": TEXT, "date": "2020-07-23"}
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return path


def test_extract_prints_what_the_contract_says(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(article)]) == 0
    found = lines(capsys.readouterr().out)
    content = f"خبر\n{TEXT}"
    for one in found:
        assert list(one)[:7] == ["article", "kind", "start", "end", "text", "value", "rule"]
        assert content[one["start"] : one["end"]] == one["text"]  # type: ignore[misc]
    money = next(one["value"] for one in found if one["kind"] == "MONEY")
    assert money == {
        "amount": 5_000_000_000,
        "amount_max": None,
        "currency": "USD",
        "approximate": False,
        "bound": "exact",
        "basis": "written",
    }
    dates = [one["value"] for one in found if one["kind"] == "DATE"]
    assert [date["timex"] for date in dates] == ["2020-07-23", "2014"]  # type: ignore[index]


def test_a_relative_date_in_an_undated_text_is_kept_without_a_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "undated.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert main(["extract", str(path)]) == 0
    dates = [one for one in lines(capsys.readouterr().out) if one["kind"] == "DATE"]
    assert [(one["text"], one["value"] is None) for one in dates] == [
        ("اليوم الخميس", True),
        ("عام 2014", False),
    ]


def test_a_given_date_anchors_undated_articles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "undated.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert main(["extract", "--date", "2020-07-23", str(path)]) == 0
    dates = [one for one in lines(capsys.readouterr().out) if one["kind"] == "DATE"]
    assert dates[0]["value"]["start"] == "2020-07-23"  # type: ignore[index]


def test_bad_inputs_are_named_and_the_rest_is_read(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.jsonl"
    good = json.dumps({"id": "ok", "text": "وصل الوزير إلى بغداد."}, ensure_ascii=False)
    broken.write_text("\n".join([good] * 6 + ["{broken"]), encoding="utf-8")
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert main(["extract", str(article), str(broken), str(empty)]) == 1
    captured = capsys.readouterr()
    errors = captured.err.splitlines()
    assert len(errors) == 2
    assert errors[0].startswith(f"{broken}:7: ")
    assert errors[1].startswith(f"{empty}: ")
    assert any(one["article"] == "ok" for one in lines(captured.out))


def test_explain_says_rule_and_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", TEXT, "--date", "2020-07-23"]) == 0
    told = capsys.readouterr().out
    assert "خمسة مليارات دولار" in told
    assert "rule      money." in told
    assert "evidence  " in told


def test_explain_of_nothing_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "وقف الرجل."]) == 0
    assert capsys.readouterr().out.strip() == "no mentions"


@pytest.mark.parametrize("arguments", [[], ["extract"], ["build", "x"], ["dance"]])
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_build_makes_a_collection_that_opens(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from dashboard.collection import open_collection
    from dashboard.model import Selection

    output = tmp_path / "my.collection"
    assert main(["build", str(article), "-o", str(output), "--workers", "1"]) == 0
    told = capsys.readouterr()
    assert "1 articles" in told.out
    assert "100%  1 of 1 articles" in told.err
    collection = open_collection(output)
    assert collection.counts(Selection()).articles == 1


def test_articles_are_added_to_a_collection(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other, output = tmp_path / "one.txt", tmp_path / "other.txt", tmp_path / "n.collection"
    one.write_text("في بغداد اليوم.", encoding="utf-8")
    other.write_text("وصل الوفد إلى البصرة.", encoding="utf-8")
    add = ["build", "-o", str(output), "--workers", "1"]
    assert main([*add, str(one)]) == 0
    assert main([*add, str(other), "--add"]) == 0
    assert " 2 articles" in capsys.readouterr().out
    assert main([*add, str(other)]) == 0
    assert " 1 articles" in capsys.readouterr().out, "without it the inputs are all"


def test_an_undated_article_is_told_of_and_is_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "n.jsonl"
    path.write_text('{"text": "في بغداد اليوم.", "date": "حين ميسرة"}\n', encoding="utf-8")
    for command in (["extract"], ["build", "-o", str(tmp_path / "c"), "--workers", "1"]):
        assert main([*command, str(path)]) == 0
        assert "date of publication" in capsys.readouterr().err


@pytest.mark.skipif(not SEED.exists(), reason="the shared seed article is not here")
def test_the_seed_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--date", "2020-07-23", str(SEED)]) == 0
    found = lines(capsys.readouterr().out)
    amounts = [one["value"] for one in found if one["kind"] == "MONEY"]
    assert [(a["amount"], a["currency"]) for a in amounts] == [(5_000_000_000, "USD")] * 3  # type: ignore[index]
    dates = [one["value"]["timex"] for one in found if one["kind"] == "DATE"]  # type: ignore[index]
    assert dates == ["2020-07-23", "2014"]


def test_columns_that_are_not_recognised_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(f'Head,"Body, full",Day\nخبر,"{TEXT}",2020-07-23\n', encoding="utf-8")
    assert main(["extract", str(path)]) == 1
    assert "say which one holds it" in capsys.readouterr().err
    assert main(["extract", str(path), "--columns", "text=Body, full,title=Head,date=Day"]) == 0
    found = lines(capsys.readouterr().out)
    assert "2020-07-23" in [one["value"]["timex"] for one in found if one["kind"] == "DATE"]  # type: ignore[index]
    (start,) = [one["start"] for one in found if one["kind"] == "MONEY"]
    assert start == len("خبر\n") + TEXT.index("خمسة")


@pytest.mark.parametrize("told", ["Body", "text=", "body=Body", "=A"])
def test_columns_told_otherwise_are_wrong_usage(
    told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["build", str(tmp_path), "-o", str(tmp_path / "c"), "--columns", told])
    assert ended.value.code == 2
    assert "FIELD=NAME" in capsys.readouterr().err
