"""Gaps that a team has found: each of one kind, with its cure, its evidence and who signed it.

A finding stands on its evidence. Without any nobody can sign it, and that something is not known
is no finding at all but a question to ask. What was signed never changes: a change makes a new
version, which has to be signed anew.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from data.clock import today
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.errors import ChangedMeanwhile, NotFound, ResourceProblems
from data.services.gap_entries import (
    LONGEST,
    EvidenceEntry,
    FindingEntry,
    entry_problems,
    evidence_problems,
)
from data.services.read_again import waits
from data.services.scans import permit_answering
from data.services.teams import team
from data.services.texts import tidy, writing
from data.store import gap_findings as store
from data.tokens import new_id
from data.views import FieldProblem
from surveys.resource_map import resource_map

MOST_EVIDENCE = 50
_MEANWHILE = (
    "Somebody has changed this finding meanwhile. Yours is not saved; look at theirs first."
)
_NEEDED = {
    "evidence": ("Nothing shows this yet.", "Add evidence before it is signed."),
    "cure": ("It is not said what is to be done.", "Write down the cure before it is signed."),
    "owner": ("No agency sees to it yet.", "Choose one before it is signed."),
}
_GONE = "This finding is not there any more. Reload the page."


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A piece of evidence, and who brought it."""

    entry: EvidenceEntry
    number: int
    saved_by_name: str
    saved_on: date


@dataclass(frozen=True, slots=True)
class SignatureView:
    """That an agency signed a finding, or sees it differently.

    Attributes:
        number: of all that this agency has said of the finding.
        is_current: it is the agency's last word, on the finding and evidence as they are now.
    """

    agency_code: str
    number: int
    agency_name: str
    agrees: bool
    words: str
    version: int
    is_current: bool
    saved_by_name: str
    saved_on: date


@dataclass(frozen=True, slots=True)
class FindingView:
    """A gap with its evidence and signatures.

    Attributes:
        digest: of all that is signed.
        is_read: nothing in it waits for somebody who reads it again.
    """

    id: str
    version: int
    entry: FindingEntry
    evidence: tuple[EvidenceView, ...]
    signatures: tuple[SignatureView, ...]
    digest: str
    is_read: bool
    saved_by_name: str
    saved_on: date

    @property
    def is_question(self) -> bool:
        """Nobody knows yet, so there is nothing to sign."""
        return not resource_map().gap_type(self.entry.gap).is_finding

    @property
    def can_be_signed(self) -> bool:
        """There is evidence for it, a cure, and an agency that sees to it."""
        return not self.is_question and not self.missing

    @property
    def missing(self) -> tuple[str, ...]:
        """What it still takes before anybody can sign: "evidence", "cure" or "owner"."""
        there = {
            "evidence": bool(self.evidence),
            "cure": bool(self.entry.cure),
            "owner": bool(self.entry.owner_agency),
        }
        return tuple(name for name, is_there in there.items() if not is_there)

    @property
    def is_due(self) -> bool:
        """The day on which it is to be looked at again has come."""
        return self.entry.check_on is not None and self.entry.check_on <= today()

    @property
    def signed_by(self) -> tuple[str, ...]:
        """The agencies that agree to it as it is now, by code."""
        return tuple(
            each.agency_code for each in self.signatures if each.is_current and each.agrees
        )


def findings(team_id: str) -> tuple[FindingView, ...]:
    """All findings of a team that were not removed, by category and day."""
    team(team_id)
    permit("resources.see", team_id=team_id)
    views = (_view(finding, rows) for finding, rows in store.findings(team_id).items())
    kept = [view for view in views if view is not None]
    return tuple(sorted(kept, key=lambda each: (each.entry.category, each.saved_on, each.id)))


def finding(team_id: str, finding_id: str) -> FindingView:
    """One finding.

    Raises:
        NotFound: the team has none of this id, or it was removed.
    """
    found = next((each for each in findings(team_id) if each.id == finding_id), None)
    if found is None:
        raise NotFound(_GONE)
    return found


def save(team_id: str, entry: FindingEntry, *, finding_id: str = "", based_on: int = 0) -> str:
    """Save a finding, a new one without an id; its id.

    Args:
        based_on: the version that was on the screen; 0 for a new one.

    Raises:
        ResourceProblems: all entries that need another look.
        ChangedMeanwhile: somebody saved another version meanwhile.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    clean = replace(
        entry,
        words=writing(entry.words).strip(),
        area=tidy(entry.area),
        cure=writing(entry.cure).strip(),
    )
    _refuse(entry_problems(clean, agencies={each.code for each in team(team_id).agencies}))
    if finding_id:
        finding(team_id, finding_id)
    return _add(team_id, finding_id or new_id(), clean, version=based_on + 1, removed=False)


def remove(team_id: str, finding_id: str, *, based_on: int) -> None:
    """Take a finding away; what was signed stays in the history and in the archive.

    Raises:
        ChangedMeanwhile: somebody saved another version meanwhile.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    found = finding(team_id, finding_id)
    _add(team_id, finding_id, found.entry, version=based_on + 1, removed=True)


def add_evidence(team_id: str, finding_id: str, entry: EvidenceEntry) -> None:
    """Add what shows a gap; it can be added to, and never taken away.

    Raises:
        ResourceProblems: all entries that need another look.
    """
    team(team_id)
    permit("resources.note", team_id=team_id)
    clean = replace(entry, words=writing(entry.words).strip(), link=entry.link.strip())
    _refuse(evidence_problems(clean, agencies={each.code for each in team(team_id).agencies}))
    finding(team_id, finding_id)
    values = {
        **{name: getattr(clean, name) for name in EvidenceEntry.__dataclass_fields__},
        "saved_by_name": actor().name,
        "saved_on": today(),
    }
    if not store.add_evidence(team_id, finding_id, values, most=MOST_EVIDENCE):
        what = f"There are {MOST_EVIDENCE} pieces of evidence."
        _refuse([FieldProblem("words", what, "Sum the rest up in one of them.")])


