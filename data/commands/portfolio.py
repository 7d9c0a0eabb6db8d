"""`common-table portfolio`: take the teams that agreed, side by side, as a file."""

import argparse
from pathlib import Path
from typing import Any

from data.commands.messages import complain
from data.commands.output import write_out
from data.commands.storage import on_database


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser("portfolio", help="teams that agreed, side by side, as a file")
    own = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    exporting = own.add_parser("export", help="where each team stands, and where most of them lie")
    exporting.add_argument("--format", choices=("xlsx", "csv", "json"), default="xlsx")
    exporting.add_argument(
        "-o", "--output", metavar="OUT", type=Path, help="a file; standard output unless given"
    )
    exporting.set_defaults(command=export)


def export(arguments: argparse.Namespace) -> int:
    """Write all teams that agreed to a file or to standard output."""
    return on_database(lambda: _export(key=arguments.format, output=arguments.output))


def _export(*, key: str, output: Path | None) -> int:
    from data.exports.portfolio import PORTFOLIO_FORMATS
    from data.services.portfolio_files import for_export

    written = PORTFOLIO_FORMATS[key].write(for_export(as_what=key))
    try:
        write_out(written, output)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        return complain([f"{output or 'standard output'}: {reason}."])
    return 0
