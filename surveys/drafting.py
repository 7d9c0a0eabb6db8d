"""A first instrument from the columns of a file, for a person to go on with."""

import re
from collections.abc import Sequence

from surveys.instrument import (
    Edition,
    Instrument,
    ItemWording,
    Point,
    PointWording,
    Scale,
    ScaleItem,
    ScaleWording,
    SectionWording,
    Wording,
)

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_ID = "start with a letter and use letters, digits and _ only, 64 at most"


def is_item_id(name: str) -> bool:
    """A column of this name can be an item as it is."""
    return _IDENTIFIER.fullmatch(name) is not None


def draft_edition(
    columns: Sequence[str], *, scale: tuple[int, int], instrument_id: str, title: str
) -> Edition:
    """An instrument whose items are columns of a file, each with its name for a wording.

    Args:
        columns: names that can be item ids (`is_item_id`), in the order of the file.
        scale: the lowest and the highest printed value, two to seven points in all.
        instrument_id: of the new instrument.
        title: in English.

    Returns:
        An Edition of kind "other" with one section and one scale, in English.

    Raises:
        ValueError: a name cannot be an id, or there are too few or too many columns or points.
    """
    low, high = scale
    if not 2 <= high - low + 1 <= 7:
        raise ValueError(f"a scale takes 2 to 7 points, not {high - low + 1} ({low} to {high}).")
    if not 1 <= len(columns) <= 300:
        raise ValueError(f"a questionnaire takes 1 to 300 columns, not {len(columns)}.")
    _check_ids(columns, instrument_id)
    values = range(low, high + 1)
    instrument = _structure(columns, values, instrument_id)
    return Edition(instrument=instrument, wordings={"en": _words(columns, values, title)})


def _check_ids(columns: Sequence[str], instrument_id: str) -> None:
    wrong = [name for name in columns if not is_item_id(name)]
    if wrong:
        raise ValueError(f"'{wrong[0]}' cannot be an item id; {_ID}.")
    twice = [name for name in columns if list(columns).count(name) > 1]
    if twice:
        raise ValueError(f"the column '{twice[0]}' is there twice; name one of them otherwise.")
    if not is_item_id(instrument_id):
        raise ValueError(f"'{instrument_id}' cannot be the id of a questionnaire; {_ID}.")


def _structure(columns: Sequence[str], values: range, instrument_id: str) -> Instrument:
    points = tuple(Point(value=value, id=_point_id(value)) for value in values)
    odd = len(points) % 2 == 1
    return Instrument(
        id=instrument_id,
        version="0.1.0",
        kind="other",
        edition="draft",
        minutes=max(1, round(len(columns) / 6)),
        license="not stated",
        scales=(Scale(id="answers", points=points, no_answer=("dk",), midpoint=odd),),
        sections=("statements",),
        items=tuple(ScaleItem(id=name, section="statements", scale="answers") for name in columns),
    )


def _words(columns: Sequence[str], values: range, title: str) -> Wording:
    points = {_point_id(value): PointWording(label=_point_label(value, values)) for value in values}
    unsure = {"dk": "Don't know / prefer not to say"}
    return Wording(
        language="en",
        translation="first",
        title=title.strip() or "Untitled",
        intro="A draft made from the columns of a file. Put the real words in the place of these.",
        scales={"answers": ScaleWording(points=points, no_answer=unsure)},
        sections={"statements": SectionWording(title="Statements")},
        items={name: ItemWording(text=name) for name in columns},
    )


def _point_id(value: int) -> str:
    return f"minus_{-value}" if value < 0 else f"point_{value}"


def _point_label(value: int, values: range) -> str:
    ends = {values[0]: " (lowest)", values[-1]: " (highest)"}
    return f"{value}{ends.get(value, '')}"
