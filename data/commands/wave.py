"""`common-table wave`: see where waves stand, and close one."""

import argparse
from typing import Any

from data.commands.storage import on_database


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser("wave", help="list waves, close one")
    own = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    own.add_parser("list", help="every wave with its state").set_defaults(command=list_waves)
    closing = own.add_parser("close", help="close a wave for good, or go on with a cut-off close")
    closing.add_argument("wave", metavar="WAVE", help="its id, from `wave list`")
    closing.add_argument(
        "--without-damaged",
        action="store_true",
        help="go on without sealed sheets that do not open: all of them if the key is lost",
    )
    closing.set_defaults(command=close)


def list_waves(_arguments: argparse.Namespace) -> int:
    """Print id, state, answers, team and title."""
    return on_database(_list)


def close(arguments: argparse.Namespace) -> int:
    """Close one wave."""
    return on_database(lambda: _close(arguments.wave, without_damaged=arguments.without_damaged))


def _list() -> int:
    from data.services import teams, waves

    for team in teams.teams():
        for each in waves.waves(team.id):
            progress = waves.progress(each.id)
            answered = f"{progress.answered} of {progress.invited}"
            print(f"{each.id}\t{each.state}\t{answered}\t{team.name}\t{each.title}")
    return 0


def _close(wave_id: str, *, without_damaged: bool) -> int:
    from data.services import closing

    wave = closing.close_wave(wave_id, without_damaged=without_damaged)
    print(f"{wave.id}: {wave.state}")
    return 0
