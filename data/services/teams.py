"""Set up a team: its name, its agencies, and how many people of each will be asked."""

from collections.abc import Iterator, Sequence

from data.clock import today
from data.services import audit_log, family_deletion
from data.services.authority import actor, out_of_reach, permit
from data.services.errors import NotFound, TeamProblems, WaveStateError
from data.services.rules import Action
from data.services.texts import folded, tidy
from data.store import people as store
from data.store.closing import tidy_up
from data.store.memberships import Role
from data.store.scope import within
from data.tokens import new_id
from data.views import AgencyEntry, AgencyView, FieldProblem, TeamSummary, TeamView
from surveys.sectors import SECTORS

__all__ = [
    "AgencyEntry",
    "AgencyView",
    "FieldProblem",
    "NotFound",
    "TeamProblems",
    "TeamSummary",
    "TeamView",
    "WaveStateError",
    "create_team",
    "delete_team",
    "has_any_team",
    "permit_within",
    "problems_of",
    "team",
    "teams",
    "update_team",
]

_LONGEST_NAME = 120
_MOST_AGENCIES = 60
_MOST_PEOPLE = 500
_UNDER_WAY = "A wave of this team is open. Close it first; until then its roster stays as it is."


def create_team(
    name: str, jurisdiction: str, agencies: Sequence[AgencyEntry], *, demo: bool = False
) -> TeamView:
    """A new team.

    Args:
        demo: everything about it is made up, and every screen says so.

    Raises:
        TeamProblems: all entries that need another look.
    """
    permit("team.create")
    entries = _checked(name, jurisdiction, agencies)
    roster = _with_codes(entries, known={})
    made = TeamView(
        id=new_id(), name=tidy(name), jurisdiction=tidy(jurisdiction), demo=demo, agencies=roster
    )
    audit_log.record("team.create", team_id=made.id, about=made.id, name=made.name)
    audit_log.keep_anchor()
    who = actor()
    own = Role(made.id, who.id, "facilitator", given_by=who.id, given_on=today())
    with within({made.id}):
        store.add_team(made, facilitator=own.values() if who.kind == "person" else None)
    return made


def update_team(
    team_id: str, *, name: str, jurisdiction: str, agencies: Sequence[AgencyEntry]
) -> TeamView:
    """Change a team; an agency that keeps its name keeps its place in earlier waves.

    Raises:
        TeamProblems: all entries that need another look.
        WaveStateError: one of its waves is open.
        NotFound: there is no such team.
    """
    before = team(team_id)
    permit("team.change", team_id=team_id)
    entries = _checked(name, jurisdiction, agencies)
    known = {folded(agency.name): agency.code for agency in before.agencies}
    changed = TeamView(
        id=team_id,
        name=tidy(name),
        jurisdiction=tidy(jurisdiction),
        demo=before.demo,
        agencies=_with_codes(entries, known=known),
    )
    audit_log.record("team.change", team_id=team_id, about=team_id)
    if not store.change_team(changed):
        raise WaveStateError(_UNDER_WAY)
    return changed


def teams() -> tuple[TeamSummary, ...]:
    """The teams of the one who acts, by name; all of them for whoever holds the machine."""
    actor()
    return store.teams()


def team(team_id: str) -> TeamView:
    """One team.

    Raises:
        NotFound: there is none with this id.
    """
    found = store.team(team_id)
    if found is None:
        out_of_reach("team.see", "team", team_id)
        raise NotFound("This team is not here. It may have been deleted.")
    permit("team.see", team_id=team_id)
    return found


def permit_within(action: Action, *, team_id: str) -> None:
    """Go on only if the one who acts may take this step in a team of theirs.

    Raises:
        NotFound: they have nothing to do with this team, or there is none.
        NotAllowed: they have, and this is for others in it.
    """
    team(team_id)
    permit(action, team_id=team_id)


def delete_team(team_id: str, *, confirm_name: str) -> None:
    """Delete a team with all of its waves and results, for good.

    Raises:
        TeamProblems: the name typed to confirm is another one.
        WaveStateError: one of its waves is open.
        NotFound: there is no such team.
    """
    known = team(team_id)
    permit("team.delete", team_id=team_id)
    if folded(confirm_name) != folded(known.name):
        typed = FieldProblem(
            where="confirm_name",
            what="This is not the name of the team.",
            right=f"Type '{known.name}' to delete it.",
        )
        raise TeamProblems((typed,))
    audit_log.record("team.delete", team_id=team_id, about=team_id, name=known.name)
    audit_log.keep_anchor()
    family_deletion.note(team_id)
    if not store.remove_team(team_id):
        family_deletion.forget(team_id)
        raise WaveStateError("A wave of this team is open. Close it before you delete the team.")
    family_deletion.finish(team_id)
    tidy_up()


