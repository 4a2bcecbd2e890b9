"""The dossier of a view: which charts go into it, and their sections from the panels' own parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from dashboard.annotation.furniture import figures_html, legend_html
from dashboard.charts.style import ChartStyle
from dashboard.collection import Collection
from dashboard.exports.dossier import MOST_SENTENCES, Dossier, Rows, Section, dossier_bytes
from dashboard.look.palette import LIGHT
from dashboard.model import SHOWN_KINDS
from dashboard.pages import freezing
from dashboard.pages.address import View, address_of
from dashboard.pages.charting import Asked, Chart, Listing
from dashboard.pages.charting.change import change_asked, change_chart, first_period
from dashboard.pages.charting.cooccurrence import (
    heatmap_chart,
    network_asked,
    network_chart,
    together_asked,
)
from dashboard.pages.charting.money import (
    money_asked,
    money_chart,
    money_legend,
    money_metrics,
    money_title,
    worded_figures,
)
from dashboard.pages.charting.statements import statement_listing, statements_asked
from dashboard.pages.charting.timeline import (
    lag_asked,
    lag_chart,
    timeline_asked,
    timeline_chart,
    timeline_subtitle,
    timeline_title,
)
from dashboard.pages.chips import filter_words
from dashboard.wording import Wording

_MOST_STATEMENTS = 60


def dossier_of(
    collection: Collection,
    view: View,
    wording: Wording,
    parts: Sequence[str],
    *,
    title: str = "",
    person: str = "",
    page: str = "",
) -> bytes:
    """The file with these of PARTS; ``title`` "" is that of the collection. ``person`` made it;
    ``page`` is the address that the dashboard itself has, "" when only this machine knows it."""
    # On paper there is one theme.
    asked = Asked(collection, view, ChartStyle(LIGHT, wording))
    selection = view.selection
    counts = collection.counts(selection)
    kinds = [kind for kind in SHOWN_KINDS[::-1] if counts.by_kind.get(kind)]
    figures = [
        (wording.number(counts.mentions), wording.text("table.mentions")),
        (wording.number(counts.articles), wording.text("table.articles")),
        *((wording.number(counts.by_kind[kind]), wording.kind(kind)) for kind in kinds),
    ]
    counted = wording.text(
        "summary.mentions_in_articles",
        mentions=wording.count("count.mentions", counts.mentions),
        articles=wording.count("count.in_articles", counts.articles),
    )
    return dossier_bytes(
        Dossier(
            title=title or collection.name,
            wording=wording,
            facts=_facts(asked, person),
            filters=filter_words(collection, selection, wording),
            figures=figures,
            sections=[PARTS[part](asked) for part in PARTS if part in parts],
            sentences=collection.evidence_sentences(selection, MOST_SENTENCES, 0, view.order),
            sentences_in_all=collection.evidence_count(selection).sentences,
            counted=counted,
            link=_live(asked, page),
            kinds=kinds,
        )
    )


def _facts(asked: Asked, person: str) -> list[tuple[str, str]]:
    collection, wording = asked.collection, asked.wording
    frozen = asked.view.frozen
    now = wording.time(dt.datetime.now(dt.UTC))
    facts = [
        ("collection", collection.name),
        ("made", f"{now} (UTC)"),
        ("by", person),
        ("frozen", f"{wording.time(frozen.at)} (UTC)" if frozen else ""),
        ("corrections", wording.count("count.corrections", collection.holding)),
        ("fingerprint", collection.fingerprint[:16]),
        ("licence", collection.manifest.licence),
    ]
    return [(wording.text(f"dossier.{name}"), value) for name, value in facts if value]


def _live(asked: Asked, page: str) -> str:
    """Where others can see the view: frozen as it is in the file."""
    host = urlsplit(page).hostname
    if not host or host in ("localhost", "127.0.0.1", "::1"):
        return ""
    kept = freezing.freeze(asked.collection, asked.view)
    address = address_of(asked.view.changed(frozen=kept, fingerprint=kept.fingerprint))
    return f"{page.partition('?')[0]}?{urlencode(address)}"


def _rows(listing: Listing) -> Rows:
    return Rows(listing.frame, listing.columns, listing.unit)


def _section(chart: Chart, subtitle: str, *above: str) -> Section:
    legend = [(entry.label, entry.colour) for entry in chart.entries]
    pieces = [*above, legend_html(legend) if legend else "", chart.scale]
    return Section(
        chart.title,
        subtitle,
        chart.figure,
        _rows(chart.listing),
        [piece for piece in pieces if piece],
        chart.notes,
    )


def _nothing(title: str, subtitle: str, wording: Wording) -> Section:
    return Section(title, subtitle, None, notes=[wording.text("dossier.nothing")])


def _timeline(asked: Asked) -> Section:
    if asked.view.lag:
        return _lag(asked)
    wording, found = asked.wording, timeline_asked(asked)
    subtitle = wording.text(f"dossier.timeline.{timeline_subtitle(found)}")
    if found.bars.empty and found.spans.empty:
        return _nothing(timeline_title(asked, found), subtitle, wording)
    return _section(timeline_chart(asked, found), subtitle)


def _lag(asked: Asked) -> Section:
    wording, found = asked.wording, lag_asked(asked)
    subtitle = wording.text("dossier.lag")
    if found.cells.empty:
        return _nothing(wording.text("timeline.title.lag"), subtitle, wording)
    return _section(lag_chart(asked, found), subtitle)


def _heatmap(asked: Asked) -> Section:
    if asked.view.shape == "change":
        return _change(asked)
    wording, found = asked.wording, together_asked(asked, network=False)
    subtitle = wording.text(f"dossier.heatmap.{asked.view.window}")
    if found.pairs.empty:
        return _nothing(wording.text("cooccurrence.title"), subtitle, wording)
    return _section(heatmap_chart(asked, found), subtitle)


def _network(asked: Asked) -> Section:
    wording, found = asked.wording, together_asked(asked, network=True)
    title, subtitle = wording.text("dossier.network.title"), wording.text("dossier.network")
    if found.pairs.empty:
        return _nothing(title, subtitle, wording)
    chart = network_chart(asked, found, network_asked(asked))
    return _section(replace(chart, title=title), subtitle)


def _change(asked: Asked) -> Section:
    wording = asked.wording
    subtitle = wording.text("dossier.change")
    found = change_asked(asked, asked.view.split)
    if found is None or found.pairs.empty:
        return _nothing(wording.text("cooccurrence.title"), subtitle, wording)
    chart = change_chart(asked, found)
    return _section(replace(chart, notes=[first_period(found, wording)]), subtitle)


def _money(asked: Asked) -> Section:
    wording, found = asked.wording, money_asked(asked)
    subtitle = wording.text(f"dossier.money{'.happened' if asked.happened else ''}")
    if found.figures.empty:
        return _nothing(money_title(asked), subtitle, wording)
    chart = money_chart(asked, found, worded_figures(asked, found))
    metrics = figures_html(money_metrics(found, wording))
    return _section(chart, subtitle, metrics, money_legend(wording))


def _statements(asked: Asked) -> Section:
    wording, told = asked.wording, statements_asked(asked, _MOST_STATEMENTS)
    subtitle = wording.text("dossier.statements")
    if told.rows.empty:
        return _nothing(told.title, subtitle, wording)
    rows = _rows(statement_listing(told, wording))
    return Section(told.title, subtitle, None, rows, notes=told.notes(wording))


# Name of a part, as the page offers it, -> its section; in the order of the file.
PARTS: Mapping[str, Callable[[Asked], Section]] = {
    "timeline": _timeline,
    "heatmap": _heatmap,
    "network": _network,
    "money": _money,
    "statements": _statements,
}
