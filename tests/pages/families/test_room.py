"""The room: the notice before the first question, numbers and no names, a script to stop with."""

from dataclasses import replace
from itertools import pairwise

import pytest

from data.family_views import SessionEntry, SessionView
from data.services import family_ends, family_sessions, seats
from pages.families.run_sheet import timed
from surveys.families_content import families_content
from tests.data.services.families.groups import Group, begun, facilitator, held, seat_entry
from tests.pages.families.conftest import Show, Shown

WORDS = families_content().words("en")
PAUSE = "Pause: incident"


@pytest.fixture
def group(sqlite_database: str) -> Group:
    return begun(must_report=["A. Rivera"], languages=["en", "es"])


def planned(group: Group, language: str = "en") -> SessionView:
    entry = SessionEntry("Evening", "2026-11", language, "in_person")
    return family_sessions.add_session(group.team_id, group.plan.id, entry)


def opened(group: Group) -> SessionView:
    made = planned(group)
    return family_sessions.open_session(group.team_id, made.id, notice_read=True, seen=made.version)


def room(show: Show, group: Group, made: SessionView, **more: object) -> Shown:
    about = {"team": group.team_id, "plan": group.plan.id, "session": made.id}
    return show("room", **about, **more)


def now(group: Group, made: SessionView) -> SessionView:
    return family_sessions.session(group.team_id, made.id)


@pytest.mark.long
def test_a_session_is_planned_by_its_month_and_nothing_finer(show: Show, group: Group) -> None:
    shown = show("room", team=group.team_id, plan=group.plan.id)
    shown.field("text_input", "What this session is called").input("Evening")
    shown.field("text_input", "Year and month").input("2026-13")
    shown.press("Save this session")
    assert "is no month" in shown.problems
    shown.field("text_input", "Year and month").input("2026-11")
    shown.press("Save this session")
    (made,) = family_sessions.sessions(group.team_id, group.plan.id)
    assert made.entry == SessionEntry("Evening", "2026-11", "en", "in_person")


def test_a_name_of_somebody_is_asked_about_before_a_session_is_called_so(
    show: Show, group: Group
) -> None:
    shown = show("room", team=group.team_id, plan=group.plan.id)
    shown.field("text_input", "What this session is called").input("Evening with Vancastle")
    shown.field("text_input", "Year and month").input("2026-11")
    shown.press("Save this session")
    assert "“Vancastle”" in shown.words
    assert family_sessions.sessions(group.team_id, group.plan.id) == ()
    assert shown.field("text_input", "What this session is called").value.endswith("Vancastle")
    shown.field("checkbox", "I have looked at each of these").check()
    shown.press("Save this session")
    (made,) = family_sessions.sessions(group.team_id, group.plan.id)
    assert made.entry.name == "Evening with Vancastle"


def test_it_opens_only_once_the_notice_is_ticked(show: Show, group: Group) -> None:
    made = planned(group)
    shown = room(show, group, made)
    assert WORDS.notice.text in shown.words
    assert "Whom the law makes report:** A. Rivera" in shown.words
    shown.press("Open the session")
    assert "Read it out, then tick it." in shown.problems
    assert now(group, made).state == "planned"
    shown.app.checkbox[0].check()
    shown.press("Open the session")
    assert now(group, made).state == "open"


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_run_sheet_has_every_step_its_minutes_and_every_probe_in_the_language_of_the_session(
    show: Show, group: Group, language: str
) -> None:
    words = families_content().words(language)
    shown = room(show, group, planned(group, language))
    for step in families_content().structure.run_sheet:
        assert words.step(step.id) in shown.words
    for question in words.questions.values():
        for probe in question.probes:
            assert probe in shown.words


def test_the_minutes_run_on_without_a_hole_to_the_length_of_a_session() -> None:
    steps = timed()
    assert steps[0].begins == 0
    assert all(now.begins == before.ends for before, now in pairwise(steps))
    assert steps[-1].ends == families_content().structure.minutes


def test_the_script_is_on_the_screen_at_once_and_the_pause_is_counted(
    show: Show, group: Group
) -> None:
    made = opened(group)
    shown = room(show, group, made).press(PAUSE)
    for step in WORDS.incident.values():
        assert step.do in shown.words
        assert not step.say or step.say in shown.words
    assert "Paused once." in shown.words
    assert now(group, made).pauses == 1
    shown.press("Go on with the session")
    assert now(group, made).pauses == 1


