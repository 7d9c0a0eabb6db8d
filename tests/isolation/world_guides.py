"""A row in every table of discussion guides and shared principles of a team."""

from datetime import date
from typing import Any

DAY = date(2026, 11, 3)


def guide_rows(team: str, *, wave: str) -> dict[str, dict[str, Any]]:
    """One row for each table; whose it is stands in it."""
    version = {"team_id": team, "version": 1, "saved_by_name": f"by-{team}", "saved_on": DAY}
    signed = {**version, "saved_by": "somebody"}
    return {
        "guide_list": {**signed, "wave_id": wave, "items": [f"item-{team}"]},
        "guide_note": {
            **signed,
            "wave_id": wave,
            "item": f"item-{team}",
            "words": f"words-{team}",
        },
        "principle_text": {
            **signed,
            "part": "mission",
            "words": f"words-{team}",
            "wave_id": "",
            "item": "",
            "place": 0,
            "removed": False,
            "from_version": None,
        },
        "principle_state": {
            **version,
            "state": "ready",
            "digest": team,
            "body": f"body-{team}",
        },
        "principle_signature": {
            **version,
            "agency_code": "a1",
            "agency_name": f"agency-{team}",
            "agrees": True,
            "words": f"words-{team}",
            "digest": team,
        },
    }
