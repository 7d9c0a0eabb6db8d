"""The way to paper for those who want it: forms to print, and where sheets are typed in."""

import streamlit as st

from data.services import editions
from data.settings import settings
from data.views import WaveView
from pages.parts.frame import small
from pages.parts.plain import plain

_NAMES = {"en": "English", "es": "Spanish"}
_SIZES = {"": "", "?size=large": ", large print"}


def show(wave: WaveView) -> None:
    """Forms of a wave in its languages, and what happens with sheets that come back.

    How many sheets were typed in once is not shown: beside the number of answers it would tell
    which of them came from paper.
    """
    st.header("On paper", anchor=False)
    if not editions.of_wave(wave.id).instrument.wording_may_be_exported:
        st.write(
            "The permission for this questionnaire covers no copies of its wording, so there is "
            "no form on paper."
        )
        return
    st.write(
        "Some people would rather write. Print the form, give it out with a drawn code, and type "
        "in what comes back: twice, best by two people, then shred it. A sheet that was typed in "
        "only once when the wave closes is not counted, so count the sheets that wait."
    )
    for size, said in _SIZES.items():
        for language in wave.languages:
            name = plain(_NAMES.get(language, language))
            st.link_button(
                f"Paper form ({name}{said})", f"/export/paper/{wave.id}/{language}.pdf{size}"
            )
    st.link_button("Type in a paper sheet", "/paper")
    small(f"Others who type need no account: {plain(settings().public_url)}/paper")
