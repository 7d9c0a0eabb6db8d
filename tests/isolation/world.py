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
from tests.isolation.world_resources import resource_rows
from tests.isolation.world_scan import scan_rows

TABLES = metadata.tables
MINE, THEIRS = "mine", "theirs"
Row = dict[str, Any]
DAY = date(2026, 11, 3)


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
        **scan_rows(team),
        **resource_rows(team),
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
