"""From a plan to findings: a theme that enough people said, with a quote that may be shown."""

import pytest

from data.services import (
    coding,
    contact_book,
    families,
    family_files,
    family_themes,
    intake,
    said_against_seen,
    seats,
    summaries,
    transcripts,
)
from data.services.authority import acting
from data.services.family_themes import ThemeEntry
from tests.data.services.families.groups import (
    LATER,
    Group,
    begun,
    contact,
    facilitator,
    held,
    released,
    written,
)
from tests.data.services.families.searching import team_formats
from tests.made_once import made_once


@pytest.fixture
@made_once
def group(database: str) -> Group:
    """Two sessions whose words are released."""
    made = begun()
    intake.ask_to_come(made.plan.id, contact(made.plan))
    for name, people, words in (("One", 4, None), ("Two", 3, LATER)):
        session = held(made, people=people, name=name)
        released(made, written(made, session, *(() if words is None else (words,))))
    return made


def coded(group: Group, session_number: int, turn: int) -> coding.CodingView:
    found = transcripts.transcript_of(group.team_id, group.sessions[session_number].id)
    assert found is not None
    said = {each.number: each for each in transcripts.turns(group.team_id, found.id)}
    made = coding.add_coding(
        group.team_id,
        found.id,
        turn,
        0,
        len(said[turn].text),
        "code_treatment_access",
        seen=found.version,
    )
    return next(each for each in coding.codings(group.team_id, found.id) if each.id == made)


def test_names_are_taken_out_before_anybody_codes(group: Group) -> None:
    for session in group.sessions:
        found = transcripts.transcript_of(group.team_id, session.id)
        assert found is not None
        assert found.state == "released"
        text = " ".join(each.text for each in transcripts.turns(group.team_id, found.id))
        assert "Rosalinda" not in text
        assert "Xiomara" not in text
        assert "waited" in text


def test_a_theme_with_three_people_in_two_sessions_is_shown_with_its_quote(group: Group) -> None:
    team_id, study_id = group.team_id, group.plan.id
    entry = ThemeEntry("Families wait for months.", "got_in_way", "residential_family", "wait")
    theme = family_themes.save_theme(team_id, study_id, "", entry, seen=0)
    for session, turn in ((0, 2), (1, 1)):
        found = coded(group, session, turn)
        family_themes.support_by_coding(team_id, study_id, theme, found)
    shown, _ = family_themes.shown_themes(team_id, study_id)
    assert shown.shown == {}
    last = coded(group, 1, 3)
    family_themes.support_by_coding(team_id, study_id, theme, last)
    shown, views = family_themes.shown_themes(team_id, study_id)
    assert [support.people for support in shown.shown.values()] == [3]
    assert views[theme].mentions == ()
    words = "Waiting was the worst of it."
    family_themes.propose_quote(team_id, study_id, theme, last, words=words, scope="team")
    (quote,) = family_themes.quotes(team_id, study_id)
    assert quote.refusals == ("not_read",)
    with acting(facilitator(team_id, "Second reader")):
        family_themes.check_quote(team_id, study_id, quote.id, ("no", "no", "no"))
    findings = family_files.findings_of(team_id, study_id)
    assert [each.text for theme in findings.themes for each in theme.quotes] == [words]
    seen = {each.service: each for each in said_against_seen.said_against_seen(team_id, study_id)}
    assert seen["residential_family"].barrier
    for key in team_formats():
        taken = family_files.take(team_id, study_id, key)
        assert taken.content
        assert b"Rosalinda" not in taken.content
    project = family_files.project_of(team_id, study_id)
    for source in project.sources:
        for each in source.codings:
            assert source.words(each).strip() == source.words(each)


def test_a_card_shows_its_seat_changes_the_tier_and_withdraws_without_a_name(group: Group) -> None:
    session = group.sessions[0]
    receipt = group.receipts[session.id][2]
    view = seats.with_card(receipt.card.upper().replace(" ", "-"))
    assert (view.label, view.quote_tier) == (receipt.label, "inside")
    seats.change_tier(receipt.card, "never")
    assert seats.with_card(receipt.card).quote_tier == "never"
    seats.withdraw(receipt.card)
    found = transcripts.transcript_of(group.team_id, session.id)
    assert found is not None
    labels = {each.label for each in transcripts.turns(group.team_id, found.id)}
    assert receipt.label not in labels


def test_sheets_and_contacts_and_plans_are_there(group: Group) -> None:
    team_id, study_id = group.team_id, group.plan.id
    session = group.sessions[0]
    summaries.save_summary(team_id, session.id, "guide_barriers", "Long waits.", seen=0)
    matrix = summaries.matrix(team_id, study_id)
    assert [each.words for each in matrix[session.id] if each.version] == ["Long waits."]
    (view,) = contact_book.open_book(team_id, study_id)
    assert view.entry.answers["contact_route"] == "555-0199"
    assert families.what_breaks(group.plan, group.plan.settings) == ()
