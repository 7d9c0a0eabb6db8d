"""Nobody outside of the team is shown a theme that only its writer has read."""

from datetime import timedelta

import pytest

from data.clock import today
from data.services import families, family_theme_readers, family_themes, seats
from data.services.authority import acting
from data.services.errors import ChangedMeanwhile, FamilyStateError
from data.services.family_files import findings_of
from data.services.family_themes import ThemeEntry, shown_themes
from data.store.connections import writing
from data.tables.base import table_of
from data.tables.families import FamilyTheme
from scoring.themes import INSIDE_THE_TEAM, PUBLISHED
from tests.data.services.families.groups import Group, facilitator
from tests.data.services.families.themed import SAID, read_through, themed

OTHER = ThemeEntry("Families wait for very long.", "got_in_way")
LATER = timedelta(days=400)


def out(made: Group) -> set[str]:
    return set(shown_themes(made.team_id, made.plan.id, floor=PUBLISHED)[1])


def test_a_changed_theme_is_for_everybody_only_once_somebody_else_has_read_it(
    database: str,
) -> None:
    made, theme = themed()
    about = (made.team_id, made.plan.id)
    assert out(made) == {theme}
    family_themes.save_theme(*about, theme, OTHER, seen=1)
    assert out(made) == set()
    assert set(shown_themes(*about, floor=INSIDE_THE_TEAM)[1]) == {theme}
    with pytest.raises(FamilyStateError, match="that you wrote"):
        family_theme_readers.mark_read(*about, theme, seen=2)
    with (
        acting(facilitator(made.team_id, "Second reader")),
        pytest.raises(ChangedMeanwhile),
    ):
        family_theme_readers.mark_read(*about, theme, seen=1)
    assert out(made) == set()
    read_through(made, theme)
    assert out(made) == {theme}
    (now,) = family_themes.all_themes(*about)
    assert (now.version, now.read_by_name) == (2, "Second reader")


def test_what_is_left_out_of_findings_for_everybody_is_told(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, theme = themed()
    about = (made.team_id, made.plan.id)
    family_themes.save_theme(*about, theme, OTHER, seen=1)
    plan = families.study(*about)
    families.move_study(*about, "ended", seen=plan.version)
    day = today() + LATER
    monkeypatch.setattr("data.services.family_days.today", lambda: day)
    told = findings_of(*about, floor=PUBLISHED)
    assert told.themes == ()
    assert [(each.what, each.count) for each in told.withheld] == [("themes", 1)]
    assert "Nobody has read them yet" in told.withheld[0].why
    assert len(findings_of(*about).themes) == 1
    read_through(made, theme)
    assert len(findings_of(*about, floor=PUBLISHED).themes) == 1


def test_a_theme_that_waits_to_be_read_again_loses_its_reader(sqlite_database: str) -> None:
    made, theme = themed(("Families wait for long, all of us.", *SAID[1:]))
    about = (made.team_id, made.plan.id)
    seats.withdraw(made.receipts[made.sessions[0].id][0].card)
    (now,) = family_themes.all_themes(*about)
    assert (now.held, now.read_by_name) == (True, "")
    with (
        acting(facilitator(made.team_id, "Second reader")),
        pytest.raises(FamilyStateError, match="Read this theme again"),
    ):
        family_theme_readers.mark_read(*about, theme, seen=now.version)


def test_of_a_theme_of_an_earlier_program_the_name_tells_who_wrote_it(sqlite_database: str) -> None:
    made, theme = themed()
    about = (made.team_id, made.plan.id)
    with acting(facilitator(made.team_id, "Writer")):
        family_themes.save_theme(*about, theme, OTHER, seen=1)
    with writing() as connection:
        connection.execute(table_of(FamilyTheme).update().values(saved_by="", read_by_name=""))
    with (
        acting(facilitator(made.team_id, "Writer")),
        pytest.raises(FamilyStateError, match="that you wrote"),
    ):
        family_theme_readers.mark_read(*about, theme, seen=2)
    read_through(made, theme)
    assert out(made) == {theme}
