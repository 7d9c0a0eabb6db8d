"""`common-table export-all`: every released result into a folder, and only what is new there."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.commands.export import FORMATS
from data.commands.messages import complain, say
from data.commands.output import write_out
from data.commands.storage import on_database

if TYPE_CHECKING:
    from data.services.nightly import Night

_AT_ONCE = 50
"""Files after which the list of the folder is written: so much is done again after a power cut."""


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "export-all",
        help="write every released result of all teams into a folder, for a nightly run",
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="made where there is none")
    parser.add_argument(
        "--format",
        dest="formats",
        choices=FORMATS,
        action="append",
        help="may be given several times; xlsx unless given",
    )
    parser.set_defaults(command=export_all)


def export_all(arguments: argparse.Namespace) -> int:
    """Write what is new or changed; say what was left out and what could not be written."""
    formats = tuple(dict.fromkeys(arguments.formats or ("xlsx",)))
    return on_database(lambda: _export_all(arguments.folder, formats=formats))


def _export_all(folder: Path, *, formats: tuple[str, ...]) -> int:
    from data.services import nightly

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with nightly.one_run(folder):
            found = nightly.night(folder, formats=formats)
            problems = [*_write(found), *_write_list(found)]
    except nightly.FolderInUse as busy:
        return complain([busy])
    except OSError as error:
        return complain([_refusal(folder, error)])
    _tell(found)
    return complain(problems) if problems else 0


def _write(found: "Night") -> list[str]:
    """Write file by file; what went wrong, one line each."""
    from data.services import nightly

    problems: list[str] = []
    for planned in found.missing():
        file = found.folder / planned.name
        try:
            content = found.content(planned)
        except nightly.UNREADABLE as said:
            problems.append(f"{file}: {said}")
            continue
        except Exception as error:  # noqa: BLE001 - one bad file must not cost all others
            problems.append(f"{file}: it could not be made ({type(error).__name__}).")
            continue
        try:
            write_out(content, file)
        except OSError as error:
            problems.append(_refusal(file, error))
            if nightly.is_full(error):
                return [*problems, "Nothing more was tried. Make room and run this again."]
            continue
        found.written(planned, content)
        if found.new % _AT_ONCE == 0:
            problems += _write_list(found)
    return problems


def _write_list(found: "Night") -> list[str]:
    """The list of all files, only where it has changed: a second run touches nothing."""
    from data.services.nightly import MANIFEST

    file, content = found.folder / MANIFEST, found.manifest()
    try:
        if not file.is_file() or file.read_bytes() != content:
            write_out(content, file)
    except OSError as error:
        return [_refusal(file, error)]
    return []


def _refusal(where: Path, error: OSError) -> str:
    return f"{where}: {error.strerror or 'it cannot be written'}."


def _tell(found: "Night") -> None:
    say(f"{found.new} written, {found.unchanged} unchanged.")
    for left in found.left_out:
        say(f"left out: {left.said}")
    for name in found.strays:
        say(f"kept, though its wave was deleted: {name}")