def sign(
    team_id: str, finding_id: str, agency_code: str, *, seen: str, agrees: bool, words: str = ""
) -> None:
    """Sign a finding for an agency, or say that it sees it differently, and why.

    Args:
        seen: the digest of what was on the screen.

    Raises:
        NotAllowed: the one who acts does not answer for this agency.
        ResourceProblems: there is nothing to sign, or no reason for seeing it differently.
        ChangedMeanwhile: the finding is another one by now, or the agency has signed it.
    """
    name = permit_answering(team_id, agency_code)
    found = finding(team_id, finding_id)
    clean = writing(words).strip()
    _refuse(_signature_problems(found, agrees=agrees, words=clean))
    if found.digest != seen:
        raise ChangedMeanwhile(_MEANWHILE)
    audit_log.record("resources.sign", team_id=team_id, about=finding_id)
    key = {"team_id": team_id, "finding_id": finding_id, "agency_code": agency_code}
    values = {
        "version": found.version,
        "agency_name": name,
        "agrees": agrees,
        "words": clean,
        "digest": seen,
        "saved_by_name": actor().name,
        "saved_on": today(),
    }
    if not store.add_signature(key, values):
        raise ChangedMeanwhile("This agency has signed just this already. Reload the page.")


def _add(team_id: str, finding_id: str, entry: FindingEntry, *, version: int, removed: bool) -> str:
    audit_log.record("resources.find", team_id=team_id, about=finding_id)
    values = {
        **{name: getattr(entry, name) for name in FindingEntry.__dataclass_fields__},
        "basis": dict(entry.basis),
        "removed": removed,
        "saved_by": actor().id,
        "saved_by_name": actor().name,
        "saved_on": today(),
    }
    key = {"team_id": team_id, "id": finding_id, "version": version}
    if not store.add_version(key, values):
        raise ChangedMeanwhile(_MEANWHILE)
    return finding_id


def _view(finding_id: str, rows: store.FindingRows) -> FindingView | None:
    newest = rows.versions[0]
    if newest["removed"]:
        return None
    entry = FindingEntry(**{name: newest[name] for name in FindingEntry.__dataclass_fields__})
    evidence = tuple(
        EvidenceView(
            EvidenceEntry(**{name: row[name] for name in EvidenceEntry.__dataclass_fields__}),
            row["number"],
            row["saved_by_name"],
            row["saved_on"],
        )
        for row in rows.evidence
    )
    digest = _digest(newest["version"], entry, evidence)
    return FindingView(
        id=finding_id,
        version=newest["version"],
        entry=entry,
        evidence=evidence,
        signatures=_signatures(rows.signatures, digest=digest),
        digest=digest,
        is_read=not any(waits(each) for each in _texts(rows)),
        saved_by_name=newest["saved_by_name"],
        saved_on=newest["saved_on"],
    )


def _texts(rows: store.FindingRows) -> Iterable[str]:
    """What people wrote of a finding that is shown: as it is now, what shows it, what was said."""
    yield from (rows.versions[0][name] for name in ("words", "area", "cure"))
    yield from (each["words"] for each in (*rows.evidence, *rows.signatures))


def _signatures(rows: tuple[Mapping[str, Any], ...], *, digest: str) -> tuple[SignatureView, ...]:
    newest = {row["agency_code"]: row["number"] for row in rows}
    names = [name for name in SignatureView.__dataclass_fields__ if name != "is_current"]
    return tuple(
        SignatureView(
            **{name: row[name] for name in names},
            is_current=row["digest"] == digest and row["number"] == newest[row["agency_code"]],
        )
        for row in rows
    )


def _digest(version: int, entry: FindingEntry, evidence: tuple[EvidenceView, ...]) -> str:
    """Of the finding and of all evidence: more evidence is something else to sign."""
    said = {name: getattr(entry, name) for name in FindingEntry.__dataclass_fields__}
    if entry.check_on is None:  # what was signed before there was such a day stays signed
        del said["check_on"]
    shown = [[each.number, each.entry.words, each.entry.link, each.entry.kind] for each in evidence]
    text = json.dumps([version, {**said, "basis": dict(entry.basis)}, shown], default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _signature_problems(found: FindingView, *, agrees: bool, words: str) -> Iterable[FieldProblem]:
    if not found.is_read:
        what = "Something in it may repeat somebody who took their words back."
        yield FieldProblem("sign", what, "Whoever runs the team reads it again first.")
    elif found.is_question:
        what = "That something is not known is no finding."
        yield FieldProblem("sign", what, "Find out, and choose another kind of gap.")
    else:
        needed = found.missing if agrees else [each for each in found.missing if each == "evidence"]
        yield from (FieldProblem("sign", *_NEEDED[name]) for name in needed)
    if not agrees and not words:
        yield FieldProblem("words", "It is not said what is seen differently.", "Write it down.")
    if len(words) > LONGEST:
        yield FieldProblem("words", f"It has {len(words)} characters.", f"Use at most {LONGEST}.")


def _refuse(found: Iterable[FieldProblem]) -> None:
    problems = tuple(found)
    if problems:
        raise ResourceProblems(problems)
