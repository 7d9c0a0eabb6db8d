"""`common-table account`: who may sign in, for whoever holds the machine."""

import argparse
from typing import Any

from data.commands.storage import on_database


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser("account", help="make, list, reset or switch off accounts")
    own = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    making = own.add_parser("create", help="make an account, and print the code to begin with")
    making.add_argument("name", metavar="NAME", help="to sign in with, such as an e-mail address")
    making.add_argument("--admin", action="store_true", help="they see to accounts; to no results")
    making.add_argument(
        "--starts-teams", action="store_true", help="they may set up teams, as facilitators do"
    )
    making.set_defaults(command=create)
    own.add_parser("list", help="everybody who may sign in").set_defaults(command=list_accounts)
    for name, told, command in (
        ("reset", "print a code with which somebody chooses a new passphrase", reset),
        ("disable", "switch an account off, at once and everywhere", disable),
    ):
        changing = own.add_parser(name, help=told)
        changing.add_argument("name", metavar="NAME")
        changing.set_defaults(command=command)
    appointing = own.add_parser(
        "appoint", help="let somebody facilitate a team that nobody facilitates"
    )
    appointing.add_argument("name", metavar="NAME")
    appointing.add_argument("team", metavar="TEAM", help="its name, as it is written")
    appointing.set_defaults(command=appoint)


def create(arguments: argparse.Namespace) -> int:
    """Make an account."""
    return on_database(lambda: _create(arguments))


def list_accounts(_arguments: argparse.Namespace) -> int:
    """Print name, state, duties and second step of each account."""
    return on_database(_list)


def reset(arguments: argparse.Namespace) -> int:
    """Take back what somebody signs in with, and print a code for a new start."""
    return on_database(lambda: _reset(arguments.name))


def disable(arguments: argparse.Namespace) -> int:
    """Switch an account off."""
    return on_database(lambda: _disable(arguments.name))


def appoint(arguments: argparse.Namespace) -> int:
    """Give a team that nobody facilitates a facilitator."""
    return on_database(lambda: _appoint(arguments.name, arguments.team))


def _create(arguments: argparse.Namespace) -> int:
    from data.services import accounts

    made = accounts.invite(
        arguments.name, admin=arguments.admin, starts_teams=arguments.starts_teams
    )
    _tell(made.name, made.code, days=made.days)
    return 0


def _list() -> int:
    from data.services import accounts

    for each in accounts.accounts():
        duties = [
            *(["admin"] if each.admin else []),
            *(["starts teams"] if each.starts_teams else []),
        ]
        state = "locked" if each.locked else each.state
        second = "second step" if each.has_second_step else "no second step"
        said = ", ".join(duties) or "-"
        print(f"{each.shown}\t{state}\t{said}\t{second}\t{each.teams} teams")
    return 0


def _reset(name: str) -> int:
    from data.services import accounts

    made = accounts.reset(accounts.account_named(name))
    _tell(made.name, made.code, days=made.days)
    return 0


def _disable(name: str) -> int:
    from data.services import accounts

    accounts.disable(accounts.account_named(name))
    print(f"{name} is switched off and signed out everywhere. A reset switches it on again.")
    return 0


def _appoint(name: str, team: str) -> int:
    from data.services import accounts
    from data.services.errors import NotFound

    account_id = accounts.account_named(name)
    orphans = accounts.teams_without_facilitator()
    found = [each for each in orphans if team in (each.name, each.id)]
    if len(found) != 1:
        there = ", ".join(f"'{each.name}' ({each.id})" for each in orphans) or "none"
        raise NotFound(f"'{team}' is not one team that nobody facilitates. There are: {there}.")
    accounts.appoint(found[0].id, account_id)
    print(f"{name} facilitates {found[0].name} now.")
    return 0


def _tell(name: str, code: str, *, days: int) -> None:
    from data.settings import settings

    print(f"Name: {name}")
    print(f"Code: {code}")
    print(f"Good for {days} days, once. Type both at {settings().public_url}/invited")
