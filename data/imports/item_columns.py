"""Which columns of a file can be the items of a first draft."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.imports.cells import NOT_AVAILABLE, whole_number
from data.imports.responses import InputProblems, Responses
from surveys.drafting import is_item_id

MOST_ITEMS = 300
NO_ANSWER = "dk"


@dataclass(frozen=True, slots=True)
class ItemColumns:
    """The columns that can be items, and for each other one why it cannot."""

    names: tuple[str, ...]
    left_out: tuple[str, ...]


def item_columns(
    responses: Responses, *, scale: tuple[int, int], by: str, wanted: Sequence[str] = ()
) -> ItemColumns:
    """Find the columns that hold values of a scale and nothing else.

    Args:
        responses: the file.
        scale: the lowest and the highest printed value.
        by: the column that names each person's group; it is no item.
        wanted: the columns to take; all that can be items unless given.

    Raises:
        InputProblems: a column is not there or is wanted and cannot be an item, no column can be
            one, or more columns can than a questionnaire has room for.
    """
    responses.column(by)
    names = list(dict.fromkeys(wanted or (name for name in responses.columns if name != by)))
    cells = {name: responses.column(name) for name in names if name}
    reasons = {
        name: _why_not(name, column, responses=responses, scale=scale)
        for name, column in cells.items()
    }
    items = tuple(name for name, reason in reasons.items() if reason is None)
    left_out = tuple(
        f"{responses.file}: column '{name[:60]}' is left out: {reason}."
        for name, reason in reasons.items()
        if reason is not None
    )
    found = ItemColumns(items, left_out)
    problems = _problems(found, file=responses.file, scale=scale, chosen=bool(wanted))
    if problems:
        raise InputProblems(problems)
    return found


def _problems(found: ItemColumns, *, file: str, scale: tuple[int, int], chosen: bool) -> list[str]:
    """Why no questionnaire can be made of these columns."""
    if not found.names:
        none = f"{file}: no column holds values from {scale[0]} to {scale[1]} only."
        return [*found.left_out, none]
    if len(found.names) > MOST_ITEMS:
        many = f"{len(found.names)} columns can be items"
        room = f"a questionnaire has room for {MOST_ITEMS}"
        return [f"{file}: {many} and {room}; name those you want with --columns."]
    return list(found.left_out) if chosen else []


def _why_not(
    name: str, cells: Sequence[str], *, responses: Responses, scale: tuple[int, int]
) -> str | None:
    """Why a column cannot be an item; None if it can."""
    if not is_item_id(name):
        return "an id takes up to 64 letters, digits and _, a letter first; rename the column"
    low, high = scale
    answered = False
    for number, cell in zip(responses.numbers, cells, strict=True):
        if cell in ("", NOT_AVAILABLE) or cell.lower() == NO_ANSWER:
            continue
        value = whole_number(cell)
        if value is None or not low <= value <= high:
            return f"row {number} holds '{cell[:40]}', and the scale runs from {low} to {high}"
        answered = True
    return None if answered else "it holds no answer"
