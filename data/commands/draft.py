"""`common-table instrument draft`: a first questionnaire from the columns of a file."""

import argparse
from pathlib import Path
from typing import Any

from data.commands.messages import complain, refused, remark, say

_LONGEST_TITLE = 200


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "draft",
        help="an instrument folder from the columns of a file",
        description="Every column that holds values of the scale and nothing else becomes an item.",
    )
    parser.add_argument("responses", metavar="RESPONSES.csv", type=Path)
    parser.add_argument("--scale", required=True, type=_scale, metavar="LOW-HIGH")
    parser.add_argument("--by", required=True, metavar="COLUMN", help="the column with the group")
    parser.add_argument("--columns", metavar="A,B,...", help="only these columns", default="")
    parser.add_argument("--title", help="of the questionnaire", default="")
    parser.add_argument("-o", "--output", required=True, metavar="FOLDER", type=Path)
    parser.set_defaults(command=draft)


def draft(arguments: argparse.Namespace) -> int:
    """Write an instrument folder whose items are columns of a file."""
    from data.imports.item_columns import item_columns
    from data.imports.responses import InputProblems, read_responses
    from surveys.drafting import draft_edition
    from surveys.library import save_folder

    try:
        columns = item_columns(
            read_responses(arguments.responses),
            scale=arguments.scale,
            by=arguments.by,
            wanted=[name.strip() for name in arguments.columns.split(",") if name.strip()],
        )
        edition = draft_edition(
            columns.names,
            scale=arguments.scale,
            instrument_id=_identifier(arguments.output.resolve().name),
            title=_title(arguments),
        )
        save_folder(edition, arguments.output)
    except InputProblems as wrong:
        return complain(wrong.problems)
    except FileExistsError as there:
        return complain([there])
    except OSError as error:
        return refused(error, where=arguments.output)
    remark(columns.left_out)
    say(f"{arguments.output}: {len(columns.names)} items. Put the real words into en.yaml.")
    return 0


def _title(arguments: argparse.Namespace) -> str:
    title = " ".join(arguments.title.split()) or arguments.responses.stem
    return title[:_LONGEST_TITLE]


def _identifier(name: str) -> str:
    letters = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in name)
    return (letters if letters[:1].isalpha() else f"draft_{letters}")[:64]


def _scale(text: str) -> tuple[int, int]:
    low, dash, high = text.partition("-")
    if dash and low.isdecimal() and high.isdecimal() and 2 <= int(high) - int(low) + 1 <= 7:
        return int(low), int(high)
    raise argparse.ArgumentTypeError(f"takes two numbers such as 1-4, 2 to 7 points, not {text}")
