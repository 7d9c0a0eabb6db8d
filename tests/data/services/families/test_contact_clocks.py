"""Contact details are gone within the days that were promised, whatever happens to a session."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.clock import at_day, today
from data.family_views import Counts, SessionEntry, SessionView
from data.services import contact_book, contact_rows, families, family_sessions, intake
from data.services.contact_rows import waits_until
from data.services.errors import FamilyProblems
from data.services.family_ends import run_clocks
from surveys.family_promises import consent_text
from surveys.family_settings import LONGEST_WAIT
from tests.data.services.families.groups import Group, begun, contact, held, settings

ENTRY = SessionEntry("Evening", "2026-11", "en", "in_person")
DAYS = 30


@pytest.fixture
def group(database: str) -> Group:
    """Somebody in the book."""
    made = begun(contact_days=DAYS)
    intake.ask_to_come(made.plan.id, contact(made.plan))
    return made


def stands(group: Group, status: str, session: str = "") -> None:
    (found,) = contact_book.open_book(group.team_id, group.plan.id)
    about = (group.team_id, group.plan.id, found.id)
    contact_book.set_status(*about, status, session, seen=found.version)  # pyright: ignore[reportArgumentType]


def opened(group: Group) -> SessionView:
    made = family_sessions.add_session(group.team_id, group.plan.id, ENTRY)
    return family_sessions.open_session(group.team_id, made.id, notice_read=True, seen=made.version)


def closed(group: Group, session: SessionView) -> None:
    counts = Counts(1, 1, 50.0)
    family_sessions.close_session(group.team_id, session.id, counts, seen=session.version)


def renamed(group: Group, session: SessionView) -> SessionView:
    entry = replace(ENTRY, name="At the library")
    return family_sessions.change_session(group.team_id, session.id, entry, seen=session.version)


def of_a_session_with_another_name(group: Group) -> None:
    stands(group, "coming", "Evening")
    closed(group, renamed(group, opened(group)))
    (found,) = contact_book.open_book(group.team_id, group.plan.id)
    assert found.session_name == "At the library"


def with_the_old_name_of_a_session(group: Group) -> None:
    session = renamed(group, opened(group))
    stands(group, "coming", "Evening")
    closed(group, session)


def of_a_session_that_nobody_closed(group: Group) -> None:
    stands(group, "coming", "Evening")
    opened(group)


def of_no_session_under_a_plan_that_has_ended(group: Group) -> None:
    held(group, people=3, name="One")
    families.move_study(group.team_id, group.plan.id, "ended", seen=group.plan.version)


@pytest.mark.parametrize(
    "contact_is",
    [
        of_a_session_with_another_name,
        with_the_old_name_of_a_session,
        of_a_session_that_nobody_closed,
        of_no_session_under_a_plan_that_has_ended,
    ],
    ids=lambda way: way.__name__,
)
def test_they_are_gone_on_the_last_day_and_not_two_days_before(
    group: Group, contact_is: Callable[[Group], None]
) -> None:
    contact_is(group)
    run_clocks(today() + timedelta(days=DAYS - 2))
    assert contact_book.how_many(group.team_id, group.plan.id) == 1
    run_clocks(today() + timedelta(days=DAYS))
    assert contact_book.how_many(group.team_id, group.plan.id) == 0


def test_their_last_day_moves_earlier_and_never_later(group: Group) -> None:
    stands(group, "came")
    ((_, last),) = contact_rows.last_days(group.plan.id).items()
    with at_day(today() + timedelta(days=20)):
        stands(group, "coming")
        stands(group, "came")
    assert list(contact_rows.last_days(group.plan.id).values()) == [last]
    run_clocks(today() + timedelta(days=DAYS))
    assert contact_book.how_many(group.team_id, group.plan.id) == 0


def test_no_session_takes_the_name_that_another_one_had(group: Group) -> None:
    first = renamed(group, opened(group))
    with pytest.raises(FamilyProblems, match="or had it"):
        family_sessions.add_session(group.team_id, group.plan.id, ENTRY)
    again = family_sessions.change_session(group.team_id, first.id, ENTRY, seen=first.version)
    assert again.entry.name == "Evening"


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("day", [1, 2, 15, 28])
def test_whoever_waits_is_forgotten_as_soon_as_their_consent_says(month: int, day: int) -> None:
    sent = date(2026, month, day)
    gone = waits_until(sent) + timedelta(days=1)
    assert sent + timedelta(days=LONGEST_WAIT - 31) < gone <= sent + timedelta(days=LONGEST_WAIT)
    said = {each.id: each.text for each in consent_text(settings(), "en")}
    assert f"at most {LONGEST_WAIT} days after you send this" in said["consent_contact"]
    said = {each.id: each.text for each in consent_text(settings(), "es")}
    assert f"a más tardar {LONGEST_WAIT} días después de que envíe esto" in said["consent_contact"]
