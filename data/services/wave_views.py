"""From a stored wave to the one that a page sees."""

from data.services.authority import out_of_reach, permit_wave
from data.services.errors import NotFound, WaveStateError
from data.services.grouping import reporting_groups
from data.services.rules import Action
from data.store import people as people_store
from data.store import waves as store
from data.store.waves import GroupRecord, WaveRecord
from data.views import GroupView, State, WaveView

_IS = {
    "draft": "is still a draft",
    "open": "is open",
    "closing": "is being closed",
    "closed": "is closed",
    "released": "has been released",
    "archived": "is in the archive",
}


_WANTED: dict[Action, tuple[State, str]] = {
    "wave.change": ("draft", "change it"),
    "wave.delete": ("draft", "delete it"),
    "wave.open": ("draft", "open it"),
    "wave.close": ("open", "close it"),
    "wave.archive": ("released", "put it in the archive"),
    "result.hold": ("closed", "choose how long its result is held"),
    "invitations.issue": ("open", "invite people"),
    "invitations.replace": ("open", "invite people"),
}
"""In which state a wave must be for a step, and what the step is called."""


def load_for(action: Action, wave_id: str) -> WaveRecord:
    """A stored wave, if the one who acts may take this step with it now.

    Raises:
        NotFound: there is none with this id among the teams in reach.
        NotAllowed: this step is for others.
        WaveStateError: the wave is in another state than the step needs.
    """
    record = load(wave_id)
    wrong = _not_now(record, action)
    permit_wave(action, team_id=record.team_id, state=record.state, wrong=wrong)
    return record


def load(wave_id: str) -> WaveRecord:
    """A stored wave.

    Raises:
        NotFound: there is none with this id.
    """
    found = store.wave(wave_id)
    if found is None:
        out_of_reach("wave.see", "wave", wave_id)
        raise NotFound("This wave is not here. It may have been deleted.")
    return found


def view(record: WaveRecord) -> WaveView:
    """What a page may know of it."""
    groups = _draft_groups(record) if record.state == "draft" else frozen_groups(record)
    return WaveView(
        id=record.id,
        team_id=record.team_id,
        team_name=record.team_name,
        demo=record.demo,
        title=record.title,
        instrument_id=record.instrument_id,
        instrument_version=record.instrument_version,
        languages=record.languages,
        smallest_group=record.smallest_group,
        opened_on=record.opened_on,
        closes_on=record.closes_on,
        state=record.state,
        groups=groups,
        invited=sum(group.people for group in groups),
        facts=record.facts,
        merges=record.merges,
    )


def frozen_groups(record: WaveRecord) -> tuple[GroupView, ...]:
    """The groups as they were when the wave opened."""
    return tuple(group_view(group) for group in record.groups)


def group_view(group: GroupRecord) -> GroupView:
    """One frozen group."""
    return GroupView(
        code=group.code,
        name=group.names,
        people=group.people,
        agencies=tuple(str(member["name"]) for member in group.members),
        agency_codes=tuple(str(member["code"]) for member in group.members),
    )


def wrong_state(record: WaveRecord, *, needed: State, to: str) -> WaveStateError:
    """Why a step cannot be taken now, in words."""
    return WaveStateError(f"This wave {_IS[record.state]}. To {to}, it must be {_words(needed)}.")


def _not_now(record: WaveRecord, action: Action) -> WaveStateError:
    usual: tuple[State, str] = (
        "released" if record.state == "closed" else "closed",
        "see its result",
    )
    needed, to = _WANTED.get(action, usual)
    return wrong_state(record, needed=needed, to=to)


def _words(state: State) -> str:
    return "a draft" if state == "draft" else state


def _draft_groups(record: WaveRecord) -> tuple[GroupView, ...]:
    team = people_store.team(record.team_id)
    if team is None:
        return ()
    return reporting_groups(
        team.agencies, smallest_group=record.smallest_group, merges=record.merges
    )
