"""The index: one DuckDB file made from the parts, which every question reads.

The parts are the truth; the index only answers faster. It numbers articles, sentences, mentions
and statements in reading order (``aid``, ``sid``, ``mid``, ``tid``; ``pid`` paragraphs), so that
what stands together is stored together. It is made at the end of a build, or at the first opening
of a collection that came without one, and replaced whenever the fingerprint changes.

Tables: ``article`` ``near`` ``sentence`` ``word`` ``posting`` ``mention`` ``dates`` ``statement``
``entity`` ``alias`` ``source`` ``rejected``. ``mention.happened_*`` dates are the happening's,
``published`` is the article's. ``dates`` has each ``first`` and ``last`` day of a happening once.
``near`` has the articles of groups of near duplicates: ``first`` is the aid of a group's first (its
own for that one), ``copies`` how many others the group has. ``posting`` says where each ``word`` of
the folded sentences stands (``place`` counts the words of a sentence); a word has a number for each
block of sentences, so that making it takes no more memory for more.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from dashboard.arabic.folding import folded
from dashboard.collection.manifest import FORMAT, Manifest
from dashboard.collection.near import NEAR_FILE, near_duplicates
from dashboard.collection.schema import SLICE_TABLES
from dashboard.collection.store import Store

# Raised when the tables below change, so that an index of an earlier program is made again.
_LAYOUT = 7

KINDS = ("MONEY", "DATE", "PER", "ORG", "LOC", "MISC", "QUOTE")

_ARTICLES = """
CREATE TABLE article AS
WITH numbered AS (
    SELECT row_number() OVER (ORDER BY published NULLS LAST, id) - 1 AS aid, *
    FROM articles_in
)
SELECT aid::INTEGER AS aid, id, title, text, source, url, published, language,
    sentences, paragraphs, mentions, statements,
    (sum(sentences) OVER (ORDER BY aid) - sentences)::INTEGER AS first_sid,
    (sum(paragraphs) OVER (ORDER BY aid) - paragraphs)::INTEGER AS first_pid
FROM numbered ORDER BY aid
"""
_SOURCES = """
CREATE TABLE source AS
SELECT (row_number() OVER (ORDER BY source) - 1)::SMALLINT AS source_id, source AS name,
    count(*) AS articles
FROM article GROUP BY source
"""
_NEAR = """
CREATE TABLE near AS
SELECT a.aid, f.aid AS first, (count(*) OVER (PARTITION BY f.aid) - 1)::INTEGER AS copies
FROM near_in n JOIN article a ON a.id = n.article JOIN article f ON f.id = n."first"
ORDER BY a.aid
"""
_SENTENCES = """
CREATE TABLE sentence AS
SELECT (a.first_sid + s.sentence)::INTEGER AS sid, a.aid, s.sentence, s.paragraph,
    s.start, s."end" AS stop, s.folded, s.looks_money, s.looks_date
FROM sentences_in s JOIN article a ON a.id = s.article
ORDER BY sid
"""
_BLOCK = 500_000  # sentences
_WORDS = """
CREATE TEMP TABLE block AS
SELECT (row_number() OVER () + {known})::INTEGER AS wid, word, list(place) AS places FROM (
    SELECT (sid::BIGINT << 32) + unnest(range(len(words))) AS place, unnest(words) AS word
    FROM (
        SELECT sid, string_split(folded, ' ') AS words FROM sentence
        WHERE sid >= {first} AND sid < {last}
    )
) GROUP BY word;
INSERT INTO word SELECT wid, word FROM block;
INSERT INTO posting SELECT wid, (place >> 32)::INTEGER, (place & 4294967295)::INTEGER
FROM (SELECT wid, unnest(places) AS place FROM block);
DROP TABLE block;
"""
_ENTITIES = """
CREATE TABLE entity AS
SELECT (row_number() OVER (ORDER BY mentions DESC, id) - 1)::INTEGER AS eid, id,
    kind::kind AS kind, name, aliases, mentions, articles, reasons
FROM entities_in ORDER BY eid
"""
_MENTIONS = """
CREATE TABLE mention AS
SELECT (row_number() OVER (ORDER BY a.aid, m.start, m."end", m.kind) - 1)::INTEGER AS mid,
    a.aid, (a.first_sid + m.sentence)::INTEGER AS sid, (a.first_pid + m.paragraph)::INTEGER AS pid,
    m.start, m."end" AS stop, m.kind::kind AS kind, NULL::INTEGER AS eid, o.source_id, m.published,
    m.happened_start, m.happened_end, m.happened_grain,
    m.surface, m.rule, m.evidence, m.sentence, m.paragraph, m.sentence_start, m.sentence_end,
    m.timex, m.date_start, m.date_end, m.grain, m.calendar, m.anchor, m.conflict, m.approximate,
    m.amount, m.amount_max, m.amount_text, m.amount_max_text, m.currency, m.candidates, m.bound,
    m.basis, m.unit, m.repeats, m.clause_start, m.clause_end
