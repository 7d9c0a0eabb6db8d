"""What a report can be written from, with the permission that each part asks for."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from data.exports.content import ReportContent, content_of
from data.exports.report.gather import KEYS, report, titles
from data.exports.report.sources import Sources
from data.family_findings import FamilyFindings
from data.guide_views import PrinciplesView
from data.services import (
    action_files,
    audit_log,
    principles,
    release,
    resource_files,
    scan_files,
)
from data.services.actions import actions
from data.services.authority import may, permit
from data.services.directories import imports
from data.services.families import studies
from data.services.family_files import findings_of
from data.services.guides import guide
from data.services.report_keeping import THEMES
from data.services.resource_hiding import hiding
from data.services.rules import Action
from data.services.scans import scans
from data.services.wave_views import load_for
from data.store import directories as listings_store
from data.views import ReportView

LANGUAGES = ("en", "es")
"""Those that reports are written in."""

ASKS: Mapping[str, Action] = {
    "scan": "scan.export",
    "gaps": "resources.export",
    THEMES: "families.export",
    "guide": "guide.see",
    "principles": "principles.see",
    "plan": "actions.export",
}
"""Parts that are made of more than the round, and what one must be allowed for each."""

_NAME_PLACES = frozenset({"gaps", "plan"})
"""Parts in which an address may stand that becomes confidential later."""

_LEFT_OUT = ("every", THEMES)
"""Parts that are not chosen from the start: a long table, and what is for the team alone."""

_WHY_NOT = {
    "scan": "No scan was begun yet.",
    "gaps": "No directory of resources was brought in yet.",
    THEMES: "No family group is planned yet.",
    "principles": "No principles were written yet.",
    "plan": "Nothing was planned yet.",
    "readiness": "This questionnaire has no parts of readiness and no gates.",
    "change": "There is no earlier round to set beside this one.",
    "groups": "No two groups can be set beside each other in this round.",
    "facts": "Nothing that people said of themselves can be shown.",
}
_NOTHING = "There is nothing to say here in this round."
_NOT_YOURS = "You may not take this part out of the program."


@dataclass(frozen=True, slots=True)
class PartChoice:
    """A part that a report may have.

    Attributes:
        key: as `data.exports.report.gather` names it.
        title: its heading in English.
        why_not: why it cannot be chosen, in a sentence; empty if it can.
        usual: it is chosen unless somebody says otherwise.
    """

    key: str
    title: str
    why_not: str
    usual: bool


def part_choices(wave_id: str) -> tuple[PartChoice, ...]:
    """All parts in reading order, each with why it cannot be chosen, if so.

    Raises:
        WaveStateError, ResultHeld, ReportChanged, NotFound: as `data.services.release.report`.
        NotAllowed: reports are for facilitators and consultants of the team.
    """
    team_id = load_for("result.export", wave_id).team_id
    view = release.report(wave_id)
    said = _said(view)
    there = {
        "scan": lambda: bool(scans(team_id)),
        "gaps": lambda: bool(imports(team_id)),
        THEMES: lambda: bool(studies(team_id)),
        "guide": lambda: bool(guide(wave_id).picks),
        "principles": lambda: _are_written(principles.current(team_id)),
        "plan": lambda: any(not each.removed for each in actions(team_id)),
    }
    made = []
    for key, title in titles("en").items():
        if key in ASKS:
            why_not = _why_not_of(team_id, key, is_there=there[key])
        else:
            why_not = "" if key in said else _WHY_NOT.get(key, _NOTHING)
        made.append(PartChoice(key, title, why_not, not why_not and key not in _LEFT_OUT))
    return tuple(made)


def languages_of(view: ReportView) -> tuple[str, ...]:
    """Languages that a report of this round can be in: its questions must be worded in them."""
    worded = tuple(each for each in view.wave.languages if each in LANGUAGES)
    return worded or LANGUAGES[:1]


def sources(
    wave_id: str, *, parts: Collection[str], language: str, as_what: str
) -> tuple[Sources, str]:
    """What a report with these parts is written from; the log says that it leaves.

    Args:
        as_what: the kind of file, for the log.

    Returns:
        The sources, and a fingerprint of what may be told in them, as `basis_now` makes it.

    Raises:
        WaveStateError, ResultHeld, ReportChanged, NotFound: as `data.services.release.report`.
        NotAllowed: the one who acts may not take one of the parts.
    """
    view = release.for_export(wave_id, as_what=as_what)
    team_id = view.wave.team_id
    for key in parts:
        if key in ASKS:
            permit(ASKS[key], team_id=team_id)
    themes = _themes(team_id, language) if THEMES in parts else ()
    basis = _basis(team_id, parts, themes)  # first: what is hidden meanwhile must not match it
    if themes:
        audit_log.record("families.export", team_id=team_id, about=team_id, format=as_what)
    gathered = Sources(
        wave=content_of(view, language=language),
        scan=scan_files.for_export(team_id, as_what=as_what)
        if "scan" in parts and scans(team_id)
        else None,
        gaps=resource_files.for_export(team_id, as_what=as_what)
        if "gaps" in parts and imports(team_id)
        else None,
        themes=themes,
        guide=guide(wave_id, language) if "guide" in parts else None,
        principles=principles.current(team_id) if "principles" in parts else None,
        plan=action_files.for_export(team_id, as_what=as_what).plan if "plan" in parts else None,
    )
    return gathered, basis


def basis_now(team_id: str, *, parts: Collection[str], language: str) -> str:
    """A fingerprint of what may be told in these parts at this moment.

    It is another one once families take words back or an address becomes confidential. Empty for
    parts that hold neither.

    Raises:
        NotAllowed: the one who acts may not take out what families said.
    """
    if THEMES not in parts:
        return _basis(team_id, parts, ())
    permit("families.export", team_id=team_id)
    return _basis(team_id, parts, _themes(team_id, language))


def _basis(team_id: str, parts: Collection[str], themes: tuple[FamilyFindings, ...]) -> str:
    told: list[object] = list(themes)
    if not _NAME_PLACES.isdisjoint(parts):
        told += [hiding(listings_store.listings(team_id)).everything()]
    return hashlib.sha256(repr(told).encode()).hexdigest() if told else ""


def _themes(team_id: str, language: str) -> tuple[FamilyFindings, ...]:
    """The findings of every plan, that which was changed last first."""
    plans = sorted(studies(team_id), key=lambda each: (each.saved_on, each.id), reverse=True)
    return tuple(findings_of(team_id, each.id, language=language) for each in plans)


def _are_written(view: PrinciplesView) -> bool:
    return bool(view.lines or view.mission.words or view.vision.words)


def _why_not_of(team_id: str, key: str, *, is_there: Callable[[], bool]) -> str:
    if not may(ASKS[key], team_id=team_id):
        return _NOT_YOURS
    return "" if is_there() else _WHY_NOT.get(key, _NOTHING)


def _said(view: ReportView) -> frozenset[str]:
    """The parts in which this round has something to say."""
    return _parts_of(_Known(view.sha256, content_of(view)))


@dataclass(frozen=True)
class _Known:
    """A released round, which its checksum stands for."""

    sha256: str
    content: ReportContent = field(compare=False, repr=False)


@lru_cache(maxsize=8)
def _parts_of(known: _Known) -> frozenset[str]:
    own = tuple(key for key in KEYS if key not in ASKS)
    return frozenset(part.key for part in report(known.content, parts=own).parts)
