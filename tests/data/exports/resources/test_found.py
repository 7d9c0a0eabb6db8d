"""The sheet of how much is found tells every two directories, and why it tells nothing."""

import pytest

from data.exports.resources.found import EMPTY_LIST, NO_OVERLAP, ONE_LIST
from data.services import directories, listings, teams
from data.views import AgencyEntry
from tests.data.exports.resources.sheets import sheet

ESTIMATES = tuple(
    f"{what}_{end}"
    for what in ("services_in_all", "share_found")
    for end in ("low", "likely", "high")
)


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    return teams.create_team("River county", "", (AgencyEntry("Court", "court", 6),)).id


def read(team_id: str, source: str, services: int, *, status: str = "active") -> None:
    rows = (f"{source}{at},{source} {at},x,{status}" for at in range(services))
    table = "\n".join(("id,name,description,status", *rows)).encode()
    directories.accept(directories.read(team_id, {"services.csv": table}, source=source))


def merge(team_id: str, first: str, second: str, *, both: int) -> None:
    ids = {each.record.external_id: each.id for each in listings.services(team_id)}
    for at in range(both):
        listings.merge(team_id, ids[f"{second}{at}"], into=ids[f"{first}{at}"])


def test_two_directories_of_one_county_have_found_two_thirds(team_id: str) -> None:
    """Miami-Dade: 110 addresses in one, 63 in the other, 33 in both; about 208, so 67 %."""
    read(team_id, "211", 110)
    read(team_id, "Locator", 63)
    merge(team_id, "211", "Locator", both=33)
    (row,) = sheet(team_id, "How much is found")
    assert (row["first_directory"], row["second_directory"]) == ("211", "Locator")
    assert (row["on_first"], row["on_second"], row["on_both"]) == (110, 63, 33)
    assert row["found_on_either"] == 140
    assert row["services_in_all_likely"] == pytest.approx(208, abs=0.5)
    assert row["share_found_likely"] == pytest.approx(0.67, abs=0.005)
    assert row["services_in_all_low"] < 208 < row["services_in_all_high"]
    assert row["share_found_low"] == pytest.approx(140 / row["services_in_all_high"])
    assert row["share_found_high"] == pytest.approx(140 / row["services_in_all_low"])
    assert row["why_not_known"] == "—"


def test_every_two_of_three_directories_have_a_row_and_a_reason(team_id: str) -> None:
    for source, services in (("A", 4), ("B", 3), ("C", 2)):
        read(team_id, source, services)
    merge(team_id, "A", "B", both=2)
    read(team_id, "C", 2, status="inactive")
    rows = sheet(team_id, "How much is found")
    pairs = {(row["first_directory"], row["second_directory"]): row for row in rows}
    assert list(pairs) == [("A", "B"), ("A", "C"), ("B", "C")]
    assert pairs["A", "B"]["services_in_all_likely"] == pytest.approx((4 + 1) * (3 + 1) / 3 - 1)
    assert pairs["A", "C"]["why_not_known"] == EMPTY_LIST
    read(team_id, "C", 2)
    silent = sheet(team_id, "How much is found")[1]
    assert (silent["on_both"], silent["why_not_known"]) == (0, NO_OVERLAP)
    assert {silent[name] for name in ESTIMATES} == {"not known"}
    assert None not in silent.values()


def test_one_directory_alone_says_nothing_of_what_it_misses(team_id: str) -> None:
    assert sheet(team_id, "How much is found") == []
    read(team_id, "211", 3)
    (row,) = sheet(team_id, "How much is found")
    assert (row["on_first"], row["second_directory"]) == (3, "none")
    assert {row[name] for name in ESTIMATES} == {"not known"}
    assert row["why_not_known"] == ONE_LIST
