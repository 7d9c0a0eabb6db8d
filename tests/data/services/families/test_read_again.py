"""What may repeat somebody who took their words back waits for a person, and is shown nowhere."""

from collections.abc import Iterator

import pytest

from data.action_views import ActionEntry
from data.clock import today
from data.exports.plan.formats import PLAN_FORMATS
from data.exports.resources.formats import RESOURCE_FORMATS
from data.services import (
    action_files,
    action_plan,
    actions,
    coding,
    family_projects,
    gap_findings,
    reading_again,
    resource_files,
    seats,
    shown,
    summaries,
)
from data.services.authority import acting
from data.services.errors import NotAllowed, NotFound, ResourceProblems
from data.services.family_said import withheld
from data.services.gap_findings import EvidenceEntry, FindingEntry
from data.services.read_again import NOT_SHOWN, READ_AGAIN, waits
from data.settings import settings
from tests.data.services.families.groups import Group, begun, facilitator, held, released, written
from tests.data.services.families.searching import unpacked
from tests.trust.families.test_two_stores import values

SAID = "My zebrafinch is quartz and jade."
COPIED = "A zebrafinch is quartz and gold."
"""Repeats them, and fewer in a row than are surely theirs."""
WORDS = ("We wait.", SAID, "They took him.", "The road is long.")
LATER = ("We wait too.", "The road was long there.", "Nobody came.")
QUESTION = "guide_barriers"
PROBE = b"zebrafinch"


@pytest.fixture
def group(sqlite_database: str) -> Group:
    """Two released sessions, of which somebody in the first one took their words back."""
    made = begun()
    for name, words in (("One", WORDS), ("Two", LATER)):
        released(made, written(made, held(made, people=4, name=name), words))
    copied(made)
    seats.withdraw(made.receipts[made.sessions[0].id][1].card)
    return made


def copied(made: Group) -> None:
    """What somebody said, in another session's sheet and note, an action and a finding."""
    team_id, other = made.team_id, made.sessions[1].id
    summaries.save_summary(team_id, other, QUESTION, COPIED, seen=0, cleared=("zebrafinch",))
    found = transcript_id(made)
    version = coding.row_of(team_id, found)["version"]
    made_id = coding.add_coding(team_id, found, 1, 0, 4, "code_treatment_access", seen=version)
    coding.save_memo(team_id, found, made_id, f"Like: {COPIED}")
    coding.finish(team_id, found)
    owner = actions.team(team_id).agencies[0].code
    actions.begin(team_id, ActionEntry(COPIED, owner, notes="A plain note."))
    finding = gap_findings.save(team_id, FindingEntry("transport", "A", "No bus.", cure="A bus."))
    shows = EvidenceEntry("family_report", f"One said: {COPIED}", today())
    gap_findings.add_evidence(team_id, finding, shows)
    seen = gap_findings.finding(team_id, finding).digest
    more = {"seen": seen, "agrees": False}
    gap_findings.sign(team_id, finding, owner, words=f"We heard: {COPIED}", **more)


def transcript_id(made: Group) -> str:
    (found,) = (each for each in coding.store.transcripts(made.team_id, [made.sessions[1].id]))
    return found["id"]


def finding(made: Group) -> gap_findings.FindingView:
    (found,) = gap_findings.findings(made.team_id)
    return found


def unmarked(made: Group) -> Iterator[str]:
    """Where those words lie open without the line that says that they wait."""
    for at, value in values(settings().database_url):
        if COPIED in str(value) and not str(value).startswith(READ_AGAIN):
            yield at


def test_evidence_signatures_and_other_sessions_are_put_before_people(group: Group) -> None:
    assert list(unmarked(group)) == []
    (answer,) = (e for e in summaries.sheet(group.team_id, group.sessions[1].id) if e.version)
    assert answer.words == f"{READ_AGAIN}\n{COPIED}"
    (note,) = coding.codings(group.team_id, transcript_id(group))
    assert note.memo == f"{READ_AGAIN}\nLike: {COPIED}"
    found = finding(group)
    assert waits(found.evidence[0].entry.words)
    assert waits(found.signatures[0].words)
    assert (found.entry.words, found.version) == ("No bus.", 1)
    assert not found.signatures[0].is_current, "what was signed is something else now"


