"""Everything of a team that was measured more than once: its released rounds, side by side.

Rounds of one questionnaire stand together only when its text is the very same. What moved between
two of them is what the later result says of it; nothing is counted again.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import isclose
from typing import Literal

from data.scan_views import BoardView, ChangeView
from data.services import scan_settling, scans
from data.services.editions import edition_of
from data.services.errors import NotFound, ReportChanged, ResultHeld
from data.services.release import report
from data.services.teams import team
from data.store.waves import WaveRecord
from data.store.waves import waves as stored_waves
from data.views import ReportView
from scoring.comparison import Change
from scoring.report import DivergenceReport
from scoring.scanned import KNOWN
from surveys.instrument import Edition

__all__ = [
    "Missing",
    "NotFound",
    "OverTime",
    "Pair",
    "ScanRound",
    "Series",
    "over_time",
    "scan_rounds",
    "tells_of",
]

_SHOWN = ("released", "archived")
_SAYS = (*KNOWN, "not_applicable")
"""Standings of a statement that somebody found out."""
Missing = Literal["few_people", "few_counts", "beside_another"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rounds of which the later result tells what moved.

    Attributes:
        earlier, later: their places among the rounds.
        change: as it was stored.
    """

    earlier: int
    later: int
    change: Change


@dataclass(frozen=True, slots=True)
class Series:
    """The rounds of one questionnaire, word for word the same.

    Attributes:
        rounds: released results that may be seen, the oldest first.
        pairs: in the order of the later round; each result tells of one earlier round at most.
        held: of each round with a result that may not be seen yet, the day from which it may.
        changed: how many have a stored result that is not the one that was released.
    """

    edition: Edition
    rounds: tuple[ReportView, ...]
    pairs: tuple[Pair, ...]
    held: tuple[date, ...] = ()
    changed: int = 0

    @property
    def kind(self) -> str:
        """Of the questionnaire."""
        return self.edition.instrument.kind

    @property
    def gaps(self) -> tuple[tuple[int, Missing], ...]:
        """Rounds that are not set beside the one before them, by place, and why."""
        told = {(pair.earlier, pair.later) for pair in self.pairs}
        places = pairwise(range(len(self.rounds)))
        return tuple((two[1], self._why(*two)) for two in places if two not in told)

    def same_groups(self, earlier: int, later: int) -> bool:
        """Whether groups were made of the same agencies in two rounds."""
        one, other = (
            {group.code: frozenset(group.agency_codes) for group in self.rounds[place].wave.groups}
            for place in (earlier, later)
        )
        return one == other

    def _why(self, earlier: int, later: int) -> Missing:
        if any(pair.later == later for pair in self.pairs):
            return "beside_another"
        nothing = any(not self.rounds[place].report.items for place in (earlier, later))
        return "few_people" if nothing else "few_counts"


@dataclass(frozen=True, slots=True)
class OverTime:
    """All questionnaires of a team of which a round was released, the first one first."""

    series: tuple[Series, ...]

    def of_kind(self, kind: str) -> tuple[Series, ...]:
        """Those of one kind: "values", "capacity", "readiness" or "other"."""
        return tuple(each for each in self.series if each.kind == kind)


@dataclass(frozen=True, slots=True)
class ScanRound:
    """A round of the environmental scan, and what stands otherwise than in the round before."""

    board: BoardView
    changes: tuple[ChangeView, ...]

    @property
    def became_known(self) -> int:
        """Statements of which something is known now, and was not."""
        return sum(each.before not in _SAYS and each.now in _SAYS for each in self.changes)

    @property
    def no_longer_known(self) -> int:
        """Statements of which something was known, and is not now."""
        return sum(each.before in _SAYS and each.now not in _SAYS for each in self.changes)

    @property
    def known_otherwise(self) -> int:
        """Statements of which something else is known now than was."""
        return sum(each.before in _SAYS and each.now in _SAYS for each in self.changes)


def over_time(team_id: str) -> OverTime:
    """The released rounds of a team, by questionnaire.

    Raises:
        NotFound: there is no such team.
    """
    team(team_id)
    editions: dict[str, list[WaveRecord]] = {}
    for record in sorted(stored_waves(team_id), key=lambda each: each.number):
        if record.state in _SHOWN and record.checksum is not None:
            editions.setdefault(record.checksum, []).append(record)
    return OverTime(tuple(_series(records) for records in editions.values()))


def scan_rounds(team_id: str) -> tuple[ScanRound, ...]:
    """The rounds of a team's scan, the first one first; one that has ended as on its last day.

    Raises:
        NotFound: there is no such team.
    """
    return tuple(
        ScanRound(scans.board(each.id), scan_settling.changes(each.id))
        for each in reversed(scans.scans(team_id))
    )


def tells_of(change: Change, earlier: DivergenceReport) -> bool:
    """Whether a stored change is one from this earlier result, by its figures.

    A change does not name the round that it starts from, but each of its statements repeats that
    round's figures.
    """
    if not change.items:
        return False
    known = {item.id: item.measures for item in earlier.items}
    for item in change.items:
        measures = known.get(item.id)
        if measures is None or measures.side_share is None or measures.typical_gap is None:
            return False
        same_side = isclose(measures.side_share, item.side_share.before, abs_tol=1e-12)
        if not (
            same_side and isclose(measures.typical_gap, item.typical_gap.before, abs_tol=1e-12)
        ):
            return False
    return True


def _series(records: list[WaveRecord]) -> Series:
    rounds: list[ReportView] = []
    held: list[date] = []
    changed = 0
    for record in records:
        try:
            rounds.append(report(record.id))
        except ResultHeld as until:
            held.append(until.shown_on)
        except ReportChanged:
            changed += 1
    return Series(edition_of(records[0]), tuple(rounds), _pairs(rounds), tuple(held), changed)


def _pairs(rounds: list[ReportView]) -> tuple[Pair, ...]:
    """Each result that tells of a change, and the last round before it that this starts from."""
    found: list[Pair] = []
    for later, view in enumerate(rounds):
        change = view.report.change
        if change is None:
            continue
        starts = [place for place in range(later) if tells_of(change, rounds[place].report)]
        if starts:
            found.append(Pair(starts[-1], later, change))
    return tuple(found)
