"""`common-table export`: take a released result as a file without a screen."""

import argparse
from pathlib import Path
from typing import Any

from data.commands.messages import complain
from data.commands.output import write_out
from data.commands.storage import on_database

FORMATS = ("xlsx", "csv", "json", "package", "sav", "ddi", "xlsform")
DEMO = "demo"


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("export", help="take a released result as a file")
    parser.add_argument(
        "result",
        metavar="WAVE_OR_TEAM",
        help="the id of a wave, or a team by id or name for its last result; "
        f"'{DEMO}' for the demo team",
    )
    parser.add_argument("--format", choices=FORMATS, default="xlsx")
    parser.add_argument(
        "-o", "--output", metavar="OUT", type=Path, help="a file; standard output unless given"
    )
    parser.set_defaults(command=export)


def export(arguments: argparse.Namespace) -> int:
    """Write a released result to a file or to standard output."""
    return on_database(
        lambda: _export(arguments.result, key=arguments.format, output=arguments.output)
    )


def _export(named: str, *, key: str, output: Path | None) -> int:
    from data.exports.content import content_of
    from data.exports.formats import FORMATS as WRITERS
    from data.services import release

    wave_id, problem = wave_meant(named)
    if wave_id is None:
        return complain([problem])
    written = WRITERS[key].write(content_of(release.for_export(wave_id, as_what=key)))
    try:
        write_out(written, output)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        return complain([f"{output or 'standard output'}: {reason}."])
    return 0


def wave_meant(named: str) -> tuple[str | None, str]:
    """The wave that is meant, or what is wrong with what was typed."""
    from data.commands.teams_named import team_named
    from data.services import teams, waves
    from data.services.errors import NotFound

    try:
        return waves.wave(named).id, ""
    except NotFound:
        pass
    if named == DEMO:
        demo = next((each.id for each in teams.teams() if each.demo), None)
        if demo is None:
            return None, "There is no demo team here. `common-table demo` fills one in."
        return _last_result(demo, "the demo team")
    team, problem = team_named(named)
    if team is None:
        return None, problem
    return _last_result(team.id, team.name)


def _last_result(team_id: str, name: str) -> tuple[str | None, str]:
    from data.services import waves

    out = [each for each in waves.waves(team_id) if each.state in ("released", "archived")]
    if not out:
        return None, f"No wave of {name} is released yet, so there is nothing to take away."
    return max(out, key=lambda each: (each.closes_on, each.id)).id, ""
