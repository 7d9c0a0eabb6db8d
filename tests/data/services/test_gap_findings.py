"""Gaps that a team has found: each stands on its evidence, and what is signed does not change."""

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.clock import at_day, today
from data.services import audit_log, gap_findings, teams
from data.services.authority import Actor, acting
from data.services.errors import ChangedMeanwhile, NotAllowed, NotFound, ResourceProblems
from data.services.gap_findings import EvidenceEntry, FindingEntry, FindingView
from data.store import gap_findings as store
from data.views import AgencyEntry
from tests.data.services.baselines import NOW, all_at_once

DAY = NOW
ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore Treatment", "sud_treatment", 5),
)
GAP = FindingEntry(
    "residential_family",
    "C",
    "No bed in the county takes a father with his child.",
    population="fathers",
    cure="Ask for it in the next contract.",
    basis={"yes": 0, "no": 2, "unknown": 1},
)
CALL = EvidenceEntry("call", "Both programs said mothers only.", DAY)


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(database: str) -> str:
    return teams.create_team("River county", "", ROSTER).id


@pytest.fixture
def agency(team_id) -> str:
    return teams.team(team_id).agencies[0].code


def only(team_id: str) -> FindingView:
    (found,) = gap_findings.findings(team_id)
    return found


def shown(team_id: str) -> FindingView:
    """A finding with a cure, an owner and one piece of evidence."""
    code = teams.team(team_id).agencies[0].code
    finding_id = gap_findings.save(team_id, replace(GAP, owner_agency=code))
    gap_findings.add_evidence(team_id, finding_id, CALL)
    return only(team_id)


def told(refused: pytest.ExceptionInfo[ResourceProblems]) -> str:
    return str(refused.value)


def test_a_finding_comes_back_as_it_was_saved_and_is_in_the_log(team_id):
    finding_id = gap_findings.save(team_id, GAP)
    found = only(team_id)
    assert (found.id, found.entry, found.version, found.saved_on) == (finding_id, GAP, 1, DAY)
    assert (found.evidence, found.signatures, found.can_be_signed) == ((), (), False)
    assert audit_log.entries(limit=1)[0].action == "resources.find"


def test_nobody_can_sign_what_nothing_shows(team_id, agency):
    gap_findings.save(team_id, GAP)
    found = only(team_id)
    with pytest.raises(ResourceProblems) as refused:
        gap_findings.sign(team_id, found.id, agency, seen=found.digest, agrees=True)
    assert "Nothing shows this yet. Add evidence before it is signed." in told(refused)
    assert only(team_id).signatures == ()


@pytest.mark.parametrize(
    ("left_out", "why"),
    [
        ({"cure": ""}, "It is not said what is to be done. Write down the cure"),
        ({"owner_agency": ""}, "No agency sees to it yet. Choose one before it is signed."),
    ],
)
def test_nobody_can_sign_what_nobody_sees_to_and_anybody_may_see_it_differently(
    team_id, agency, left_out, why
):
    entry = replace(GAP, **{"owner_agency": agency, **left_out})
    finding_id = gap_findings.save(team_id, entry)
    gap_findings.add_evidence(team_id, finding_id, CALL)
    found = only(team_id)
    assert not found.can_be_signed
    with pytest.raises(ResourceProblems) as refused:
        gap_findings.sign(team_id, found.id, agency, seen=found.digest, agrees=True)
    assert why in told(refused)
    gap_findings.sign(team_id, found.id, agency, seen=found.digest, agrees=False, words="No.")
    assert only(team_id).signed_by == ()


def test_a_finding_has_a_day_to_be_looked_at_again(team_id):
    gap_findings.save(team_id, replace(GAP, check_on=date(2027, 3, 1)))
    found = only(team_id)
    assert (found.entry.check_on, found.is_due) == (date(2027, 3, 1), False)
    with at_day(date(2027, 3, 1)):
        assert only(team_id).is_due


