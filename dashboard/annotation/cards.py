"""The hover card of a mention: its value in full, and how it was found."""

from __future__ import annotations

from typing import Any

from dashboard.model import (
    BY_HAND,
    Bound,
    Calendar,
    DateValue,
    Grain,
    Mention,
    MentionKind,
    MoneyValue,
)
from dashboard.wording import Wording
from dashboard.wording.lines import evidence_words, is_of_correction

# Rows of evidence words shown at most; explain on the command line shows them all.
_MOST_EVIDENCE = 3
# Where a trained model found the name, not one of the named rules.
_ENGINES = frozenset({"names.builtin", "names.camel"})


def card(
    mention: Mention, wording: Wording, entity: tuple[str, str] | None = None, times: int = 1
) -> dict[str, Any]:
    """The card's parts, ready to read.

    ``kind``, ``badge`` (how sure the value is), ``hero`` (the value) and ``unit`` beside it,
    ``rows`` (term, text, and "code", or "quoted" for the article's or a rule's own words, or ""),
    ``conflict`` ("" or what contradicts), ``filter`` (label and what to filter to, or None),
    ``entity`` (id or ""). ``times`` is how often the article has this name or amount.
    """
    made: dict[str, Any] = {
        "kind": wording.kind_of_one(mention.kind),
        "badge": "",
        "hero": mention.surface,
        "unit": "",
        "rows": [],
        "conflict": "",
        "filter": None,
        "entity": entity[0] if entity else "",
    }
    if isinstance(mention.value, MoneyValue):
        _tell_amount(made, mention.value, wording)
    elif isinstance(mention.value, DateValue):
        _tell_date(made, mention.value, wording)
    elif mention.kind is MentionKind.DATE:
        made["badge"] = wording.text("card.unresolved")
    elif mention.kind is MentionKind.MONEY:
        made["badge"] = wording.text("card.unresolved.money")
    elif entity:
        _tell_name(made, mention, entity, wording)
    rows: list[list[Any]] = made["rows"]
    if mention.rule != BY_HAND:
        key = "card.model" if mention.rule in _ENGINES else "card.rule"
        rows.append([wording.text(key), mention.rule, "code"])
    corrected = [words for words in mention.evidence if is_of_correction(words)]
    found = [words for words in mention.evidence if not is_of_correction(words)]
    # However much was found, what people did to it is told: the last of it, when it is much.
    for key, lines in (
        ("card.evidence", found[:_MOST_EVIDENCE]),
        ("card.corrected", corrected[-_MOST_EVIDENCE:]),
    ):
        rows.extend(
            [wording.text(key) if first == 0 else "", evidence_words(words, wording), "quoted"]
            for first, words in enumerate(lines)
        )
    if times > 1:
        repeats = "card.repeats.once" if mention.kind is MentionKind.MONEY else "card.repeats.name"
        rows.append([wording.text("card.repeats"), wording.count(repeats, times), ""])
    return made


def _tell_amount(made: dict[str, Any], value: MoneyValue, wording: Wording) -> None:
    made["hero"] = wording.amount_number(value)
    made["unit"] = wording.currency(value.currency) if value.currency else ""
    made["badge"] = wording.text(
        "card.approximate"
        if value.approximate and value.bound is Bound.EXACT
        else f"card.{value.bound}"
    )
    if value.currency:
        basis = f"card.basis.{value.basis or 'written'}"
        text = wording.text(basis, code=value.currency) if wording.has(basis) else value.currency
        made["rows"].append([wording.text("card.currency"), text, ""])
    else:
        made["rows"].append(
            [wording.text("card.currency"), wording.text("card.basis.undecided"), ""]
        )
        if value.candidates:
            names = wording.listed([wording.currency(code) for code in value.candidates])
            made["rows"].append([wording.text("card.candidates"), names, ""])
    if value.unit:
        per = wording.text("money.unit", unit=value.unit)
        made["rows"].append([wording.text("card.unit"), per, ""])
    made["filter"] = {
        "label": wording.text("reader.filter_amount"),
        "amount": str(value.amount),
        "amount_max": None if value.amount_max is None else str(value.amount_max),
        "currency": value.currency,
    }


def _tell_date(made: dict[str, Any], value: DateValue, wording: Wording) -> None:
    made["hero"] = wording.date_value(value)
    made["badge"] = wording.text(f"card.grain.{value.grain}")
    hijri = value.calendar is Calendar.HIJRI
    made["rows"].append(
        [
            wording.text("card.calendar"),
            wording.text(f"card.calendar.{value.calendar}"),
            "",
        ]
    )
    if hijri or (value.grain is not Grain.DAY and value.start != value.end):
        days = (
            wording.long_date(value.start)
            if value.start == value.end
            else wording.text("card.span", start=value.start, end=value.end)
        )
        made["rows"].append([wording.text("card.gregorian" if hijri else "card.days"), days, ""])
    if value.anchor is not None:
        made["rows"].append([wording.text("card.anchor"), wording.date(value.anchor), ""])
    made["conflict"] = (
        f"{wording.text('card.conflict')}: {evidence_words(value.conflict, wording)}"
        if value.conflict
        else ""
    )
    made["filter"] = {
        "label": wording.text("reader.filter_date"),
        "start": value.start.isoformat(),
        "end": value.end.isoformat(),
    }


def _tell_name(
    made: dict[str, Any], mention: Mention, entity: tuple[str, str], wording: Wording
) -> None:
    identity, name = entity
    made["hero"] = name
    if name != mention.surface:
        made["rows"].append([wording.text("money.as_written"), mention.surface, "quoted"])
    made["filter"] = {"label": wording.text("reader.filter_name"), "entity": identity}
