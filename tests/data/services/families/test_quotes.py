"""Quotes: never a third one of a seat, in whatever order; and what findings and files hold."""

from itertools import permutations

import pytest

from data.services import coding, demo_families, families, family_files, teams
from data.services.authority import acting
from data.services.demo_resources import fill_demo_resources
from data.services.errors import FamilyStateError, NotFound
from data.services.family_files import findings_of
from data.services.family_sessions import sessions
from data.services.family_statements import offered, statement_said
from data.services.family_supports import behind, take_back
from data.services.family_themes import (
    ThemeEntry,
    all_themes,
    check_quote,
    propose_quote,
    quotes,
    quotes_within,
    save_theme,
    support_by_coding,
)
from data.services.family_told import pinned
from data.services.gaps import gap_report
from data.services.said_against_seen import gaps_by_kind, said_against_seen
from data.services.transcripts import transcript_of
from data.store import family_themes as store
from data.views import AgencyEntry
from scoring.themes import PUBLISHED
from tests.data.services.families.groups import (
    LATER,
    Group,
    begun,
    facilitator,
    held,
    released,
    written,
)
from tests.made_once import made_once

WAIT = "code_treatment_access"
SAID, LONGER = "They never called me.", "They never called me back."
"""Words of the first turn."""


@pytest.fixture
@made_once
def group(sqlite_database: str) -> Group:
    """Two sessions, and two themes: one of three people and one of five."""
    made = begun()
    for name, people, words in (("One", 4, None), ("Two", 3, LATER)):
        session = held(made, people=people, name=name, tiers=("public",) * people)
        released(made, written(made, session, *(() if words is None else (words,))))
    return made


def codings_of(group: Group) -> list[coding.CodingView]:
    """One coding for each seat, of its first turn."""
    made: list[coding.CodingView] = []
    for session in group.sessions:
        found = transcript_of(group.team_id, session.id)
        assert found is not None
        for turn in range(1, 5 if session is group.sessions[0] else 4):
            coding.add_coding(group.team_id, found.id, turn, 0, 4, WAIT, seen=found.version)
        made += coding.codings(group.team_id, found.id)
    return made


def themes_of(group: Group, given: list[coding.CodingView]) -> tuple[str, str]:
    """A theme of three people, and one of all seven."""
    few, many = (
        save_theme(group.team_id, group.plan.id, "", ThemeEntry(words, "got_in_way"), seen=0)
        for words in ("Few said this.", "Many said this.")
    )
    for theme, some in ((few, [given[0], given[1], given[4]]), (many, given)):
        for each in some:
            support_by_coding(group.team_id, group.plan.id, theme, each)
    return few, many


@pytest.mark.parametrize(
    "orders",
    [
        [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)],
        pytest.param(list(permutations(range(4))), marks=pytest.mark.long),
    ],
    ids=["some", "all"],
)
def test_a_seat_has_two_released_quotes_at_most_in_any_order_and_for_any_floor(
    group: Group, orders: list[tuple[int, ...]]
) -> None:
    team_id, study_id = group.team_id, group.plan.id
    given = codings_of(group)
    few, many = themes_of(group, given)
    under = (few, few, many, many)
    for order in orders:
        for theme in under:
            propose_quote(team_id, study_id, theme, given[0], words=SAID, scope="public")
        ids = [each.id for each in quotes(team_id, study_id)]
        with acting(facilitator(team_id, "Second reader")):
            for at in order:
                check_quote(team_id, study_id, ids[at], ("no", "no", "no"))
        shown = {
            each.id
            for floor in ({}, {"floor": PUBLISHED})
            for each in quotes_within(team_id, study_id, **floor)
            if not each.refusals
        }
        assert shown == {ids[at] for at in order[:2]}
        for each in ids:
            store.remove_quote(team_id, each)


def test_a_plan_that_promises_one_quote_shows_one(sqlite_database: str) -> None:
    group = begun(quotes_per_seat=1)
    for name, people, words in (("One", 4, None), ("Two", 3, LATER)):
        session = held(group, people=people, name=name, tiers=("public",) * people)
        released(group, written(group, session, *(() if words is None else (words,))))
    given = codings_of(group)
    _, many = themes_of(group, given)
    for _ in range(2):
        propose_quote(group.team_id, group.plan.id, many, given[0], words=SAID, scope="team")
    with acting(facilitator(group.team_id, "Second reader")):
        for each in quotes(group.team_id, group.plan.id):
            check_quote(group.team_id, group.plan.id, each.id, ("no", "no", "no"))
    refused = sorted(each.refusals for each in quotes(group.team_id, group.plan.id))
    assert refused == [(), ("two_quotes_already",)]


