"""The baseline as it may leave the team: side by side, nothing small can be worked out."""

import json
from dataclasses import replace
from datetime import date

import pytest

from data.exports.scan.formats import SCAN_FORMATS
from data.outcome_views import OutcomeInput
from data.services import outcomes, scan_files, teams
from data.services.shared_outcomes import NESTED, SharedOutcome, shared_outcomes
from data.views import AgencyEntry
from surveys.outcomes import five_rs

ALL = OutcomeInput(
    indicator="reunified_12mo",
    numerator=40,
    denominator=120,
    median=None,
    period_start=date(2023, 10, 1),
    period_end=date(2024, 9, 30),
    cohort="All children",
    source="State profile",
)


@pytest.fixture
def team_id(database: str) -> str:
    return teams.create_team("River county", "", (AgencyEntry("Court", "court", 6),)).id


def told(team_id: str, *entries: OutcomeInput) -> tuple[SharedOutcome, ...]:
    for entry in entries:
        outcomes.save_entry(team_id, entry)
    return shared_outcomes(team_id)


def test_of_overlapping_periods_only_the_one_over_the_most_is_told(team_id):
    county = replace(ALL, numerator=35, denominator=112, cohort="One county")
    (left,) = told(team_id, county, ALL)
    assert (left.cohort, left.numerator, left.denominator) == ("All children", 40, 120)


def test_years_that_follow_one_another_are_both_told(team_id):
    later = replace(ALL, period_start=date(2024, 10, 1), period_end=date(2025, 9, 30))
    assert len(told(team_id, ALL, later)) == 2


@pytest.mark.parametrize(("part", "whole"), NESTED)
def test_a_part_of_another_indicator_is_hidden_where_the_rest_would_be_small(team_id, part, whole):
    for rest in range(12):
        found = told(
            team_id,
            replace(ALL, indicator=part, numerator=40, cohort=f"{rest}"),
            replace(ALL, indicator=whole, numerator=40 + rest, cohort=f"{rest}"),
        )
        narrow = next(each for each in found if each.indicator == part)
        assert (narrow.numerator == "hidden") == (1 <= rest <= 10), rest
        assert (narrow.value is None) == (1 <= rest <= 10), rest
        for each in outcomes.entries(team_id):
            outcomes.remove_entry(team_id, each.entry_id, based_on=each.version)


def test_the_parts_that_are_hidden_are_indicators_that_there_are(team_id):
    known = {each.id for each in five_rs().indicators}
    assert {name for pair in NESTED for name in pair} <= known
    assert shared_outcomes(team_id) == ()


def test_no_file_holds_a_small_count_nor_a_note_nor_an_earlier_version(team_id):
    small = replace(ALL, numerator=7, notes="Seven families of Mill Road")
    made = outcomes.save_entry(team_id, small)
    outcomes.save_entry(team_id, replace(small, numerator=9), entry_id=made, based_on=1)
    content = scan_files.for_export(team_id, as_what="json")
    plain = json.loads(SCAN_FORMATS["json"].write(content))
    (row,) = plain["outcomes"]
    assert (row["numerator"], row["denominator"], row["value"]) == ("1 to 10", 120, None)
    assert "Mill Road" not in json.dumps(plain)


def test_the_same_figure_twice_is_one(team_id):
    assert outcomes.save_entry(team_id, ALL) == outcomes.save_entry(team_id, ALL)
    assert len(outcomes.entries(team_id)) == 1
