"""The demo team's resources show something on every screen, and call every number invented."""

import pytest

from data.exports.resources.geojson import county_of
from data.geography.gazetteer import areas
from data.geography.placing import area_at
from data.geography.states import state_of
from data.services import (
    access_maps,
    county_gaps,
    county_needs,
    demo_need,
    found_on_lists,
    gap_findings,
    gap_maps,
    gaps,
    needs,
    other_figures,
    sameness,
    teams,
)
from data.services.access_maps import Terms
from data.services.demo import _AGENCIES
from data.services.demo_directories import LOCATOR, SOURCE
from data.services.demo_resources import fill_demo_resources
from data.services.gap_findings import FindingEntry
from data.services.gaps import GapReport
from scoring.awareness import together
from scoring.equity import FEWEST_AREAS
from surveys.resource_map import resource_map

MARYLAND = state_of("MD")


@pytest.fixture
def report(database: str) -> GapReport:
    team = teams.create_team("Riverbend", "", _AGENCIES, demo=True)
    fill_demo_resources(team.id)
    return gaps.gap_report(team.id)


def test_every_number_of_need_and_every_directory_says_that_it_is_invented(
    report: GapReport,
) -> None:
    need = county_needs.county_need(report.team_id)
    assert need is not None
    assert need.ranking is not None
    assert "invented" in need.file
    assert {each.source for each in need.figures.values()} == {demo_need.INVENTED}
    assert "Made-up" in need.ranking.name
    assert need.ranking.source == demo_need.INVENTED
    assert "made up" in needs.need(report.team_id).figures["referred"].source
    assert all("(made up)" in each for each in found_on_lists.sources(report))


def test_the_counties_add_up_to_the_families_that_the_team_counted(report: GapReport) -> None:
    need = county_needs.county_need(report.team_id)
    assert need is not None
    counted = sum(each.likely or 0 for each in need.known.values())
    told = needs.need(report.team_id).need
    assert told is not None
    assert told.families.likely == counted
    assert len(need.figures) == len(need.known) + 1  # of one county nobody knows


def test_its_places_lie_at_sea_and_one_is_hidden(report: GapReport) -> None:
    sites = {site.id: site for each in report.services.values() for site in each.sites}
    drawn = [each for each in sites.values() if each.can_be_drawn]
    assert len(drawn) == len(sites) - 1
    for each in drawn:
        assert each.latitude is not None
        assert each.longitude is not None
        assert area_at(each.latitude, each.longitude) is None


def test_maps_show_what_is_known_and_what_is_not(report: GapReport) -> None:
    need = county_needs.county_need(report.team_id)
    assert need is not None
    assert gap_maps.states_needing(report, need.known)[0] == MARYLAND
    standings = {}
    for category in ("outpatient", "moud"):
        terms = Terms(category, report.need.within_reach.likely)
        found = access_maps.access_map(report, need, terms, state=MARYLAND)
        standings[category] = {each.standing for each in found.counties}
    assert standings["outpatient"] >= {"known", "no_figure"}
    outpatient = Terms("outpatient", report.need.within_reach.likely)
    found = access_maps.access_map(report, need, outpatient, state=MARYLAND)
    assert (found.services, found.without_place) == (3, 2)
    assert all(each.at_least for each in found.counties if each.standing == "known")
    assert "unknown" in standings["moud"]
    near = gap_maps.families_near(
        gap_maps.distance_map(report, "child_care", conditions=(), state=MARYLAND),
        need,
        bands=(20, 45),
    )
    assert 0 < near.share[0] < near.share[1] <= 1


def test_need_not_met_by_county_shows_every_state_and_an_interval(report: GapReport) -> None:
    need = county_needs.county_need(report.team_id)
    assert need is not None
    kinds = {each.category: each for each in county_gaps.county_gaps(report, need)}
    first = next(iter(kinds.values()))  # what the screen shows before anybody chooses
    assert {each.standing for each in first.counties} == {"known", "unknown", "nobody"}
    counted = {each.area.id for each in first.counties}
    assert {each.id for each in areas(MARYLAND.code)} - counted  # without a figure
    order = county_gaps.county_gap_order(list(kinds.values()), {})
    assert {each.gap.category for each in order.ranked} >= {"outpatient", "peer_support"}
    assert any(each.gap.interval.low < each.gap.interval.high for each in order.ranked)
    assert order.others
    told = [each.covered.likely for each in first.counties if each.standing == "known"]  # type: ignore[union-attr]
    assert min(told) == 0 < max(told)


