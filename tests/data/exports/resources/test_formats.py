"""Whatever a map holds: every file says what it is, tells no hidden address, and runs nothing."""

import io
import json
import zipfile
from collections.abc import Iterator

import pytest

from data.clock import today
from data.exports.resources.formats import RESOURCE_FORMATS
from data.exports.resources.rows import write_rows
from data.exports.safe import csv_text
from data.services import teams
from data.services.resource_files import ResourceExport, for_export
from data.views import AgencyEntry, TeamView
from tests.data.exports.resources.mapped import CANARIES, ROSTER, fill
from tests.data.exports.test_injection import CHECKS
from tests.hostile.formulas import FORMULAS
from tests.pages.resources import filled

TABLES = {"csv": "csv", "calls": "csv", "actions": "csv", "noticed": "csv", "coverage": "xlsx"}
"""Formats that spreadsheet programs open, and how they are checked."""


def texts(written: bytes) -> Iterator[str]:
    """A file as texts: of a container each of its parts."""
    if not written.startswith(b"PK"):
        yield written.decode("utf-8-sig")
        return
    with zipfile.ZipFile(io.BytesIO(written)) as container:
        for name in container.namelist():
            yield container.read(name).decode()


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    return teams.create_team("River county", "Hazard, KY", ROSTER)


@pytest.fixture
def content(team: TeamView) -> ResourceExport:
    fill(team)
    return for_export(team.id, as_what="test")


@pytest.mark.parametrize("key", RESOURCE_FORMATS)
def test_no_file_tells_where_a_hidden_site_is(content: ResourceExport, key: str) -> None:
    whole = "\n".join(texts(RESOURCE_FORMATS[key].write(content))).lower()
    assert [each for each in CANARIES if each in whole] == []


@pytest.mark.parametrize("key", RESOURCE_FORMATS)
def test_every_file_says_what_it_is_whose_and_of_which_day(
    content: ResourceExport, key: str
) -> None:
    whole = "\n".join(texts(RESOURCE_FORMATS[key].write(content)))
    assert "River county" in whole
    assert today().isoformat() in whole
    assert "T4: Families sent for help; 120 families a year, counted" in whole
    assert "validated" in whole


@pytest.mark.parametrize("key", RESOURCE_FORMATS)
def test_an_empty_map_gives_a_file_that_opens_and_says_whose_it_is(
    team: TeamView, key: str
) -> None:
    written = RESOURCE_FORMATS[key].write(for_export(team.id, as_what="test"))
    whole = "\n".join(texts(written))
    assert "River county" in whole
    assert "no meaning of need is chosen yet" in whole
    if key in TABLES:
        CHECKS[TABLES[key]](written)


@pytest.mark.parametrize("key", RESOURCE_FORMATS)
def test_the_same_map_always_gives_the_same_bytes(content: ResourceExport, key: str) -> None:
    again = for_export(content.team.id, as_what="test")
    assert RESOURCE_FORMATS[key].write(again) == RESOURCE_FORMATS[key].write(content)


@pytest.mark.parametrize("key", RESOURCE_FORMATS)
def test_made_up_data_is_called_so(sqlite_database: str, key: str) -> None:
    team = teams.create_team("River county", "", ROSTER, demo=True)
    whole = "\n".join(texts(RESOURCE_FORMATS[key].write(for_export(team.id, as_what="test"))))
    assert "MADE-UP DATA" in whole or '"made_up_data"' in whole


def test_formulas_in_every_typed_place_are_text_in_every_table(sqlite_database: str) -> None:
    names = ("=1+1", "@SUM(A1)", "+1+1 Recovery")
    hostile = tuple(
        AgencyEntry(name, "sud_treatment", 4) for name in ("=2+2 Agency", "-3+3 Agency")
    )
    team = teams.create_team("=1+1 county", "", hostile)
    filled.fill(team, names)
    content = for_export(team.id, as_what="test")
    for key, check in TABLES.items():
        assert CHECKS[check](RESOURCE_FORMATS[key].write(content)) > 1
    with zipfile.ZipFile(io.BytesIO(RESOURCE_FORMATS["hsds"].write(content))) as container:
        for name in container.namelist():
            if name.endswith(".csv"):
                CHECKS["csv"](container.read(name))


@pytest.mark.parametrize("turn", range(0, len(FORMULAS), 34))
def test_payloads_with_tabs_and_line_breaks_stay_text(sqlite_database: str, turn: int) -> None:
    one, two, three = (FORMULAS[(turn + step) % len(FORMULAS)] for step in (0, 11, 23))
    team = teams.create_team("River county", "", ROSTER)
    filled.fill(team, (f"x{one}", f"y{two}", f"z{three}"))
    filled_again = for_export(team.id, as_what="test")
    for key, check in TABLES.items():
        CHECKS[check](RESOURCE_FORMATS[key].write(filled_again))
    json.loads(RESOURCE_FORMATS["geojson"].write(filled_again))
    json.loads(RESOURCE_FORMATS["json"].write(filled_again))


def test_each_format_has_a_key_a_title_and_an_ending_of_its_own() -> None:
    assert set(RESOURCE_FORMATS) == {
        "noticed",
        "profiles",
        "hsds",
        "csv",
        "coverage",
        "geojson",
        "json",
        "actions",
        "calls",
        "report",
    }
    assert all(key == each.key for key, each in RESOURCE_FORMATS.items())
    assert len({each.title for each in RESOURCE_FORMATS.values()}) == len(RESOURCE_FORMATS)
    assert RESOURCE_FORMATS["geojson"].media_type == "application/geo+json"


@pytest.mark.parametrize(
    "text",
    [*FORMULAS, "", "a", " a", "a ", "a;=1", "a;b", "s1", "é", "1-2", "a\tb", "~"],
    ids=ascii,
)
def test_a_cell_is_written_as_in_every_other_table(text: str) -> None:
    (line,) = write_rows(("text",), [(text,)]).decode("utf-8-sig").splitlines()[1:]
    assert line == '"' + csv_text(text).replace('"', '""') + '"'
