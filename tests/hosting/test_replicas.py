"""Two servers on one PostgreSQL and one folder: what one is told the other shows within two
seconds; without the database both say so, and go on when it is back."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from dashboard.collection.corrections.store import Corrections
from dashboard.wording import Language, Wording
from tests.hosting.conftest import Cable
from tests.hosting.serving import hosted
from tests.hosting.speaking import Screen, Visitor

ENGLISH = Wording(Language.ENGLISH)
REJECT = ENGLISH.text("corrections.action.reject")
SOON = 2.0  # seconds


def mentions(screen: Screen) -> int:
    """How many mentions are selected, as the page says above the charts."""
    for html in screen.html:
        found = re.search(r"([\d,]+) mentions? in ", re.sub(r"<[^>]+>", "", html))
        if found:
            return int(found.group(1).replace(",", ""))
    raise AssertionError(f"no summary: {screen.errors or screen.messages}")


def test_a_correction_reaches_the_other_server(
    home: Path, tmp_path: Path, cable: Cable, postgresql: str
) -> None:
    with (
        hosted(home, tmp_path / "one", SIYAQ_DATABASE=cable.url) as one,
        hosted(home, tmp_path / "two", SIYAQ_DATABASE=cable.url) as two,
        Visitor(one.address) as here,
        Visitor(two.address) as there,
    ):
        before = mentions(there.open(lang="en"))
        reader = json.loads(here.open(lang="en").elements["reader"].bytes)
        mention = reader["evidence"]["rows"][0]["mentions"][0][0]
        article = mention.rpartition("@")[0]
        assert mentions(here.open(lang="en", article=article, mention=mention)) == before
        here.act("correct.mention.action", string_array_value=[REJECT])
        corrected = here.press("correct.mention.save")
        done = time.monotonic()
        assert corrected.errors == []
        assert mentions(corrected) == before - 1
        while True:
            began = time.monotonic()
            if mentions(there.open(lang="en")) == before - 1:
                break
            assert began - done < SOON, "a run that began later still shows the old state"
        assert len(Corrections.at(postgresql, "sample").log()) == 1

        cable.pull()
        pulled = time.monotonic()
        while True:
            began = time.monotonic()
            screen = here.open(lang="en", text="العراق")
            if any("cannot be reached" in said for said in screen.messages):
                break
            assert began - pulled < SOON, "a run that began later does not say it"
        assert mentions(screen) > 0, "the collection itself is still there to be read"
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{one.address}/ready", timeout=60)
        assert refused.value.code == 503
        assert json.load(refused.value) == {"missing": ["database"]}

        cable.plug()
        with urllib.request.urlopen(f"{one.address}/ready", timeout=60) as answer:
            assert answer.status == 200
        assert mentions(here.open(lang="en")) == before - 1
        assert "trust" not in one.told()