def test_a_line_is_told_and_how_long_a_family_waits_by_it(report: GapReport) -> None:
    waits = {each.category: each for each in other_figures.waits(report)}
    assert waits["peer_support"].in_line.total
    assert waits["peer_support"].busy
    assert waits["peer_support"].busy[1].grows
    housing = waits["recovery_housing"]
    assert housing.busy
    (said,) = housing.days
    assert housing.busy[1].days == pytest.approx(said, rel=0.2)  # two ways to say the same


def test_whether_help_is_even_and_where_it_lies_can_be_told(report: GapReport) -> None:
    need = county_needs.county_need(report.team_id)
    assert need is not None
    assert need.ranking is not None
    terms = Terms("outpatient", report.need.within_reach.likely)
    found = access_maps.access_map(report, need, terms, state=MARYLAND)
    assert 0 < other_figures.evenness(found).gini < 1
    told = other_figures.by_ranking(found, need.ranking)
    assert told.areas >= FEWEST_AREAS
    assert told.low < told.index < told.high


def test_two_lists_overlap_and_one_pair_is_still_to_be_looked_at(report: GapReport) -> None:
    assert found_on_lists.sources(report) == (SOURCE, LOCATOR)
    found = found_on_lists.completeness_of(report, SOURCE, LOCATOR)
    assert found.overlap == 4
    assert found.found < found.services < found.high < 1_000
    (pair,) = sameness.same_pairs(report.team_id)
    assert {pair.one.source, pair.other.source} == {SOURCE, LOCATOR}


def test_there_are_calls_that_would_tell_something(report: GapReport) -> None:
    told = gaps.next_ten(report)
    assert len(told) > 1
    assert all(each.service is None or each.service.numbers_to_call for each in told)


def test_whoever_runs_a_service_knows_it_and_others_less_so(report: GapReport) -> None:
    names = {each.code: each.name for each in teams.team(report.team_id).agencies}
    told = together(gaps.known_by(report, names).values())
    assert told.inside.know == told.inside.asked > 0
    assert 0 < told.outside.know < told.outside.asked


def test_every_finding_is_one_that_the_figures_show(report: GapReport) -> None:
    found = {each.entry.gap: each.entry for each in gap_findings.findings(report.team_id)}
    assert set(found) == {each.id for each in resource_map().gap_types}
    gap = {letter: report.category(each.category) for letter, each in found.items()}
    cell = {
        letter: gap[letter].cells[each.population]
        for letter, each in found.items()
        if each.population
    }
    names = {each.code: each.name for each in teams.team(report.team_id).agencies}
    known = gaps.known_by(report, names)[found["B"].category]
    shy = {each.service.id for each in gaps.not_trusted(report)}
    asked = known.inside.asked + known.outside.asked
    assert (gap["A"].services, gap["A"].proposed) == ((), 0)
    assert gap["B"].services
    assert known.inside.know + known.outside.know <= asked / 2
    for letter in ("C", "F"):
        assert (cell[letter].yes, cell[letter].not_known) == (0, 0)
        assert cell[letter].no
    assert "more than 40 miles" in found["D"].words
    assert _far(report, found["D"]) > 40
    assert gap["E"].coverage is not None
    assert gap["E"].coverage.shortage > 0.8
    assert not shy.isdisjoint(gap["G"].services)
    assert (cell["H"].yes, cell["H"].no) == (0, 0)
    assert cell["H"].not_known
    assert gap["OK"].coverage is not None
    assert gap["OK"].coverage.shortage < 0.1
    assert cell["OK"].yes
    assert all(
        each.basis["confirmed"] == len(gap[letter].services) for letter, each in found.items()
    )


def _far(report: GapReport, finding: FindingEntry) -> float:
    """Miles from the county of a finding to who gives methadone."""
    where = county_of(finding.area)
    assert where is not None
    family = ("takes_methadone",)
    told = gap_maps.distance_map(report, finding.category, conditions=family, state=where.state)
    at = [each.id for each in told.counties].index(where.id)
    miles = told.for_sure.miles[at]
    assert miles is not None
    return miles


def test_findings_of_the_demo_lie_in_counties_and_have_a_next_look(report: GapReport) -> None:
    found = gap_findings.findings(report.team_id)
    assert all(county_of(each.entry.area) is not None for each in found)
    assert all(each.entry.check_on is not None for each in found)
    assert all(each.signed_by for each in found if not each.is_question)
