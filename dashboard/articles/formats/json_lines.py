"""JSON Lines: one article a line, read as they come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from dashboard.articles import limits
from dashboard.articles.encoding import damage, lines, open_text
from dashboard.articles.protocol import Record, Unread


def read_jsonl(stream: BinaryIO, name: str) -> Iterator[Record | Unread]:
    """One record a line; a file that turns out to be one JSON list is read as such."""
    from dashboard.articles.formats.json_values import read_json_values

    text = open_text(stream)
    for number, line in lines(text, limits.LINE_LENGTH):
        where = f":{number}"
        if line is None:
            yield Unread(f"a line of more than {limits.LINE_LENGTH:,} characters; split it", where)
            continue
        if not line.strip():
            continue
        if number == 1 and _begins_a_list(line):
            yield from read_json_values(stream, name)
            return
        if reason := damage(line):
            yield Unread(reason, where)
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as fault:
            yield Unread(f"not JSON ({json_fault(fault)}); mend or delete the line", where)
            continue
        if isinstance(value, dict):
            yield Record(json_fields(value), where)
        else:
            yield Unread("not a JSON object; each line is one article in braces", where)


def json_fields(value: dict[str, object]) -> dict[str, object]:
    """The fields of one article in an object, also where Elasticsearch wrapped it."""
    inner = value.get("_source")
    return {"id": value.get("_id", ""), **inner} if isinstance(inner, dict) else value


def json_fault(fault: Exception) -> str:
    if isinstance(fault, json.JSONDecodeError):
        return f"{fault.msg.lower().removesuffix(' at')} at character {fault.colno}"
    if isinstance(fault, RecursionError):
        return "nested too deeply"
    return "a number with too many digits"


def _begins_a_list(line: str) -> bool:
    """Whether the line opens a list or an object that further lines go on with."""
    opening = line.lstrip("\ufeff \t")
    return opening.startswith("[") or opening.strip() == "{"
