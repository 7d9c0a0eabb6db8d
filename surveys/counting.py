"""From an answer sheet to levels: what the cube counts.

A counted item is a scale item, a single choice, the bands of a percentage or number, or one
option of a choose-several item. Text is never counted.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from surveys.answers import Answer
from surveys.instrument import (
    ChooseItem,
    Instrument,
    Item,
    NumberItem,
    PercentItem,
    ScaleItem,
    SingleChoiceItem,
    TextItem,
)

NO_ANSWER = -1
SKIPPED = -2
NOT_REACHED = -3


@dataclass(frozen=True, slots=True)
class CountedItem:
    """One row of the cube.

    Attributes:
        id: the item's id, or "item.option" for an option of a choose-several item.
        item_id: the item it comes from.
        section: the section of that item.
        levels: how many levels it has.
        ordinal: the levels have an order.
        scored: it may enter a section's mean.
        reverse: a high level speaks against the section's pole.
        printed: the printed value of each level.
        chosen: how few and how many options of its item one person chooses; None for no option.
    """

    id: str
    item_id: str
    section: str
    levels: int
    ordinal: bool
    scored: bool
    reverse: bool
    printed: tuple[float, ...]
    chosen: tuple[int, int] | None = None


def counted_items(instrument: Instrument) -> tuple[CountedItem, ...]:
    """Everything the cube counts for this instrument, in the order of its items."""
    return tuple(counted for item in instrument.items for counted in _counted(instrument, item))


def levels_of(instrument: Instrument, sheet: Mapping[str, Answer]) -> dict[str, int]:
    """The level of every counted item on a checked answer sheet.

    Returns:
        Counted item id to level from 0, or NO_ANSWER, SKIPPED, NOT_REACHED.
    """
    return {
        counted.id: _level(instrument.item(counted.item_id), counted, sheet)
        for counted in counted_items(instrument)
    }


def texts_of(instrument: Instrument, sheet: Mapping[str, Answer]) -> tuple[tuple[str, str], ...]:
    """What somebody wrote in their own words: (item id, text), empty ones left out."""
    written = (*instrument.items, *instrument.open_questions)
    return tuple(
        (item.id, text.strip())
        for item in written
        if isinstance(item, TextItem)
        and isinstance(text := sheet.get(item.id), str)
        and text.strip()
    )


def facts_of(instrument: Instrument, sheet: Mapping[str, Answer]) -> dict[str, str]:
    """The facts that somebody gave: fact id to option id."""
    return {
        fact.id: option
        for fact in instrument.facts
        if isinstance(option := sheet.get(fact.id), str)
    }


def _counted(instrument: Instrument, item: Item) -> Iterator[CountedItem]:
    if isinstance(item, TextItem):
        return
    if isinstance(item, ScaleItem):
        points = instrument.scale_of(item).points
        yield CountedItem(
            id=item.id,
            item_id=item.id,
            section=item.section,
            levels=len(points),
            ordinal=True,
            scored=item.scored,
            reverse=item.reverse,
            printed=tuple(float(point.value) for point in points),
        )
        return
    if isinstance(item, ChooseItem):
        for option in item.options:
            counted = _unscored(f"{item.id}.{option}", item, levels=2, ordinal=False)
            yield replace(counted, chosen=(item.at_least, item.at_most))
        return
    if isinstance(item, SingleChoiceItem):
        yield _unscored(item.id, item, levels=len(item.options), ordinal=False)
        return
    yield _unscored(item.id, item, levels=len(item.bands), ordinal=True)


def _unscored(counted_id: str, item: Item, *, levels: int, ordinal: bool) -> CountedItem:
    return CountedItem(
        id=counted_id,
        item_id=item.id,
        section=item.section,
        levels=levels,
        ordinal=ordinal,
        scored=False,
        reverse=False,
        printed=tuple(float(level + 1) for level in range(levels)),
    )


def _level(item: Item, counted: CountedItem, sheet: Mapping[str, Answer]) -> int:
    if item.id not in sheet:
        return NOT_REACHED
    answer = sheet[item.id]
    if answer is None:
        return SKIPPED
    if isinstance(item, ChooseItem) and isinstance(answer, list):
        return int(counted.id.removeprefix(f"{item.id}.") in answer)
    if isinstance(answer, str):
        return NO_ANSWER
    if isinstance(item, PercentItem | NumberItem) and isinstance(answer, int | float):
        return bisect_right(item.bands, answer) - 1
    return int(answer) if isinstance(answer, int) else NO_ANSWER
