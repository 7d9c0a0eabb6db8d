"""`common-table instrument from-xlsform`: a questionnaire from an XLSForm."""

import argparse
from pathlib import Path
from typing import Any

from data.commands.messages import complain, refused, remark, say


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "from-xlsform",
        help="an instrument folder from an XLSForm, as ODK and KoboToolbox use them",
        description="What is left out, changed or guessed is told with its sheet and row.",
    )
    parser.add_argument("form", metavar="FORM.xlsx", type=Path)
    parser.add_argument("-o", "--output", required=True, metavar="FOLDER", type=Path)
    parser.set_defaults(command=from_xlsform)


def from_xlsform(arguments: argparse.Namespace) -> int:
    """Write an instrument folder of a form, and say what became of each part of it."""
    from data.imports.problems import InputProblems
    from data.imports.xlsform import FormProblems, read_xlsform, remarks_told
    from surveys.library import save_folder

    try:
        form = read_xlsform(arguments.form)
        save_folder(form.edition, arguments.output)
    except FormProblems as wrong:
        remark(wrong.remarks)
        return complain(wrong.problems)
    except InputProblems as wrong:
        return complain(wrong.problems)
    except FileExistsError as there:
        return complain([there])
    except OSError as error:
        return refused(error, where=arguments.output)
    remark(remarks_told(form.remarks, file=arguments.form.name))
    asked = form.edition.instrument
    questions = f"{len(asked.items)} items, {len(asked.open_questions)} open questions"
    languages = ", ".join(form.edition.languages)
    say(f"{arguments.output}: {questions}, in {languages}. Read the notes before you use it.")
    return _checked(arguments.output)


def _checked(folder: Path) -> int:
    """What a person has to put right in the new folder; the exit status."""
    from data.commands.instrument import told
    from surveys.library import check_folder

    problems = told(check_folder(folder), folder)
    return complain(problems) if problems else 0
