"""How sure one may be of a redacted text: random sentences that a person reads one by one."""

import streamlit as st

from data.family_views import TranscriptView
from data.services import sampling
from data.services.sampling import Drawn
from data.views import TeamView
from pages.families.desk_words import sample_missing, sure
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.seen import as_shown, key_of
from pages.parts.steps import take_step

_SIZES = {
    60: "60 sentences, for 1 in 20",
    100: "100 sentences, for 1 in 33",
    150: "150 sentences, for 1 in 50",
    300: "300 sentences, for 1 in 100",
}


def sample(team: TeamView, found: TranscriptView) -> None:
    """Draw sentences, mark those that leak, and keep what was found."""
    st.write(
        "Chance picks sentences, and a person reads each of them alone. What they find says how "
        "many leaks the whole may still have, however careful everybody was."
    )
    small(
        "If none of them leaks, at most so many of all sentences do. A release needs 1 in 20, or "
        "all sentences where there are fewer."
    )
    if found.upper is not None:
        st.info(plain(f"The last sample: {sure(found)}"))
        small(sample_missing(found))
    if found.leaks:
        st.write("Take the leaks out first, under “Read it through”. Then draw another sample.")
        return
    size = st.selectbox(
        "How many", list(_SIZES), format_func=_SIZES.__getitem__, key=f"size-{found.id}"
    )
    version = as_shown(f"sample-{found.id}", found.version)
    if st.button("Draw sentences"):
        take_step(
            lambda: sampling.draw_sentences(team.id, found.id, size, seen=version),
            go=lambda _: links.stay(**st.query_params.to_dict()),
            told="",
        )
    drawn = sampling.drawn(team.id, found.id)
    if drawn is None:
        small(
            "Whoever decides, reads or samples may be the same person here; another one is better."
        )
        return
    _drawn(team, found, drawn)


def _drawn(team: TeamView, found: TranscriptView, drawn: Drawn) -> None:
    """What chance has drawn for whoever looks; it stays until they say what they found."""
    texts = drawn.texts
    if drawn.whole:
        small(f"These are all {len(texts):,} sentences there are.")
    else:
        small("These stay yours until you say what you found; to draw again adds more to them.")
    with st.container(border=True):
        st.markdown("\n\n".join(f"**{at}.** {plain(text)}" for at, text in enumerate(texts, 1)))
    with st.form(f"sample-{found.id}-{key_of(texts)}", enter_to_submit=False):
        leaks = st.multiselect(
            "Numbers of the sentences that still tell who somebody is",
            range(1, len(texts) + 1),
            placeholder="None of them",
        )
        if not st.form_submit_button("I have read each of them", type="primary"):
            return
    again = " Take those leaks out under “Read it through”, then draw another sample."
    take_step(
        lambda: sampling.record_sample(team.id, found.id, leaks=leaks, seen=found.version),
        go=lambda _: links.stay(**st.query_params.to_dict()),
        told=f"Kept.{again if leaks else ''}",
    )
