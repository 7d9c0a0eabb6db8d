"""The demo team's findings: a gap of every kind, each where the demo's own figures show it."""

from dataclasses import dataclass
from datetime import timedelta

from data.clock import today
from data.services import gap_findings, gaps
from data.services.demo_directories import KENT, QUEEN_ANNES, TALBOT
from data.services.gap_findings import EvidenceEntry, FindingEntry
from data.services.gaps import GapReport
from data.views import AgencyView


@dataclass(frozen=True, slots=True)
class _Found:
    category: str
    population: str
    gap: str
    area: str
    words: str
    cure: str


_FINDINGS = (
    _Found(
        "family_time",
        "",
        "A",
        KENT,
        "Nobody here offers a friendly place for visits.",
        "Ask the county for space in the library.",
    ),
    _Found(
        "legal",
        "",
        "B",
        QUEEN_ANNES,
        "Half of the agencies that we asked did not know that a lawyer may come before court.",
        "Put the lawyers on the first call sheet.",
    ),
    _Found(
        "residential_family",
        "fathers",
        "C",
        TALBOT,
        "No program takes a father with his child.",
        "Bring it into the next contract.",
    ),
    _Found(
        "moud",
        "",
        "D",
        KENT,
        "The methadone program is more than 40 miles away, and closed on Sundays.",
        "Ask for take-home doses and a Sunday ride.",
    ),
    _Found(
        "peer_support",
        "",
        "E",
        TALBOT,
        "More families need a peer than two peers can walk with, so families wait for weeks.",
        "Agree on who goes first, and ask for a third peer.",
    ),
    _Found(
        "child_care",
        "medicaid_or_uninsured",
        "F",
        TALBOT,
        "The center takes no vouchers.",
        "Help the center to enroll.",
    ),
    _Found(
        "domestic_violence",
        "",
        "G",
        QUEEN_ANNES,
        "Two parents said that they would not go back there.",
        "Let a peer go along.",
    ),
    _Found(
        "recovery_housing_family",
        "on_moud",
        "H",
        TALBOT,
        "We do not know whether the house takes people on MOUD.",
        "Ask the house lead.",
    ),
    _Found(
        "outpatient",
        "fathers",
        "OK",
        TALBOT,
        "Fathers are taken, and there is room: four places were free at the last call.",
        "Look again in six months.",
    ),
)


def fill_demo_findings(team_id: str, agencies: tuple[AgencyView, ...]) -> None:
    """Write down a finding of every kind; all but the open question have evidence and a signature.

    Args:
        agencies: of the team; each in turn sees to one.
    """
    report = gaps.gap_report(team_id)
    shy = [each.service.id for each in gaps.not_trusted(report)]
    for at, found in enumerate(_FINDINGS):
        _find(report, found, agencies[at % len(agencies)], shy=shy)


def _find(report: GapReport, found: _Found, owner: AgencyView, *, shy: list[str]) -> None:
    gap = report.category(found.category)
    not_trusted = sum(each in gap.services for each in shy)
    finding_id = gap_findings.save(
        report.team_id,
        FindingEntry(
            category=found.category,
            gap=found.gap,
            words=found.words,
            population=found.population,
            area=found.area,
            cure=found.cure,
            owner_agency=owner.code,
            due_on=today() + timedelta(days=60),
            check_on=today() + timedelta(days=180),
            basis=gaps.basis_of(gap, found.population, not_trusted=not_trusted),
        ),
    )
    if found.gap == "H":
        return
    kind = "family_report" if found.gap == "G" else "call"
    shown = EvidenceEntry(kind, f"{found.words} (Made up.)", today(), owner.code)
    gap_findings.add_evidence(report.team_id, finding_id, shown)
    seen = gap_findings.finding(report.team_id, finding_id).digest
    gap_findings.sign(report.team_id, finding_id, owner.code, seen=seen, agrees=True)