def problems_of(
    name: str, jurisdiction: str, agencies: Sequence[AgencyEntry]
) -> tuple[FieldProblem, ...]:
    """What would keep a team from being set up so; nothing if all is well."""
    try:
        _checked(name, jurisdiction, agencies)
    except TeamProblems as wrong:
        return wrong.problems
    return ()


def has_any_team() -> bool:
    """Somebody has set up a team, or filled in the demo."""
    return store.any_team()


def _checked(
    name: str, jurisdiction: str, agencies: Sequence[AgencyEntry]
) -> tuple[AgencyEntry, ...]:
    entries = tuple(
        AgencyEntry(name=tidy(entry.name), sector=entry.sector, people=entry.people)
        for entry in agencies
    )
    problems = (
        *_name_problems("name", tidy(name), what="The team", right="Give it a name."),
        *_length_problems("jurisdiction", tidy(jurisdiction), what="The jurisdiction"),
        *_roster_problems(entries),
    )
    if problems:
        raise TeamProblems(problems)
    return entries


def _roster_problems(entries: tuple[AgencyEntry, ...]) -> Iterator[FieldProblem]:
    if not entries:
        yield FieldProblem("agencies", "No agency is listed.", "List at least one.")
    if len(entries) > _MOST_AGENCIES:
        right = f"List at most {_MOST_AGENCIES}."
        yield FieldProblem("agencies", f"{len(entries)} agencies are listed.", right)
    first: dict[str, int] = {}
    for place, entry in enumerate(entries):
        yield from _agency_problems(f"agencies.{place}", entry, row=place + 1)
        earlier = first.setdefault(folded(entry.name), place)
        if entry.name and earlier != place:
            what = f"'{entry.name}' is listed twice (rows {earlier + 1} and {place + 1})."
            yield FieldProblem(f"agencies.{place}.name", what, "Give one of them another name.")


def _agency_problems(where: str, entry: AgencyEntry, *, row: int) -> Iterator[FieldProblem]:
    called = f"'{entry.name}'" if entry.name else f"The agency in row {row}"
    yield from _name_problems(f"{where}.name", entry.name, what=called, right="Give it a name.")
    if entry.sector not in {sector.id for sector in SECTORS}:
        what = f"{called} is of a kind that is not on the list."
        yield FieldProblem(f"{where}.sector", what, "Choose its kind from the list.")
    if isinstance(entry.people, bool) or not isinstance(entry.people, int):
        what = f"{called} has no whole number of people."
        yield FieldProblem(f"{where}.people", what, f"Give a number from 1 to {_MOST_PEOPLE}.")
    elif not 1 <= entry.people <= _MOST_PEOPLE:
        what = f"{called} has {entry.people} people."
        right = f"Give a number from 1 to {_MOST_PEOPLE}, or leave the agency out."
        yield FieldProblem(f"{where}.people", what, right)


def _name_problems(where: str, name: str, *, what: str, right: str) -> Iterator[FieldProblem]:
    if not name:
        yield FieldProblem(where, f"{what} has no name.", right)
    yield from _length_problems(where, name, what="This name")


def _length_problems(where: str, text: str, *, what: str) -> Iterator[FieldProblem]:
    if len(text) > _LONGEST_NAME:
        right = f"Use at most {_LONGEST_NAME}."
        yield FieldProblem(where, f"{what} has {len(text)} characters.", right)


def _with_codes(
    entries: tuple[AgencyEntry, ...], *, known: dict[str, str]
) -> tuple[AgencyView, ...]:
    """Codes in the order of the roster, so that ties in the merging rule go by it."""
    return tuple(
        AgencyView(
            code=known.get(folded(entry.name)) or f"a{place:02d}{new_id()[:6]}",
            name=entry.name,
            sector=entry.sector,
            people=entry.people,
        )
        for place, entry in enumerate(entries, start=1)
    )
