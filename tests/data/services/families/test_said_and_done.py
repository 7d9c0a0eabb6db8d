"""What was promised of sound, and of seeing the report first, is said to be done, or it stays."""

from datetime import timedelta

import pytest

from data.clock import at_day, today
from data.services import families, family_ends, family_sessions
from data.services.errors import ChangedMeanwhile, FamilyStateError
from data.services.family_days import why_it_stays
from surveys.family_promises import consent_text
from tests.data.services.families.groups import Group, begun, held, settings

LATER = timedelta(days=40)


def test_the_sound_of_each_session_is_said_to_be_erased_before_anything_leaves(
    database: str,
) -> None:
    made = begun(recording_mode="audio", audio_days=10)
    about = (made.team_id, made.plan.id)
    one, two = (held(made, people=3, name=name) for name in ("One", "Two"))
    last = today() + timedelta(days=10)
    assert family_ends.sound_ends_on(made.plan, one.id) == last
    with at_day(today() + LATER):
        assert "the sound of" in why_it_stays(*about)
        family_ends.sound_is_erased(made.team_id, one.id, seen=one.version)
        assert "the sound of 'Two'" in why_it_stays(*about)
        family_sessions.say_sound(made.team_id, two.id, "none", seen=two.version)
        assert why_it_stays(*about) == ""
    told = family_ends.destructions(*about)
    assert [(each.what, each.how, each.sound) for each in told] == [("sound", "by_hand", True)]
    assert family_ends.sound_ends_on(made.plan, one.id) is None


def test_sound_is_erased_once_and_only_where_there_could_be_any(database: str) -> None:
    made = begun(recording_mode="audio")
    session = held(made, people=3, name="One")
    with pytest.raises(ChangedMeanwhile):
        family_ends.sound_is_erased(made.team_id, session.id, seen=session.version - 1)
    family_ends.sound_is_erased(made.team_id, session.id, seen=session.version)
    with pytest.raises(FamilyStateError, match="said before"):
        family_ends.sound_is_erased(made.team_id, session.id, seen=session.version + 1)
    assert len(family_ends.destructions(made.team_id, made.plan.id)) == 1


def test_where_no_sound_was_promised_there_is_none_to_erase(sqlite_database: str) -> None:
    made = begun()
    session = held(made, people=3, name="One")
    assert family_ends.sound_ends_on(made.plan, session.id) is None
    with pytest.raises(FamilyStateError, match="no sound is recorded"):
        family_ends.sound_is_erased(made.team_id, session.id, seen=session.version)


def test_counts_that_are_corrected_leave_what_became_of_the_sound(sqlite_database: str) -> None:
    made = begun(recording_mode="audio")
    session = held(made, people=3, name="One")
    now = family_sessions.say_sound(made.team_id, session.id, "none", seen=session.version)
    now = family_sessions.close_session(made.team_id, now.id, now.counts, seen=now.version)
    assert now.sound == "none"


def shown(made: Group) -> None:
    plan = families.study(made.team_id, made.plan.id)
    families.say_shown(made.team_id, made.plan.id, seen=plan.version)


def test_nothing_leaves_before_it_was_shown_to_all_who_took_part(database: str) -> None:
    made = begun(shown_first=True)
    about = (made.team_id, made.plan.id)
    held(made, people=3, name="One")
    with at_day(today() + LATER):
        assert "to be shown the report" in why_it_stays(*about)
        shown(made)
        assert why_it_stays(*about) == ""
        plan = families.study(*about)
        families.change_study(*about, name="Other", settings=plan.settings, seen=plan.version)
        assert why_it_stays(*about) == ""
    made.plan = families.study(*about)
    with at_day(today() + LATER + timedelta(days=1)):
        held(made, people=3, name="Two")
    with at_day(today() + 2 * LATER + timedelta(days=1)):
        assert "to be shown the report" in why_it_stays(*about)
        shown(made)
        assert why_it_stays(*about) == ""


def test_where_nobody_was_promised_to_see_it_first_nothing_waits_for_that(
    sqlite_database: str,
) -> None:
    made = begun()
    held(made, people=3, name="One")
    with pytest.raises(FamilyStateError, match="Nobody was promised"):
        shown(made)
    with at_day(today() + LATER):
        assert why_it_stays(made.team_id, made.plan.id) == ""


def test_the_consent_says_from_when_the_days_of_sound_count() -> None:
    kept = settings(recording_mode="audio", audio_days=10)
    for language, said in (("en", "10 days after the session"), ("es", "10 días después de la")):
        (text,) = [e.text for e in consent_text(kept, language) if e.id == "consent_recording"]
        assert said in text
