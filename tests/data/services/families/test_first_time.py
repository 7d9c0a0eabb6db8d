"""Behind a finding stand people who are surely different, though some may have sat twice."""

import pytest

from data.family_views import Counts
from data.services import family_sessions, family_themes
from data.services.errors import FamilyProblems
from data.services.family_files import findings_of
from data.services.family_sessions import sat_before
from data.services.family_themes import ThemeEntry, shown_themes
from scoring.themes import PUBLISHED
from tests.data.services.families.groups import Group, begun, held
from tests.data.services.families.themed import read_through


def told(first: int | None) -> Group:
    """Three people behind a theme in each of two sessions; of the second, so many are new."""
    made = begun()
    about = (made.team_id, made.plan.id)
    entry = ThemeEntry("Families wait for long.", "got_in_way")
    theme = family_themes.save_theme(*about, "", entry, seen=0)
    for name in ("One", "Two"):
        session = held(made, people=3, name=name, first=3 if name == "One" else first)
        if name == "Two" and first is None:
            counts = Counts(came=3)
            family_sessions.close_session(made.team_id, session.id, counts, seen=session.version)
        labels = [each.label for each in made.seats(session.id)]
        family_themes.support_by_sheet(*about, theme, session.id, labels)
    read_through(made, theme)
    return made


@pytest.mark.parametrize(
    ("first", "people", "is_out"), [(None, 3, False), (0, 3, False), (1, 4, False), (2, 5, True)]
)
def test_three_who_came_twice_are_not_five(
    database: str, first: int | None, people: int, is_out: bool
) -> None:
    made = told(first)
    about = (made.team_id, made.plan.id)
    (theme,) = family_themes.all_themes(*about)
    assert (theme.behind.people, theme.behind.may_be_more) == (people, True)
    assert bool(shown_themes(*about, floor=PUBLISHED)[1]) == is_out
    (found,) = findings_of(*about).themes
    assert found.spread == f"at least {people} people in 2 sessions"
    (found,) = findings_of(*about, language="es").themes
    assert found.spread == f"al menos {people} personas en 2 sesiones"


def test_where_all_are_new_all_are_counted(sqlite_database: str) -> None:
    made = told(3)
    (found,) = findings_of(made.team_id, made.plan.id).themes
    assert found.spread == "6 people in 2 sessions"


def test_of_a_session_more_may_have_come_than_took_a_seat(sqlite_database: str) -> None:
    made = told(3)
    second = made.sessions[1]
    counts = Counts(came=5, newcomers=3)
    family_sessions.close_session(made.team_id, second.id, counts, seen=second.version)
    assert sat_before(made.team_id, made.plan.id) == {made.sessions[0].id: 0, second.id: 2}


@pytest.mark.parametrize("counts", [Counts(newcomers=1), Counts(came=2, newcomers=3)])
def test_no_more_are_new_than_came(sqlite_database: str, counts: Counts) -> None:
    made = begun()
    session = held(made, people=2, name="One")
    with pytest.raises(FamilyProblems) as asked:
        family_sessions.close_session(made.team_id, session.id, counts, seen=session.version)
    assert [each.where for each in asked.value.problems] == ["newcomers"]
