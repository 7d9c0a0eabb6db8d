"""`common-table directory`: read a directory of community resources without a screen."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.commands.messages import complain, remark, say
from data.commands.output import write_out
from data.commands.storage import on_database
from data.commands.teams_named import team_named

if TYPE_CHECKING:
    from data.imports.directory.profiles import Profile
    from data.imports.directory.records import Directory
    from data.services.directories import Reading

_MOST_TOLD = 20
_NOT_YET = "nothing was stored. Look at what is new, gone and changed; --accept takes it over."

_PARTIAL = "the files are only a part of the list: what is not among them is not called gone."


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser("directory", help="read directories of community resources")
    own = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    importing = own.add_parser(
        "import", help="read a directory, tell what became of every row, and take it over"
    )
    importing.add_argument("path", metavar="PATH", type=Path, help="a file, a folder or a zip")
    importing.add_argument(
        "--profile", metavar="P", type=Path, help="JSON that says what the columns of a table are"
    )
    importing.add_argument(
        "--report", metavar="OUT", type=Path, help="a JSON file; standard output unless given"
    )
    importing.add_argument(
        "--team",
        metavar="TEAM",
        help="the id or name of the team that takes it over; without it nothing is stored",
    )
    importing.add_argument(
        "--source", metavar="NAME", help="what the team calls the directory; its file's name else"
    )
    importing.add_argument(
        "--accept",
        action="store_true",
        help="take it over also where the team has this directory already; without it only the "
        "difference is told",
    )
    importing.set_defaults(command=import_directory)


def import_directory(arguments: argparse.Namespace) -> int:
    """Read a directory, write its report, and take it over where a team is named."""
    if arguments.team is None:
        return _read_only(arguments)
    return on_database(lambda: _take_over(arguments))


def _read_only(arguments: argparse.Namespace) -> int:
    from data.imports.directory.reading import read_directory
    from data.imports.directory.report import report, set_aside
    from data.imports.problems import InputProblems

    try:
        found = read_directory(arguments.path, profile=_profile(arguments.profile))
    except InputProblems as wrong:
        return complain(wrong.problems)
    status = _write({**report(found), "set_aside": set_aside(found)}, arguments.report)
    if status == 0 and arguments.report is not None:
        print(f"{_said(found)} Nothing was stored; --team names the team that takes it over.")
    return status


def _take_over(arguments: argparse.Namespace) -> int:
    from data.imports.problems import InputProblems
    from data.services import directories
    from data.services.errors import ResourceProblems

    team, problem = team_named(arguments.team)
    if team is None:
        return complain([problem])
    try:
        reading = directories.read(
            team.id,
            arguments.path,
            source=arguments.source or arguments.path.stem,
            profile=_profile(arguments.profile),
        )
    except InputProblems as wrong:
        return complain(wrong.problems)
    except ResourceProblems as problems:
        return complain([f"--source: {problem}" for problem in problems.problems])
    return _store(reading, arguments, team_name=team.name)


def _store(reading: "Reading", arguments: argparse.Namespace, *, team_name: str) -> int:
    """Write the report, and take the directory over where it takes the place of none."""
    from data.imports.directory.report import set_aside
    from data.services import directories
    from data.services.errors import ResourceProblems

    told = {**reading.report, "set_aside": set_aside(reading.directory)}
    status = _write(told, arguments.report)
    if status != 0:
        return status
    if reading.replaces and not reading.is_known:
        _tell_difference(reading, arguments)
        if not arguments.accept:
            return complain([f"{team_name}: {_NOT_YET}"])
    try:
        made = directories.accept(reading)
    except ResourceProblems as problems:
        return complain([f"{arguments.path}: {problem}" for problem in problems.problems])
    if arguments.report is not None:
        print(_said(reading.directory))
        print(f"{team_name}: {'taken over' if made else 'these files are there already'}.")
    return 0


def _tell_difference(reading: "Reading", arguments: argparse.Namespace) -> None:
    """What these files would change, by name; beside a report on standard output."""
    from data.services import shown

    changes = shown.preview(reading).changes
    counts = (
        f"{len(changes.added):,} new, {len(changes.gone):,} gone, "
        f"{len(changes.changed):,} changed, {changes.same:,} as before."
    )
    partial = [_PARTIAL] if reading.is_partial else []
    told = [counts, *partial, *_named("new", [each.name for each in changes.added])]
    told += _named("gone", [each.name for each in changes.gone])
    different = [f"{each.new.name} ({', '.join(each.fields)})" for each in changes.changed]
    told += _named("changed", different)
    if arguments.report is None:
        remark(told)
    else:
        for line in told:
            say(line)


def _named(what: str, names: Sequence[str]) -> list[str]:
    more = [f"{what}: and {len(names) - _MOST_TOLD:,} more"] if len(names) > _MOST_TOLD else []
    return [*(f"{what}: {name}" for name in names[:_MOST_TOLD]), *more]


def _profile(path: Path | None) -> "Profile | None":
    from data.imports.directory.profiles import LARGEST, read_profile
    from data.imports.problems import InputProblems

    if path is None:
        return None
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise InputProblems([f"{path}: {reason}; name a JSON file of a profile."]) from None
    return read_profile(content, name=str(path))


def _said(found: "Directory") -> str:
    return (
        f"{len(found.services):,} services, {len(found.organizations):,} organizations, "
        f"{len(found.sites):,} sites."
    )


def _write(told: dict[str, Any], output: Path | None) -> int:
    written = json.dumps(told, indent=2, ensure_ascii=False).encode() + b"\n"
    try:
        write_out(written, output)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        return complain([f"{output or 'standard output'}: {reason}."])
    return 0
