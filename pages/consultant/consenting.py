"""Whether a team's results may stand beside those of other teams, in plain words."""

import streamlit as st

from data.portfolio_views import ConsentView
from data.services import portfolio_consent
from data.services.authority import may
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import heading, show_notice, small
from pages.parts.named import named_team
from pages.parts.seen import offer_newer, seen
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import written_date

_SEEN = "Our team may be seen beside other teams"
_COUNTED = "Our figures may count in benchmarks"
_WHAT_IS_SEEN = """
- where the team stands: waves, scan, map of resources, family groups
- of the last released result: how many answered, on how many statements there is common ground,
  and on how many the groups stand apart; of each statement, where the whole team stands
- how much of the scan is known, gaps by their kind, and how old the oldest evidence is
"""
_WHAT_IS_NOT = """
- answers, groups, agencies and anybody's words
- any figure of a wave that is not released, or whose result is on hold
"""


def page() -> None:
    """What the team that the address names allows, and how its facilitator changes that."""
    require_sign_in()
    team = named_team()
    if team is None:
        return
    said = portfolio_consent.history(team.id)
    heading("Beside other teams", over=team.name, demo=team.demo)
    show_notice()
    _explain()
    now = said[0] if said else ConsentView()
    st.header("What your team allows", anchor=False)
    st.write(_in_words(now))
    if may("portfolio.consent", team_id=team.id):
        _form(team, now)
    else:
        st.info("A facilitator of your team decides on this.")
    _history(said)
    links.link("meeting", "Meet and act", team=team.id)
    links.back()


def _explain() -> None:
    st.write(
        "Somebody who helps several teams can look at them side by side. Your team is in that "
        "picture only if a facilitator of your team says so here. Until then it is not, and "
        "nothing is lost by that."
    )
    st.header("Who would see it", anchor=False)
    st.write(
        "Only people who are a facilitator or a consultant of your team. They may open these "
        "results one by one already; here they see them next to those of their other teams. "
        "Nobody else sees your team here; whoever runs this program on the machine could take the "
        "same as a file, from teams that agreed only."
    )
    st.header("What is seen", anchor=False)
    st.markdown(_WHAT_IS_SEEN)
    st.write("And what is not:")
    st.markdown(_WHAT_IS_NOT)
    st.header("What a benchmark is", anchor=False)
    st.write(
        "Of each statement it tells between which two shares the middle half of the teams lies, "
        "rounded. It takes at least 5 teams and 50 people, and no team may have more than 30 in "
        "100 of them. No team is named in it. Teams are never ranked."
    )


def _form(team: TeamView, now: ConsentView) -> None:
    opened = seen(f"consent-{team.id}", now)
    with st.form(opened.form):
        shown = st.checkbox(_SEEN, value=opened.value.shown)
        counted = st.checkbox(_COUNTED, value=opened.value.counted)
        small(
            "You can take both back at any time. From that moment your team is on no such screen, "
            "in no new file and in no benchmark. A file that somebody took before stays with them."
        )
        saved = st.form_submit_button("Save", type="primary")
    if not saved:
        offer_newer(opened, now)
        return
    if not opened.may_send():
        return
    based_on = opened.value.version
    take_step(
        lambda: portfolio_consent.allow(team.id, shown=shown, counted=counted, based_on=based_on),
        go=lambda _: st.rerun(),
        told="Saved. It holds from now on.",
        then=opened.forget,
    )


def _in_words(said: ConsentView) -> str:
    shown = "may be seen beside other teams" if said.shown else "is not seen beside other teams"
    counted = "count in benchmarks" if said.counted else "do not count in benchmarks"
    return f"Your team {shown}. Its figures {counted}."


def _history(said: tuple[ConsentView, ...]) -> None:
    if not said:
        small("Nobody has said anything about it yet.")
        return
    with st.expander("Who said what, and when"):
        for each in said:
            day = written_date(each.saved_on, "en") if each.saved_on else ""
            small(f"{day}, {each.saved_by_name}: {_in_words(each)}")
