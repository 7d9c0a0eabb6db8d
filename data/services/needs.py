"""How many families need help: under a named tier, with where each figure comes from.

A local count goes before a planning default, and what agencies estimate is pooled with how far they
are apart. Where a figure is missing there is no need rather than a guess, and it is said which.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, cast

from data.clock import today
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.errors import ChangedMeanwhile, ResourceProblems
from data.services.need_views import (
    BY_ROAD,
    REACH,
    CategoryNeed,
    FigureEntry,
    FigureView,
    NeedView,
)
from data.services.scans import permit_answering
from data.services.teams import team
from data.services.texts import tidy
from data.store import listings as store
from data.views import FieldProblem
from scoring.need import Tier, TierNeed, Triangle, category_need, pooled, tier_need
from surveys.resource_map import resource_map
from surveys.resource_parts import Parameter

LOCAL = ("children", "births", "responses", "entries", "referred", "exposed")
"""What a team may have counted: children and births in its area; children with a response of child
protection; entries to care; families referred; infants with prenatal exposure."""
_SHARE_OF: Mapping[str, str] = {
    "T1": "children_parent_sud",
    "T2": "sud_given_response",
    "T3": "aod_at_removal",
    "T5": "prenatal_exposure",
}
_MADE_OF: Mapping[str, tuple[str, str]] = {
    "T2": ("responses", "responses_rate"),
    "T3": ("entries", "entries_rate"),
}
_COUNT_OF: Mapping[str, str] = {"T4": "referred", "T5": "exposed"}
_PER = "children_per_family"
EPISODES = "episodes"
FARTHEST = 500
MOST_EPISODES = 366
_LARGEST = 1e9
_LONGEST = 200
_MEANWHILE = "Somebody has saved this figure meanwhile. Yours is not saved; look at theirs first."
About = Literal["local", "parameter", "share", "episodes"]


def parameters() -> tuple[str, ...]:
    """The ids of all public figures, those to compare with too."""
    return tuple(each.id for each in resource_map().parameters)


def planning_defaults() -> tuple[str, ...]:
    """Those of them that some figure is worked out from; the others are there to compare with."""
    return tuple(each.id for each in resource_map().parameters if not each.comparison)


def need(team_id: str) -> NeedView:
    """Need as it stands, under the tier that the team has chosen."""
    team(team_id)
    permit("resources.see", team_id=team_id)
    rows = store.newest(team_id, "need")
    chosen = rows.get(("tier", "", ""))
    tier = cast("Tier", chosen["source"]) if chosen else None
    figures = {key: _local(key, rows.get(("local", key, ""))) for key in LOCAL}
    figures |= {key: _parameter(key, rows.get(("parameter", key, ""))) for key in parameters()}
    found, missing = _tier(tier, figures)
    categories = {each.id: _category(each.id, rows, found) for each in resource_map().categories}
    version = chosen["version"] if chosen else 0
    return NeedView(tier, version, found, missing, figures, categories)


def choose_tier(team_id: str, tier: str, *, based_on: int) -> None:
    """Choose which families are meant by need.

    Raises:
        ResourceProblems: there is no such tier.
        ChangedMeanwhile: somebody chose another one meanwhile.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    if tier not in {each.id for each in resource_map().tiers}:
        problem = FieldProblem("tier", f"'{tier[:60]}' is no tier.", "Choose one of the list.")
        raise ResourceProblems((problem,))
    audit_log.record("resources.need", team_id=team_id, about=team_id)
    values = {**dict.fromkeys(("low", "likely", "high", "year")), "source": tier}
    _add(team_id, ("tier", "", ""), based_on=based_on, values=values)


