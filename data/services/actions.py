"""The action plan: what a team does about what it found, who sees to it, and by what day.

An action is only ever added to. Facilitators change everything; members who answer for the agency
that owns an action say where it stands. Taking out is a version like any other, and can be undone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from data.action_views import STATUSES, ActionEntry, ActionView, Source
from data.clock import today
from data.services import action_sources, audit_log
from data.services.authority import actor, may, permit, refused
from data.services.errors import ActionConflict, ActionProblems, NotAllowed, NotFound
from data.services.read_again import NOT_SHOWN, as_shown
from data.services.scans import my_agencies
from data.services.teams import team
from data.services.texts import tidy, writing
from data.store import actions as store
from data.store.versioned import Row
from data.tokens import new_id
from data.views import FieldProblem, TeamView

LONGEST = {"what": 400, "reason": 400, "check_shows": 400, "notes": 2_000}
MOST_ACTIONS = 200
_FARTHEST_YEARS = 20
_TAKEN_OUT = "This action was taken out of the plan. Put it back before you change it."
_GONE = "This action is not there any more. Reload the page."


def actions(team_id: str) -> tuple[ActionView, ...]:
    """Every action of a team as it is now, those that were taken out too, by when they began.

    What waits for somebody who reads it again is shown where it is changed, and not here.
    """
    roster = team(team_id)
    permit("actions.see", team_id=team_id)
    found = [_newest(rows, roster) for rows in store.actions(team_id).values()]
    return as_shown(_shown(team_id, sorted(found, key=lambda each: (each.begun_on, each.id))))


def action(team_id: str, action_id: str) -> ActionView:
    """One action as it is now.

    Raises:
        NotFound: the team has none of this id.
    """
    return history(team_id, action_id)[0]


def history(team_id: str, action_id: str) -> tuple[ActionView, ...]:
    """Every version of an action, newest first; whoever may change it sees what waits to be read.

    Raises:
        NotFound: the team has none of this id.
    """
    roster = team(team_id)
    permit("actions.see", team_id=team_id)
    rows = store.actions(team_id).get(action_id)
    if rows is None:
        raise NotFound(_GONE)
    views = [_view(row, roster, begun_on=rows[0]["saved_on"]) for row in reversed(rows)]
    shown = _shown(team_id, views)
    return shown if may("actions.run", team_id=team_id) else as_shown(shown)


def histories(team_id: str, *, for_all: bool = False) -> Mapping[str, tuple[ActionView, ...]]:
    """Every version of every action, oldest first, by its id; no text that waits to be read again.

    Args:
        for_all: leave out what only facilitators see for now, whoever acts.
    """
    roster = team(team_id)
    permit("actions.see", team_id=team_id)
    show = action_sources.as_shown(team_id, for_all=for_all)
    return {
        action_id: tuple(
            as_shown(replace(view, source=show(view.source)))
            for view in (_view(row, roster, begun_on=rows[0]["saved_on"]) for row in rows)
        )
        for action_id, rows in store.actions(team_id).items()
    }


def begin(team_id: str, entry: ActionEntry, *, ref: str = "") -> str:
    """Add an action to the plan; its id.

    Args:
        ref: what it came from, as `action_sources.source` reads it.

    Raises:
        NotFound: there is nothing by that ref.
        ActionProblems: all entries that need another look.
    """
    roster = team(team_id)
    permit("actions.run", team_id=team_id)
    clean = _clean(entry)
    problems = list(_problems(clean, known={agency.code for agency in roster.agencies}))
    _refuse([*problems, *_room(team_id)])
    came_from = action_sources.source(team_id, ref)
    action_id = new_id()
    audit_log.record("actions.begin", team_id=team_id, about=action_id)
    _add(roster, action_id, clean, version=1, source=came_from)
    return action_id


def save(team_id: str, action_id: str, entry: ActionEntry, *, based_on: int) -> None:
    """Change an action.

    Args:
        based_on: the version that was on the screen.

    Raises:
        NotFound: it is not in the plan.
        ActionProblems: all entries that need another look.
        ActionConflict: somebody saved another version meanwhile.
    """
    roster = team(team_id)
    permit("actions.run", team_id=team_id)
    before = _in_the_plan(team_id, action_id)
    clean = _clean(entry)
    left = {before.entry.owner_agency, *before.entry.helpers}
    _refuse(_problems(clean, known={agency.code for agency in roster.agencies} | left))
    audit_log.record("actions.change", team_id=team_id, about=action_id)
    _add(roster, action_id, clean, version=based_on + 1)


def may_report(found: ActionView, *, team_id: str) -> bool:
    """Whether the one who acts may say where an action stands."""
    if may("actions.run", team_id=team_id):
        return True
    owner = found.entry.owner_agency
    return may("actions.report", team_id=team_id) and owner in my_agencies(team_id)


def report(
    team_id: str,
    action_id: str,
    *,
    status: str,
    reason: str = "",
    notes: str,
    based_on: int,
) -> None:
    """Say for the agency that owns an action where it stands.

    Args:
        based_on: the version that was on the screen.

    Raises:
        NotAllowed: the one who acts answers for another agency, or for none.
        NotFound: it is not in the plan.
        ActionProblems: all entries that need another look.
        ActionConflict: somebody saved another version meanwhile.
    """
    roster = team(team_id)
    permit("actions.report", team_id=team_id)
    before = _in_the_plan(team_id, action_id)
    if not may_report(before, team_id=team_id):
        refused("actions.report", team_id=team_id)
        raise NotAllowed(
            "This is for whoever answers for the agency that owns the action, and for a "
            "facilitator of this team. Nothing was done."
        )
    given = replace(before.entry, status=status, reason=reason, notes=notes)
    clean = _clean(_with_what_waits(given, team_id, action_id))
    _refuse(_standing_problems(clean))
    audit_log.record("actions.report", team_id=team_id, about=action_id)
    _add(roster, action_id, clean, version=based_on + 1)


def _with_what_waits(given: ActionEntry, team_id: str, action_id: str) -> ActionEntry:
    """What somebody sent who was not shown what waits to be read again: that stays as it is."""
    newest = store.actions(team_id)[action_id][-1]
    kept = {name: newest[name] for name in LONGEST if getattr(given, name) == NOT_SHOWN}
    return replace(given, **kept)


def take_out(team_id: str, action_id: str, *, based_on: int) -> None:
    """Take an action out of the plan; what was said of it stays in its history.

    Raises:
        ActionConflict: somebody saved another version meanwhile.
    """
    _move(team_id, action_id, based_on=based_on, removed=True)


def put_back(team_id: str, action_id: str, *, based_on: int) -> None:
    """Put an action back that was taken out.

    Raises:
        ActionProblems: the plan is full.
        ActionConflict: somebody saved another version meanwhile.
    """
    _move(team_id, action_id, based_on=based_on, removed=False)


def _in_the_plan(team_id: str, action_id: str) -> ActionView:
    found = action(team_id, action_id)
    if found.removed:
        raise NotFound(_TAKEN_OUT)
    return found


def _move(team_id: str, action_id: str, *, based_on: int, removed: bool) -> None:
    roster = team(team_id)
    permit("actions.run", team_id=team_id)
    before = action(team_id, action_id)
    if before.removed == removed:
        return
    if not removed:
        _refuse(_room(team_id))
    step = "actions.remove" if removed else "actions.restore"
    audit_log.record(step, team_id=team_id, about=action_id)
    _add(roster, action_id, before.entry, version=based_on + 1, removed=removed)


def _add(
    roster: TeamView,
    action_id: str,
    entry: ActionEntry,
    *,
    version: int,
    source: Source | None = None,
    removed: bool = False,
) -> None:
    rows = store.actions(roster.id).get(action_id, ())
    names = _names_then(rows) | {agency.code: agency.name for agency in roster.agencies}
    kept = rows[0]["source"] if rows else _as_row(source or Source())
    values = {
        **{name: getattr(entry, name) for name in _COLUMNS},
        "owner_name": names[entry.owner_agency],
        "helpers": {code: names[code] for code in entry.helpers},
        "source": kept,
        "removed": removed,
        "saved_by": actor().id,
        "saved_by_name": actor().name,
        "saved_on": today(),
    }
    key = {"team_id": roster.id, "id": action_id, "version": version}
    if not store.add_version(key, values):
        raise ActionConflict(action(roster.id, action_id), entry)


_COLUMNS = (
    *("what", "owner_agency", "due_on", "status", "reason"),
    *("check_on", "check_shows", "notes"),
)


def _names_then(rows: Iterable[Row]) -> dict[str, str]:
    """What agencies of an action were called, those that have left the roster too."""
    names: dict[str, str] = {}
    for row in rows:
        names |= {**row["helpers"], row["owner_agency"]: row["owner_name"]}
    return names


def _as_row(source: Source) -> dict[str, Any]:
    ids = dict(source.ids)
    return {"kind": source.kind, "ids": ids, "words": source.words, "where": source.where}


def _newest(rows: tuple[Row, ...], roster: TeamView) -> ActionView:
    return _view(rows[-1], roster, begun_on=rows[0]["saved_on"])


def _view(row: Row, roster: TeamView, *, begun_on: date) -> ActionView:
    now = {agency.code: agency.name for agency in roster.agencies}
    helpers: Mapping[str, str] = row["helpers"]
    entry = ActionEntry(**{name: row[name] for name in _COLUMNS}, helpers=tuple(helpers))
    return ActionView(
        id=row["id"],
        version=row["version"],
        entry=entry,
        source=Source(**row["source"]),
        owner_name=now.get(row["owner_agency"]) or row["owner_name"],
        helper_names=tuple(now.get(code, name) for code, name in helpers.items()),
        begun_on=begun_on,
        removed=row["removed"],
        saved_by_name=row["saved_by_name"],
        saved_on=row["saved_on"],
    )


def _shown(team_id: str, views: Iterable[ActionView]) -> tuple[ActionView, ...]:
    show = action_sources.as_shown(team_id)
    return tuple(replace(each, source=show(each.source)) for each in views)


def _clean(entry: ActionEntry) -> ActionEntry:
    stopped = entry.status == "stopped"
    return replace(
        entry,
        what=tidy(entry.what),
        helpers=tuple(each for each in dict.fromkeys(entry.helpers) if each != entry.owner_agency),
        reason=tidy(entry.reason) if stopped else "",
        check_shows=tidy(entry.check_shows),
        notes=writing(entry.notes).strip(),
    )


def _problems(entry: ActionEntry, *, known: set[str]) -> Iterable[FieldProblem]:
    if not entry.what:
        yield FieldProblem("what", "It is not said what will be done.", "Write one sentence.")
    if entry.owner_agency not in known:
        what = "No agency on the roster owns it."
        yield FieldProblem("owner_agency", what, "Choose the one that sees to it.")
    if not known.issuperset(entry.helpers):
        what = "An agency that helps is not on the roster."
        yield FieldProblem("helpers", what, "Choose from the list.")
    for name in ("due_on", "check_on"):
        day: date | None = getattr(entry, name)
        if day is not None and abs(day.year - today().year) > _FARTHEST_YEARS:
            what = f"{day.isoformat()} is more than {_FARTHEST_YEARS} years away."
            yield FieldProblem(name, what, "Check the year.")
    yield from _standing_problems(entry)


def _standing_problems(entry: ActionEntry) -> Iterable[FieldProblem]:
    if entry.status not in STATUSES:
        yield FieldProblem("status", "It is not said where it stands.", "Choose from the list.")
    if entry.status == "stopped" and not entry.reason:
        yield FieldProblem("reason", "It is not said why it was stopped.", "Write it down.")
    for name, longest in LONGEST.items():
        if len(getattr(entry, name)) > longest:
            what = f"One field has {len(getattr(entry, name)):,} characters."
            yield FieldProblem(name, what, f"Use at most {longest:,}.")


def _room(team_id: str) -> Iterable[FieldProblem]:
    """Whether another action still fits in; those that were taken out need no room."""
    if sum(not rows[-1]["removed"] for rows in store.actions(team_id).values()) >= MOST_ACTIONS:
        what = f"The plan has {MOST_ACTIONS} actions."
        yield FieldProblem("what", what, "Take out one that is over; what was said of it is kept.")


def _refuse(found: Iterable[FieldProblem]) -> None:
    problems = tuple(found)
    if problems:
        raise ActionProblems(problems)
