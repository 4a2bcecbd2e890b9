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


# The headline of an article of the sample: Baghdad announces.
STATEMENT = "statements~article:sample-48~statement:6"
# Every page and chart; the workbench with a filter, so that there are chips.
PAGES: tuple[tuple[str, dict[str, str], str], ...] = (
    ("", {"text": "العراق"}, ".js-plotly-plot .point"),
    ("", {"chart": "cooccurrence"}, ".js-plotly-plot .point"),
    ("", {"chart": "money"}, ".js-plotly-plot .point"),
    ("", {"chart": "statements"}, '[data-testid="stDataFrame"]'),
    ("", {"chart": "statements", "mark": STATEMENT}, ".article-title .part.said"),
    ("", {"text": "زرافة"}, ".st-key-empty"),
    ("articles", {"search": "إعمار"}, ".article-title"),
    ("profile", {}, ".js-plotly-plot .point"),
    ("collections", {}, '[data-testid="stFileUploader"]'),
    ("corrections", {}, '[data-testid="stFileUploader"]'),
    ("help", {}, ".siyaq-headline"),
)


@pytest.mark.parametrize(
    ("locale", "scheme"),
    [("ar-SA", "light"), ("ar-SA", "dark"), ("en-US", "light"), ("en-US", "dark")],
)
def test_no_serious_fault_of_accessibility(visit, locale, scheme) -> None:
    visitor = visit(locale=locale, color_scheme=scheme)
    # One language suffices for a page's structure, both themes are needed for its contrasts.
    pages = PAGES if locale.startswith("ar") else PAGES[:1]
    found = []
    for path, address, ready in pages:
        visitor.open(path, **address)
        expect(visitor.page.locator(ready).first).to_be_attached()
        visitor.page.evaluate(SCRIPT)
        violations = visitor.page.evaluate(_RUN)
        if violations:
            found.append(f"{path or address}\n{told(violations)}")
    assert not found, "\n".join(found)
