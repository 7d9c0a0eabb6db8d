"""A closed wave as numbers: who answered what, by group, and what was agreed before."""

from collections.abc import Mapping

import numpy as np

from data.store import releases as store
from data.store.waves import GroupRecord, WaveRecord
from scoring.cube import NOT_REACHED
from scoring.door import Terms
from scoring.release import GroupShape, ItemShape
from scoring.sheets import Sheets, sheets_of
from surveys.counting import CountedItem, counted_items
from surveys.instrument import Instrument
from surveys.sectors import SECTORS

SEED = 0
"""Of everything that is drawn for a wave: whoever counts it again gets the same result."""

_BROAD = {sector.id: sector.broad for sector in SECTORS}


def wave_sheets(record: WaveRecord, instrument: Instrument) -> Sheets:
    """What everybody answered, in the order of random keys."""
    items = counted_items(instrument)
    groups = {group.code: place for place, group in enumerate(record.groups)}
    sheets = store.counted_sheets(record.id)
    levels = [[sheet.levels.get(item.id, NOT_REACHED) for item in items] for sheet in sheets]
    return sheets_of(
        np.array(levels, dtype=np.int64).reshape(len(sheets), len(items)),
        group=[groups[sheet.group_code] for sheet in sheets],
        sizes=[item.levels for item in items],
        groups=len(groups),
    )


def wave_terms(record: WaveRecord, instrument: Instrument) -> Terms:
    """What was agreed when the wave opened."""
    return Terms(
        items=tuple(item_shape(item) for item in counted_items(instrument)),
        groups=tuple(_shape(group) for group in record.groups),
        smallest_group=record.smallest_group,
    )


def item_shape(item: CountedItem) -> ItemShape:
    """What the door must know of a counted item."""
    return ItemShape(
        id=item.id,
        printed=item.printed,
        ordinal=item.ordinal,
        option_of=None if item.chosen is None else item.item_id,
        chosen=item.chosen or (0, 1),
    )


def agencies_by_group(record: WaveRecord) -> Mapping[str, frozenset[str]]:
    """Which agencies each group is made of, by its code."""
    return {
        group.code: frozenset(str(member["code"]) for member in group.members)
        for group in record.groups
    }


def _shape(group: GroupRecord) -> GroupShape:
    """A group of mixed kinds has a kind of its own, so that it is nobody's nearest."""
    sectors = {str(member["sector"]) for member in group.members}
    broads = {_BROAD.get(sector, sector) for sector in sectors}
    return GroupShape(
        code=group.code,
        sector=sectors.pop() if len(sectors) == 1 else f"mixed {group.code}",
        broad=broads.pop() if len(broads) == 1 else f"mixed {group.code}",
        invited=group.people,
    )
