"""Release a closed wave, once, and hand out what was released: nothing else is ever shown."""

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from data.services import audit_log, holds
from data.services.editions import edition_of
from data.services.errors import NotFound, ReportChanged, ResultHeld, WaveStateError
from data.services.rows import SEED, agencies_by_group, wave_sheets, wave_terms
from data.services.wave_views import load_for, view
from data.store import releases as store
from data.store.releases import ReportRecord
from data.store.waves import WaveRecord
from data.store.waves import waves as team_waves
from data.views import CommentsView, ReportView
from scoring.door import Before, publish, released_sheets
from scoring.report import DivergenceReport, canonical_json, checksum, from_dict
from surveys.instrument import Instrument, TextItem

__all__ = [
    "FEWEST_COMMENTS",
    "CommentsView",
    "NotFound",
    "ReportChanged",
    "ReportView",
    "ResultHeld",
    "WaveStateError",
    "comments",
    "for_export",
    "release_wave",
    "report",
]

FEWEST_COMMENTS = 10
_RELEASED = ("released", "archived")


def release_wave(wave_id: str) -> ReportView:
    """Let the result of a closed wave through the door and freeze it. Twice is like once.

    Its hold begins; until that ends only facilitators of the team see it.

    Raises:
        WaveStateError: the wave is not closed yet.
        NotFound: there is no such wave.
    """
    record = load_for("result.release", wave_id)
    if record.state == "closed":
        audit_log.record("result.release", team_id=record.team_id, about=wave_id)
        earlier = _earlier(record)
        made = _report(record, earlier)
        kept = ReportRecord(body=canonical_json(made), sha256=checksum(made))
        beside = earlier.id if earlier is not None and made.change is not None else None
        store.keep_report(wave_id, kept, hold=holds.start(record, beside=beside))
    return report(wave_id)


def report(wave_id: str) -> ReportView:
    """The released result of a wave.

    Raises:
        WaveStateError: the wave has not been released.
        ResultHeld: it has, and is held from whoever does not run the team.
        ReportChanged: what is stored is not what was released.
        NotFound: there is no such wave.
    """
    record = load_for("result.see", wave_id)
    held_until = holds.keep_from_others(record)
    (kept, sha256), whole = _kept(wave_id), edition_of(record)
    return ReportView(
        report=kept,
        wave=view(record),
        edition=whole,
        comments=_comment_states(wave_id, whole.instrument),
        sha256=sha256,
        held_until=held_until,
    )


def comments(wave_id: str, question_id: str) -> CommentsView:
    """What people wrote to one question, if enough of them did; never by group.

    Raises:
        WaveStateError: the wave has not been released.
        NotFound: there is no such wave, or it asked no such question.
    """
    record = load_for("result.comments", wave_id)
    if question_id not in _questions(edition_of(record).instrument):
        raise NotFound(f"This wave asked no open question '{question_id}'.")
    texts = store.comments(wave_id, question_id)
    enough = len(texts) >= FEWEST_COMMENTS
    return CommentsView(
        question_id=question_id,
        texts=texts if enough else (),
        withheld=None if enough else "too_few_comments",
        needed=FEWEST_COMMENTS,
    )


def for_export(wave_id: str, *, as_what: str) -> ReportView:
    """The released result, to leave in a file; the log says who took it.

    Raises:
        WaveStateError, ResultHeld, ReportChanged, NotFound: as `report`.
        NotAllowed: files are for facilitators and consultants of the team.
    """
    record = load_for("result.export", wave_id)
    holds.keep_from_others(record)
    audit_log.record("result.export", team_id=record.team_id, about=wave_id, format=as_what)
    audit_log.keep_anchor()
    return report(wave_id)


def _report(record: WaveRecord, earlier: WaveRecord | None) -> DivergenceReport:
    instrument = edition_of(record).instrument
    return publish(
        wave_sheets(record, instrument),
        terms=wave_terms(record, instrument),
        facts=_facts(record, instrument),
        before=_before(record, earlier, instrument),
        seed=SEED,
    )


def _earlier(record: WaveRecord) -> WaveRecord | None:
    """The team's last released wave of the very same questions that enough people answered."""
    return next(
        (
            other
            for other in team_waves(record.team_id)  # the newest first
            if other.number < record.number
            and other.state in _RELEASED
            and other.checksum == record.checksum
            and _kept(other.id)[0].release.groups
        ),
        None,
    )


def _before(record: WaveRecord, last: WaveRecord | None, instrument: Instrument) -> Before | None:
    """That wave, to stand beside."""
    if last is None:
        return None
    kept, _ = _kept(last.id)
    sheets, terms = wave_sheets(last, instrument), wave_terms(last, instrument)
    return Before(
        report=kept,
        sheets=released_sheets(sheets, kept.release, terms=terms),
        same_groups=agencies_by_group(last) == agencies_by_group(record),
    )


def _kept(wave_id: str) -> tuple[DivergenceReport, str]:
    """The stored result and its checksum, if it is the one that was released."""
    kept = store.kept_report(wave_id)
    if kept is None or hashlib.sha256(kept.body.encode()).hexdigest() != kept.sha256:
        raise ReportChanged("The stored result is not the one that was released. Use a backup.")
    return _rebuilt(kept.body), kept.sha256


@lru_cache(maxsize=8)
def _rebuilt(body: str) -> DivergenceReport:
    """Frozen, so that all who look at a result may have the same one; its checksum is checked."""
    return from_dict(json.loads(body))


def _facts(record: WaveRecord, instrument: Instrument) -> Mapping[str, Mapping[str, int]]:
    tally = store.fact_tally(record.id)
    return {
        fact.id: {option: tally.get(fact.id, {}).get(option, 0) for option in fact.options}
        for fact in instrument.facts
        if fact.id in record.facts
    }


def _questions(instrument: Instrument) -> tuple[str, ...]:
    written = (*instrument.items, *instrument.open_questions)
    return tuple(item.id for item in written if isinstance(item, TextItem))


def _comment_states(
    wave_id: str, instrument: Instrument
) -> Mapping[str, Literal["shown", "too_few_comments"]]:
    return {
        question: "shown"
        if len(store.comments(wave_id, question)) >= FEWEST_COMMENTS
        else "too_few_comments"
        for question in _questions(instrument)
    }
