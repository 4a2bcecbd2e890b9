"""axe-core finds no serious or critical fault on the pages, in both languages and themes."""

from __future__ import annotations

from importlib import resources

import pytest
from playwright.sync_api import expect

axe = pytest.importorskip(
    "axe_playwright_python", reason="axe-playwright-python (tests/requirements.txt) is missing"
)
SCRIPT = (resources.files(axe) / "axe.min.js").read_text(encoding="utf-8")
_RUN = """
async () => {
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
  });
  return found.violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => ({
      rule: one.id,
      help: one.help,
      count: one.nodes.length,
      nodes: one.nodes.slice(0, 4).map((node) => `${node.target} ${node.html.slice(0, 160)} ${
        node.any.map((check) => check.message).join(" ").slice(0, 200)}`),
    }));
}
"""


def told(violations) -> str:
    return "\n".join(
        f"{one['rule']} ({one['count']}): {one['help']}\n    " + "\n    ".join(one["nodes"])
        for one in violations
    )


@pytest.mark.parametrize(
    ("path", "locale", "scheme"),
    [
        ("", "ar-SA", "light"),
        ("", "ar-SA", "dark"),
        ("", "en-US", "light"),
        ("", "en-US", "dark"),
        ("articles", "ar-SA", "light"),
        ("collections", "en-US", "light"),
    ],
)
def test_no_serious_fault_of_accessibility(visit, path, locale, scheme) -> None:
    visitor = visit(locale=locale, color_scheme=scheme)
    visitor.open(path, **({"text": "العراق"} if not path else {}))
    if not path:
        visitor.marks()
        expect(visitor.rows.first).to_be_visible()
    visitor.page.evaluate(SCRIPT)
    violations = visitor.page.evaluate(_RUN)
    assert not violations, told(violations)