def test_no_file_holds_what_waits(group: Group) -> None:
    team_id = group.team_id
    plan = action_files.for_export(team_id, as_what="test")
    for each in PLAN_FORMATS.values():
        content = unpacked(each.write(plan))
        assert PROBE not in content, each.key
        assert b"[Not shown: somebody took their words back" in content, each.key
    resources = resource_files.for_export(team_id, as_what="test")
    assert "zebrafinch" not in repr((resources.findings, resources.archive))
    for each in RESOURCE_FORMATS.values():
        assert PROBE not in unpacked(each.write(resources)), each.key
    project = family_projects.project_of(team_id, group.plan.id)
    assert "zebrafinch" not in repr(project)
    assert withheld("note_unread", 1).what in {each.what for each in project.withheld}


@pytest.mark.parametrize("role", ["member", "consultant"])
def test_whoever_may_not_change_it_does_not_see_it(group: Group, role: str) -> None:
    team_id = group.team_id
    with acting(facilitator(team_id, "Reader", role)):
        (action,) = actions.actions(team_id)
        assert action.entry.what == NOT_SHOWN
        assert action.entry.notes == "A plain note."
        assert "zebrafinch" not in repr(actions.history(team_id, action.id))
        assert "zebrafinch" not in repr(shown.findings(team_id))
    assert "zebrafinch" not in repr(action_plan.plan(team_id)), "nobody sees it beside the others"
    assert actions.action(team_id, action.id).entry.what == f"{READ_AGAIN}\n{COPIED}"
    assert "zebrafinch" in repr(shown.findings(team_id))


def test_a_report_of_where_an_action_stands_writes_nothing_over_that_was_not_shown(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    team_id = group.team_id
    (action,) = actions.actions(team_id)
    before = actions.action(team_id, action.id)
    noted = ActionEntry("Call.", before.entry.owner_agency, notes=f"{READ_AGAIN}\n{COPIED}")
    actions.save(team_id, action.id, noted, based_on=before.version)
    monkeypatch.setattr(actions, "my_agencies", lambda _: (before.entry.owner_agency,))
    with acting(facilitator(team_id, "Member", "member")):
        notes = actions.action(team_id, action.id).entry.notes
        assert notes == NOT_SHOWN
        actions.report(team_id, action.id, status="done", notes=notes, based_on=before.version + 1)
    now = actions.action(team_id, action.id).entry
    assert (now.status, now.notes) == ("done", f"{READ_AGAIN}\n{COPIED}")


def test_nobody_signs_what_waits_and_what_was_read_is_signed_as_it_was(group: Group) -> None:
    team_id, found = group.team_id, finding(group)
    agency = found.signatures[0].agency_code
    with pytest.raises(ResourceProblems) as refused:
        gap_findings.sign(
            team_id, found.id, agency, seen=found.digest, agrees=False, words="Still."
        )
    assert "took their words back" in str(refused.value.problems)
    reading_again.read_evidence(team_id, found.id, 1, keeps=True)
    reading_again.read_signature(team_id, found.id, agency, 1, keeps=True)
    now = finding(group)
    assert now.is_read
    assert now.evidence[0].entry.words == f"One said: {COPIED}"
    assert [(each.words, each.is_current) for each in now.signatures] == [
        (f"We heard: {COPIED}", True)
    ]
    with pytest.raises(NotFound):
        reading_again.read_evidence(team_id, found.id, 1, keeps=False)


def test_what_is_taken_out_is_gone(group: Group) -> None:
    team_id, found = group.team_id, finding(group)
    agency = found.signatures[0].agency_code
    with acting(facilitator(team_id, "Reader", "member")), pytest.raises(NotAllowed):
        reading_again.read_evidence(team_id, found.id, 1, keeps=False)
    reading_again.read_evidence(team_id, found.id, 1, keeps=False)
    reading_again.read_signature(team_id, found.id, agency, 1, keeps=False)
    now = finding(group)
    taken_out = reading_again.TAKEN_OUT
    assert (now.evidence[0].entry.words, now.signatures[0].words) == (taken_out, taken_out)
    left = [at for at, value in values(settings().database_url) if COPIED in str(value)]
    assert {at.partition(".")[0] for at in left} == {"team_action"}


@pytest.mark.parametrize("keeps", [True, False])
def test_a_note_is_read_by_whoever_may_see_it(group: Group, keeps: bool) -> None:
    about = (group.team_id, transcript_id(group))
    (note,) = coding.codings(*about)
    with acting(facilitator(group.team_id, "Not finished")), pytest.raises(NotFound):
        reading_again.read_note(*about, note.id, keeps=keeps)
    reading_again.read_note(*about, note.id, keeps=keeps)
    (now,) = coding.codings(*about)
    assert now.memo == (f"Like: {COPIED}" if keeps else "")
    with pytest.raises(NotFound):
        reading_again.read_note(*about, note.id, keeps=keeps)
