"""`common-table doctor`: look at this deployment and say what to change.

Exit status: 0 when all is well, 1 when something should be changed.
"""

import argparse
from typing import Any

from data.commands.messages import say


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("doctor", help="check this deployment and say what to change")
    parser.set_defaults(command=examine)


def examine(_arguments: argparse.Namespace) -> int:
    """Print a line for each check."""
    from data.services import doctor

    wrong = 0
    for name, found in doctor.examine():
        wrong += not found.ok
        say(f"{'ok' if found.ok else 'change'}: {name}: {found.told}")
    return 1 if wrong else 0
