"""Answers of a collection, remembered by its fingerprint and the question's own arguments."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from dashboard.analysis.change import Change, change
from dashboard.analysis.cooccurrence import Cooccurrence, Strength, cooccurrence
from dashboard.analysis.lag import Lag, lag
from dashboard.analysis.money import Money, money
from dashboard.analysis.network import Network, network
from dashboard.analysis.profile import Profile, profile
from dashboard.analysis.timeline import Timeline, timeline
from dashboard.annotation.reader import Payload, article_payload
from dashboard.collection import Collection
from dashboard.model import Grain, Selection, Window
from dashboard.wording import Wording

# A frozen Selection prints every field, so its text is a faithful and cheap key.
_KEYS: dict[Any, Any] = {Selection: repr, Wording: repr}
_MOST = 400  # answers of each kind: a few hundred kilobytes of frames at the most


@st.cache_data(max_entries=_MOST, show_spinner=False, hash_funcs=_KEYS)
def _answer(
    fingerprint: str, question: str, arguments: tuple[Any, ...], _collection: Collection
) -> Any:
    return getattr(_collection, question)(*arguments)


def ask(collection: Collection, question: str, *arguments: Any) -> Any:
    """The answer of the collection's method ``question``; a frame is the caller's own copy."""
    return _answer(collection.fingerprint, question, arguments, collection)


@st.cache_data(max_entries=_MOST, show_spinner=False, hash_funcs=_KEYS)
def _timeline(
    fingerprint: str,
    selection: Selection,
    grain: Grain | None,
    stack: str,
    compared: tuple[str, ...],
    _collection: Collection,
) -> Timeline:
    return timeline(_collection, selection, grain, stack, compared)


def timeline_of(
    collection: Collection,
    selection: Selection,
    grain: Grain | None,
    stack: str,
    compared: tuple[str, ...] = (),
) -> Timeline:
    plain = selection.with_mark(None)
    return _timeline(collection.fingerprint, plain, grain, stack, compared, collection)


@st.cache_data(max_entries=_MOST, show_spinner=False, hash_funcs=_KEYS)
def _lag(fingerprint: str, selection: Selection, grain: Grain, _collection: Collection) -> Lag:
    return lag(_collection, selection, grain)


def lag_of(collection: Collection, selection: Selection, grain: Grain) -> Lag:
    return _lag(collection.fingerprint, selection.with_mark(None), grain, collection)


@st.cache_data(max_entries=_MOST, show_spinner=False, hash_funcs=_KEYS)
def _together(
    fingerprint: str,
    selection: Selection,
    window: Window,
    limit: int,
    chosen: tuple[str, ...],
    _collection: Collection,
) -> Cooccurrence:
    return cooccurrence(_collection, selection, window, limit, chosen)


def together_of(
    collection: Collection,
    selection: Selection,
    window: Window,
    limit: int,
    chosen: tuple[str, ...] = (),
) -> Cooccurrence:
    plain = selection.with_mark(None)
    return _together(collection.fingerprint, plain, window, limit, chosen, collection)


@st.cache_data(max_entries=_MOST, show_spinner=False, hash_funcs=_KEYS)
def _network(
    fingerprint: str,
    selection: Selection,
    window: Window,
    limit: int,
    strength: Strength,
    _collection: Collection,
) -> Network:
    return network(together_of(_collection, selection, window, limit), strength)


def network_of(
    collection: Collection, selection: Selection, window: Window, limit: int, strength: Strength
) -> Network:
    plain = selection.with_mark(None)
    return _network(collection.fingerprint, plain, window, limit, strength, collection)


@st.cache_data(max_entries=_MOST, show_spinner=False, hash_funcs=_KEYS)
def _change(
    fingerprint: str,
    selection: Selection,
    window: Window,
    limit: int,
    split: dt.date | None,
    _collection: Collection,
) -> Change | None:
    return change(_collection, selection, window, limit, split)


def change_of(
    collection: Collection,
    selection: Selection,
    window: Window,
    limit: int,
    split: dt.date | None,
) -> Change | None:
    plain = selection.with_mark(None)
    return _change(collection.fingerprint, plain, window, limit, split, collection)


@st.cache_data(max_entries=_MOST, show_spinner=False, hash_funcs=_KEYS)
def _money(fingerprint: str, selection: Selection, _collection: Collection) -> Money:
    return money(_collection, selection)


def money_of(collection: Collection, selection: Selection) -> Money:
    return _money(collection.fingerprint, selection.with_mark(None), collection)


@st.cache_data(max_entries=_MOST, show_spinner=False, hash_funcs=_KEYS)
def _profile(
    fingerprint: str, selection: Selection, entity: str, _collection: Collection
) -> Profile | None:
    return profile(_collection, selection, entity)


def profile_of(collection: Collection, selection: Selection, entity: str) -> Profile | None:
    return _profile(collection.fingerprint, selection.with_mark(None), entity, collection)


@st.cache_data(max_entries=64, show_spinner=False, hash_funcs=_KEYS)
def _article(
    fingerprint: str, article: str, wording: Wording, _collection: Collection
) -> Payload | None:
    read = _collection.article(article)
    if read is None:
        return None
    return article_payload(read.article, read.mentions, wording, read.entities, read.repeats)


def article_of(collection: Collection, article: str, wording: Wording) -> Payload | None:
    """The annotated article as the reader component takes it; None when there is none."""
    return _article(collection.fingerprint, article, wording, collection)
