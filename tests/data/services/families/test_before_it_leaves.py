"""Nothing leaves the team while words can be taken back; what stays says that it does."""

from datetime import timedelta

import pytest

from data.clock import at_day, today
from data.exports.families.findings_words import WORDS, written_day
from data.exports.report.themes_part import themes
from data.exports.report.words import words as report_words
from data.family_views import SessionEntry
from data.services import family_sessions, summaries
from data.services import seats as seat_service
from data.services.authority import acting
from data.services.errors import FamilyStateError, NotAllowed
from data.services.family_days import why_it_stays
from data.services.family_files import findings_of, take
from scoring.themes import PUBLISHED
from tests.data.services.families.groups import Group, begun, facilitator, held, seat_entry
from tests.data.services.families.searching import unpacked
from tests.data.services.families.themed import SAID, quoted, themed
from tests.made_once import made_once

ENTRY = SessionEntry("Third", "2026-11", "en", "in_person")
ONLY, NOT_OVER = WORDS["en"]["team_only"], WORDS["en"]["not_over"]


@pytest.fixture
@made_once
def group(database: str) -> Group:
    """A theme of eight people, after the days in which words can be taken back."""
    made, theme = themed(tier="public", withdraw_days=30)
    quoted(made, theme, words=SAID[0], scope="public")
    return made


def refused(group: Group) -> str:
    with pytest.raises(FamilyStateError) as told:
        take(group.team_id, group.plan.id, "html", public=True)
    with pytest.raises(FamilyStateError):
        findings_of(group.team_id, group.plan.id, floor=PUBLISHED)
    assert why_it_stays(group.team_id, group.plan.id) == str(told.value)
    return str(told.value)


@pytest.mark.parametrize("holds", ["seats", "words"])
def test_nothing_leaves_while_a_session_with_seats_or_words_is_not_over(
    group: Group, holds: str
) -> None:
    about = (group.team_id, group.plan.id)
    with at_day(today() + timedelta(days=31)):
        assert why_it_stays(*about) == ""
        third = family_sessions.add_session(*about, ENTRY)
        assert why_it_stays(*about) == ""
        third = family_sessions.open_session(
            group.team_id, third.id, notice_read=True, seen=third.version
        )
        if holds == "seats":
            seat_service.take_seat(third.id, seat_entry(group.plan), version=group.plan.version)
        else:
            summaries.save_summary(group.team_id, third.id, "guide_barriers", "Waits.", seen=0)
        assert "'Third' is over" in refused(group)
        assert NOT_OVER.encode() in take(*about, "html").content


def test_days_to_withdraw_are_told_in_what_stays_and_refuse_what_leaves(group: Group) -> None:
    about = (group.team_id, group.plan.id)
    last = today() + timedelta(days=30)
    written = written_day(last, WORDS["en"])
    until = WORDS["en"]["until"].format(day=written)
    for day, runs in ((today(), True), (last, True), (last + timedelta(days=1), False)):
        with at_day(day):
            for key in ("html", "docx", "qdpx", "xlsx"):
                content = unpacked(take(*about, key).content)
                assert ONLY.encode() in content
                said = (written.encode() in content, last.isoformat().encode() in content)
                assert any(said) == runs, (key, day)
            told = themes((findings_of(*about),), words=report_words("en"))
            lines = [getattr(each, "text", "") for each in told]
            assert (ONLY in lines, until in lines) == (True, runs)
            if runs:
                assert "for 30 days after" in refused(group)
    with at_day(last + timedelta(days=1)):
        out = take(*about, "html", public=True).content
    assert SAID[0].encode() in out
    assert ONLY.encode() not in out


def test_a_member_is_not_told_what_may_leave(sqlite_database: str) -> None:
    made = begun()
    held(made, people=3, name="One")
    with acting(facilitator(made.team_id, "Member", role="member")), pytest.raises(NotAllowed):
        why_it_stays(made.team_id, made.plan.id)


def test_both_languages_say_what_few_raised_is_not_told() -> None:
    for language, few in (("en", "enough people"), ("es", "suficientes personas")):
        for gap in ("unvoiced", "working"):
            assert few in WORDS[language][gap]
