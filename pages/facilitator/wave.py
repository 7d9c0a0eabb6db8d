"""One wave, from draft to release: what can be done now, and what it will mean."""

from datetime import timedelta

import streamlit as st

from data.clock import today
from data.services import editions, teams, waves
from data.services.authority import may, permit
from data.services.errors import NotFound, WaveProblems, WaveStateError
from data.views import TeamView, WaveView
from pages.facilitator import choices, closing, draft, running
from pages.facilitator.groups import show_groups
from pages.parts import links
from pages.parts.frame import heading, show_problems, show_refusal
from pages.parts.plain import plain
from pages.parts.session import require_sign_in

_AT_FIRST = timedelta(weeks=3)
_SHOWN = {
    "draft": draft.show,
    "open": running.show_open,
    "closing": closing.show_closing,
    "closed": running.show_closed,
    "released": running.show_released,
    "archived": running.show_released,
}


def page() -> None:
    """The wave that the address names, or a new one for a team."""
    require_sign_in()
    wave_id, team_id = st.query_params.get("wave"), st.query_params.get("team")
    try:
        if wave_id:
            closing.close_due_waves([waves.wave(wave_id).team_id])
            _show(waves.wave(wave_id))
        elif team_id:
            _new(teams.team(team_id))
        else:
            raise NotFound("Choose a wave on the start page.")
    except NotFound as missing:
        heading("No such wave")
        st.write(plain(str(missing)))
    except WaveStateError as refused:
        show_refusal(refused)
    links.back()


def _show(wave: WaveView) -> None:
    heading(wave.title, over=wave.team_name, demo=wave.demo)
    if not may("wave.change", team_id=wave.team_id):
        running.show_from_beside(wave)
        return
    _SHOWN[wave.state](wave)


def _new(team: TeamView) -> None:
    permit("wave.draft", team_id=team.id)
    heading("New wave", over=team.name, demo=team.demo)
    st.write("A wave is one round of one questionnaire. Nothing opens yet.")
    known = {f"{each.instrument_id} {each.version}": each for each in editions.editions(team.id)}
    chosen = st.selectbox(
        "Questionnaire", list(known), format_func=lambda key: choices.edition_label(known[key])
    )
    edition, about = known[chosen], f"{team.id}-{chosen}"
    spoken = choices.languages(edition, edition.languages, about=about)
    day = choices.closing_date(today() + _AT_FIRST, about=about)
    smallest = choices.smallest_group(choices.SMALLEST_GROUP, about=about)
    st.header("Counted in these groups", anchor=False)
    show_groups(waves.preview_groups(team.id, smallest_group=smallest), smallest=smallest)
    if not st.button("Make a draft", type="primary"):
        return
    try:
        made = waves.draft_wave(
            team.id,
            edition.instrument_id,
            version=edition.version,
            languages=spoken,
            smallest_group=smallest,
            closes_on=day,
        )
    except WaveProblems as problems:
        show_problems(problems)
        return
    links.stay(wave=made.id)
