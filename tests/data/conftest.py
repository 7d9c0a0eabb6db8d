"""A small questionnaire with every kind of item, and rounds of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select, update

from data.clock import today
from data.services import answering, invitations, teams, waves
from data.services.editions import frozen
from data.store import database as store
from data.store import editions as edition_store
from data.tables.base import table_of
from data.tables.values import Ballot
from data.views import AgencyEntry, TeamView, WaveView
from surveys.instrument import (
    ChooseItem,
    Edition,
    Fact,
    Instrument,
    ItemWording,
    NumberItem,
    PercentItem,
    Point,
    PointWording,
    Scale,
    ScaleItem,
    ScaleWording,
    SectionWording,
    SingleChoiceItem,
    TextItem,
    Wording,
)
from surveys.sectors import SECTORS

AGREE = Scale(
    id="agree",
    points=tuple(Point(value=n, id=f"p{n}") for n in range(1, 5)),
    no_answer=("dk",),
)
STATEMENTS = tuple(f"q{number}" for number in range(1, 11))
OPTIONS = ("one", "two", "three")


def _sectors() -> tuple[str, str, str, str]:
    """Two sectors of one broad kind, and one each of two other kinds."""
    by_kind: dict[str, list[str]] = {}
    for sector in SECTORS:
        by_kind.setdefault(sector.broad, []).append(sector.id)
    pair, *others = sorted(by_kind.values(), key=len, reverse=True)
    return pair[0], pair[1], others[0][0], others[1][0]


KIN_A, KIN_B, OTHER_A, OTHER_B = _sectors()
ROSTER = (
    AgencyEntry(name="County court", sector=KIN_A, people=3),
    AgencyEntry(name="Parents' attorneys", sector=KIN_B, people=4),
    AgencyEntry(name="Child welfare", sector=OTHER_A, people=9),
    AgencyEntry(name="River clinic", sector=OTHER_B, people=8),
)


def _instrument(version: str = "1.0.0") -> Instrument:
    return Instrument(
        id="every_kind",
        version=version,
        kind="values",
        minutes=5,
        license="CC BY 4.0",
        scales=(AGREE,),
        sections=("all",),
        items=(
            *(ScaleItem(id=item, section="all", scale="agree") for item in STATEMENTS),
            ChooseItem(id="causes", section="all", options=OPTIONS, at_most=2),
            SingleChoiceItem(id="first", section="all", options=OPTIONS, no_answer=("dk",)),
            PercentItem(id="share", section="all", no_answer=("dk",)),
            NumberItem(id="years", section="all", minimum=0, maximum=60, bands=(0, 3, 10)),
            TextItem(id="own_words", section="all"),
        ),
        open_questions=(TextItem(id="wish"), TextItem(id="worry")),
        facts=(
            Fact(id="tenure", use="whole_group_only", options=("short", "long")),
            Fact(id="role", use="compare_groups", options=("staff", "lead")),
            Fact(id="sector", use="compare_groups", options=("a", "b"), source="roster"),
        ),
    )


def _wording(instrument: Instrument, language: str) -> Wording:
    def words(text: str, options=()) -> ItemWording:
        return ItemWording(text=text, options={option: option for option in options})

    return Wording(
        language=language,
        title=f"Every kind ({language})",
        intro="Say what you think.",
        scales={
            "agree": ScaleWording(
                points={point.id: PointWording(label=point.id) for point in AGREE.points},
                no_answer={"dk": "I do not know"},
            )
        },
        sections={"all": SectionWording(title="All")},
        items={i.id: words(i.id, getattr(i, "options", ())) for i in instrument.items},
        open_questions={question.id: words(question.id) for question in instrument.open_questions},
        facts={fact.id: words(fact.id, fact.options) for fact in instrument.facts},
    )


def make_edition(version: str = "1.0.0") -> Edition:
    """The questionnaire with its words in two languages."""
    instrument = _instrument(version)
    words = {language: _wording(instrument, language) for language in ("en", "es")}
    return Edition(instrument=instrument, wordings=words)


def make_sheet(seed: int, **fixed: object) -> dict[str, object]:
    """Somebody's answers."""
    chance = Random(seed)
    sheet: dict[str, object] = {item: chance.randrange(4) for item in STATEMENTS}
    sheet |= {
        "causes": [chance.choice(OPTIONS)],
        "first": chance.randrange(3),
        "share": chance.randrange(101),
        "years": chance.randrange(61),
        "tenure": chance.choice(("short", "long")),
    }
    return sheet | fixed


@dataclass
class Round:
    """A team with a wave, and the links that are out."""

    team: TeamView
    wave: WaveView
    secrets: list[str] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)

    def send(self, place: int, sheet: Mapping[str, object] | None = None) -> str:
        """Answer with one of the links; what the receipt says."""
        answers = make_sheet(place) if sheet is None else sheet
        return answering.keep_answers(self.secrets[place], answers, language="en").status

    def send_all(self, **fixed: object) -> None:
        """Everybody answers."""
        for place in range(len(self.secrets)):
            assert self.send(place, make_sheet(place, **fixed)) == "received"


Maker = Callable[..., Round]


def damage_one_ballot(wave_id: str) -> None:
    """Change one bit of one sealed sheet, as a failing disk might."""
    table = table_of(Ballot)
    with store.writing() as connection:
        row = connection.execute(select(table).where(table.c.wave_id == wave_id)).first()
        changed = bytes(row.ciphertext[:-1]) + bytes([row.ciphertext[-1] ^ 1])
        connection.execute(update(table).where(table.c.id == row.id).values(ciphertext=changed))


@pytest.fixture
def edition() -> Edition:
    return make_edition()


@pytest.fixture
def make_round(database: str) -> Maker:
    """A new team whose wave is drafted, and opened unless told otherwise."""

    def make(
        roster: tuple[AgencyEntry, ...] = ROSTER,
        *,
        name: str = "River county",
        open_it: bool = True,
        kind: str = "link",
        closes_on: date | None = None,
        **choices: object,
    ) -> Round:
        team = teams.create_team(name, "River county", roster)
        whole = make_edition()
        edition_store.add_team_edition(
            team.id, frozen(whole), instrument_id="every_kind", version="1.0.0"
        )
        draft = waves.draft_wave(
            team.id,
            "every_kind",
            closes_on=closes_on or today() + timedelta(days=14),
            **{"languages": ("en", "es")} | choices,
        )
        made = Round(team=team, wave=draft)
        if open_it:
            made.wave = waves.open_wave(draft.id)
            slips = invitations.issue(draft.id, kind)
            made.secrets = [slip.secret for slip in slips]
            made.groups = {slip.secret: slip.group_code for slip in slips}
        return made

    return make


@pytest.fixture
def opened(make_round: Maker) -> Round:
    """An open wave with a link for each of its 24 seats."""
    return make_round()
