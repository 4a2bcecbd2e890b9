"""Mentions as JSON Lines and as W3C Web Annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dashboard.exports.provenance import Provenance

_CONTEXT = 15  # characters before and after, as TextQuoteSelector wants them for finding again


def jsonl_bytes(rows: Iterable[Mapping[Any, Any]], about: Provenance) -> bytes:
    """One line a mention, after a first line that says what they were selected from.

    ``rows`` are those of ``Collection.evidence``.
    """
    lines = [{"about": dict(line.split(": ", 1) for line in about.lines())}]
    lines += [_mention(row) for row in rows]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def web_annotation_bytes(rows: Iterable[Mapping[Any, Any]], about: Provenance) -> bytes:
    """An AnnotationCollection (https://www.w3.org/TR/annotation-model/): every mention is a tag
    whose target is found by its position and by its words."""
    annotations = list(_annotations(rows))
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "label": "; ".join(about.lines()),
        "total": len(annotations),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": annotations},
    }
    return json.dumps(collection, ensure_ascii=False, indent=1).encode()


def _mention(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "article": row["article"],
        "kind": row["kind"],
        "start": int(row["start"]),
        "end": int(row["end"]),
        "text": row["surface"],
        "value": _value(row),
        "entity": row["entity"] if isinstance(row["entity"], str) else None,
        "rule": row["rule"],
        "source": row["source"],
        "published": _day(row["published"]),
    }


def _annotations(rows: Iterable[Mapping[Any, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        start = int(row["start"]) - int(row["sentence_start"])
        end = int(row["end"]) - int(row["sentence_start"])
        sentence = str(row["text"])
        value = _value(row)
        bodies: list[dict[str, Any]] = [
            {"type": "TextualBody", "purpose": "tagging", "value": str(row["kind"])}
        ]
        if isinstance(row["entity_name"], str):
            bodies.append(
                {"type": "TextualBody", "purpose": "identifying", "value": row["entity_name"]}
            )
        if value is not None:
            text = json.dumps(value, ensure_ascii=False)
            bodies.append(
                {
                    "type": "TextualBody",
                    "purpose": "describing",
                    "format": "application/json",
                    "value": text,
                }
            )
        yield {
            "type": "Annotation",
            "id": f"urn:siyaq:{row['id']}",
            "body": bodies,
            "target": {
                "source": row["url"] or f"urn:siyaq:article:{row['article']}",
                "selector": [
                    {
                        "type": "TextQuoteSelector",
                        "exact": row["surface"],
                        "prefix": sentence[max(0, start - _CONTEXT) : start],
                        "suffix": sentence[end : end + _CONTEXT],
                    },
                    {
                        "type": "TextPositionSelector",
                        "start": int(row["start"]),
                        "end": int(row["end"]),
                    },
                ],
            },
        }


def _value(row: Mapping[Any, Any]) -> dict[str, Any] | None:
    """The value as the command line writes it; None for names and unresolved dates."""
    if isinstance(row["amount_text"], str):
        return {
            "amount": _number(row["amount_text"]),
            "amount_max": _number(row["amount_max_text"])
            if isinstance(row["amount_max_text"], str)
            else None,
            "currency": row["currency"] if isinstance(row["currency"], str) else None,
            "approximate": bool(row["approximate"]),
            "bound": row["bound"],
        }
    start = _day(row["date_start"])
    if start is None:
        return None
    return {
        "timex": row["timex"],
        "start": start,
        "end": _day(row["date_end"]),
        "grain": row["grain"],
        "calendar": row["calendar"],
        "approximate": bool(row["approximate"]),
    }


def _number(text: str) -> int | float:
    number = float(text)
    return int(text) if number.is_integer() and text.isdecimal() else number


def _day(moment: Any) -> str | None:
    """An ISO day; None for the missing values of pandas, which are not equal to themselves."""
    if moment is None or moment != moment:
        return None
    return str(moment)[:10]
