"""Which languages families need beside English: a form, and what people who need one are called."""

from collections.abc import Sequence

import streamlit as st

from data.services import listings, spoken_languages
from data.services.authority import may
from data.services.spoken_languages import by_name, key_of, labelled
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import small
from pages.parts.seen import offer_newer, seen
from pages.parts.steps import take_step
from pages.resources.reading import WORDS
from surveys.resource_map import resource_map

_FORM = "languages"


def condition_name(condition: str) -> str:
    """What may be said of a family; of a language by its key, that they speak it."""
    language = by_name(condition)
    return f"Speaks {language}" if language else WORDS.conditions[condition]


def language_conditions(languages: Sequence[str]) -> list[str]:
    """The conditions that a map has because of the languages that its team has chosen."""
    return [key for each in languages if by_name(key := key_of(each))]


def population_name(population: str, languages: Sequence[str]) -> str:
    """What people are called, with the languages that are meant where a team chooses them."""
    label = WORDS.populations[population].label
    if resource_map().population(population).decided_by == "chosen":
        return labelled(label, languages)
    return label


def choose_languages(team: TeamView) -> None:
    """The languages that are meant by "a language other than English", and a form for them."""
    found = spoken_languages.languages(team.id)
    with st.container(border=True):
        st.markdown("**Which languages your families need**")
        said = ", ".join(found.names) or "nobody has chosen yet, so no service counts as asked"
        st.text(f"Beside English: {said}.")
        small(
            "A service that speaks all of them counts as a yes, one that speaks none of them as a "
            "no. If it speaks some, it depends on the family, so that is not known."
        )
        if not may("resources.run", team_id=team.id):
            return
        if st.query_params.get("figure") == _FORM:
            _form(team, found)
        elif st.button("Choose languages"):
            links.stay(team=team.id, figure=_FORM)


def _form(team: TeamView, now: spoken_languages.Languages) -> None:
    opened = seen(f"languages-{team.id}", now)
    known = opened.value
    offered = spoken_languages.choices(listings.services(team.id))
    options = list(dict.fromkeys((*known.names, *offered)))
    with st.form(opened.form):
        chosen = st.multiselect(
            "Languages",
            options,
            default=list(known.names),
            max_selections=spoken_languages.MOST,
            placeholder="Choose languages",
        )
        sent = st.form_submit_button("Save these languages")
    if not sent:
        offer_newer(opened, now)
    if not sent or not opened.may_send():
        return
    take_step(
        lambda: spoken_languages.choose(team.id, chosen, based_on=known.version),
        go=lambda _: links.stay(team=team.id),
        told="Saved. The gaps and the family walk ask about these languages from now on.",
        then=opened.forget,
    )
