"""The facilitator's own screens: notes that nobody writes over, the hold, a group's briefing."""

import pytest
from streamlit.testing.v1 import AppTest

from data.clock import today
from data.exports.content import content_of
from data.services import holds, meetings, release, staff_log
from pages.meeting.briefing import MOST, statements_for, words_of
from pages.parts.readings import Reading
from tests.pages.meeting.conftest import Show, opened_wave, released_wave
from tests.pages.results.conftest import released_view
from tests.pages.results.looking import charts, everything

NOTES, HOLD, BRIEF = (f"pages.meeting.{name}" for name in ("notes", "hold", "briefing"))


def words_on(app: AppTest) -> str:
    return everything(app).replace("\\", "")


def field(app: AppTest, part: str) -> object:
    return next(each for each in app.text_area if each.label.startswith(part))


def press(app: AppTest, label: str, place: int = 0) -> None:
    [each for each in app.button if each.label == label][place].click().run()
    assert not app.exception


def kept(wave_id: str, part: str) -> str:
    return next(note.text for note in meetings.notes(wave_id) if note.part == part)


def test_a_note_is_saved_and_comes_back_as_text(show: Show) -> None:
    wave = opened_wave()
    app = show(NOTES, role="facilitator", team=wave.team_id, wave=wave.id)
    field(app, "Where we agree").set_value("![x](http://evil.example/p.gif) **b**")  # type: ignore[attr-defined]
    press(app, "Save this note", meetings.PARTS.index("agree"))
    assert kept(wave.id, "agree") == "![x](http://evil.example/p.gif) **b**"
    assert "evil" not in "".join(str(each.value) for each in app.markdown)


def test_a_second_editor_is_told_and_keeps_what_was_typed(show: Show) -> None:
    wave = opened_wave()
    app = show(NOTES, wave=wave.id)
    meetings.keep_note(wave.id, "close", "theirs", based_on=0)
    field(app, "What we will do").set_value("mine")  # type: ignore[attr-defined]
    press(app, "Save this note", meetings.PARTS.index("close"))
    assert kept(wave.id, "close") == "theirs"
    assert "Yours is not saved" in words_on(app)
    assert "theirs" in words_on(app)
    assert field(app, "What we will do").value == "mine"  # type: ignore[attr-defined]


@pytest.mark.long
@pytest.mark.parametrize("role", ["member", "consultant"])
@pytest.mark.parametrize("name", [NOTES, HOLD, BRIEF])
def test_nobody_else_opens_these_screens(show: Show, role: str, name: str) -> None:
    wave = released_wave(days=0)
    meetings.keep_note(wave.id, "close", "for us only", based_on=0)
    app = show(name, role=role, team=wave.team_id, wave=wave.id, group="g1")
    assert "This is for a facilitator of this team." in app.title[0].value.replace("\\", "")
    assert not app.text_area
    assert "for us only" not in words_on(app)


@pytest.mark.long
def test_a_hold_is_ended_with_a_button(show: Show) -> None:
    wave = released_wave()
    app = show(HOLD, role="facilitator", team=wave.team_id, wave=wave.id)
    press(app, "Let the whole team see it now")
    assert holds.hidden_until(wave.id) is None
    assert "The whole team sees this result." in words_on(app)


@pytest.mark.long
def test_a_hold_is_lengthened_with_a_day(show: Show) -> None:
    wave = released_wave()
    app = show(HOLD, wave=wave.id)
    app.text_input[0].set_value("soon")
    press(app, "Hold it until then")
    assert "Write a day such as" in words_on(app)
    app.text_input[0].set_value(today().isoformat())
    press(app, "Hold it until then")
    assert "Take a day after" in words_on(app)
    day = holds.first_day(9, released_on=today())
    app.text_input[0].set_value(day.isoformat())
    press(app, "Hold it until then")
    assert holds.hidden_until(wave.id) == day


@pytest.mark.long
def test_a_briefing_tells_of_one_group_and_of_no_other(show: Show) -> None:
    wave = released_wave()
    view = release.report(wave.id)
    reading = Reading(content_of(view, language="en"), "en")
    code = next(iter(reading.group_names))
    app = show(BRIEF, role="facilitator", team=wave.team_id, wave=wave.id, group=code)
    told = words_on(app)
    assert reading.group_names[code] in told
    others = [name for key, name in reading.group_names.items() if key != code]
    assert not any(name in told for name in others)
    assert not charts(app)


def briefed() -> list[dict[str, str]]:
    every = (each for each in staff_log.entries() if each.action == "result.brief")
    return [{name: str(told) for name, told in each.details.items()} for each in every]


def test_a_briefing_that_is_opened_by_its_address_is_in_the_log_once_for_each_opening(
    show: Show,
) -> None:
    wave = released_wave()
    codes = sorted(each.code for each in wave.groups)
    app = show(BRIEF, role="facilitator", team=wave.team_id, wave=wave.id, group=codes[0])
    assert briefed() == [{"group": codes[0]}]
    app.run()
    assert briefed() == [{"group": codes[0]}]
    show(BRIEF, role="facilitator", team=wave.team_id, wave=wave.id, group=codes[0])
    assert briefed() == [{"group": codes[0]}] * 2
    show(BRIEF, role="facilitator", team=wave.team_id, wave=wave.id, group="g9")
    assert len(briefed()) == 2


@pytest.mark.long
@pytest.mark.parametrize("group", ["", "g9", "<script>alert(1)</script>"])
def test_a_group_that_is_not_there_shows_no_figure(show: Show, group: str) -> None:
    wave = released_wave()
    app = show(BRIEF, wave=wave.id, group=group)
    assert "nothing about your group" in words_on(app)
    assert not any("agree" in str(text.value) for text in app.text)


def test_a_briefing_says_of_the_group_what_the_results_screen_says() -> None:
    view = released_view()
    reading = Reading(content_of(view, language="en"), "en")
    for name in reading.group_names.values():
        told, ids = statements_for(reading, name)
        assert told == "brief.first_wide"  # this result holds no comparison with chance
        assert 1 <= len(ids) <= MOST
        for item_id in ids:
            (row,) = reading.groups_table([item_id])
            assert words_of(reading, item_id, name) == (row["Whole team"], row[name])


def test_every_group_is_shown_the_same_statements_first() -> None:
    reading = Reading(content_of(released_view(), language="en"), "en")
    assert len({statements_for(reading, name) for name in reading.group_names.values()}) == 1
