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
        ValueError: a column cannot be an item id, or the scale has too few or too many points.
    """
    low, high = scale
    if not 2 <= high - low + 1 <= 7:
        raise ValueError(f"a scale takes 2 to 7 points, not {high - low + 1} ({low} to {high}).")
    wrong = [name for name in columns if not is_item_id(name)]
    if wrong:
        raise ValueError(
            f"'{wrong[0]}' cannot be an item id; start with a letter and use letters, digits "
            "and _ only."
        )
    values = range(low, high + 1)
    points = tuple(Point(value=value, id=_point_id(value)) for value in values)
    instrument = Instrument(
        id=instrument_id,
        version="0.1.0",
        kind="other",
        edition="draft",
        minutes=max(1, round(len(columns) / 6)),
        license="not stated",
        scales=(
            Scale(id="answers", points=points, no_answer=("dk",), midpoint=len(points) % 2 == 1),
        ),
        sections=("statements",),
        items=tuple(ScaleItem(id=name, section="statements", scale="answers") for name in columns),
    )
    wording = Wording(
        language="en",
        translation="first",
        title=title,
        intro="A draft made from the columns of a file. Put the real words in the place of these.",
        scales={
            "answers": ScaleWording(
                points={
                    point.id: PointWording(label=_point_label(point.value, low=low, high=high))
                    for point in points
                },
                no_answer={"dk": "Don't know / prefer not to say"},
            )
        },
        sections={"statements": SectionWording(title="Statements")},
        items={name: ItemWording(text=name) for name in columns},
    )
    return Edition(instrument=instrument, wordings={"en": wording})


def _point_id(value: int) -> str:
    return f"minus_{-value}" if value < 0 else f"point_{value}"


def _point_label(value: int, *, low: int, high: int) -> str:
    ends = {low: " (lowest)", high: " (highest)"}
    return f"{value}{ends.get(value, '')}"
