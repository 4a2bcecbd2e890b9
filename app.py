"""Siyaq's dashboard: ``streamlit run app.py``."""

import streamlit as st

from dashboard.pages.site import run

st.set_page_config(
    page_title="سياق · Siyaq",
    # A file of our own: Streamlit would fetch a named icon from the network.
    page_icon="static/icon.png",
    layout="wide",
    initial_sidebar_state="auto",
)
run()
