"""A row in every table of family groups, for the tests of the walls between teams."""

from datetime import date
from typing import Any

DAY = date(2026, 11, 3)


def family_rows(team: str) -> dict[str, dict[str, Any]]:
    """One row for each table of family groups, whose it is in every one of them."""
    saved = {"team_id": team, "saved_by_name": f"by-{team}", "saved_on": DAY}
    study, session, seat = f"study-{team}", f"session-{team}", f"seat-{team}"
    words = {"team_id": team, "transcript_id": f"transcript-{team}"}
    coder = {"coder": "somebody", "coder_name": f"by-{team}"}
    theme = {"team_id": team, "theme_id": f"theme-{team}", "seat_id": seat}
    sealed = f"sealed-{team}".encode()
    rows: dict[str, dict[str, Any]] = {
        "study": {**saved, "id": study, "version": 1, "name": f"name-{team}", "state": "open"},
        "codebook": {**saved, "study_id": study, "version": 1, "codes": []},
        "session": {
            **saved,
            "id": session,
            "version": 1,
            "study_id": study,
            "name": f"name-{team}",
            "month": "2026-11",
            "language": "en",
            "form": "notes",
            "state": "open",
            "notice_read_by": "",
            "came": None,
            "paid": None,
            "paid_amount": None,
            "pauses": 0,
            "newcomers": None,
            "sound": "",
            "readers": [],
        },
        "seat": {
            "team_id": team,
            "id": seat,
            "session_id": session,
            "label": 1,
            "card_hash": sealed,
            "study_version": 1,
            "quote_tier": "never",
            "wants_preview": False,
            "may_record": None,
        },
        "number": {"team_id": team, "session_id": session, "label": 1},
        "transcript": {
            **saved,
            "id": f"transcript-{team}",
            "session_id": session,
            "version": 1,
            "state": "raw",
            "evidence": {},
            "raw_ends_on": None,
            "saved_by": "somebody",
        },
        "turn": {**words, "stage": "raw", "number": 1, "seat_id": seat, "sealed": sealed},
        "string": {
            **words,
            "string_hash": sealed,
            "replacement": f"[{team}]",
            "saved_by_name": f"by-{team}",
        },
        "coding": {
            **words,
            **coder,
            "id": f"coding-{team}",
            "number": 1,
            "seat_id": seat,
            "start": 0,
            "stop": 4,
            "code": "code_housing",
            "memo": None,
            "settled": [],
            "category": "moud",
            "sector": "court",
        },
        "reading": {**words, **coder, "saved_on": DAY},
        "summary": {**saved, "session_id": session, "question": "q", "version": 1},
        "theme": {
            **saved,
            "id": f"theme-{team}",
            "version": 1,
            "study_id": study,
            "words": f"words-{team}",
            "direction": "got_in_way",
            "category": "moud",
            "dimension": "wait",
            "statement": "",
            "state": "draft",
            "saved_by": "somebody",
            "read_by": "",
            "read_by_name": "",
        },
        "support": {**theme, "source": f"coding-{team}", "category": "moud"},
        "quote": {
            **theme,
            "id": f"quote-{team}",
            "coding_id": f"coding-{team}",
            "sealed": sealed,
            "scope": "team",
            "answers": {},
            "proposed_by": "somebody",
            "checked_by": "",
            "previewed": False,
        },
        "card": {
            "team_id": team,
            "id": f"card-{team}",
            "study_id": study,
            "sealed": sealed,
        },
        "card_totals": {
            "team_id": team,
            "study_id": study,
            "floor": 5,
            "totals": {"demo_race": [[f"total-{team}", 5]]},
            "saved_by_name": f"by-{team}",
            "saved_on": DAY,
        },
        "destruction": {
            "team_id": team,
            "study_id": study,
            "number": 1,
            "what": "contacts",
            "pieces": 3,
            "how": "key",
            "done_on": DAY,
            "chain": team,
        },
    }
    rows["study"] |= {"settings": {}, "shown_on": None}
    rows["summary"]["sealed"] = sealed
    return {f"family_{name}": row for name, row in rows.items()}
