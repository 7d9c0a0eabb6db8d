"""Which team is meant on the command line."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.views import TeamSummary


def team_named(name: str) -> "tuple[TeamSummary | None, str]":
    """The team with this id or name; else None, and what is wrong with it and what there is."""
    from data.services import teams

    known = teams.teams()
    found = [team for team in known if team.id == name] or [
        team for team in known if team.name == name
    ]
    if len(found) == 1:
        return found[0], ""
    several = ", ".join(f"'{team.name}' ({team.id})" for team in found or known) or "none"
    if found:
        said = f"{len(found)} teams are called '{name}'; give an id."
    else:
        said = f"there is no team with the id or name '{name}'."
    return None, f"TEAM: {said} There are: {several}."
