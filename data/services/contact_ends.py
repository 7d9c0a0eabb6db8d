"""The end of contact details: on their day, and a little of those who may be asked again after it.

What stays of somebody is taken over first and the rest goes then, so that an end which is stopped
half way can be done once more.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import takewhile

from data.family_views import StudyView
from data.services import asked_again_rows, contact_rows
from data.services.families import study_view
from data.store import families as store


def end_contacts(plan: StudyView, now: date, over: Mapping[str, date]) -> int:
    """End the contact details that are due; returns of how many people.

    Once a plan has ended nobody is asked to a session any more, so the days of all of them run.

    Args:
        over: name of each session whose days are over, to the day on which it was held.
    """
    if plan.state == "ended":
        last = _ended_on(plan) + timedelta(days=plan.settings.contact_days - 1)
        contact_rows.end_by(plan.id, last)
    _take_over(plan, now, over)
    return contact_rows.remove_due(plan.id, now) + contact_rows.remove_asked(plan.id, over)


def end_asked_again(plan: StudyView, now: date) -> int:
    """Forget those whose last day has passed; returns how many."""
    return asked_again_rows.remove_due(plan.id, now, days=plan.settings.recontact_days)


def _take_over(plan: StudyView, now: date, over: Mapping[str, date]) -> None:
    last, longest = contact_rows.last_days(plan.id), _longest(plan)
    for each in contact_rows.kept(plan.id):
        ends, ended = last.get(each.row_id, now), over.get(each.session_name)
        due = ended is not None or ends < now
        if not due or not each.entry.ask_again:
            continue
        until = asked_again_rows.last_day(plan, each, destroy_on=ends, longest=longest, ended=ended)
        if until >= now:
            asked_again_rows.take_over(plan.id, each, until=until)


def _ended_on(plan: StudyView) -> date:
    """The day on which a plan that has ended did so last."""
    versions = store.study_versions(plan.team_id, plan.id)
    ended = takewhile(lambda row: row["state"] == "ended", versions)
    return min(row["saved_on"] for row in ended)


def _longest(plan: StudyView) -> int:
    """The most days that contact details were ever kept; a setting may have become shorter."""
    versions = store.study_versions(plan.team_id, plan.id)
    return max(study_view(row).settings.contact_days for row in versions)
