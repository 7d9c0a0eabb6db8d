"""A short questionnaire, as many seats as wanted, and what is kept of them."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import func, select

from data.clock import today
from data.keyring import wave_key
from data.sealing import unseal
from data.services import invitations, teams, waves
from data.services.editions import frozen
from data.store import database as store
from data.store import editions as edition_store
from data.tables.base import table_of
from data.tables.values import Ballot, Draft, Invitation
from data.views import AgencyEntry, WaveView
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
    TextItem,
    Wording,
)
from surveys.sectors import SECTORS

_EACH = 400  # seats of one agency
_MOST = 50 * _EACH  # seats of one team; there are as many teams as it takes
_SCALE = Scale(id="agree", points=tuple(Point(value=n, id=f"p{n}") for n in range(1, 5)))
_ITEMS = tuple(f"q{number}" for number in range(1, 4))


@dataclass
class Wave:
    """All links of an open wave, or of one each of several teams."""

    views: tuple[WaveView, ...]
    secrets: list[str]


@dataclass
class Kept:
    """What the database holds of these open waves.

    Attributes:
        words: what each sealed sheet says in its text, with how often.
        used: links that are used; `drafts`: drafts that are left.
    """

    words: Counter[str] = field(default_factory=Counter)
    used: int = 0
    drafts: int = 0


def short_edition() -> Edition:
    """Three statements and a text."""
    instrument = Instrument(
        id="short",
        version="1.0.0",
        kind="values",
        minutes=1,
        license="CC BY 4.0",
        scales=(_SCALE,),
        sections=("all",),
        items=(
            *(ScaleItem(id=item, section="all", scale="agree") for item in _ITEMS),
            TextItem(id="words", section="all"),
        ),
    )
    labels = {point.id: PointWording(label=point.id) for point in _SCALE.points}
    wording = Wording(
        language="en",
        title="Short",
        intro="Say what you think.",
        scales={"agree": ScaleWording(points=labels)},
        sections={"all": SectionWording(title="All")},
        items={item: ItemWording(text=item) for item in (*_ITEMS, "words")},
    )
    return Edition(instrument=instrument, wordings={"en": wording})


def open_wave(people: int) -> Wave:
    """So many links, of one team or of as many as it takes."""
    made = [_open_one(min(_MOST, people - start)) for start in range(0, people, _MOST)]
    secrets = [secret for _, links in made for secret in links]
    return Wave(tuple(view for view, _ in made), secrets)


def _open_one(people: int) -> tuple[WaveView, list[str]]:
    agencies = tuple(
        AgencyEntry(name=f"Agency {place}", sector=SECTORS[place % len(SECTORS)].id, people=_EACH)
        for place in range(-(-people // _EACH))
    )
    if people < _EACH:
        agencies = (AgencyEntry(name="Agency", sector=SECTORS[0].id, people=people),)
    team = teams.create_team("River county", "River county", agencies)
    whole = short_edition()
    edition_store.add_team_edition(team.id, frozen(whole), instrument_id="short", version="1.0.0")
    last = today() + timedelta(days=14)
    draft = waves.draft_wave(team.id, "short", languages=("en",), closes_on=last)
    wave = waves.open_wave(draft.id)
    slips = invitations.issue(wave.id, "link")
    return wave, [slip.secret for slip in slips][:people]


def kept(wave: Wave) -> Kept:
    """Open what is sealed, as only the keys can, and count."""
    found = Kept()
    for view in wave.views:
        _add(view.id, found)
    return found


def _add(wave_id: str, found: Kept) -> None:
    key = wave_key(wave_id)
    assert key is not None
    ballot, invitation, draft = table_of(Ballot), table_of(Invitation), table_of(Draft)
    with store.reading() as connection:
        sealed = connection.execute(select(ballot.c.ciphertext).where(ballot.c.wave_id == wave_id))
        for one in sealed.scalars():
            sheet = json.loads(unseal(bytes(one), key=key, wave_id=wave_id))["sheet"]
            found.words[sheet["words"]] += 1
        used = select(func.count()).where(invitation.c.wave_id == wave_id, invitation.c.used)
        found.used += connection.execute(used).scalar_one()
        left = select(func.count()).where(draft.c.wave_id == wave_id)
        found.drafts += connection.execute(left).scalar_one()
