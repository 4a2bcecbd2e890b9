"""Contrast, distance for colour-blind readers, and one table behind theme, CSS and charts."""

import itertools
import re
import tomllib
from pathlib import Path

import pytest

from dashboard.look.palette import DARK, LIGHT, UNDERLINES, css_variables, palette
from dashboard.model import SHOWN_KINDS, MentionKind

ROOT = Path(__file__).parents[2]
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
# Machado, Oliveira, Fernandes 2009, severity 1.
SEEN = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}


def linear(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def contrast(one, other):
    dark, light = sorted(
        sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True))
        for c in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


def oklab(colour, eyes):
    seen = [
        min(1, max(0, sum(w * p for w, p in zip(row, linear(colour), strict=True))))
        for row in SEEN[eyes]
    ]
    to_cone = (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
    cones = [sum(w * p for w, p in zip(row, seen, strict=True)) ** (1 / 3) for row in to_cone]
    to_lab = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    return [sum(w * c for w, c in zip(row, cones, strict=True)) for row in to_lab]


def least_distance(colours, eyes):
    points = [oklab(colour, eyes) for colour in colours]
    return 100 * min(
        sum((a - b) ** 2 for a, b in zip(p, q, strict=True)) ** 0.5
        for p, q in itertools.combinations(points, 2)
    )


@THEMES
def test_text_passes_aa_on_every_ground(theme):
    grounds = [theme.bg, theme.side, theme.sunk, theme.selected_row]
    grounds += [colours.tint for colours in theme.kinds.values()]
    assert min(contrast(theme.ink, ground) for ground in grounds) >= 7
    assert min(contrast(theme.ink2, g) for g in [theme.bg, theme.side, theme.sunk]) >= 4.5
    assert min(contrast(theme.ink3, g) for g in [theme.bg, theme.side, theme.sunk]) >= 4.5
    assert contrast(theme.primary, theme.bg) >= 4.5
    assert contrast(theme.primary, theme.primary_tint) >= 4.5
    assert contrast(theme.on_selection, theme.selection) >= 7


@THEMES
def test_selected_marks_and_underlines_can_be_read(theme):
    for colours in theme.kinds.values():
        assert contrast(theme.bg, colours.strong) >= 4.5
        assert contrast(colours.strong, colours.tint) >= 4.5
        assert contrast(colours.fill, theme.bg) >= 3


@THEMES
@pytest.mark.parametrize("eyes", SEEN)
def test_kinds_and_communities_stay_apart(theme, eyes):
    assert least_distance([c.fill for c in theme.kinds.values()], eyes) >= 14
    assert least_distance([c.strong for c in theme.kinds.values()], eyes) >= 5.5
    assert least_distance(theme.communities, eyes) >= 11


@THEMES
def test_the_heat_scale_goes_one_way(theme):
    lightness = [oklab(colour, "normal")[0] for colour in theme.heat]
    assert lightness == sorted(lightness, reverse=theme is LIGHT)


def test_every_shown_kind_has_colours_and_an_underline_of_its_own():
    for theme in (LIGHT, DARK):
        assert set(theme.kinds) == set(SHOWN_KINDS)
    assert len(set(UNDERLINES.values())) == len(SHOWN_KINDS)


def test_communities_after_the_sixth_are_grey():
    assert LIGHT.community(0) == "#5361BD"
    assert LIGHT.community(6) == LIGHT.community(40) == LIGHT.line2


def test_css_variables_hold_both_themes():
    css = css_variables(":host")
    assert css.startswith(":host {")
    kind = LIGHT.kinds[MentionKind.PER], DARK.kinds[MentionKind.PER]
    assert f"--per-tint: light-dark({kind[0].tint}, {kind[1].tint});" in css
    assert "--primary-tint:" in css
    assert "--heat-7:" in css
    assert "--community-6:" in css
    assert palette(True) is DARK


PAGE_SHEETS = (
    "dashboard/pages/style.css",
    "dashboard/pages/style-rtl.css",
    "dashboard/annotation/assets/furniture.css",
)


@pytest.mark.parametrize("name", PAGE_SHEETS)
def test_has_looks_only_at_children_of_a_class(name):
    """Anything else makes the browser look through the whole page at every change of it."""
    css = re.sub(r"/\*.*?\*/", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    looked_at = re.findall(r":has\(([^()]*(?:\([^()]*\)[^()]*)*)\)", css)
    assert len(looked_at) == css.count(":has(")
    far = [one for one in looked_at if not re.fullmatch(r"(> \.[\w-]+ ?)+", one)]
    assert far == []


@pytest.mark.parametrize("name", [*PAGE_SHEETS[:2], "dashboard/annotation/assets/reader.css"])
def test_style_sheets_use_only_variables_that_exist(name):
    css = (ROOT / name).read_text(encoding="utf-8")
    defined = set(re.findall(r"(--[\w-]+):", css_variables(":root") + css))
    # Set by scripts: the column's place and a paragraph's length.
    scripted = {"--reader-top", "--reader-height", "--lines"}
    used = set(re.findall(r"var\((--[\w-]+)", css))
    assert used <= defined | scripted


@pytest.mark.parametrize(("name", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_the_theme_file_says_the_same(name, theme):
    section = CONFIG["theme"][name]
    assert section["primaryColor"] == section["linkColor"] == theme.primary
    assert section["backgroundColor"] == theme.bg
    assert section["secondaryBackgroundColor"] == theme.sunk
    assert section["textColor"] == theme.ink
    assert section["borderColor"] == theme.line2
    assert section["dataframeBorderColor"] == theme.line
    assert section["sidebar"]["backgroundColor"] == theme.side
    assert tuple(section["chartCategoricalColors"]) == theme.communities
    assert len(section["chartSequentialColors"]) == 10
    assert section["chartSequentialColors"][0] == theme.heat[0]
    assert section["chartSequentialColors"][-1] == theme.heat[-1]


def test_fonts_are_served_from_the_repository_with_their_licences():
    faces = CONFIG["theme"]["fontFaces"]
    assert {(f["family"], f["weight"]) for f in faces} == {
        ("IBM Plex Sans Arabic", "400"),
        ("IBM Plex Sans Arabic", "500"),
        ("IBM Plex Sans Arabic", "600"),
        ("Noto Naskh Arabic", "400"),
        ("Noto Naskh Arabic", "600"),
    }
    for face in faces:
        path = ROOT / "static" / face["url"].removeprefix("app/static/")
        assert path.read_bytes()[:4] == b"wOF2"
        assert "U+" in face["unicodeRange"]
    for family in ("ibm-plex-sans-arabic", "noto-naskh-arabic"):
        licence = (ROOT / "static" / f"{family}-LICENSE.txt").read_text(encoding="utf-8")
        assert "SIL Open Font License, Version 1.1" in licence


def test_nothing_is_reported_home():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["enableStaticServing"] is True


def test_the_first_start_asks_nothing():
    # Streamlit would wait at the terminal for an e-mail address.
    assert CONFIG["server"]["showEmailPrompt"] is False
