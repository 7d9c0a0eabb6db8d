"""The entry script of every staff screen: nothing is shown before the session was looked up."""

import streamlit as st

from data.services.errors import NotAllowed
from pages.parts import links
from pages.parts.frame import heading, show_notice, show_refusal
from pages.parts.session import came_by_screen, signed_in
from pages.shell.screens import navigation

st.set_page_config(page_title="Common Table", layout="centered")
with signed_in():
    screen = navigation()
    st.set_page_config(page_title=f"{screen.title} – Common Table")
    show_notice()
    try:
        with came_by_screen(screen.url_path or "start"):
            screen.run()
    except NotAllowed as refusal:
        heading("Not for you")
        show_refusal(refusal)
        links.back()
