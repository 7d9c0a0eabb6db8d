"""One action: begin it from what was found, change it, say where it stands, take it out."""

from collections.abc import Callable

import streamlit as st

from data.action_views import STATUSES, ActionEntry, ActionView, Source
from data.exports.plan.rows import STATUS
from data.services import action_sources, actions, teams
from data.services.authority import may
from data.services.errors import (
    ActionConflict,
    ActionProblems,
    ChangedMeanwhile,
    NotAllowed,
    NotFound,
)
from data.views import TeamView
from pages.meeting import action_words as said
from pages.meeting.action_source import choose_source, show_source
from pages.parts import links
from pages.parts.days import NotADay, day_in, day_input
from pages.parts.frame import heading, say_later, show_problems, show_refusal, small
from pages.parts.plain import plain
from pages.parts.seen import Seen, as_shown, is_open, offer_newer, seen
from pages.parts.session import require_sign_in
from pages.parts.words import written_date

_DUE, _CHECK = "By what day", "Day of the next check"
_UNDONE = "Nothing was saved yet."


def page() -> None:
    """The action that the address names, or a new one from what the address names."""
    require_sign_in()
    try:
        team = teams.team(st.query_params.get("team", ""))
        wanted = st.query_params.get("action", "")
        action = actions.action(team.id, wanted) if wanted else None
    except NotFound as missing:
        heading("Not here")
        st.write(plain(str(missing)))
        links.back()
        return
    heading("An action" if action else "Begin an action", over=team.name, demo=team.demo)
    if action is None:
        _new(team)
    else:
        _known(team, action)
    links.link("plan", "Back to the action plan", team=team.id)


def _new(team: TeamView) -> None:
    if not may("actions.run", team_id=team.id):
        st.info("A facilitator of your team can begin an action.")
        return
    asked = st.query_params.get("from", "")
    kind, _, which = asked.partition(":")
    ref, source = (asked if which else ""), Source()
    try:
        source = action_sources.source(team.id, ref)
    except NotFound as missing:
        show_refusal(missing)
        ref = ""
    if ref:
        show_source(team, said.came_from(source), kind)
    else:
        choose_source(team, kind)
    # Named after the team alone: another source is the same form, with what was typed in it.
    with st.form(f"new-{team.id}", enter_to_submit=False):
        read = _fields(team, None)
        sent = st.form_submit_button("Add to the plan", type="primary")
    if sent:
        _take(lambda: actions.begin(team.id, read(), ref=ref), team, "It is in the plan.")


def _known(team: TeamView, action: ActionView) -> None:
    st.markdown(f"**{plain(action.entry.what)}**")
    if came := said.came_from(action.source):
        small(came)
    small(f"Begun on {written_date(action.begun_on, 'en')}.")
    conflict = st.session_state.get(_place(action))
    if action.removed:
        _removed(team, action)
        if is_open(f"action-{action.id}") and may("actions.run", team_id=team.id):
            st.write(
                "It was taken out while you were changing it. What you typed is still here and "
                "not saved. Put the action back before you save."
            )
            _change(team, action)
    elif isinstance(conflict, ActionConflict):
        _both(team, action, conflict)
    elif may("actions.run", team_id=team.id):
        _change(team, action)
        version = as_shown(f"action-{action.id}", action.version)
        if st.button("Take this out of the plan", key=f"out-{action.id}"):
            _take(
                lambda: actions.take_out(team.id, action.id, based_on=version),
                team,
                "Taken out. You can put it back at the end of the plan.",
                opened=seen(f"action-{action.id}", action),
            )
    elif actions.may_report(action, team_id=team.id):
        _report(team, action)
    else:
        small(f"{STATUS[action.entry.status]}. {action.owner_name}.")
        small("Whoever answers for the agency that owns it, and a facilitator, can change it.")
    _history(team, action)


def _change(team: TeamView, action: ActionView) -> None:
    opened = seen(f"action-{action.id}", action)
    with st.form(opened.form, enter_to_submit=False):
        read = _fields(team, opened.value)
        sent = st.form_submit_button("Save", type="primary")
    if not sent:
        offer_newer(opened, action)
    elif opened.may_send():
        _take(
            lambda: actions.save(team.id, action.id, read(), based_on=opened.value.version),
            team,
            "Saved.",
            opened=opened,
        )


def _report(team: TeamView, action: ActionView) -> None:
    """For whoever answers for the agency that owns it: where it stands, and notes."""
    small(f"You answer for {action.owner_name}, so you can say where it stands.")
    opened = seen(f"report-{action.id}", action)
    with st.form(opened.form, enter_to_submit=False):
        standing = _standing_fields(opened.value.entry)
        sent = st.form_submit_button("Save", type="primary")
    if not sent:
        offer_newer(opened, action)
    elif opened.may_send():
        status, reason, notes = standing
        _take(
            lambda: actions.report(
                team.id,
                action.id,
                status=status,
                reason=reason,
                notes=notes,
                based_on=opened.value.version,
            ),
            team,
            "Saved.",
            opened=opened,
        )


