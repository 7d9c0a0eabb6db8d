"""The action plan: only ever added to, signed, undone at will, and changed by whom it is up to."""

from dataclasses import replace
from datetime import date

import pytest

from data.action_views import ActionEntry
from data.clock import at_day, today
from data.services import action_plan, actions, audit_log, teams
from data.services.authority import Actor, acting
from data.services.errors import ActionConflict, ActionProblems, NotAllowed, NotFound
from data.store import actions as store
from data.views import AgencyEntry, TeamView
from tests.data.services.planning import DAY, ROSTER, all_at_once, entry, member, now


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team(database: str) -> TeamView:
    return teams.create_team("River county", "", ROSTER)


def told(refused: pytest.ExceptionInfo[ActionProblems]) -> str:
    return str(refused.value)


def test_an_action_comes_back_as_it_was_entered_with_who_and_the_day(team: TeamView) -> None:
    action_id = actions.begin(team.id, entry(team))
    found = now(team, action_id)
    assert found.entry == entry(team)
    assert (found.version, found.saved_by_name, found.saved_on) == (1, "at the machine", DAY)
    assert (found.owner_name, found.helper_names) == ("County child welfare", ("Family court",))
    assert (found.source.kind, found.removed, found.begun_on) == ("nothing", False, DAY)
    last = audit_log.entries(team.id, limit=1)[0]
    assert (last.action, last.about) == ("actions.begin", action_id)


def test_every_version_stays_with_who_saved_it_and_when(team: TeamView) -> None:
    action_id = actions.begin(team.id, entry(team))
    with at_day(date(2026, 3, 20)):
        actions.save(team.id, action_id, entry(team, status="under_way"), based_on=1)
    with at_day(date(2026, 4, 2)):
        actions.save(team.id, action_id, entry(team, status="done"), based_on=2)
        actions.save(team.id, action_id, entry(team, status="under_way"), based_on=3)
    said = [(e.version, e.entry.status, e.saved_on) for e in actions.history(team.id, action_id)]
    assert said == [
        (4, "under_way", date(2026, 4, 2)),
        (3, "done", date(2026, 4, 2)),
        (2, "under_way", date(2026, 3, 20)),
        (1, "planned", DAY),
    ]
    assert {each.begun_on for each in actions.history(team.id, action_id)} == {DAY}


def test_of_two_who_change_an_action_one_is_shown_both(team: TeamView) -> None:
    action_id = actions.begin(team.id, entry(team))
    actions.save(team.id, action_id, entry(team, notes="Theirs."), based_on=1)
    mine = entry(team, notes="Mine.")
    with pytest.raises(ActionConflict, match="has changed this action since you") as refused:
        actions.save(team.id, action_id, mine, based_on=1)
    assert (refused.value.theirs.entry.notes, refused.value.mine) == ("Theirs.", mine)
    assert now(team, action_id).entry.notes == "Theirs."
    actions.save(team.id, action_id, mine, based_on=refused.value.theirs.version)
    assert [e.entry.notes for e in actions.history(team.id, action_id)][:2] == ["Mine.", "Theirs."]


def test_of_many_who_change_an_action_at_once_exactly_one_is_saved(team: TeamView) -> None:
    action_id = actions.begin(team.id, entry(team))

    def step(number: int):
        mine = entry(team, notes=f"Person {number}")
        return lambda: actions.save(team.id, action_id, mine, based_on=1)

    refused = [each for each in all_at_once([step(n) for n in range(8)]) if each is not None]
    saved = now(team, action_id)
    assert len(refused) == 7
    assert (saved.version, len(store.actions(team.id)[action_id])) == (2, 2)
    assert {each.theirs.entry.notes for each in refused} == {saved.entry.notes}
    assert saved.entry.notes not in {each.mine.notes for each in refused}


def test_what_is_taken_out_leaves_the_plan_and_can_be_put_back(team: TeamView) -> None:
    action_id = actions.begin(team.id, entry(team))
    actions.take_out(team.id, action_id, based_on=1)
    plan = action_plan.plan(team.id)
    assert (plan.actions, [each.id for each in plan.removed]) == ((), [action_id])
    for change in (
        lambda: actions.save(team.id, action_id, entry(team), based_on=2),
        lambda: actions.report(team.id, action_id, status="done", notes="", based_on=2),
    ):
        with pytest.raises(NotFound, match=r"was taken out of the plan\. Put it back"):
            change()
    actions.put_back(team.id, action_id, based_on=2)
    found = now(team, action_id)
    assert (found.removed, found.version, found.entry) == (False, 3, entry(team))
    assert [each.removed for each in actions.history(team.id, action_id)] == [False, True, False]
    said = [each.action for each in audit_log.entries(team.id, limit=2)]
    assert said == ["actions.restore", "actions.remove"]


