"""`common-table`: move data in and out without a screen.

Exit status: 0 done, 1 a problem in the input (one line each on standard error), 2 wrong usage.
"""

import argparse
import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from types import FrameType
from typing import NoReturn

from data.commands import (
    account,
    audit,
    audit_log,
    backup,
    database,
    directory,
    doctor,
    export,
    families,
    instrument,
    nightly,
    paper,
    pepper,
    plan,
    portfolio,
    promises,
    report,
    scan,
    score,
    teams,
    wave,
)
from data.commands.messages import refused, stop_writing
from data.services.door import came_by

_ENDED_BY = 128  # a shell adds the number of the signal

Command = Callable[[argparse.Namespace], int]


def run() -> None:
    """What the console script calls."""
    if sys.stdout is None:  # whoever started us closed it
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # for names in letters it cannot show
    signal.signal(signal.SIGTERM, _end)
    sys.exit(main())


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    """End as on an error, so that no half of a file is left where somebody stops us."""
    sys.exit(_ENDED_BY + number)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status of the process."""
    parser = _parser()
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as stop:  # argparse has said what is wrong
        return int(stop.code or 0)
    command: Command | None = getattr(arguments, "command", None)
    if command is None:
        parser.print_help(sys.stderr)
        return 2
    try:
        with came_by(f"command {command.__module__.rpartition('.')[2].replace('_', '-')}"):
            status = command(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read us has seen enough
        stop_writing(sys.stdout)
        return 0
    except OSError as error:  # files are dealt with where they are used
        stop_writing(sys.stdout)
        return refused(error, where="standard output")
    except KeyboardInterrupt:
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="common-table",
        description="Teams of agencies find out what they share. Exit status: 0 done, 1 a problem "
        "in the input, 2 wrong usage.",
    )
    parser.add_argument("--version", action="version", version=f"common-table {_version()}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for module in (
        score,
        audit,
        instrument,
        wave,
        teams,
        export,
        paper,
        nightly,
        portfolio,
        report,
        scan,
        plan,
        families,
        directory,
        database,
        account,
        audit_log,
        backup,
        pepper,
        doctor,
        promises,
    ):
        module.add_to(commands)
    return parser


def _version() -> str:
    try:
        return version("common-table")
    except PackageNotFoundError:
        return "not installed"
