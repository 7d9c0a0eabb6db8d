"""Whoever may not open the book of contacts cannot ask it, name by name, on any screen."""

from collections.abc import Callable, Collection
from dataclasses import replace

import pytest

from data.services import (
    audit_log,
    coding,
    contact_book,
    family_sessions,
    family_themes,
    intake,
    redacting,
    suspecting,
    transcripts,
)
from data.services.authority import acting
from data.services.errors import FamilyStateError, NotAllowed
from data.services.family_themes import ThemeEntry
from data.services.may_tell import MayTell
from data.services.summaries import save_summary
from data.services.transcripts import SaidBy
from tests.data.services.families.groups import Group, begun, contact, facilitator, held
from tests.made_once import made_once

GUESSES = "Rosalinda\nBeatriz\nOcampo\nDelgado\nXiomara\nTiffany\nyoung\nhope\npeople"
IN_THE_BOOK = ("Rosalinda Ocampo", "Xiomara Young", "Hope Summer")
QUESTION = "guide_barriers"


@pytest.fixture
@made_once
def made(sqlite_database: str) -> Group:
    """A session of a plan in whose book somebody stands, or nobody."""
    group = begun()
    held(group, people=2, name="One")
    return group


def fill(group: Group) -> None:
    for name in IN_THE_BOOK:
        intake.ask_to_come(group.plan.id, contact(group.plan, name))


def with_code(group: Group, words: str, cleared: Collection[str]) -> None:
    first, *others = coding.starting_codes("en")
    codes = (replace(first, definition=words), *others)
    coding.save_codebook(group.team_id, group.plan.id, codes, seen=0, cleared=cleared)


def sheet(group: Group, words: str, cleared: Collection[str]) -> None:
    session = group.sessions[0].id
    save_summary(group.team_id, session, QUESTION, words, seen=0, cleared=cleared)


def theme(group: Group, words: str, cleared: Collection[str]) -> None:
    entry = ThemeEntry(words, "got_in_way")
    family_themes.save_theme(group.team_id, group.plan.id, "", entry, seen=0, cleared=cleared)


def name_of_a_session(group: Group, words: str, cleared: Collection[str]) -> None:
    session = family_sessions.session(group.team_id, group.sessions[0].id)
    suspecting.check_name(group.team_id, session.study_id, words, cleared=cleared)


WAYS: dict[str, Callable[[Group, str, Collection[str]], None]] = {
    "sheet": sheet,
    "theme": theme,
    "code": with_code,
    "name of a session": name_of_a_session,
}


def asked(group: Group, way: str, role: str) -> list[tuple[object, ...]]:
    """What somebody is asked about who types guesses, and whether the rest is told apart."""
    with acting(facilitator(group.team_id, "Carl", role)):
        with pytest.raises(MayTell) as told:
            WAYS[way](group, GUESSES, ())
        return [(each.text, each.kinds, each.forms, each.places) for each in told.value.found]


@pytest.mark.parametrize("way", WAYS)
def test_a_consultant_is_asked_the_same_whoever_stands_in_the_book(made: Group, way: str) -> None:
    empty = asked(made, way, "consultant")
    assert empty == asked(made, way, "facilitator")
    fill(made)
    with acting(facilitator(made.team_id, "Carl", "consultant")), pytest.raises(NotAllowed):
        contact_book.open_book(made.team_id, made.plan.id)
    assert asked(made, way, "consultant") == empty
    known = [each for each in asked(made, way, "facilitator") if "roster" in str(each[1])]
    assert all(name in repr(known) for name in ("Rosalinda", "Xiomara", "young"))
    met = [each for each in audit_log.entries(made.team_id) if each.action.endswith("contacts-met")]
    assert [each.actor_name for each in met] == ["Carl"], "of the facilitator, once"


def test_a_consultant_may_save_what_only_the_book_knows_and_whoever_may_open_it_is_shown_that(
    made: Group,
) -> None:
    fill(made)
    words = "then young waited."
    with acting(facilitator(made.team_id, "Carl", "consultant")):
        theme(made, words, ())
        assert suspecting.known_to_the_book(made.team_id, made.plan.id, (words,)) == ()
    with acting(facilitator(made.team_id, "Robin")):
        shown = suspecting.known_to_the_book(made.team_id, made.plan.id, ("nobody came.", words))
    assert shown == ((1, "young"),)


def test_a_transcript_is_finished_by_somebody_who_is_asked_about_all_names(made: Group) -> None:
    fill(made)
    team_id = made.team_id
    (first, *_) = made.seats(made.sessions[0].id)
    said = [SaidBy(first.id, "then young called me and the people waited")]
    found = transcripts.add_transcript(team_id, made.sessions[0].id, said)
    found = transcripts.begin(team_id, found.id, seen=found.version)
    with acting(facilitator(team_id, "B. Quist", "consultant")):
        assert redacting.suspects(team_id, found.id) == ()
        found = redacting.carry_out(team_id, found.id, seen=found.version)
    with acting(facilitator(team_id, "A. Rivera", "consultant")):
        found = transcripts.mark_read(team_id, found.id, seen=found.version)
        with pytest.raises(NotAllowed, match="names that only the book knows"):
            transcripts.settle(team_id, found.id, seen=found.version)
    with acting(facilitator(team_id, "C. Vance")):
        (young,) = redacting.suspects(team_id, found.id)
        assert (young.text, young.kinds) == ("young", ("roster",))
        with pytest.raises(FamilyStateError, match="undecided"):
            transcripts.settle(team_id, found.id, seen=found.version)
