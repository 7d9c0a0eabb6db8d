"""Open waves with seats, and what is kept of those who answer."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from data.clock import today
from data.keyring import wave_key
from data.sealing import unseal
from data.services import invitations, teams, waves
from data.services.editions import frozen
from data.store import editions as edition_store
from data.store.connections import reading
from data.tables.base import table_of
from data.tables.values import Ballot
from data.views import AgencyEntry, WaveView
from surveys.instrument import Edition
from tests.pages.respond.questionnaires import ROSTER

_numbers = count(1)


@dataclass
class Seats:
    """An open wave and the links or codes that nobody has used yet."""

    wave: WaveView
    secrets: list[str] = field(default_factory=list)
    _seen: list[dict[str, Any]] = field(default_factory=list)

    def take(self) -> str:
        """One that nobody has used."""
        return self.secrets.pop()

    def new_sheets(self) -> list[dict[str, Any]]:
        """The answer sheets that have come since this was last asked."""
        now = _kept_sheets(self.wave.id)
        new = list(now)
        for sheet in self._seen:
            new.remove(sheet)
        self._seen = now
        return new


MANY = tuple(AgencyEntry(each.name, each.sector, 90) for each in ROSTER)


def open_wave(
    edition: Edition | str,
    *,
    kind: invitations.Kind = "link",
    languages: tuple[str, ...] = ("en", "es"),
    roster: tuple[AgencyEntry, ...] = ROSTER,
    closes_on: date | None = None,
) -> Seats:
    """A new team whose wave of this questionnaire is open; a name is that of a shipped one."""
    team = teams.create_team(f"River county {next(_numbers)}", "River county", roster)
    named = edition if isinstance(edition, str) else edition.instrument.id
    if not isinstance(edition, str):
        edition_store.add_team_edition(
            team.id, frozen(edition), instrument_id=named, version=edition.instrument.version
        )
    last = closes_on or today() + timedelta(days=14)
    draft = waves.draft_wave(team.id, named, languages=languages, closes_on=last, title="A wave")
    wave = waves.open_wave(draft.id)
    slips = invitations.issue(wave.id, kind)
    return Seats(wave, [slip.secret for slip in slips])


def _kept_sheets(wave_id: str) -> list[dict[str, Any]]:
    """The answer sheets of an open wave, which only its key opens."""
    ballots = table_of(Ballot)
    statement = select(ballots.c.ciphertext).where(ballots.c.wave_id == wave_id)
    with reading() as connection:
        sealed = connection.execute(statement).scalars().all()
    key = wave_key(wave_id)
    assert key is not None
    return [json.loads(unseal(each, key=key, wave_id=wave_id))["sheet"] for each in sealed]
