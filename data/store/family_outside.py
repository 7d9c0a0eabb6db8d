"""The tables of a team that are of no one session and may hold what somebody said in one."""

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import Table

from data.tables.actions import TeamAction
from data.tables.base import table_of
from data.tables.families import FamilyCodebook
from data.tables.guides import GuideNote, PrincipleSignature, PrincipleState, PrincipleText
from data.tables.meetings import MeetingNote
from data.tables.resources import GapEvidence, GapFinding, GapSignature
from data.tables.scan import (
    ScanAnswer,
    ScanDecision,
    ScanDissent,
    ScanItem,
    ScanPlan,
    ScanSignOff,
    Worksheet,
)

Outside = Literal[
    "codebook",
    "action",
    "finding",
    "evidence",
    "signature",
    "scan_answer",
    "scan_decision",
    "scan_dissent",
    "scan_sign_off",
    "scan_plan",
    "scan_item",
    "guide_note",
    "principle_text",
    "principle_signature",
    "principle_state",
    "worksheet",
    "meeting_note",
]

_outside: Mapping[Outside, tuple[Table, tuple[str, ...]]] = {
    "codebook": (table_of(FamilyCodebook), ("study_id", "version")),
    "action": (table_of(TeamAction), ("id", "version")),
    "finding": (table_of(GapFinding), ("id", "version")),
    "evidence": (table_of(GapEvidence), ("finding_id", "number")),
    "signature": (table_of(GapSignature), ("finding_id", "agency_code", "number")),
    "scan_answer": (table_of(ScanAnswer), ("scan_id", "item", "agency_code", "version")),
    "scan_decision": (table_of(ScanDecision), ("scan_id", "item", "number")),
    "scan_dissent": (table_of(ScanDissent), ("scan_id", "item", "number", "agency_code")),
    "scan_sign_off": (table_of(ScanSignOff), ("scan_id", "agency_code", "number")),
    "scan_plan": (table_of(ScanPlan), ("scan_id", "item", "version")),
    "scan_item": (table_of(ScanItem), ("scan_id", "id")),
    "guide_note": (table_of(GuideNote), ("wave_id", "item", "version")),
    "principle_text": (table_of(PrincipleText), ("part", "version")),
    "principle_signature": (table_of(PrincipleSignature), ("agency_code", "version")),
    "principle_state": (table_of(PrincipleState), ("version",)),
    "worksheet": (table_of(Worksheet), ("kind", "version")),
    "meeting_note": (table_of(MeetingNote), ("wave_id", "part")),
}
OUTSIDE_KEYS: Mapping[Outside, tuple[str, ...]] = {
    kind: keys for kind, (_, keys) in _outside.items()
}
"""What names one row, within its team."""
OUTSIDE_TABLES: Mapping[Outside, Table] = {kind: table for kind, (table, _) in _outside.items()}
