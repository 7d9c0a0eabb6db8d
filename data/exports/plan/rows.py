"""The plan as rows that all formats share, so that none can say anything else than another."""

from collections.abc import Iterator, Mapping
from typing import Any

from data.action_views import ActionSince, ActionView, PlanView, Source, StatementSince, Status
from data.services.action_files import PlanExport
from data.views import ReportView

STATUS: Mapping[str, str] = {
    "planned": "Planned",
    "under_way": "Under way",
    "done": "Done",
    "stopped": "Stopped",
}
CAME_FROM: Mapping[str, str] = {
    "nothing": "",
    "statement": "a statement of a round",
    "scan": "an item of the scan",
    "finding": "a finding about a gap",
    "theme": "a theme of the family groups",
}
MOVED: Mapping[str, str] = {
    "up": "moved up",
    "down": "moved down",
    "closer": "closer together",
    "further": "further apart",
    "cannot_tell": "cannot tell",
}
WHY: Mapping[str, str] = {
    "no_newer": "there is no newer round of the same questions",
    "not_now": "a result cannot be shown now",
    "gone": "its round is not here any more",
    "not_shown": "the statement is not shown in both rounds",
}
NO_CAUSE = (
    "A statement that moved after something was done about it did not have to move because of it: "
    "this does not say that the action caused it. One that was chosen because it stood out often "
    "comes back by itself."
)


def read_me(content: PlanExport) -> Iterator[str]:
    """What a reader must know before the rows, line by line."""
    plan = content.plan
    yield f"Action plan: {content.team.name}"
    if content.team.demo:
        yield "MADE-UP DATA: this team does not exist. Do not use anything of this."
    yield f"As of {plan.as_of.isoformat()}"
    if plan.since is None:
        yield "No round has a result yet, so nothing is set beside an earlier day."
    else:
        day = plan.since.opened_on.isoformat()
        yield f"Last round with a result: {plan.since.title}, begun {day}"
    told = ", ".join(f"{STATUS[each].lower()} {count}" for each, count in plan.counts().items())
    yield f"Actions: {told}. Taken out: {len(plan.removed)}."
    yield (
        "Figures of statements are those of released results. A word such as “moved up” stands "
        "where the two 95 % intervals leave no other way (Newcombe 1998, method 10); “cannot "
        "tell” stands everywhere else."
    )
    if any(each.action.source.kind == "theme" for each in plan.actions):
        yield (
            "What families said in their groups is not in this file; it leaves with the findings "
            "of the groups, once it may."
        )
    yield NO_CAUSE


def action_rows(plan: PlanView) -> list[dict[str, Any]]:
    """One row for each action in the plan, in its order; None where there is nothing to say."""
    return [_action_row(each, plan) for each in plan.actions]


def version_rows(content: PlanExport) -> list[dict[str, Any]]:
    """One row for each version of each action, those that were taken out too; oldest first."""
    every = sorted(content.versions.values(), key=lambda each: (each[0].begun_on, each[0].id))
    return [
        {
            **_head(version),
            **_said(version),
            "taken_out": version.removed,
            **_saved(version),
        }
        for versions in every
        for version in versions
    ]


def _action_row(each: ActionSince, plan: PlanView) -> dict[str, Any]:
    action = each.action
    return {
        **_head(action),
        **_said(action),
        "overdue": action.is_overdue(plan.as_of),
        "check_is_due": action.check_is_due(plan.as_of),
        **_source(action.source),
        "begun_on": action.begun_on.isoformat(),
        **_since(each.status_then, plan),
        **_statement(each.statement),
        **_saved(action),
    }


def _head(action: ActionView) -> dict[str, Any]:
    return {"id": action.id, "version": action.version}


def _said(action: ActionView) -> dict[str, Any]:
    entry = action.entry
    return {
        "what": entry.what,
        "owner_agency": action.owner_name,
        "helped_by": list(action.helper_names),
        "due_on": entry.due_on.isoformat() if entry.due_on else None,
        "status": entry.status,
        "status_words": STATUS[entry.status],
        "why_stopped": entry.reason or None,
        "next_check_on": entry.check_on.isoformat() if entry.check_on else None,
        "what_would_show_it_worked": entry.check_shows or None,
        "notes": entry.notes or None,
    }


def _saved(action: ActionView) -> dict[str, Any]:
    return {"saved_by": action.saved_by_name, "saved_on": action.saved_on.isoformat()}


def _source(source: Source) -> dict[str, Any]:
    return {
        "came_from": CAME_FROM[source.kind] or None,
        "came_from_id": " / ".join(source.ids.values()) or None,
        "came_from_where": source.where or None,
        "came_from_words": source.words or None,
    }


def _since(then: Status | None, plan: PlanView) -> dict[str, Any]:
    since = plan.since
    return {
        "last_round": since.title if since else None,
        "last_round_began_on": since.opened_on.isoformat() if since else None,
        "status_then": then,
        "status_then_words": STATUS[then] if then else None,
    }


def _statement(found: StatementSince | None) -> dict[str, Any]:
    now = found.now if found else None
    then = found.then if found else None
    item = found.item if found else ""
    return {
        **_figures(then, item, when="then"),
        **_figures(now, item, when="now"),
        "share_moved": MOVED[found.side] if found and found.side else None,
        "gap_moved": MOVED[found.gap] if found and found.gap else None,
        "why_not_compared": WHY[found.why] if found and found.why else None,
    }


def _figures(view: ReportView | None, item: str, *, when: str) -> dict[str, Any]:
    """What the stored result says of a statement; None for what the door left open."""
    of = view.report.item(item).measures if view else None
    return {
        f"round_{when}": view.wave.title if view else None,
        f"people_{when}": of.people if of else None,
        f"upper_side_people_{when}": of.side_people if of else None,
        f"upper_side_share_{when}": of.side_share if of else None,
        f"two_people_points_apart_{when}": of.typical_gap if of else None,
    }
