"""Services that may be one and the same, by their names and a second sign; never merged here."""

from dataclasses import dataclass, replace

from data.imports.directory.duplicates import proposed_duplicates
from data.resource_views import ServiceView
from data.services.authority import permit
from data.services.listings import services
from data.services.teams import team


@dataclass(frozen=True, slots=True)
class SamePair:
    """Two services that may be one.

    Attributes:
        keys: what agrees besides their names: "phone", "address" or "host".
        alike: their names, from 0 to 100.
    """

    one: ServiceView
    other: ServiceView
    keys: tuple[str, ...]
    alike: float


def same_pairs(team_id: str) -> tuple[SamePair, ...]:
    """Pairs that a person should look at, the most alike first.

    Hidden addresses are compared here, where nothing of them is shown.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    standing = {each.id: each for each in services(team_id) if each.is_supply}
    found = proposed_duplicates(
        [replace(each.record, id=key) for key, each in standing.items()],
        sites={key: each.sites for key, each in standing.items()},
    )
    return tuple(
        SamePair(standing[each.one], standing[each.other], each.keys, each.alike) for each in found
    )