def test_what_was_read_belongs_to_these_very_words(group: Group) -> None:
    team_id, study_id = group.team_id, group.plan.id
    given = codings_of(group)
    _, many = themes_of(group, given)
    propose_quote(team_id, study_id, many, given[0], words=SAID, scope="team")
    (first,) = quotes(team_id, study_id)
    with pytest.raises(FamilyStateError, match="Somebody else has to read"):
        check_quote(team_id, study_id, first.id, ("no", "no", "no"))
    with acting(facilitator(team_id, "Second reader")):
        check_quote(team_id, study_id, first.id, ("no", "no", "no"))
    propose_quote(team_id, study_id, many, given[0], words=LONGER, scope="team")
    told = {each.words: each.refusals for each in quotes(team_id, study_id)}
    assert told == {SAID: (), LONGER: ("not_read",)}


def test_a_source_that_is_taken_back_leaves_the_theme(group: Group) -> None:
    given = codings_of(group)
    few, _ = themes_of(group, given)
    take_back(group.team_id, group.plan.id, few, given[4].id)
    left = behind(group.team_id, group.plan.id, few)
    assert {each.source for each in left} == {given[0].id, given[1].id}
    assert findings_of(group.team_id, group.plan.id).themes[0].statement == "Many said this."


def test_a_member_sees_what_is_shown_and_takes_no_file(group: Group) -> None:
    themes_of(group, codings_of(group))
    with acting(facilitator(group.team_id, "Member", role="member")):
        found = findings_of(group.team_id, group.plan.id)
        assert len(found.themes) == 2
        with pytest.raises(PermissionError):
            family_files.take(group.team_id, group.plan.id, "html")
        with pytest.raises(PermissionError):
            quotes(group.team_id, group.plan.id)


def test_a_codebook_that_no_program_could_read_is_refused_before_it_is_written_down(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[str] = []
    monkeypatch.setattr(family_files.audit_log, "record", lambda action, **_: noted.append(action))
    empty = coding.CodebookView(1, ())
    monkeypatch.setattr("data.services.family_projects.codebook", lambda *_: empty)
    for key in ("qdc", "qdpx", "taguette", "xlsx"):
        with pytest.raises(FamilyStateError, match="No code stands at the top"):
            family_files.take(group.team_id, group.plan.id, key)
    with pytest.raises(NotFound, match="There is no such format"):
        family_files.take(group.team_id, group.plan.id, "pdf")
    assert noted == []


@pytest.mark.long
def test_the_demo_shows_hidden_agreed_and_unvoiced_gaps_and_a_pinned_theme(
    sqlite_database: str,
) -> None:
    names = (("Court", "court"), ("New Shore Treatment Center", "sud_treatment"))
    team = teams.create_team("R", "", [AgencyEntry(*each, 5) for each in names], demo=True)
    fill_demo_resources(team.id)
    demo_families.fill_demo_families(team.id)
    (plan,) = families.studies(team.id)
    told = {each.service: each.gap for each in said_against_seen(team.id, plan.id)}
    assert (told["transport"], told["moud"], told["family_time"]) == (
        "hidden",
        "agreed",
        "unvoiced",
    )
    marks = gaps_by_kind(team.id, gap_report(team.id))
    assert marks == {k: v for k, v in told.items() if v in ("hidden", "agreed", "unvoiced")}
    found = findings_of(team.id, plan.id)
    assert found.made_up
    assert [len(each.quotes) for each in found.themes] == [0, 1, 0]
    name = "values_open.pathways_moud_is_recovery"
    assert [each.theme for each in pinned(team.id, name)] == [found.themes[2]]
    (rides,) = pinned(team.id, "values_open.child_see_parent_soon")
    assert rides.theme == found.themes[1]
    assert [each.seen for each in rides.theme.beside] == ["hidden"]
    assert [each.text for each in rides.theme.quotes] == ["My ride did not come at all on Mondays."]
    assert found.themes[2].values == (offered(team.id)[name],)
    assert statement_said(team.id, "values_open.not_there") == ""
    assert all("made up" in each.entry.name for each in sessions(team.id, plan.id))
    made = all_themes(team.id, plan.id)
    assert [each.saved_by_name for each in made] == ["A. Rivera (made up)"] * 3
    whole = family_files.take(team.id, plan.id, "qdpx").content
    assert b"Theo" not in whole
