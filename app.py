"""Siyaq's dashboard: ``streamlit run app.py``."""

import streamlit as st

from dashboard.pages.site import run

st.set_page_config(
    page_title="سياق · Siyaq",
    page_icon=":material/plagiarism:",
    layout="wide",
    initial_sidebar_state="expanded",
)
run()
