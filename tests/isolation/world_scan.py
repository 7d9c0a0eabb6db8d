"""A row in every table of scans of a team."""

from datetime import date
from typing import Any

Row = dict[str, Any]
DAY = date(2026, 11, 3)


def scan_rows(team: str) -> dict[str, Row]:
    """One row for each table; whose it is stands in it."""
    scan = {"scan_id": f"scan-{team}"}
    saved = {"saved_by_name": f"by-{team}", "saved_on": DAY}
    signed = {"saved_by": "somebody", **saved}
    named = {"agency_code": "a1", "agency_name": f"agency-{team}"}
    return {
        "scan": {
            "id": f"scan-{team}",
            "team_id": team,
            "number": 1,
            "title": f"title-{team}",
            "checklist_id": "c",
            "checklist_version": "1.0.0",
            "body": f"body-{team}",
            "asked": {},
            "earlier_id": None,
            "opened_on": DAY,
            "closed_on": None,
        },
        "scan_rater": {"team_id": team, "account_id": "somebody", "agency_code": f"a-{team}"},
        "scan_item": {
            **scan,
            "id": f"own-{team}",
            "section": "funding",
            "section_title": None,
            "text": f"text-{team}",
            "evidence": "",
            "who_knows": [],
            "place": 0,
            "removed": False,
            **saved,
        },
        "scan_answer": {
            **scan,
            **named,
            "item": "i",
            "version": 1,
            "status": "in_place",
            "confidence": None,
            "evidence": f"evidence-{team}",
            "link": "",
            "source": "",
            "source_date": None,
            "checked_on": DAY,
            "carried": False,
            **signed,
        },
        "scan_file": {
            **scan,
            "id": f"file-{team}",
            "item": "i",
            "agency_code": "a1",
            "name": f"name-{team}",
            "kind": "text",
            "size": 1,
            "sha256": team,
            "content": team.encode(),
            **saved,
        },
        "scan_decision": {
            **scan,
            "item": "i",
            "number": 1,
            "status": "in_place",
            "basis": "talk",
            "reason": f"reason-{team}",
            "heard": {},
            "checked_on": DAY,
            **signed,
        },
        "scan_dissent": {
            **scan,
            **named,
            "item": "i",
            "number": 1,
            "words": f"words-{team}",
            **saved,
        },
        "scan_sign_off": {
            **scan,
            **named,
            "number": 1,
            "digest": team,
            "words": f"words-{team}",
            **saved,
        },
        "scan_plan": {
            **scan,
            "item": "i",
            "version": 1,
            "operating_agency": None,
            "owner_id": None,
            "owner_name": f"owner-{team}",
            "due_on": None,
            "note": "",
            "done": False,
            **saved,
        },
        "worksheet": {
            "team_id": team,
            "kind": "roles",
            "version": 1,
            "body": f"body-{team}",
            **signed,
        },
        "outcome_entry": {
            "team_id": team,
            "entry_id": f"entry-{team}",
            "version": 1,
            "indicator": "i",
            "numerator": 1,
            "denominator": 2,
            "median": None,
            "period_start": DAY,
            "period_end": DAY,
            "cohort": f"cohort-{team}",
            "source": "",
            "source_date": None,
            "notes": "",
            "agency_code": None,
            "removed": False,
            **signed,
        },
    }
