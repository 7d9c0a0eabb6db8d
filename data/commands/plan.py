"""`common-table plan`: take a team's action plan as a file."""

import argparse
from pathlib import Path
from typing import Any

from data.commands.messages import complain
from data.commands.output import write_out
from data.commands.storage import on_database
from data.commands.teams_named import team_named


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser("plan", help="take a team's action plan as a file")
    own = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    exporting = own.add_parser("export", help="every action with its history")
    exporting.add_argument("team", metavar="TEAM", help="its id, from `teams list`, or its name")
    exporting.add_argument("--format", choices=("xlsx", "csv", "json"), default="xlsx")
    exporting.add_argument(
        "-o", "--output", metavar="OUT", type=Path, help="a file; standard output unless given"
    )
    exporting.set_defaults(command=export)


def export(arguments: argparse.Namespace) -> int:
    """Write the plan of a team to a file or to standard output."""
    return on_database(
        lambda: _export(arguments.team, key=arguments.format, output=arguments.output)
    )


def _export(name: str, *, key: str, output: Path | None) -> int:
    from data.exports.plan.formats import PLAN_FORMATS
    from data.services.action_files import for_export

    team, problem = team_named(name)
    if team is None:
        return complain([problem])
    written = PLAN_FORMATS[key].write(for_export(team.id, as_what=key))
    try:
        write_out(written, output)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        return complain([f"{output or 'standard output'}: {reason}."])
    return 0
