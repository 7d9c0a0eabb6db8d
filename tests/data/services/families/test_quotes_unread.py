"""Whoever may not read a session learns little of it by proposing quotes, and none come through."""

import pytest

from data.family_views import Counts, SessionEntry
from data.services import (
    audit_log,
    coding,
    family_quote_words,
    family_sessions,
    family_themes,
    seats,
    transcripts,
)
from data.services.authority import Actor, acting
from data.services.errors import FamilyProblems, FamilyStateError, NotAllowed
from data.services.family_themes import ThemeEntry
from data.services.transcripts import SaidBy
from tests.data.services.families.groups import (
    Group,
    begun,
    facilitator,
    held,
    looked,
    released,
    seat_entry,
    written,
)
from tests.data.services.families.themed import CODE
from tests.made_once import made_once

READER, OTHER = "A. Rivera", "B. Quist"
KEPT = "Somebody told the judge I was using again and that was a lie."
GUESS = "She said: told the judge I was using."


@pytest.fixture
@made_once
def made(sqlite_database: str) -> tuple[Group, str, str]:
    """A released session and one that a single person reads; a theme, and who may not read it."""
    group = begun()
    found = released(group, written(group, held(group, people=2, name="One")))
    entry = SessionEntry("Two", "2026-11", "en", "in_person", (READER,))
    two = looked(family_sessions.add_session, group.team_id, group.plan.id, entry)
    two = family_sessions.open_session(group.team_id, two.id, notice_read=True, seen=two.version)
    seats.take_seat(two.id, seat_entry(group.plan, tier="never"), version=group.plan.version)
    counts = Counts(1, 1, 50.0, 1)
    two = family_sessions.close_session(group.team_id, two.id, counts, seen=two.version)
    (seat,) = family_sessions.seats(group.team_id, two.id)
    with acting(facilitator(group.team_id, READER)):
        raw = transcripts.add_transcript(group.team_id, two.id, [SaidBy(seat.id, KEPT)])
    entry = ThemeEntry("Families wait for long.", "got_in_way")
    with acting(person(group)):
        theme = family_themes.save_theme(group.team_id, group.plan.id, "", entry, seen=0)
        coding.add_coding(group.team_id, found.id, 2, 0, 21, CODE, seen=found.version)
        with pytest.raises(NotAllowed):
            transcripts.turns(group.team_id, raw.id)
    return group, theme, found.id


def person(group: Group, name: str = OTHER) -> Actor:
    return facilitator(group.team_id, name)


def propose(made: tuple[Group, str, str], words: str) -> None:
    group, theme, transcript_id = made
    (code,) = coding.codings(group.team_id, transcript_id)
    about = (group.team_id, group.plan.id, theme, code)
    family_themes.propose_quote(*about, words=words, scope="paraphrase")


def test_words_that_one_may_not_read_come_through_nowhere_and_are_not_repeated(
    made: tuple[Group, str, str],
) -> None:
    with acting(person(made[0])):
        with pytest.raises(FamilyProblems) as told:
            propose(made, GUESS)
        (problem,) = told.value.problems
        assert (
            problem.what == "Some of this was said in a session whose words you may not read yet."
        )
        assert not [word for word in ("judge", "told", "using") if word in repr(problem)]
        with pytest.raises(
            FamilyProblems, match=r"waited eleven weeks.* are the person's own words"
        ):
            propose(made, "They waited eleven weeks for treatment.")
        assert family_themes.quotes(made[0].team_id, made[0].plan.id) == ()


def test_whoever_may_read_it_is_told_which_words(made: tuple[Group, str, str]) -> None:
    group, _, transcript_id = made
    with acting(person(group, READER)):
        coding.finish(group.team_id, transcript_id)
    with acting(person(group)):
        coding.finish(group.team_id, transcript_id)
    with acting(person(group, READER)), pytest.raises(FamilyProblems, match="told the judge I was"):
        propose(made, GUESS)


def test_every_try_is_in_the_log_before_it_is_judged_and_a_day_has_so_many(
    made: tuple[Group, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(family_quote_words, "MOST_TRIES", 2)
    team_id = made[0].team_id
    with acting(person(made[0])):
        for _ in range(2):
            with pytest.raises(FamilyProblems):
                propose(made, GUESS)
        for words in (GUESS, "Nobody got in touch again."):
            with pytest.raises(FamilyStateError, match="no more for now"):
                propose(made, words)
    tried = [each for each in audit_log.entries(team_id) if each.action == "families.quote-propose"]
    assert [each.actor_name for each in tried] == [OTHER] * 4
    now = max(each.at for each in tried)
    monkeypatch.setattr(audit_log, "seconds", lambda: now + 24 * 60 * 60)
    with acting(person(made[0])):
        propose(made, "Nobody got in touch again.")
        assert len(family_themes.quotes(team_id, made[0].plan.id)) == 1


def test_whoever_reads_everything_is_not_held_up(
    made: tuple[Group, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(family_quote_words, "MOST_TRIES", 0)
    group, _, transcript_id = made
    for name in (OTHER, READER):
        with acting(person(group, name)):
            coding.finish(group.team_id, transcript_id)
    with acting(person(group, READER)):
        propose(made, "Nobody got in touch again.")
