"""`common-table pepper`: whether it is the one of the database; what to do when it is lost."""

import argparse
from typing import Any

from data.commands.messages import complain, say
from data.commands.storage import on_database


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "pepper", help="say whether the pepper is the one that the database was used with"
    )
    parser.add_argument(
        "--lost",
        action="store_true",
        help="it is lost for good: go on with the one that is there, or a new one",
    )
    parser.set_defaults(command=look)


def look(arguments: argparse.Namespace) -> int:
    """Say how things stand, or go on with another pepper."""
    return on_database(_give_up if arguments.lost else _look)


def _look() -> int:
    from data.services import pepper_mark

    told = pepper_mark.told()
    if told is not None:
        return complain([told])
    say("The pepper is the one that this database is used with.")
    return 0


def _give_up() -> int:
    from data.services import pepper_mark

    if not pepper_mark.give_up():
        return complain(["The pepper is the one that this database is used with: nothing is lost."])
    say(
        "From now on the pepper that is there counts; keep a copy of it in another place than the "
        "backups. Start the app again. Let everybody in again who had a second step: common-table "
        "account reset NAME. Make links and codes anew where nobody has answered yet."
    )
    return 0
