"""A questionnaire that somebody else owns, as it was uploaded."""

from typing import Any

from data.imports.gate import Kind, Limits, admit
from data.imports.problems import Refused
from surveys.instrument import Edition
from surveys.licensed import read_licensed
from surveys.problems import InstrumentProblems, problem
from surveys.yaml_reader import LARGEST

LONGEST_LINE = 100_000
MOST_ROWS = 5_000
"""Of a table: the time that it takes grows with the square of its rows."""


def read_questionnaire(content: bytes, filename: str, **permission: Any) -> Edition:
    """An edition from a file that was uploaded, with the permission that the importer states.

    Args:
        content: of the file.
        filename: its ending, .csv or .yaml, says how it is read.
        permission: as `surveys.licensed.read_licensed` takes it.

    Raises:
        InstrumentProblems: everything that is wrong with the file or the permission.
    """
    return read_licensed(_admitted(content, filename), filename, **permission)


def _admitted(content: bytes, filename: str) -> bytes:
    kind: Kind = "csv" if filename.lower().endswith(".csv") else "yaml"
    lines = MOST_ROWS if kind == "csv" else LARGEST
    try:
        limits = Limits(LARGEST, line=LONGEST_LINE, lines=lines)
        return admit(content, name=filename, kind=kind, limits=limits).content
    except Refused as told:
        code = "I051" if kind == "csv" else "I002"
        found = problem(code, filename, where="the file", what=told.what, remedy=told.right)
        raise InstrumentProblems([found]) from None
