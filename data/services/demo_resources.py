"""The demo team's map of resources: an invented directory of an invented county, and its gaps.

Every state of what is known occurs, and a finding of every kind of gap. What is listed and what is
needed stand in modules of their own.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from data.clock import today
from data.services import calls, gap_findings, listings, teams
from data.services.calls import CallEntry
from data.services.demo_directories import SERVICES, read_directories
from data.services.demo_need import AREAS, fill_demo_need
from data.services.gap_findings import EvidenceEntry, FindingEntry
from data.services.gaps import operator_among
from data.services.listings import CapacityEntry, FactEntry
from data.views import AgencyView

_FACTS: Mapping[str, Mapping[str, str]] = {
    "s03": {"accepts_children": "no", "accepts_moud": "no", "accepts_medicaid": "yes"},
    "s04": {
        "accepts_children": "yes",
        "accepts_moud": "yes",
        "accepts_methadone": "no",
        "accepts_fathers": "no",
        "accepts_medicaid": "yes",
        "languages_spanish": "unknown",
    },
    "s05": {"accepts_pregnant": "unknown", "accepts_medicaid": "yes", "languages_spanish": "yes"},
    "s06": {"accepts_medicaid": "yes", "accepts_methadone": "yes", "accepts_children": "no"},
    "s08": {"accepts_children": "yes", "accepts_moud": "unknown", "accepts_fathers": "not_asked"},
    "s09": {"accepts_fathers": "yes", "accepts_moud": "yes", "evening_weekend": "no"},
    "s14": {"accepts_medicaid": "no", "no_cost_option": "unknown", "evening_weekend": "no"},
    "s17": {"accepts_children": "yes", "evening_weekend": "no"},
}
_CAPACITIES: Mapping[str, CapacityEntry] = {
    "s01": CapacityEntry("slots", maximum=60, available=4, mean_stay_days=120, source="Call"),
    "s03": CapacityEntry("beds", maximum=12, available=0, mean_stay_days=60, source="Call"),
    "s04": CapacityEntry(
        "family units", maximum=4, available=0, wait_days=38, mean_stay_days=150, source="Visit"
    ),
    "s05": CapacityEntry("people", maximum=90, mean_stay_days=365, source="Clinic director"),
    "s07": CapacityEntry("beds", maximum=8, available=1, mean_stay_days=180, source="House lead"),
    "s09": CapacityEntry("full-time peers", maximum=2, families_per_worker=25, source="Payroll"),
}
_CALLS = (
    ("s04", "as_listed", "pregnant_postpartum", ("yes", "yes", "no"), "The line is long."),
    ("s05", "different", "", ("yes", "unknown", "yes"), "The clinic moved its hours to evenings."),
    ("s06", "as_listed", "fathers", ("yes", "yes", "yes"), ""),
    ("s08", "no_answer", "", (), "Two tries, on Monday and on Thursday."),
    ("s11", "not_offered", "", (), "They see adults through an employer only."),
    ("s14", "as_listed", "medicaid_or_uninsured", ("no", "not_asked", "yes"), ""),
    ("s20", "wrong_number", "", (), ""),
)
_FINDINGS = (
    (
        "family_time",
        "",
        "A",
        "Nobody in the county offers a friendly place for visits.",
        "Ask the county for space in the library.",
    ),
    (
        "legal",
        "",
        "B",
        "Half of our agencies did not know that a lawyer may come before court.",
        "Put the lawyers on the first call sheet.",
    ),
    (
        "residential_family",
        "fathers",
        "C",
        "No program takes a father with his child.",
        "Bring it into the next contract.",
    ),
    (
        "moud",
        "",
        "D",
        "The methadone program is an hour by bus, and not on Sunday.",
        "Ask for take-home doses and a Sunday ride.",
    ),
    (
        "residential",
        "",
        "E",
        "All twelve beds were full at three calls in a row.",
        "Agree on who goes first.",
    ),
    (
        "child_care",
        "medicaid_or_uninsured",
        "F",
        "The center takes no vouchers.",
        "Help the center to enroll.",
    ),
    (
        "domestic_violence",
        "",
        "G",
        "Two parents said that they would not go back there.",
        "Let a peer go along.",
    ),
    (
        "recovery_housing_family",
        "on_moud",
        "H",
        "We do not know whether the house takes people on MOUD.",
        "Ask the house lead.",
    ),
    (
        "peer_support",
        "fathers",
        "OK",
        "Peers work with fathers, and there is room.",
        "Look again in six months.",
    ),
)


def fill_demo_resources(team_id: str) -> None:
    """Give the demo team a directory, what is known of it, need, and a finding of every kind.

    Raises:
        NotFound: there is no such team.
    """
    agencies = teams.team(team_id).agencies
    ids = read_directories(team_id)
    pairs = [(ids[key], kind) for key, _, _, _, kind, _ in SERVICES if kind]
    listings.confirm(team_id, pairs)
    _know(team_id, ids, agencies)
    _call(team_id, ids, agencies)
    fill_demo_need(team_id, agencies)
    for at, finding in enumerate(_FINDINGS):
        _find(team_id, finding, agencies[at % len(agencies)])


def _know(team_id: str, ids: Mapping[str, str], agencies: tuple[AgencyView, ...]) -> None:
    asked = today() - timedelta(days=20)
    for key, facts in _FACTS.items():
        for fact, state in facts.items():
            entry = FactEntry(state, source="Call by our intake desk", as_of=asked)  # pyright: ignore[reportArgumentType]
            listings.save_fact(team_id, ids[key], fact, entry, based_on=0)
    for key, capacity in _CAPACITIES.items():
        listings.save_capacity(team_id, ids[key], capacity, based_on=0)
    for at, key in enumerate(("s04", "s05", "s09", "s15")):
        names = {agency.code: agency.name for agency in agencies}
        runs = operator_among(listings.service(team_id, ids[key]), names)
        for which, agency in enumerate(agencies[:6]):
            knows = "yes" if (at + which) % 3 else ("no" if which % 2 else "not_sure")
            if agency.name == runs:
                knows = "yes"
            send = "yes" if knows == "yes" and which % 2 else ""
            listings.save_known(
                team_id, ids[key], agency.code, knows=knows, would_send=send, based_on=0
            )


def _call(team_id: str, ids: Mapping[str, str], agencies: tuple[AgencyView, ...]) -> None:
    for at, (key, outcome, families, answers, words) in enumerate(_CALLS):
        payer, family, opening = answers or ("not_asked",) * 3
        entry = CallEntry(
            called_on=today() - timedelta(days=3 * at + 2),
            outcome=outcome,  # pyright: ignore[reportArgumentType]
            agency_code=agencies[at % len(agencies)].code,
            asked_for=families,
            takes_payer=payer,  # pyright: ignore[reportArgumentType]
            takes_family=family,  # pyright: ignore[reportArgumentType]
            has_opening=opening,  # pyright: ignore[reportArgumentType]
            words=words,
        )
        calls.record(team_id, ids[key], entry)


def _find(team_id: str, finding: tuple[str, str, str, str, str], owner: AgencyView) -> None:
    category, population, gap, words, cure = finding
    area = AREAS[len(words) % len(AREAS)]
    entry = FindingEntry(category, gap, words, population, area, cure, owner.code)
    due, check = today() + timedelta(days=60), today() + timedelta(days=180)
    entry = replace(entry, due_on=due, check_on=check)
    finding_id = gap_findings.save(team_id, entry)
    if gap == "H":
        return
    kind = "family_report" if gap == "G" else "call"
    shown = EvidenceEntry(kind, f"{words} (Made up.)", today(), owner.code)
    gap_findings.add_evidence(team_id, finding_id, shown)
    found = gap_findings.finding(team_id, finding_id)
    gap_findings.sign(team_id, finding_id, owner.code, seen=found.digest, agrees=True)