FROM mentions_in m
JOIN article a ON a.id = m.article
JOIN source o ON o.name = a.source
ORDER BY mid
"""
_DATES = """
CREATE TABLE dates AS
SELECT happened_start AS first, happened_end AS last FROM mention
WHERE happened_start IS NOT NULL GROUP BY ALL ORDER BY ALL
"""
_NAMED = """
UPDATE mention SET eid = e.eid
FROM links_in l JOIN article a ON a.id = l.article JOIN entity e ON e.id = l.entity
WHERE mention.aid = a.aid AND mention.start = l.start AND mention.stop = l."end"
    AND mention.kind IN ('PER', 'ORG', 'LOC', 'MISC')
"""
_STATEMENTS = """
CREATE TABLE statement AS
SELECT (row_number() OVER (ORDER BY a.aid, s.verb_start, s.speaker_start) - 1)::INTEGER AS tid,
    a.aid, (a.first_sid + s.sentence)::INTEGER AS sid, a.published, s.speaker_start,
    s.speaker_end, s.speaker, s.verb_start, s.verb_end, s.verb, s.reported_start, s.reported_end,
    s.direct, s.rule, (
        SELECT min(m.eid) FROM mention m
        WHERE m.aid = a.aid AND m.start < s.speaker_end AND m.stop > s.speaker_start
    ) AS eid