def _fields(team: TeamView, action: ActionView | None) -> Callable[[], ActionEntry]:
    """The fields of an action; what it gives reads them, and may say that a day is none."""
    before = action.entry if action else ActionEntry("", "")
    names = {"": "Choose an agency"}
    names |= {agency.code: agency.name for agency in team.agencies}
    if action is not None:  # agencies that have left the roster keep what they have taken on
        kept = zip(before.helpers, action.helper_names, strict=True)
        names |= dict(kept) | {before.owner_agency: action.owner_name}
    codes = list(names)
    what = st.text_area("What will be done", before.what, max_chars=actions.LONGEST["what"])
    owner = st.selectbox(
        "Which agency sees to it",
        codes,
        index=codes.index(before.owner_agency),
        format_func=names.__getitem__,
    )
    helpers = st.multiselect(
        "Who helps",
        codes[1:],
        default=list(before.helpers),
        format_func=names.__getitem__,
        placeholder="Nobody else",
    )
    due = day_input(_DUE, before.due_on)
    status, reason, notes = _standing_fields(before)
    check = day_input(_CHECK, before.check_on)
    shows = st.text_area(
        "What would show that it worked",
        before.check_shows,
        max_chars=actions.LONGEST["check_shows"],
    )

    def read() -> ActionEntry:
        due_on, check_on = day_in(due, label=_DUE), day_in(check, label=_CHECK)
        given = tuple(helpers)
        return ActionEntry(what, owner, given, due_on, status, reason, check_on, shows, notes)

    return read


def _standing_fields(before: ActionEntry) -> tuple[str, str, str]:
    statuses = list[str](STATUSES)
    status = st.selectbox(
        "Where it stands",
        statuses,
        index=statuses.index(before.status),
        format_func=STATUS.__getitem__,
    )
    longest = actions.LONGEST
    reason = st.text_input(
        "Why it was stopped, if it was", before.reason, max_chars=longest["reason"]
    )
    notes = st.text_area("Notes", before.notes, max_chars=longest["notes"])
    return status, reason, notes


def _take(
    step: Callable[[], object],
    team: TeamView,
    done: str,
    *,
    opened: Seen[ActionView] | None = None,
) -> None:
    """Take a step and go back to the plan; or say why not, with what was typed still there."""
    try:
        step()
    except ActionConflict as conflict:
        st.session_state[_place(conflict.theirs)] = conflict
        st.rerun()
    except (NotADay, ChangedMeanwhile, NotAllowed, NotFound) as refused:
        show_refusal(refused)
        return
    except ActionProblems as problems:
        show_problems(problems, undone=_UNDONE)
        return
    if opened is not None:
        opened.forget()
    say_later(done)
    links.go("plan", team=team.id)


def _place(action: ActionView) -> str:
    """Where a conflict waits until somebody chooses."""
    return f"conflict action {action.id}"


def _both(team: TeamView, action: ActionView, conflict: ActionConflict) -> None:
    """Two versions side by side; whoever looks at them chooses."""
    st.warning(plain(str(conflict)))
    left, right = st.columns(2)
    with left.container(border=True):
        st.markdown(f"**{plain(action.saved_by_name)} saved**")
        _entry(team, action.entry, action)
    with right.container(border=True):
        st.markdown("**You were about to save**")
        _entry(team, conflict.mine, action)
    if st.button("Save mine", type="primary", key=f"mine-{action.id}"):
        _forget(action)
        _take(lambda: _again(team, action, conflict.mine), team, "Saved.")
    if st.button("Keep theirs", key=f"theirs-{action.id}"):
        _forget(action)
        st.rerun()


def _again(team: TeamView, action: ActionView, mine: ActionEntry) -> None:
    if may("actions.run", team_id=team.id):
        actions.save(team.id, action.id, mine, based_on=action.version)
        return
    actions.report(
        team.id,
        action.id,
        status=mine.status,
        reason=mine.reason,
        notes=mine.notes,
        based_on=action.version,
    )


def _forget(action: ActionView) -> None:
    for name in (
        _place(action),
        *(f"seen {form}-{action.id}" for form in ("action", "report")),
    ):
        st.session_state.pop(name, None)


def _entry(team: TeamView, entry: ActionEntry, action: ActionView) -> None:
    """An entry line by line, for reading."""
    names = {agency.code: agency.name for agency in team.agencies}
    names.setdefault(action.entry.owner_agency, action.owner_name)
    st.text(entry.what)
    due = f", by {written_date(entry.due_on, 'en')}" if entry.due_on else ""
    small(f"{STATUS[entry.status]}. {names.get(entry.owner_agency, '')}{due}.")
    if entry.helpers:
        small(f"Helped by {', '.join(names.get(each, each) for each in entry.helpers)}.")
    for line in (entry.reason, said.next_check(entry), entry.notes):
        if line:
            st.text(line)


def _removed(team: TeamView, action: ActionView) -> None:
    st.info("This action was taken out of the plan. What was said of it is kept.")
    if not may("actions.run", team_id=team.id) or not st.button("Put it back", type="primary"):
        return
    try:
        actions.put_back(team.id, action.id, based_on=action.version)
    except ActionConflict:
        st.rerun()
    except ActionProblems as problems:
        show_problems(problems, undone=_UNDONE)
        return
    say_later("It is back in the plan.")
    if is_open(f"action-{action.id}"):
        links.stay(team=team.id, action=action.id)
    links.go("plan", team=team.id)


def _history(team: TeamView, action: ActionView) -> None:
    with st.expander("What was saved, and by whom"):
        for version in actions.history(team.id, action.id):
            out = " Taken out." if version.removed else ""
            day = written_date(version.saved_on, "en")
            small(f"{day}, {version.saved_by_name}.{out}")
            _entry(team, version.entry, version)
