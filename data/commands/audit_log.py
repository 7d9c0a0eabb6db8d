"""`common-table audit-log`: read the log of what staff did, and check that nobody changed it.

Exit status of `verify`: 0 all is well, 1 it is not (a line for each problem), 2 wrong usage.
"""

import argparse
from datetime import UTC, datetime
from typing import Any

from data.commands.messages import complain, remark, say
from data.commands.storage import on_database

_WRONG_USAGE = 2
_MOST = 1000
_LIKE_AN_OLDER_BACKUP = (
    "the entries that are there follow one another, so this is also what an older backup looks "
    "like that somebody restored; README.md, 'Where data lives', says what to do then."
)


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser("audit-log", help="what staff did, and whether the log is whole")
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    verifying = steps.add_parser(
        "verify",
        help="say whether somebody changed the log",
        description="Goes along the chain of all entries and compares it with every anchor in the "
        "file audit-anchors.txt of the home folder and with those named here. Exit status 0 when "
        "all is well, 1 when something was changed, taken out, put in or cut off.",
    )
    verifying.add_argument(
        "--anchor",
        action="append",
        default=[],
        metavar="TEXT",
        help="an anchor that somebody kept, such as from a mail or a printed report",
    )
    verifying.set_defaults(command=verify)
    listing = steps.add_parser("list", help="the newest entries")
    listing.add_argument("--team", metavar="ID", help="only what was done in one team")
    listing.add_argument("--limit", type=_limit, default=50, metavar="N", help="how many (50)")
    listing.set_defaults(command=show)


def verify(arguments: argparse.Namespace) -> int:
    """Check the chain against all anchors."""
    return on_database(lambda: _verify(arguments.anchor))


def show(arguments: argparse.Namespace) -> int:
    """List entries, newest first."""
    return on_database(lambda: _show(arguments.team, arguments.limit))


def _verify(given: list[str]) -> int:
    from data.services import audit_log

    try:
        kept = audit_log.kept_anchors()
    except audit_log.NotAnAnchor as said:
        return complain([said])
    try:
        found = audit_log.verify([*kept, *given])
    except audit_log.NotAnAnchor as said:
        complain([said])
        return _WRONG_USAGE
    if not found.ok:
        complain(found.problems)
        if audit_log.verify().ok:  # without anchors
            remark([_LIKE_AN_OLDER_BACKUP])
        return 1
    say(f"The log is whole: {found.entries} entries, {found.covered} of them below an anchor.")
    if found.covered < found.entries:
        later = f"entries {found.covered + 1} to {found.entries} came after the last anchor"
        remark([f"{later}; whoever can write to the database could have written them anew."])
    return 0


def _show(team_id: str | None, limit: int) -> int:
    from data.services import audit_log

    for one in audit_log.entries(team_id, limit=limit):
        when = datetime.fromtimestamp(one.at, tz=UTC).strftime("%Y-%m-%d %H:%M:%S")
        told = " ".join(f"{key}={value}" for key, value in one.details.items())
        team = f"team={one.team_id}" if one.team_id else ""
        where = f"where={one.where}" if one.where else ""
        parts = (str(one.number), when, one.actor_name, one.action, one.about, team, told, where)
        say(" | ".join(part for part in parts if part))
    return 0


def _limit(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= _MOST:
        raise argparse.ArgumentTypeError(f"takes 1 to {_MOST}, not '{text[:20]}'")
    return number
