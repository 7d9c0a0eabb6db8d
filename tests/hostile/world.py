"""A team of which every text that anybody could type is a payload, in every state of a wave."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice
from typing import Any

from data.clock import today
from data.services import closing, editions, invitations, memberships, release, teams, waves
from data.services.answering import keep_answers
from data.views import AgencyEntry
from tests.hostile.payloads import PAYLOADS

SECTORS = ("court", "legal", "health_care", "sud_treatment", "child_welfare", "tribal")
STATEMENTS = tuple(f"q{number}" for number in range(6))


@dataclass(frozen=True)
class World:
    """Where the texts can be seen.

    Attributes:
        team: its id.
        waves: by state.
        secrets: links of the open wave.
        instrument: the id of the questionnaire.
        words: how many texts there are.
    """

    team: str
    waves: dict[str, str]
    secrets: tuple[str, ...]
    instrument: str
    words: int


class _Words:
    """The payloads one after another, from a turn on; each text that is made takes the next."""

    def __init__(self, turn: int) -> None:
        self._next: Iterator[str] = islice(cycle(PAYLOADS), turn * 67 % len(PAYLOADS), None)
        self.taken = 0

    def one(self) -> str:
        self.taken += 1
        return next(self._next)

    def several(self) -> str:
        return " ".join(self.one() for _ in range(3))


def make_world(turn: int) -> World:
    """Fill everything in; each turn puts other payloads into each place."""
    words = _Words(turn)
    roster = [AgencyEntry(words.one(), sector, 5) for sector in SECTORS]
    team = teams.create_team(words.one(), words.one(), roster).id
    instrument = f"hostile_{turn}"
    editions.import_licensed(
        team,
        _questionnaire(instrument, words),
        f"{words.one()}.yaml",
        owner=words.one(),
        permission=words.one(),
        expires=None,
        wording_may_be_exported=True,
    )
    memberships.add(team, f"{turn} {words.one()}", "member")
    made = {
        state: _wave(team, instrument, state, words)
        for state in ("draft", "open", "closed", "released")
    }
    slips = invitations.issue(made["open"], "link")
    return World(team, made, tuple(slip.secret for slip in slips), instrument, words.taken)


def _questionnaire(name: str, words: _Words) -> bytes:
    def said() -> dict[str, str]:
        return {"en": words.several()}

    def options() -> list[dict[str, Any]]:
        return [{"id": each, "label": said()} for each in "abc"]

    points = [{"value": value, "label": {"en": words.one()}} for value in range(1, 5)]
    statements = [{"id": each, "type": "scale", "text": said()} for each in STATEMENTS]
    plain = {
        "id": name,
        "title": {"en": words.one()},
        "intro": said(),
        "scale": {"points": points, "no_answer": [{"code": "dk", "label": {"en": words.one()}}]},
        "items": [
            *({**each, "help": said()} for each in statements),
            {"id": "one", "type": "single_choice", "text": said(), "options": options()},
            {"id": "some", "type": "choose", "at_most": 2, "text": said(), "options": options()},
            {"id": "talk", "type": "text", "text": said()},
        ],
    }
    return json.dumps(plain, indent=1).encode()


def _wave(team: str, instrument: str, state: str, words: _Words) -> str:
    last = today() + timedelta(days=9)
    wave = waves.draft_wave(
        team, instrument, languages=("en",), closes_on=last, title=words.one()
    ).id
    if state == "draft":
        return wave
    waves.open_wave(wave)
    if state == "open":
        return wave
    for place, slip in enumerate(invitations.issue(wave, "link")):
        sheet: dict[str, object] = {
            each: (place * 7 + number) % 4 for number, each in enumerate(STATEMENTS)
        }
        sheet |= {"one": place % 3, "some": ["a"], "talk": words.several()}
        keep_answers(slip.secret, sheet)
    closing.close_wave(wave)
    if state == "released":
        release.release_wave(wave)
    return wave
