"""Set up a team: its agencies, how many people each, and the groups that follow from that."""

import hashlib
import re
from collections.abc import Sequence

import streamlit as st

from data.services import teams, waves
from data.services.authority import may, permit
from data.services.errors import NotFound, TeamProblems, WaveStateError
from data.views import AgencyEntry, AgencyView, FieldProblem, TeamView
from pages.facilitator.groups import show_groups
from pages.parts import links
from pages.parts.frame import heading, say_later, show_problems, show_refusal
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from surveys.sectors import SECTORS, sector_name

_SPARE_ROWS = 3
_FIRST_ROWS = 6
_MOST_ROWS = 60
_SMALLEST_GROUP = 5
_IDS = [sector.id for sector in SECTORS]
_PLACES = re.compile(r"^The agency in row \d+|\(rows \d+ and \d+\)\.$")


def page() -> None:
    """One team, or a new one."""
    require_sign_in()
    team_id = st.query_params.get("team", "new")
    if team_id == "new":
        permit("team.create")
        heading("Set up my team")
        _form(None)
        links.back()
        return
    try:
        _team(teams.team(team_id))
    except NotFound as missing:
        heading("No such team")
        st.write(plain(str(missing)))
    links.back()


def _team(team: TeamView) -> None:
    heading(team.name, over="Agencies and groups", demo=team.demo)
    if not may("team.change", team_id=team.id):
        _list_agencies(team)
        _groups(team)
        return
    links.link("people", "People and roles", team=team.id)
    if any(wave.state in ("open", "closing") for wave in waves.waves(team.id)):
        _roster(team)
    else:
        _form(team)
    _groups(team)
    _delete(team)


def _roster(team: TeamView) -> None:
    st.info("A wave of this team is open. Until it is closed, the roster stays as it is.")
    _list_agencies(team)


def _list_agencies(team: TeamView) -> None:
    for agency in team.agencies:
        kind = plain(sector_name(agency.sector))
        st.markdown(f"- **{plain(agency.name)}**, {kind}: {agency.people} people")


def _form(team: TeamView | None) -> None:
    st.write(
        "Numbers are enough: no names of people are needed. Count everybody who will be asked, "
        "yourself included if you answer. Rows that you leave empty do not count"
        f"{'; to take an agency out, empty its name' if team else ''}."
    )
    key, rows = _key(team), _rows(team)
    with st.form(f"team-{key}", enter_to_submit=False):
        name = st.text_input(
            "Team name", team.name if team else "", key=f"name-{key}", max_chars=120
        )
        place = st.text_input(
            "County or area", team.jurisdiction if team else "", key=f"place-{key}", max_chars=120
        )
        st.header("Agencies", anchor=False)
        entries = [_row(key, number, team) for number in range(1, rows + 1)]
        saved = st.form_submit_button("Save", type="primary")
    said = st.container()
    if rows < _MOST_ROWS and st.button("Add three more rows"):
        st.query_params["rows"] = str(rows + _SPARE_ROWS)
        st.rerun()
    if saved:
        with said:
            _save(team, name=name, place=place, entries=entries)


def _key(team: TeamView | None) -> str:
    """Names the fields after what is saved, so that they never show an older state of it."""
    return hashlib.sha256(repr(team).encode()).hexdigest()[:12] if team else "new"


def _rows(team: TeamView | None) -> int:
    """How many rows there are; the address says so, which outlives a restart of the server."""
    asked = st.query_params.get("rows", "")
    wanted = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    least = len(team.agencies) + _SPARE_ROWS if team else _FIRST_ROWS
    return min(max(wanted, least), _MOST_ROWS)


def _row(key: str, number: int, team: TeamView | None) -> AgencyEntry | None:
    agencies: Sequence[AgencyView] = team.agencies if team else ()
    known = agencies[number - 1] if number <= len(agencies) else None
    left, middle, right = st.columns([4, 4, 2])
    name = left.text_input(
        f"Agency {number}", known.name if known else "", key=f"name-{key}-{number}", max_chars=120
    )
    sector = middle.selectbox(
        f"Kind of agency {number}",
        _IDS,
        index=_IDS.index(known.sector) if known else None,
        format_func=sector_name,
        key=f"sector-{key}-{number}",
        placeholder="Choose",
    )
    people = right.number_input(
        f"People {number}",
        value=known.people if known else None,
        step=1,
        key=f"people-{key}-{number}",
    )
    if not name.strip() and (known or not people):
        return None
    return AgencyEntry(name=name, sector=sector or "", people=int(people or 0))


def _save(
    team: TeamView | None, *, name: str, place: str, entries: Sequence[AgencyEntry | None]
) -> None:
    agencies = [entry for entry in entries if entry]
    try:
        if team is None:
            saved = teams.create_team(name, place, agencies)
        else:
            saved = teams.update_team(team.id, name=name, jurisdiction=place, agencies=agencies)
    except TeamProblems as problems:
        show_problems(TeamProblems(_in_rows_of_the_screen(problems.problems, entries)))
        return
    except WaveStateError as refused:
        show_refusal(refused)
        return
    say_later("Saved.")
    links.stay(team=saved.id)


def _in_rows_of_the_screen(
    problems: Sequence[FieldProblem], entries: Sequence[AgencyEntry | None]
) -> tuple[FieldProblem, ...]:
    """The service counts the rows that are filled in; a reader counts all rows."""
    shown = [str(number) for number, entry in enumerate(entries, start=1) if entry]

    def on_screen(place: re.Match[str]) -> str:
        return re.sub(r"\d+", lambda number: shown[int(number[0]) - 1], place[0])

    return tuple(
        FieldProblem(
            where=problem.where,
            what=_PLACES.sub(on_screen, problem.what),
            right=problem.right,
        )
        for problem in problems
    )


def _groups(team: TeamView) -> None:
    st.header("Reporting groups", anchor=False)
    st.write(
        "Answers are counted in groups of at least five people. So small agencies are joined: with "
        "others of their kind if there are any, else with another small one. This is how your "
        "team would be counted, and what each group would be called:"
    )
    show_groups(waves.preview_groups(team.id), smallest=_SMALLEST_GROUP)
    if may("wave.draft", team_id=team.id):
        links.link("wave", "Make a new wave", team=team.id)


def _delete(team: TeamView) -> None:
    with st.expander("Delete this team"):
        st.write("All of its waves and results are deleted for good. This cannot be undone.")
        typed = st.text_input("Type the team's name to confirm", key=f"delete-{team.id}")
        if st.button("Delete for good"):
            take_step(
                lambda: teams.delete_team(team.id, confirm_name=typed),
                go=lambda _: links.go("start"),
                told="The team was deleted.",
                undone="Nothing was deleted.",
            )
