"""The dossier of a view: which charts go into it, and their sections from the panels' own parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import pandas as pd

from dashboard.analysis.cooccurrence import Cooccurrence
from dashboard.annotation.furniture import (
    figures_html,
    legend_html,
    money_legend_html,
    scale_html,
)
from dashboard.charts.heatmap import heatmap_figure, scale_colours
from dashboard.charts.lag import lag_figure
from dashboard.charts.money import money_figure
from dashboard.charts.network import network_figure, network_legend
from dashboard.charts.style import ChartStyle
from dashboard.charts.timeline import timeline_figure
from dashboard.collection import Collection
from dashboard.exports.dossier import MOST_SENTENCES, Dossier, Rows, Section, dossier_bytes
from dashboard.look.palette import LIGHT
from dashboard.model import SHOWN_KINDS, DateAxis, Grain
from dashboard.pages import freezing
from dashboard.pages.address import View, address_of
from dashboard.pages.answers import (
    ask,
    change_of,
    lag_of,
    money_of,
    network_of,
    timeline_of,
    together_of,
)
from dashboard.pages.chips import filter_words
from dashboard.pages.panels import change as changing
from dashboard.pages.panels import cooccurrence as together
from dashboard.pages.panels import money as amounts
from dashboard.pages.panels import statements as told
from dashboard.pages.panels import timeline as times
from dashboard.pages.panels.figure import Listing, selected_mark_text
from dashboard.wording import Wording

_MOST_STATEMENTS = 60


@dataclass(frozen=True)
class Asked:
    """Whose view of what is put into a file; nothing of it hangs on the page that asks."""

    collection: Collection
    view: View
    wording: Wording
    person: str
    page: str  # the address that the dashboard itself has, "" when only this machine knows it

    @property
    def style(self) -> ChartStyle:
        # On paper there is one theme.
        return ChartStyle(LIGHT, self.wording)


def dossier_of(asked: Asked, title: str, parts: Sequence[str]) -> bytes:
    """The file with these of PARTS; ``title`` "" is that of the collection."""
    collection, view, wording = asked.collection, asked.view, asked.wording
    selection = view.selection
    counts = collection.counts(selection)
    figures = [
        (wording.number(counts.mentions), wording.text("table.mentions")),
        (wording.number(counts.articles), wording.text("table.articles")),
        *(
            (wording.number(counts.by_kind[kind]), wording.kind(kind))
            for kind in SHOWN_KINDS[::-1]
            if counts.by_kind.get(kind)
        ),
    ]
    kinds = [kind for kind in SHOWN_KINDS[::-1] if counts.by_kind.get(kind)]
    counted = wording.text(
        "summary.mentions_in_articles",
        mentions=wording.count("count.mentions", counts.mentions),
        articles=wording.count("count.articles", counts.articles),
    )
    return dossier_bytes(
        Dossier(
            title=title or collection.name,
            wording=wording,
            facts=_facts(asked),
            filters=filter_words(collection, selection, wording),
            figures=figures,
            sections=[PARTS[part](asked) for part in PARTS if part in parts],
            sentences=collection.evidence_sentences(selection, MOST_SENTENCES, 0, view.order),
            sentences_in_all=collection.evidence_count(selection).sentences,
            counted=counted,
            link=_live(asked),
            kinds=kinds,
        )
    )


def _facts(asked: Asked) -> list[tuple[str, str]]:
    collection, wording = asked.collection, asked.wording
    frozen = asked.view.frozen
    now = wording.time(dt.datetime.now(dt.UTC))
    facts = [
        ("collection", collection.name),
        ("made", f"{now} (UTC)"),
        ("by", asked.person),
        ("frozen", f"{wording.time(frozen.at)} (UTC)" if frozen else ""),
        ("corrections", wording.count("count.corrections", collection.corrections)),
        ("fingerprint", collection.fingerprint[:16]),
        ("licence", collection.manifest.licence),
    ]
    return [(wording.text(f"dossier.{name}"), value) for name, value in facts if value]


def _live(asked: Asked) -> str:
    """Where others can see the view: frozen as it is in the file."""
    host = urlsplit(asked.page).hostname
    if not host or host in ("localhost", "127.0.0.1", "::1"):
        return ""
    kept = freezing.frozen_now(asked.collection, asked.view)
    address = address_of(asked.view.changed(frozen=kept, fingerprint=kept.fingerprint))
    return f"{asked.page.partition('?')[0]}?{urlencode(address)}"


def _rows(listing: Listing) -> Rows:
    return Rows(listing.frame, listing.columns, listing.unit)


def _nothing(title: str, subtitle: str, asked: Asked) -> Section:
    return Section(title, subtitle, None, notes=[asked.wording.text("dossier.nothing")])


def _timeline(asked: Asked) -> Section:
    collection, view, wording = asked.collection, asked.view, asked.wording
    if view.lag:
        return _lag(asked)
    grain = None if view.grain == "auto" else Grain(view.grain)
    compared = view.compare if view.stack == "entity" else ()
    if view.stack == "entity" and not compared:
        compared = view.selection.entities[:6]
    found = timeline_of(collection, view.selection, grain, view.stack, compared)
    names = collection.entity_names(view.selection.entities)
    title = times.timeline_title(
        wording, found.axis, [names.get(one, one) for one in view.selection.entities]
    )
    happened = "happened." if found.axis is DateAxis.HAPPENED else ""
    subtitle = wording.text(f"dossier.timeline.{happened}{found.grain}")
    if found.bars.empty and found.spans.empty:
        return _nothing(title, subtitle, asked)
    stacks = times.stacks_of(found, wording, LIGHT)
    drawn = times.drawn_rows(found, wording)
    selected = selected_mark_text(view)
    label = times.selected_label(drawn, selected, found, wording)
    return Section(
        title,
        subtitle,
        timeline_figure(drawn, stacks, asked.style, selected, label),
        _rows(times.timeline_listing(found, stacks, wording)),
        [legend_html([(stack.label, stack.colour) for stack in reversed(stacks)])],
        times.timeline_notes(found, wording),
    )


def _lag(asked: Asked) -> Section:
    view, wording = asked.view, asked.wording
    grain = Grain.MONTH if view.grain == "auto" else Grain(view.grain)
    found = lag_of(asked.collection, view.selection, grain)
    title, subtitle = wording.text("timeline.title.lag"), wording.text("dossier.lag")
    if found.cells.empty:
        return _nothing(title, subtitle, asked)
    cells = times.lag_cells(found, wording)
    figure = lag_figure(cells, asked.style, selected_mark_text(view))
    return Section(title, subtitle, figure, _rows(times.lag_listing(cells, wording)))


def _cut(found: Cooccurrence, asked: Asked) -> list[str]:
    if found.offered <= len(found.nodes):
        return []
    return [together.names_note(found, asked.wording)]


def _heatmap(asked: Asked) -> Section:
    view, wording = asked.view, asked.wording
    if view.shape == "change":
        return _change(asked)
    title = wording.text("cooccurrence.title")
    subtitle = wording.text(f"dossier.heatmap.{view.window}")
    found = together_of(asked.collection, view.selection, view.window, together.HEATMAP_NAMES)
    if found.pairs.empty:
        return _nothing(title, subtitle, asked)
    pairs = together.marked_pairs(found)
    names = found.nodes.set_index("entity")["name"]
    figure = heatmap_figure(
        [(entity, str(names[entity])) for entity in found.order],
        pairs,
        view.measure,
        asked.style,
        selected_mark_text(view),
        together.COUNTED[found.window],
    )
    scale = scale_html(
        wording.text(f"cooccurrence.measure.{view.measure}.long"),
        LIGHT.heat,
        together.scale_ticks(pairs, view.measure, wording),
    )
    rows = _rows(together.pair_listing(found, pairs, view.measure, wording))
    return Section(title, subtitle, figure, rows, [scale], _cut(found, asked))


def _network(asked: Asked) -> Section:
    view, wording = asked.view, asked.wording
    title, subtitle = wording.text("dossier.network.title"), wording.text("dossier.network")
    limit = together.NETWORK_NAMES
    found = together_of(asked.collection, view.selection, view.window, limit)
    if found.pairs.empty:
        return _nothing(title, subtitle, asked)
    strength = together.STRENGTHS[view.measure]
    drawn = network_of(asked.collection, view.selection, view.window, limit, strength)
    nodes, edges = together.marked_network(drawn, found)
    selected = selected_mark_text(view)
    chosen = edges[edges["mark"] == selected]
    counted = together.COUNTED[found.window]
    label = "" if chosen.empty else wording.count(counted, int(chosen["count"].iloc[0]))
    entries = network_legend(nodes, asked.style)
    notes = _cut(found, asked)
    if drawn.cut > 0:
        notes.append(together.edges_note(drawn, wording))
    return Section(
        title,
        subtitle,
        network_figure(nodes, edges, asked.style, selected, label, counted),
        above=[legend_html([(entry.label, entry.colour) for entry in entries])],
        notes=notes,
    )


def _change(asked: Asked) -> Section:
    view, wording = asked.view, asked.wording
    title = wording.text("cooccurrence.title")
    subtitle = wording.text("dossier.change")
    limit = changing.CHANGE_NAMES
    found = change_of(asked.collection, view.selection, view.window, limit, view.split)
    if found is None or found.pairs.empty:
        return _nothing(title, subtitle, asked)
    pairs = changing.changed_pairs(found)
    names = found.whole.nodes.set_index("entity")["name"]
    figure = heatmap_figure(
        [(entity, str(names[entity])) for entity in found.whole.order],
        pairs,
        "change",
        asked.style,
        selected_mark_text(view),
        together.COUNTED[view.window],
        diverging=True,
    )
    most = int(pairs["change"].abs().max())
    scale = scale_html(
        f"{wording.text('cooccurrence.fewer')} / {wording.text('cooccurrence.more')}",
        scale_colours(LIGHT, diverging=True),
        [f"-{most}", "0", f"+{most}"],
    )
    first = wording.span(found.start, found.split)
    note = f"{wording.text('cooccurrence.first_period')}: {first}"
    rows = _rows(changing.change_listing(pairs, wording))
    return Section(title, subtitle, figure, rows, [scale], [note])


def _money(asked: Asked) -> Section:
    collection, view, wording = asked.collection, asked.view, asked.wording
    title = amounts.money_title(collection, view.selection, wording)
    happened = view.selection.axis is DateAxis.HAPPENED
    subtitle = wording.text("dossier.money.happened" if happened else "dossier.money")
    found = money_of(collection, view.selection)
    if found.figures.empty:
        return _nothing(title, subtitle, asked)
    figures = amounts.marked_figures(found, happened, wording)
    selected = selected_mark_text(view)
    chosen = figures[figures["mark"] == selected]
    label = str(chosen["selected_label"].iloc[0]) if not chosen.empty else ""
    legend = money_legend_html(
        *(wording.text(f"money.legend.{shape}") for shape in ("exact", "more", "less", "range"))
    )
    undated = int(figures["day"].isna().sum())
    notes = []
    if undated:
        mentions = wording.count("count.amounts", undated)
        notes.append(wording.text("timeline.undated", mentions=mentions))
    return Section(
        title,
        subtitle,
        money_figure(figures, asked.style, selected, label),
        _rows(amounts.figure_listing(figures, wording, found)),
        [figures_html(amounts.money_metrics(found, wording)), legend],
        notes,
    )


def _statements(asked: Asked) -> Section:
    collection, view, wording = asked.collection, asked.view, asked.wording
    selection = view.selection.with_mark(None)
    names = collection.entity_names((view.entity,)) if view.entity else {}
    speaker = view.entity if view.entity in names else None
    title = (
        wording.text("statements.title.about", names=names[speaker])
        if speaker
        else wording.text("statements.title")
    )
    subtitle = wording.text("dossier.statements")
    total = collection.statement_count(selection, speaker)
    rows: pd.DataFrame = ask(
        collection,
        "statements",
        selection,
        speaker,
        _MOST_STATEMENTS,
        0,
        told.statement_order(view.order),
    )
    if rows.empty:
        return _nothing(title, subtitle, asked)
    notes = []
    if total > len(rows):
        notes.append(wording.text("dossier.rows_shown", shown=len(rows), total=total))
    return Section(
        title,
        subtitle,
        None,
        _rows(told.statement_listing(rows, total, wording)),
        notes=notes,
    )


# Name of a part, as the page offers it, -> its section; in the order of the file.
PARTS: Mapping[str, Callable[[Asked], Section]] = {
    "timeline": _timeline,
    "heatmap": _heatmap,
    "network": _network,
    "money": _money,
    "statements": _statements,
}
