"""Plans of family groups: what is promised, for how long, and what a change would break."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from data.clock import today
from data.family_views import StudyState, StudyView
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.errors import ChangedMeanwhile, FamilyProblems, FamilyStateError, NotFound
from data.services.family_consents import given_on
from data.services.may_tell import check_plain_name
from data.services.teams import team
from data.services.texts import tidy
from data.store import families as store
from data.store.versioned import Row
from data.tokens import new_id
from data.views import FieldProblem
from surveys.family_promises import BrokenPromise, StudySettings, broken_promises

LONGEST_NAME = 120
_GONE = "This plan is not here. It may have been removed."
_MEANWHILE = "Somebody has changed this plan meanwhile. Yours is not saved; look at theirs first."
_NEXT: Mapping[StudyState, tuple[StudyState, ...]] = {
    "planned": ("open", "ended"),
    "open": ("ended",),
    "ended": ("open",),
}


class PromisesBroken(ValueError):
    """A change would break what was promised to people who agreed already.

    Attributes:
        broken: each promise, and to whom it was made.
    """

    def __init__(self, broken: tuple[BrokenPromise, ...]) -> None:
        self.broken = broken
        super().__init__(
            f"This would break {len(broken)} of the promises that people have agreed to already. "
            "Nothing is saved."
        )


def studies(team_id: str) -> tuple[StudyView, ...]:
    """The plans of a team, by name."""
    team(team_id)
    permit("families.see", team_id=team_id)
    views = [study_view(row) for row in store.studies(team_id)]
    return tuple(sorted(views, key=lambda each: (each.name.casefold(), each.id)))


def study(team_id: str, study_id: str) -> StudyView:
    """One plan.

    Raises:
        NotFound: the team has none of this id.
    """
    found = next((each for each in studies(team_id) if each.id == study_id), None)
    if found is None:
        raise NotFound(_GONE)
    return found


def begin_study(
    team_id: str, name: str, settings: StudySettings, *, cleared: Collection[str] = ()
) -> StudyView:
    """A new plan, which nobody can answer to yet.

    Args:
        cleared: strings in its name of which the one who plans says that they tell on nobody.

    Raises:
        FamilyProblems: the name needs another look.
        MayTell: the name may tell who somebody is.
    """
    team(team_id)
    permit("families.run", team_id=team_id)
    plain = _checked_name(name, (each.name for each in studies(team_id)))
    check_plain_name(team_id, plain, cleared=cleared)
    made = new_id()
    audit_log.record("families.plan", team_id=team_id, about=made)
    _add(
        team_id,
        made,
        1,
        {"name": plain, "settings": _stored(settings), "state": "planned", "shown_on": None},
    )
    return study(team_id, made)


def change_study(
    team_id: str,
    study_id: str,
    *,
    name: str,
    settings: StudySettings,
    seen: int,
    cleared: Collection[str] = (),
) -> StudyView:
    """Change a plan.

    Args:
        seen: the version that was on the screen.
        cleared: as of `begin_study`; a name that stays is not searched again.

    Raises:
        PromisesBroken: people were promised otherwise. Whoever wants that all the same ends this
            plan and begins another, which asks everybody anew.
        FamilyProblems: the name needs another look.
        MayTell: the new name may tell who somebody is.
        ChangedMeanwhile: somebody else was faster.
    """
    before = study(team_id, study_id)
    permit("families.run", team_id=team_id)
    others = (each.name for each in studies(team_id) if each.id != study_id)
    plain = _checked_name(name, others)
    broken = what_breaks(before, settings)
    if broken:
        raise PromisesBroken(broken)
    if plain != before.name:
        check_plain_name(team_id, plain, cleared=cleared)
    audit_log.record("families.plan", team_id=team_id, about=study_id)
    values = {**_kept(before), "name": plain, "settings": _stored(settings)}
    _add(team_id, study_id, seen + 1, values)
    return study(team_id, study_id)


def what_breaks(before: StudyView, settings: StudySettings) -> tuple[BrokenPromise, ...]:
    """The promises that other settings would break, to those who agreed to the plan so far."""
    days = given_on(before.team_id, before.id)
    return broken_promises(before.settings, settings, days)


def move_study(team_id: str, study_id: str, state: StudyState, *, seen: int) -> StudyView:
    """Open a plan for people who want to come, or end it.

    Raises:
        FamilyStateError: it cannot go there from where it is.
        ChangedMeanwhile: somebody else was faster.
    """
    before = study(team_id, study_id)
    permit("families.run", team_id=team_id)
    if state not in _NEXT[before.state]:
        raise FamilyStateError(f"This plan is {before.state}; it cannot become {state} from there.")
    audit_log.record("families.state", team_id=team_id, about=study_id, state=state)
    values = {**_kept(before), "state": state}
    _add(team_id, study_id, seen + 1, values)
    return study(team_id, study_id)


def say_shown(team_id: str, study_id: str, *, seen: int) -> StudyView:
    """Say that the report was shown today to those who took part, as they were promised.

    Raises:
        FamilyStateError: they were promised nothing of that.
        ChangedMeanwhile: somebody else was faster.
    """
    before = study(team_id, study_id)
    permit("families.run", team_id=team_id)
    if not before.settings.shown_first:
        raise FamilyStateError("Nobody was promised to see the report first.")
    audit_log.record("families.shown", team_id=team_id, about=study_id)
    _add(team_id, study_id, seen + 1, {**_kept(before), "shown_on": today()})
    return study(team_id, study_id)


def study_view(row: Row) -> StudyView:
    """A plan as it is handed out."""
    columns = ("id", "team_id", "version", "name", "state", "saved_by_name", "saved_on", "shown_on")
    own = {name: row[name] for name in columns}
    return StudyView(**own, settings=StudySettings.model_validate(row["settings"]))


def settings_of(entered: Mapping[str, Any]) -> StudySettings:
    """What was entered about a plan, checked.

    Raises:
        FamilyProblems: all entries that need another look.
    """
    try:
        return StudySettings.model_validate(entered)
    except ValidationError as error:
        raise FamilyProblems(tuple(_problems(error))) from None


def _problems(error: ValidationError) -> Iterable[FieldProblem]:
    for each in error.errors(include_url=False, include_context=False, include_input=False):
        where = str(each["loc"][0]) if each["loc"] else "settings"
        said = each["msg"].removeprefix("Value error, ")
        yield FieldProblem(where, said if said.endswith(".") else f"{said}.", "Change it.")


def _stored(settings: StudySettings) -> dict[str, Any]:
    return settings.model_dump(mode="json")


def _kept(before: StudyView) -> dict[str, Any]:
    """What stays as it was where nothing else is said."""
    same = {"name": before.name, "state": before.state, "shown_on": before.shown_on}
    return {**same, "settings": _stored(before.settings)}


def _add(team_id: str, study_id: str, version: int, values: Mapping[str, Any]) -> None:
    key = {"team_id": team_id, "id": study_id, "version": version}
    saved = {"saved_by_name": actor().name, "saved_on": today()}
    if not store.add_study(key, {**values, **saved}):
        raise ChangedMeanwhile(_MEANWHILE)


def _checked_name(name: str, others: Iterable[str]) -> str:
    plain = tidy(name)
    what = ""
    if not plain:
        what = "It has no name."
    elif len(plain) > LONGEST_NAME:
        what = f"The name has {len(plain)} characters."
    elif plain.casefold() in {each.casefold() for each in others}:
        what = "Another plan of this team has this name."
    if what:
        right = f"Take a name of its own with at most {LONGEST_NAME} characters."
        raise FamilyProblems((FieldProblem("name", what, right),))
    return plain
