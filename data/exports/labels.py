"""What a counted item and its levels are called in a language."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.counting import CountedItem, counted_items
from surveys.instrument import (
    ChooseItem,
    Edition,
    Instrument,
    Item,
    NumberItem,
    PercentItem,
    ScaleItem,
    Wording,
)

_CHOICE = {"en": ("not chosen", "chosen"), "es": ("no elegida", "elegida")}
_NUMBERED = {"en": "Statement {number}", "es": "Afirmación {number}"}


@dataclass(frozen=True, slots=True)
class Statement:
    """A counted item in words.

    Attributes:
        id: of the counted item.
        number: its place in the questionnaire, from 1; options of one item share it.
        text: what people were asked.
        levels: the words of its levels, in scale order.
        section: the title of its section.
        printed: the printed number of each level.
        ordinal: the levels have an order.
    """

    id: str
    number: int
    text: str
    levels: tuple[str, ...]
    section: str
    printed: tuple[float, ...]
    ordinal: bool


def statements(
    edition: Edition, *, language: str, numbers_only: bool = False
) -> Mapping[str, Statement]:
    """Every counted item of an edition in words, by id, in the order of the questionnaire.

    Args:
        edition: the instrument with its wordings.
        language: the one to speak; another of the edition where it has none of it.
        numbers_only: call statements by number, for wording that may not leave the team.
    """
    wording = edition.wording(language)
    places = {item.id: place for place, item in enumerate(edition.instrument.items, start=1)}
    return {
        counted.id: _statement(
            edition.instrument,
            counted,
            wording=wording,
            number=places[counted.item_id],
            numbers_only=numbers_only,
        )
        for counted in counted_items(edition.instrument)
    }


def _statement(
    instrument: Instrument,
    counted: CountedItem,
    *,
    wording: Wording,
    number: int,
    numbers_only: bool,
) -> Statement:
    item = instrument.item(counted.item_id)
    section = wording.sections.get(counted.section)
    text = _numbered(number, counted, wording) if numbers_only else _text(item, counted, wording)
    return Statement(
        id=counted.id,
        number=number,
        text=text,
        levels=_plain_levels(counted) if numbers_only else _levels(instrument, item, wording),
        section=counted.section if section is None or numbers_only else section.title,
        printed=counted.printed,
        ordinal=counted.ordinal,
    )


def _numbered(number: int, counted: CountedItem, wording: Wording) -> str:
    template = _NUMBERED.get(wording.language, _NUMBERED["en"])
    option = counted.id.removeprefix(counted.item_id)
    return template.format(number=number) + option


def _plain_levels(counted: CountedItem) -> tuple[str, ...]:
    return tuple(f"{value:g}" for value in counted.printed)


def _text(item: Item, counted: CountedItem, wording: Wording) -> str:
    words = wording.items.get(item.id)
    if words is None:
        return counted.id
    if not isinstance(item, ChooseItem):
        return words.text
    option = counted.id.removeprefix(f"{item.id}.")
    return f"{words.text} – {words.options.get(option, option)}"


def _levels(instrument: Instrument, item: Item, wording: Wording) -> tuple[str, ...]:
    if isinstance(item, ScaleItem):
        return _point_labels(instrument, item, wording)
    if isinstance(item, ChooseItem):
        return _CHOICE.get(wording.language, _CHOICE["en"])
    if isinstance(item, PercentItem):
        return _bands(item, sign="%")
    if isinstance(item, NumberItem):
        return _bands(item, sign="")
    words = wording.items.get(item.id)
    options = getattr(item, "options", ())
    known = words.options if words else {}
    return tuple(str(known.get(option, option)) for option in options)


def _point_labels(instrument: Instrument, item: ScaleItem, wording: Wording) -> tuple[str, ...]:
    points = instrument.scale_of(item).points
    words = wording.scales.get(item.scale)
    if words is None:
        return tuple(str(point.value) for point in points)
    return tuple(
        words.points[point.id].label if point.id in words.points else str(point.value)
        for point in points
    )


def _bands(item: PercentItem | NumberItem, *, sign: str) -> tuple[str, ...]:
    lasts = (*(edge - 1 for edge in item.bands[1:]), item.maximum)
    return tuple(
        f"{first}{sign}" if first == last else f"{first}–{last}{sign}"
        for first, last in zip(item.bands, lasts, strict=True)
    )
