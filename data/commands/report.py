"""`common-table report`: a report to hand out, without a screen."""

import argparse
from pathlib import Path
from typing import Any

from data.commands.export import DEMO, wave_meant
from data.commands.messages import complain
from data.commands.output import write_out
from data.commands.storage import on_database

FORMATS = ("docx", "pptx", "pdf")
LANGUAGES = ("en", "es")


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("report", help="write a report to hand out")
    parser.add_argument(
        "result",
        metavar="WAVE_OR_TEAM",
        help="the id of a wave, or a team by id or name for its last result; "
        f"'{DEMO}' for the demo team",
    )
    parser.add_argument("--format", choices=FORMATS, default="docx")
    parser.add_argument(
        "--parts",
        metavar="PARTS",
        help="keys with commas between them, such as summary,agree,spread; unless given, all that "
        "there is something to say in, but for every statement in one table (every) and what "
        "families said (themes), which is for the team alone",
    )
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument(
        "-o", "--output", metavar="OUT", type=Path, help="a file; standard output unless given"
    )
    parser.set_defaults(command=report)


def report(arguments: argparse.Namespace) -> int:
    """Write a report to a file or to standard output."""
    return on_database(lambda: _report(arguments))


def _report(arguments: argparse.Namespace) -> int:
    from data.services import reports

    wave_id, problem = wave_meant(arguments.result)
    if wave_id is None:
        return complain([problem])
    choices = reports.part_choices(wave_id)
    if arguments.parts is None:
        parts = [each.key for each in choices if each.usual]
    else:
        parts = [name.strip() for name in arguments.parts.split(",") if name.strip()]
    try:
        written = reports.write(
            wave_id, parts=parts, format_key=arguments.format, language=arguments.language
        )
    except ValueError as wrong:
        return complain([str(wrong)])
    try:
        write_out(written, arguments.output)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        return complain([f"{arguments.output or 'standard output'}: {reason}."])
    return 0
