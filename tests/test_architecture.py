"""Imports point downwards, and each heavy library has one home."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "dashboard"

# A module may import what stands to its left, and its own layer. Layers in one tuple are peers
# that do not know each other.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("model", "settings"),
    ("look", "wording"),
    ("arabic",),
    ("lexicons",),
    ("articles",),
    ("extraction",),
    ("collection",),
    ("analysis",),
    ("charts", "annotation"),
    ("exports",),
    ("pages",),
    ("app",),
)
RANK = {layer: rank for rank, layers in enumerate(LAYERS) for layer in layers}

# Where a library may be imported from, as prefixes of the path below the repository's root.
HOMES = {
    "streamlit": ("dashboard/pages/", "app.py"),
    "plotly": ("dashboard/charts/",),
    # Of a Parquet file that somebody brings, it reads what Arrow stumbles over.
    "duckdb": ("dashboard/collection/", "dashboard/articles/formats/parquet.py"),
    "sqlalchemy": ("dashboard/collection/",),
    "camel_tools": ("dashboard/arabic/", "dashboard/extraction/names/"),
    "torch": ("dashboard/extraction/names/training/", "dashboard/extraction/names/camel.py"),
    "pandas": (
        *("dashboard/collection/", "dashboard/analysis/", "dashboard/charts/"),
        *("dashboard/annotation/", "dashboard/exports/", "dashboard/pages/"),
        *("dashboard/articles/formats/", "dashboard/extraction/names/training/"),
    ),
}
NEVER_AT_THE_TOP = ("torch", "transformers", "camel_tools.ner", "camel_tools.morphology")


def sources() -> list[Path]:
    return [ROOT / "app.py", *sorted(PACKAGE.rglob("*.py"))]


def imports(path: Path) -> Iterator[tuple[str, int, bool]]:
    """(module, line, whether at the top of the module) for every import in ``path``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield node.module or "", node.lineno, id(node) in top
            # `from dashboard import pages` names the layer in the imported name.
            if node.module == "dashboard":
                yield from ((f"dashboard.{a.name}", node.lineno, True) for a in node.names)


def layer_of(path: Path) -> str:
    inside = path.relative_to(PACKAGE).parts[0] if PACKAGE in path.parents else path.name
    return inside.removesuffix(".py")


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downwards(path: Path) -> None:
    layer = layer_of(path)
    if layer in ("__init__", "__main__"):
        allowed = {name for name in RANK if name not in ("pages", "app")}
    else:
        assert layer in RANK, f"{path}: a new layer needs its place in LAYERS"
        allowed = {name for name in RANK if RANK[name] < RANK[layer]} | {layer}
    for module, line, _ in imports(path):
        parts = module.split(".")
        if parts[0] == "dashboard" and len(parts) > 1:
            assert parts[1] in allowed, f"{path}:{line}: {layer} must not import {module}"


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_libraries_are_imported_at_home(path: Path) -> None:
    where = path.relative_to(ROOT).as_posix()
    for module, line, top in imports(path):
        for library, homes in HOMES.items():
            if module == library or module.startswith(library + "."):
                assert where.startswith(homes), f"{where}:{line}: {library} lives in {homes}"
        if top:
            assert not module.startswith(NEVER_AT_THE_TOP), f"{where}:{line}: import {module} late"


def test_the_app_is_only_a_composition() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 60


def test_every_layer_exists() -> None:
    for layer in RANK:
        assert (PACKAGE / layer).is_dir() or (PACKAGE / f"{layer}.py").exists() or layer == "app"


# Boxes and free Markdown: what they say may come from anyone, and only pages/plain.py escapes it.
MARKDOWN = {"error", "warning", "info", "success", "toast", "markdown", "write", "exception"}


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_boxes_of_text_are_made_in_one_place(path: Path) -> None:
    if path == PACKAGE / "pages" / "plain.py":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            called = isinstance(owner, ast.Name) and owner.id == "st" and node.func.attr in MARKDOWN
            assert not called, f"{path}:{node.lineno}: say it with plain.{node.func.attr}"
            assert "unsafe_allow_html" not in [word.arg for word in node.keywords], path
