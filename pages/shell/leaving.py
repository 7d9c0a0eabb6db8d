"""Sign out without leaving the screens; the address is that of the plain page."""

import streamlit as st

from pages.parts import links
from pages.parts.frame import heading
from pages.parts.session import require_sign_in, sign_out


def page() -> None:
    """Ask once, then end the session in every tab."""
    require_sign_in()
    heading("Sign out?")
    st.write("This ends your session in every tab. What is saved stays.")
    if st.button("Sign out", type="primary"):
        sign_out()
        st.rerun()
    links.back()
