"""Figures of a team in words: one is not many, and what is not known is not none."""

from dataclasses import replace
from datetime import date

import pytest

from data.portfolio_views import FamilyPlace, GapPlace, ResultPlace, TeamPlace
from pages.consultant.reading import figures

DAY = date(2026, 3, 1)
RESULT = ResultPlace(
    wave_id="w",
    title="First round",
    closed_on=DAY,
    instrument_id="values_open",
    instrument_version="1.0.0",
    checksum="c",
    people=13,
    invited=15,
    kind="values",
    statements=45,
    labelled=40,
    agreed=7,
    stand_out=1,
    by_chance=3.24,
    figures={},
)
PLACE = TeamPlace(
    team_id="t",
    name="River county",
    jurisdiction="",
    demo=False,
    stage="released",
    wave_title="First round",
    wave_day=DAY,
    released=1,
    result=RESULT,
    no_result=None,
    newer_on_hold=False,
    scan=None,
    gaps=GapPlace(0, None, {}, None),
    families=FamilyPlace(0, 0, 0),
)


def told(place: TeamPlace) -> dict[str, str]:
    return dict(figures(place, as_of=DAY))


@pytest.mark.parametrize(("number", "words"), [(0, "0 statements"), (1, "1 statement")])
def test_one_statement_is_not_called_many(number: int, words: str) -> None:
    said = told(replace(PLACE, result=replace(RESULT, stand_out=number)))
    assert said["Groups stand apart"] == f"on {words}; by chance alone about 3.2"


def test_common_ground_is_told_of_the_statements_of_which_it_is_known() -> None:
    assert told(PLACE)["Common ground"] == "on 7 of 40 statements"
    none = replace(RESULT, labelled=0, agreed=None)
    assert told(replace(PLACE, result=none))["Common ground"] == "too few answered to say"


@pytest.mark.parametrize("kind", ["capacity", "readiness"])
def test_questions_in_stages_have_no_common_ground_and_replace_no_values(kind: str) -> None:
    later = replace(RESULT, kind=kind, title="Second round", labelled=0, agreed=None)
    assert "Common ground" not in told(replace(PLACE, result=later))
    said = told(replace(PLACE, others=(later,)))
    assert said["Last result"].startswith("First round, ")
    assert said[f"Last result on {kind}"].startswith("Second round, ")
