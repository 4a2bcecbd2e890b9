"""What every exported file says of itself: which collection, which build, which selection."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """``selection`` is the address of the view: pasted behind the dashboard's own address it
    shows the same again. ``filters`` says the same in words; ``rows`` how many rows of how many
    the file has, "" for all."""

    collection: str
    fingerprint: str
    selection: str
    filters: str = ""
    rows: str = ""

    def lines(self) -> list[str]:
        """One fact a line, "name: value"."""
        facts = [
            ("collection", self.collection),
            ("fingerprint", self.fingerprint),
            ("selection", self.selection or "(all)"),
            ("filters", self.filters),
            ("rows", self.rows),
        ]
        return [f"{name}: {_one_line(value)}" for name, value in facts if value]


def _one_line(text: str) -> str:
    return " ".join(text.split())
