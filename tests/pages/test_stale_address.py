"""A click may bring along an address that is older than the view; what was clicked stays."""

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

PAGES = Path(__file__).resolve().parents[2] / "dashboard" / "pages"


def _page() -> None:
    import streamlit as st

    from dashboard.model import Selection
    from dashboard.pages import session

    session.restore_view()
    st.button("choose", key="choose", on_click=lambda: session.change(mention="a@1-2", article="a"))
    st.button(
        "narrow",
        key="narrow",
        on_click=lambda: session.change(selection=Selection(text="مليار")),
    )
    session.publish_view()


def _told(app: AppTest, name: str) -> str:
    value = app.query_params[name]
    return value[0] if isinstance(value, list) else value


def _run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def test_a_click_on_the_heels_of_another_is_not_taken_back_by_the_old_address() -> None:
    app = _run(AppTest.from_function(_page))
    app.button("choose").click()
    _run(app)
    assert _told(app, "mention") == "a@1-2"
    # The browser has not heard of the new address yet.
    app.query_params.clear()
    app.button("narrow").click()
    _run(app)
    assert _told(app, "text") == "مليار"
    assert _told(app, "mention") == "a@1-2"


def test_back_still_takes_the_view_back() -> None:
    app = _run(AppTest.from_function(_page))
    app.button("choose").click()
    _run(app)
    app.query_params.clear()
    _run(app)
    assert "mention" not in app.query_params


_ASKING = {
    *("selectbox", "multiselect", "segmented_control", "pills", "text_input", "text_area"),
    *("date_input", "toggle", "checkbox", "file_uploader", "button", "plotly_chart", "tabs"),
}
_CALLBACKS = {"on_change", "on_click", "on_select"}


@pytest.mark.parametrize("path", sorted(PAGES.rglob("*.py")), ids=lambda path: path.stem)
def test_every_widget_says_that_a_person_acted(path: Path) -> None:
    # One that does not would take back what was clicked right before it.
    silent = [
        f"{path.name}:{call.lineno} {call.func.attr}"
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in _ASKING
        and not _CALLBACKS & {keyword.arg for keyword in call.keywords}
        and not any(
            keyword.arg is None and "session.on" in ast.unparse(keyword.value)
            for keyword in call.keywords
        )
    ]
    assert not silent
