"""Actions in words: where they stand, by what day, what they came from, what happened since."""

from collections.abc import Iterator, Mapping

from data.action_views import ActionEntry, ActionSince, ActionView, PlanView, Source, StatementSince
from data.exports.content import content_of
from data.exports.plan.rows import CAME_FROM, MOVED, STATUS
from data.views import ReportView
from pages.charts.change import Moves, Shift, notes_of
from pages.parts.readings import Reading
from pages.parts.words import written_date
from scoring.report import Measures
from surveys.figures import figure_sentence

NO_CAUSE = (
    "This does not say that the action caused it. A statement that was chosen because it stood out "
    "often comes back by itself."
)
WHY: Mapping[str, str] = {
    "no_newer": "No newer round of the same questions has a result yet.",
    "not_now": "A result of it cannot be shown to you now.",
    "gone": "The round it is from is not here any more.",
    "not_shown": "The statement is not shown in both rounds, so nothing can be set side by side.",
}
_HELD = "Came from a statement of a result that only facilitators see for now."
_THEME_GONE = "Came from a theme of the family groups that may not be shown any more."


def standing(action: ActionView, plan: PlanView) -> str:
    """Status, owner and day in one line."""
    said = STATUS[action.entry.status]
    if action.is_overdue(plan.as_of):
        said = f"{said}, overdue"
    due = f", by {written_date(action.entry.due_on, 'en')}" if action.entry.due_on else ""
    return f"{said}. {action.owner_name}{due}."


def details(action: ActionView, plan: PlanView) -> Iterator[str]:
    """Who helps, why it stopped, and when somebody looks whether it worked."""
    entry = action.entry
    if action.helper_names:
        yield f"Helped by {', '.join(action.helper_names)}."
    if entry.reason:
        yield f"Why it was stopped: {entry.reason}"
    check = next_check(entry)
    if check and entry.status != "stopped":
        is_due = action.check_is_due(plan.as_of)
        yield (
            f"{check} The day to look has come. Write in the notes what it showed."
            if is_due
            else check
        )


def next_check(entry: ActionEntry) -> str:
    """When and by what somebody looks whether it worked; empty where neither is said."""
    shows = f"What would show that it worked: {entry.check_shows}" if entry.check_shows else ""
    if entry.check_on is None:
        return shows
    return f"Next check on {written_date(entry.check_on, 'en')}. {shows}".strip()


def came_from(source: Source) -> str:
    """What an action came from, in its words of that day; empty where it came from nothing."""
    if source.kind == "nothing":
        return ""
    if not source.words:
        return _HELD if source.kind == "statement" else _THEME_GONE
    where = f" ({source.where})" if source.where else ""
    return f"Came from {CAME_FROM[source.kind]}{where}: “{source.words}”"


def since(each: ActionSince, plan: PlanView) -> str:
    """Where an action stood when the last round began, and where it stands now."""
    if plan.since is None:
        return ""
    now = STATUS[each.action.entry.status].lower()
    if each.status_then is None:
        return f"Begun since the last round; now {now}."
    then = STATUS[each.status_then].lower()
    if then == now:
        return f"When the last round began: {then}, as now."
    return f"When the last round began: {then}. Now: {now}."


def moved(plan: PlanView) -> str:
    """All actions together: how many stand elsewhere than when the last round began."""
    if plan.since is None:
        return ""
    begun = sum(1 for each in plan.actions if each.status_then is None)
    changed = [
        each for each in plan.actions if each.status_then not in (None, each.action.entry.status)
    ]
    finished = sum(1 for each in changed if each.action.entry.status == "done")
    others = len(changed) - finished
    same = len(plan.actions) - begun - len(changed)
    day = written_date(plan.since.opened_on, "en")
    return (
        f"Since “{plan.since.title}” began on {day}: {finished} done, {others} moved on otherwise, "
        f"{same} as they were, {begun} begun."
    )


def figures(found: StatementSince | None) -> Iterator[str]:
    """The statement in its round and in the newer one; nothing that was not released."""
    if found is None:
        return
    for view in (found.then, found.now):
        if view is not None:
            yield f"{view.wave.title}: {_told(view, found.item)}."
    if found.why is not None:
        yield WHY[found.why]
    elif found.then is not None and found.now is not None:
        yield from _moves(found, found.then, found.now)
        yield NO_CAUSE


def _told(view: ReportView, item: str) -> str:
    reading = Reading(content_of(view, language="en"), "en")
    figure = view.report.item(item).team
    return figure_sentence(figure, look=reading.look(item), words=reading.words)


def _moves(found: StatementSince, then: ReportView, now: ReportView) -> Iterator[str]:
    one, two = then.report.item(found.item).measures, now.report.item(found.item).measures
    side, gap = MOVED[found.side or "cannot_tell"], MOVED[found.gap or "cannot_tell"]
    moves = _shifts(one, two)
    if moves is None:
        yield "Cannot tell: too little of it is shown to say whether it moved."
        return
    reading = Reading(content_of(now, language="en"), "en")
    voice = reading.look(found.item).voice
    gap_note, side_note = notes_of(moves, voice=voice, words=reading.words)
    yield f"{side_note}: {side}."
    yield f"{gap_note}: {gap}."


def _shifts(one: Measures | None, two: Measures | None) -> Moves | None:
    """Both figures of both rounds; None where one of them is not shown."""
    if one is None or two is None or one.side_share is None or two.side_share is None:
        return None
    if one.typical_gap is None or two.typical_gap is None:
        return None
    gap = Shift(one.typical_gap, two.typical_gap)
    return Moves("", gap=gap, side=Shift(one.side_share, two.side_share))
