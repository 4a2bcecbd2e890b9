"""A click may bring along an address that is older than the view; what was clicked stays."""

from streamlit.testing.v1 import AppTest


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
