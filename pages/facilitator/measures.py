"""What every figure of a result means, in plain words, with where it comes from."""

import streamlit as st

from pages.charts.words import Words, number, words
from pages.parts import links
from pages.parts.frame import heading
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.parts.words import LANGUAGES, language_name
from scoring.measures import MEASURES, RESOURCE_MEASURES, Measure

_ABOUT = {"answers": MEASURES, "resources": RESOURCE_MEASURES}


def page() -> None:
    """Every measure there is, in the language that the address names or that is chosen here."""
    require_sign_in()
    said = words(_language())
    heading(said.say("measures.title"))
    about = _about(said)
    st.text(said.say("measures.say_resources" if about == "resources" else "measures.say"))
    for measure in _ABOUT[about].values():
        _show(measure, said)
    team = st.query_params.get("team")
    if team:
        links.link("resources", said.say("measures.to_resources"), team=team)
    wave = st.query_params.get("wave")
    if wave:
        links.link("results", said.say("measures.to_results"), wave=wave)


def _language() -> str:
    """The one that was chosen; before that, the one the address names."""
    known = sorted(LANGUAGES)
    asked = st.query_params.get("language")
    first = asked if asked in LANGUAGES else "en"
    current = st.session_state.get("measures-language", first)
    label = words(current).say("measures.language")
    return st.selectbox(
        label,
        known,
        index=known.index(first),
        format_func=language_name,
        key="measures-language",
    )


def _about(said: Words) -> str:
    """Which figures: what was chosen, and before that what the address names."""
    known = list(_ABOUT)
    asked = st.query_params.get("about")
    return st.selectbox(
        said.say("measures.about"),
        known,
        index=known.index(asked) if asked in _ABOUT else 0,
        format_func=lambda each: said.say(f"measures.about_{each}"),
        key="measures-about",
    )


def _show(measure: Measure, said: Words) -> None:
    """One measure; whatever is not written yet is left out."""
    name = _told(said, measure.key, "name") or measure.key
    st.header(plain(name), anchor=False)
    reading = _told(said, measure.key, "reading")
    if reading:
        st.text(reading)
    limits = _told(said, measure.key, "cut_offs")
    rows = (
        ("cut_offs", limits),
        ("range", _range(measure, said)),
        ("source", measure.source),
        ("key", "" if measure.takes == "resources" else measure.key),
    )
    for label, text in rows:
        if text:
            st.markdown(f"**{plain(said.say(f'measures.{label}'))}:** {plain(text)}")


def _told(said: Words, key: str, part: str) -> str:
    return said.sentences.get(f"measure.{key}.{part}", "")


def _range(measure: Measure, said: Words) -> str:
    """From where to where it goes, as far as it has fixed ends, and in what."""
    ends = {
        name: number(end)
        for name, end in (("low", measure.low), ("high", measure.high))
        if end is not None
    }
    kind = {(): "open", ("low",): "from", ("high",): "up_to"}.get(tuple(ends), "both")
    unit = said.say(f"measures.unit_{measure.unit}")
    return said.say(f"measures.range_{kind}", unit=unit, **ends)
