"""A row in every table of teams, for as many teams as wanted; whose it is stands in every row."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import insert, select

from data.store import database as store
from data.store.owners import OWNERS
from data.store.scope import EVERYTHING, within
from data.tables import metadata
from tests.isolation.world_families import family_rows
from tests.isolation.world_guides import guide_rows

TABLES = metadata.tables
MINE, THEIRS = "mine", "theirs"
Row = dict[str, Any]
DAY = date(2026, 11, 3)


UNSAID = dict.fromkeys(("available", "mean_stay_days", "families_per_worker", "wait_days"))


def rows_of(team: str) -> dict[str, Row]:
    """One row for each table, in an order in which they can be added."""
    key = team.encode()
    wave = f"wave-{team}"
    words = f"checksum-{team}"
    return {
        "team": {"id": team, "name": f"name-{team}", "jurisdiction": "", "demo": False},
        "agency": {
            "team_id": team,
            "code": "a1",
            "name": f"agency-{team}",
            "sector": "s",
            "people": 5,
            "place": 0,
        },
        "membership": {
            "team_id": team,
            "account_id": "somebody",
            "role": f"role-{team}",
            "given_by": "somebody",
            "given_on": DAY,
            "code_hash": None,
            "code_until": None,
        },
        "frozen_edition": {"checksum": words, "body": f"body-{team}"},
        "team_edition": {
            "team_id": team,
            "instrument_id": f"instrument-{team}",
            "version": "1.0.0",
            "checksum": words,
        },
        "wave": _wave(team, wave=wave, checksum=words),
        "reporting_group": {
            "wave_id": wave,
            "code": "A",
            "names": {"en": f"group-{team}"},
            "members": [],
            "people": 5,
            "answered": None,
        },
        "invitation": {
            "token_hash": b"invitation-" + key,
            "wave_id": wave,
            "group_code": "A",
            "kind": "link",
            "used": False,
        },
        "ballot": {"id": b"ballot-" + key, "wave_id": wave, "ciphertext": key},
        "draft": {"key_hash": b"draft-" + key, "wave_id": wave, "ciphertext": key},
        "answer_sheet": {"id": b"sheet-" + key, "wave_id": wave, "group_code": "A"},
        "answer": {"sheet_id": b"sheet-" + key, "item": f"item-{team}", "level": 1},
        "comment": {
            "id": b"comment-" + key,
            "wave_id": wave,
            "question": "wish",
            "text": f"text-{team}",
        },
        "fact_tally": {
            "wave_id": wave,
            "fact": f"fact-{team}",
            "option": "one",
            "people": 3,
        },
        "released_report": {"wave_id": wave, "body": f"report-{team}", "sha256": team},
        **_meeting(team, wave=wave),
        "portfolio_consent": {
            "team_id": team,
            "version": 1,
            "shown": True,
            "counted": False,
            "saved_by": "somebody",
            "saved_by_name": f"by-{team}",
            "saved_on": DAY,
        },
        **_scan(team),
        **_resources(team),
        **family_rows(team),
        **guide_rows(team, wave=wave),
        "team_action": _action(team),
        "made_report": _made_report(team, wave=wave),
    }


def fill(teams: Iterable[str]) -> None:
    """Add all rows of these teams, and the one account that the roles are of."""
    somebody = {
        "id": "somebody",
        "name": "somebody",
        "shown": "Somebody",
        "admin": False,
        "starts_teams": False,
        "state": "active",
        "code_until": 0,
        "totp_step": 0,
        "wrong_tries": 0,
        "refused_until": 0,
    }
    with within(EVERYTHING), store.writing() as connection:
        connection.execute(insert(TABLES["account"]).values(**somebody))
        for team in teams:
            for table, row in rows_of(team).items():
                connection.execute(insert(TABLES[table]).values(**row))


def everything() -> Mapping[str, frozenset[str]]:
    """What is stored now, each row as text, by table."""
    with within(EVERYTHING), store.reading() as connection:
        return {
            table: frozenset(repr(tuple(row)) for row in connection.execute(select(TABLES[table])))
            for table in OWNERS
        }


def _made_report(team: str, *, wave: str) -> Row:
    return {
        "team_id": team,
        "id": f"report-{team}",
        "wave_id": wave,
        "format": "docx",
        "language": "en",
        "parts": ["summary"],
        "state": "failed",
        "problem": f"problem-{team}",
        **dict.fromkeys(("done", "total", "seen"), 1),
        "basis": "",
        "content": None,
        "made_by": "somebody",
        "made_by_name": f"by-{team}",
        "made_on": DAY,
    }


def _meeting(team: str, *, wave: str) -> dict[str, Row]:
    mine = {"team_id": team, "wave_id": wave, "version": 1}
    saved = {"saved_by_name": f"by-{team}", "saved_on": DAY}
    return {
        "result_hold": {**mine, "days": 2, "shown_on": DAY, "beside": None},
        "meeting_note": {**mine, "part": "close", "text": f"note-{team}", **saved},
    }


def _action(team: str) -> Row:
    return {
        "team_id": team,
        "id": f"action-{team}",
        "version": 1,
        **dict.fromkeys(("what", "reason", "check_shows", "notes"), f"words-{team}"),
        "owner_agency": "a1",
        "owner_name": f"agency-{team}",
        "helpers": {},
        "due_on": DAY,
        "status": "planned",
        "check_on": None,
        "source": {"kind": "nothing", "ids": {}, "words": "", "where": ""},
        "removed": False,
        "saved_by": "somebody",
        "saved_by_name": f"by-{team}",
        "saved_on": DAY,
    }


def _scan(team: str) -> dict[str, Row]:
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


def _wave(team: str, *, wave: str, checksum: str) -> Row:
    return {
        "id": wave,
        "team_id": team,
        "number": 1,
        "title": f"title-{team}",
        "instrument_id": "i",
        "instrument_version": "1.0.0",
        "checksum": checksum,
        "languages": ["en"],
        "smallest_group": 5,
        "facts": [],
        "merges": [],
        "opened_on": DAY,
        "closes_on": DAY,
        "state": "released",
        "public_key": None,
        "counted": True,
    }


def _resources(team: str) -> dict[str, Row]:
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
