"""An open collection: immutable, shared between threads, asked by name."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace

import duckdb
import pandas as pd

from dashboard.collection import (
    amounts,
    counting,
    evidence,
    naming,
    periods,
    quality,
    reading,
    searching,
    telling,
    together,
)
from dashboard.collection.asking import Asker
from dashboard.collection.corrections.applying import corrected_asker
from dashboard.collection.corrections.facts import facts_for
from dashboard.collection.corrections.history import holding
from dashboard.collection.corrections.overlay import Overlay
from dashboard.collection.corrections.replay import replay
from dashboard.collection.counting import Counts
from dashboard.collection.evidence import EvidenceCount, Order
from dashboard.collection.index import found_index
from dashboard.collection.manifest import CollectionError, Manifest, read_manifest
from dashboard.collection.quality import Quality
from dashboard.collection.reading import ReadArticle
from dashboard.collection.store import Store
from dashboard.collection.telling import ToldStatement
from dashboard.collection.together import TogetherCounts
from dashboard.model import Correction, DateAxis, Entity, Grain, MentionKind, Selection, Window


def open_collection(location: str | os.PathLike[str]) -> Collection:
    """The collection built at ``location`` (a folder or a URL).

    Raises CollectionError, in one line for the user, when there is none, when its format is
    another than this program's, or when it is damaged.
    """
    store = Store.at(location)
    manifest = read_manifest(store)
    try:
        return Collection(store.location, manifest, _asker(store, manifest))
    except (OSError, duckdb.Error) as fault:
        reason = str(fault).splitlines()[0]
        raise CollectionError(
            f"{store.location}: cannot be opened ({reason}); build it again"
        ) from fault


def _asker(store: Store, manifest: Manifest) -> Asker:
    """Asks the index; one that is damaged is made again, since the parts are the truth."""
    index = found_index(store, manifest)
    try:
        return Asker(index)
    except duckdb.Error:
        index.unlink(missing_ok=True)
        return Asker(found_index(store, manifest))


class Collection:
    """Named questions; each takes a Selection (its mark included) and returns a frame of the
    caller's own. The contract of every question is that of the function of its name."""

    def __init__(self, location: str, manifest: Manifest, ask: Asker) -> None:
        self.location = location
        self.manifest = manifest
        self._ask = ask
        self._built: Collection | None = None
        self.overlay = Overlay()
        # How many rows of the log it is corrected by, those without effect included.
        self.corrections = 0
        # How many corrections hold: those that nobody took back.
        self.holding = 0

    @property
    def fingerprint(self) -> str:
        return self.manifest.fingerprint

    @property
    def name(self) -> str:
        return self.manifest.name

    def corrected(self, log: Sequence[Correction]) -> Collection:
        """This collection as the steps of ``log`` correct it; itself when they change nothing.

        ``built`` of the one returned is the collection as it was built, and ``overlay`` says what
        differs and which steps do not fit. Its fingerprint follows from both, so equal
        corrections give equal fingerprints, and taking all of them back gives the first again.
        """
        built = self.built
        overlay = replay(log, facts_for(built._ask, log, built.manifest.created))
        ask = built._ask if overlay.empty else corrected_asker(built._ask, overlay)
        manifest = (
            built.manifest if overlay.empty else _corrected_manifest(built.manifest, ask, overlay)
        )
        made = Collection(built.location, manifest, ask)
        made._built, made.overlay, made.corrections = built, overlay, len(log)
        made.holding = len(holding(log))
        return made

    @property
    def built(self) -> Collection:
        """The collection without corrections."""
        return self._built or self

    def close(self) -> None:
        self._ask.close()

    def counts(self, selection: Selection) -> Counts:
        """Totals of the selection; see counting.Counts."""
        return counting.counts(self._ask, selection)

    def kind_counts(self, selection: Selection) -> dict[MentionKind, int]:
        """How many mentions of each kind are selected."""
        return counting.kind_counts(self._ask, selection)

    def mention_count(self, selection: Selection) -> int:
        """How many mentions are selected."""
        return counting.mention_count(self._ask, selection)

    def sources(self, selection: Selection) -> pd.DataFrame:
        """source, mentions, articles, all_articles; see counting.sources."""
        return counting.sources(self._ask, selection)

    def period(
        self, selection: Selection, share: float = 1.0
    ) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        """First and last day of the selection on its axis; see periods.period."""
        return periods.period(self._ask, selection, share)

    def by_period(
        self,
        selection: Selection,
        grain: Grain,
        axis: DateAxis,
        key: str = "",
        only: tuple[str, ...] = (),
    ) -> pd.DataFrame:
        """key, start, end, whole, mentions, articles; see periods.by_period."""
        return periods.by_period(self._ask, selection, grain, axis, key, only)

    def lags(self, selection: Selection) -> pd.DataFrame:
        """lag, mentions; see counting.lags."""
        return counting.lags(self._ask, selection)

    def published_against_happened(self, selection: Selection, grain: Grain) -> pd.DataFrame:
        """published, happened, mentions; see counting.published_against_happened."""
        return counting.published_against_happened(self._ask, selection, grain)

    def evidence_count(self, selection: Selection) -> EvidenceCount:
        """mentions, sentences, windows, articles behind the selection."""
        return evidence.evidence_count(self._ask, selection)

    def evidence(
        self,
        selection: Selection,
        limit: int = 50,
        offset: int = 0,
        order: str = Order.NEWEST,
    ) -> pd.DataFrame:
        """One row a selected mention, with its sentence; see evidence.evidence."""
        return evidence.evidence(self._ask, selection, limit, offset, order)

    def evidence_sentences(
        self,
        selection: Selection,
        limit: int = 50,
        offset: int = 0,
        order: str = Order.NEWEST,
    ) -> pd.DataFrame:
        """One row a sentence with all its selected mentions; see evidence.evidence_sentences."""
        return evidence.evidence_sentences(self._ask, selection, limit, offset, order)

    def mention_ids(self, selection: Selection, article_id: str) -> list[str]:
        """Ids of the selected mentions of one article, in reading order."""
        return evidence.mention_ids(self._ask, selection, article_id)

    def article(self, article_id: str) -> ReadArticle | None:
        """An article with its mentions; None when there is none of this id."""
        return reading.article(self._ask, article_id)

    def articles(
        self,
        selection: Selection,
        query: str = "",
        limit: int = 100,
        offset: int = 0,
        order: str = Order.NEWEST,
    ) -> pd.DataFrame:
        """One row an article, found by full text; see searching.articles."""
        return searching.articles(self._ask, selection, query, limit, offset, order)

    def article_count(self, selection: Selection, query: str = "") -> int:
        """How many rows ``articles`` has over all pages."""
        return searching.article_count(self._ask, selection, query)

    def entities(self, selection: Selection, search: str = "", limit: int = 50) -> pd.DataFrame:
        """entity, name, kind, aliases, mentions, articles; see naming.entities."""
        return naming.entities(self._ask, selection, search, limit)

    def entity(self, entity_id: str) -> Entity | None:
        """The entity of this id; None when there is none."""
        return naming.entity(self._ask, entity_id)

    def entity_names(self, entity_ids: tuple[str, ...]) -> dict[str, str]:
        """Entity id -> name, for chips and legends."""
        return naming.entity_names(self._ask, entity_ids)

    def named_together(
        self,
        selection: Selection,
        window: Window = Window.SENTENCE,
        limit: int = 60,
        chosen: tuple[str, ...] = (),
    ) -> TogetherCounts:
        """Who is named with whom; see together.named_together."""
        return together.named_together(self._ask, selection, window, limit, chosen)

    def amounts(self, selection: Selection, limit: int = 5000) -> pd.DataFrame:
        """One row a figure of an article; see amounts.amounts."""
        return amounts.amounts(self._ask, selection, limit)

    def currencies(self, selection: Selection) -> pd.DataFrame:
        """currency, figures, mentions, articles, least, most; see amounts.currencies."""
        return amounts.currencies(self._ask, selection)

    def statements(
        self,
        selection: Selection,
        speaker: str | None = None,
        limit: int = 50,
        offset: int = 0,
        order: str = Order.NEWEST,
    ) -> pd.DataFrame:
        """One row a statement; see telling.statements."""
        return telling.statements(self._ask, selection, speaker, limit, offset, order)

    def statement_count(self, selection: Selection, speaker: str | None = None) -> int:
        """How many rows ``statements`` has over all pages."""
        return telling.statement_count(self._ask, selection, speaker)

    def told_statement(self, selection: Selection) -> ToldStatement | None:
        """The statement that the selection's mark means; see telling.told_statement."""
        return telling.told_statement(self._ask, selection)

    def statement_between(self, speaker: str, article: str, start: int, end: int) -> int | None:
        """Where a statement's verb begins; see telling.statement_between."""
        return telling.statement_between(self._ask, speaker, article, start, end)

    def unnamed_statement_count(self, selection: Selection, speaker: str | None = None) -> int:
        """How many more there are in its articles; see telling.unnamed_statement_count."""
        return telling.unnamed_statement_count(self._ask, selection, speaker)

    def speakers(self, selection: Selection, limit: int = 30, search: str = "") -> pd.DataFrame:
        """entity, name, kind, statements, direct, articles, named; see telling.speakers."""
        return telling.speakers(self._ask, selection, limit, search)

    def roles(self, selection: Selection, limit: int = 30, search: str = "") -> pd.DataFrame:
        """role, statements, roles; see telling.roles."""
        return telling.roles(self._ask, selection, limit, search)

    def quality(self) -> Quality:
        """Figures to judge the whole collection by; see quality.Quality."""
        return quality.quality(self._ask, self.manifest)

    def near_duplicates(self) -> int:
        """How many articles nearly repeat an earlier one."""
        return quality.near_duplicates(self._ask)

    def suspects(self, kind: MentionKind, limit: int = 50, offset: int = 0) -> pd.DataFrame:
        """Sentences that look as if they held MONEY or a DATE but gave none."""
        return quality.suspects(self._ask, kind, limit, offset)

    def sampled_mentions(self, kind: MentionKind, size: int = 50) -> list[str]:
        """Mention ids to judge by hand; the same sample every time."""
        return quality.sampled_mentions(self._ask, kind, size)

    def rejected(self) -> pd.DataFrame:
        """where, reason, note; see quality.rejected."""
        return quality.rejected(self._ask)


def _corrected_manifest(built: Manifest, ask: Asker, overlay: Overlay) -> Manifest:
    kinds = ask.rows("SELECT kind::VARCHAR, count(*) FROM mention GROUP BY 1 ORDER BY 1")
    both = f"{built.fingerprint}\n{overlay.digest}"
    return replace(
        built,
        fingerprint=hashlib.sha256(both.encode()).hexdigest(),
        mentions=sum(count for _, count in kinds),
        by_kind=tuple(kinds),
        entities=ask.row("SELECT count(*) FROM entity")[0],
    )
