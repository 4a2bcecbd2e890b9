"""The benchmark of large collections makes one out of the parts of a small one."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.collection import Collection, open_collection

pytest.importorskip("resource", reason="Windows does not say how much memory was used")

from tests.benchmarks.queries import ask_all, repeat


def test_copies_stand_beside_each_other_and_are_asked(
    collection: Collection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "repeated.collection"
    repeat(Path(collection.location), folder, 3)
    repeated = open_collection(folder)
    once, thrice = collection.manifest, repeated.manifest
    assert thrice.articles == 3 * once.articles
    assert thrice.mentions == 3 * once.mentions
    assert thrice.entities == once.entities
    # Copies are no duplicates of each other, or groups would be as large as no news' groups are.
    assert thrice.near_duplicates == 3 * once.near_duplicates
    ask_all(repeated, 1)
    assert "one article" in capsys.readouterr().out
