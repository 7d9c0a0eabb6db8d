"""Release a closed wave, once, and hand out what was released: nothing else is ever shown."""

import hashlib
import json
from collections.abc import Mapping
from typing import Literal

from data.services.editions import edition_of
from data.services.errors import NotFound, ReportChanged, WaveStateError
from data.services.wave_views import load, view, wrong_state
from data.store import releases as store
from data.store.releases import ReportRecord
from data.store.waves import GroupRecord, WaveRecord
from data.views import CommentsView, ReportView
from scoring.cube import Cube, count
from scoring.release import GroupShape, ItemShape, release
from scoring.report import DivergenceReport, canonical_json, checksum, divergence_report, from_dict
from surveys.counting import counted_items
from surveys.instrument import Instrument, TextItem
from surveys.sectors import SECTORS

__all__ = [
    "FEWEST_COMMENTS",
    "CommentsView",
    "NotFound",
    "ReportChanged",
    "ReportView",
    "WaveStateError",
    "comments",
    "release_wave",
    "report",
]

FEWEST_COMMENTS = 10
_RELEASED = ("released", "archived")
_BROAD = {sector.id: sector.broad for sector in SECTORS}


def release_wave(wave_id: str) -> ReportView:
    """Let the result of a closed wave through the door and freeze it. Twice is like once.

    Raises:
        WaveStateError: the wave is not closed yet.
        NotFound: there is no such wave.
    """
    record = load(wave_id)
    if record.state == "closed":
        made = _report(record)
        store.keep_report(wave_id, ReportRecord(body=canonical_json(made), sha256=checksum(made)))
    return report(wave_id)


def report(wave_id: str) -> ReportView:
    """The released result of a wave.

    Raises:
        WaveStateError: the wave has not been released.
        ReportChanged: what is stored is not what was released.
        NotFound: there is no such wave.
    """
    record = _released(wave_id)
    kept = store.kept_report(wave_id)
    if kept is None or hashlib.sha256(kept.body.encode()).hexdigest() != kept.sha256:
        raise ReportChanged("The stored result is not the one that was released. Use a backup.")
    whole = edition_of(record)
    return ReportView(
        report=from_dict(json.loads(kept.body)),
        wave=view(record),
        edition=whole,
        comments=_comment_states(wave_id, whole.instrument),
        sha256=kept.sha256,
    )


def comments(wave_id: str, question_id: str) -> CommentsView:
    """What people wrote to one question, if enough of them did; never by group.

    Raises:
        WaveStateError: the wave has not been released.
        NotFound: there is no such wave, or it asked no such question.
    """
    record = _released(wave_id)
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


def _released(wave_id: str) -> WaveRecord:
    record = load(wave_id)
    if record.state not in _RELEASED:
        needed = "released" if record.state == "closed" else "closed"
        raise wrong_state(record, needed=needed, to="see its result")
    return record


def _report(record: WaveRecord) -> DivergenceReport:
    instrument = edition_of(record).instrument
    released = release(
        _cube(record, instrument),
        items=[
            ItemShape(id=item.id, printed=item.printed, ordinal=item.ordinal)
            for item in counted_items(instrument)
        ],
        groups=[_shape(group) for group in record.groups],
        smallest_group=record.smallest_group,
        facts=_facts(record, instrument),
    )
    return divergence_report(released)


def _cube(record: WaveRecord, instrument: Instrument) -> Cube:
    items = {item.id: place for place, item in enumerate(counted_items(instrument))}
    groups = {group.code: place for place, group in enumerate(record.groups)}
    return count(
        [
            (groups[answer.group_code], items[answer.item], answer.level)
            for answer in store.counted_answers(record.id)
        ],
        levels=[item.levels for item in counted_items(instrument)],
        groups=len(groups),
        people=[group.answered or 0 for group in record.groups],
    )


def _shape(group: GroupRecord) -> GroupShape:
    """A group of mixed kinds has a kind of its own, so that it is nobody's nearest."""
    sectors = {str(member["sector"]) for member in group.members}
    broads = {_BROAD.get(sector, sector) for sector in sectors}
    return GroupShape(
        code=group.code,
        sector=sectors.pop() if len(sectors) == 1 else f"mixed {group.code}",
        broad=broads.pop() if len(broads) == 1 else f"mixed {group.code}",
        invited=group.people,
    )


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
