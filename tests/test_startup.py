"""Starting the dashboard or the command line loads nothing heavy that it may never need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("torch", "transformers", "dateparser", "camel_tools.ner", "onnxruntime", "sklearn")
# What the entry points import first; app.py itself runs the page as it is imported.
ENTRIES = {
    "the page": "import dashboard.pages.site",
    "the command line": "import dashboard.__main__",
    "an extraction": (
        "from dashboard.extraction.names import names_engine;"
        "from dashboard.extraction.pipeline import Extractor;"
        "from dashboard.model import Article;"
        "article = Article('a', '', 'زار وزير النفط بغداد أمس وقال إن الكلفة 5 ملايين دولار');"
        "extractor = Extractor(names_engine('builtin'));"
        "assert extractor.statements(article, extractor.mentions(article)) is not None"
    ),
}


# What takes a second to load, and no chart needs: only an extraction does.
FOR_EXTRACTION = ("camel_tools.tokenizers", "camel_tools.utils.charsets")


@pytest.mark.parametrize("entry", ENTRIES)
def test_nothing_heavy_is_loaded(entry: str) -> None:
    code = ENTRIES[entry]
    heavy = HEAVY if entry == "an extraction" else (*HEAVY, *FOR_EXTRACTION)
    loaded = f"import sys; {code}; print(*(m for m in {heavy!r} if m in sys.modules))"
    told = subprocess.run(
        [sys.executable, "-c", loaded],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.split() == []


def test_app_py_imports_only_the_site_and_streamlit() -> None:
    lines = (ROOT / "app.py").read_text(encoding="utf-8").splitlines()
    imports = [line for line in lines if line.startswith(("import ", "from "))]
    assert imports == ["import streamlit as st", "from dashboard.pages.site import run"]
