"""How long families wait, as far as anybody knows: how many ask for what there is."""

from math import inf, isnan, nan

import streamlit as st

from data.services.gaps import GapReport
from data.services.other_figures import Wait, waits
from data.views import TeamView
from pages.charts.waiting_line import Asking, describe, waiting_line
from pages.charts.words import number
from pages.parts import links
from pages.parts.frame import small
from pages.resources.needing import said
from pages.resources.picturing import WORDS, picture, without
from pages.resources.reading import WORDS as RESOURCE_WORDS
from pages.resources.reading import category_name
from scoring.waiting import Waiting


def show(team: TeamView, report: GapReport) -> None:
    """The part of the screen about waiting."""
    st.header("How long families wait", anchor=False)
    found = waits(report)
    told = [each for each in found if each.busy or each.days or each.in_line.stated]
    kinds = [_asking(each, report) for each in told]
    need = report.need
    if need.tier is None or need.need is None:
        small("How many families ask is not known yet, so only what services say can be told.")
        links.link("resources-need", "How many families", team=team.id)
        for each in kinds:
            st.text(f"{each.label}: {each.days}")
    elif kinds:
        tier = f"{RESOURCE_WORDS.tiers[need.tier].title}, {said(need.need.families)} a year"
        figure = waiting_line(kinds, tier=tier, words=WORDS)
        picture("waiting", figure, describe(kinds, tier=tier, words=WORDS))
    _rest([each for each in found if each not in told])
    small(
        "Days to wait and families in line are what services state, in the last three months. "
        "Where all of them say who is in line, and the line does not grow, it is told how long a "
        "family waits by that: families in line, over families who come in a day. A service that "
        "only a list knows may not be there: the high end of a range counts none of them, the "
        "other numbers count all."
    )


def _rest(rest: list[Wait]) -> None:
    silent = [each.category for each in rest if each.not_stated]
    without("Not every service says how much it can take", silent)
    without("Not known how many need it", [e.category for e in rest if not e.not_stated])


def _asking(wait: Wait, report: GapReport) -> Asking:
    """One kind of help as the chart draws it."""
    low, likely, high = map(_ratio, wait.busy) if wait.busy else (nan, nan, nan)
    why = "" if wait.busy else _why(wait, report)
    told = f"{_days(wait)}. {in_line(wait)}".strip(". ")
    listed = _from_list(wait, report) if wait.busy else ""
    return Asking(category_name(wait.category), low, likely, high, why, told, listed)


def _from_list(wait: Wait, report: GapReport) -> str:
    if not wait.from_list:
        return ""
    services = len(report.category(wait.category).services)
    are = "is" if wait.from_list == 1 else "are"
    return f"{wait.from_list} of {services} services {are} known from a list alone"


def _ratio(told: Waiting) -> float:
    """Families that ask for each that can be served; without an end where nobody can be."""
    return inf if told.grows and told.utilisation != told.utilisation else told.utilisation


def _why(wait: Wait, report: GapReport) -> str:
    if not wait.not_stated:
        return "Not known: how many families need it"
    services = len(report.category(wait.category).services)
    return f"Not known: {wait.not_stated} of {services} services do not say how much they can take"


def in_line(wait: Wait) -> str:
    """How many families are in line, and how long they wait by that; empty where none is told."""
    line = wait.in_line
    if not line.stated:
        return ""
    are = "family is" if line.total == 1 else "families are"
    told = f"{number(line.total)} {are} in line"
    if line.at_least:
        return f"At least {told} ({line.stated} of {line.stated + line.not_stated} services say)"
    days = wait.busy[1].days if wait.busy else nan
    return told if isnan(days) else f"{told}, so a family waits about {days:,.0f} days"


def _days(wait: Wait) -> str:
    services = len(wait.days) + wait.silent
    if not wait.days:
        return "No service says how many days"
    first, last = wait.days[0], wait.days[-1]
    days = number(first) if first == last else f"{number(first)} to {number(last)}"
    return f"Services say {days} days ({len(wait.days)} of {services} say)"
