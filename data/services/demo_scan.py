"""The demo team's scan: what three of its agencies say, made up from a seeded generator.

Its answers go into the store together, as a round that is carried over does: one by one they
would take as long as all the rest of the demo. Everything else goes the way of a real scan.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from random import Random
from typing import Any

from data.clock import at_day, today
from data.scan_views import AnswerEntry, OwnItem
from data.services import outcomes, scan_answers, scan_settling, scans, teams
from data.services.authority import actor
from data.services.demo_outcomes import demo_entries
from data.services.scan_settling import PlanEntry
from data.services.scans import permit_answering
from data.store import scan_answers as store
from data.views import AgencyView
from surveys.checklist import ChecklistItem
from surveys.checklists import shipped_checklist

SECTORS = ("child_welfare", "sud_treatment", "recovery_peer")
SETTLED, OPEN = "recovery_list_current", "model_when_offered"
STALE = ("fund_medicaid_limits", "policy_drug_testing", "work_turnover", "partners_tribes")
NOBODY = ("families_disparity", "fund_court_grants", "recovery_fathers", "work_reflects_families")
UNKNOWN = ("recovery_levels_mapped", "families_demographics", "fund_opioid_settlement")
_BEGUN, _SETTLED_AGO = 40, 6  # days ago
_SAID = {
    SETTLED: ("not_our_area", "in_place", "not_in_place"),
    OPEN: ("in_place", "not_our_area", "partly"),
}
_STATUSES = {"in_place": 0.42, "partly": 0.28, "not_in_place": 0.24, "not_applicable": 0.06}
_SURE = ("seen_the_document", "seen_the_document", "told_by_someone_who_knows", "best_guess")
_SHOWS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "certification": (
        ("Read the page of the certification board.", "Page of the state board"),
        ("Our training lead walked us through the rules.", "Training lead"),
    ),
    "funding": (
        ("Page 12 of the provider manual says so.", "Medicaid provider manual"),
        ("The budget for this year has a line for it.", "County budget"),
    ),
    "recovery_resources": (
        ("We called each place on the list.", "Calls by our intake desk"),
        ("The shared folder has the list with dates.", "Shared folder"),
    ),
    "families": (
        ("The yearly report counts them.", "Yearly report"),
        ("Our data unit ran the numbers.", "Data unit"),
    ),
    "partners": (
        ("They came to three of the last four meetings.", "Minutes of the team"),
        ("A letter of agreement is on file.", "Letter of agreement"),
    ),
    "policy_practice": (
        ("Section 4 of our practice guide.", "Practice guide"),
        ("Supervisors say that most units do it.", "Supervisors' meeting"),
    ),
    "information_consent": (
        ("The form is on our site, in two languages.", "Consent form"),
        ("Our lawyer read it last spring.", "Legal memo"),
    ),
    "support_models": (
        ("The job description says what they do.", "Job description"),
        ("A contract with the recovery center covers it.", "Contract"),
    ),
    "workforce": (
        ("Payroll shows the posts.", "Human resources"),
        ("The schedule of supervision is posted.", "Schedule"),
    ),
}


def fill_demo_scan(team_id: str) -> str:
    """Give the demo team a scan with two conflicts, one of them settled, and a baseline.

    Returns:
        The id of the scan.

    Raises:
        NotFound: there is no such team.
    """
    now = today()
    with at_day(now - timedelta(days=_BEGUN)):
        scan_id = scans.begin(team_id, title=f"What is in place in Riverbend, {today().year}").id
        agencies = _agencies(team_id)
        for agency in agencies:
            permit_answering(team_id, agency.code)
        store.carry(scan_id, {"answers": _rows(agencies, now=now)})
        own = OwnItem(
            text="A parent can reach a peer worker by text on the day a child is removed.",
            section="support_models",
            evidence="The number, the hours, and who answers",
            who_knows=("recovery_peer",),
        )
        item = scans.add_item(scan_id, own)
        entry = AnswerEntry("partly", "seen_the_document", "Weekdays until six.", source="Our desk")
        scan_answers.save(scan_id, item, agencies[2].code, entry, based_on=0)
    with at_day(now - timedelta(days=_SETTLED_AGO)):
        _settle(scan_id, agencies, now=now)
    for entry in demo_entries(now):
        outcomes.save_entry(team_id, entry)
    return scan_id


def _agencies(team_id: str) -> tuple[AgencyView, ...]:
    """The three that answer, in the order of `SECTORS`."""
    roster = teams.team(team_id).agencies
    return tuple(next(agency for agency in roster if agency.sector == sector) for sector in SECTORS)


def _settle(scan_id: str, agencies: tuple[AgencyView, ...], *, now: date) -> None:
    item = scans.board(scan_id).item(SETTLED)
    if item is None:
        raise LookupError(f"The checklist has no item '{SETTLED}'.")
    reason = "We went through the list together. It is new, and four of its numbers are wrong."
    ruling = scan_settling.Ruling("partly", "talk", reason, scan_settling.heard(item))
    scan_settling.settle(scan_id, SETTLED, ruling)
    scan_settling.dissent(
        scan_id,
        SETTLED,
        agencies[1].code,
        "The list is in place. A list is never free of errors, and we correct it each month.",
        number=1,
    )
    scan_settling.sign_off(scan_id, agencies[0].code, "Read by our director and two supervisors.")
    for item, agency, days, note in (
        (OPEN, agencies[2], 14, "Ask when coaches are offered: at removal, or at the first visit?"),
        (UNKNOWN[0], agencies[1], 30, "Ask the state office for its list of levels."),
    ):
        plan = PlanEntry(agency.code, due_on=now + timedelta(days=days), note=note)
        scan_settling.plan(scan_id, item, plan, based_on=0)


def _rows(agencies: tuple[AgencyView, ...], *, now: date) -> Iterator[Mapping[str, Any]]:
    """One row for each answer, as `scan_answers.save` would have written it."""
    for item in shipped_checklist(scans.CHECKLIST).checklist.items:
        if item.id in NOBODY:
            continue
        generator = Random(f"demo scan {item.id}")  # noqa: S311 - repeatable on purpose
        true = generator.choices([*_STATUSES], [*_STATUSES.values()])[0]
        for place, agency in enumerate(agencies):
            entry = _entry(item, place, true, generator, now=now)
            yield {
                **asdict(entry),
                "item": item.id,
                "agency_code": agency.code,
                "version": 1,
                "agency_name": agency.name,
                "checked_on": entry.source_date or today(),
                "carried": False,
                "saved_by": actor().id,
                "saved_by_name": actor().name,
                "saved_on": today(),
            }


def _entry(
    item: ChecklistItem, place: int, true: str, generator: Random, *, now: date
) -> AnswerEntry:
    """What one agency says: those that know say the same, but for two items."""
    status = _status(item, place, true, generator)
    if status in ("unknown", "not_our_area"):
        return AnswerEntry(status)
    shows, source = generator.choice(_SHOWS[item.section])
    months = generator.randint(21, 34) if item.id in STALE else generator.randint(2, 11)
    return AnswerEntry(
        status=status,
        confidence=generator.choice(_SURE),
        evidence=shows,
        source=source,
        source_date=now - timedelta(days=30 * months + generator.randint(0, 20)),
    )


def _status(item: ChecklistItem, place: int, true: str, generator: Random) -> str:
    if item.id in _SAID:
        return _SAID[item.id][place]
    if item.id in UNKNOWN:
        return generator.choice(("unknown", "unknown", "not_our_area")) if place else "unknown"
    if SECTORS[place] in item.who_knows:
        return true if generator.random() < 0.85 else "unknown"
    chance = generator.random()
    if chance < 0.35:
        return true
    return "unknown" if chance < 0.65 else "not_our_area"
