"""To whom the rows of each table belong: to a team, to what a team has, or to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Owner:
    """How to find out whose a row is.

    Attributes:
        column: holds the id of a team, or the key of a row of `of`; None where other rows point
            here instead.
        of: the table whose rows own these; None for teams themselves.
    """

    column: str | None
    of: str | None = None


_TEAM = Owner("team_id")
_WAVE = Owner("wave_id", of="wave")
_SCAN = Owner("scan_id", of="scan")

_FAMILY = (
    *("study", "codebook", "session", "seat", "transcript", "turn", "string"),
    *("coding", "reading", "summary", "theme", "support", "quote", "destruction"),
    *("card", "card_totals", "number"),
)

OWNERS: Mapping[str, Owner] = MappingProxyType(
    {
        "team": Owner("id"),
        "agency": _TEAM,
        "membership": _TEAM,
        "team_edition": _TEAM,
        "wave": _TEAM,
        "reporting_group": _WAVE,
        "invitation": _WAVE,
        "ballot": _WAVE,
        "draft": _WAVE,
        "answer_sheet": _WAVE,
        "comment": _WAVE,
        "fact_tally": _WAVE,
        "released_report": _WAVE,
        "answer": Owner("sheet_id", of="answer_sheet"),
        "frozen_edition": Owner(None),
        "scan": _TEAM,
        "scan_rater": _TEAM,
        "scan_item": _SCAN,
        "scan_answer": _SCAN,
        "scan_file": _SCAN,
        "scan_decision": _SCAN,
        "scan_dissent": _SCAN,
        "scan_sign_off": _SCAN,
        "scan_plan": _SCAN,
        "worksheet": _TEAM,
        "outcome_entry": _TEAM,
        "directory_import": _TEAM,
        "directory_row": Owner("import_id", of="directory_import"),
        **dict.fromkeys(("listing", "listing_category", "listing_fact"), _TEAM),
        **dict.fromkeys(("listing_capacity", "listing_known", "need_entry"), _TEAM),
        **dict.fromkeys(("listing_call", "listing_apart"), _TEAM),
        **dict.fromkeys(("gap_finding", "gap_evidence", "gap_signature"), _TEAM),
        **dict.fromkeys((f"family_{each}" for each in _FAMILY), _TEAM),
        "county_need": _TEAM,
        **dict.fromkeys(("guide_list", "guide_note"), _TEAM),
        **dict.fromkeys((f"principle_{each}" for each in ("text", "state", "signature")), _TEAM),
        **dict.fromkeys(("result_hold", "meeting_note"), _TEAM),
        "portfolio_consent": _TEAM,
        "team_action": _TEAM,
        "made_report": _TEAM,
    }
)

NOBODYS = frozenset(
    {"set_up", "account", "recovery_code", "staff_session", "wrong_codes", "audit_entry"}
)


def condition(table: str, teams: str) -> str:
    """That a row of a table belongs to some teams, as SQL.

    Args:
        teams: what is asked of the id of the team, such as "IN ('a', 'b')".
    """
    owner = OWNERS[table]
    if owner.column is None:
        editions = f"SELECT checksum FROM team_edition WHERE {condition('team_edition', teams)}"
        waves = f"SELECT checksum FROM wave WHERE {condition('wave', teams)}"
        return f"{table}.checksum IN ({editions} UNION ALL {waves})"
    if owner.of is None:
        return f"{table}.{owner.column} {teams}"
    return (
        f"{table}.{owner.column} IN (SELECT id FROM {owner.of} WHERE {condition(owner.of, teams)})"
    )
