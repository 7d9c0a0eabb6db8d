"""Figures of teams side by side, in words."""

from collections.abc import Iterator
from datetime import date

from data.portfolio_views import REFUSED, PortfolioView, TeamPlace
from data.services.portfolio_comparing import months_between
from data.services.portfolio_results import IN_STAGES
from pages.parts.words import written_date
from scoring.benchmarks import Benchmark
from surveys.resource_map import resource_words

WORDS = resource_words("en")
_STANDS = {
    "none": "No wave has been drafted.",
    "draft": "Wave {title} is a draft.",
    "open": "Wave {title} is open until {day}.",
    "closing": "Wave {title} is being closed.",
    "closed": "Wave {title} is closed and not released.",
    "released": "Wave {title} is released.",
    "archived": "Wave {title} is in the archive.",
}
STAGES = {
    "none": "No wave yet",
    "draft": "A draft",
    "open": "Open",
    "closing": "Being closed",
    "closed": "Closed, not released",
    "released": "Released",
    "archived": "In the archive",
}
_NO_RESULT = {
    "not_released": "No result is released yet.",
    "on_hold": "The result is on hold until a facilitator shows it.",
    "changed": "The stored result is not the one that was released. Use a backup.",
}
_OTHER = {
    "capacity": "Last result on capacity",
    "readiness": "Last result on readiness",
    "other": "Last result of another questionnaire",
}
MEASURE = {
    "values": "Response, common ground, what stands out",
    "scan": "How much of the scan is known",
    "gaps": "Gaps by kind",
}


def counted(number: int, one: str, many: str) -> str:
    """Such as "1 team" and "3 teams"."""
    return f"{number:,} {one if number == 1 else many}"


def stands(place: TeamPlace) -> str:
    """Where a team stands in the process, in a few sentences."""
    said = [_wave(place)]
    if place.released:
        said.append(f"{counted(place.released, 'wave', 'waves')} released.")
    said.append(_round(place))
    services = counted(place.gaps.services, "service", "services")
    said.append(f"{services} on the map." if place.gaps.services else "No map of resources.")
    if place.families.plans:
        over = f"{place.families.over} of {place.families.sessions} family sessions are over"
        said.append(f"{over}.")
    return " ".join(said)


def figures(place: TeamPlace, *, as_of: date) -> Iterator[tuple[str, str]]:
    """What stands side by side of a team: what it is, and what it comes to."""
    yield from _of_result(place)
    for other in place.others:
        yield _OTHER[other.kind], f"{other.title}, {written_date(other.closed_on, 'en')}"
    if place.newer_on_hold and place.result is not None:
        yield "On hold", "A newer result is held until a facilitator shows it."
    if place.scan is not None:
        known = f"{place.scan.known} of {place.scan.applicable}"
        yield "Scan known", f"{known}{_in_brackets(place.scan.known_share)}"
    if place.gaps.kinds:
        named = (f"{WORDS.gap_name(kind)}: {n}" for kind, n in place.gaps.kinds.items())
        yield "Gaps", "; ".join(named)
    oldest = place.oldest_evidence
    if oldest is not None:
        yield "Oldest evidence", f"{written_date(oldest, 'en')}, {age(oldest, as_of)}"


def _of_result(place: TeamPlace) -> Iterator[tuple[str, str]]:
    """The result that stands for a team first, or why there is none."""
    result = place.result
    if result is None:
        yield "Last result", _NO_RESULT[place.no_result or "not_released"]
        return
    yield "Last result", f"{result.title}, {written_date(result.closed_on, 'en')}"
    invited = f" of {result.invited}" if result.invited else ""
    yield "Answered", f"{result.people}{invited}{_in_brackets(result.response)}"
    if result.agreed is not None:
        of = counted(result.labelled, "statement", "statements")
        yield "Common ground", f"on {result.agreed} of {of}"
    elif result.statements and result.kind not in IN_STAGES:
        yield "Common ground", "too few answered to say"
    if result.stand_out is not None and result.by_chance is not None:
        found = counted(result.stand_out, "statement", "statements")
        chance = f"by chance alone about {result.by_chance:.1f}"
        yield "Groups stand apart", f"on {found}; {chance}"


def age(day: date, as_of: date) -> str:
    """How long ago, in months."""
    months = months_between(day, as_of)
    return "less than a month ago" if months < 1 else f"{counted(months, 'month', 'months')} ago"


def middle(found: Benchmark, *, share: bool) -> str:
    """Where the middle half lies, or why that is not told."""
    if found.low is None or found.high is None:
        return REFUSED[found.refused] if found.refused else ""
    span = (
        f"{found.low:.0%} to {found.high:.0%}" if share else f"{found.low:.1f} to {found.high:.1f}"
    )
    return f"{span} ({counted(found.teams, 'team', 'teams')}, {found.people:,} people)"


def left_out(view: PortfolioView) -> str:
    """How many of one's teams are here, and why others are not."""
    here, roles = len(view.places), view.roles
    if here == roles:
        return f"All {counted(roles, 'team', 'teams')} of yours agreed to be seen here."
    return (
        f"{here} of your {counted(roles, 'team', 'teams')} agreed to be seen here. The others are "
        "left out. A facilitator of a team says so under Meet and act, Beside other teams."
    )


def _wave(place: TeamPlace) -> str:
    day = written_date(place.wave_day, "en") if place.wave_day else ""
    return _STANDS[place.stage].format(title=f"“{place.wave_title}”", day=day)


def _round(place: TeamPlace) -> str:
    if place.scan is None:
        return "No scan."
    ended = "has ended" if place.scan.closed_on else "is open"
    return f"Round {place.scan.number} of the scan {ended}."


def _in_brackets(share: float | None) -> str:
    return "" if share is None else f" ({share:.0%})"
