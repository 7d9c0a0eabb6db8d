"""Draft, open and watch a wave."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from data.clock import today
from data.keyring import has_wave_key, keep_wave_key
from data.sealing import new_wave_key
from data.services import audit_log
from data.services.authority import permit
from data.services.closing import close_due_waves, close_wave
from data.services.drafting import WaveDraft, checked, problems_at_opening
from data.services.editions import edition, edition_of, frozen
from data.services.errors import NotFound, WaveProblems, WaveStateError
from data.services.grouping import reporting_groups
from data.services.teams import team
from data.services.wave_views import load, load_for, view, wrong_state
from data.store import opening
from data.store import waves as store
from data.store.connections import times_commits
from data.store.waves import GroupRecord
from data.tokens import new_id
from data.views import AgencyView, GroupView, Progress, TeamView, WaveView
from surveys.instrument import Edition

__all__ = [
    "GroupView",
    "NotFound",
    "Progress",
    "WaveProblems",
    "WaveStateError",
    "WaveView",
    "archive_wave",
    "close_due_waves",
    "close_wave",
    "delete_draft",
    "draft_wave",
    "open_wave",
    "preview_groups",
    "progress",
    "update_draft",
    "wave",
    "waves",
    "without_key",
]


def draft_wave(
    team_id: str,
    instrument_id: str,
    *,
    version: str | None = None,
    languages: Sequence[str],
    smallest_group: int = 5,
    closes_on: date,
    facts: Sequence[str] | None = None,
    merges: Sequence[Sequence[str]] = (),
    title: str | None = None,
) -> WaveView:
    """A new wave in draft; until it opens everything about it may change.

    Args:
        version: the last one unless named.
        facts: what the form asks about the respondent; None asks what may be shown for the team.
        merges: agency codes to be counted together beyond what the rule asks.
        title: what the team calls it; the questionnaire's own title unless named.

    Raises:
        WaveProblems: all entries that need another look.
        NotFound: there is no such team or questionnaire.
    """
    roster = team(team_id)
    permit("wave.draft", team_id=team_id)
    whole = edition(team_id, instrument_id, version)
    entered = WaveDraft(
        title=title or _own_title(roster, _usual_title(whole, languages)),
        languages=tuple(languages),
        smallest_group=smallest_group,
        closes_on=closes_on,
        facts=_default_facts(whole) if facts is None else tuple(facts),
        merges=tuple(tuple(merge) for merge in merges),
    )
    asked = whole.instrument
    values = {"instrument_id": asked.id, "instrument_version": asked.version}
    wave_id = new_id()
    draft = checked(entered, roster=roster, edition=whole)
    audit_log.record("wave.draft", team_id=team_id, about=wave_id)
    store.add_draft(wave_id, team_id=team_id, values=values | draft.values())
    return wave(wave_id)


def update_draft(
    wave_id: str,
    *,
    languages: Sequence[str] | None = None,
    smallest_group: int | None = None,
    closes_on: date | None = None,
    facts: Sequence[str] | None = None,
    merges: Sequence[Sequence[str]] | None = None,
    title: str | None = None,
) -> WaveView:
    """Change what is given, leave the rest.

    Raises:
        WaveProblems: all entries that need another look.
        WaveStateError: the wave is no draft any more.
        NotFound: there is no such wave.
    """
    record = load_for("wave.change", wave_id)
    entered = WaveDraft(
        title=title or record.title,
        languages=record.languages if languages is None else tuple(languages),
        smallest_group=smallest_group or record.smallest_group,
        closes_on=closes_on or record.closes_on,
        facts=record.facts if facts is None else tuple(facts),
        merges=record.merges if merges is None else tuple(tuple(merge) for merge in merges),
    )
    draft = checked(entered, roster=team(record.team_id), edition=edition_of(record))
    audit_log.record("wave.change", team_id=record.team_id, about=wave_id)
    if not store.change_draft(wave_id, draft.values()):
        raise wrong_state(load(wave_id), needed="draft", to="change it")
    return wave(wave_id)


def delete_draft(wave_id: str) -> None:
    """Remove a wave that never opened.

    Raises:
        WaveStateError: it did open.
        NotFound: there is no such wave.
    """
    record = load_for("wave.delete", wave_id)
    audit_log.record("wave.delete", team_id=record.team_id, about=wave_id)
    if not store.remove_draft(wave_id):
        raise wrong_state(load(wave_id), needed="draft", to="delete it")


def preview_groups(
    team_id: str, *, smallest_group: int = 5, merges: Sequence[Sequence[str]] = ()
) -> tuple[GroupView, ...]:
    """The reporting groups as they would be; none when the whole team is too small.

    Raises:
        NotFound: there is no such team.
    """
    agencies = team(team_id).agencies
    return reporting_groups(agencies, smallest_group=smallest_group, merges=merges)


def open_wave(wave_id: str) -> WaveView:
    """Freeze questions, groups, languages and the closing date, and make the key.

    Raises:
        WaveProblems: something keeps it from opening; the sentences say what.
        WaveStateError: it is no draft any more, or was changed at this moment.
        NotFound: there is no such wave.
    """
    record = load_for("wave.open", wave_id)
    roster, whole = team(record.team_id), edition_of(record)
    if times_commits():
        raise WaveStateError(
            "The database writes down when each answer comes. Ask whoever runs it to turn off "
            "'track_commit_timestamp', then open the wave."
        )
    problems = problems_at_opening(record, roster=roster, edition=whole)
    if problems:
        raise WaveProblems(problems)
    asked = opening.Opening(
        seen_wave=record,
        seen_team=roster,
        edition=frozen(whole),
        groups=_frozen_groups(view(record).groups, roster),
        opened_on=today(),
    )
    audit_log.record("wave.open", team_id=record.team_id, about=wave_id)
    if not opening.open_wave(asked, make_key=lambda: _new_key(wave_id)):
        raise WaveStateError("This wave was changed or opened just now. Look at it again.")
    return wave(wave_id)


def waves(team_id: str) -> tuple[WaveView, ...]:
    """A team's waves, the newest first.

    Raises:
        NotFound: there is no such team.
    """
    team(team_id)
    return tuple(view(record) for record in store.waves(team_id))


def wave(wave_id: str) -> WaveView:
    """One wave.

    Raises:
        NotFound: there is none with this id.
    """
    return view(load_for("wave.see", wave_id))


def progress(wave_id: str) -> Progress:
    """How many of how many have answered: the same for everybody, whatever their role.

    Raises:
        NotFound: there is no such wave.
    """
    record = load_for("wave.see", wave_id)
    counted = [group.answered for group in record.groups if group.answered is not None]
    answered = sum(counted) if counted else store.used_invitations(wave_id)
    return Progress(answered=answered, invited=view(record).invited)


def without_key() -> tuple[str, ...]:
    """Open waves whose key is not in the folder of keys, by id: nobody can answer them."""
    return tuple(wave_id for wave_id in store.open_waves() if not has_wave_key(wave_id))


def all_without_key() -> bool:
    """Some waves are open, and the folder of keys has the key of none: it is another folder."""
    opened = store.open_waves()
    return bool(opened) and not any(has_wave_key(wave_id) for wave_id in opened)


def archive_wave(wave_id: str) -> WaveView:
    """Put a released wave away; its result can still be seen.

    Raises:
        WaveStateError: it is not released.
        NotFound: there is no such wave.
    """
    record = load_for("wave.archive", wave_id)
    audit_log.record("wave.archive", team_id=record.team_id, about=wave_id)
    if not store.move(wave_id, before="released", after="archived"):
        raise wrong_state(load(wave_id), needed="released", to="put it in the archive")
    return wave(wave_id)


def _new_key(wave_id: str) -> bytes:
    key = new_wave_key()
    keep_wave_key(wave_id, key)
    return key.public


def _default_facts(whole: Edition) -> tuple[str, ...]:
    return tuple(
        fact.id
        for fact in whole.instrument.facts
        if fact.source == "respondent" and fact.use == "whole_group_only"
    )


def _usual_title(whole: Edition, languages: Sequence[str]) -> str:
    """The questionnaire's title; its id where its words may leave in no file, as a title does."""
    if not whole.instrument.wording_may_be_exported:
        return whole.instrument.id
    return whole.wording(languages[0] if languages else "").title


def _own_title(roster: TeamView, title: str) -> str:
    """A title, numbered from the second wave on."""
    taken = {known.title for known in store.waves(roster.id)}
    names = (title if number == 1 else f"{title} {number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _frozen_groups(groups: tuple[GroupView, ...], roster: TeamView) -> tuple[GroupRecord, ...]:
    by_code = {agency.code: agency for agency in roster.agencies}
    return tuple(
        GroupRecord(
            code=group.code,
            names=group.name,
            members=tuple(_member(by_code[code]) for code in group.agency_codes),
            people=group.people,
        )
        for group in groups
    )


def _member(agency: AgencyView) -> dict[str, Any]:
    return {
        "code": agency.code,
        "name": agency.name,
        "sector": agency.sector,
        "people": agency.people,
    }