@pytest.mark.long
def test_the_script_is_there_even_when_the_pause_cannot_be_counted(
    show: Show, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = opened(group)
    shown = room(show, group, made)

    def refuse(*_: object, **__: object) -> None:
        raise family_sessions.ChangedMeanwhile("Not now.")

    monkeypatch.setattr(family_sessions, "pause_session", refuse)
    shown.press(PAUSE)
    assert "Not now." in shown.problems
    assert shown.has_button("Go on with the session")


def test_seats_are_numbers_and_tiers_are_counted_only_once_nobody_can_join(
    show: Show, group: Group
) -> None:
    made = opened(group)
    tiers = ("never", "inside", "inside")
    taken = [
        seats.take_seat(made.id, seat_entry(group.plan, tier=tier), version=group.plan.version)
        for tier in tiers
    ]
    numbers = ", ".join(map(str, sorted(each.label for each in taken)))
    shown = room(show, group, made)
    assert f"3 seats are taken: numbers {numbers}." in shown.words
    inside = f"{WORDS.tiers['inside'].label}: 2"
    assert inside not in shown.words
    shown.field("number_input", "How many came").set_value(3)
    shown.press("Close the session").confirm("Close the session", "Close it")
    assert now(group, made).counts.came == 3
    shown = room(show, group, made)
    assert inside in shown.words
    for each in taken:
        assert each.card not in shown.words


@pytest.mark.long
def test_with_two_seats_no_tier_is_told(show: Show, group: Group) -> None:
    made = held(group, people=2, name="Two", tiers=("never", "never"))
    shown = room(show, group, made)
    assert "it is not told how many" in shown.words
    assert f"{WORDS.tiers['never'].label}: 2" not in shown.words


@pytest.mark.long
def test_a_lost_card_is_the_number_of_a_seat_and_a_second_look(show: Show, group: Group) -> None:
    made = held(group, people=3, name="Three")
    number = group.receipts[made.id][0].label
    shown = room(show, group, made)
    shown.field("selectbox", "Number of the seat").select(number)
    shown.press("Take back what this seat said …")
    assert len(family_sessions.seats(group.team_id, made.id)) == 3
    shown.confirm("Take back what this seat said …", "Destroy it for good")
    left = {each.label for each in family_sessions.seats(group.team_id, made.id)}
    assert left == {each.label for each in group.receipts[made.id]} - {number}
    assert [each.what for each in family_ends.destructions(group.team_id, group.plan.id)] == [
        "seat"
    ]


@pytest.mark.long
def test_numbers_can_be_put_right_afterwards(show: Show, group: Group) -> None:
    made = held(group, people=3, name="Three")
    shown = room(show, group, made)
    shown.field("number_input", "Paid in all").set_value(125.0)
    shown.press("Save these numbers")
    assert now(group, made).counts.paid_amount == 125.0


@pytest.mark.long
def test_a_consultant_reads_and_runs_nothing(show: Show, group: Group) -> None:
    made = opened(group)
    who = facilitator(group.team_id, role="consultant")
    shown = room(show, group, made, who=who)
    assert "Evening" in shown.words
    assert not [each for each in shown.app.button if each.label != "Go on"]
    assert now(group, made).pauses == 0


def test_one_no_to_recording_is_told_and_not_whose(show: Show, sqlite_database: str) -> None:
    group = begun(recording_mode="audio")
    made = opened(group)
    refused, allowed = "Do not record.", "said yes to recording"
    assert refused in room(show, group, made).words
    entry = seat_entry(group.plan)
    for said, told in ((True, allowed), (True, allowed), (False, refused)):
        answer = replace(entry, may_record=said)
        seats.take_seat(made.id, answer, version=group.plan.version)
        shown = room(show, group, made)
        assert told in shown.words
        assert (refused in shown.words) is (told is refused)


def test_where_nobody_records_nothing_is_said_of_recording(show: Show, group: Group) -> None:
    words = room(show, group, opened(group)).words
    assert "No seat is taken." in words
    assert "Do not record." not in words
    assert "yes to recording" not in words


def test_the_sound_is_said_to_be_erased_where_it_may_be_recorded(
    sqlite_database: str, show: Show
) -> None:
    made = begun(recording_mode="audio")
    session = held(made, people=3, name="Evening")
    about = {"team": made.team_id, "plan": made.plan.id, "session": session.id}
    shown = show("room", **about)
    assert "People were promised that the sound is erased by" in shown.words
    shown.press("The sound is erased …")
    shown.confirm("The sound is erased …", "No copy of it is left")
    assert "The sound is erased. That was said on this page." in show("room", **about).words
    assert "The sound of a session: 1 recording" in show("plan", **about).words
    quiet = begun()
    session = held(quiet, people=3, name="Evening")
    about = {"team": quiet.team_id, "plan": quiet.plan.id, "session": session.id}
    assert "sound" not in show("room", **about).words


def test_the_room_asks_once_and_as_a_number_who_sits_there_for_the_first_time(
    sqlite_database: str, show: Show
) -> None:
    made = begun()
    session = held(made, people=3, name="Evening", first=0)
    about = {"team": made.team_id, "plan": made.plan.id, "session": session.id}
    shown = show("room", **about)
    shown.field("number_input", "How many of them sat with us for the first time").set_value(2)
    shown.press("Save these numbers")
    counts = family_sessions.session(made.team_id, session.id).counts
    assert (counts.came, counts.newcomers) == (3, 2)


def test_a_report_is_said_to_be_shown_to_those_who_took_part_first(
    sqlite_database: str, show: Show
) -> None:
    made = begun(shown_first=True)
    about = {"team": made.team_id, "plan": made.plan.id}
    shown = show("findings", **about)
    assert "Not now: People were promised to be shown the report" in shown.words
    shown.press("The report was shown to them …")
    shown.confirm("The report was shown to them …", "It was shown to them")
    assert "Not now:" not in show("findings", **about).words
