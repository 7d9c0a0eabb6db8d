"""`common-table wave`: see where waves stand, and close one."""

import argparse
from typing import Any

from data.commands.messages import complain


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser("wave", help="list waves, close one")
    own = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    own.add_parser("list", help="every wave with its state").set_defaults(command=list_waves)
    closing = own.add_parser("close", help="close a wave for good, or go on with a cut-off close")
    closing.add_argument("wave", metavar="WAVE", help="its id, from `wave list`")
    closing.set_defaults(command=close)


def list_waves(_arguments: argparse.Namespace) -> int:
    """Print id, state, answers, team and title."""
    from data.services import start, teams, waves

    start.migrate()
    for team in teams.teams():
        for each in waves.waves(team.id):
            progress = waves.progress(each.id)
            answered = f"{progress.answered} of {progress.invited}"
            print(f"{each.id}\t{each.state}\t{answered}\t{team.name}\t{each.title}")
    return 0


def close(arguments: argparse.Namespace) -> int:
    """Close one wave."""
    from data.services import closing, start
    from data.services.errors import KeyMissing, NotFound, StorageError, WaveStateError

    start.migrate()
    try:
        wave = closing.close_wave(arguments.wave)
    except (NotFound, WaveStateError, KeyMissing, StorageError) as refused:
        return complain([refused])
    print(f"{wave.id}: {wave.state}")
    return 0
