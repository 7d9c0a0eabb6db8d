"""`common-table teams`: set up many teams from a table without a screen."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.commands.messages import complain, refused
from data.commands.storage import on_database

if TYPE_CHECKING:
    from data.imports.teams import TeamRows


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser("teams", help="set up many teams from a table")
    own = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    importing = own.add_parser(
        "import", help="set up the teams of a CSV file or workbook, one row an agency"
    )
    importing.add_argument(
        "file", metavar="FILE", type=Path, help="columns team, jurisdiction, agency, sector, people"
    )
    importing.add_argument("--check", action="store_true", help="tell what would be done, and stop")
    importing.set_defaults(command=import_teams)


def import_teams(arguments: argparse.Namespace) -> int:
    """Set up every team of a file that is not there yet; nothing where anything is wrong."""
    from data.imports.problems import InputProblems
    from data.imports.teams import LARGEST, read_teams

    try:
        with arguments.file.open("rb") as file:
            content = file.read(LARGEST + 1)
        listed = read_teams(content, name=arguments.file.name)
    except InputProblems as wrong:
        return complain(wrong.problems)
    except OSError as error:
        return refused(error, where=arguments.file)
    return on_database(lambda: _set_up(listed, where=arguments.file.name, check=arguments.check))


def _set_up(listed: "tuple[TeamRows, ...]", *, where: str, check: bool) -> int:
    from data.services import teams
    from data.services.texts import folded

    problems = [
        f"{where}, row {each.first}: team '{each.name[:60]}': {problem.what} {problem.right}"
        for each in listed
        for problem in teams.problems_of(each.name, each.jurisdiction, each.agencies)
    ]
    if problems:
        return complain([*problems, "Nothing was set up."])
    there = {folded(each.name): each.id for each in teams.teams()}
    for each in listed:
        known = there.get(folded(each.name))
        if known is not None:
            print(f"{known}\tis there already\t{len(each.agencies)} agencies listed\t{each.name}")
        elif check:
            print(f"\twould be set up\t{len(each.agencies)} agencies\t{each.name}")
        else:
            made = teams.create_team(each.name, each.jurisdiction, each.agencies)
            print(f"{made.id}\tset up\t{len(made.agencies)} agencies\t{made.name}")
    return 0
