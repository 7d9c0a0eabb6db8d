"""What can be chosen for a wave until it opens; `about` keeps the fields of two waves apart."""

from datetime import date

import streamlit as st

from data.clock import today
from data.services import editions, holds
from data.views import EditionView, WaveView
from pages.parts.frame import small
from pages.parts.words import LANGUAGES, written_date

DATE_FORMAT = "MM/DD/YYYY"
SMALLEST_GROUP = 5
_LARGEST = 10


def edition_label(edition: EditionView) -> str:
    """A questionnaire in one line."""
    mark = "" if edition.shipped else f" (licensed, {edition.owner})"
    return (
        f"{edition.titled('en')} – {edition.statements} statements, "
        f"about {edition.minutes} minutes{mark}"
    )


def languages(edition: EditionView, chosen: tuple[str, ...], *, about: str) -> tuple[str, ...]:
    """In which languages people may answer."""
    picked = st.multiselect(
        "Languages of the form",
        list(edition.languages),
        default=[language for language in chosen if language in edition.languages],
        format_func=_language_name,
        key=f"languages-{about}",
    )
    return tuple(picked)


def closing_date(value: date, *, about: str) -> date:
    """The last day on which people may answer."""
    day = st.date_input(
        "Last day to answer",
        max(value, today()),
        min_value=today(),
        format=DATE_FORMAT,
        key=f"day-{about}",
    )
    return day if isinstance(day, date) else value


def smallest_group(value: int, *, about: str) -> int:
    """The fewest people of whom a figure is shown."""
    return int(
        st.number_input(
            "Smallest group that is shown",
            min_value=SMALLEST_GROUP,
            max_value=_LARGEST,
            value=value,
            help="No figure is shown for fewer people than this. Five is the least.",
            key=f"smallest-{about}",
        )
    )


def days_held(days: int, *, about: str) -> int:
    """For how many days only facilitators see the result after its release."""
    usual = [*range(4), *([days] if days > 3 else [])]
    picked = st.selectbox(
        "How long only facilitators see the result",
        [*usual, None],
        index=usual.index(days),
        format_func=_held,
        help="Time to prepare the meeting, and to speak first with a group it may be hard on.",
        key=f"held-{about}",
    )
    if picked is None:
        picked = int(
            st.number_input(
                "Days", min_value=0, max_value=holds.MOST_DAYS, value=7, key=f"held-days-{about}"
            )
        )
    if picked:
        day = written_date(holds.first_day(picked, released_on=today()), "en")
        small(
            f"Released today, the whole team sees it from {day}: the rest of today does not count. "
            "You can end this earlier, or lengthen it."
        )
    return picked


def facts(wave: WaveView, edition: EditionView) -> tuple[str, ...]:
    """What the form asks about the person, counted for the whole team only."""
    if not edition.facts:
        return ()
    whole = editions.edition(wave.team_id, wave.instrument_id, wave.instrument_version)
    words = whole.wording("en").facts
    picked = st.multiselect(
        "Ask at the end (counted for the whole team only, never with the answers)",
        list(edition.facts),
        default=[fact for fact in wave.facts if fact in edition.facts],
        format_func=lambda fact: words[fact].text if fact in words else str(fact),
        key=f"facts-{wave.id}",
    )
    return tuple(picked)


def _held(days: int | None) -> str:
    if days is None:
        return "Another number of days"
    if days == 0:
        return "Not at all: everybody sees it at once"
    return f"{24 * days} hours" if days <= 3 else f"{days} days"


def _language_name(language: str) -> str:
    return LANGUAGES.get(language) or language
