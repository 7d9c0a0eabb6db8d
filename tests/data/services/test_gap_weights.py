"""Weights and how often help is needed are a team's own, with a version, and move what is told."""

from datetime import date

import pytest

from data.clock import at_day
from data.exports.resources.formats import RESOURCE_FORMATS
from data.services import gap_weights, needs, resource_files, teams
from data.services.errors import ChangedMeanwhile, ResourceProblems
from data.services.gap_weights import save, weights
from data.services.needs import FigureEntry
from data.views import AgencyEntry
from surveys.resource_map import resource_map

DAY = date(2026, 11, 3)
ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    return teams.create_team("River county", "", ROSTER).id


def test_weights_are_kept_for_the_team_and_come_back_from_an_archive(team_id):
    assert weights(team_id).values == {}
    save(team_id, {"moud": 3, "legal": 1, "housing": 0}, based_on=0)
    assert (weights(team_id).values, weights(team_id).version) == ({"moud": 3, "housing": 0}, 1)
    with pytest.raises(ChangedMeanwhile, match="saved other weights meanwhile"):
        save(team_id, {"moud": 9}, based_on=0)
    other = teams.create_team("Lake county", "", ROSTER).id
    content = resource_files.for_export(team_id, as_what="json")
    resource_files.restore_archive(other, RESOURCE_FORMATS["json"].write(content))
    assert weights(other).values == {"moud": 3, "housing": 0}


@pytest.mark.parametrize("values", [{"zoo": 2}, {"moud": 11}, {"moud": -1}])
def test_a_weight_that_cannot_be_is_refused(team_id, values):
    with pytest.raises(ResourceProblems, match="Use whole numbers from 0 to 10"):
        save(team_id, values, based_on=0)
    assert gap_weights.weights(team_id).version == 0


def test_what_is_needed_several_times_a_year_counts_so_often(team_id):
    needs.choose_tier(team_id, "T4", based_on=0)
    needs.save_figure(team_id, "referred", FigureEntry(100, source="Count"), based_on=0)
    code = teams.team(team_id).agencies[0].code
    needs.save_share(team_id, "moud", code, FigureEntry(0.5), based_on=0)
    often = FigureEntry(3, 2, 5, "Clinic")
    needs.save_episodes(team_id, "moud", often, based_on=0)
    families = needs.need(team_id).categories["moud"].families
    assert families is not None
    assert (families.low, families.likely, families.high) == (100, 150, 250)
    for wrong in (FigureEntry(0, source="x"), FigureEntry(400, source="x"), FigureEntry(2)):
        with pytest.raises(ResourceProblems):
            needs.save_episodes(team_id, "moud", wrong, based_on=1)


def test_every_planning_default_can_be_replaced_and_what_is_to_compare_with_cannot(team_id):
    for each in resource_map().parameters:
        likely = 0.5 if each.unit == "share" else 20.0
        entry = FigureEntry(likely, source="County")
        if each.comparison:
            with pytest.raises(ResourceProblems, match="is no figure here"):
                needs.save_figure(team_id, each.id, entry, based_on=0)
            continue
        needs.save_figure(team_id, each.id, entry, based_on=0)
        figure = needs.need(team_id).figures[each.id]
        assert (figure.local, figure.source) == (True, "County")
