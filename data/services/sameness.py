"""Services that may be one and the same, by their names and a second sign; never merged here.

What a person found to be two stays two: the pair is not proposed again, whatever newer files say,
since a service keeps its id from file to file.
"""

from dataclasses import dataclass, replace

from data.clock import today
from data.imports.directory.duplicates import proposed_duplicates
from data.resource_views import ServiceView
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.errors import ChangedMeanwhile, NotFound, ResourceProblems
from data.services.listings import as_listed, services
from data.services.teams import team
from data.store import listings as store
from data.views import FieldProblem


@dataclass(frozen=True, slots=True)
class SamePair:
    """Two services that may be one.

    Attributes:
        keys: what agrees besides their names: "phone", "address" or "host"; or "no_id", where one
            list has both for the same organization and place and gives them no ids.
        alike: their names, from 0 to 100.
    """

    one: ServiceView
    other: ServiceView
    keys: tuple[str, ...]
    alike: float


@dataclass(frozen=True, slots=True)
class ApartPair:
    """Two services of which a person has said that they are not the same."""

    one: ServiceView
    other: ServiceView
    saved_by_name: str


def same_pairs(team_id: str) -> tuple[SamePair, ...]:
    """Pairs that a person should look at, the most alike first; not those that are known to be two.

    Hidden addresses are compared here, where nothing of them is shown.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    standing = {each.id: each for each in as_listed(team_id) if each.is_listed_supply}
    apart = _apart(team_id)
    found = proposed_duplicates(
        [replace(each.record, id=key) for key, each in standing.items()],
        sites={key: each.sites for key, each in standing.items()},
    )
    known = {each.id: each for each in services(team_id)}
    return tuple(
        SamePair(known[each.one], known[each.other], each.keys, each.alike)
        for each in found
        if _pair(each.one, each.other) not in apart
    )


def apart_pairs(team_id: str) -> tuple[ApartPair, ...]:
    """Pairs that a person has found to be two, by name; of services that are still on the map."""
    team(team_id)
    permit("resources.run", team_id=team_id)
    known = {each.id: each for each in services(team_id)}
    pairs = (
        ApartPair(known[one], known[other], by)
        for (one, other), by in _apart(team_id).items()
        if one in known and other in known
    )
    return tuple(sorted(pairs, key=lambda pair: (pair.one.record.name, pair.one.id, pair.other.id)))


def set_apart(team_id: str, one: str, other: str, *, apart: bool = True) -> None:
    """Say of two services that they are not the same, or take that back.

    Raises:
        NotFound: one of them is not on the map.
        ResourceProblems: they are one listing, or one of them counts as the other.
        ChangedMeanwhile: somebody said something about this pair meanwhile.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    known = {each.id: each for each in services(team_id)}
    if one not in known or other not in known:
        raise NotFound("This service is not on the map any more. Reload the page.")
    merged = known[one].merged_into == other or known[other].merged_into == one
    if one == other or (apart and merged):
        right = "Let them stand for themselves first, on the page of the service."
        problem = FieldProblem("other", "These count as one and the same.", right)
        raise ResourceProblems((problem,))
    audit_log.record("resources.apart", team_id=team_id, about=one)
    before = store.newest(team_id, "apart").get(_pair(one, other))
    values = {"apart": apart, "saved_by_name": actor().name, "saved_on": today()}
    version = (before["version"] if before else 0) + 1
    key = _pair(one, other)
    if not store.add_version(team_id, "apart", key=key, version=version, values=values):
        raise ChangedMeanwhile("Somebody has looked at this pair meanwhile. Look once more.")


def _apart(team_id: str) -> dict[tuple[str, str], str]:
    """Pairs that are known to be two, with who said so."""
    rows = store.newest(team_id, "apart")
    return {
        (one, other): row["saved_by_name"] for (one, other), row in rows.items() if row["apart"]
    }


def _pair(one: str, other: str) -> tuple[str, str]:
    """One key for a pair, whichever comes first."""
    return (one, other) if one < other else (other, one)
