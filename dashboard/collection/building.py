"""Building a collection: resumable, incremental, the same result whatever the way to it.

Articles are known by a key over their content and the extractor's version. Those whose key
already stands in a part are not read again, wherever that part came from: an earlier build, or
one that was killed. New ones are cut into slices in reading order, each written as one part.
The manifest comes last and names the parts, so that a collection being rebuilt stays readable.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from dashboard.collection.finishing import Told, finish
from dashboard.collection.locking import one_builder
from dashboard.collection.manifest import CollectionError, Manifest, NewerFormatError, read_manifest
from dashboard.collection.near import with_signatures
from dashboard.collection.origins import (
    Reading,
    earlier_articles,
    earlier_complaints,
    ids_of,
    kept_lines,
    write_origins,
)
from dashboard.collection.progress import OnProgress, Report
from dashboard.collection.running import written_slices
from dashboard.collection.schema import article_key, content_key, rejected_table
from dashboard.collection.slices import Extractor, FindStatements, Slice, rewrite_parts
from dashboard.collection.store import Store
from dashboard.extraction.statements import find_statements
from dashboard.model import Article, Rejected

SLICE = 500  # articles in a part
_SMALL = SLICE // 2  # parts smaller than this are joined when there are many
_MANY_SMALL = 8


@dataclass
class _Tally:
    """What a build has seen so far."""

    held: dict[str, int] = field(default_factory=dict)  # part of an earlier build -> its articles
    kept: dict[str, set[str]] = field(default_factory=dict)  # part -> keys wanted from it
    written: list[str] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    refused: int = 0  # of them, notes aside
    origins: dict[bytes, str] = field(default_factory=dict)  # content of an article -> its file
    given: int = 0  # articles of the inputs
    kept_from: Counter[str] = field(default_factory=Counter)  # file not read whole -> articles
    duplicates: int = 0
    reused: int = 0

    def told(self, rejected: Iterable[Rejected]) -> None:
        for one in rejected:
            self.rejected.append(one)
            self.refused += not one.note


def build(
    inputs: Iterable[Article | Rejected],
    output: str | os.PathLike[str],
    extractor: Extractor,
    progress: OnProgress | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    *,
    find_statements: FindStatements | None = find_statements,
    total: int | None = None,
    so_far: Reading | None = None,
    adding: bool = False,
    name: str = "",
    licence: str = "",
    slice_size: int = SLICE,
    patience: float = 0.0,
) -> Manifest:
    """Build, resume or bring up to date the collection at ``output`` (a folder or a URL).

    Afterwards it holds just the articles of ``inputs``, and what earlier builds had from files that
    could not be read whole now (as ``so_far`` tells), or with ``adding`` all that it held; of what
    is kept, an article whose id came again is replaced.
    ``workers`` > 1 starts that many local
    processes through Dask; ``scheduler`` ("tcp://...") uses a running cluster, whose workers
    must reach ``output``. ``total`` is the expected number of articles, for the remaining time;
    where it is not known, ``so_far`` says how much of the inputs has been read.
    Exact duplicates (same text, source, day and address) are dropped; of different articles
    with one id, the later ones get ``id~`` and a hash of their content. ``find_statements`` None
    leaves statements out. Another build of the same folder is waited for ``patience`` seconds.
    Raises CollectionError when ``output`` cannot be written, is being built by someone else or by a
    newer program, when it holds articles and none of the inputs can be read, or when the scheduler
    cannot be reached.
    """
    store = Store.at(output)
    report = Report(progress, total, None if so_far is None else lambda: so_far.share)
    tally = _Tally()
    try:
        with one_builder(store, patience):
            report.update("reading")
            before = _built_before(store)
            store.clear_unfinished()
            known = _known_keys(store, tally)
            articles = _distinct(inputs, store, before, so_far, adding, tally)
            slices = _new_slices(articles, extractor.version, known, tally, report, slice_size)
            for written in written_slices(
                store, slices, extractor, find_statements, report.read, workers, scheduler
            ):
                if written.articles:
                    tally.written.append(written.part)
                tally.told(written.rejected)
                report.update(rejected=tally.refused)
            if tally.held and tally.refused and not tally.given:
                raise CollectionError(
                    f"{store.location}: no article could be read; what it holds stays as it is"
                )
            parts = _settled_parts(store, tally)
            write_origins(store, tally.origins)
            store.write_table("rejected.parquet", rejected_table(tally.rejected))
            told = Told(
                extractor=extractor.version,
                name=name or store.name,
                licence=licence,
                rejected=tally.refused,
                duplicates=tally.duplicates,
                created=dt.datetime.now(dt.UTC),
            )
            return finish(store, parts, told, lambda stage: report.update(stage=stage))
    except OSError as fault:
        raise CollectionError(f"{store.location}: cannot be built ({fault})") from fault


def _built_before(store: Store) -> Manifest | None:
    """What stands there; None where there is nothing yet, or what is built again. What a newer
    program has built is refused: this one would build it again with what it knows."""
    try:
        return read_manifest(store)
    except NewerFormatError:
        raise
    except CollectionError:
        return None


def _known_keys(store: Store, tally: _Tally) -> dict[str, str]:
    """The key of every article that already stands in a part -> that part."""
    known: dict[str, str] = {}
    for file in store.names("articles"):
        part = file.removeprefix("articles/").removesuffix(".parquet")
        try:
            keys = store.read_table(file, columns=["key"])["key"].to_pylist()
            with_signatures(store, part)
        except (OSError, ValueError, KeyError):
            continue  # not a part of ours: its articles are read again
        tally.held[part] = len(keys)
        for key in keys:
            known.setdefault(key, part)
    return known


def _new_slices(
    articles: Iterable[Article],
    version: str,
    known: dict[str, str],
    tally: _Tally,
    report: Report,
    slice_size: int,
) -> Iterator[Slice]:
    pending: list[Article] = []
    keys: list[str] = []
    for article in articles:
        report.taken += 1
        key = article_key(article, version)
        part = known.get(key)
        if part is not None:
            tally.kept.setdefault(part, set()).add(key)
            tally.reused += 1
            report.update(reused=tally.reused, rejected=tally.refused, duplicates=tally.duplicates)
            continue
        pending.append(article)
        keys.append(key)
        if len(pending) == slice_size:
            report.update()  # the first slice takes a while; what is to come is known before
            yield Slice(tuple(pending), tuple(keys))
            pending, keys = [], []
    report.update(reused=tally.reused, rejected=tally.refused, duplicates=tally.duplicates)
    if pending:
        yield Slice(tuple(pending), tuple(keys))


def _distinct(
    inputs: Iterable[Article | Rejected],
    store: Store,
    before: Manifest | None,
    so_far: Reading | None,
    adding: bool,
    tally: _Tally,
) -> Iterator[Article]:
    """The articles without exact duplicates, each with an id of its own; after those of the inputs
    what is kept of the collection of ``before``."""
    ids: set[bytes] = set()
    # What is there already keeps the id that links and corrections know it by.
    known_ids = ids_of(store, before) if adding and before is not None else {}
    for one in inputs:
        if isinstance(one, Rejected):
            tally.told([one])
            continue
        try:
            content = bytes.fromhex(content_key(one))
            one.id.encode()
        except UnicodeEncodeError:
            where = f"article {one.id.encode(errors='replace').decode()}"
            tally.told([Rejected(where, "holds half a surrogate pair; save it as UTF-8")])
            continue
        if content in tally.origins:
            tally.duplicates += 1
            continue
        tally.origins[content] = "" if so_far is None else so_far.file
        wanted, extra = known_ids.get(content, one.id), 6
        while _short(wanted) in ids:
            wanted, extra = f"{one.id}~{content.hex()[:extra]}", extra + 2
        ids.add(_short(wanted))
        tally.given += 1
        yield one if wanted == one.id else replace(one, id=wanted)
    if before is None or not tally.given:
        return
    broken = () if so_far is None or adding else so_far.broken
    anew = {*tally.origins.values(), *(one.where for one in tally.rejected)}
    for one, file in earlier_articles(store, before, None if adding else broken):
        content = bytes.fromhex(content_key(one))
        if content in tally.origins or _short(one.id) in ids:
            continue  # it came again, or another version of it did
        tally.origins[content] = file
        if not adding:
            tally.kept_from[file] += 1
        yield one
    if adding:
        tally.duplicates += before.duplicates
        tally.told(earlier_complaints(store, anew))
    else:
        tally.told(kept_lines(tally.kept_from, broken))


def _short(article_id: str) -> bytes:
    return hashlib.blake2b(article_id.encode(), digest_size=12).digest()


def _settled_parts(store: Store, tally: _Tally) -> list[str]:
    """The parts of the finished collection: those written now, and the older ones without the
    articles that are gone; many small parts are joined."""
    parts = set(tally.written)
    small: dict[str, set[str]] = {}
    for part, wanted in sorted(tally.kept.items()):
        if tally.held[part] < _SMALL:
            small[part] = wanted
        elif tally.held[part] == len(wanted):
            parts.add(part)
        else:
            parts.add(_rewritten(store, {part: wanted}))
    if len(small) > _MANY_SMALL:
        group: dict[str, set[str]] = {}
        for part, wanted in small.items():
            group[part] = wanted
            if sum(map(len, group.values())) >= SLICE:
                parts.add(_rewritten(store, group))
                group = {}
        if group:
            parts.add(_rewritten(store, group))
    else:
        for part, wanted in small.items():
            whole = tally.held[part] == len(wanted)
            parts.add(part if whole else _rewritten(store, {part: wanted}))
    return sorted(parts)


def _rewritten(store: Store, wanted: dict[str, set[str]]) -> str:
    part = rewrite_parts(store, wanted)
    if part is None:  # the keys come from these very parts
        raise CollectionError(f"{store.location}: changed while it was being built; build again")
    return part
