"""Figures stand beside each other only where they may, and the reason is said where they do not."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import insert, update

from benchmarks.many_teams import Team, result
from data.clock import at_day, today
from data.portfolio_views import OLDEST_MONTHS, ScanPlace
from data.services import portfolio, scans
from data.services.portfolio_comparing import pair_reason, partners
from data.store import database as store
from data.store.scope import EVERYTHING, within
from data.tables.base import table_of
from data.tables.people import Agency
from data.tables.scan import Scan, ScanAnswer, ScanDecision, ScanItem
from surveys.checklists import shipped_checklist
from surveys.library import shipped_edition
from tests.data.services.side_by_side import made, put, said_at_random, statements


@pytest.fixture
def six(database: str) -> list[Team]:
    """Six teams that agreed to everything."""
    some = [made(f"Table {place}", leaning=0.3 + place / 10) for place in range(6)]
    put(*some)
    return some


def answer(team_id: str) -> None:
    said = {"agency_code": "a1", "agency_name": "a1", "version": 99, "status": "in_place"}
    said |= dict.fromkeys(("evidence", "link", "source"), "") | {"carried": False}
    said |= dict.fromkeys(("confidence", "source_date"))
    rows = [{"item": item, **said} for item in ITEMS]
    add(ScanAnswer, team_id, rows, checked_on=today(), saved_by="x")


def settle(team_id: str) -> None:
    said = {"number": 99, "basis": "talk", "reason": "", "status": "in_place"}
    heard = dict.fromkeys(("a1", "a2", "a3"), 99)
    rows = [{"item": item, "heard": heard, **said} for item in ITEMS]
    add(ScanDecision, team_id, rows, checked_on=today(), saved_by="x")


def ask_more(team_id: str) -> None:
    own = {"id": "own9", "section": "funding", "text": "?", "evidence": "", "place": 9}
    own |= {"section_title": None, "who_knows": [], "removed": False}
    add(ScanItem, team_id, [own])


def ask_less(team_id: str) -> None:
    of_item = {"scan_id": f"s{team_id}", "id": "own0"}
    alter(ScanItem, of_item, removed=True)


def end(team_id: str) -> None:
    alter(Scan, {"id": f"s{team_id}"}, closed_on=today() - timedelta(days=600))


def take_in(team_id: str) -> None:
    """An agency that was not on the roster comes onto it, in the place of another."""
    alter(Agency, {"team_id": team_id, "code": "a3"}, code="left")


def always_open(scan_id: str) -> None:
    alter(Scan, {"id": scan_id}, closed_on=None)


def add(model: type, team_id: str, rows: list[dict[str, object]], **more: object) -> None:
    saved = {"scan_id": f"s{team_id}", "saved_by_name": "X", "saved_on": today(), **more}
    with within(EVERYTHING), store.writing() as connection:
        connection.execute(insert(table_of(model)), [row | saved for row in rows])


def alter(model: type, key: dict[str, str], **values: object) -> None:
    table = table_of(model)
    with within(EVERYTHING), store.writing() as connection:
        mine = [table.c[name] == value for name, value in key.items()]
        assert connection.execute(update(table).where(*mine).values(values)).rowcount == 1


CHANGES = (answer, settle, ask_more, ask_less, end, take_in)
ITEMS = [each.id for each in shipped_checklist("scan_open").checklist.items]


def test_as_much_of_a_scan_is_known_as_each_scan_says(database: str) -> None:
    """The screen of one scan reckons it another way, from everything that was ever said."""
    some = [made(f"Table {place}", scanned=place % 4) for place in range(12)]
    put(*some)
    for team in some:
        if team.scanned:
            said_at_random(team, Random(team.name))
    told = as_each_scan_says()
    assert sum(scan is not None for scan in told.values()) == 9
    assert all(scan is None or scan.oldest <= today() for scan in told.values())
    assert len({scan.known for scan in told.values() if scan is not None}) > 4


def as_each_scan_says() -> dict[str, ScanPlace | None]:
    """Where each team's scan stands, after comparing it with the board of that scan."""
    told = {place.team_id: place.scan for place in portfolio.portfolio().places}
    for team_id, place in told.items():
        scan = scans.scans(team_id)
        assert (place is None) == (not scan)
        if place is not None:
            summaries = [each.summary for each in scans.board(scan[0].id).sections]
            assert place.known == sum(each.known for each in summaries)
            assert place.applicable == sum(each.applicable for each in summaries)
    return told


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_added_to_a_scan_is_told_on_the_next_look(
    change: Callable[[str], None], sqlite_database: str
) -> None:
    some = [made(f"Table {place}", scanned=1) for place in range(4)]
    put(*some)
    for team in some:
        said_at_random(team, Random(team.name))
        always_open(f"s{team.id}")
    before = as_each_scan_says()
    with statements() as seen:
        portfolio.portfolio()
    assert not any("scan_answer.status" in sql for sql in seen)
    change(some[2].id)
    after = as_each_scan_says()
    assert {team for team in after if after[team] != before[team]} == {some[2].id}


def test_an_answer_that_grows_old_is_told_on_the_day_it_does(sqlite_database: str) -> None:
    team = made("Table", scanned=1)
    put(team)
    said_at_random(team, Random(3))
    always_open(f"s{team.id}")
    known = set()
    for days in (0, 30, 90, 330, 400):
        with at_day(today() + timedelta(days=days)):
            place = as_each_scan_says()[team.id]
        assert place is not None
        known.add(place.known)
    assert len(known) > 1


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
