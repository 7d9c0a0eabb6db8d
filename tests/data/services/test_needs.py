"""Need: a named tier, a source for every figure, and no number where one is missing."""

from datetime import date

import pytest

from data.clock import at_day
from data.services import audit_log, needs, teams
from data.services.authority import Actor, acting
from data.services.errors import ChangedMeanwhile, NotAllowed, ResourceProblems
from data.services.needs import FigureEntry
from data.views import AgencyEntry
from scoring.need import Triangle

DAY = date(2026, 11, 3)
ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore Treatment", "sud_treatment", 5),
)


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(database: str) -> str:
    return teams.create_team("Campbell county", "", ROSTER).id


def save(team_id: str, key: str, likely: float, *, based_on: int = 0) -> None:
    needs.save_figure(team_id, key, FigureEntry(likely, source="County"), based_on=based_on)


def families(team_id: str) -> Triangle:
    found = needs.need(team_id).need
    assert found is not None
    return found.families


def test_before_a_tier_is_chosen_there_is_no_need(team_id):
    found = needs.need(team_id)
    assert (found.tier, found.need, found.missing) == (None, None, ())
    assert all(each.families is None for each in found.categories.values())


def test_without_a_count_it_is_told_what_is_missing_and_nothing_is_guessed(team_id):
    needs.choose_tier(team_id, "T4", based_on=0)
    assert needs.need(team_id).missing == ("referred",)
    needs.choose_tier(team_id, "T1", based_on=1)
    assert needs.need(team_id).missing == ("children",)
    assert needs.need(team_id).need is None


def test_a_count_of_the_team_needs_no_estimate(team_id):
    needs.choose_tier(team_id, "T4", based_on=0)
    save(team_id, "referred", 120)
    found = needs.need(team_id).need
    assert found is not None
    assert found.counted
    assert found.families == Triangle(120, 120, 120)


def test_campbell_county_comes_out_as_published_figures_make_it(team_id):
    """19,384 children; T1 up to 2,818, T2 about 50, T3 about 11, from 1 to 18 families."""
    save(team_id, "children", 19_384)
    for at, tier in enumerate(("T1", "T2", "T3")):
        needs.choose_tier(team_id, tier, based_on=at)
        found = families(team_id)
        if tier == "T1":
            assert found.high == pytest.approx(2_818, abs=10)
        elif tier == "T2":
            assert found.likely == pytest.approx(50, abs=1)
        else:
            assert found.likely == pytest.approx(11, abs=0.5)
            assert (round(found.low), round(found.high)) == (1, 18)


def test_what_was_counted_here_goes_before_a_planning_default(team_id):
    save(team_id, "children", 19_384)
    needs.choose_tier(team_id, "T2", based_on=0)
    estimated = families(team_id).likely
    save(team_id, "responses", 500)
    assert families(team_id).likely == pytest.approx(500 * 0.11 / 1.8)
    assert families(team_id).likely != pytest.approx(estimated)
    save(team_id, "children_per_family", 2)
    assert families(team_id).likely == pytest.approx(500 * 0.11 / 2)
    assert needs.need(team_id).figures["children_per_family"].local


def test_planning_defaults_say_where_they_come_from_and_which_are_guesses(team_id):
    figures = needs.need(team_id).figures
    default = figures["children_parent_sud"]
    assert (default.local, default.guess, default.year) == (False, False, 2023)
    assert "National Survey on Drug Use and Health" in default.source
    assert default.triangle == Triangle(0.028, 0.105, 0.262)
    assert figures["children_per_family"].guess
    assert figures["prenatal_exposure"].triangle is None


def test_babies_are_counted_or_estimated_from_births(team_id):
    needs.choose_tier(team_id, "T5", based_on=0)
    assert set(needs.need(team_id).missing) == {"births", "prenatal_exposure"}
    save(team_id, "births", 1_000)
    save(team_id, "prenatal_exposure", 0.05)
    assert families(team_id).likely == pytest.approx(50)
    save(team_id, "exposed", 32)
    assert families(team_id).likely == 32


