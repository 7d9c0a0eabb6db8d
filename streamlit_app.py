"""The front door: `streamlit run streamlit_app.py` finds `app` and serves it."""

import streamlit as st

from pages.shell.application import lifespan, middleware, routes, script_failed

app = st.App(
    "pages/shell/main.py",
    routes=routes,
    middleware=middleware,
    lifespan=lifespan,
    on_script_error=script_failed,
)
