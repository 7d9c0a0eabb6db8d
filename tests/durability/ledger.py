"""What members were told, held against what the database says after a power cut."""

import json
from collections import Counter
from collections.abc import Callable
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
        errands_cut: how often that was in the middle of an errand, which then did not end.
    """

    def __init__(self, made: Round) -> None:
        self.made = made
        self.acknowledged: set[int] = set()
        self.cuts = 0
        self.errands_cut = 0

    def answer(self) -> None:
        """Members answer, one after another, until all have or the power is gone."""
        for place in sorted(set(range(len(self.made.secrets))) - self.acknowledged):
            self.made.send(place, make_sheet(place, wish=f"wish {place}"))
            self.acknowledged.add(place)

    def answer_under_cuts(self, chance: Random, *, cuts: int) -> None:
        """So many power cuts, or until all have answered; nothing may be lost in any."""
        while len(self.acknowledged) < len(self.made.secrets) and self.cuts < cuts:
            self.cut(chance, self.answer, within=250)
            assert self.lost() == set()

    def answer_though_some_are_lost(self, chance: Random) -> int:
        """Until all have answered; who was thanked in vain answers again. How many those were."""
        lost = 0
        while len(self.acknowledged) < len(self.made.secrets):
            self.cut(chance, self.answer, within=250)
            gone = self.lost()
            self.acknowledged -= gone
            lost += len(gone)
        return lost

    def cut(self, chance: Random, errand: Callable[[], None], *, within: int) -> None:
        """One power cut, in the middle of an errand or right after it."""
        self.errands_cut += not live(chance, errand, within=within)
        self.cuts += 1

    def close_under_cuts(self, chance: Random) -> None:
        """Close, as often as it takes; at any time all is sealed or all is counted."""
        while self._state() != "closed":
            within = chance.choice((30, 200, 5000))
            self.cut(chance, lambda: _close(self.made.wave.id), within=within)
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
