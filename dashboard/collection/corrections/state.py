"""The names and mentions of a collection while steps are taken on them, one after another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.arabic.folding import folded
from dashboard.collection.corrections.joined import parted, without_votes
from dashboard.collection.corrections.known import Facts
from dashboard.collection.corrections.overlay import ChangedMention, Misfit, Overlay, Unfit
from dashboard.collection.corrections.steps import ENTITY_KINDS, is_of_mention, spellings_of
from dashboard.collection.corrections.telling import line_of
from dashboard.model import Correction, CorrectionAction, MentionKind


class MisfitError(Exception):
    """A step does not fit, and why."""

    def __init__(self, why: Unfit) -> None:
        self.why = why


class State:
    """The collection's names and mentions while steps are taken one after another."""

    def __init__(self, facts: Facts, earlier_ids: Mapping[str, str]) -> None:
        self.facts = facts
        self.earlier_ids = earlier_ids
        self.mentions: dict[str, ChangedMention] = {}
        self.at: dict[str, str] = {}  # id by changed bounds -> id as built
        self.moved: dict[str, str] = {}
        self.spellings: dict[tuple[str, str], str] = {}
        self.made: dict[str, tuple[MentionKind, str]] = {}
        self.kinds: dict[str, MentionKind] = {}
        self.names: dict[str, str] = {}
        self.reasons: dict[str, tuple[str, ...]] = {}
        self.joined: dict[str, tuple[str, ...]] = {}

    def take(self, correction: Correction) -> None:
        """Raises MisfitError, or KeyError or ValueError for a step that lacks something."""
        detail = dict(correction.detail)
        if is_of_mention(correction):
            self._take_on_mention(correction, detail)
            return
        match correction.action:
            case CorrectionAction.MERGE:
                self._merge(correction, detail["into"])
            case CorrectionAction.SPLIT:
                self._split(correction, detail)
            case CorrectionAction.RENAME:
                entity = self._entity(correction.target)
                self.names[entity] = detail["new_name"]
                self._because(entity, correction)
            case CorrectionAction.RETAG:
                entity = self._entity(correction.target)
                self.kinds[entity] = _entity_kind(detail["kind"])
                self.joined[entity] = without_votes(self._joined(entity))
                self._because(entity, correction)
            case _:
                raise ValueError(correction.action)

    def overlay(self, misfits: tuple[Misfit, ...]) -> Overlay:
        mentions = {
            built: replace(changed, entity=self._now(changed.entity) if changed.entity else "")
            if changed.entity is not None
            else changed
            for built, changed in self.mentions.items()
        }
        return Overlay(
            mentions,
            {gone: self._now(gone) for gone in self.moved},
            {written: self._now(entity) for written, entity in self.spellings.items()},
            {entity: made for entity, made in self.made.items() if entity not in self.moved},
            {entity: kind for entity, kind in self.kinds.items() if entity not in self.moved},
            {entity: name for entity, name in self.names.items() if entity not in self.moved},
            {entity: why for entity, why in self.reasons.items() if entity not in self.moved},
            misfits,
            joined={entity: why for entity, why in self.joined.items() if entity not in self.moved},
        )

    # Mentions

    def _take_on_mention(self, correction: Correction, detail: Mapping[str, str]) -> None:
        built, changed = self._mention(correction, detail["surface"])
        told = (*changed.told, line_of(correction))
        if correction.action is CorrectionAction.CONFIRM:
            # The last verdict holds, also over a rejection.
            if (changed.start, changed.end) != _span(correction.target):
                raise MisfitError(Unfit.TEXT_CHANGED)
            changed = replace(changed, rejected=False, confirmed=True, told=told)
        elif changed.rejected:
            raise MisfitError(Unfit.REJECTED)
        elif correction.action is CorrectionAction.REJECT:
            changed = replace(changed, rejected=True, confirmed=False, told=told)
        elif correction.action is CorrectionAction.RETAG:
            kind = MentionKind(detail["kind"])
            linked = self._written_so(kind, changed.surface)
            built_kind = self.facts.mentions[built].kind
            changed = replace(
                changed,
                kind=kind,
                confirmed=False,
                entity=linked,
                told=told,
                was=built_kind if built_kind is not kind else None,
            )
        else:
            changed = self._with_bounds(built, changed, detail, told)
        self.mentions[built] = changed

    def _mention(self, correction: Correction, surface: str) -> tuple[str, ChangedMention]:
        """The mention of this id, by the bounds it has, had or was built with."""
        target = correction.target
        built = self.at.get(target, target)
        while built not in self.facts.mentions and built in self.earlier_ids:
            built = self.earlier_ids[built]
        found = self.facts.mentions.get(built)
        if found is None:
            article = target.rpartition("@")[0]
            there = article in self.facts.contents
            raise MisfitError(Unfit.MENTION_GONE if there else Unfit.ARTICLE_GONE)
        changed = self.mentions.get(built) or ChangedMention(
            found.kind, found.start, found.end, found.surface
        )
        if _span(target) == (changed.start, changed.end) and changed.surface != surface:
            raise MisfitError(Unfit.TEXT_CHANGED)
        if target == built and found.surface != surface:
            raise MisfitError(Unfit.TEXT_CHANGED)
        return built, changed

    def _with_bounds(
        self,
        built: str,
        changed: ChangedMention,
        detail: Mapping[str, str],
        told: tuple[str, ...],
    ) -> ChangedMention:
        start, end, surface = int(detail["start"]), int(detail["end"]), detail["new_surface"]
        article = self.facts.mentions[built].article
        if not 0 <= start < end or self.facts.contents.get(article, "")[start:end] != surface:
            raise MisfitError(Unfit.TEXT_CHANGED)
        for other, found in self.facts.mentions.items():
            if found.article != article or other == built:
                continue
            beside = self.mentions.get(other)
            first, last = (beside.start, beside.end) if beside else (found.start, found.end)
            if not (beside and beside.rejected) and first < end and start < last:
                raise MisfitError(Unfit.SPAN_TAKEN)
        self.at[f"{article}@{start}-{end}"] = built
        linked = changed.entity
        if changed.kind in ENTITY_KINDS and folded(surface) != folded(changed.surface):
            linked = self._written_so(changed.kind, surface)
        return replace(
            changed,
            start=start,
            end=end,
            surface=surface,
            confirmed=False,
            entity=linked,
            told=told,
            rebound=(start, end) != _span(built),
        )

    def _written_so(self, kind: MentionKind, surface: str) -> str:
        """The name of ``kind`` that is written so; a new one when there is none."""
        if kind not in ENTITY_KINDS:
            return ""
        spelling = " ".join(folded(surface).split())
        known = self.facts.named.get((kind, spelling))
        if known is not None:
            known = self._now(self.spellings.get((known, surface), known))
            if self._kind(known) is kind:
                return known
        entity = f"{kind}:{spelling}"
        while entity in self.moved or (self._is(entity) and self._kind(entity) is not kind):
            entity += "~"
        if not self._is(entity):
            self.made[entity] = (kind, surface)
        return entity

    # Names

    def _merge(self, correction: Correction, into: str) -> None:
        entity = self._entity(correction.target)
        kept = self._entity(self._now(into))
        if entity == kept:
            raise MisfitError(Unfit.SAME_NAME)
        kind = self._kind(kept)
        if entity in self.kinds or self._kind(entity) is not kind:
            self.kinds[kept] = kind
        self.joined[kept] = (*self._joined(kept), *without_votes(self._joined(entity)))
        self.moved[entity] = kept
        self.reasons[kept] = (*self.reasons.get(kept, ()), *self.reasons.get(entity, ()))
        self._because(kept, correction)

    def _split(self, correction: Correction, detail: Mapping[str, str]) -> None:
        entity = self._entity(correction.target)
        wanted = set(spellings_of(dict(detail)))
        written = self._spellings(entity)
        singles = [
            built
            for built, changed in self.mentions.items()
            if changed.entity and self._now(changed.entity) == entity
        ]
        single_surfaces = {self.mentions[built].surface for built in singles}
        there = {surface for _, surface in written} | single_surfaces
        if not there & wanted:
            raise MisfitError(Unfit.SPELLING_GONE)
        if there <= wanted:
            raise MisfitError(Unfit.NOTHING_LEFT)
        made = detail["new"]
        if self._is(made) or made in self.moved:
            raise ValueError(made)
        self.made[made] = (self._kind(entity), detail["new_name"])
        if entity in self.kinds:
            self.kinds[made] = self.kinds[entity]
        self.spellings |= {pair: made for pair in written if pair[1] in wanted}
        for built in singles:
            if self.mentions[built].surface in wanted:
                self.mentions[built] = replace(self.mentions[built], entity=made)
        self.joined[entity], self.joined[made] = parted(
            self._joined(entity), there - wanted, wanted
        )
        self._because(made, correction)
        self._because(entity, correction)

    def _spellings(self, entity: str) -> list[tuple[str, str]]:
        """(name as built, spelling) of everything that belongs to ``entity`` now."""
        sources = [entity, *(gone for gone in self.moved if self._now(gone) == entity)]
        pairs = [
            (source, surface)
            for source in sources
            if source in self.facts.entities
            for surface, _ in self.facts.entities[source].aliases
            if (source, surface) not in self.spellings
        ]
        pairs += [pair for pair, now in self.spellings.items() if self._now(now) == entity]
        return pairs

    def _entity(self, entity: str) -> str:
        if entity in self.moved:
            raise MisfitError(Unfit.MERGED)
        if not self._is(entity):
            raise MisfitError(Unfit.ENTITY_GONE)
        return entity

    def _is(self, entity: str) -> bool:
        return entity in self.made or entity in self.facts.entities

    def _now(self, entity: str) -> str:
        while entity in self.moved:
            entity = self.moved[entity]
        return entity

    def _kind(self, entity: str) -> MentionKind:
        if entity in self.kinds:
            return self.kinds[entity]
        return self.made[entity][0] if entity in self.made else self.facts.entities[entity].kind

    def _joined(self, entity: str) -> tuple[str, ...]:
        """Why linking took the spellings of ``entity`` for one name, as far as that still holds."""
        built = self.facts.entities.get(entity)
        return self.joined.get(entity, built.reasons if built else ())

    def _because(self, entity: str, correction: Correction) -> None:
        self.reasons[entity] = (*self.reasons.get(entity, ()), line_of(correction))


def _entity_kind(text: str) -> MentionKind:
    kind = MentionKind(text)
    if kind not in ENTITY_KINDS:
        raise ValueError(text)
    return kind


def _span(mention: str) -> tuple[int, int]:
    start, _, end = mention.rpartition("@")[2].partition("-")
    return int(start), int(end)