FROM statements_in s JOIN article a ON a.id = s.article
ORDER BY tid
"""
_ARTICLE = re.compile(r"\bال(?=\w{3})")  # people search for عراق as well as العراق
_FOLDERS = ("articles", "sentences", "mentions", "statements")


def index_name(manifest: Manifest) -> str:
    """The file name of the index of this very build."""
    return f"index-{FORMAT}.{_LAYOUT}-{manifest.fingerprint[:16]}.duckdb"


def found_index(store: Store, manifest: Manifest) -> Path:
    """The path of the collection's index, made first when it is not there.

    It stands beside the parts; for a remote or read-only collection in the temporary folder.
    """
    fallback = Path(tempfile.gettempdir()) / f"siyaq-{_user()}" / index_name(manifest)
    beside = store.path(index_name(manifest)) if store.local else fallback
    for path in (beside, fallback):
        if path.exists():
            return path
    for path in (beside, fallback):
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_index(store, manifest, path)
        except OSError:
            if path == fallback:
                raise
            continue
        return path
    raise AssertionError("unreachable: the fallback is returned or raises")


def write_index(store: Store, manifest: Manifest, path: Path) -> None:
    """Make the index at ``path`` from the parts; it appears whole or not at all."""
    # An old collection brings no marks; they are made from its texts.
    marked = manifest.near_duplicates is not None
    near = store.read_table(NEAR_FILE) if marked else near_duplicates(store, manifest.parts)
    with unfinished_index(store, manifest.parts, path.parent) as index:
        index.fill_texts(near)
        index.fill_names()
        index.finish(path)


@contextmanager
def unfinished_index(store: Store, parts: Sequence[str], folder: Path) -> Iterator[IndexInMaking]:
    """An index of ``parts`` that is being made in ``folder``; nothing is left of it unless it was
    finished. Raises OSError where it cannot be made."""
    temporary = folder / f".writing-{uuid.uuid4().hex}.duckdb"
    if not os.access(folder, os.W_OK):
        raise PermissionError(f"{folder}: not writable")
    try:
        # Bounded memory: what does not fit is spilled beside the index.
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": "2GB",
            "temp_directory": f"{temporary}.spill",
        }
        with duckdb.connect(str(temporary), config=config) as connection:
            yield IndexInMaking(connection, store, parts, temporary)
    except (duckdb.OperationalError, duckdb.FatalException) as fault:
        # A disk that is full, or taken away: for who builds it is as with any other file.
        raise OSError(str(fault).splitlines()[0]) from fault
    finally:
        for left in (temporary, temporary.with_name(f"{temporary.name}.wal")):
            left.unlink(missing_ok=True)
        for what in ("spill", "parts"):
            shutil.rmtree(f"{temporary}.{what}", ignore_errors=True)


class IndexInMaking:
    """First what the parts alone tell, which can be done while names are linked; then the names:
    writing one number for each mention is little beside sorting them all."""

    def __init__(
        self, connection: Any, store: Store, parts: Sequence[str], temporary: Path
    ) -> None:
        self._connection, self._store, self._parts = connection, store, parts
        self._temporary, self._scratch = temporary, Path(f"{temporary}.parts")

    def fill_texts(self, near: Any) -> None:
        """Articles, their ``near`` duplicates (a table of NEAR), sources, sentences, words, and
        mentions without their entities."""
        self._connection.execute("SET preserve_insertion_order = false")
        self._connection.execute(f"CREATE TYPE kind AS ENUM {KINDS}")
        for folder in _FOLDERS:
            self._read_in(folder, [f"{folder}/{part}.parquet" for part in self._parts])
        self._connection.register("near_in", near)
        for statement in (_ARTICLES, _NEAR, _SOURCES, _SENTENCES):
            self._connection.execute(statement)
        _fill_words(self._connection)
        for statement in (_MENTIONS, _DATES):
            self._connection.execute(statement)
        self._connection.unregister("near_in")

    def fill_names(self) -> None:
        """Entities, which mention is of which, statements and what was rejected, as the store has
        them by now."""
        for whole in ("entities", "links", "rejected"):
            self._read_in(whole, [f"{whole}.parquet"])
        for statement in (_ENTITIES, _NAMED, _STATEMENTS):
            self._connection.execute(statement)
        self._connection.execute("CREATE TABLE rejected AS SELECT * FROM rejected_in")
        _fill_aliases(self._connection)

    def finish(self, path: Path) -> None:
        """Put it where it will be looked for."""
        for what in (*_FOLDERS, "entities", "links", "rejected"):
            self._connection.execute(f"DROP VIEW IF EXISTS {what}_in")
        self._connection.close()
        os.replace(self._temporary, path)

    def _read_in(self, what: str, files: list[str]) -> None:
        """Make ``<what>_in`` of these Parquet files; names come from the manifest, not from users.
        Remote ones are copied to the scratch folder first: they need not fit into memory."""
        if not files:
            self._connection.register(f"{what}_in", SLICE_TABLES[what].empty_table())
            return
        if self._store.local:
            paths = [self._store.path(file) for file in files]
        else:
            folder = self._scratch / what
            folder.mkdir(parents=True)
            paths = [folder / f"{number}.parquet" for number in range(len(files))]
            for path, file in zip(paths, files, strict=True):
                path.write_bytes(self._store.read_bytes(file))
        relation = self._connection.read_parquet([str(path) for path in paths])
        relation.create_view(f"{what}_in")


def _fill_words(connection: Any) -> None:
    connection.execute("CREATE TABLE word (wid INTEGER, word VARCHAR)")
    connection.execute("CREATE TABLE posting (wid INTEGER, sid INTEGER, place INTEGER)")
    sentences = _number(connection, "SELECT coalesce(max(sid) + 1, 0) FROM sentence")
    for first in range(0, sentences, _BLOCK):
        known = _number(connection, "SELECT count(*) FROM word")
        connection.execute(_WORDS.format(known=known, first=first, last=first + _BLOCK))


def _number(connection: Any, query: str) -> int:
    # To the end of the result: nothing else can be done with the connection before.
    ((number,),) = connection.execute(query).fetchall()
    return int(number)


def _fill_aliases(connection: Any) -> None:
    rows = connection.execute("SELECT eid, name, aliases FROM entity").fetchall()
    connection.register("aliases_in", folded_names(rows))
    connection.execute("CREATE TABLE alias AS SELECT * FROM aliases_in ORDER BY eid, folded")
    connection.unregister("aliases_in")


def folded_names(rows: Iterable[tuple[int, str, Any]]) -> Any:
    """eid, folded: the names and aliases of (eid, name, aliases), for searching entities as people
    type them."""
    found: set[tuple[int, str]] = set()
    for eid, name, aliases in rows:
        for surface in (name, *(alias["surface"] for alias in aliases or ())):
            text = " ".join(folded(surface).split())
            found |= {(eid, text), (eid, _ARTICLE.sub("", text))}
    ordered = sorted(found)
    return pa.table(
        {
            "eid": pa.array([eid for eid, _ in ordered], pa.int32()),
            "folded": pa.array([text for _, text in ordered], pa.string()),
        }
    )


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
