"""`common-table score`: an outside file through the same door, nothing stored."""

import argparse
from pathlib import Path
from typing import Any

from data.commands.messages import complain, refused, remark
from data.commands.output import same_file, write_out


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "score",
        help="score a file of responses; nothing is stored",
        description="One column for each item, named by the item's id, that holds the printed "
        "scale value; blank for skipped, dk for don't know. A CSV file, or the first sheet of an "
        ".xlsx workbook; a formula there counts as the result that is stored with it.",
    )
    parser.add_argument("responses", metavar="RESPONSES", type=Path)
    parser.add_argument(
        "--instrument", required=True, metavar="ID_OR_FOLDER", help="one that is shipped, or yours"
    )
    parser.add_argument("--by", required=True, metavar="COLUMN", help="the column with the group")
    parser.add_argument("--smallest-group", type=_smallest, default=5, metavar="K", help="5 to 10")
    parser.add_argument(
        "--public",
        action="store_true",
        help="the answers are public already: show every figure exactly, and say so",
    )
    parser.add_argument(
        "--seed", type=_seed, default=0, help="of the random dealings; the same gives the same"
    )
    parser.add_argument("--format", choices=("json", "csv", "xlsx"), default="json")
    parser.add_argument(
        "-o", "--output", metavar="OUT", type=Path, help="a file; standard output unless given"
    )
    parser.set_defaults(command=score)


def score(arguments: argparse.Namespace) -> int:
    """Score, then write to a file or to standard output."""
    from data.commands.instrument import find_edition, told
    from data.exports.formats import FORMATS
    from data.services.scoring_files import InputProblems, Question, score_file
    from surveys.problems import InstrumentProblems

    if same_file(arguments.responses, arguments.output):
        return complain([f"{arguments.output}: this is the file of responses; name another one."])
    question = Question(
        by=arguments.by,
        smallest_group=arguments.smallest_group,
        public=arguments.public,
        seed=arguments.seed,
    )
    try:
        edition = find_edition(arguments.instrument)
        content = score_file(arguments.responses, edition, question=question)
    except InstrumentProblems as wrong:
        return complain(told(wrong.problems, Path(arguments.instrument)))
    except InputProblems as wrong:
        return complain(wrong.problems)
    except LookupError as missing:
        return complain(missing.args)
    except OSError as error:
        return refused(error, where=arguments.instrument)
    remark(content.warnings)
    return _write(FORMATS[arguments.format].write(content), arguments.output)


def _write(content: bytes, output: Path | None) -> int:
    try:
        write_out(content, output)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        return complain([f"{output or 'standard output'}: {reason}."])
    return 0


def _seed(text: str) -> int:
    if text.isdecimal():
        return int(text)
    raise argparse.ArgumentTypeError(f"takes a whole number from 0, not {text}")


def _smallest(text: str) -> int:
    if text.isdecimal() and 5 <= int(text) <= 10:
        return int(text)
    raise argparse.ArgumentTypeError(f"takes 5 to 10, not {text}")
