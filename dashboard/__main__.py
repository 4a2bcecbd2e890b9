"""The command line: ``python -m dashboard extract | build | explain | health``."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from dashboard.articles import FIELDS, ReadSoFar, read_articles
from dashboard.extraction.as_json import mention_as_json, value_as_json
from dashboard.extraction.names import EngineMissing, names_engine
from dashboard.extraction.pipeline import Extractor
from dashboard.extraction.publication import published_day
from dashboard.model import Article, Mention, Rejected

DONE, SOME_REJECTED, WRONG_USAGE = 0, 1, 2
NOT_READY = 1
_ANSWER = 5.0  # seconds
_BATCH = 64  # articles whose names are looked for together


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status is 0, 1 (some inputs rejected) or 2 (wrong usage)."""
    options = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        status: int = options.run(options)
    except EngineMissing as fault:
        print(f"siyaq: {fault}", file=sys.stderr)
        return WRONG_USAGE
    except BrokenPipeError:
        # The reader of a pipe (head, less) has seen enough; that is no fault of the input.
        sys.stdout = None
        return DONE
    return status


def parser() -> argparse.ArgumentParser:
    """Every command with its options; the README's examples are tested against it."""
    commands_of = argparse.ArgumentParser(
        prog="python -m dashboard", description="Who, when and how much, out of Arabic news."
    )
    commands = commands_of.add_subparsers(required=True, metavar="COMMAND")

    extract = commands.add_parser("extract", help="mentions as JSON Lines on standard output")
    extract.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _reading(extract)
    extract.set_defaults(run=_extract)

    build = commands.add_parser("build", help="a collection that the dashboard opens")
    build.add_argument("files", nargs="+", type=Path, metavar="FILE")
    build.add_argument("-o", "--output", required=True, metavar="NAME.collection")
    build.add_argument("--workers", type=int, default=None, help="processes (default: every core)")
    build.add_argument("--scheduler", default=None, metavar="URL", help="a Dask scheduler")
    build.add_argument(
        "--add", action="store_true", help="keep what the collection holds, and add to it"
    )
    _reading(build)
    build.set_defaults(run=_build)

    explain = commands.add_parser("explain", help="mentions of one text with what made them")
    explain.add_argument("text", metavar="TEXT")
    _common(explain)
    explain.set_defaults(run=_explain)

    health = commands.add_parser("health", help="whether this installation can work; for hosts")
    health.add_argument("--server", metavar="URL", help="a running dashboard that must answer")
    health.add_argument("--no-model", action="store_true", help="do not load the names model")
    health.set_defaults(run=_health)
    return commands_of


def _reading(command: argparse.ArgumentParser) -> None:
    _common(command)
    command.add_argument(
        "--columns",
        type=columns_told,
        metavar="FIELD=NAME,...",
        help="columns or keys that hold the text, title, date, source, url, id or language and are "
        "not recognised: text=Body,title=Head",
    )


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--names", choices=("builtin", "camel"), default="builtin", help="the names engine"
    )
    command.add_argument(
        "--date",
        type=dt.date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="the day of publication of articles that carry none",
    )


def columns_told(told: str) -> dict[str, str]:
    """``text=Body,title=Head`` as a mapping; names may hold commas and equals signs."""
    parts = re.split(rf",(?=(?:{'|'.join(FIELDS)})=)", told)
    pairs = [part.partition("=") for part in parts]
    if any(field not in FIELDS or not name for field, _, name in pairs):
        raise argparse.ArgumentTypeError(
            f"{told!r} is not FIELD=NAME,... with fields among {', '.join(FIELDS)}"
        )
    return {field: name for field, _, name in pairs}


def _extract(options: argparse.Namespace) -> int:
    extractor = Extractor(names_engine(options.names))
    rejected = 0
    inputs = _dated(_read(options), options.date)
    while batch := list(islice(inputs, _BATCH)):
        articles = [article for article in batch if isinstance(article, Article)]
        for fault in batch:
            if isinstance(fault, Rejected):
                rejected += not fault.note
                print(f"{fault.where}: {fault.reason}", file=sys.stderr)
        for mentions in extractor.mentions_of(articles):
            for mention in mentions:
                print(json.dumps(mention_as_json(mention), ensure_ascii=False))
    return SOME_REJECTED if rejected else DONE


def _build(options: argparse.Namespace) -> int:
    from dashboard.collection.command import build_command  # pandas and duckdb load late

    so_far = ReadSoFar(options.files)
    return build_command(
        _dated(_read(options, so_far), options.date),
        so_far=so_far,
        adding=options.add,
        output=options.output,
        names=options.names,
        workers=options.workers,
        scheduler=options.scheduler,
    )


def _explain(options: argparse.Namespace) -> int:
    extractor = Extractor(names_engine(options.names))
    article = Article(id="text", title="", text=options.text, published=options.date)
    mentions = extractor.mentions(article)
    for mention in mentions:
        print(_explanation(mention))
    if not mentions:
        print("no mentions")
    return DONE


def _health(options: argparse.Namespace) -> int:
    from dashboard.collection.health import Fault, faults  # sqlalchemy loads late

    found = faults(with_model=not options.no_model, with_provider=True)
    if options.server:
        try:
            # The address comes from who runs the server.
            with urllib.request.urlopen(options.server, timeout=_ANSWER):
                pass
        except (OSError, ValueError) as fault:
            found.append(Fault("server", f"{options.server}: {fault}"))
    for one in found:
        print(f"{one.what}: {one.reason}", file=sys.stderr)
    print("not ready" if found else "ready")
    return NOT_READY if found else DONE


def _explanation(mention: Mention) -> str:
    lines = [f"{mention.kind.value}  {mention.surface}  [{mention.start}:{mention.end}]"]
    if mention.value is not None:
        lines.append(f"  value     {json.dumps(value_as_json(mention.value), ensure_ascii=False)}")
    lines.append(f"  rule      {mention.rule}")
    lines.extend(f"  evidence  {line}" for line in mention.evidence)
    return "\n".join(lines)


def _read(
    options: argparse.Namespace, so_far: ReadSoFar | None = None
) -> Iterator[Article | Rejected]:
    return read_articles(options.files, published_day, options.columns, so_far)


def _dated(
    inputs: Iterable[Article | Rejected], published: dt.date | None
) -> Iterator[Article | Rejected]:
    for given in inputs:
        if isinstance(given, Article) and given.published is None and published:
            yield replace(given, published=published)
        else:
            yield given


if __name__ == "__main__":
    sys.exit(main())
