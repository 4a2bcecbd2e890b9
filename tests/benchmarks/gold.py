"""Scores mentions against hand annotation and prints precision, recall and F1.

    python -m tests.benchmarks.gold [--gold news-1 ...] [--names builtin|raw|camel] [--only-names]

Gold lives in tests/gold/*.jsonl (article ids and offsets); the texts are read from
../shared/collections/ant-news.jsonl.gz. Names count as right when kind and offsets agree (exact)
or when kind agrees and the spans share a character (overlap, one to one). DATE and MONEY count by
overlap, and again with equal values. "raw" is the built-in tagger without the news sense.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from dashboard.extraction.names import NamesEngine, names_engine
from dashboard.model import Article, DateValue, Mention, MentionKind, MoneyValue

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold"
COLLECTIONS = ROOT.parent / "shared" / "collections"
NAMES = (MentionKind.PER, MentionKind.ORG, MentionKind.LOC)
VALUES = (MentionKind.DATE, MentionKind.MONEY)


@dataclass
class Tally:
    """Right, found and wanted mentions of one kind under one way of matching."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, right: int, found: int, wanted: int) -> None:
        self.right += right
        self.found += found
        self.wanted += wanted

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Scores:
    """A tally per kind and way of matching."""

    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)

    def tally(self, kind: str, matching: str) -> Tally:
        return self.tallies.setdefault((kind, matching), Tally())


def gold_rows(names: Sequence[str]) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for name in names
        for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def articles_of(rows: Iterable[dict[str, Any]]) -> dict[str, Article]:
    """The annotated articles by id, read from their collections."""
    wanted: dict[str, set[str]] = {}
    for row in rows:
        wanted.setdefault(row["collection"], set()).add(row["article"])
    found: dict[str, Article] = {}
    for collection, ids in wanted.items():
        path = COLLECTIONS / f"{collection}.jsonl.gz"
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if record["id"] in ids:
                    found[record["id"]] = _article(record)
    return found


def _article(record: dict[str, Any]) -> Article:
    date = record.get("date")
    return Article(
        id=record["id"],
        title=record.get("title") or "",
        text=record.get("text") or "",
        source=record.get("source") or "",
        url=record.get("url") or "",
        published=dt.date.fromisoformat(date) if date else None,
    )


def matched(gold: Sequence[dict[str, Any]], found: Sequence[Mention], matching: str) -> int:
    """How many gold mentions of one kind are met, one to one, in reading order."""
    used: set[int] = set()
    right = 0
    for wanted in gold:
        best: tuple[int, int] | None = None
        for at, mention in enumerate(found):
            if at in used or not _meets(wanted, mention, matching):
                continue
            shared = min(wanted["end"], mention.end) - max(wanted["start"], mention.start)
            if best is None or shared > best[0]:
                best = (shared, at)
        if best is not None:
            used.add(best[1])
            right += 1
    return right


def _meets(wanted: dict[str, Any], mention: Mention, matching: str) -> bool:
    if matching == "exact":
        return bool(wanted["start"] == mention.start and wanted["end"] == mention.end)
    overlap = wanted["start"] < mention.end and mention.start < wanted["end"]
    if matching == "overlap":
        return bool(overlap)
    return bool(overlap and same_value(wanted.get("value"), mention.value))


def same_value(wanted: dict[str, Any] | None, value: DateValue | MoneyValue | None) -> bool:
    """Whether a value is the annotated one: start and end days, or amounts and currency."""
    if wanted is None or value is None:
        return wanted is None and (value is None or isinstance(value, MoneyValue))
    if isinstance(value, DateValue):
        days = (value.start.isoformat(), value.end.isoformat())
        return (wanted.get("start"), wanted.get("end")) == days
    amounts = (_decimal(wanted.get("amount")), _decimal(wanted.get("amount_max")))
    if amounts != (value.amount, value.amount_max):
        return False
    return bool(wanted.get("currency") == value.currency)


def _decimal(number: Any) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def scored(
    rows: Sequence[dict[str, Any]],
    found: dict[str, list[Mention]],
    kinds: Sequence[MentionKind] = (*NAMES, *VALUES),
) -> Scores:
    scores = Scores()
    for row in rows:
        for kind in kinds:
            if kind.value not in row.get("kinds", [k.value for k in (*NAMES, *VALUES)]):
                continue
            gold = [m for m in row["mentions"] if m["kind"] == kind.value]
            ours = [m for m in found[row["article"]] if m.kind is kind]
            for matching in ("overlap", "exact" if kind in NAMES else "value"):
                right = matched(gold, ours, matching)
                scores.tally(kind.value, matching).add(right, len(ours), len(gold))
                if kind in NAMES:
                    scores.tally("names", matching).add(right, len(ours), len(gold))
    return scores


def engine_by(name: str) -> NamesEngine:
    if name == "raw":
        from dashboard.extraction.names.builtin import BuiltinEngine

        return BuiltinEngine()
    return names_engine(name)


def mentions_of(engine: NamesEngine, articles: Sequence[Article]) -> list[list[Mention]]:
    from dashboard.extraction.pipeline import Extractor

    return Extractor(engine).mentions_of(articles)


def names_alone(engine: NamesEngine, articles: Sequence[Article]) -> list[list[Mention]]:
    found = engine.find([article.content for article in articles])
    return [
        [
            Mention(
                a.id, s.start, s.end, a.content[s.start : s.end], s.kind, None, s.rule, s.evidence
            )
            for s in spans
        ]
        for a, spans in zip(articles, found, strict=True)
    ]


def table_of(scores: Scores) -> str:
    lines = [
        f"{'kind':6} {'matching':8} {'P':>6} {'R':>6} {'F1':>6}"
        f" {'right':>6} {'found':>6} {'gold':>6}"
    ]
    for (kind, matching), tally in scores.tallies.items():
        lines.append(
            f"{kind:6} {matching:8} {tally.precision:6.3f} {tally.recall:6.3f} {tally.f1:6.3f} "
            f"{tally.right:6} {tally.found:6} {tally.wanted:6}"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Score mentions against hand annotation.")
    parser.add_argument("--gold", nargs="+", default=["news-1", "news-2"])
    parser.add_argument("--names", default="builtin", help="builtin, raw or camel")
    parser.add_argument("--only-names", action="store_true", help="leave out dates and money")
    chosen = parser.parse_args()
    rows = gold_rows(chosen.gold)
    articles = articles_of(rows)
    ordered = [articles[row["article"]] for row in rows]
    engine = engine_by(chosen.names)
    mentions = names_alone(engine, ordered) if chosen.only_names else mentions_of(engine, ordered)
    found = dict(zip((a.id for a in ordered), mentions, strict=True))
    print(f"{len(rows)} articles of {', '.join(chosen.gold)}, names by {chosen.names}")
    kinds = NAMES if chosen.only_names else (*NAMES, *VALUES)
    print(table_of(scored(rows, found, kinds)))


if __name__ == "__main__":
    main()
