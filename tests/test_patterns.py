"""What the lowest supported Python gets wrong is not used."""

import importlib
import pkgutil
import re
import re._parser as parser  # type: ignore[import-untyped]

import pytest

import dashboard

# Python before 3.11.5 (Debian 12 has 3.11.2) matches these wrongly: cpython issue 106052. With them
# every year before a full stop was lost there, and nowhere else.
WRONG = {"POSSESSIVE_REPEAT", "ATOMIC_GROUP"}
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(dashboard.__path__, "dashboard.")
    if not module.name.endswith("__main__")
)


def operations(parsed) -> set[str]:
    found = set()
    for operation, argument in parsed:
        found.add(str(operation))
        for one in argument if isinstance(argument, tuple | list) else [argument]:
            for part in one if isinstance(one, list) else [one]:
                if isinstance(part, parser.SubPattern):
                    found |= operations(part)
    return found


def test_they_are_recognised() -> None:
    assert operations(parser.parse("a(?:b(?:c|d)*+)+")) & WRONG
    assert operations(parser.parse("a|(?:x(?>b))")) & WRONG
    assert not operations(parser.parse("a(?:b|c+)*")) & WRONG


@pytest.mark.parametrize("name", MODULES)
def test_no_pattern_needs_what_older_pythons_get_wrong(name: str) -> None:
    for of, value in vars(importlib.import_module(name)).items():
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            assert not operations(parser.parse(value.pattern, value.flags)) & WRONG, of
