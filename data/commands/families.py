"""`common-table families`: family groups as files, and coded files of other programs read."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.commands.messages import complain
from data.commands.output import write_out
from data.commands.storage import on_database

if TYPE_CHECKING:
    from data.coded_project import CodedProject
    from data.family_views import StudyView

_DEMO = "demo"
_FORMATS = (
    *("qdc", "qdpx", "taguette", "taguette-codebook", "xlsx", "docx", "html", "json"),
    *("return-docx", "return-html"),
)
_LANGUAGES = ("en", "es")


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser("families", help="take family groups as files, read coded files")
    own = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    exporting = own.add_parser("export", help="codes, released words or findings of a family group")
    exporting.add_argument(
        "group", metavar="GROUP", help=f"the id of its plan, or its name; '{_DEMO}'"
    )
    exporting.add_argument("--format", choices=_FORMATS, required=True)
    exporting.add_argument(
        "--public", action="store_true", help="findings for everybody, not for the team alone"
    )
    exporting.add_argument(
        "--language", choices=_LANGUAGES, default="en", help="of what is not people's own words"
    )
    exporting.add_argument(
        "-o", "--output", metavar="OUT", type=Path, help="a file; standard output unless given"
    )
    exporting.set_defaults(command=export)
    importing = own.add_parser(
        "import", help="read a coded file, tell what was read and what was lost; nothing is stored"
    )
    importing.add_argument("file", metavar="FILE", type=Path)
    importing.set_defaults(command=import_file)


def export(arguments: argparse.Namespace) -> int:
    """Write a family group to a file or to standard output, gated anew."""
    return on_database(
        lambda: _export(
            arguments.group,
            key=arguments.format,
            output=arguments.output,
            public=arguments.public,
            language=arguments.language,
        )
    )


def import_file(arguments: argparse.Namespace) -> int:
    """Print what a file of another program holds, then a line for whatever is not kept of it."""
    from data.imports.coding.reading import read_coded_file
    from data.imports.problems import InputProblems

    try:
        project, lost = read_coded_file(arguments.file)
    except InputProblems as wrong:
        return complain(wrong.problems)
    except OSError as error:
        return complain([f"{arguments.file}: {error.strerror or 'it cannot be read'}."])
    print(_said(project))
    for each in lost:
        print(each.line)
    return 0


def _said(project: "CodedProject") -> str:
    codings = sum(len(each.codings) for each in project.sources)
    return (
        f"Read: {len(project.codes):,} codes, {len(project.sources):,} texts, {codings:,} coded "
        f"passages, {len(project.coders):,} coders, {len(project.cases):,} cases. Nothing was "
        "stored."
    )


def _export(name: str, *, key: str, output: Path | None, public: bool, language: str) -> int:
    from data.services.errors import FamilyStateError
    from data.services.family_files import take

    plan, problem = _plan_named(name)
    if plan is None:
        return complain([problem])
    try:
        taken = take(plan.team_id, plan.id, key, public=public, language=language)
    except FamilyStateError as refused:
        return complain([f"GROUP: {refused}"])
    try:
        write_out(taken.content, output)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        return complain([f"{output or 'standard output'}: {reason}."])
    return 0


def _plan_named(name: str) -> "tuple[StudyView | None, str]":
    """The plan with this id or name; else None, and what is wrong with it and what there is."""
    from data.services import families, teams

    of_teams = [(team, plan) for team in teams.teams() for plan in families.studies(team.id)]
    known = {plan.id: (plan, team.name) for team, plan in of_teams}
    if name == _DEMO:
        name = next((plan.id for team, plan in of_teams if team.demo), name)
    found = [known[name]] if name in known else [e for e in known.values() if e[0].name == name]
    if len(found) == 1:
        return found[0][0], ""
    several = ", ".join(
        f"'{plan.name}' of {team} ({plan.id})" for plan, team in found or known.values()
    )
    if found:
        said = f"{len(found)} family groups are called '{name}'; give an id."
    else:
        said = f"there is no family group with the id or name '{name}'."
    return None, f"GROUP: {said} There are: {several or 'none'}."
