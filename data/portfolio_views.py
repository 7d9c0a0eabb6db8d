"""What is told of many teams side by side: frozen, plain, and from released figures only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from scoring.benchmarks import (
    FEWEST_PEOPLE,
    FEWEST_TEAMS,
    LARGEST_SHARE,
    Benchmark,
    Refusal,
)
from surveys.instrument import Edition

OLDEST_MONTHS = 18
"""A result, a round or a piece of evidence that is older stands beside no other team's."""

Stage = Literal["none", "draft", "open", "closing", "closed", "released", "archived"]
NoResult = Literal["not_released", "on_hold", "changed"]
Measure = Literal["values", "scan", "gaps"]
MEASURES: tuple[Measure, ...] = ("values", "scan", "gaps")
Obstacle = Literal[
    "demo",
    "not_released",
    "on_hold",
    "changed",
    "too_few",
    "edition",
    "old",
    "no_scan",
    "checklist",
    "no_gaps",
    "no_tier",
    "tier",
]


@dataclass(frozen=True, slots=True)
class ConsentView:
    """What a team allows, and who said so.

    Attributes:
        shown: it may stand in the portfolio of people who have a role in it.
        counted: its released figures may count in their benchmarks.
        version: 0 where nobody has said anything yet.
    """

    shown: bool = False
    counted: bool = False
    version: int = 0
    saved_by_name: str = ""
    saved_on: date | None = None


@dataclass(frozen=True, slots=True)
class ItemFigure:
    """What was released of one statement for the whole team; None is what the door left open."""

    people: int
    side_share: float | None
    typical_gap: float | None


@dataclass(frozen=True, slots=True)
class ResultPlace:
    """The last released result of a team, in the figures that stand side by side.

    Attributes:
        checksum: of the frozen edition that was asked.
        people, invited: who answered, and who could; the latter None where that is not known.
        kind: of the questionnaire: "values", "capacity", "readiness" or "other".
        statements: with a figure of the whole team on a scale.
        labelled: how many of them are known to be common ground or not; 0 for questions in stages.
        agreed: how many of those are common ground; None where that is known of none.
        stand_out: on how many the groups stand apart; None where groups are not compared.
        by_chance: on how many they would in a random dealing, on average.
        figures: by statement.
    """

    wave_id: str
    title: str
    closed_on: date
    instrument_id: str
    instrument_version: str
    checksum: str | None
    people: int
    invited: int | None
    kind: str
    statements: int
    labelled: int
    agreed: int | None
    stand_out: int | None
    by_chance: float | None
    figures: Mapping[str, ItemFigure]

    @property
    def response(self) -> float | None:
        """The share of those invited who answered."""
        return self.people / self.invited if self.invited else None

    @property
    def agreed_share(self) -> float | None:
        """The share that is common ground of the statements of which that is known."""
        return None if self.agreed is None else self.agreed / self.labelled


@dataclass(frozen=True, slots=True)
class ScanPlace:
    """The last round of a team's scan.

    Attributes:
        known, applicable: statements that are known, of those that apply.
        oldest: the day of the oldest answer that still counts as known.
    """

    number: int
    checklist_id: str
    checklist_version: str
    opened_on: date
    closed_on: date | None
    known: int
    applicable: int
    oldest: date | None

    @property
    def known_share(self) -> float | None:
        """Known of applicable; None where nothing applies."""
        return self.known / self.applicable if self.applicable else None


@dataclass(frozen=True, slots=True)
class GapPlace:
    """What a team's map of resources has come to.

    Attributes:
        services: on the map.
        tier: which families are meant by need; None before that was chosen.
        kinds: findings by kind of gap, a letter; kinds without any are not in it.
        oldest: the day of the oldest evidence behind a finding.
    """

    services: int
    tier: str | None
    kinds: Mapping[str, int]
    oldest: date | None


