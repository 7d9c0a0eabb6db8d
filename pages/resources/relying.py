"""Can the lists be relied on: what calls have found, list by list and kind by kind."""

from collections.abc import Mapping

import streamlit as st

from data.services import calls, gaps, shown
from data.services.calls import Reliabilities, Reliability
from data.views import TeamView
from pages.charts import theme
from pages.charts.family_funnel import LISTS, Step, describe, family_funnel
from pages.charts.words import words
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.resources.calling import call_said
from pages.resources.gapping import next_calls
from pages.resources.listed import titled
from pages.resources.reading import category_name, resource_page
from scoring.cascade import CascadeStep
from scoring.listing import USABLE, WEIGHT

_QUESTIONS = (
    "Somebody is there",
    "They offer what is listed",
    "They take Medicaid, a sliding fee, or no fee",
    "They take the families that you asked for",
    "They have an opening within a week",
)
_MOST_SHOWN = 20
_WORDS = words("en")


def page() -> None:
    """What calls say of the lists of the team that the address names."""
    require_sign_in()
    resource_page("Can the lists be relied on?", _show)


def _show(team: TeamView) -> None:
    st.write(
        "What is listed is not always there, and what is there is not always open. Each call that "
        "your team writes down moves the figures on this screen."
    )
    found = calls.reliability(team.id)
    if not found.together.listed:
        st.info("No service is on the map yet.")
        return
    _together(found)
    _each("List by list", found.sources, found.believed)
    kinds = {category_name(kind): each for kind, each in found.kinds.items()}
    _each("Kind by kind", kinds, found.believed)
    _next(team, found)
    _made(team)


def _together(found: Reliabilities) -> None:
    st.header("All lists together", anchor=False)
    st.markdown(f"**{_usable(found.together)}**")
    st.write(_whence(found.together, found.believed))
    if found.believed == USABLE:
        small(
            "Riley, Brouwer and Jonas (2024), Drug and Alcohol Dependence Reports 12:100249: ten "
            "directories of treatment, checked by telephone."
        )
    _cascade(found.together, "all lists together")


def _usable(found: Reliability) -> str:
    told = found.usable.interval()
    return (
        f"About {found.usable.share:.0%} of listings are there and offer what is listed "
        f"(likely from {told.low:.0%} to {told.high:.0%})."
    )


def _whence(found: Reliability, believed: float) -> str:
    elsewhere = believed == USABLE
    before = (
        f"{USABLE:.0%} of what ten other directories list could be used"
        if elsewhere
        else f"{believed:.0%} of listings can be used, as your team wrote among the figures of need"
    )
    if not found.usable.calls:
        whence = "comes from elsewhere" if elsewhere else "is your team's own figure"
        return (
            f"No call of yours has told anything yet. This {whence}: {before}. Until "
            f"you call, that counts as much as {WEIGHT:.0f} calls would."
        )
    return (
        f"This is from {_number(found.usable.calls, 'call')} of yours that found out something, "
        f"and from what was known before: {before}, which counts as {WEIGHT:.0f} calls."
    )


def _cascade(found: Reliability, of: str) -> None:
    if not found.steps:
        return
    st.write(
        f"{found.called:,} of {found.listed:,} services were called in the last twelve months. "
        f"At {found.as_listed:,} of them all was as listed. How many are left, question by "
        "question:"
    )
    _drawn(found, of)
    for question, step in zip(_QUESTIONS, found.steps, strict=True):
        st.text(f"{question}: {_step(step)}")
    small(
        "Your team chose whom to call; services that were not called may be better or worse. What "
        "a call could not find out is in no share."
    )


def _drawn(found: Reliability, of: str) -> None:
    """The services that were called, and what is left of them question by question."""
    left = [
        Step(question, step.yes, step.yes + step.unknown)
        for question, step in zip(_QUESTIONS, found.steps, strict=True)
    ]
    steps = [Step("Called in the last twelve months", found.called, found.called), *left]
    st.plotly_chart(
        family_funnel(steps, of=of, words=_WORDS, about=LISTS),
        theme=None,
        config=theme.config("cascade", save=_WORDS.say("chart.save")),
        alt=describe(steps, of=of, words=_WORDS, about=LISTS),
        key=f"cascade-{of}",
    )


def _step(step: CascadeStep) -> str:
    more = f" Not known for {step.unknown}." if step.unknown else ""
    if not step.told:
        return f"not known for any of {step.unknown}."
    low, high = step.interval.low, step.interval.high
    return f"{step.yes} of {step.told} (likely {low:.0%} to {high:.0%} of such services).{more}"


def _each(title: str, several: Mapping[str, Reliability], believed: float) -> None:
    if not several:
        return
    st.header(title, anchor=False)
    for name, found in several.items():
        if found.called:
            called = _number(found.called, "service")
            with st.expander(f"{plain(name)}: about {found.usable.share:.0%}, {called} called"):
                st.write(_usable(found))
                small(_whence(found, believed))
                _cascade(found, name)
    silent = ", ".join(name for name, found in several.items() if not found.called)
    if silent:
        whence = "from elsewhere" if believed == USABLE else "by your team's own figure"
        small(f"No call yet, so about {believed:.0%} {whence}: {silent}.")


def _number(many: int, what: str) -> str:
    return f"{many:,} {what}" if many == 1 else f"{many:,} {what}s"


def _next(team: TeamView, found: Reliabilities) -> None:
    next_calls(team, gaps.gap_report(team.id))
    if not found.not_called:
        return
    st.subheader("Not called yet", anchor=False)
    small("Confirmed for some kind of help, and no call in the last twelve months.")
    for each in found.not_called[:_MOST_SHOWN]:
        if st.button(plain(titled(each)), key=f"not-called-{each.id}", type="tertiary"):
            links.go("resources-services", team=team.id, service=each.id, enter="call")
    if len(found.not_called) > _MOST_SHOWN:
        small(f"These are {_MOST_SHOWN} of {len(found.not_called):,}.")


def _made(team: TeamView) -> None:
    made = shown.calls(team.id)
    if not made:
        return
    st.header("Calls so far", anchor=False)
    names = {each.id: titled(each) for each in gaps.gap_report(team.id).services.values()}
    for each in made[:_MOST_SHOWN]:
        st.text(f"{names.get(each.listing_id, 'A service')}. {call_said(each, team)}")
    if len(made) > _MOST_SHOWN:
        small(f"These are the last {_MOST_SHOWN} of {len(made):,}.")
