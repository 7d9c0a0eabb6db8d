"""A row in every table of resources of a team."""

from datetime import date
from typing import Any

Row = dict[str, Any]
DAY = date(2026, 11, 3)
UNSAID = dict.fromkeys(
    ("available", "mean_stay_days", "families_per_worker", "wait_days", "families_waiting")
)


def resource_rows(team: str) -> dict[str, Row]:
    """One row for each table; whose it is stands in it."""
    of_team = {"team_id": team, "saved_by_name": f"by-{team}", "saved_on": DAY}
    listing = {**of_team, "listing_id": f"listing-{team}", "source": f"source-{team}", "as_of": DAY}
    finding = {**of_team, "finding_id": f"finding-{team}", "agency_code": "a1"}
    return {
        **_directory(team),
        "listing_category": {
            **of_team,
            "listing_id": f"listing-{team}",
            "category": "moud",
            "state": "proposed",
            "rule": f"rule-{team}",
            "confidence": 0.5,
        },
        "listing_fact": {
            **listing,
            "fact": "accepts_moud",
            "version": 1,
            "state": "yes",
            "condition": f"condition-{team}",
        },
        "listing_capacity": {**listing, "version": 1, "unit": "beds", "maximum": 8.0, **UNSAID},
        "listing_known": {
            **of_team,
            "listing_id": f"listing-{team}",
            "agency_code": "a1",
            "version": 1,
            "knows": "yes",
            "would_send": "no",
        },
        **_called(team),
        "need_entry": {
            **of_team,
            "about": "count",
            "key": "t4",
            "agency_code": "",
            "version": 1,
            **dict.fromkeys(("low", "high", "year")),
            "likely": 40.0,
            "source": f"source-{team}",
        },
        "county_need": {
            **of_team,
            "version": 1,
            "tier": "T4",
            "file": f"file-{team}",
            "sha256": team,
            "figures": [],
            "left_out": [],
            "report": {},
        },
        "gap_finding": {
            **of_team,
            "id": f"finding-{team}",
            "version": 1,
            **dict.fromkeys(("category", "population", "area", "gap"), "a"),
            **dict.fromkeys(("words", "cure", "owner_agency"), f"words-{team}"),
            "basis": {},
            "due_on": None,
            "check_on": None,
            "removed": False,
            "saved_by": "somebody",
        },
        "gap_evidence": {
            **finding,
            "number": 1,
            "kind": "call",
            "words": f"evidence-{team}",
            "link": "",
            "happened_on": DAY,
        },
        "gap_signature": {
            **finding,
            "number": 1,
            "version": 1,
            "agency_name": f"agency-{team}",
            "agrees": True,
            "words": "",
            "digest": team,
        },
    }


def _called(team: str) -> dict[str, Row]:
    of_team = {"team_id": team, "saved_by_name": f"by-{team}", "saved_on": DAY}
    return {
        "listing_call": {
            **of_team,
            "listing_id": f"listing-{team}",
            "number": 1,
            "called_on": DAY,
            "outcome": "different",
            "asked_for": "",
            **dict.fromkeys(("takes_payer", "takes_family", "has_opening"), "not_asked"),
            "agency_code": "a1",
            "words": f"words-{team}",
        },
        "listing_apart": {
            **of_team,
            "one_id": f"listing-{team}",
            "other_id": f"other-{team}",
            "version": 1,
            "apart": True,
        },
    }


def _directory(team: str) -> dict[str, Row]:
    return {
        "directory_import": {
            "id": f"import-{team}",
            "team_id": team,
            "number": 1,
            "source": f"source-{team}",
            "names": [],
            "sha256": team,
            "report": {},
            "profile": None,
            "saved_by": "somebody",
            "saved_by_name": f"by-{team}",
            "saved_on": DAY,
        },
        "directory_row": {
            "import_id": f"import-{team}",
            "file": "services.csv",
            "line": 2,
            "fate": "held",
            "reason": f"reason-{team}",
            "content": {},
        },
        "listing": {
            "team_id": team,
            "id": f"listing-{team}",
            "kind": "service",
            "source": f"source-{team}",
            "key": team,
            "name": f"name-{team}",
            "body": {},
            "import_id": f"import-{team}",
            "gone": False,
            "merged_into": None,
        },
    }
