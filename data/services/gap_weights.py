"""How much each kind of help weighs for a team, as it has saved it; 1 where it has said nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.clock import today
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.errors import ChangedMeanwhile, ResourceProblems
from data.services.teams import team
from data.store import listings as store
from data.views import FieldProblem
from surveys.resource_map import resource_map

HEAVIEST = 10
_KEY = ("weights", "", "")
_MEANWHILE = (
    "Somebody has saved other weights meanwhile. Yours are not saved; look at theirs first."
)


@dataclass(frozen=True, slots=True)
class Weights:
    """What a team has saved.

    Attributes:
        values: from 0 to `HEAVIEST` by kind of help; one that is not there weighs 1.
        version: 0 where nothing was saved.
    """

    values: Mapping[str, int] = field(default_factory=dict)
    version: int = 0
    saved_by_name: str = ""


def weights(team_id: str) -> Weights:
    """How much each kind of help weighs."""
    team(team_id)
    permit("resources.see", team_id=team_id)
    row = store.newest(team_id, "need").get(_KEY)
    if row is None:
        return Weights()
    return Weights(_read(row["source"]), row["version"], row["saved_by_name"])


def save(team_id: str, values: Mapping[str, int], *, based_on: int) -> None:
    """Save how much each kind of help weighs; the others weigh 1.

    Raises:
        ResourceProblems: a weight cannot be.
        ChangedMeanwhile: somebody saved others meanwhile.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    said = "; ".join(f"{name}={each}" for name, each in values.items() if each != 1)
    if problem := wrong_in_archive(said):
        right = f"Use whole numbers from 0 to {HEAVIEST}."
        raise ResourceProblems((FieldProblem("weights", problem, right),))
    audit_log.record("resources.need", team_id=team_id, about=team_id)
    row = {
        **dict.fromkeys(("low", "likely", "high", "year")),
        "source": said,
        "saved_by_name": actor().name,
        "saved_on": today(),
    }
    if not store.add_version(team_id, "need", key=_KEY, version=based_on + 1, values=row):
        raise ChangedMeanwhile(_MEANWHILE)


def wrong_in_archive(text: str) -> str:
    """Why this cannot be weights as they are kept; empty where it can."""
    known = {each.id for each in resource_map().categories}
    for each in filter(None, text.split("; ")):
        name, _, weight = each.partition("=")
        if name not in known:
            return f"'{name[:60]}' is no kind of help of this map."
        if not (weight.isdecimal() and int(weight) <= HEAVIEST):
            return f"'{weight[:60]}' is no weight."
    return ""


def _read(text: str) -> dict[str, int]:
    pairs = (each.partition("=") for each in text.split("; ") if each)
    return {name: int(weight) for name, _, weight in pairs}
