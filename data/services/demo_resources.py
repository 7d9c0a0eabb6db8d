"""The demo team's map of resources: an invented directory of an invented county, and its gaps.

Every state of what is known occurs, and a finding of every kind of gap. Nothing of it is a real
place: telephone numbers are of the range that is kept for fiction, and places lie at sea.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import timedelta

from data.clock import today
from data.services import calls, directories, gap_findings, listings, needs, teams
from data.services.calls import CallEntry
from data.services.gap_findings import EvidenceEntry, FindingEntry
from data.services.listings import CapacityEntry, FactEntry
from data.services.needs import FigureEntry
from data.views import AgencyView

SOURCE = "Riverbend 211 (made up)"
_ORGANIZATIONS = (
    ("o1", "New Shore Treatment Center", "Treatment for substance use disorders."),
    ("o2", "Hand in Hand Recovery", "A recovery community organization."),
    ("o3", "Riverbend Community Clinic", "Primary care and behavioral health."),
    ("o4", "Harbor Counseling", "Counseling for adults and children."),
    ("o5", "Safe Cove", "Help for people harmed by a partner."),
    ("o6", "Riverbend Transit", "Buses and rides."),
    ("o7", "First Steps Early Childhood", "Care and learning for young children."),
    ("o8", "Parents' Counsel of Riverbend", "Lawyers for parents."),
)
_SERVICES = (
    ("s01", "o1", "Outpatient substance use treatment", "active", "outpatient", "l1"),
    (
        "s02",
        "o1",
        "Intensive outpatient substance use treatment",
        "active",
        "intensive_outpatient",
        "l1",
    ),
    ("s03", "o1", "Residential substance use treatment for women", "active", "residential", "l2"),
    (
        "s04",
        "o1",
        "Residential treatment for mothers and babies",
        "active",
        "residential_family",
        "l2",
    ),
    ("s05", "o3", "Buprenorphine clinic", "active", "moud", "l3"),
    ("s06", "o1", "Methadone program", "active", "moud", "l1"),
    ("s07", "o2", "Recovery house for women", "active", "recovery_housing", "l4"),
    ("s08", "o2", "Recovery house for families", "active", "recovery_housing_family", "l4"),
    ("s09", "o2", "Peer recovery coaching for parents", "active", "peer_support", "l4"),
    ("s10", "o2", "Recovery community center", "active", "recovery_community", "l4"),
    ("s11", "o4", "Counseling for adults", "active", "mental_health", "l5"),
    ("s12", "o4", "Trauma therapy for children", "active", "child_trauma", "l5"),
    ("s13", "o3", "Prenatal care", "active", "prenatal_postpartum", "l3"),
    ("s14", "o7", "Child care center", "active", "child_care", "l6"),
    ("s15", "o8", "Lawyers for parents in child welfare cases", "active", "legal", "l7"),
    ("s16", "o5", "Shelter for survivors and their children", "active", "domestic_violence", "l8"),
    ("s17", "o6", "Rides to treatment and court", "active", "transport", "l7"),
    ("s18", "o1", "Withdrawal care unit", "temporarily closed", "withdrawal_inpatient", "l1"),
    ("s19", "o3", "Food and diaper pantry", "active", "", "l3"),
    ("s20", "o4", "Parenting after treatment", "active", "", "l5"),
)
_SITES = (
    ("l1", "o1", "New Shore main house", "1 Invented Street", "no"),
    ("l2", "o1", "New Shore residence", "20 Invented Street", "no"),
    ("l3", "o3", "Clinic", "3 Made Up Avenue", "no"),
    ("l4", "o2", "Hand in Hand house", "44 Imaginary Lane", "no"),
    ("l5", "o4", "Harbor office", "5 Made Up Avenue", "no"),
    ("l6", "o7", "First Steps", "6 Invented Street", "no"),
    ("l7", "o8", "Court square office", "7 Invented Street", "no"),
    ("l8", "o5", "Confidential location", "Address confidential", "yes"),
)
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
_SHARES = {
    "outpatient": ((0.3, 0.5, 0.7), (0.4, 0.6, 0.8), (0.3, 0.4, 0.6)),
    "residential_family": ((0.05, 0.1, 0.2), (0.1, 0.2, 0.35), (0.05, 0.15, 0.2)),
    "moud": ((0.2, 0.35, 0.5), (0.3, 0.45, 0.6), (0.25, 0.4, 0.5)),
    "peer_support": ((0.5, 0.7, 0.9), (0.3, 0.5, 0.8), (0.8, 0.9, 1.0)),
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
    directories.accept(directories.read(team_id, _files(), source=SOURCE))
    ids = {each.record.external_id: each.id for each in listings.services(team_id)}
    pairs = [(ids[key], kind) for key, _, _, _, kind, _ in _SERVICES if kind]
    listings.confirm(team_id, pairs)
    _know(team_id, ids, agencies)
    _call(team_id, ids, agencies)
    _need(team_id, agencies)
    for at, finding in enumerate(_FINDINGS):
        _find(team_id, finding, agencies[at % len(agencies)])


def _files() -> dict[str, bytes]:
    organizations = [("id", "name", "description"), *_ORGANIZATIONS]
    services = [("id", "organization_id", "name", "description", "status")]
    services += [(key, by, name, name + ".", state) for key, by, name, state, _, _ in _SERVICES]
    at = [("id", "service_id", "location_id")]
    at += [(f"a{key}", key, site) for key, _, _, _, _, site in _SERVICES]
    locations = [("id", "organization_id", "name", "location_type")]
    locations += [(key, by, name, "physical") for key, by, name, _, _ in _SITES]
    addresses = [
        ("id", "location_id", "address_1", "city", "state_province", "postal_code", "country")
    ]
    addresses += [
        (f"d{key}", key, street, "Riverbend", "ZZ", "00000", "US")
        for key, _, _, street, _ in _SITES
    ]
    phones = [("id", "service_id", "number")]
    phones += [(f"p{at}", key, f"555-01{at:02d}") for at, (key, *_) in enumerate(_SERVICES)]
    tables: dict[str, Iterable[tuple[str, ...]]] = {
        "organizations.csv": organizations,
        "services.csv": services,
        "service_at_location.csv": at,
        "locations.csv": locations,
        "addresses.csv": addresses,
        "phones.csv": phones,
    }
    return {name: _table(rows) for name, rows in tables.items()}


def _table(rows: Iterable[tuple[str, ...]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def _know(team_id: str, ids: Mapping[str, str], agencies: tuple[AgencyView, ...]) -> None:
    asked = today() - timedelta(days=20)
    for key, facts in _FACTS.items():
        for fact, state in facts.items():
            entry = FactEntry(state, source="Call by our intake desk", as_of=asked)  # pyright: ignore[reportArgumentType]
            listings.save_fact(team_id, ids[key], fact, entry, based_on=0)
    for key, capacity in _CAPACITIES.items():
        listings.save_capacity(team_id, ids[key], capacity, based_on=0)
    for at, key in enumerate(("s04", "s05", "s09", "s15")):
        for which, agency in enumerate(agencies[:6]):
            knows = "yes" if (at + which) % 3 else ("no" if which % 2 else "not_sure")
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


def _need(team_id: str, agencies: tuple[AgencyView, ...]) -> None:
    needs.choose_tier(team_id, "T4", based_on=0)
    counted = FigureEntry(84, source="Intake list of the team (made up)", year=today().year)
    needs.save_figure(team_id, "referred", counted, based_on=0)
    for category, told in _SHARES.items():
        for agency, (low, likely, high) in zip(agencies, told, strict=False):
            share = FigureEntry(likely, low, high)
            needs.save_share(team_id, category, agency.code, share, based_on=0)


def _find(team_id: str, finding: tuple[str, str, str, str, str], owner: AgencyView) -> None:
    category, population, gap, words, cure = finding
    entry = FindingEntry(category, gap, words, population, "", cure, owner.code)
    finding_id = gap_findings.save(team_id, entry)
    if gap == "H":
        return
    kind = "family_report" if gap == "G" else "call"
    shown = EvidenceEntry(kind, f"{words} (Made up.)", today(), owner.code)
    gap_findings.add_evidence(team_id, finding_id, shown)
    found = gap_findings.finding(team_id, finding_id)
    gap_findings.sign(team_id, finding_id, owner.code, seen=found.digest, agrees=True)