def test_to_take_out_twice_is_like_once_and_an_older_version_is_refused(team: TeamView) -> None:
    action_id = actions.begin(team.id, entry(team))
    actions.save(team.id, action_id, entry(team, notes="Newer."), based_on=1)
    with pytest.raises(ActionConflict):
        actions.take_out(team.id, action_id, based_on=1)
    actions.take_out(team.id, action_id, based_on=2)
    actions.take_out(team.id, action_id, based_on=2)
    assert now(team, action_id).version == 3


def test_a_reason_stands_only_while_something_is_stopped(team: TeamView) -> None:
    stopped = entry(team, status="stopped", reason="  The money\nended. ")
    action_id = actions.begin(team.id, stopped)
    assert now(team, action_id).entry.reason == "The money ended."
    actions.save(team.id, action_id, replace(stopped, status="planned"), based_on=1)
    assert now(team, action_id).entry.reason == ""


def test_the_owner_is_no_helper_and_nobody_helps_twice(team: TeamView) -> None:
    codes = [agency.code for agency in team.agencies]
    action_id = actions.begin(team.id, entry(team, helpers=(codes[0], codes[1], codes[1])))
    assert now(team, action_id).entry.helpers == (codes[1],)


def test_an_agency_that_leaves_the_roster_keeps_its_name_in_the_plan(team: TeamView) -> None:
    action_id = actions.begin(team.id, entry(team, owner=1))
    rest = (ROSTER[0], AgencyEntry("Courts of River county", "court", 5))
    teams.update_team(team.id, name=team.name, jurisdiction="", agencies=rest)
    found = now(team, action_id)
    assert found.owner_name == "New Shore Treatment"
    kept = replace(found.entry, notes="It goes on.")
    actions.save(team.id, action_id, kept, based_on=1)
    assert now(team, action_id).owner_name == "New Shore Treatment"
    assert now(team, action_id).helper_names == found.helper_names


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"what": " "}, "It is not said what will be done. Write one sentence."),
        ({"what": "x" * 401}, "One field has 401 characters. Use at most 400."),
        ({"notes": "x" * 2001}, "One field has 2,001 characters. Use at most 2,000."),
        ({"owner_agency": "nobody"}, "No agency on the roster owns it."),
        ({"owner_agency": ""}, "Choose the one that sees to it."),
        ({"helpers": ("nobody",)}, "An agency that helps is not on the roster."),
        ({"status": "almost"}, "It is not said where it stands. Choose from the list."),
        ({"status": "stopped"}, "It is not said why it was stopped. Write it down."),
        ({"due_on": date(2206, 5, 1)}, "2206-05-01 is more than 20 years away."),
        ({"check_on": date(2206, 5, 1)}, "Check the year."),
        ({"due_on": date(206, 5, 1)}, "0206-05-01 is more than 20 years away. Check the year."),
    ],
)
def test_an_action_that_says_too_little_is_refused_in_words(
    team: TeamView, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(ActionProblems) as refused:
        actions.begin(team.id, entry(team, **changes))
    assert said in told(refused)
    assert actions.actions(team.id) == ()


def test_there_is_an_end_to_the_plan_and_it_is_told(
    team: TeamView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_ACTIONS", 1)
    first = actions.begin(team.id, entry(team))
    with pytest.raises(ActionProblems, match=r"The plan has 1 actions\."):
        actions.begin(team.id, entry(team))
    actions.take_out(team.id, first, based_on=1)
    actions.begin(team.id, entry(team))
    with pytest.raises(ActionProblems, match=r"The plan has 1 actions\."):
        actions.put_back(team.id, first, based_on=2)


def test_whoever_answers_for_the_owner_says_where_it_stands_and_changes_nothing_else(
    team: TeamView,
) -> None:
    action_id = actions.begin(team.id, entry(team))
    with acting(member(team, answers_for=0)):
        assert actions.may_report(now(team, action_id), team_id=team.id)
        actions.report(team.id, action_id, status="done", notes="All called.", based_on=1)
        with pytest.raises(NotAllowed):
            actions.save(team.id, action_id, entry(team, what="Less."), based_on=2)
        with pytest.raises(NotAllowed):
            actions.take_out(team.id, action_id, based_on=2)
        with pytest.raises(NotAllowed):
            actions.begin(team.id, entry(team))
    found = now(team, action_id)
    assert found.entry == entry(team, status="done", notes="All called.")
    assert (found.version, found.saved_by_name) == (2, "Sam")
    later = audit_log.entries(team.id, limit=2)
    assert [each.action for each in later] == ["refused", "actions.report"]
    assert later[0].details == {"step": "actions.run"}


@pytest.mark.parametrize("answers_for", [1, 2, None])
def test_whoever_answers_for_another_agency_or_none_only_reads(
    team: TeamView, answers_for: int | None
) -> None:
    action_id = actions.begin(team.id, entry(team))  # the third agency helps, and owns nothing
    with acting(member(team, answers_for=answers_for)):
        assert not actions.may_report(now(team, action_id), team_id=team.id)
        with pytest.raises(NotAllowed, match="answers for the agency that owns the action"):
            actions.report(team.id, action_id, status="done", notes="", based_on=1)
    assert now(team, action_id).version == 1


def test_who_answered_for_the_owner_of_before_says_nothing_any_more(team: TeamView) -> None:
    action_id = actions.begin(team.id, entry(team))
    sam = member(team, answers_for=0)
    actions.save(team.id, action_id, entry(team, owner=1), based_on=1)
    with acting(sam), pytest.raises(NotAllowed):
        actions.report(team.id, action_id, status="done", notes="", based_on=2)


def test_a_consultant_reads_and_changes_nothing(team: TeamView) -> None:
    action_id = actions.begin(team.id, entry(team))
    with acting(Actor("c1", "Kim", "person", teams={team.id: "consultant"})):
        assert now(team, action_id).entry == entry(team)
        for change in (
            lambda: actions.begin(team.id, entry(team)),
            lambda: actions.save(team.id, action_id, entry(team), based_on=1),
            lambda: actions.report(team.id, action_id, status="done", notes="", based_on=1),
            lambda: actions.take_out(team.id, action_id, based_on=1),
        ):
            with pytest.raises(NotAllowed):
                change()


def test_nobody_of_another_team_finds_an_action(team: TeamView) -> None:
    action_id = actions.begin(team.id, entry(team))
    other = teams.create_team("Lake county", "", ROSTER)
    with pytest.raises(NotFound):
        actions.action(other.id, action_id)
    with acting(Actor("p1", "Ana", "person", teams={other.id: "facilitator"})):
        for read in (
            lambda: actions.action(team.id, action_id),
            lambda: action_plan.plan(team.id),
            lambda: actions.begin(team.id, ActionEntry("x", "y")),
        ):
            with pytest.raises(NotFound):
                read()
        assert action_plan.plan(other.id).actions == ()


def test_the_plan_goes_with_its_team_and_no_other_does(team: TeamView) -> None:
    other = teams.create_team("Lake county", "", ROSTER)
    actions.begin(team.id, entry(team))
    kept = actions.begin(other.id, entry(other))
    teams.delete_team(team.id, confirm_name=team.name)
    assert store.actions(team.id) == {}
    assert list(store.actions(other.id)) == [kept]


def test_open_ones_come_first_by_their_day_and_what_is_over_last(team: TeamView) -> None:
    days = {"none": None, "late": date(2026, 9, 1), "soon": date(2026, 4, 1)}
    for what, day in days.items():
        actions.begin(team.id, entry(team, what=what, due_on=day))
    over = actions.begin(team.id, entry(team, what="over", due_on=date(2026, 3, 1), status="done"))
    gone = entry(team, what="gone", status="stopped", reason="No room.")
    with at_day(date(2026, 3, 5)):
        actions.begin(team.id, gone)
    plan = action_plan.plan(team.id)
    assert [each.action.entry.what for each in plan.actions] == [
        *("soon", "late", "none", "gone", "over")
    ]
    assert dict(plan.counts()) == {"planned": 3, "under_way": 0, "done": 1, "stopped": 1}
    following = plan.next_due()
    assert following is not None
    assert following.entry.what == "soon"
    assert not now(team, over).is_overdue(today())


@pytest.mark.parametrize(
    ("status", "day", "overdue"),
    [
        ("planned", date(2026, 5, 1), False),
        ("planned", date(2026, 5, 2), True),
        ("under_way", date(2026, 5, 2), True),
        ("done", date(2026, 5, 2), False),
        ("stopped", date(2026, 5, 2), False),
    ],
)
def test_an_open_action_is_overdue_from_the_day_after_its_day(
    team: TeamView, status: str, day: date, overdue: bool
) -> None:
    action_id = actions.begin(team.id, entry(team, status=status, reason="No money."))
    assert now(team, action_id).is_overdue(day) is overdue


def test_a_check_is_due_on_its_day_unless_the_action_was_stopped(team: TeamView) -> None:
    done = now(team, actions.begin(team.id, entry(team, status="done")))
    assert not done.check_is_due(date(2026, 7, 31))
    assert done.check_is_due(date(2026, 8, 1))
    with at_day(date(2026, 8, 3)):
        looked = replace(done.entry, notes="We asked ten families: all were called back.")
        actions.save(team.id, done.id, looked, based_on=done.version)
    assert not now(team, done.id).check_is_due(date(2026, 8, 4))
    stopped = entry(team, status="stopped", reason="No money.")
    assert not now(team, actions.begin(team.id, stopped)).check_is_due(date(2026, 8, 1))
