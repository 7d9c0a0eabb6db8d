"""What stands side by side of each team's released result, and of nothing else."""

import hashlib
import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.clock import today
from data.portfolio_views import ItemFigure, NoResult, ResultPlace
from data.store import portfolio as store
from data.store.portfolio import WaveRow

_OUT = ("released", "archived")
_MOST_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class _Digest:
    """The few figures of a result; they follow from its text, so its checksum names them."""

    people: int
    invited: int | None
    agreed: int
    stand_out: int | None
    by_chance: float | None
    figures: Mapping[str, ItemFigure]


@dataclass(frozen=True, slots=True)
class LastResult:
    """The last result of a team that may be shown, or why there is none."""

    result: ResultPlace | None = None
    no_result: NoResult | None = "not_released"
    newer_on_hold: bool = False


_digests: dict[str, _Digest] = {}
_lock = threading.Lock()


def last_results(waves: Iterable[WaveRow]) -> dict[str, LastResult]:
    """The last result of each team that may be shown, by team.

    Args:
        waves: of all of them, each team's newest first.
    """
    held = on_hold()
    candidates: dict[str, WaveRow] = {}
    waiting: set[str] = set()
    for wave in waves:
        if wave.state not in _OUT or wave.sha256 is None or wave.team_id in candidates:
            continue
        if wave.id in held:
            waiting.add(wave.team_id)
        else:
            candidates[wave.team_id] = wave
    digests = _read(list(candidates.values()))
    found = {team: LastResult(None, "on_hold", newer_on_hold=True) for team in waiting}
    for team, wave in candidates.items():
        digest = digests.get(wave.id)
        if digest is None:
            found[team] = LastResult(None, "changed", team in waiting)
        else:
            found[team] = LastResult(_place(wave, digest), None, team in waiting)
    return found


def on_hold() -> frozenset[str]:
    """Waves whose result others than a team's facilitators do not see today.

    One that tells what moved since another round waits for that round, too.
    """
    known, day = store.holds(), today()
    return frozenset(wave for wave in known if _is_held(wave, known, day=day))


def _is_held(
    wave: str | None, known: Mapping[str, tuple[date | None, str | None]], *, day: date
) -> bool:
    while wave is not None and wave in known:
        shown_on, beside = known[wave]
        if shown_on is not None and day < shown_on:
            return True
        wave = beside
    return False


def _read(waves: Sequence[WaveRow]) -> dict[str, _Digest]:
    """What is not known yet is read, and compared with its checksum once."""
    with _lock:
        known = {wave.id: _digests.get(wave.sha256 or "") for wave in waves}
    found = {wave: digest for wave, digest in known.items() if digest is not None}
    unknown = [wave.id for wave in waves if wave.id not in found]
    for wave_id, record in store.reports(unknown):
        if hashlib.sha256(record.body.encode()).hexdigest() == record.sha256:
            found[wave_id] = _keep(record.sha256, _digest(record.body))
    return found


def _keep(sha256: str, digest: _Digest) -> _Digest:
    with _lock:
        if len(_digests) >= _MOST_KEPT:
            _digests.pop(next(iter(_digests)))
        _digests[sha256] = digest
    return digest


def _digest(body: str) -> _Digest:
    plain = json.loads(body)
    figures: dict[str, ItemFigure] = {}
    for item in plain["items"]:
        measures, released = item["measures"], item["released"]
        if measures is not None and released["ordinal"]:
            figures[released["id"]] = ItemFigure(
                measures["people"], measures.get("side_share"), measures.get("typical_gap")
            )
    comparison = plain.get("comparison") or {}
    return _Digest(
        people=plain["release"]["people"],
        invited=plain["release"]["invited"],
        agreed=len(plain["agreed"]),
        stand_out=comparison.get("stand_out"),
        by_chance=comparison.get("expected_by_chance"),
        figures=figures,
    )


def _place(wave: WaveRow, digest: _Digest) -> ResultPlace:
    return ResultPlace(
        wave_id=wave.id,
        title=wave.title,
        closed_on=wave.closes_on,
        instrument_id=wave.instrument_id,
        instrument_version=wave.instrument_version,
        checksum=wave.checksum,
        people=digest.people,
        invited=digest.invited,
        statements=len(digest.figures),
        agreed=digest.agreed,
        stand_out=digest.stand_out,
        by_chance=digest.by_chance,
        figures=digest.figures,
    )
