"""The findings of a family group as one JSON file, for programs."""

import json
from dataclasses import asdict
from typing import Any

from data.family_findings import FamilyFindings

FORMAT = "common-table-family-findings"
VERSION = 1


def write_bundle(findings: FamilyFindings) -> bytes:
    """UTF-8 text. Its keys may grow in number; none is ever renamed.

    The same content always gives the same bytes.
    """
    return f"{json.dumps(as_plain(findings), ensure_ascii=False, indent=2)}\n".encode()


def as_plain(findings: FamilyFindings) -> dict[str, Any]:
    """What the file holds, as plain lists and tables."""
    inside = findings.inside
    until = inside.until.isoformat() if inside is not None and inside.until is not None else None
    return {
        "format": FORMAT,
        "format_version": VERSION,
        "title": findings.title,
        "team": findings.team,
        "made_up": findings.made_up,
        "as_of": findings.as_of.isoformat(),
        "language": findings.language,
        "for": "everybody" if inside is None else "team",
        "not_over": inside is not None and inside.not_over,
        "can_be_taken_back_until": until,
        "about": list(findings.about),
        "themes": [asdict(each) for each in findings.themes],
        "cards": [asdict(each) for each in findings.cards],
        "withheld": [asdict(each) for each in findings.withheld],
    }
