"""Print precision and recall of statements on the hand-annotated articles, and the time they take.

    python -m tests.benchmarks.score_statements ../shared/collections/ant-news.jsonl.gz

A statement is right when its speaker overlaps the annotated one (or has the same name, for a
speaker carried over) and its reported words overlap the annotated ones. Names come from the
built-in engine, so its errors count.
"""

import gzip
import json
import sys
import time
from pathlib import Path

from dashboard.articles.records import article_of
from dashboard.extraction.names.builtin import BuiltinEngine
from dashboard.extraction.pipeline import Extractor
from dashboard.model import Article, Span, Statement

GOLD = Path(__file__).resolve().parents[1] / "gold" / "statements.jsonl"


def right(found: list[Statement], wanted: list[tuple[Span, Span]], content: str) -> int:
    """How many of ``found`` pair with one annotation each."""
    left = list(wanted)
    for one in found:
        for pair in left:
            speaker, reported = pair
            same = speaker.overlaps(one.speaker) or speaker.of(content) == one.speaker_surface
            if same and reported.overlaps(one.reported):
                left.remove(pair)
                break
    return len(wanted) - len(left)


def main(collection: Path) -> None:
    lines = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    gold = {line["article"]: line["statements"] for line in lines}
    articles: list[Article] = []
    with gzip.open(collection, "rt", encoding="utf-8") as records:
        for record in map(json.loads, records):
            if record["id"] in gold:
                articles.append(article_of(record))
    extractor = Extractor(BuiltinEngine())
    hits = found_count = wanted_count = 0
    seconds = 0.0
    for article, mentions in zip(articles, extractor.mentions_of(articles), strict=True):
        start = time.perf_counter()
        found = extractor.statements(article, mentions)
        seconds += time.perf_counter() - start
        wanted = [(Span(*one["speaker"]), Span(*one["reported"])) for one in gold[article.id]]
        hits += right(found, wanted, article.content)
        found_count += len(found)
        wanted_count += len(wanted)
    print(f"precision {hits / found_count:.3f} ({hits} of {found_count})")
    print(f"recall {hits / wanted_count:.3f} ({hits} of {wanted_count})")
    print(f"{seconds / len(articles) * 1000:.2f} ms an article, its words scanned anew")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
