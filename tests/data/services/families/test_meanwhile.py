"""Of two who change the same thing at once one is told, and nothing of theirs is half saved."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace

import pytest

from data.family_views import Counts, SessionEntry
from data.services import (
    coding,
    contact_book,
    families,
    family_sessions,
    family_themes,
    intake,
    redacting,
    summaries,
    transcripts,
)
from data.services.errors import ChangedMeanwhile
from data.services.family_themes import ThemeEntry
from tests.data.services.families.groups import begun, contact, held, settings, written


def steps() -> dict[str, Callable[[int], object]]:
    """Everything that carries the version that was seen; the number makes two of them differ."""
    made = begun()
    team_id, plan = made.team_id, made.plan
    session = held(made, people=2, name="One")
    entry = SessionEntry("Two", "2026-11", "en", "in_person")
    planned = family_sessions.add_session(team_id, plan.id, entry)
    found = written(made, session)
    theme_entry = ThemeEntry("Waits are long.", "got_in_way")
    theme = family_themes.save_theme(team_id, plan.id, "", theme_entry, seen=0)
    intake.ask_to_come(plan.id, contact(plan))
    (person,) = contact_book.open_book(team_id, plan.id)
    codes = coding.codebook(team_id, plan.id).codes
    return {
        "plan": lambda n: families.change_study(
            team_id, plan.id, name=f"Plan {n}", settings=settings(), seen=plan.version
        ),
        "session": lambda n: family_sessions.change_session(
            team_id, planned.id, replace(entry, name=f"Two {n}"), seen=planned.version
        ),
        "counts": lambda n: family_sessions.close_session(
            team_id, session.id, Counts(came=n), seen=session.version
        ),
        "transcript": lambda _: transcripts.begin(team_id, found.id, seen=found.version),
        "theme": lambda n: family_themes.save_theme(
            team_id, plan.id, theme, replace(theme_entry, words=f"Theme {n}."), seen=1
        ),
        "sheet": lambda n: summaries.save_summary(
            team_id, session.id, "guide_barriers", f"Words {n}", seen=0
        ),
        "codes": lambda n: coding.save_codebook(
            team_id, plan.id, [replace(codes[0], label=f"Code {n}"), *codes[1:]], seen=0
        ),
        "contact": lambda n: contact_book.set_status(
            team_id, plan.id, person.id, "invited", f"One {n}", seen=person.version
        ),
    }


NAMES = ("plan", "session", "counts", "transcript", "theme", "sheet", "codes", "contact")


@pytest.mark.parametrize("name", NAMES)
def test_the_second_of_two_is_told(sqlite_database: str, name: str) -> None:
    step = steps()[name]
    step(1)
    refused = (ChangedMeanwhile,) if name != "transcript" else (ChangedMeanwhile, ValueError)
    with pytest.raises(refused):
        step(2)


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_of_eight_at_once_one_is_saved(database: str, name: str) -> None:
    step = steps()[name]

    def take(number: int) -> bool:
        try:
            step(number)
        except (ChangedMeanwhile, ValueError):
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        runs = [pool.submit(copy_context().run, take, number) for number in range(1, 9)]
    assert sum(each.result() for each in runs) == 1


def test_a_transcript_that_moved_on_takes_no_step_that_was_meant_for_before(
    sqlite_database: str,
) -> None:
    made = begun()
    found = written(made, held(made, people=2, name="One"))
    begun_with = transcripts.begin(made.team_id, found.id, seen=found.version)
    decided: dict[str, str | None] = {
        each.text: "[name]" for each in redacting.suspects(made.team_id, found.id)
    }
    redacting.decide(made.team_id, found.id, decided)
    with pytest.raises(ChangedMeanwhile):
        redacting.carry_out(made.team_id, found.id, seen=begun_with.version)
