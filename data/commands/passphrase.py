"""`common-table passphrase forget`: the way back in for whoever holds the machine."""

import argparse
from typing import Any

from data.commands.storage import on_database


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("passphrase", help="forget a passphrase that is lost")
    own = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    forgetting = own.add_parser(
        "forget", help="sign everybody out and print a code with which a new one is set"
    )
    forgetting.set_defaults(command=forget)


def forget(_arguments: argparse.Namespace) -> int:
    """Forget the passphrase, end every session, and print a new code; all else stays."""
    return on_database(_forget)


def _forget() -> int:
    from data.services import access

    access.forget_passphrase()
    print("The passphrase is forgotten and everybody is signed out. Nothing else has changed.")
    print(f"Set-up code: {access.ensure_setup_code()}")
    print("Open the app, type the code, and choose a new passphrase.")
    return 0
