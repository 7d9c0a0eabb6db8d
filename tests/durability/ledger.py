"""What members were told, held against what the database says after a power cut."""

import json
from collections import Counter
from random import Random

from sqlalchemy import func, select

from data.keyring import wave_key
from data.sealing import unseal
from data.services import waves
from data.store import database as store
from data.tables.base import table_of
from data.tables.values import AnswerSheet, Ballot, Comment, Invitation, Wave
from tests.data.conftest import Round, make_sheet
from tests.durability.lives import live, sound


class Ledger:
    """One round.

    Attributes:
        acknowledged: places of members who were thanked.
        cuts: how often the power went.
    """

    def __init__(self, made: Round) -> None:
        self.made = made
        self.acknowledged: set[int] = set()
        self.cuts = 0

    def answer(self) -> None:
        """Members answer, one after another, until all have or the power is gone."""
        for place in sorted(set(range(len(self.made.secrets))) - self.acknowledged):
            self.made.send(place, make_sheet(place, wish=f"wish {place}"))
            self.acknowledged.add(place)

    def answer_under_cuts(self, chance: Random, *, cuts: int) -> None:
        """So many power cuts, or until all have answered; nothing may be lost in any."""
        while len(self.acknowledged) < len(self.made.secrets) and self.cuts < cuts:
            live(chance, self.answer, within=250)
            self.cuts += 1
            assert self.lost() == set()

    def close_under_cuts(self, chance: Random) -> None:
        """Close, as often as it takes; at any time all is sealed or all is counted."""
        while self._state() != "closed":
            live(chance, lambda: _close(self.made.wave.id), within=chance.choice((30, 200, 5000)))
            self.cuts += 1
            if self._counted():
                self.is_whole()
            else:
                assert self.lost() == set()
        self.is_whole()
        assert wave_key(self.made.wave.id) is None

    def lost(self) -> set[int]:
        """Members who were thanked and whose answers are not there.

        Nobody's may be there twice, and no invitation may be burnt without its ballot.
        """
        kept = Counter(int(sheet["wish"].split()[1]) for sheet in self._sheets())
        with store.reading() as connection:
            invitation = table_of(Invitation)
            burnt = connection.execute(select(func.count()).where(invitation.c.used)).scalar_one()
        assert burnt == kept.total()
        assert set(kept.values()) <= {1}
        return self.acknowledged - set(kept)

    def is_whole(self) -> None:
        """Everybody's sheet and text is opened, once, and nothing sealed is left."""
        with store.reading() as connection:
            texts = connection.execute(select(table_of(Comment).c.text)).scalars().all()
            rows = [
                connection.execute(select(func.count()).select_from(table_of(model))).scalar_one()
                for model in (AnswerSheet, Ballot, Invitation)
            ]
        assert sorted(texts) == sorted(f"wish {place}" for place in self.acknowledged)
        assert rows == [len(self.acknowledged), 0, 0]
        assert sound()

    def _sheets(self) -> list[dict]:
        wave_id, ballot = self.made.wave.id, table_of(Ballot)
        with store.reading() as connection:
            sealed = connection.execute(select(ballot.c.ciphertext)).scalars().all()
        key = wave_key(wave_id)
        assert key is not None
        return [json.loads(unseal(each, key=key, wave_id=wave_id))["sheet"] for each in sealed]

    def _state(self) -> str:
        return self._of_the_wave("state")

    def _counted(self) -> bool:
        return self._of_the_wave("counted")

    def _of_the_wave(self, column: str):
        wave = table_of(Wave)
        with store.reading() as connection:
            found = select(wave.c[column]).where(wave.c.id == self.made.wave.id)
            return connection.execute(found).scalar_one()


def _close(wave_id: str) -> None:
    waves.close_wave(wave_id)