def test_agencies_estimates_are_pooled_and_how_far_they_are_apart_is_told(team_id):
    first, second = (agency.code for agency in teams.team(team_id).agencies)
    needs.choose_tier(team_id, "T4", based_on=0)
    save(team_id, "referred", 100)
    needs.save_share(team_id, "moud", first, FigureEntry(0.2, 0.1, 0.3), based_on=0)
    needs.save_share(team_id, "moud", second, FigureEntry(0.4, 0.2, 0.6), based_on=0)
    moud = needs.need(team_id).categories["moud"]
    assert moud.together is not None
    assert moud.together.agencies == 2
    assert moud.together.apart == pytest.approx(0.2)
    assert moud.families is not None
    assert moud.families.likely == pytest.approx(30)
    assert needs.need(team_id).categories["legal"].families is None


def test_what_somebody_else_saved_is_not_written_over(team_id):
    save(team_id, "children", 100)
    with pytest.raises(ChangedMeanwhile, match="Somebody has saved this figure meanwhile"):
        save(team_id, "children", 200)
    needs.choose_tier(team_id, "T1", based_on=0)
    with pytest.raises(ChangedMeanwhile):
        needs.choose_tier(team_id, "T2", based_on=0)
    assert needs.need(team_id).tier == "T1"
    assert audit_log.entries(limit=1)[0].action == "resources.need"


WRONG = {
    "no figure": ("zoo", FigureEntry(1, source="x"), "'zoo' is no figure here."),
    "no source": ("children", FigureEntry(1), "It is not said where this comes from."),
    "order": ("children", FigureEntry(1, low=2, source="x"), "are not in this order."),
    "below zero": ("children", FigureEntry(-1, source="x"), "are not in this order."),
    "share": ("aod_at_removal", FigureEntry(1.1, source="x"), "1.1 cannot be."),
    "year": ("children", FigureEntry(1, source="x", year=2027), "2027 cannot be the year."),
    "no child": ("children_per_family", FigureEntry(0, source="x"), "A family has a child."),
    "long": ("children", FigureEntry(1, source="x" * 201), "The source has 201 characters."),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_figures_that_cannot_be_are_refused_in_words(team_id, wrong):
    key, entry, said = WRONG[wrong]
    with pytest.raises(ResourceProblems) as refused:
        needs.save_figure(team_id, key, entry, based_on=0)
    assert said in str(refused.value)


def test_no_other_tier_and_no_other_kind_of_help_is_taken(team_id):
    first = teams.team(team_id).agencies[0].code
    with pytest.raises(ResourceProblems, match="'T9' is no tier"):
        needs.choose_tier(team_id, "T9", based_on=0)
    with pytest.raises(ResourceProblems, match="'zoo' is none"):
        needs.save_share(team_id, "zoo", first, FigureEntry(0.1), based_on=0)
    with pytest.raises(ResourceProblems, match=r"1\.5 cannot be"):
        needs.save_share(team_id, "moud", first, FigureEntry(1.5), based_on=0)


def test_members_estimate_for_their_agency_and_choose_no_tier(team_id):
    first = teams.team(team_id).agencies[0].code
    member = Actor(id="p1", name="Sam", kind="person", teams={team_id: "member"})
    with acting(member):
        assert needs.need(team_id).tier is None
        for step in (
            lambda: needs.choose_tier(team_id, "T4", based_on=0),
            lambda: save(team_id, "children", 1),
            lambda: needs.save_share(team_id, "moud", first, FigureEntry(0.1), based_on=0),
        ):
            with pytest.raises(NotAllowed):
                step()


def test_how_far_is_within_reach_is_a_planning_default_until_the_team_says_otherwise(team_id):
    found = needs.need(team_id)
    default = found.figures[needs.REACH]
    assert found.within_reach == Triangle(20, 45, 60)  # what two states ask of Medicaid plans
    assert not default.local
    assert "Florida" in default.source
    entry = FigureEntry(35, 15, 90, "Asked parents", 2025)
    needs.save_figure(team_id, needs.REACH, entry, based_on=0)
    assert needs.need(team_id).within_reach == Triangle(15, 35, 90)
    assert needs.need(team_id).figures[needs.REACH].local


@pytest.mark.parametrize(
    "entry",
    [FigureEntry(0, source="x"), FigureEntry(30, 0, source="x"), FigureEntry(501, source="x")],
)
def test_nothing_is_within_no_miles_nor_across_the_continent(team_id, entry):
    with pytest.raises(ResourceProblems, match=r"0 miles|from 0 to 500"):
        needs.save_figure(team_id, needs.REACH, entry, based_on=0)
