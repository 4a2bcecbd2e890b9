"""JSON files: a list of articles, an object that holds such a list, or one article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from dashboard.articles import limits
from dashboard.articles.encoding import damage, open_text, pieces
from dashboard.articles.formats.json_lines import json_fault, json_fields, read_jsonl
from dashboard.articles.protocol import READ_FAULTS, Record, Unread
from dashboard.articles.records import recognised_fields

_CHUNK = 1 << 20
_SPACE = " \t\r\n\ufeff"


def read_json(stream: BinaryIO, name: str) -> Iterator[Record | Unread]:
    """Records of a .json file, which may in truth be JSON Lines."""
    try:
        first = open_text(stream).readline(limits.LINE_LENGTH)
    except READ_FAULTS:  # in the first line: what stands before it is found below
        first = ""
    try:
        is_lines = first.endswith("\n") and isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        is_lines = False
    yield from (read_jsonl if is_lines else read_json_values)(stream, name)


def read_json_values(stream: BinaryIO, name: str) -> Iterator[Record | Unread]:
    """Records of the JSON values in ``stream``, one element of a list at a time; what stands before
    a fault of the packing is read before that is raised."""
    values = _Values(pieces(stream, _CHUNK))
    while True:
        where = f":{values.line}"
        try:
            found, value = values.next()
        except (ValueError, RecursionError) as fault:
            if values.fault is not None:
                raise values.fault from None
            reason = str(fault) if isinstance(fault, _CutOffError) else json_fault(fault)
            yield Unread(
                f"not JSON from here on ({reason}); what stands before is read. Mend it, or save "
                "as JSON Lines",
                f":{values.line}",
                ends=True,
            )
            return
        if not found:
            return
        if reason := damage(values.written):
            yield Unread(reason, where)
        elif not isinstance(value, dict):
            yield Unread("not a JSON object; each article is one in braces", where)
        elif values.in_list:
            yield Record(json_fields(value), where)
        else:
            yield from (Record(json_fields(article), where) for article in articles_in(value))


def articles_in(value: dict[str, Any]) -> list[dict[str, Any]]:
    """The articles in one top-level object: itself, its longest list of objects, or its values."""
    recognised = recognised_fields(list(value))
    if any(
        isinstance(value[recognised[field]], str)
        for field in ("text", "title")
        if field in recognised
    ) and not ("text" not in recognised and _lists_in(value)):
        return [value]
    if found := max(_lists_in(value), key=len, default=None):
        return found
    if value and all(isinstance(inner, dict) for inner in value.values()):
        return [{"id": key, **inner} for key, inner in value.items()]
    return [value]


def _lists_in(value: dict[str, Any], depth: int = 3) -> list[list[dict[str, Any]]]:
    found: list[list[dict[str, Any]]] = []
    for inner in value.values():
        if isinstance(inner, list) and inner and all(isinstance(each, dict) for each in inner):
            found.append(inner)
        elif isinstance(inner, dict) and depth > 1:
            found.extend(_lists_in(inner, depth - 1))
    return found


class _CutOffError(ValueError):
    """A value that does not end where it should; the message says how."""


class _Values:
    """The values of a JSON text one by one: top-level ones, or the elements of top-level lists.

    ``line`` is where the next value begins, ``written`` the text of the last one, ``fault`` what
    ended the text too early.
    """

    def __init__(self, text: Iterator[str]) -> None:
        self._text = text
        self._buffer = ""
        self._at = 0
        self._ended = False
        self._decode = json.JSONDecoder().raw_decode
        self.in_list = False
        self.line = 1
        self.written = ""
        self.fault: Exception | None = None

    def next(self) -> tuple[bool, Any]:
        """(True, value), or (False, None) at the end. Raises ValueError or RecursionError."""
        while char := self._next_char():
            if char == "," and self.in_list:
                self._move(self._at + 1)
            elif char == "[" and not self.in_list:
                self.in_list = True
                self._move(self._at + 1)
            elif char == "]" and self.in_list:
                self.in_list = False
                self._move(self._at + 1)
            else:
                return True, self._value()
        if self.fault is not None:
            raise self.fault
        if self.in_list:
            raise _CutOffError("the file ends before its list does")
        return False, None

    def _next_char(self) -> str:
        while True:
            while self._at < len(self._buffer):
                char = self._buffer[self._at]
                if char not in _SPACE:
                    return char
                self._move(self._at + 1)
            if not self._more():
                return ""

    def _value(self) -> Any:
        while True:
            try:
                value, end = self._decode(self._buffer, self._at)
            except json.JSONDecodeError as fault:
                if self._more():
                    continue
                if len(self._buffer) - self._at > limits.JSON_VALUE_LENGTH:
                    raise _CutOffError(
                        f"one value of more than {limits.JSON_VALUE_LENGTH:,} characters"
                    ) from None
                self.line += self._buffer.count("\n", self._at, fault.pos)
                raise
            # What ends with the buffer may go on in the file: 12 of 123.
            if end == len(self._buffer) and self._more():
                continue
            self.written = self._buffer[self._at : end]
            self._move(end)
            return value

    def _move(self, to: int) -> None:
        self.line += self._buffer.count("\n", self._at, to)
        self._at = to

    def _more(self) -> bool:
        """Whether the buffer grew; it doubles, so that a long value is scanned a few times only."""
        left = len(self._buffer) - self._at
        if self._ended or left > limits.JSON_VALUE_LENGTH:
            return False
        read: list[str] = []
        count = 0
        try:
            while count < max(_CHUNK, left) and not self._ended:
                piece = next(self._text, None)
                self._ended = piece is None
                read.append(piece or "")
                count += len(read[-1])
        except READ_FAULTS as fault:
            self.fault, self._ended = fault, True
        self._buffer = self._buffer[self._at :] + "".join(read)
        self._at = 0
        return count > 0
