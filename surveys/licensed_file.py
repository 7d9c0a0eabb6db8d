"""The file of a licensed edition, as its fields are named there."""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from surveys.instrument import Code, Frozen, Identifier, Language, Text, Version
from surveys.misfits import StandIns

Texts: TypeAlias = dict[Language, Text]


class LicensedPoint(Frozen):
    """A point of the scale: its printed number and its words."""

    value: int
    label: Texts


class LicensedCode(Frozen):
    """A choice that is no answer."""

    code: Code
    label: Texts


class LicensedScale(Frozen):
    """The one scale of the edition."""

    points: tuple[LicensedPoint, ...] = Field(min_length=2, max_length=7)
    no_answer: tuple[LicensedCode, ...] = ()


class LicensedOption(Frozen):
    """One of the options of an item."""

    id: Identifier
    label: Texts


class _Item(Frozen):
    id: Identifier
    domain: Identifier = "statements"
    text: Texts
    help: Texts | None = None


class LicensedScaleItem(_Item):
    """A statement rated on the scale."""

    type: Literal["scale"]
    reverse: bool = False
    scored: bool = True


class LicensedSingleChoice(_Item):
    """One of several options."""

    type: Literal["single_choice"]
    options: tuple[LicensedOption, ...] = Field(min_length=2, max_length=30)


class LicensedChoose(_Item):
    """Some of several options."""

    type: Literal["choose"]
    options: tuple[LicensedOption, ...] = Field(min_length=2, max_length=30)
    at_most: int = Field(ge=1)
    at_least: int = Field(default=0, ge=0)


class LicensedPercent(_Item):
    """A whole number from 0 to 100."""

    type: Literal["percent"]
    bands: tuple[int, ...] = Field(default=(0, 20, 40, 60, 80), min_length=2, max_length=7)


class LicensedNumber(_Item):
    """A whole number; without bands of its own it is kept in up to five even ones."""

    type: Literal["number"]
    minimum: int
    maximum: int
    bands: tuple[int, ...] | None = Field(default=None, min_length=2, max_length=7)


class LicensedText(_Item):
    """A few words of one's own."""

    type: Literal["text"]
    longest: int = Field(default=600, ge=1, le=4000)


LicensedItem = Annotated[
    LicensedScaleItem
    | LicensedSingleChoice
    | LicensedChoose
    | LicensedPercent
    | LicensedNumber
    | LicensedText,
    Field(discriminator="type"),
]


class LicensedFile(Frozen):
    """All of the edition in all its languages."""

    id: Identifier
    version: Version = "1.0.0"
    kind: Literal["values", "capacity", "readiness", "other"] = "values"
    minutes: int | None = Field(default=None, ge=1, le=120)
    title: Texts
    intro: Texts | None = None
    scale: LicensedScale | None = None
    items: tuple[LicensedItem, ...] = Field(min_length=1, max_length=300)


def licensed_stand_ins() -> StandIns:
    """What takes the place of the parts of such a file that do not fit."""
    two: list[dict[str, Any]] = [{"value": value, "label": {}} for value in (0, 1)]
    return StandIns(
        fields={
            "id": "unread",
            "version": "0.0.0",
            "kind": "other",
            "minutes": None,
            "title": {},
            "intro": None,
            "scale": {"points": two},
            "items": [{"type": "text", "id": "unread_items", "text": {}}],
        },
        parts={"items": lambda free: {"type": "text", "id": free, "text": {}}},
    )
