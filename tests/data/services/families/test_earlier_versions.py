"""Earlier versions of themes and sheets keep no words after somebody took theirs back."""

from datetime import timedelta
from pathlib import Path

import pytest

from data import sealed_words
from data.clock import today
from data.services import family_ends, family_themes, seats, summaries
from data.services.family_themes import ThemeEntry
from data.services.read_again import READ_AGAIN
from data.services.summaries import sheet_place
from data.store import database as store
from data.store import family_words
from data.store.family_themes import theme_versions
from tests.data.services.families.groups import Group, begun, held
from tests.data.services.families.searching import holding
from tests.made_once import made_once

OWN = "a parent slept on the stairs of the court"
"""What somebody said, and a theme once repeated."""
QUESTION = "guide_barriers"


@pytest.fixture
@made_once
def made(database: str) -> Group:
    """Two versions of a theme that is there, of one that was taken out, and of an answer."""
    made = begun()
    session = held(made, people=3, name="One")
    about = (made.team_id, made.plan.id)
    for removed in (False, True):
        entry = ThemeEntry(f"Once {OWN}.", "got_in_way")
        theme = family_themes.save_theme(*about, "", entry, seen=0)
        labels = [each.label for each in made.seats(session.id)]
        family_themes.support_by_sheet(*about, theme, session.id, labels)
        if removed:
            family_themes.remove_theme(*about, theme, seen=1)
        else:
            now = ThemeEntry(f"Parents wait, and {OWN}.", "got_in_way")
            family_themes.save_theme(*about, theme, now, seen=1)
    for number, words in enumerate((f"Once {OWN}.", f"Waiting, and {OWN}.")):
        summaries.save_summary(made.team_id, session.id, QUESTION, words, seen=number)
    return made


def told(made: Group) -> list[str]:
    """What of the words stands in any version of a theme or an answer that opens."""
    found = [row["words"] for row in theme_versions(made.team_id, made.plan.id)]
    session_id = made.sessions[0].id
    for row in family_words.summary_versions(made.team_id, session_id):
        place = sheet_place(row["question"], row["version"])
        try:
            found.append(sealed_words.unseal(row["sealed"], owner=session_id, place=place))
        except sealed_words.WordsGone:
            continue
    return [each for each in found if OWN in each]


def files(home: Path, request: pytest.FixtureRequest) -> list[Path]:
    """Where the tables lie; the log of changes of a server goes by itself."""
    if store.is_sqlite():
        return [home]
    server = request.getfixturevalue("postgresql")
    server.run("CHECKPOINT")
    return [home, server.folder / "base"]


def sealed(made: Group) -> list[bytes]:
    rows = family_words.summary_versions(made.team_id, made.sessions[0].id)
    return [row["sealed"] for row in rows if row["sealed"]]


def test_only_what_waits_to_be_read_again_says_it_and_then_nothing_does(
    made: Group, home: Path, request: pytest.FixtureRequest
) -> None:
    about, session = (made.team_id, made.plan.id), made.sessions[0]
    earlier = sealed(made)
    assert len(told(made)) == 6
    seats.withdraw(made.receipts[session.id][0].card)
    now = f"Parents wait, and {OWN}."
    assert sorted(told(made)) == sorted([now, f"{READ_AGAIN}\nWaiting, and {OWN}."])
    assert holding(f"Once {OWN}".encode(), *files(home, request)) == []
    assert [each for each in earlier if holding(each, *files(home, request))] == []
    (theme,) = family_themes.all_themes(*about)
    family_themes.save_theme(
        *about, theme.id, ThemeEntry("Parents wait.", "got_in_way"), seen=theme.version
    )
    (answer,) = (e for e in summaries.sheet(made.team_id, session.id) if e.question == QUESTION)
    marked = sealed(made)
    summaries.save_summary(made.team_id, session.id, QUESTION, "Waiting.", seen=answer.version)
    assert told(made) == []
    assert holding(OWN.encode(), *files(home, request)) == []
    assert [each for each in marked if holding(each, *files(home, request))] == []


def test_a_theme_that_is_taken_out_instead_says_nothing_either(
    made: Group, home: Path, request: pytest.FixtureRequest
) -> None:
    seats.withdraw(made.receipts[made.sessions[0].id][0].card)
    (theme,) = family_themes.all_themes(made.team_id, made.plan.id)
    family_themes.remove_theme(made.team_id, made.plan.id, theme.id, seen=theme.version)
    assert holding(OWN.encode(), *files(home, request)) == []


def test_once_the_words_of_a_session_end_themes_stand_as_they_are_now_alone(
    made: Group, home: Path, request: pytest.FixtureRequest
) -> None:
    days = made.plan.settings.redacted_days
    assert family_ends.run_clocks(today() + timedelta(days=days)) > 0
    assert told(made) == [f"Parents wait, and {OWN}."]
    assert holding(f"Once {OWN}".encode(), *files(home, request)) == []


def test_who_saved_which_version_and_when_words_began_stays(made: Group) -> None:
    session_id = made.sessions[0].id
    first = family_words.first_written(made.team_id, session_id)
    seats.withdraw(made.receipts[session_id][0].card)
    assert family_words.first_written(made.team_id, session_id) == first
    versions = theme_versions(made.team_id, made.plan.id)
    assert {row["saved_by_name"] for row in versions if not row["words"]} - {""}
