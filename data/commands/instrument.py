"""`common-table instrument`: check, draft and list questionnaires."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.commands import draft, from_xlsform
from data.commands.messages import complain, say

if TYPE_CHECKING:
    from surveys.instrument import Edition
    from surveys.problems import Problem


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser("instrument", help="check, draft and list questionnaires")
    own = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    checking = own.add_parser("check", help="everything that is wrong with instrument folders")
    checking.add_argument("paths", nargs="+", metavar="FILE", type=Path)
    checking.set_defaults(command=check)
    draft.add_to(own)
    from_xlsform.add_to(own)
    listing = own.add_parser("list", help="the questionnaires that come with Common Table")
    listing.set_defaults(command=list_shipped)


def check(arguments: argparse.Namespace) -> int:
    """Print every problem of every path, each once."""
    found: dict[str, None] = {}
    for path in arguments.paths:
        problems = _problems_of(path)
        if not problems:
            say(f"{path}: no problems")
        found.update(dict.fromkeys(problems))
    return complain(found) if found else 0


def list_shipped(_arguments: argparse.Namespace) -> int:
    """Print id, version, statements, languages and title."""
    from surveys.library import shipped

    for edition in shipped():
        asked = edition.instrument
        languages = ",".join(edition.languages)
        title = edition.wording("en").title
        print(f"{asked.id}\t{asked.version}\t{len(asked.items)} statements\t{languages}\t{title}")
    return 0


def find_edition(name: str) -> "Edition":
    """A shipped instrument by its id, or the one in a folder.

    Raises:
        InstrumentProblems: what is wrong with the folder.
        LookupError: there is neither.
    """
    from surveys.library import load_folder, shipped_edition

    folder = Path(name)
    if folder.is_file():
        raise LookupError(f"{name} is a file; name the folder of an instrument.")
    return load_folder(folder) if folder.is_dir() else shipped_edition(name)


def told(problems: Iterable["Problem"], folder: Path) -> list[str]:
    """File, code, item, what is wrong and what to do, as `FILE: CODE ITEM: WHAT; REMEDY.`"""
    return [
        f"{folder / each.file}: {each.code} {each.where}: {each.what}; {each.remedy}."
        for each in problems
    ]


def _problems_of(path: Path) -> list[str]:
    """Everything wrong with an instrument folder, the folder of a file, or a licensed edition."""
    from surveys.library import STRUCTURE, check_folder

    try:
        if not path.exists():
            return [f"{path}: I001 there is no such file or folder; name one that is there."]
        folder = path if path.is_dir() else path.parent
        if folder == path or _is_of_a_folder(path, structure=folder / STRUCTURE):
            return told(check_folder(folder), folder)
        return _licensed_problems(path)
    except OSError as error:
        return [f"{error.filename or path}: {error.strerror or 'it cannot be read'}."]


def _is_of_a_folder(path: Path, *, structure: Path) -> bool:
    """The file is one of an instrument's: structure and words belong together."""
    from surveys.publish import RELEASED
    from surveys.yaml_reader import read_yaml

    if path.suffix != ".yaml":
        return path.name == RELEASED
    if structure.is_file():
        return True
    reading = read_yaml(_beginning(path))
    return isinstance(reading.value, dict) and "language" in reading.value


def _licensed_problems(path: Path) -> list[str]:
    """What is wrong with a licensed edition, apart from the permission told at its import."""
    from surveys.licensed import read_licensed
    from surveys.problems import InstrumentProblems

    later = "told at the import"
    try:
        read_licensed(_beginning(path), path.name, owner=later, permission=later, expires=None)
    except InstrumentProblems as wrong:
        return told(wrong.problems, path.parent)
    return []


def _beginning(path: Path) -> bytes:
    """As much of a file as may be read, and one byte more, so that too large is found out."""
    from surveys.yaml_reader import LARGEST

    with path.open("rb") as file:
        return file.read(LARGEST + 1)
