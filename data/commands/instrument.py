"""`common-table instrument`: check, draft and list questionnaires."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.commands.messages import complain, remark

if TYPE_CHECKING:
    from data.imports.responses import Responses
    from surveys.instrument import Edition


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser("instrument", help="check, draft and list questionnaires")
    own = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    checking = own.add_parser("check", help="everything that is wrong with instrument folders")
    checking.add_argument("paths", nargs="+", metavar="FILE", type=Path)
    checking.set_defaults(command=check)
    drafting = own.add_parser("draft", help="an instrument folder from the columns of a file")
    drafting.add_argument("responses", metavar="RESPONSES.csv", type=Path)
    drafting.add_argument("--scale", required=True, type=_scale, metavar="LOW-HIGH")
    drafting.add_argument("--by", required=True, metavar="COLUMN", help="the column with the group")
    drafting.add_argument("--columns", metavar="A,B,...", help="only these columns")
    drafting.add_argument("--title", help="of the questionnaire")
    drafting.add_argument("-o", "--output", required=True, metavar="FOLDER", type=Path)
    drafting.set_defaults(command=draft)
    listing = own.add_parser("list", help="the questionnaires that come with Common Table")
    listing.set_defaults(command=list_shipped)


def check(arguments: argparse.Namespace) -> int:
    """Print every problem of every path."""
    from surveys.library import STRUCTURE, check_folder

    problems: list[object] = []
    for path in arguments.paths:
        folder = path if path.is_dir() else path.parent
        if not path.exists():
            problems.append(
                f"I001 {path}: there is no such file or folder; name one that is there."
            )
            continue
        found = check_folder(folder)
        wanted = found if path.is_dir() else [each for each in found if each.file == path.name]
        problems.extend(f"{folder / each.file}: {each}" for each in wanted)
        if not wanted:
            print(f"{path}: no problems")
    del STRUCTURE
    return complain(problems) if problems else 0


def draft(arguments: argparse.Namespace) -> int:
    """Write an instrument folder whose items are columns of a file."""
    from data.imports.responses import InputProblems, read_responses
    from surveys.drafting import draft_edition
    from surveys.library import save_folder

    try:
        responses = read_responses(arguments.responses)
        responses.column(arguments.by)
        columns, left_out = _item_columns(responses, arguments)
        if not columns:
            return complain(
                [*left_out, f"{responses.file}: no column holds values of this scale only."]
            )
        remark(left_out)
        edition = draft_edition(
            columns,
            scale=arguments.scale,
            instrument_id=_identifier(arguments.output.name),
            title=arguments.title or arguments.responses.stem,
        )
        save_folder(edition, arguments.output)
    except InputProblems as wrong:
        return complain(wrong.problems)
    except (ValueError, FileExistsError) as wrong:
        return complain([wrong])
    except OSError as refused:
        return complain([f"{arguments.output}: {refused.strerror}."])
    print(f"{arguments.output}: {len(columns)} items. Put the real words into en.yaml.")
    return 0


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
    return load_folder(folder) if folder.is_dir() else shipped_edition(name)


def _item_columns(
    responses: "Responses", arguments: argparse.Namespace
) -> tuple[list[str], list[str]]:
    """The columns that can be items, and why the others are not."""
    from surveys.drafting import is_item_id

    low, high = arguments.scale
    values = {str(value) for value in range(low, high + 1)} | {"", "NA", "dk"}
    wanted = arguments.columns.split(",") if arguments.columns else responses.columns
    columns: list[str] = []
    left_out: list[str] = []
    for name in wanted:
        if name == arguments.by:
            continue
        off = sorted({cell.removesuffix(".0") for cell in responses.column(name)} - values)
        if not is_item_id(name):
            left_out.append(
                f"column '{name}' is left out: an id starts with a letter and has letters, digits and _ only."
            )
        elif off:
            left_out.append(f"column {name} is left out: '{off[0][:40]}' is not on the scale.")
        else:
            columns.append(name)
    return columns, left_out


def _identifier(name: str) -> str:
    letters = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in name)
    return letters if letters[:1].isalpha() else f"draft_{letters}"


def _scale(text: str) -> tuple[int, int]:
    low, dash, high = text.partition("-")
    if dash and low.isdigit() and high.isdigit() and 2 <= int(high) - int(low) + 1 <= 7:
        return int(low), int(high)
    raise argparse.ArgumentTypeError(f"takes two numbers such as 1-4, 2 to 7 points, not {text}")
