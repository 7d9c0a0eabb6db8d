"""An address for people without an account, and its picture for a phone to read."""

from io import BytesIO

import segno
import streamlit as st

from data.settings import settings
from pages.parts.frame import small

_SCALE = 6


def flyer(title: str, path: str, *, name: str) -> None:
    """Show an address as text to copy and as a picture to print.

    Args:
        path: begins with a slash.
        name: what it is for, as the picture is called for those who do not see it.
    """
    address = f"{settings().public_url}{path}"
    st.header(title, anchor=False)
    st.code(address, language=None, wrap_lines=True)
    st.image(picture(address), alt=f"{name}: a square code that opens {address}")
    small("A phone opens this address when its camera looks at the picture. Copy it and print it.")


def picture(address: str) -> bytes:
    """The square code of an address, as a PNG file."""
    file = BytesIO()
    segno.make(address, error="m").save(file, kind="png", scale=_SCALE, border=4)
    file.seek(0)
    return file.read()
