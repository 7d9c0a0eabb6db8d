"""The teams of a consultant side by side, as far as each of them agreed.

What is allowed is read first. Everything else is read within the scope of the teams that agreed, so
that both walls keep the others out, and within the teams in which the one who looks has a role. A
benchmark is made from teams whose results that person may open one by one, and is stored nowhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from data.clock import today
from data.portfolio_views import (
    EditionBenchmark,
    FamilyPlace,
    GapPlace,
    ItemBenchmark,
    PortfolioView,
    ResultPlace,
    ScanPlace,
    TeamPlace,
)
from data.services import editions
from data.services.authority import actor, may, permit
from data.services.portfolio_comparing import by_result, own_reason
from data.services.portfolio_results import IN_STAGES, LastResult, last_results
from data.services.portfolio_scans import scan_places
from data.services.rules import Action
from data.services.teams import permit_within
from data.store import portfolio as store
from data.store.portfolio import GapRows, TeamRow, WaveRow
from data.store.scope import within
from scoring.benchmarks import GAP_STEP, SHARE_STEP, Benchmark, TeamFigure, benchmark


@dataclass(frozen=True, slots=True)
class Allowed:
    """The teams in reach that agreed to something.

    Attributes:
        roles: how many teams there are in reach, with and without those.
    """

    shown: frozenset[str]
    counted: frozenset[str]
    roles: int

    @property
    def told_of(self) -> frozenset[str]:
        """The teams of which something goes into a view, be it in a benchmark alone."""
        return self.shown | self.counted


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read of all teams, by team."""

    waves: Mapping[str, list[WaveRow]]
    results: Mapping[str, LastResult]
    scans: Mapping[str, ScanPlace]
    gaps: Mapping[str, GapPlace]
    families: Mapping[str, FamilyPlace]


def portfolio() -> PortfolioView:
    """All teams of the one who acts that agreed, side by side, and where their middle half lies.

    Raises:
        NotAllowed: nobody acts, or somebody who has no teams by what they are.
    """
    return view_of(allowed(own_teams("portfolio.see")))


def one(team_id: str) -> PortfolioView:
    """The same as seen from one team, which is in it only if it agreed.

    Raises:
        NotFound: there is no such team.
        NotAllowed: portfolios are for facilitators and consultants.
    """
    permit_within("portfolio.see", team_id=team_id)
    return portfolio()


def has_several() -> bool:
    """Whether the one who acts has more than one team that could stand here."""
    mine = own_teams("portfolio.see")
    return len(store.teams() if mine is None else mine) > 1


def own_teams(action: Action) -> frozenset[str] | None:
    """The teams in which the one who acts may do this; None stands for all there are.

    Raises:
        NotAllowed: nobody acts, or somebody who has no teams by what they are.
    """
    who = actor()
    if who.kind != "person":
        permit(action)
        return None
    return frozenset(team for team in who.teams if may(action, team_id=team))


def view_of(agreed: Allowed) -> PortfolioView:
    """Some of the teams in reach, side by side."""
    places = _places(agreed.told_of)
    return PortfolioView(
        as_of=today(),
        roles=agreed.roles,
        places=tuple(place for place in places if place.team_id in agreed.shown),
        benchmarks=_benchmarks(place for place in places if place.team_id in agreed.counted),
    )


def allowed(mine: frozenset[str] | None) -> Allowed:
    """Who of some teams agreed, and to what; None stands for all teams in reach."""
    rows = [row for row in store.consents() if mine is None or row["team_id"] in mine]
    return Allowed(
        shown=frozenset(row["team_id"] for row in rows if row["shown"]),
        counted=frozenset(row["team_id"] for row in rows if row["counted"]),
        roles=len(store.teams()) if mine is None else len(mine),
    )


def _places(agreed: frozenset[str]) -> tuple[TeamPlace, ...]:
    """Where teams stand; outside of those that agreed nothing can be read in here."""
    if not agreed:
        return ()
    with within(agreed):
        teams, waves = store.teams(), store.waves()
        results, scans = last_results(waves), scan_places(store.scans())
        gaps = store.gaps()
    by_team: dict[str, list[WaveRow]] = defaultdict(list)
    for wave in waves:
        by_team[wave.team_id].append(wave)
    known = _Known(by_team, results, scans, _gap_places(gaps), _family_places(gaps))
    return tuple(_place(team, known) for team in teams)


