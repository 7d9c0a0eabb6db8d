"""What stands side by side of each team's released result, and of nothing else.

Kinds of questionnaires are kept apart: what a team said of its values is not replaced by what it
said later of its capacity. Where people placed their work on stages there is no common ground.
"""

import hashlib
import json
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.clock import today
from data.portfolio_views import ItemFigure, NoResult, ResultPlace
from data.store import portfolio as store
from data.store.portfolio import WaveRow

_OUT = ("released", "archived")
_MOST_KEPT = 5_000
_KINDS = ("values", "other", "capacity", "readiness")
"""Of questionnaires, the one whose result stands for a team first."""
IN_STAGES = ("capacity", "readiness")


@dataclass(frozen=True, slots=True)
class _Digest:
    """The few figures of a result; they follow from its text, so its checksum names them."""

    people: int
    invited: int | None
    labelled: int
    agreed: int
    stand_out: int | None
    by_chance: float | None
    figures: Mapping[str, ItemFigure]


@dataclass(frozen=True, slots=True)
class LastResult:
    """The last result of a team that may be shown, or why there is none; and of other kinds."""

    result: ResultPlace | None = None
    no_result: NoResult | None = "not_released"
    newer_on_hold: bool = False
    others: tuple[ResultPlace, ...] = ()


_digests: dict[str, _Digest] = {}
_kinds: dict[str, str] = {}
_lock = threading.Lock()


def last_results(waves: Iterable[WaveRow]) -> dict[str, LastResult]:
    """The last result of each team that may be shown, by team.

    Args:
        waves: of all of them, each team's newest first.
    """
    held = on_hold()
    released = [wave for wave in waves if wave.state in _OUT and wave.sha256 is not None]
    kinds = _kinds_of({wave.checksum for wave in released if wave.checksum is not None})
    candidates: dict[tuple[str, str], WaveRow] = {}
    waiting: set[tuple[str, str]] = set()
    for wave in released:
        key = (wave.team_id, kinds.get(wave.checksum or "", "other"))
        if key in candidates:
            continue
        if wave.id in held:
            waiting.add(key)
        else:
            candidates[key] = wave
    digests = _read(list(candidates.values()))
    found: dict[str, dict[str, LastResult]] = defaultdict(dict)
    for team, kind in waiting:
        found[team][kind] = LastResult(None, "on_hold", newer_on_hold=True)
    for (team, kind), wave in candidates.items():
        is_waiting, digest = (team, kind) in waiting, digests.get(wave.id)
        place = None if digest is None else _place(wave, digest, kind=kind)
        found[team][kind] = LastResult(place, None if place else "changed", is_waiting)
    return {team: _with_others(by_kind) for team, by_kind in found.items()}


def on_hold() -> frozenset[str]:
    """Waves whose result others than a team's facilitators do not see today.

    One that tells what moved since another round waits for that round, too.
    """
    known, day = store.holds(), today()
    return frozenset(wave for wave in known if _is_held(wave, known, day=day))


def _with_others(by_kind: Mapping[str, LastResult]) -> LastResult:
    """The result of the first kind that a team has, with those of the others beside it."""
    first, *rest = (by_kind[kind] for kind in _KINDS if kind in by_kind)
    return replace(first, others=tuple(each.result for each in rest if each.result is not None))


def _kinds_of(checksums: set[str]) -> dict[str, str]:
    """The kind of each questionnaire, which follows from its text and so from its checksum."""
    with _lock:
        found = {each: _kinds[each] for each in checksums if each in _kinds}
    unknown = sorted(checksums - found.keys())
    read = store.questionnaires(unknown) if unknown else {}
    for checksum, body in read.items():
        kind = json.loads(body)["instrument"]["kind"]
        found[checksum] = kind if kind in _KINDS else "other"
    with _lock:
        _kinds.update({each: found[each] for each in read})
    return found


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
    labelled = 0
    for item in plain["items"]:
        measures, released = item["measures"], item["released"]
        if measures is not None and released["ordinal"]:
            labelled += measures.get("label") is not None
            figures[released["id"]] = ItemFigure(
                measures["people"], measures.get("side_share"), measures.get("typical_gap")
            )
    comparison = plain.get("comparison") or {}
    return _Digest(
        people=plain["release"]["people"],
        invited=plain["release"]["invited"],
        labelled=labelled,
        agreed=len(plain["agreed"]),
        stand_out=comparison.get("stand_out"),
        by_chance=comparison.get("expected_by_chance"),
        figures=figures,
    )


def _place(wave: WaveRow, digest: _Digest, *, kind: str) -> ResultPlace:
    labelled = 0 if kind in IN_STAGES else digest.labelled
    return ResultPlace(
        wave_id=wave.id,
        title=wave.title,
        closed_on=wave.closes_on,
        instrument_id=wave.instrument_id,
        instrument_version=wave.instrument_version,
        checksum=wave.checksum,
        people=digest.people,
        invited=digest.invited,
        kind=kind,
        statements=len(digest.figures),
        labelled=labelled,
        agreed=digest.agreed if labelled else None,
        stand_out=digest.stand_out,
        by_chance=digest.by_chance,
        figures=digest.figures,
    )
