"""What a team writes may tell who somebody is: nothing is kept before somebody has looked at it."""

from collections.abc import Collection, Iterable

from data.redaction import queue
from data.redaction.queue import Suspect
from data.redaction.small_forms import folded
from data.services.errors import FamilyStateError
from data.services.listings import as_listed
from data.services.teams import team


class MayTell(FamilyStateError):
    """Something may tell who somebody is, and nobody has said that it does not; nothing is saved.

    Attributes:
        found: each string, with why it is asked about.
    """

    def __init__(self, found: tuple[Suspect, ...]) -> None:
        self.found = found
        said = ", ".join(f"“{each.text}”" for each in found)
        super().__init__(
            f"This may tell who somebody is: {said}. Nothing is saved yet. Take it out, or say "
            "that you have looked at it."
        )


def check_looked_at(found: Iterable[Suspect], cleared: Collection[str]) -> None:
    """Go on only where somebody has looked at each string that was found.

    Args:
        cleared: strings of which the one who writes says that they tell on nobody.

    Raises:
        MayTell: something was found that is not cleared.
    """
    kept = {folded(each) for each in cleared}
    if left := tuple(each for each in found if folded(each.text) not in kept):
        raise MayTell(left)


def check_plain_name(team_id: str, name: str, *, cleared: Collection[str]) -> None:
    """Go on only with a name in which nobody is named; no contact book is there to compare it with.

    Raises:
        MayTell: as of `check_looked_at`.
    """
    check_looked_at(queue.suspects(name, places=known_places(team_id)), cleared)


def known_places(team_id: str) -> Iterable[str]:
    """Names of the team's own map: agencies, organizations, services, towns."""
    found = team(team_id)
    yield from (agency.name for agency in found.agencies)
    yield found.jurisdiction
    for each in as_listed(team_id):
        yield each.record.name
        yield each.organization.name if each.organization else ""
        yield from (site.city for site in each.sites if site.city)