@dataclass(frozen=True, slots=True)
class FamilyPlace:
    """Family groups of a team: plans, and sessions that are over, of all that are planned."""

    plans: int
    sessions: int
    over: int


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """One team of a portfolio.

    Attributes:
        stage: of its newest wave.
        wave_title: of that wave.
        wave_day: the last day for answers of that wave.
        released: how many of its waves were released.
        result: of the last released wave that may be shown of the values questionnaire, or of
            another kind where the team never released one; None where there is none.
        no_result: why there is none.
        newer_on_hold: a later result of that kind is on hold until its facilitator shows it.
        others: the last result of each other kind.
    """

    team_id: str
    name: str
    jurisdiction: str
    demo: bool
    stage: Stage
    wave_title: str
    wave_day: date | None
    released: int
    result: ResultPlace | None
    no_result: NoResult | None
    newer_on_hold: bool
    scan: ScanPlace | None
    gaps: GapPlace
    families: FamilyPlace
    others: tuple[ResultPlace, ...] = ()

    @property
    def oldest_evidence(self) -> date | None:
        """The oldest day behind its scan and its gaps."""
        gaps, scan = self.gaps.oldest, self.scan.oldest if self.scan else None
        return min((day for day in (gaps, scan) if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class ItemBenchmark:
    """Where the middle half of the teams lies on one statement."""

    item: str
    side_share: Benchmark
    typical_gap: Benchmark


@dataclass(frozen=True, slots=True)
class EditionBenchmark:
    """Where the middle half of the teams lies that were asked the very same questionnaire.

    Attributes:
        checksum: of the frozen edition.
        edition: the questionnaire with its words; None where nothing may be said.
        response, agreed_share: the share who answered; of statements that are common ground. The
            latter is None for questions in stages.
        items: on each statement, in the order of the questionnaire.
    """

    checksum: str
    instrument_id: str
    instrument_version: str
    response: Benchmark
    agreed_share: Benchmark | None
    edition: Edition | None = None
    items: tuple[ItemBenchmark, ...] = ()


@dataclass(frozen=True, slots=True)
class PortfolioView:
    """The teams of somebody, side by side.

    Attributes:
        as_of: the day by which ages are reckoned.
        roles: in how many teams they have a role that counts here.
        places: those that agreed to be seen, by name.
        benchmarks: of those that agreed to be counted; one for each questionnaire.
    """

    as_of: date
    roles: int
    places: tuple[TeamPlace, ...]
    benchmarks: tuple[EditionBenchmark, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why figures do not stand beside each other.

    Attributes:
        team: whose it is; empty where both are meant.
        months: how old, where age is in the way.
    """

    obstacle: Obstacle
    team: str = ""
    months: int | None = None

    def __str__(self) -> str:
        """In a sentence."""
        return _SAID[self.obstacle].format(
            team=self.team or "This team", months=self.months, oldest=OLDEST_MONTHS
        )


_SAID: dict[Obstacle, str] = {
    "demo": "{team} is made up, and is compared with nobody.",
    "not_released": "{team} has no released result.",
    "on_hold": "The result of {team} is on hold until its facilitator shows it.",
    "changed": "The stored result of {team} is not the one that was released.",
    "too_few": "Too few people of {team} answered for any figure to be shown.",
    "edition": "They were asked different questionnaires, or different editions of one.",
    "old": "What is known of {team} is {months} months old; at most {oldest} are compared.",
    "no_scan": "{team} has not begun a scan.",
    "checklist": "Their scans use different checklists, or different editions of one.",
    "no_gaps": "{team} has found no gap yet.",
    "no_tier": "{team} has not said which families its map of need is about.",
    "tier": "Their maps of need are about different families.",
}

REFUSED: dict[Refusal, str] = {
    "few_teams": f"Fewer than {FEWEST_TEAMS} teams.",
    "few_people": f"Fewer than {FEWEST_PEOPLE} people.",
    "one_large": f"More than {LARGEST_SHARE:.0%} of the people are of one team.",
}
"""Why a middle half is not told."""
