"""Figures are drawn once for all who look at the same, and anew for whoever looks at another."""

from dashboard.pages.charting import money
from dashboard.pages.remembering import Shared


def test_a_shared_value_is_made_once_and_the_oldest_goes_first() -> None:
    made: list[str] = []

    def of(key: str) -> str:
        return str(shared.value(key, lambda: made.append(key) or f"figure of {key}"))

    shared = Shared(2)
    assert [of("a"), of("a"), of("b"), of("a"), of("c"), of("b")] == [
        f"figure of {key}" for key in "aabacb"
    ]
    assert made == ["a", "b", "c", "b"]


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
