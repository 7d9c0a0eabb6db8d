"""Teams for the screens of a consultant: of every kind that they tell apart."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

from benchmarks.many_teams import Team, fill, result
from data.clock import today
from scoring.report import DivergenceReport
from surveys.library import shipped_edition
from tests.pages.looking import HOSTILE


@cache
def answers(leaning: float) -> DivergenceReport:
    return result(people=(8, 7, 6), seed=4, leaning=leaning)


def some_teams() -> list[Team]:
    """Seven that compare, and one each that does not: why not is in its name, or a hostile word."""
    own = {"scanned": 2, "gaps": ("A", "C", "H"), "tier": "T4"}
    compared = [
        Team(f"{place:016x}", name, result=_one_of_its_kind(place), **own)
        for place, name in enumerate((*HOSTILE, "River table"))
    ]
    other = shipped_edition("capacity_open")
    day = today()
    foreign = Team("a" * 16, "Another questionnaire", scanned=1, tier="T2", gaps=("B",))
    asked = result(people=(8, 7), seed=1, edition=other)
    return [
        *compared,
        replace(foreign, edition=other, title="Capacity", result=asked),
        Team("b" * 16, "Long ago", result=answers(0.5), closed_on=day - timedelta(days=900)),
        Team("c" * 16, "Nothing released", result=None, closed_on=day),
        Team("d" * 16, "Made up", result=answers(0.5), demo=True, **own),
        Team("e" * 16, "Silent canary", result=answers(0.9), shown=None),
    ]


def _one_of_its_kind(place: int) -> DivergenceReport:
    whole = answers(round(0.3 + place / 20, 2))
    assert whole.comparison is not None
    return replace(whole, comparison=replace(whole.comparison, seed=place))


def put(teams: list[Team], account_id: str | None = None, *, role: str = "consultant") -> None:
    """Put teams into the database, each with this person in this role."""
    fill(
        teams,
        member=lambda team_id: (
            None
            if account_id is None
            else {
                "team_id": team_id,
                "account_id": account_id,
                "role": role,
                "given_by": "operator",
                "given_on": today(),
                "code_hash": None,
                "code_until": None,
            }
        ),
    )
