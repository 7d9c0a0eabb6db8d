"""The entry script of every staff screen: nothing is shown before the session was looked up."""

import streamlit as st

from pages.parts.frame import show_notice
from pages.parts.session import require_sign_in
from pages.shell.screens import navigation

st.set_page_config(page_title="Common Table", layout="centered")
require_sign_in()
screen = navigation()
st.set_page_config(page_title=f"{screen.title} – Common Table")
show_notice()
screen.run()
