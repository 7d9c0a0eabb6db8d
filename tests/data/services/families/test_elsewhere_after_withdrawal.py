"""Somebody takes their words back that a team had copied into codes, actions and findings."""

from dataclasses import replace

import pytest

from data.action_views import ActionEntry
from data.services import actions, coding, family_themes, gap_findings, seats
from data.services.family_themes import ThemeEntry
from data.services.gap_findings import FindingEntry
from data.services.read_again import READ_AGAIN
from data.settings import settings
from tests.data.services.families.groups import Group, begun, held, released, written
from tests.trust.families.test_two_stores import values

SAID = "My zebrafinch is quartz and jade."
WORDS = ("We wait.", SAID, "They took him.", "The road is long.")


@pytest.fixture
def group(database: str) -> Group:
    made = begun()
    session = held(made, people=4, name="One")
    released(made, written(made, session, WORDS))
    return made


def standing(words: str) -> list[tuple[str, str]]:
    """Where the words of one person lie open, beside codes and themes; and what stands there."""
    return [
        (at, str(value))
        for at, value in values(settings().database_url)
        if at.startswith(("team_action.", "gap_finding.", "family_codebook."))
        and words in str(value)
    ]


def copied_everywhere(made: Group) -> tuple[str, str, str]:
    """A code, two versions of an action, and a finding that repeat the second seat."""
    team_id, study_id = made.team_id, made.plan.id
    first, *others = coding.starting_codes("en")
    changed = (replace(first, include=SAID), *others)
    coding.save_codebook(team_id, study_id, changed, seen=0, cleared=("zebrafinch",))
    theme = family_themes.save_theme(
        team_id, study_id, "", ThemeEntry(SAID, "got_in_way"), seen=0, cleared=("zebrafinch",)
    )
    labels = [seat.label for seat in made.seats(made.sessions[0].id)]
    family_themes.support_by_sheet(team_id, study_id, theme, made.sessions[0].id, labels)
    owner = actions.team(team_id).agencies[0].code
    plain = ActionEntry("Call the county.", owner)
    action = actions.begin(team_id, replace(plain, notes=f"One said: {SAID}"))
    actions.save(team_id, action, replace(plain, notes=f"Somebody said: {SAID}"), based_on=1)
    other = actions.begin(team_id, plain)
    finding = gap_findings.save(team_id, FindingEntry("transport", "A", SAID))
    return action, other, finding


def test_what_may_repeat_somebody_is_put_before_people_wherever_the_team_wrote_it(
    group: Group,
) -> None:
    action, other, finding = copied_everywhere(group)
    assert len(standing(SAID)) >= 4
    seats.withdraw(group.receipts[group.sessions[0].id][1].card)
    left = standing(SAID)
    assert {at.partition(".")[0] for at, _ in left} == {
        "team_action",
        "gap_finding",
        "family_codebook",
    }
    assert all(READ_AGAIN in value for _, value in left), "earlier versions keep nothing"
    found = {
        each.id: actions.action(group.team_id, each.id) for each in actions.actions(group.team_id)
    }
    assert found[action].entry.notes == f"{READ_AGAIN}\nSomebody said: {SAID}"
    assert found[action].saved_by_name == ""
    assert found[other].version == 1
    words = gap_findings.finding(group.team_id, finding).entry.words
    assert words == f"{READ_AGAIN}\n{SAID}"
    seats.withdraw(group.receipts[group.sessions[0].id][0].card)
    assert standing(SAID) == left, "somebody else who goes changes nothing of it"


def test_a_theme_of_three_common_words_that_were_all_somebody_said_is_held(group: Group) -> None:
    theme = family_themes.save_theme(
        group.team_id, group.plan.id, "", ThemeEntry("They took him.", "got_in_way"), seen=0
    )
    seats.withdraw(group.receipts[group.sessions[0].id][2].card)
    held_now = {
        each.id for each in family_themes.all_themes(group.team_id, group.plan.id) if each.held
    }
    assert held_now == {theme}