def _place(team: TeamRow, known: _Known) -> TeamPlace:
    waves = known.waves.get(team.id, [])
    newest = waves[0] if waves else None  # they come newest first
    last = known.results.get(team.id, LastResult())
    return TeamPlace(
        team_id=team.id,
        name=team.name,
        jurisdiction=team.jurisdiction,
        demo=team.demo,
        stage=newest.state if newest else "none",
        wave_title=newest.title if newest else "",
        wave_day=newest.closes_on if newest else None,
        released=sum(1 for wave in waves if wave.state in ("released", "archived")),
        result=last.result,
        no_result=last.no_result,
        newer_on_hold=last.newer_on_hold,
        others=last.others,
        scan=known.scans.get(team.id),
        gaps=known.gaps.get(team.id, GapPlace(0, None, {}, None)),
        families=known.families.get(team.id, FamilyPlace(0, 0, 0)),
    )


def _gap_places(rows: GapRows) -> dict[str, GapPlace]:
    kinds: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    days: dict[str, list[date]] = defaultdict(list)
    for row in rows.findings:
        team = row["team_id"]
        kinds[team][row["gap"]] += 1
        day = rows.oldest.get((team, row["id"]))
        days[team] += [day] if day is not None else []
    teams = {*kinds, *rows.tiers, *rows.services}
    return {
        team: GapPlace(
            services=rows.services.get(team, 0),
            tier=rows.tiers.get(team),
            kinds=dict(sorted(kinds[team].items())),
            oldest=min(days[team], default=None),
        )
        for team in teams
    }


def _family_places(rows: GapRows) -> dict[str, FamilyPlace]:
    plans = Counter(row["team_id"] for row in rows.plans)
    sessions = Counter(row["team_id"] for row in rows.sessions)
    over = Counter(row["team_id"] for row in rows.sessions if row["state"] == "over")
    return {
        team: FamilyPlace(plans[team], sessions[team], over[team]) for team in {*plans, *sessions}
    }


def _benchmarks(places: Iterable[TeamPlace]) -> tuple[EditionBenchmark, ...]:
    """One for each questionnaire, that of most teams first."""
    day = today()
    by_edition: dict[str, list[ResultPlace]] = defaultdict(list)
    for place in (each for team in places for each in by_result(team)):
        result = place.result
        if result is None or own_reason(place, "values", as_of=day) is not None:
            continue
        by_edition[result.checksum or ""].append(result)
    found = [_benchmark(checksum, results) for checksum, results in by_edition.items()]
    return tuple(sorted(found, key=lambda each: (-each.response.teams, each.instrument_id)))


def _benchmark(checksum: str, results: list[ResultPlace]) -> EditionBenchmark:
    first = results[0]
    named = (checksum, first.instrument_id, first.instrument_version)
    response = _of([(each.response, each.people) for each in results], step=SHARE_STEP)
    shares = [(each.agreed_share, each.people) for each in results]
    agreed = None if first.kind in IN_STAGES else _of(shares, step=SHARE_STEP)
    if response.refused is not None:
        return EditionBenchmark(*named, response, agreed)
    edition = editions.of_wave(first.wave_id)
    ids = dict.fromkeys(item for each in results for item in each.figures)
    items = tuple(
        ItemBenchmark(
            item,
            _of([_share(each, item) for each in results], step=SHARE_STEP),
            _of([_gap(each, item) for each in results], step=GAP_STEP),
        )
        for item in ids
    )
    return EditionBenchmark(*named, response, agreed, edition, items)


def _share(result: ResultPlace, item: str) -> tuple[float | None, int]:
    figure = result.figures.get(item)
    return (figure.side_share, figure.people) if figure else (None, 0)


def _gap(result: ResultPlace, item: str) -> tuple[float | None, int]:
    figure = result.figures.get(item)
    return (figure.typical_gap, figure.people) if figure else (None, 0)


def _of(figures: Iterable[tuple[float | None, int]], *, step: float) -> Benchmark:
    """Of those teams of which the figure was released."""
    known = [TeamFigure(value, people) for value, people in figures if value is not None and people]
    return benchmark(known, step=step)
