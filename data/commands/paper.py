"""`common-table paper`: a form to print, with nothing filled in."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.commands.messages import complain
from data.commands.output import write_out
from data.commands.storage import on_database

if TYPE_CHECKING:
    from data.exports.paper import PaperForm


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("paper", help="print a form to fill in by hand")
    parser.add_argument(
        "asked",
        metavar="WAVE_OR_INSTRUMENT",
        help="the id of a wave, from `wave list`, or of an instrument, from `instrument list`",
    )
    parser.add_argument(
        "--language", metavar="LANGUAGE", help="such as es; the first one there is unless given"
    )
    parser.add_argument("--large", action="store_true", help="letters of 18 points")
    parser.add_argument("--paper", choices=("letter", "a4"), default="letter")
    parser.add_argument(
        "-o", "--output", metavar="OUT", type=Path, help="a file; standard output unless given"
    )
    parser.set_defaults(command=paper)


def paper(arguments: argparse.Namespace) -> int:
    """Write a form as PDF to a file or to standard output."""
    shipped = _shipped(arguments.asked)
    if shipped is not None:
        return _print(shipped, arguments)
    return on_database(lambda: _of_wave(arguments))


def _shipped(name: str) -> "PaperForm | None":
    from data.exports.paper import form_of
    from surveys.library import shipped_edition

    try:
        return form_of(shipped_edition(name))
    except LookupError:
        return None


def _of_wave(arguments: argparse.Namespace) -> int:
    from data.exports.paper import form_of_wave
    from data.services import editions, waves
    from data.services.errors import NotFound
    from surveys.library import shipped

    try:
        wave = waves.wave(arguments.asked)
    except NotFound:
        there = ", ".join(each.instrument.id for each in shipped())
        said = f"there is no wave or instrument '{arguments.asked}'. Instruments: {there}."
        return complain([f"WAVE_OR_INSTRUMENT: {said}"])
    return _print(form_of_wave(wave, editions.of_wave(wave.id)), arguments)


def _print(form: "PaperForm", arguments: argparse.Namespace) -> int:
    from data.exports.paper import write_paper

    language = arguments.language or form.edition.languages[0]
    try:
        written = write_paper(form, language=language, paper=arguments.paper, large=arguments.large)
    except ValueError as why:
        return complain([why])
    try:
        write_out(written, arguments.output)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        return complain([f"{arguments.output or 'standard output'}: {reason}."])
    return 0
