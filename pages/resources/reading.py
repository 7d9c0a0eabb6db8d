"""What the screens about resources share: the team they are about, and words for what is known."""

from calendar import month_name
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from data.resource_views import CapacityView, FactState, FactView
from data.services import directories
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import heading
from pages.parts.named import named_team
from pages.parts.words import written_date
from scoring.amounts import StatedSum
from surveys.resource_map import resource_words

WORDS = resource_words("en")
STATES: dict[FactState, str] = {
    "yes": "Yes",
    "no": "No",
    "unknown": "Not known",
    "not_asked": "Not asked",
}


def resource_page(title: str, show: Callable[[TeamView], None]) -> None:
    """A screen about the resources of the team that the address names."""
    team = named_team()
    if team is None:
        return
    heading(title, over=team.name, demo=team.demo)
    if not team.demo and directories.is_made_up(team.id):
        st.warning("Made-up data: a file that was brought into this map says that it is invented.")
    show(team)
    if title != "Community resources":
        links.link("resources", "Back to community resources", team=team.id)
    links.back()


def category_name(category: str) -> str:
    """What a kind of help is called."""
    return WORDS.categories[category].title


def counted(number: int, one: str) -> str:
    """A number with the word for what it counts."""
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


def fact_said(fact: FactView) -> str:
    """What is known to a question, from whom and of which day."""
    said = STATES[fact.state]
    if fact.condition:
        said += f": {fact.condition}"
    return said + whence(fact.source, fact, by_import=fact.by_import)


def whence(source: str, known: FactView | CapacityView, *, by_import: bool = False) -> str:
    """Where something is known from, and of which day."""
    day = "no day given" if known.as_of is None else _written(known.as_of, told=known.told)
    if by_import:
        day = f"brought in on {day}, no day in the list"
    elif isinstance(known, CapacityView) and known.at_latest:
        day = f"brought in on {written_date(known.at_latest, 'en')}, no day in the list"
    old = ", older than a year" if known.is_old else ""
    return f" ({source}, {day}{old})" if source else f" ({day}{old})" if known.as_of else ""


def _written(day: date, *, told: str) -> str:
    """A day, or the month or year where only that is told."""
    if not told:
        return written_date(day, "en")
    return f"{month_name[day.month]} {day.year}" if "-" in told else told


def sum_said(total: StatedSum, unit: str, *, shared: int = 0, at_most: float = 0.0) -> str:
    """A sum of what is stated, and how many do not state it.

    Args:
        shared: services of which only bounds are known.
        at_most: how much those have together beside what is sure.
    """
    if shared:
        whole, alone = total.stated + total.not_stated, total.not_stated - shared
        said = sum_said(replace(total, not_stated=alone), unit) if total.stated or alone else ""
        more = (
            f"{shared} of {whole} have up to {at_most:,.0f} that other kinds of help use too, or "
            "that are told in two units. How many are for this one is not known."
        )
        return f"{said} {more}".lstrip()
    services = total.stated + total.not_stated
    if not services:
        return "No service is confirmed yet."
    if not total.stated:
        return f"None of {services} says how many. That is not zero: nobody knows."
    more = f" or more; {total.not_stated} of {services} do not say" if total.not_stated else ""
    return f"{total.total:,.0f} {unit}{more}."
