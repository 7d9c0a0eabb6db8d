"""Somebody takes their words back that a team had copied into what is of no session."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from data.action_views import ActionEntry
from data.clock import today
from data.redaction.runs import TAKEN_BACK
from data.services import (
    actions,
    coding,
    families,
    family_themes,
    gap_findings,
    meetings,
    redacting,
    scans,
    seats,
)
from data.services.authority import acting
from data.services.family_themes import ThemeEntry
from data.services.gap_findings import FindingEntry
from data.services.read_again import READ_AGAIN
from data.settings import settings
from data.store import guides as guides_store
from data.store import scan_answers as answers_store
from data.store import worksheets as worksheets_store
from tests.data.conftest import Round
from tests.data.services.families.groups import Group, begun, facilitator, held, released, written
from tests.data.services.families.groups import settings as promised
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


def lying() -> bytes:
    """Everything that lies in the files of both databases."""
    folder = Path(settings().database_url.split("///")[-1]).parent
    return b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


def test_nothing_is_left_of_what_somebody_said_wherever_the_team_wrote_it(group: Group) -> None:
    action, other, finding = copied_everywhere(group)
    assert len(standing(SAID)) >= 4
    seats.withdraw(group.receipts[group.sessions[0].id][1].card)
    assert standing("quartz") == []
    assert b"zebrafinch is quartz" not in lying()
    left = standing(TAKEN_BACK)
    assert {at.partition(".")[0] for at, _ in left} == {
        "team_action",
        "gap_finding",
        "family_codebook",
    }
    assert all(READ_AGAIN in value for _, value in left), "earlier versions keep nothing"
    found = {
        each.id: actions.action(group.team_id, each.id) for each in actions.actions(group.team_id)
    }
    assert found[action].entry.notes == f"{READ_AGAIN}\nSomebody said: {TAKEN_BACK}."
    assert found[action].saved_by_name == ""
    assert found[other].version == 1
    words = gap_findings.finding(group.team_id, finding).entry.words
    assert words == f"{READ_AGAIN}\n{TAKEN_BACK}."
    (theme,) = family_themes.all_themes(group.team_id, group.plan.id)
    assert (theme.held, theme.entry.words) == (True, f"{TAKEN_BACK}.")
    seats.withdraw(group.receipts[group.sessions[0].id][0].card)
    assert standing(TAKEN_BACK) == left, "somebody else who goes changes nothing of it"


def test_a_theme_of_three_common_words_that_were_all_somebody_said_is_held(group: Group) -> None:
    theme = family_themes.save_theme(
        group.team_id, group.plan.id, "", ThemeEntry("They took him.", "got_in_way"), seen=0
    )
    seats.withdraw(group.receipts[group.sessions[0].id][2].card)
    held_now = {
        each.id for each in family_themes.all_themes(group.team_id, group.plan.id) if each.held
    }
    assert held_now == {theme}


def written_together(team_id: str) -> None:
    """What the second seat said in the scan, a guide, two principles, a worksheet, twice each."""
    scan = scans.begin(team_id)
    agency = actions.team(team_id).agencies[0]
    said = {"link": "", "source": "", "saved_by": "", "saved_by_name": "Robin"}
    day = {"source_date": None, "checked_on": today(), "saved_on": today(), "carried": False}
    answer = {**said, **day, "agency_name": agency.name, "status": "yes", "confidence": None}
    of = {"item": next(iter(scan.asked)), "agency_code": agency.code}
    saved = {"saved_by": "", "saved_by_name": "Robin", "saved_on": today()}
    line = {"wave_id": "", "item": "", "place": 0, "removed": False, "from_version": None}
    for version, words in enumerate((f"Early: {SAID}", f"Late: {SAID}"), start=1):
        of_scan = {**of, "version": version}
        assert answers_store.add_answer(scan.id, of_scan, {**answer, "evidence": words})
        note = {"team_id": team_id, "wave_id": "w", "item": "i", "version": version}
        assert guides_store.add_note(note, {**saved, "words": words})
        text = {"team_id": team_id, "part": "mission", "version": version}
        assert guides_store.add_text(text, {**saved, **line, "words": words})
        sheet = {"team_id": team_id, "kind": "sharing", "version": version}
        body = json.dumps({"rows": {"r": {"what": words, "who": "A"}}})
        assert worksheets_store.add_version(sheet, {**saved, "body": body})


TOGETHER = ("scan_answer.evidence", "guide_note.words", "principle_text.words", "worksheet.body")


def test_what_the_team_wrote_together_loses_it_and_is_marked_where_it_is_read(
    group: Group,
) -> None:
    written_together(group.team_id)
    seats.withdraw(group.receipts[group.sessions[0].id][1].card)
    every = [(at, str(value)) for at, value in values(settings().database_url)]
    assert [at for at, value in every if "quartz" in value] == []
    assert b"zebrafinch is quartz" not in lying()
    for column in TOGETHER:
        early, late = sorted((v for at, v in every if at == column), key=lambda v: "Late" in v)
        assert f"Early: {TAKEN_BACK}." in early, column
        assert f"Late: {TAKEN_BACK}." in late, column
        assert [READ_AGAIN in each for each in (early, late)] == [False, True], column


@pytest.fixture
def noted(opened: Round) -> tuple[Group, str, str]:
    """A team whose facilitators wrote for a meeting what somebody of its families said."""
    team_id, wave_id = opened.wave.team_id, opened.wave.id
    plan = families.begin_study(team_id, "Listening", promised())
    made = Group(team_id, families.move_study(team_id, plan.id, "open", seen=plan.version))
    found = released(made, written(made, held(made, people=4, name="One"), WORDS))
    meetings.keep_note(wave_id, "groups", f"A parent said: {SAID} Ask why.", based_on=0)
    return made, wave_id, found.id


def test_notes_of_a_meeting_are_found_and_lose_what_is_taken_back(
    noted: tuple[Group, str, str],
) -> None:
    made, wave_id, transcript_id = noted

    def told() -> tuple[str, tuple[str, ...], bool]:
        (found,) = redacting.standing(made.team_id, transcript_id, "quartz", "[x]").outside
        return found.kind, found.said, found.is_hidden

    assert told() == ("meeting", (f"A parent said: {SAID} Ask why.",), False)
    with acting(facilitator(made.team_id, "Reader", "consultant")):
        assert told() == ("meeting", (), True)
    seats.withdraw(made.receipts[made.sessions[0].id][1].card)
    note = next(each for each in meetings.notes(wave_id) if each.part == "groups")
    assert note.text == f"{READ_AGAIN}\nA parent said: {TAKEN_BACK}. Ask why."
    assert note.version == 2, "whoever types meanwhile sees it"
    assert b"zebrafinch is quartz" not in lying()
