"""Streamlit's settings while the server runs: what it says itself, without waiting for a lock."""

import threading

import pytest
import streamlit.config

from dashboard.pages.serve import setting


@pytest.mark.parametrize("key", ["server.port", "secrets.files", "global.minCachedMessageSize"])
def test_a_setting_is_what_streamlit_says(key: str) -> None:
    assert setting(key) == streamlit.config.get_option(key)


def test_a_changed_setting_is_seen() -> None:
    before = streamlit.config.get_option("client.showErrorDetails")
    streamlit.config.set_option("client.showErrorDetails", "none")
    try:
        assert setting("client.showErrorDetails") == "none"
    finally:
        streamlit.config.set_option("client.showErrorDetails", before)


def test_a_setting_that_there_is_not_is_refused_as_streamlit_refuses_it() -> None:
    with pytest.raises(RuntimeError) as theirs:
        streamlit.config.get_option("server.colour")
    with pytest.raises(RuntimeError) as ours:
        setting("server.colour")
    assert str(ours.value) == str(theirs.value)


def test_nobody_waits_for_who_holds_the_lock() -> None:
    streamlit.config.get_option("server.port")
    told: list[object] = []
    asking = threading.Thread(target=lambda: told.append(setting("server.port")), daemon=True)
    with streamlit.config._config_lock:
        asking.start()
        asking.join(10)
        assert told == [streamlit.config.get_option("server.port")]
