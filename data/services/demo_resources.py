"""The demo team's map of resources: an invented directory of an invented county, and its gaps.

Every state of what is known occurs, and a finding of every kind of gap, each of what the figures
say. What is listed, what is needed and what was found stand in modules of their own.
"""

from collections.abc import Mapping
from datetime import timedelta

from data.clock import today
from data.services import calls, listings, teams
from data.services.calls import CallEntry
from data.services.demo_directories import SERVICES, read_directories
from data.services.demo_findings import fill_demo_findings
from data.services.demo_need import fill_demo_need
from data.services.listings import CapacityEntry, FactEntry
from data.views import AgencyView

_WITHOUT_PLACE = ("t6", "t8")
"""Of these no place is known; the second does not say how much it can take."""
_FACTS: Mapping[str, Mapping[str, str]] = {
    "s01": {"accepts_fathers": "yes", "accepts_mothers": "yes", "accepts_medicaid": "yes"},
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
    "s06": {"accepts_medicaid": "yes", "accepts_methadone": "yes", "evening_weekend": "no"},
    "s08": {"accepts_children": "yes", "accepts_moud": "unknown", "accepts_fathers": "not_asked"},
    "s09": {"accepts_fathers": "yes", "accepts_moud": "yes", "evening_weekend": "no"},
    "s14": {"accepts_medicaid": "no", "no_cost_option": "unknown", "evening_weekend": "no"},
    "s17": {"accepts_children": "yes", "evening_weekend": "no"},
}
_CAPACITIES: Mapping[str, CapacityEntry] = {
    "s01": CapacityEntry(
        "slots",
        maximum=60,
        available=4,
        wait_days=7,
        families_waiting=1,
        mean_stay_days=120,
        source="Call",
    ),
    "s03": CapacityEntry("beds", maximum=12, available=0, mean_stay_days=60, source="Call"),
    "s04": CapacityEntry(
        "family units",
        maximum=4,
        available=0,
        wait_days=38,
        families_waiting=1,
        mean_stay_days=150,
        source="Visit",
    ),
    "s05": CapacityEntry("people", maximum=90, mean_stay_days=365, source="Clinic director"),
    "s07": CapacityEntry(
        "beds",
        maximum=8,
        available=0,
        wait_days=60,
        families_waiting=2,
        mean_stay_days=180,
        source="House lead",
    ),
    "s09": CapacityEntry(
        "full-time peers",
        maximum=2,
        available=0,
        wait_days=45,
        families_waiting=7,
        families_per_worker=25,
        source="Payroll",
    ),
    "t6": CapacityEntry(
        "slots", maximum=20, mean_stay_days=90, families_waiting=0, source="Their website"
    ),
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
_KNOWN = {
    "s04": ("yes", "not_sure", "no", "sends", "yes", "no"),
    "s05": ("no", "not_sure", "yes", "sends", "no", "yes"),
    "s09": ("sends", "yes", "no", "yes", "no", "not_sure"),
    "s15": ("no", "yes", "sends", "no", "not_sure", "yes"),
    "s16": ("sends_none", "yes", "not_sure", "no", "sends_none", "sends"),
}
"""Whether each of the first six agencies knows a service, and would send a family of its own."""


def fill_demo_resources(team_id: str) -> None:
    """Give the demo team a directory, what is known of it, need, and a finding of every kind.

    Raises:
        NotFound: there is no such team.
    """
    agencies = teams.team(team_id).agencies
    ids = read_directories(team_id)
    pairs = [(ids[key], kind) for key, _, _, _, kind, _ in SERVICES if kind]
    listings.confirm(team_id, [*pairs, *((ids[each], "outpatient") for each in _WITHOUT_PLACE)])
    _know(team_id, ids, agencies)
    _call(team_id, ids, agencies)
    fill_demo_need(team_id, agencies)
    fill_demo_findings(team_id, agencies)


def _know(team_id: str, ids: Mapping[str, str], agencies: tuple[AgencyView, ...]) -> None:
    asked = today() - timedelta(days=20)
    for key, facts in _FACTS.items():
        for fact, state in facts.items():
            entry = FactEntry(state, source="Call by our intake desk", as_of=asked)  # pyright: ignore[reportArgumentType]
            listings.save_fact(team_id, ids[key], fact, entry, based_on=0)
    for key, capacity in _CAPACITIES.items():
        listings.save_capacity(team_id, ids[key], capacity, based_on=0)
    for key, told in _KNOWN.items():
        for agency, known in zip(agencies, told, strict=False):
            knows = "yes" if known.startswith("sends") else known
            send = {"sends": "yes", "sends_none": "no"}.get(known, "")
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
