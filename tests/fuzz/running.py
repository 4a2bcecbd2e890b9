"""Starting atheris on one function with a folder of seeds, as every script here does."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path


def fuzz(test_one: Callable[[bytes], None], seeds: Iterable[bytes]) -> None:
    """Runs ``test_one`` until it raises or the options in ``sys.argv`` say stop; never returns.

    Files or folders among the arguments are run instead of the ``seeds``, or beside them.
    """
    import atheris

    arguments = list(sys.argv)
    if all(each.startswith("-") for each in arguments[1:]):
        corpus = Path(tempfile.mkdtemp(prefix="siyaq-fuzz-"))
        for seed in seeds:
            (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
        arguments.append(str(corpus))
    atheris.Setup(arguments, test_one)
    atheris.Fuzz()
