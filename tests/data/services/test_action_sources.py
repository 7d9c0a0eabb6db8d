"""What an action came from is kept in its words of that day, and never tells what may not be."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from data.clock import at_day
from data.scan_views import OwnItem
from data.services import (
    action_sources,
    actions,
    closing,
    demo_families,
    family_themes,
    gap_findings,
    holds,
    invitations,
    release,
    scans,
    teams,
    waves,
)
from data.services.answering import keep_answers
from data.services.editions import import_licensed
from data.services.errors import NotFound
from data.services.family_themes import ThemeEntry
from data.services.gap_findings import FindingEntry
from data.views import TeamView
from tests.data.services.planning import DAY, ROSTER, entry, hide, now

LICENSED = b"""type,id,language,text,reverse
edition,county,,1.0.0,
title,,en,County inventory,
point,1,en,Disagree,
point,2,en,Rather not,
point,3,en,Rather,
point,4,en,Agree,
scale,q1,en,We know who to call.,
scale,q2,en,We call at once.,
"""


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with at_day(DAY):
        yield


@pytest.fixture
def team(database: str) -> TeamView:
    return teams.create_team("River county", "", ROSTER)


def kept(team: TeamView, ref: str):
    """What is kept of a source with an action that comes from it."""
    return now(team, actions.begin(team.id, entry(team), ref=ref)).source


def licensed_round(team: TeamView) -> str:
    """A released round of a questionnaire whose words may not leave the team."""
    import_licensed(
        team.id, LICENSED, "own.csv", owner="The county", permission="By letter", expires=None
    )
    closes = DAY + timedelta(days=9)
    draft = waves.draft_wave(
        team.id, "county", languages=("en",), closes_on=closes, title="Spring round"
    )
    wave = waves.open_wave(draft.id)
    for place, slip in enumerate(invitations.issue(wave.id, "link")):
        keep_answers(slip.secret, {"q1": place % 4, "q2": place % 2}, language="en")
    closing.close_wave(wave.id)
    holds.plan(wave.id, 0, based_on=0)
    release.release_wave(wave.id)
    return wave.id


def test_a_statement_whose_words_may_not_leave_is_kept_by_its_number(team: TeamView) -> None:
    wave_id = licensed_round(team)
    found = kept(team, f"statement:{wave_id}:q2")
    assert (found.kind, found.words, found.where) == ("statement", "Statement 2", "Spring round")
    assert dict(found.ids) == {"wave": wave_id, "item": "q2"}
    offered = action_sources.candidates(team.id)["statement"]
    assert [each.words for each in offered] == ["Statement 1", "Statement 2"]


def test_words_of_a_scan_item_stay_as_they_were_on_the_day(team: TeamView) -> None:
    scan = scans.begin(team.id, title="First look")
    item = scans.add_item(scan.id, OwnItem("A peer comes along.", section_title="Peers"))
    action_id = actions.begin(team.id, entry(team), ref=f"scan:{item}")
    scans.remove_item(scan.id, item)
    found = now(team, action_id).source
    assert (found.words, found.where) == ("A peer comes along.", "First look")
    assert dict(found.ids) == {"scan": scan.id, "item": item}
    with pytest.raises(NotFound):
        action_sources.source(team.id, f"scan:{item}")


def test_a_finding_is_kept_with_its_kind_of_help_and_of_gap(team: TeamView) -> None:
    gap = FindingEntry("child_care", "F", "The center takes no vouchers.")
    finding = gap_findings.save(team.id, gap)
    action_id = actions.begin(team.id, entry(team), ref=f"finding:{finding}")
    gap_findings.remove(team.id, finding, based_on=1)
    found = now(team, action_id).source
    where = "Child care, F – It costs too much"
    assert (found.words, found.where) == ("The center takes no vouchers.", where)


def test_a_theme_is_told_for_as_long_as_it_may_be_shown_and_in_its_words_of_now(
    team: TeamView,
) -> None:
    demo_families.fill_demo_families(team.id)
    (plan,) = {each.where for each in map(of(team), themes(team))}
    ref = next(each.ref for each in themes(team) if each.words.startswith("Rides"))
    action_id = actions.begin(team.id, entry(team), ref=ref)
    theme_id = ref.removeprefix("theme:")
    study_id = now(team, action_id).source.ids["plan"]
    assert now(team, action_id).source.words.startswith("Rides to treatment")
    assert now(team, action_id).source.where == plan
    other = ThemeEntry("Rides come late.", "got_in_way", "transport", "distance")
    family_themes.save_theme(team.id, study_id, theme_id, other, seen=1)
    assert now(team, action_id).source.words == "Rides come late."
    family_themes.remove_theme(team.id, study_id, theme_id, seen=2)
    gone = now(team, action_id).source
    assert (gone.kind, gone.words, gone.where) == ("theme", "", "")


def of(team: TeamView):
    return lambda each: action_sources.source(team.id, each.ref)


def themes(team: TeamView):
    return action_sources.candidates(team.id)["theme"]


def test_a_finding_does_not_tell_where_a_place_is_that_was_hidden_later(
    team: TeamView,
) -> None:
    gap = FindingEntry("domestic_violence", "G", "To 12 Willow Bend Road nobody goes.")
    action_id = actions.begin(
        team.id, entry(team), ref=f"finding:{gap_findings.save(team.id, gap)}"
    )
    assert "Willow" in now(team, action_id).source.words
    hide(team)
    assert now(team, action_id).source.words == "To [address hidden] nobody goes."


@pytest.mark.parametrize(
    "ref",
    [
        *("statement", "statement:", "statement:nothing:q1", "scan:nothing", "finding:nothing"),
        *("theme:nothing", "theme:", "wave:x", "x", ":", "nothing:x"),
    ],
)
def test_what_is_not_there_is_refused_in_words(team: TeamView, ref: str) -> None:
    with pytest.raises(NotFound, match=r"is not here, or not shown\. Choose it anew"):
        actions.begin(team.id, entry(team), ref=ref)
    assert actions.actions(team.id) == ()


def test_a_statement_of_another_team_or_one_that_was_not_asked_is_refused(team: TeamView) -> None:
    other = teams.create_team("Lake county", "", ROSTER)
    wave_id = licensed_round(other)
    with pytest.raises(NotFound):
        action_sources.source(team.id, f"statement:{wave_id}:q1")
    with pytest.raises(NotFound):
        action_sources.source(other.id, f"statement:{wave_id}:q9")
    assert action_sources.candidates(team.id)["statement"] == ()
