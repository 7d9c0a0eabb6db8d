"""What was destroyed is told with the backups that may hold it still, and until when."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from data.clock import at_day
from data.services import backups_noted, family_ends, intake, seats
from data.services.authority import acting
from data.services.errors import NotFound
from data.services.family_copies import copies
from tests.data.services.families.groups import Group, begun, contact, facilitator, held

DAY = date(2026, 11, 20)


def backup(folder: Path, *days: date) -> None:
    for day in days:
        (folder / f"common-table-{day}.backup").touch()


@pytest.fixture
def group(sqlite_database: str) -> Group:
    """A plan of which the book of contacts and the words of a seat were destroyed."""
    made = begun()
    intake.ask_to_come(made.plan.id, contact(made.plan))
    session = held(made, people=3, name="One")
    with at_day(DAY):
        family_ends.destroy_contacts(made.team_id, made.plan.id)
        seats.withdraw(made.receipts[session.id][0].card)
    return made


def test_only_backups_from_before_may_hold_it_and_never_contacts(
    group: Group, tmp_path: Path
) -> None:
    about = (group.team_id, group.plan.id)
    told = copies(*about, day=DAY).entries
    assert [(each.entry.what, each.backups, each.until) for each in told] == [
        ("contacts", 0, None),
        ("seat", 0, None),
    ]
    before, after = DAY - timedelta(days=3), DAY + timedelta(days=2)
    backup(tmp_path, before, DAY, after)
    backups_noted.note(tmp_path, day=DAY, days=28, is_folder=True)
    contacts, seat = copies(*about, day=DAY).entries
    assert (contacts.backups, contacts.until) == (0, None)
    assert (seat.backups, seat.until) == (2, DAY + timedelta(days=28))
    (tmp_path / f"common-table-{DAY}.backup").unlink()
    (_, seat) = copies(*about, day=DAY).entries
    assert (seat.backups, seat.until) == (1, before + timedelta(days=28))
    (tmp_path / f"common-table-{before}.backup").unlink()
    (_, seat) = copies(*about, day=DAY).entries
    assert (seat.backups, seat.until) == (0, None)


def test_a_backup_without_a_day_leaves_it_open_and_one_past_its_day_is_told(
    group: Group, tmp_path: Path
) -> None:
    about = (group.team_id, group.plan.id)
    files = [tmp_path / name for name in ("one.backup", "two.backup")]
    for file in files:
        file.touch()
    backups_noted.note(files[0], day=DAY, days=7)
    last = DAY + timedelta(days=7)
    for day, overdue in ((last, 0), (last + timedelta(days=1), 1)):
        now = copies(*about, day=day)
        assert (now.entries[1].until, now.overdue) == (last, overdue)
    backups_noted.note(files[1], day=DAY, days=None)
    now = copies(*about, day=DAY)
    assert (now.entries[1].backups, now.entries[1].until) == (2, None)


def test_who_is_of_no_team_is_told_of_no_backup(group: Group) -> None:
    with acting(facilitator("another")), pytest.raises(NotFound):
        copies(group.team_id, group.plan.id, day=DAY)