def save_figure(team_id: str, key: str, entry: FigureEntry, *, based_on: int) -> None:
    """Save a local count, or a local figure in the place of a planning default.

    Raises:
        ResourceProblems: all entries that need another look.
        ChangedMeanwhile: somebody saved another figure meanwhile.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    found = list(_problems(entry, most=_most(key)))
    if key not in (*LOCAL, *planning_defaults()):
        found.append(FieldProblem("key", f"'{key[:60]}' is no figure here.", "Choose one."))
    if key == _PER and not (entry.low or entry.likely):
        found.append(FieldProblem("likely", "A family has a child.", "Use a number above 0."))
    if key == REACH and min(entry.likely, entry.likely if entry.low is None else entry.low) <= 0:
        what = "Nothing is within 0 miles."
        found.append(FieldProblem("likely", what, "Use a number above 0."))
    if key == BY_ROAD and entry.likely < 1:
        what = "No road is shorter than a straight line."
        found.append(FieldProblem("likely", what, "Use 1 or more, such as 1.4."))
    _refuse([*found, *_without_source(entry)])
    audit_log.record("resources.need", team_id=team_id, about=team_id)
    about: About = "local" if key in LOCAL else "parameter"
    _add(team_id, (about, key, ""), based_on=based_on, values=_values(entry))


def save_share(
    team_id: str, category: str, agency_code: str, entry: FigureEntry, *, based_on: int
) -> None:
    """Save what an agency estimates: the share of the families of the tier that need this help.

    Raises:
        ResourceProblems: all entries that need another look.
        NotAllowed: the one who acts does not answer for this agency.
        ChangedMeanwhile: somebody saved another estimate meanwhile.
    """
    permit_answering(team_id, agency_code)
    found = list(_problems(entry, most=1))
    if category not in {each.id for each in resource_map().categories}:
        found.append(FieldProblem("category", f"'{category[:60]}' is none.", "Choose one."))
    _refuse(found)
    _add(team_id, ("share", category, agency_code), based_on=based_on, values=_values(entry))


def save_episodes(team_id: str, category: str, entry: FigureEntry, *, based_on: int) -> None:
    """Save how often a family that needs a kind of help needs it in a year.

    Raises:
        ResourceProblems: all entries that need another look.
        ChangedMeanwhile: somebody saved another figure meanwhile.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    found = list(_problems(entry, most=MOST_EPISODES))
    if category not in {each.id for each in resource_map().categories}:
        found.append(FieldProblem("category", f"'{category[:60]}' is none.", "Choose one."))
    if not (entry.low or entry.likely):
        what = "Whoever needs help needs it more often than never."
        found.append(FieldProblem("likely", what, "Use a number above 0."))
    _refuse([*found, *_without_source(entry)])
    audit_log.record("resources.need", team_id=team_id, about=team_id)
    _add(team_id, (EPISODES, category, ""), based_on=based_on, values=_values(entry))


def _without_source(entry: FigureEntry) -> Iterable[FieldProblem]:
    if not tidy(entry.source):
        right = "Write down who counted it, or where it stands."
        yield FieldProblem("source", "It is not said where this comes from.", right)


def _tier(
    tier: Tier | None, figures: Mapping[str, FigureView]
) -> tuple[TierNeed | None, tuple[str, ...]]:
    """Families under a tier, or which figures are missing for it."""
    if tier is None:
        return None, ()
    count = _COUNT_OF.get(tier)
    if count is not None and (counted := figures[count].triangle) is not None:
        return tier_need(tier, {"count": counted}), ()
    if tier == "T4":
        return None, ("referred",)
    taken: dict[str, Triangle | None] = {"share": figures[_SHARE_OF[tier]].triangle}
    missing = {"share": _SHARE_OF[tier]}
    if tier == "T5":
        taken["births"], missing["births"] = figures["births"].triangle, "births"
    else:
        taken[_PER], missing[_PER] = figures[_PER].triangle, _PER
        name = "children" if tier == "T1" else _MADE_OF[tier][0]
        taken[name], missing[name] = _children(tier, figures), "children"
    known = {name: each for name, each in taken.items() if each is not None}
    if len(known) < len(taken):
        return None, tuple(missing[name] for name in taken if name not in known)
    return tier_need(tier, known), ()


