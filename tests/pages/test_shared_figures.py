"""What is made once for all who look at the same: figures, and answers, which nobody may change."""

from dataclasses import fields, is_dataclass

import pandas as pd
import pytest

from dashboard.charts.style import Figure
from dashboard.pages.charting import money
from dashboard.pages.remembering import _Kept, answers


def test_a_chart_is_drawn_again_only_for_another_view(open_screen, monkeypatch) -> None:
    drawn: list[str | None] = []
    draws = money.money_figure

    def counted(figures, style, selected, label):
        drawn.append(selected)
        return draws(figures, style, selected, label)

    monkeypatch.setattr(money, "money_figure", counted)
    # A period that no other test asks for, so that nothing of it is kept yet.
    view = {"chart": "money", "from": "2001-02-03", "lang": "en"}
    first = open_screen(**view).figures()
    assert open_screen(**view).figures() == first
    assert len(drawn) == 1
    open_screen(**view, digits="arab")
    open_screen(**{**view, "lang": "ar"})
    assert len(drawn) >= 2


@pytest.mark.parametrize(
    "view",
    [
        {"chart": "timeline"},
        {"chart": "timeline", "stack": "entity"},
        {"chart": "timeline", "lag": "1"},
        {"chart": "cooccurrence"},
        {"chart": "cooccurrence", "shape": "network"},
        {"chart": "cooccurrence", "shape": "change"},
        {"chart": "money"},
        {"chart": "statements"},
    ],
    ids=lambda view: "-".join(view.values()),
)
def test_no_page_changes_what_all_readers_share(open_screen, monkeypatch, view) -> None:
    made: list[tuple[object, str]] = []

    class Watched(_Kept):
        def __init__(self, value: object, size: int) -> None:
            super().__init__(value, size)
            made.append((value, settled(value)))

    monkeypatch.setattr("dashboard.pages.remembering._Kept", Watched)
    answers.clear()
    for language in ("ar", "en"):
        screen = open_screen(**view, lang=language)
        screen.run()
        assert screen.figures() or view["chart"] == "statements"
    assert len(made) > 10
    assert [value for value, before in made if settled(value) != before] == []


def settled(value: object) -> str:
    """All that it holds."""
    if isinstance(value, pd.DataFrame):
        return f"{value.dtypes.to_dict()} {value.to_dict('tight')}"
    if isinstance(value, Figure):
        return repr(value.to_dict())
    if is_dataclass(value):
        return str([settled(getattr(value, field.name)) for field in fields(value)])
    return repr(value)
