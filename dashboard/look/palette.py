"""Every colour of the interface, light and dark, in one table.

Pages, the reader component and the charts all read it: plotly through ``palette(dark)``, CSS
through ``css_variables(selector)``. Hue means kind: the five kind hues are used for nothing else.
Contrast and distance were measured with WCAG 2 and OKLab; tests/look measures them again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from dashboard.model import MentionKind


@dataclass(frozen=True, slots=True)
class KindColours:
    """``fill`` for bars and points, ``tint`` behind marked text, ``strong`` for the underline
    and behind the selected mark. A fill is never text: as text use ``strong``."""

    fill: str
    tint: str
    strong: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The tokens of one theme, as #RRGGBB."""

    bg: str
    side: str
    sunk: str
    ink: str
    ink2: str
    ink3: str
    line: str
    line2: str
    grid: str
    primary: str
    primary_tint: str
    selection: str
    on_selection: str
    selected_row: str
    kinds: Mapping[MentionKind, KindColours]
    heat: tuple[str, ...]  # least to most
    communities: tuple[str, ...]  # in order of size; from the seventh on: line2

    def community(self, rank: int) -> str:
        """The colour of the community that is ``rank``-th in size, counted from 0."""
        return self.communities[rank] if rank < len(self.communities) else self.line2


# CSS text-decoration-style and thickness: kinds differ without colour too.
UNDERLINES: Mapping[MentionKind, tuple[str, str]] = {
    MentionKind.PER: ("solid", "1.5px"),
    MentionKind.ORG: ("double", "1.5px"),
    MentionKind.LOC: ("dotted", "2.5px"),
    MentionKind.DATE: ("dashed", "2px"),
    MentionKind.MONEY: ("solid", "3.5px"),
}

LIGHT = Palette(
    bg="#FFFFFF",
    side="#F6F7F8",
    sunk="#F1F3F5",
    ink="#15202B",
    ink2="#4A5662",
    ink3="#5F6B77",
    line="#DFE3E7",
    line2="#C9D0D6",
    grid="#E9ECEF",
    primary="#00586A",
    primary_tint="#E3F0F3",
    selection="#15202B",
    on_selection="#FFFFFF",
    selected_row="#EAF3F5",
    kinds={
        MentionKind.PER: KindColours("#BB5E8F", "#F9C7CF", "#8A1259"),
        MentionKind.ORG: KindColours("#4731AE", "#D9CEFD", "#3A2BB0"),
        MentionKind.LOC: KindColours("#1292F0", "#D6EDFC", "#1F659F"),
        MentionKind.DATE: KindColours("#D37F10", "#FDDAA9", "#7C5714"),
        MentionKind.MONEY: KindColours("#0A6328", "#D5FEDA", "#00451A"),
    },
    heat=("#EEF5F7", "#C9E4EB", "#94CBD9", "#59ACBF", "#1E889D", "#006477", "#00404E"),
    communities=("#5361BD", "#6A2400", "#1B9DA3", "#84653B", "#5B1A70", "#8A9200"),
)

DARK = Palette(
    bg="#12161D",
    side="#0D1117",
    sunk="#1A2029",
    ink="#E8ECF1",
    ink2="#B3BDC8",
    ink3="#8C98A5",
    line="#2A323D",
    line2="#3B4552",
    grid="#232A34",
    primary="#61B9CE",
    primary_tint="#12333A",
    selection="#F4F7FA",
    on_selection="#12161D",
    selected_row="#17303A",
    kinds={
        MentionKind.PER: KindColours("#D66F87", "#4A2431", "#F08FA6"),
        MentionKind.ORG: KindColours("#7E7DEB", "#322D66", "#A6A5FA"),
        MentionKind.LOC: KindColours("#7FBBF9", "#1F4D78", "#8FC6FF"),
        MentionKind.DATE: KindColours("#EF9500", "#533600", "#FFAE35"),
        MentionKind.MONEY: KindColours("#58F7BE", "#245442", "#58F7BE"),
    },
    heat=("#1A272D", "#12333A", "#114A56", "#11697A", "#278EA4", "#61B9CE", "#AEE6F4"),
    communities=("#88ACF6", "#D49984", "#71EFEB", "#7F790E", "#A25EA3", "#FDD15E"),
)


def palette(dark: bool) -> Palette:
    return DARK if dark else LIGHT


def css_variables(selector: str) -> str:
    """One CSS rule that sets every token under ``selector``.

    Each value is ``light-dark(light, dark)``, so it follows the ``color-scheme`` that Streamlit
    sets on its app and sidebar, where the variable is used. Names: ``--ink``, ``--primary-tint``,
    ``--per-tint``, ``--per-line`` (the underline's style and thickness), ``--heat-1`` ...,
    ``--community-1`` ....
    """
    lines = [
        f"  --{name}: light-dark({light}, {dark});"
        for (name, light), (_, dark) in zip(_tokens(LIGHT), _tokens(DARK), strict=True)
    ]
    lines += [f"  --{kind.lower()}-line: {' '.join(line)};" for kind, line in UNDERLINES.items()]
    return "\n".join([f"{selector} {{", *lines, "}", ""])


def css_values(selector: str, theme: Palette) -> str:
    """The same tokens in one theme alone, for files that have no other."""
    lines = [f"  --{name}: {value};" for name, value in _tokens(theme)]
    return "\n".join([f"{selector} {{", *lines, "}", ""])


def _tokens(theme: Palette) -> Iterator[tuple[str, str]]:
    for field in fields(theme):
        value = getattr(theme, field.name)
        if isinstance(value, str):
            yield field.name.replace("_", "-"), value
    for kind, colours in theme.kinds.items():
        for token in ("fill", "tint", "strong"):
            yield f"{kind.lower()}-{token}", getattr(colours, token)
    for step, colour in enumerate(theme.heat, 1):
        yield f"heat-{step}", colour
    for rank, colour in enumerate(theme.communities, 1):
        yield f"community-{rank}", colour