def test_what_was_signed_before_findings_had_such_a_day_stays_signed(team_id):
    """The digest of a finding without the day is the one that was made before there was one."""
    gap_findings.save(team_id, GAP)
    old = {name: getattr(GAP, name) for name in FindingEntry.__dataclass_fields__}
    del old["check_on"]
    text = json.dumps([1, {**old, "basis": dict(GAP.basis)}, []], default=str)
    assert only(team_id).digest == hashlib.sha256(text.encode()).hexdigest()


def test_that_nobody_knows_is_a_question_and_cannot_be_signed(team_id, agency):
    finding_id = gap_findings.save(team_id, replace(GAP, gap="H"))
    gap_findings.add_evidence(team_id, finding_id, CALL)
    found = only(team_id)
    assert found.is_question
    assert not found.can_be_signed
    with pytest.raises(ResourceProblems, match="That something is not known is no finding"):
        gap_findings.sign(team_id, found.id, agency, seen=found.digest, agrees=True)


def test_an_agency_signs_what_it_saw_once(team_id, agency):
    found = shown(team_id)
    gap_findings.sign(team_id, found.id, agency, seen=found.digest, agrees=True)
    assert only(team_id).signed_by == (agency,)
    with pytest.raises(ChangedMeanwhile, match="signed just this already"):
        gap_findings.sign(team_id, found.id, agency, seen=found.digest, agrees=True)


def test_an_agency_may_see_it_differently_and_says_why(team_id, agency):
    found = shown(team_id)
    with pytest.raises(ResourceProblems, match="It is not said what is seen differently"):
        gap_findings.sign(team_id, found.id, agency, seen=found.digest, agrees=False)
    gap_findings.sign(
        team_id, found.id, agency, seen=found.digest, agrees=False, words="One takes them."
    )
    (signature,) = only(team_id).signatures
    assert (signature.agrees, signature.words, signature.is_current) == (
        False,
        "One takes them.",
        True,
    )
    assert only(team_id).signed_by == ()


def test_an_agency_may_think_again_and_both_words_stay(team_id, agency):
    found = shown(team_id)
    gap_findings.sign(team_id, found.id, agency, seen=found.digest, agrees=True)
    gap_findings.sign(team_id, found.id, agency, seen=found.digest, agrees=False, words="Not so.")
    first, second = only(team_id).signatures
    assert (first.agrees, first.is_current) == (True, False)
    assert (second.agrees, second.is_current) == (False, True)
    assert only(team_id).signed_by == ()


@pytest.mark.parametrize("what", ["the finding", "its evidence"])
def test_whatever_changes_has_to_be_signed_anew(team_id, agency, what):
    found = shown(team_id)
    gap_findings.sign(team_id, found.id, agency, seen=found.digest, agrees=True)
    if what == "the finding":
        changed = replace(found.entry, words="No bed takes fathers.")
        gap_findings.save(team_id, changed, finding_id=found.id, based_on=1)
    else:
        gap_findings.add_evidence(team_id, found.id, replace(CALL, words="A third said so too."))
    now = only(team_id)
    assert now.signed_by == ()
    assert [each.is_current for each in now.signatures] == [False]
    with pytest.raises(ChangedMeanwhile, match="look at theirs first"):
        gap_findings.sign(team_id, found.id, agency, seen=found.digest, agrees=True)
    gap_findings.sign(team_id, found.id, agency, seen=now.digest, agrees=True)
    assert only(team_id).signed_by == (agency,)


def test_of_two_who_change_a_finding_at_once_one_is_told(team_id):
    finding_id = gap_findings.save(team_id, GAP)
    steps = [
        lambda words=words: gap_findings.save(
            team_id, replace(GAP, words=words), finding_id=finding_id, based_on=1
        )
        for words in ("Mine.", "Theirs.")
    ]
    told_so = []
    for step in steps:
        try:
            step()
        except ChangedMeanwhile as refused:
            told_so.append(str(refused))
    assert told_so == [
        "Somebody has changed this finding meanwhile. Yours is not saved; look at theirs first."
    ]
    assert only(team_id).entry.words == "Mine."
    assert len(store.findings(team_id)[finding_id].versions) == 2


