"""`common-table migrate` and `common-table demo`."""

import argparse
from typing import Any

from data.commands.messages import complain
from data.commands.storage import on_database


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    migrating = commands.add_parser("migrate", help="bring the database up to date")
    migrating.add_argument(
        "--check",
        action="store_true",
        help="only say, with an empty database of its own, whether migrations and code agree",
    )
    migrating.set_defaults(command=migrate)
    demo = commands.add_parser("demo", help="fill an empty database with the made-up demo team")
    demo.set_defaults(command=fill)


def migrate(arguments: argparse.Namespace) -> int:
    """Bring the database of the settings up to date."""
    return _check() if arguments.check else on_database(lambda: 0)


def fill(_arguments: argparse.Namespace) -> int:
    """Make the demo team."""
    return on_database(_fill)


def _fill() -> int:
    from data.services import demo, pepper_mark

    pepper_mark.note()  # as a start does; keys of the demo team rest on it
    demo.fill_demo()
    print("The demo team is ready: 30 people, 8 agencies, two released waves, all made up.")
    return 0


def _check() -> int:
    """Run all migrations on a database of their own and compare it with the tables in code."""
    import os
    import tempfile

    from data.services import start
    from data.settings import DATABASE_URL, HOME, settings

    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME] = home
        os.environ.pop(DATABASE_URL, None)
        settings.cache_clear()
        try:
            start.migrate()
            differences = start.schema_differences()
        finally:
            os.environ.clear()
            os.environ.update(before)
            settings.cache_clear()
    return complain(differences) if differences else 0