def _children(tier: Tier, figures: Mapping[str, FigureView]) -> Triangle | None:
    """Children that a tier is about: counted, or all of them times the planning default."""
    everybody = figures["children"].triangle
    if tier == "T1":
        return everybody
    count, rate = _MADE_OF[tier]
    counted, per_thousand = figures[count].triangle, figures[rate].triangle
    if counted is not None or everybody is None or per_thousand is None:
        return counted
    a_thousandth = Triangle(0.001, 0.001, 0.001)
    return everybody.times(per_thousand).times(a_thousandth)


def _category(
    category: str, rows: Mapping[tuple[str, ...], Mapping[str, Any]], found: TierNeed | None
) -> CategoryNeed:
    shares = {
        agency: _view(category, row)
        for (about, key, agency), row in rows.items()
        if (about, key) == ("share", category)
    }
    often = _local(category, rows.get((EPISODES, category, "")))
    told = {agency: [each.triangle] for agency, each in shares.items() if each.triangle}
    together = pooled(told)
    families = None
    if together is not None and found is not None:
        share = together.triangle
        families = category_need(found.families, share=share, episodes=often.triangle)
    return CategoryNeed(category, shares, together, families, often)


def _local(key: str, row: Mapping[str, Any] | None) -> FigureView:
    if row is None:
        return FigureView(key, None, "", None, local=True, guess=False, version=0, saved_by_name="")
    return _view(key, row)


def _parameter(key: str, row: Mapping[str, Any] | None) -> FigureView:
    if row is not None:
        return _view(key, row)
    default: Parameter = resource_map().parameter(key)
    sources = "; ".join(resource_map().source(each).text for each in default.sources)
    figures = default.figures
    likely, triangle = default.likely, None
    if likely is not None:
        triangle = Triangle(min(figures), likely, max(figures))
    return FigureView(
        key,
        triangle,
        sources,
        default.year,
        local=False,
        guess=default.guess,
        version=0,
        saved_by_name="",
    )


def _view(key: str, row: Mapping[str, Any]) -> FigureView:
    return FigureView(
        key,
        Triangle(row["low"], row["likely"], row["high"]),
        row["source"],
        row["year"],
        local=True,
        guess=False,
        version=row["version"],
        saved_by_name=row["saved_by_name"],
    )


def _values(entry: FigureEntry) -> dict[str, Any]:
    return {
        "low": entry.likely if entry.low is None else entry.low,
        "likely": entry.likely,
        "high": entry.likely if entry.high is None else entry.high,
        "source": tidy(entry.source),
        "year": entry.year,
    }


def _most(key: str) -> float:
    """A share is at most the whole, and no help is within reach across the continent."""
    if key == REACH:
        return FARTHEST
    shares = {each.id for each in resource_map().parameters if each.unit == "share"}
    return 1 if key in shares else _LARGEST


def _problems(entry: FigureEntry, *, most: float) -> Iterable[FieldProblem]:
    low = entry.likely if entry.low is None else entry.low
    high = entry.likely if entry.high is None else entry.high
    if not 0 <= low <= entry.likely <= high:
        came = f"Low {low:g}, likely {entry.likely:g} and high {high:g} are not in this order."
        yield FieldProblem("likely", came, "Put the lowest first and the highest last.")
    elif high > most:
        yield FieldProblem("high", f"{high:g} cannot be.", f"Use a number from 0 to {most:g}.")
    if entry.year is not None and not 1990 <= entry.year <= today().year:
        right = f"Use one from 1990 to {today().year}."
        yield FieldProblem("year", f"{entry.year} cannot be the year.", right)
    if len(entry.source) > _LONGEST:
        what = f"The source has {len(entry.source)} characters."
        yield FieldProblem("source", what, f"Use at most {_LONGEST}.")


def _add(
    team_id: str, key: tuple[str, str, str], *, based_on: int, values: Mapping[str, Any]
) -> None:
    saved = {**values, "saved_by_name": actor().name, "saved_on": today()}
    if not store.add_version(team_id, "need", key=key, version=based_on + 1, values=saved):
        raise ChangedMeanwhile(_MEANWHILE)


def _refuse(found: Iterable[FieldProblem]) -> None:
    problems = tuple(found)
    if problems:
        raise ResourceProblems(problems)
