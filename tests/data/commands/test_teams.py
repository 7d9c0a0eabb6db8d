"""`common-table teams import`: many teams from one table, all of them or none."""

from pathlib import Path

import pytest

from data.services import teams

GOOD = """team,jurisdiction,agency,sector,people
River table,River county,Court,court,6
River table,,"Clinic, north",sud_treatment,12
Lake table,Lake county,Court,court,5
River table,River county,Kin,family_member,3
"""


@pytest.fixture
def listed(tmp_path: Path, database: str) -> Path:
    """A file of two teams."""
    file = tmp_path / "teams.csv"
    file.write_text(GOOD, encoding="utf-8")
    return file


def test_each_team_is_set_up_with_its_agencies_in_their_order(listed: Path, run) -> None:
    said = run("teams", "import", listed)
    assert (said.status, said.problems) == (0, [])
    found = {each.name: teams.team(each.id) for each in teams.teams()}
    assert sorted(found) == ["Lake table", "River table"]
    river = found["River table"]
    assert river.jurisdiction == "River county"
    assert [(each.name, each.sector, each.people) for each in river.agencies] == [
        ("Court", "court", 6),
        ("Clinic, north", "sud_treatment", 12),
        ("Kin", "family_member", 3),
    ]
    lines = [line.split("\t") for line in said.text.splitlines()]
    assert lines == [
        [river.id, "set up", "3 agencies", "River table"],
        [found["Lake table"].id, "set up", "1 agencies", "Lake table"],
    ]


def test_a_second_time_nothing_is_set_up_again(listed: Path, run) -> None:
    run("teams", "import", listed)
    before = teams.teams()
    said = run("teams", "import", listed)
    assert said.status == 0
    assert all("is there already" in line for line in said.text.splitlines())
    assert teams.teams() == before


def test_with_check_nothing_is_set_up(listed: Path, run) -> None:
    said = run("teams", "import", listed, "--check")
    assert said.text.count("would be set up") == 2
    assert teams.teams() == ()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("River table,,Clinic,hospital,6", "row 6: 'hospital' is no sector. Use one of child_"),
        ("River table,,Clinic,court,many", "row 6: 'many' is no whole number of people."),
        ("River table,,Clinic,court,0", "team 'River table': 'Clinic' has 0 people."),
        (",,Clinic,court,6", "row 6: there is no team. Fill it in."),
        ("River table,,Court,court,6", "'Court' is listed twice (rows 1 and 4)."),
        ("River table,Hill county,Kin two,other,6", "is in 'Hill county' here and in 'River coun"),
    ],
)
def test_one_wrong_row_and_nothing_is_set_up(listed: Path, run, row: str, told: str) -> None:
    listed.write_text(f"{GOOD}{row}\n", encoding="utf-8")
    said = run("teams", "import", listed)
    assert said.status == 1
    assert any(told in line for line in said.problems), said.problems
    assert teams.teams() == ()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"team,agency,people\nA,B,5\n", "there is no column 'sector'"),
        (b"team,agency,sector,people\n", "it has no row below"),
        (b"\x00\x01\x02", "teams.csv"),
    ],
)
def test_what_is_no_such_table_is_refused(listed: Path, run, content: bytes, told: str) -> None:
    listed.write_bytes(content)
    said = run("teams", "import", listed)
    assert said.status == 1
    assert told in said.problems[0]
