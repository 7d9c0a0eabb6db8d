"""Set up a team: its agencies, how many people each, and the groups that follow from that."""

from collections.abc import Sequence

import streamlit as st

from data.services import teams, waves
from data.services.errors import NotFound, TeamProblems, WaveStateError
from data.views import AgencyEntry, AgencyView, GroupView, TeamView
from pages.parts import links
from pages.parts.frame import heading, say_later, show_problems
from pages.parts.plain import plain
from surveys.sectors import SECTORS, sector_name

_SPARE_ROWS = 3
_FIRST_ROWS = 6
_IDS = [sector.id for sector in SECTORS]


def page() -> None:
    """One team, or a new one."""
    team_id = st.query_params.get("team", "new")
    if team_id == "new":
        heading("Set up my team")
        _form(None)
        return
    try:
        team = teams.team(team_id)
    except NotFound as missing:
        heading("No such team")
        st.write(plain(str(missing)))
        return
    heading(team.name, over="Agencies and groups", demo=team.demo)
    _form(team)
    _groups(team)
    _delete(team)


def _form(team: TeamView | None) -> None:
    st.write(
        "Numbers are enough: no names of people are needed. Count everybody who will be asked, "
        "yourself included if you answer."
    )
    key = team.id if team else "new"
    rows = st.session_state.setdefault(f"rows-{key}", _rows(team))
    with st.form(f"team-{key}", enter_to_submit=False):
        name = st.text_input("Team name", team.name if team else "", max_chars=120)
        place = st.text_input("County or area", team.jurisdiction if team else "", max_chars=120)
        st.subheader("Agencies", anchor=False)
        entries = [_row(key, place_, team) for place_ in range(rows)]
        saved = st.form_submit_button("Save", type="primary")
    if st.button("Add three more rows"):
        st.session_state[f"rows-{key}"] = rows + 3
        st.rerun()
    if saved:
        _save(team, name=name, place=place, entries=[entry for entry in entries if entry])


def _rows(team: TeamView | None) -> int:
    return len(team.agencies) + _SPARE_ROWS if team else _FIRST_ROWS


def _row(key: str, place: int, team: TeamView | None) -> AgencyEntry | None:
    agencies: Sequence[AgencyView] = team.agencies if team else ()
    known = agencies[place] if place < len(agencies) else None
    number = place + 1
    left, middle, right = st.columns([4, 4, 2])
    name = left.text_input(
        f"Agency {number}", known.name if known else "", key=f"name-{key}-{place}", max_chars=120
    )
    sector = middle.selectbox(
        f"Kind of agency {number}",
        _IDS,
        index=_IDS.index(known.sector) if known else None,
        format_func=sector_name,
        key=f"sector-{key}-{place}",
        placeholder="Choose",
    )
    people = right.number_input(
        f"People {number}",
        min_value=0,
        max_value=500,
        value=known.people if known else 0,
        key=f"people-{key}-{place}",
    )
    if not name.strip() and not people:
        return None
    return AgencyEntry(name=name, sector=sector or "", people=int(people))


def _save(team: TeamView | None, *, name: str, place: str, entries: list[AgencyEntry]) -> None:
    try:
        if team is None:
            saved = teams.create_team(name, place, entries)
        else:
            saved = teams.update_team(team.id, name=name, jurisdiction=place, agencies=entries)
    except TeamProblems as problems:
        show_problems(problems)
        return
    except WaveStateError as refused:
        st.error(plain(str(refused)))
        return
    st.session_state.pop(f"rows-{team.id if team else 'new'}", None)
    say_later("Saved.")
    links.stay(team=saved.id)


def _groups(team: TeamView) -> None:
    st.subheader("Reporting groups", anchor=False)
    st.write(
        "Answers are counted in groups of at least five people, so small agencies are joined with "
        "others of their kind. This is how your team would be counted:"
    )
    show_groups(waves.preview_groups(team.id))
    links.link("wave", "Make a new wave", team=team.id)


def show_groups(groups: Sequence[GroupView]) -> None:
    """Each group with what it will be called and who is in it."""
    if not groups:
        st.warning("Fewer than five people: nothing could be shown. Add more people.")
        return
    if len(groups) == 1:
        st.info("All agencies together make one group. Results will be for the whole team only.")
    for group in groups:
        st.markdown(f"- **{plain(group.named('en'))}**, {group.people} people")
        if len(group.agencies) > 1:
            st.caption("Counts together: " + plain(", ".join(group.agencies)))


def _delete(team: TeamView) -> None:
    with st.expander("Delete this team"):
        st.write("All of its waves and results are deleted for good. This cannot be undone.")
        typed = st.text_input("Type the team's name to confirm", key=f"delete-{team.id}")
        if st.button("Delete for good"):
            try:
                teams.delete_team(team.id, confirm_name=typed)
            except TeamProblems as problems:
                show_problems(problems)
                return
            except WaveStateError as refused:
                st.error(plain(str(refused)))
                return
            say_later("The team was deleted.")
            links.go("start")
