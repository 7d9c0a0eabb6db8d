"""Figures stand beside each other only where they may, and the reason is said where they do not."""

from datetime import timedelta
from random import Random

import pytest

from benchmarks.many_teams import Team, result
from data.clock import today
from data.portfolio_views import OLDEST_MONTHS
from data.services import portfolio, scans
from data.services.portfolio_comparing import pair_reason, partners
from surveys.library import shipped_edition
from tests.data.services.side_by_side import made, put, said_at_random


@pytest.fixture
def six(database: str) -> list[Team]:
    """Six teams that agreed to everything."""
    some = [made(f"Table {place}", leaning=0.3 + place / 10) for place in range(6)]
    put(*some)
    return some


def test_as_much_of_a_scan_is_known_as_each_scan_says(database: str) -> None:
    """The screen of one scan reckons it another way, from everything that was ever said."""
    some = [made(f"Table {place}", scanned=place % 4) for place in range(12)]
    put(*some)
    for team in some:
        if team.scanned:
            said_at_random(team, Random(team.name))
    different = set()
    for place in portfolio.portfolio().places:
        scan = scans.scans(place.team_id)
        if not scan:
            assert place.scan is None
            continue
        assert place.scan is not None
        board = scans.board(scan[0].id)
        known = sum(section.summary.known for section in board.sections)
        assert place.scan.known == known
        assert place.scan.applicable == sum(each.summary.applicable for each in board.sections)
        assert place.scan.oldest is not None
        assert place.scan.oldest <= today()
        different.add(known)
    assert len(different) > 4


@pytest.mark.parametrize("measure", ["values", "scan", "gaps"])
def test_pairs_compare_only_where_what_was_asked_is_the_same(measure: str, database: str) -> None:
    other = shipped_edition("capacity_open")
    alike = {"scanned": 1, "gaps": ("A", "B"), "tier": "T4"}
    put(
        made("A", **alike),
        made("B", **alike),
        made("C", result=result(people=(7, 6), seed=1, edition=other), edition=other, tier="T2")
        if measure == "values"
        else made("C", gaps=("A",), tier="T2"),
    )
    one, two, three = portfolio.portfolio().places
    day = today()
    assert pair_reason(one, two, measure, as_of=day) is None  # type: ignore[arg-type]
    told = str(pair_reason(one, three, measure, as_of=day))  # type: ignore[arg-type]
    assert (
        told
        == {
            "values": "They were asked different questionnaires, or different editions of one.",
            "scan": "C has not begun a scan.",
            "gaps": "Their maps of need are about different families.",
        }[measure]
    )
    told = str(pair_reason(three, one, measure, as_of=day))  # type: ignore[arg-type]
    assert told.startswith(("They", "C has not", "Their"))


def test_what_is_older_than_a_year_and_a_half_compares_with_nothing(database: str) -> None:
    old = today() - timedelta(days=31 * (OLDEST_MONTHS + 2))
    put(made("Old", closed_on=old), made("New"), *(made(f"X{n}") for n in range(4)))
    view = portfolio.portfolio()
    found = {place.name: place for place in view.places}
    reason = pair_reason(found["New"], found["Old"], "values", as_of=today())
    assert reason is not None
    assert reason.months is not None
    assert reason.months > OLDEST_MONTHS
    assert f"is {reason.months} months old; at most {OLDEST_MONTHS} are compared." in str(reason)
    assert view.benchmarks[0].response.teams == 5


def test_partners_are_counted_as_pair_by_pair(six: list[Team]) -> None:
    put(made("Other", scanned=2, gaps=("A",), tier="T4"), made("More", scanned=1, demo=True))
    view = portfolio.portfolio()
    counted = partners(view.places, as_of=view.as_of)
    for one in view.places:
        for measure in ("values", "scan", "gaps"):
            pairs = [
                pair_reason(one, other, measure, as_of=view.as_of)  # type: ignore[arg-type]
                for other in view.places
                if other is not one
            ]
            found = counted[one.team_id, measure]  # type: ignore[index]
            if isinstance(found, int):
                assert found == pairs.count(None)
            else:
                assert None not in pairs
