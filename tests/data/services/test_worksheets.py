"""Sheets that a team fills in together: whoever saves when, nobody's part is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from data.services import audit_log, teams, worksheets
from data.services.authority import OPERATOR, Actor, acting
from data.services.errors import NotAllowed, NotFound, ScanProblems, ScanStateError
from data.services.worksheets import Cell, SharedRow, remove_row, save_row, save_task, sheet
from data.store import worksheets as store
from data.views import AgencyEntry
from surveys.worksheets import information_sharing, role_comparison

ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore Treatment", "sud_treatment", 5),
)
TASKS = tuple(task.id for task in role_comparison().tasks)
ROLES = tuple(role.id for role in role_comparison().roles)
TASK, OTHER_TASK = TASKS[:2]
ROLE, OTHER_ROLE = ROLES[:2]
CHECK = information_sharing().checks[0].id
MEANWHILE = "Somebody has changed this part meanwhile. Yours is not saved"
AGREED = Cell("to_agree", "After the retreat")
NEW_ROW = SharedRow(
    "", "When a bed is free", "sud_treatment", ("child_welfare",), "A call", "Daily", "None needed"
)


@pytest.fixture
def team_id(database: str) -> str:
    return teams.create_team("River county", "", ROSTER).id


def person(team_id: str, role: str | None) -> Actor:
    """Somebody with a role in this team, or in none."""
    return Actor(id="p1", name="Sam", kind="person", teams={team_id: role} if role else {})


def cells(team_id: str, task: str = TASK) -> dict[str, Cell]:
    return dict(sheet(team_id, "roles").roles[task])


def rows(team_id: str) -> dict[str, SharedRow]:
    return {row.id: row for row in sheet(team_id, "sharing").rows}


def first_row(team_id: str) -> SharedRow:
    return sheet(team_id, "sharing").rows[0]


def all_at_once(steps: list[Callable[[], object]]) -> list[bool]:
    """Take all steps at one moment; which of them were not told that somebody was first."""
    together = Barrier(len(steps))

    def take(step: Callable[[], object]) -> bool:
        with acting(OPERATOR):
            together.wait()
            try:
                step()
            except ScanStateError:
                return False
        return True

    with ThreadPoolExecutor(len(steps)) as people:
        return list(people.map(take, steps))


def test_before_anybody_changes_it_a_sheet_shows_the_proposal_and_names_nobody(team_id):
    roles, sharing = sheet(team_id, "roles"), sheet(team_id, "sharing")
    for task in role_comparison().tasks:
        assert {role: (cell.answer, cell.note) for role, cell in roles.roles[task.id].items()} == {
            role: (cell.answer, cell.note or "") for role, cell in task.roles.items()
        }
    assert [(row.id, row.what, row.asked) for row in sharing.rows] == [
        (row.id, row.what, row.checks) for row in information_sharing().rows
    ]
    assert {tuple(row.checks) for row in sharing.rows} == {()}
    for each in (roles, sharing):
        assert (each.version, each.saved_by_name, each.saved_on) == (0, "", None)


def test_a_changed_task_is_kept_and_every_other_stays_as_proposed(team_id):
    before = sheet(team_id, "roles")
    seen = cells(team_id)
    save_task(team_id, TASK, {**seen, ROLE: AGREED}, seen=seen)
    after = sheet(team_id, "roles")
    assert (after.version, after.saved_by_name) == (1, OPERATOR.name)
    assert after.roles[TASK] == {**seen, ROLE: AGREED}
    assert {t: after.roles[t] for t in TASKS[1:]} == {t: before.roles[t] for t in TASKS[1:]}


def test_two_who_change_two_tasks_from_the_same_screen_both_keep_theirs(team_id):
    screen = sheet(team_id, "roles").roles
    for task in (TASK, OTHER_TASK):
        save_task(team_id, task, {**screen[task], ROLE: AGREED}, seen=screen[task])
    assert cells(team_id)[ROLE] == cells(team_id, OTHER_TASK)[ROLE] == AGREED


def test_who_changes_the_same_task_second_is_told_and_writes_nothing_over(team_id):
    seen = cells(team_id)
    save_task(team_id, TASK, {**seen, ROLE: AGREED}, seen=seen)
    with pytest.raises(ScanStateError, match=MEANWHILE):
        save_task(team_id, TASK, {**seen, OTHER_ROLE: Cell("no")}, seen=seen)
    assert cells(team_id) == {**seen, ROLE: AGREED}
    assert len(store.versions(team_id, "roles")) == 1


def test_who_looks_again_and_saves_changes_what_is_there_then(team_id):
    seen = cells(team_id)
    save_task(team_id, TASK, {**seen, ROLE: AGREED}, seen=seen)
    save_task(team_id, TASK, {OTHER_ROLE: Cell("no")}, seen=cells(team_id))
    assert cells(team_id) == {**seen, ROLE: AGREED, OTHER_ROLE: Cell("no")}


def test_a_role_that_is_left_out_stays_and_the_task_can_be_changed_again(team_id):
    seen = cells(team_id)
    save_task(team_id, TASK, {ROLE: AGREED}, seen=seen)
    save_task(team_id, TASK, {ROLE: Cell("yes")}, seen=cells(team_id))
    assert cells(team_id) == {**seen, ROLE: Cell("yes")}


@pytest.mark.parametrize("kind", ["roles", "sharing"])
def test_the_same_change_twice_is_one_version_and_no_conflict(team_id, kind):
    seen, row = cells(team_id), first_row(team_id)
    for _ in range(2):
        if kind == "roles":
            save_task(team_id, TASK, {**seen, ROLE: AGREED}, seen=seen)
        else:
            save_row(team_id, replace(row, how="By phone"), seen=row)
    assert sheet(team_id, kind).version == 1


def test_earlier_versions_of_a_sheet_stay_stored(team_id):
    row = first_row(team_id)
    for how in ("By phone", "By letter"):
        save_row(team_id, replace(row, how=how), seen=first_row(team_id))
    assert [version["version"] for version in store.versions(team_id, "sharing")] == [2, 1]
    assert "By phone" in store.versions(team_id, "sharing")[1]["body"]


def test_a_row_is_added_at_the_end_with_every_check_still_to_be_made(team_id):
    save_row(team_id, NEW_ROW, seen=None)
    *proposed, added = sheet(team_id, "sharing").rows
    assert [row.id for row in proposed] == [row.id for row in information_sharing().rows]
    assert added.id.startswith("own_")
    assert replace(added, id="", asked=()) == NEW_ROW
    assert added.asked == tuple(check.id for check in information_sharing().checks)


def test_two_rows_added_at_once_are_two_rows(team_id):
    save_row(team_id, NEW_ROW, seen=None)
    save_row(team_id, NEW_ROW, seen=None)
    assert len(rows(team_id)) == len(information_sharing().rows) + 2


def test_a_changed_row_stays_in_its_place_with_its_checks(team_id):
    row = first_row(team_id)
    changed = replace(row, what="Only the first visit", checks={CHECK: "not_sure"})
    save_row(team_id, changed, seen=row)
    assert first_row(team_id) == changed
    assert len(rows(team_id)) == len(information_sharing().rows)


def test_a_row_that_was_taken_out_stays_out_whatever_else_is_saved(team_id):
    gone, other, *_ = sheet(team_id, "sharing").rows
    remove_row(team_id, gone)
    remove_row(team_id, gone)
    save_row(team_id, replace(other, how="By phone"), seen=other)
    save_row(team_id, NEW_ROW, seen=None)
    assert gone.id not in rows(team_id)
    assert len(rows(team_id)) == len(information_sharing().rows)


def test_who_changes_a_row_from_an_old_screen_does_not_bring_it_back(team_id):
    row = first_row(team_id)
    remove_row(team_id, row)
    with pytest.raises(ScanStateError, match=MEANWHILE):
        save_row(team_id, replace(row, how="By phone"), seen=row)
    assert row.id not in rows(team_id)


def test_who_takes_out_a_row_that_was_changed_meanwhile_is_told_and_it_stays(team_id):
    row = first_row(team_id)
    changed = replace(row, how="By phone")
    save_row(team_id, changed, seen=row)
    with pytest.raises(ScanStateError, match=MEANWHILE):
        remove_row(team_id, row)
    assert first_row(team_id) == changed


def test_a_row_comes_back_only_where_somebody_saw_that_it_was_gone(team_id):
    row = first_row(team_id)
    remove_row(team_id, row)
    save_row(team_id, row, seen=None)
    assert rows(team_id)[row.id] == row


def test_there_are_at_most_sixty_rows_and_whoever_adds_another_is_told(team_id, monkeypatch):
    monkeypatch.setattr(worksheets, "MOST_ROWS", len(rows(team_id)) + 1)
    save_row(team_id, NEW_ROW, seen=None)
    with pytest.raises(ScanStateError, match=r"There are 11 rows\. Take one out"):
        save_row(team_id, NEW_ROW, seen=None)
    row = first_row(team_id)
    save_row(team_id, replace(row, how="By phone"), seen=row)
    assert first_row(team_id).how == "By phone"


def test_twenty_who_change_thirteen_tasks_and_seven_rows_at_once_all_keep_theirs(team_id):
    screen, listed = sheet(team_id, "roles").roles, sheet(team_id, "sharing").rows[:7]

    def change_task(task: str) -> Callable[[], object]:
        note = Cell("depends", f"On {task}")
        return lambda: save_task(team_id, task, {ROLE: note}, seen=screen[task])

    def change_row(row: SharedRow) -> Callable[[], object]:
        return lambda: save_row(team_id, replace(row, how=f"As for {row.id}"), seen=row)

    steps = [*map(change_task, TASKS[:13]), *map(change_row, listed)]
    assert all_at_once(steps) == [True] * 20
    for task in TASKS[:13]:
        assert cells(team_id, task) == {**screen[task], ROLE: Cell("depends", f"On {task}")}
    for row in listed:
        assert rows(team_id)[row.id] == replace(row, how=f"As for {row.id}")
    assert sheet(team_id, "roles").version == 13
    assert sheet(team_id, "sharing").version == 7


def test_twenty_who_add_a_row_at_once_to_one_sheet_all_find_theirs(team_id):
    def add(number: int) -> Callable[[], object]:
        return lambda: save_row(team_id, replace(NEW_ROW, what=f"Row {number}"), seen=None)

    assert all_at_once([add(number) for number in range(20)]) == [True] * 20
    assert {f"Row {n}" for n in range(20)} <= {row.what for row in rows(team_id).values()}
    assert sheet(team_id, "sharing").version == 20


def test_twenty_who_change_one_task_from_one_screen_are_one_saved_and_nineteen_told(team_id):
    seen = cells(team_id)

    def change(number: int) -> Callable[[], object]:
        return lambda: save_task(team_id, TASK, {ROLE: Cell("yes", f"By {number}")}, seen=seen)

    saved = all_at_once([change(number) for number in range(20)])
    assert saved.count(True) == 1
    assert cells(team_id)[ROLE] == Cell("yes", f"By {saved.index(True)}")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (Cell("maybe"), "'maybe' is no choice here. Choose one of the four."),
        (Cell(""), "'' is no choice here. Choose one of the four."),
        (Cell("depends", "x" * 401), "A note has 401 characters. Use at most 400."),
    ],
)
def test_a_choice_or_note_that_will_not_do_is_told_and_nothing_is_saved(team_id, cell, said):
    with pytest.raises(ScanProblems) as told:
        save_task(team_id, TASK, {ROLE: cell, OTHER_ROLE: cell}, seen=cells(team_id))
    assert str(told.value) == f"{said}\n{said}"
    assert [problem.where for problem in told.value.problems] == [ROLE, OTHER_ROLE]
    assert sheet(team_id, "roles").version == 0


def test_a_role_or_task_that_is_not_on_the_sheet_is_told_and_not_stored(team_id):
    with pytest.raises(ScanProblems, match="'pilot' is no role here"):
        save_task(team_id, TASK, {"pilot": AGREED}, seen=cells(team_id))
    with pytest.raises(NotFound, match="not on the sheet"):
        save_task(team_id, "flies", {ROLE: AGREED}, seen={})
    assert store.versions(team_id, "roles") == ()


@pytest.mark.parametrize(
    ("wrong", "where", "said"),
    [
        ({"what": " \u200b "}, "what", "It is not said what is shared."),
        ({"what": "x" * 401}, "what", "One field has 401 characters."),
        ({"how": "x" * 401}, "how", "One field has 401 characters."),
        ({"how_often": "x" * 401}, "how_often", "One field has 401 characters."),
        ({"consent": "x" * 401}, "consent", "One field has 401 characters."),
        ({"sender": ""}, "receivers", "It is not said who tells whom."),
        ({"sender": "the moon"}, "receivers", "It is not said who tells whom."),
        ({"receivers": ()}, "receivers", "It is not said who tells whom."),
        ({"receivers": ("court", "the moon")}, "receivers", "It is not said who tells whom."),
        ({"checks": {CHECK: "perhaps"}}, "checks", "A check has another answer than"),
        ({"checks": {"weather": "yes"}}, "checks", "A check has another answer than"),
    ],
)
def test_a_row_that_will_not_do_is_told_with_its_field_and_nothing_is_saved(
    team_id, wrong, where, said
):
    row = first_row(team_id)
    with pytest.raises(ScanProblems, match=said) as told:
        save_row(team_id, replace(row, **wrong), seen=row)
    assert [problem.where for problem in told.value.problems] == [where]
    assert sheet(team_id, "sharing").version == 0


@pytest.mark.parametrize("option", ["yes", "no", "not_sure"])
def test_a_check_is_answered_with_yes_no_or_not_sure(team_id, option):
    row = first_row(team_id)
    save_row(team_id, replace(row, checks={CHECK: option}), seen=row)
    assert dict(first_row(team_id).checks) == {CHECK: option}


def test_texts_of_exactly_four_hundred_characters_are_kept_whole(team_id):
    long, row = "ä" * 400, first_row(team_id)
    save_row(team_id, replace(row, what=long, how=long, how_often=long, consent=long), seen=row)
    kept = first_row(team_id)
    assert kept.what == kept.how == kept.how_often == kept.consent == long


@pytest.mark.parametrize("role", ["member", "facilitator"])
def test_members_and_facilitators_change_a_sheet_in_their_own_name(team_id, role):
    with acting(person(team_id, role)):
        save_task(team_id, TASK, {ROLE: AGREED}, seen=cells(team_id))
        remove_row(team_id, first_row(team_id))
    assert sheet(team_id, "roles").saved_by_name == "Sam"
    assert sheet(team_id, "sharing").saved_by_name == "Sam"


def test_a_consultant_reads_and_changes_nothing(team_id):
    row = first_row(team_id)
    with acting(person(team_id, "consultant")):
        assert sheet(team_id, "sharing").rows[0] == row
        for step in (
            lambda: save_task(team_id, TASK, {ROLE: AGREED}, seen=cells(team_id)),
            lambda: save_row(team_id, NEW_ROW, seen=None),
            lambda: remove_row(team_id, row),
        ):
            with pytest.raises(NotAllowed, match="Nothing was done"):
                step()
    assert sheet(team_id, "roles").version == sheet(team_id, "sharing").version == 0


def test_for_somebody_outside_of_the_team_there_is_no_sheet(team_id):
    seen, row = cells(team_id), first_row(team_id)
    with acting(person(team_id, None)):
        for step in (
            lambda: sheet(team_id, "roles"),
            lambda: save_task(team_id, TASK, {ROLE: AGREED}, seen=seen),
            lambda: save_row(team_id, NEW_ROW, seen=None),
            lambda: remove_row(team_id, row),
        ):
            with pytest.raises(NotFound):
                step()


def test_a_change_is_in_the_log_with_its_sheet_and_without_its_words(team_id):
    save_row(team_id, replace(NEW_ROW, what="Very private"), seen=None)
    entry = audit_log.entries(team_id, limit=1)[0]
    assert (entry.action, dict(entry.details)) == ("worksheet.change", {"sheet": "sharing"})
    assert "private" not in str(entry)
