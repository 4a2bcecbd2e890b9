"""The dashboard as a host runs it: ``python asgi.py``; dashboard/pages/serve.py has the rest."""

import sys

import streamlit as st

from dashboard.pages.serve import MIDDLEWARE, ROUTES, life, main

# Streamlit finds it by this name.
app = st.App("app.py", lifespan=life, routes=ROUTES, middleware=MIDDLEWARE)

if __name__ == "__main__":
    sys.exit(main(__file__))
