"""Reports on made-up answers."""

from collections.abc import Sequence
from fractions import Fraction

from scoring.release import release
from scoring.report import DivergenceReport, Measures, divergence_report
from tests.scoring.conftest import apart, cube_of, persons, scale
from tests.scoring.teams import made_team

ROSTERS = ((8, 3), (12, 4), (30, 8), (60, 3))
FACTS = {"years": {"long": 9, "short": 2, "new": 5}, "role": {"lead": 1, "staff": 15}}


def reported(
    rows: Sequence[Sequence[int]], *, no_answer: int = 0, ordinal: bool = True, public: bool = False
) -> DivergenceReport:
    """A report on items of one group each of which has so many people per level."""
    cube = cube_of([[row] for row in rows], no_answer=[[no_answer]] * len(rows))
    items = scale(len(rows[0]), items=len(rows), ordinal=ordinal)
    return divergence_report(release(cube, items=items, groups=apart(1), public=public))


def measures_of(row: Sequence[int], **how: bool | int) -> Measures:
    measures = reported([row], **how).items[0].measures  # type: ignore[arg-type]
    if measures is None:
        raise AssertionError("the team is shown")
    return measures


def team_report(seed: int, *, people: int, agencies: int, public: bool = False) -> DivergenceReport:
    team = made_team(seed, people=people, agencies=agencies)
    released = release(
        team.cube(), items=team.items, groups=team.shapes, facts=FACTS, public=public
    )
    return divergence_report(released)


def share_and_gap(row: Sequence[int]) -> tuple[Fraction, Fraction]:
    """The larger side's share and the mean distance of all pairs, without rounding."""
    people, middle = persons(row), Fraction(len(row) - 1, 2)
    size = len(people)
    lower = sum(level < middle for level in people)
    upper = sum(level > middle for level in people)
    distances = sum(abs(one - other) for one in people for other in people)
    return Fraction(max(lower, upper), size), Fraction(distances, size * (size - 1))
