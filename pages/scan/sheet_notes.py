"""What both worksheets say of themselves."""

import streamlit as st

from data.services.worksheets import SheetView
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.words import written_date
from surveys.worksheets import information_sharing, role_comparison


def about(sheet: SheetView) -> None:
    """What the sheet says of itself, and how far the team has changed it."""
    words = role_comparison() if sheet.kind == "roles" else information_sharing()
    st.write(plain(words.intro))
    st.warning(plain(words.not_legal_advice))
    if sheet.saved_on is None:
        small("This is our proposal; your team has not changed it yet.")
    else:
        small(f"Last changed by {sheet.saved_by_name} on {written_date(sheet.saved_on, 'en')}.")