def test_evidence_that_comes_from_many_at_once_is_all_kept(team_id):
    finding_id = gap_findings.save(team_id, GAP)
    steps = [
        lambda number=number: gap_findings.add_evidence(
            team_id, finding_id, replace(CALL, words=f"Call {number}")
        )
        for number in range(8)
    ]
    assert all(all_at_once(steps))
    evidence = only(team_id).evidence
    assert sorted(each.entry.words for each in evidence) == [f"Call {each}" for each in range(8)]
    assert [each.number for each in evidence] == list(range(1, 9))


def test_there_is_an_end_to_evidence_and_it_is_told(team_id, monkeypatch):
    monkeypatch.setattr(gap_findings, "MOST_EVIDENCE", 1)
    found = shown(team_id)
    with pytest.raises(ResourceProblems, match=r"There are 1 pieces of evidence\. Sum the rest up"):
        gap_findings.add_evidence(team_id, found.id, CALL)


def test_a_finding_that_is_removed_is_gone_and_stays_in_the_history(team_id, agency):
    found = shown(team_id)
    gap_findings.sign(team_id, found.id, agency, seen=found.digest, agrees=True)
    gap_findings.remove(team_id, found.id, based_on=1)
    assert gap_findings.findings(team_id) == ()
    with pytest.raises(NotFound, match="This finding is not there any more"):
        gap_findings.finding(team_id, found.id)
    kept = store.findings(team_id)[found.id]
    assert [row["removed"] for row in kept.versions] == [True, False]
    assert len(kept.signatures) == 1


WRONG = {
    "no category": (replace(GAP, category="zoo"), "It is not said what is missing."),
    "no families": (replace(GAP, population="zoo"), "'zoo' is no group of families here."),
    "no kind": (replace(GAP, gap="Z"), "It is not said what kind of gap it is."),
    "no words": (replace(GAP, words="  "), "The finding has no words."),
    "no agency": (replace(GAP, owner_agency="zoo"), "is not on the roster."),
    "too long": (replace(GAP, cure="x" * 601), "One field has 601 characters. Use at most 600."),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_finding_that_says_too_little_is_refused_in_words(team_id, wrong):
    entry, said = WRONG[wrong]
    with pytest.raises(ResourceProblems) as refused:
        gap_findings.save(team_id, entry)
    assert said in told(refused)
    assert gap_findings.findings(team_id) == ()


WRONG_EVIDENCE = {
    "no kind": (replace(CALL, kind="rumor"), "It is not said what kind of evidence it is."),
    "no words": (replace(CALL, words=""), "The evidence has no words."),
    "tomorrow": (
        replace(CALL, happened_on=DAY + timedelta(1)),
        f"{DAY + timedelta(1)} is still to come.",
    ),
    "no page": (replace(CALL, link="javascript:x"), "'javascript:x' is no address of a page."),
    "no agency": (replace(CALL, agency_code="zoo"), "This agency is not on the roster."),
}


@pytest.mark.parametrize("wrong", WRONG_EVIDENCE)
def test_evidence_that_says_too_little_is_refused_in_words(team_id, wrong):
    finding_id = gap_findings.save(team_id, GAP)
    entry, said = WRONG_EVIDENCE[wrong]
    with pytest.raises(ResourceProblems) as refused:
        gap_findings.add_evidence(team_id, finding_id, entry)
    assert said in told(refused)
    assert only(team_id).evidence == ()


def test_who_answers_for_no_agency_signs_for_none(team_id, agency):
    found = shown(team_id)
    member = Actor(id="p1", name="Sam", kind="person", teams={team_id: "member"})
    with acting(member), pytest.raises(NotAllowed, match="You do not answer for this agency"):
        gap_findings.sign(team_id, found.id, agency, seen=found.digest, agrees=True)
    with acting(member), pytest.raises(NotAllowed):
        gap_findings.save(team_id, GAP)
    assert today() == DAY
