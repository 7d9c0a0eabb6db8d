"""`common-table scan`: see which scans there are, and take a team's as a file."""

import argparse
from pathlib import Path
from typing import Any

from data.commands.messages import complain
from data.commands.output import write_out
from data.commands.storage import on_database
from data.commands.teams_named import team_named


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser("scan", help="list scans, take a team's scans as a file")
    own = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    own.add_parser("list", help="every round of every team").set_defaults(command=list_scans)
    exporting = own.add_parser("export", help="everything that the scans of a team hold")
    exporting.add_argument("team", metavar="TEAM", help="its id, from `scan list`, or its name")
    exporting.add_argument("--format", choices=("xlsx", "csv", "json"), default="json")
    exporting.add_argument(
        "-o", "--output", metavar="OUT", type=Path, help="a file; standard output unless given"
    )
    exporting.set_defaults(command=export)


def list_scans(_arguments: argparse.Namespace) -> int:
    """Print a team's id, the round, its state, how many items are known, team and title."""
    return on_database(_list)


def export(arguments: argparse.Namespace) -> int:
    """Write all rounds of a team to a file or to standard output."""
    return on_database(
        lambda: _export(arguments.team, key=arguments.format, output=arguments.output)
    )


def _list() -> int:
    from data.services import scans, teams

    for team in teams.teams():
        rounds = scans.scans(team.id)
        if not rounds:
            print(f"{team.id}\tno scan\t\t\t{team.name}\t")
        for each in rounds:
            sections = scans.board(each.id).sections
            known = sum(section.summary.known for section in sections)
            applicable = sum(section.summary.applicable for section in sections)
            state = "ended" if each.closed_on else "open"
            told = f"{known} of {applicable} known"
            print(f"{team.id}\tround {each.number}\t{state}\t{told}\t{team.name}\t{each.title}")
    return 0


def _export(name: str, *, key: str, output: Path | None) -> int:
    from data.exports.scan.formats import SCAN_FORMATS
    from data.services.scan_files import for_export

    team, problem = team_named(name)
    if team is None:
        return complain([problem])
    written = SCAN_FORMATS[key].write(for_export(team.id, as_what=key))
    try:
        write_out(written, output)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        return complain([f"{output or 'standard output'}: {reason}."])
    return 0
