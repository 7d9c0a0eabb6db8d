"""The demo team does something about each kind of thing it found."""

import pytest

from data.services import action_plan, demo, teams

WORDS = {
    "scan": "Peer support is offered in the first days",
    "finding": "The center takes no vouchers.",
    "theme": "Rides to treatment and visits come late",
    "nothing": "",
}


@pytest.mark.long
def test_five_made_up_actions_come_from_five_things_and_some_moved_on(sqlite_database: str) -> None:
    team = teams.team(demo.fill_demo())
    plan = action_plan.plan(team.id)
    assert team.demo
    came_from = {each.action.source.kind: each.action.source.words for each in plan.actions}
    assert set(came_from) == {*WORDS, "statement"}
    for kind, said in WORDS.items():
        assert came_from[kind].startswith(said)
    assert {(each.status_then, each.action.entry.status) for each in plan.actions} == {
        ("under_way", "done"),
        ("planned", "under_way"),
        ("stopped", "stopped"),
        (None, "planned"),
        (None, "under_way"),
    }
    assert [each.action.is_overdue(plan.as_of) for each in plan.actions].count(True) == 1
    (told,) = [each.statement for each in plan.actions if each.statement is not None]
    assert told.then is not None
    assert told.now is not None
    assert (told.side, told.why) != (None, None)
