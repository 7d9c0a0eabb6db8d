"""Open a wave: freeze everything and make its key, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from data.store.connections import writing
from data.store.editions import FrozenRecord, freeze
from data.store.people import lock_team, team_within
from data.store.waves import GroupRecord, WaveRecord, add_groups, move_within, wave_within
from data.tables.base import table_of
from data.tables.values import Wave
from data.views import TeamView

_wave = table_of(Wave)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a wave opens with, and what was looked at to decide it."""

    seen_wave: WaveRecord
    seen_team: TeamView
    edition: FrozenRecord
    groups: tuple[GroupRecord, ...]
    opened_on: date


def open_wave(opening: Opening, *, make_key: Callable[[], bytes]) -> bool:
    """Open the wave unless it or its team has changed since somebody looked.

    The key is written to disk inside the transaction, after the step from draft to open is ours
    alone; so the public key that is kept is always that of the file.

    Args:
        make_key: writes the private key to disk and returns the public one.
    """
    wave_id = opening.seen_wave.id
    with writing() as connection:
        lock_team(connection, opening.seen_team.id)
        if not move_within(connection, wave_id, before="draft", after="open"):
            return False
        if team_within(connection, opening.seen_team.id) != opening.seen_team:
            connection.rollback()
            return False
        freeze(connection, opening.edition)
        add_groups(connection, wave_id, opening.groups)
        values = {
            "checksum": opening.edition.checksum,
            "opened_on": opening.opened_on,
            "public_key": make_key(),
        }
        connection.execute(update(_wave).where(_wave.c.id == wave_id).values(**values))
        now = wave_within(connection, wave_id)
        if now is None or not _as_seen(now, opening.seen_wave):
            connection.rollback()
            return False
        return True


def _as_seen(now: WaveRecord, seen: WaveRecord) -> bool:
    """Nobody changed the draft in between."""
    names = ("languages", "smallest_group", "facts", "merges", "closes_on", "title")
    return all(getattr(now, name) == getattr(seen, name) for name in names)
