"""`common-table promises`: what is promised to people who answer, under the settings in force."""

import argparse
from typing import Any

from data.commands.messages import complain, say


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "promises", help="which promises the settings in force keep, and which setting breaks one"
    )
    parser.set_defaults(command=tell)


def tell(_arguments: argparse.Namespace) -> int:
    """Print each promise and each limit in a line."""
    from data.services.promises import LIMITS, in_force, sentences
    from data.settings import SettingsError

    said = sentences("en")
    try:
        found = in_force()
    except SettingsError as wrong:
        return complain([wrong])
    for each in found:
        if each.why is None:
            say(f"kept: {said['promise'][each.key]}")
        else:
            how = "CANNOT BE TOLD NOW" if each.unknown else "NOT KEPT"
            words = f"{said['promise'][each.key]} {said['broken'][each.why]}"
            say(f"{how} ({each.setting}): {words}")
    for key in LIMITS:
        say(f"nobody can promise: {said['limit'][key]}")
    return 0
