"""What families will read and agree to, and which of it a change would break."""

import streamlit as st

from data.family_views import StudyView
from pages.families.reading import WORDS
from pages.families.settings_words import SETTINGS, value_said
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.words import language_name, written_date
from surveys.families_content import families_content
from surveys.family_promises import BrokenPromise, ToWhom, consent_text
from surveys.family_settings import StudySettings


def preview(settings: StudySettings) -> None:
    """Every sentence as families will read it, with the settings that it hangs on."""
    st.header("What families will read", anchor=False)
    languages = settings.languages
    language = languages[0]
    if len(languages) > 1:
        language = st.segmented_control(
            "Language of the sentences below",
            list(languages),
            default=languages[0],
            format_func=language_name,
            required=True,
            key="language-of-promises",
        )
    words = families_content().words(language)
    if words.translation == "first":
        small("This is a first translation. Have a speaker of it read it before you use it.")
    st.write(plain(words.consent_intro))
    lines = (
        f"- {plain(point.text)}  \n  :small[{plain(_hangs_on(point.settings))}]"
        for point in consent_text(settings, language)
    )
    st.markdown("\n".join(lines))


def _hangs_on(settings: tuple[str, ...]) -> str:
    if not settings:
        return "Always so; no setting changes it."
    return f"Hangs on: {'; '.join(SETTINGS[each] for each in settings)}."


def show_broken(plan: StudyView, broken: tuple[BrokenPromise, ...]) -> None:
    """Each promise that would not hold any more: what was said, and what would become of it."""
    said = {each.id: each.text for each in consent_text(plan.settings, "en")}
    points = dict.fromkeys(each.point for each in broken)
    many = "1 promise" if len(points) == 1 else f"{len(points)} promises"
    st.error(f"This would break {many} made to {to_whom(broken[0].to)}. It cannot be saved.")
    small("Somebody who is in the book of contacts and took a seat counts twice here.")
    for point in points:
        with st.container(border=True):
            st.markdown(f"They agreed to: “{plain(said[point])}”")
            for each in broken:
                if each.point == point:
                    small(change_said(each))


def change_said(broken: BrokenPromise) -> str:
    """Which change breaks a promise, from what to what."""
    was = value_said(broken.setting, broken.was)
    becomes = value_said(broken.setting, broken.becomes)
    return f"{SETTINGS[broken.setting]}: was {was}; would become {becomes}."


def to_whom(to: ToWhom) -> str:
    """How many were promised something, and under plans of which days."""
    many = WORDS.counted("people", to.people)
    first, last = written_date(to.first, "en"), written_date(to.last, "en")
    if to.first == to.last:
        return f"{many}, who read the plan of {first}"
    return f"{many}, who read the plans of {first} to {last}"
