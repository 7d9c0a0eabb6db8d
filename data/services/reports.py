"""Reports to hand out: begun with one click, made beside, and kept for some days to be fetched."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from data import sealed_words
from data.clock import seconds, today
from data.exports.report.formats import REPORT_FORMATS
from data.exports.report.gather import KEYS, report, titles
from data.services import audit_log, holds, release, report_keeping, report_work
from data.services.authority import actor, permit
from data.services.errors import NotFound, ReportChanged, ResultHeld, WaveStateError
from data.services.report_keeping import KEEP_DAYS
from data.services.report_sources import (
    ASKS,
    LANGUAGES,
    PartChoice,
    basis_now,
    languages_of,
    part_choices,
    sources,
)
from data.services.report_work import LEASE, Job
from data.services.teams import team
from data.services.wave_views import load_for
from data.store import reports as store
from data.tokens import new_id

__all__ = [
    "KEEP_DAYS",
    "LANGUAGES",
    "MadeView",
    "NotFound",
    "PartChoice",
    "ReportChanged",
    "ResultHeld",
    "Taken",
    "WaveStateError",
    "begin",
    "languages",
    "made",
    "part_choices",
    "part_titles",
    "take",
    "write",
]

State = Literal["making", "ready", "failed", "cut_off"]
_GONE = "This report is not here any more. Make it again."
_NOT_READY = "This report is not ready."
_CHANGED = (
    "What may be shown has changed since this report was made: what families said, or which "
    "addresses are confidential. Make it again."
)
_BUSY = (
    "A report of this kind with other parts is being made just now. Wait until it is ready, then "
    "make yours. Nothing was begun."
)


@dataclass(frozen=True, slots=True)
class MadeView:
    """A report that is being made or was.

    Attributes:
        state: whether its file is there; "cut_off" is one whose process ended under it.
        done: parts that are written, of `total` steps; the last one is the file.
        problem: why there is no file, in a sentence; empty unless it failed.
        made_on: the day on which it was begun.
    """

    id: str
    team_id: str
    wave_id: str
    format: str
    language: str
    parts: tuple[str, ...]
    state: State
    done: int
    total: int
    problem: str
    made_by_name: str
    made_on: date

    @property
    def for_the_team(self) -> bool:
        """Whether it may hold words of families, which are not for others."""
        return report_keeping.holds_words(self.parts)


@dataclass(frozen=True, slots=True)
class Taken:
    """A file and how it goes out."""

    name: str
    media_type: str
    content: bytes


def languages(wave_id: str) -> tuple[str, ...]:
    """Languages that a report of this round can be in, the usual one first.

    Raises:
        WaveStateError, ResultHeld, ReportChanged, NotFound: as `data.services.release.report`.
    """
    load_for("result.export", wave_id)
    return languages_of(release.report(wave_id))


def part_titles(parts: Collection[str]) -> tuple[str, ...]:
    """The headings of parts in English, in reading order."""
    return tuple(title for key, title in titles("en").items() if key in parts)


def begin(
    wave_id: str, *, parts: Collection[str], formats: Collection[str], language: str = "en"
) -> tuple[MadeView, ...]:
    """Begin to make a report in some kinds of files; the same one that is being made goes on.

    Args:
        parts: keys of `data.exports.report.gather.KEYS`, in any order.
        formats: keys of `data.exports.report.formats.REPORT_FORMATS`.
        language: one of `LANGUAGES`.

    Returns:
        One for each kind of file, in the order of `REPORT_FORMATS`.

    Raises:
        ValueError: no part or no kind of file is chosen, or one that there is not.
        WaveStateError: a report of one of these kinds with other parts is being made just now.
        WaveStateError, ResultHeld, ReportChanged, NotFound: as `data.services.release.report`.
        NotAllowed: the one who acts may not take one of the parts.
    """
    chosen, kinds = _checked(parts, formats, language)
    team_id = _permitted(wave_id, chosen, language=language)
    audit_log.record(
        "report.make",
        team_id=team_id,
        about=wave_id,
        format=", ".join(kinds),
        language=language,
        parts=", ".join(chosen),
    )
    rows = [_row(wave_id, kind, parts=chosen, language=language) for kind in kinds]
    begun = store.begin(team_id, rows, alive_since=seconds() - LEASE)
    if begun.busy:
        raise WaveStateError(_BUSY)
    report_keeping.destroy_keys(begun.removed)
    new = {row["id"]: row["format"] for row in rows if row["id"] in begun.new}
    if new:
        report_work.start(Job(team_id, wave_id, chosen, language, new))
    views = {each.id: each for each in map(_view, store.listed(team_id, wave_id))}
    return tuple(views[each] for each in begun.ids if each in views)


def made(wave_id: str) -> tuple[MadeView, ...]:
    """Reports of a round that are being made or are kept.

    Raises:
        WaveStateError, ResultHeld, NotFound: as `data.services.release.report`.
        NotAllowed: reports are for facilitators and consultants of the team.
    """
    record = load_for("result.export", wave_id)
    holds.keep_from_others(record)
    return tuple(_view(row) for row in store.listed(record.team_id, wave_id))


def take(team_id: str, report_id: str) -> Taken:
    """The file of a report, if the one who asks may have all of it at this moment.

    Raises:
        NotFound: there is none, or none any more.
        WaveStateError: it is not ready, or what families said has changed since.
        ResultHeld, ReportChanged: as `data.services.release.report`.
        NotAllowed: the one who acts may not take one of its parts.
    """
    team(team_id)
    permit("result.export", team_id=team_id)
    row = store.whole(team_id, report_id)
    if row is None:
        raise NotFound(_GONE)
    _permitted(row["wave_id"], row["parts"], language=row["language"])
    view = _view(row)
    if view.state != "ready":
        raise WaveStateError(view.problem or _NOT_READY)
    content = row["content"]
    if row["basis"] != basis_now(team_id, parts=view.parts, language=view.language):
        raise WaveStateError(_CHANGED)
    if report_keeping.holds_words(view.parts):
        content = _opened(report_id, content)
    audit_log.record("report.take", team_id=team_id, about=view.wave_id, format=view.format)
    audit_log.keep_anchor()
    chosen = REPORT_FORMATS[view.format]
    whose = "-for-the-team" if view.for_the_team else ""
    name = f"report-{view.wave_id}-{view.language}{whose}.{chosen.key}"
    return Taken(name, chosen.media_type, content)


def write(wave_id: str, *, parts: Collection[str], format_key: str, language: str = "en") -> bytes:
    """The file of a report, made at once and kept nowhere.

    Raises:
        As `begin`.
    """
    chosen, (kind,) = _checked(parts, (format_key,), language)
    team_id = _permitted(wave_id, chosen, language=language)
    audit_log.record(
        "report.make",
        team_id=team_id,
        about=wave_id,
        format=kind,
        language=language,
        parts=", ".join(chosen),
    )
    whole, _ = sources(wave_id, parts=chosen, language=language, as_what=f"report: {kind}")
    return REPORT_FORMATS[kind].write(report(whole, parts=chosen, language=language))


def _permitted(wave_id: str, parts: Collection[str], *, language: str) -> str:
    """The team, if the one who acts may take these parts of this round now."""
    team_id = load_for("result.export", wave_id).team_id
    view = release.report(wave_id)  # it may be held, or be another than was released
    worded = languages_of(view)
    if language not in worded:
        raise ValueError(f"language: the questions of this round are in {', '.join(worded)} only.")
    for key in parts:
        if key in ASKS:
            permit(ASKS[key], team_id=team_id)
    return team_id


def _checked(
    parts: Collection[str], formats: Collection[str], language: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Parts and kinds of files in our order."""
    chosen = tuple(key for key in KEYS if key in parts)
    kinds = tuple(key for key in REPORT_FORMATS if key in formats)
    if not chosen or set(parts) - set(KEYS):
        raise ValueError(f"parts: choose at least one of {', '.join(KEYS)}.")
    if not kinds or set(formats) - set(REPORT_FORMATS):
        raise ValueError(f"format: choose at least one of {', '.join(REPORT_FORMATS)}.")
    if language not in LANGUAGES:
        raise ValueError(f"language: choose one of {', '.join(LANGUAGES)}, not '{language}'.")
    return chosen, kinds


def _opened(report_id: str, content: bytes) -> bytes:
    try:
        return report_keeping.unseal(report_id, content)
    except sealed_words.WordsGone:
        raise NotFound(_GONE) from None


def _row(wave_id: str, kind: str, *, parts: tuple[str, ...], language: str) -> dict[str, Any]:
    who = actor()
    return {
        "id": new_id(),
        "wave_id": wave_id,
        "format": kind,
        "language": language,
        "parts": list(parts),
        "state": "making",
        "done": 0,
        "total": len(parts) + 1,
        "seen": seconds(),
        "problem": "",
        "basis": "",
        "content": None,
        "made_by": who.id,
        "made_by_name": who.name,
        "made_on": today(),
    }


def _view(row: store.Row) -> MadeView:
    named = {name: row[name] for name in MadeView.__dataclass_fields__ if name != "state"}
    state: State = row["state"]
    if state == "making" and row["seen"] < seconds() - LEASE:
        state = "cut_off"
    return MadeView(**{**named, "parts": tuple(row["parts"])}, state=state)
