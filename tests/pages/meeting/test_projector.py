"""The projector: nothing but what was released, and while people answer nothing but a number."""

import pytest
from streamlit.testing.v1 import AppTest

from data.services import holds, invitations, meetings, release
from tests.pages.meeting.conftest import Show, answered, opened_wave, released_wave
from tests.pages.results.looking import charts, everything

PROJECTOR, RESULTS = "pages.meeting.projector", "pages.facilitator.results"
NOTE = "Mrs. Pelican must not speak first"


def written(app: AppTest) -> str:
    """All that is on the screen, labels of buttons too, without the marks that keep text plain."""
    labels = [button.label for button in app.button]
    return "\n".join([everything(app), *labels]).replace("\\", "")


def in_address(app: AppTest, name: str) -> str:
    """A value of the address; the test's browser keeps it alone or as a list."""
    value = app.query_params.get(name, "1")
    return value if isinstance(value, str) else value[-1]


def at_step(app: AppTest) -> str:
    return in_address(app, "step")


def press(app: AppTest, label: str) -> None:
    next(each for each in app.button if each.label == label and not each.disabled).click().run()
    assert not app.exception


def test_no_step_shows_a_note_or_what_somebody_wrote(show: Show) -> None:
    wave = released_wave()
    for part in meetings.PARTS:
        meetings.keep_note(wave.id, part, NOTE, based_on=0)
    assert release.comments(wave.id, "open_talk_about").texts
    app, seen, drawn = show(PROJECTOR, wave=wave.id), [], 0
    while True:
        seen.append(written(app))
        drawn += len(charts(app))
        assert len(app.title) == 1
        if not any(b.label == "Next" and not b.disabled for b in app.button):
            break
        press(app, "Next")
    assert len(seen) == int(at_step(app)) >= 8
    assert drawn >= 4
    for words in seen:
        assert "Pelican" not in words
        assert "heron" not in words


@pytest.mark.long
def test_the_step_stands_in_the_address_and_odd_ones_lead_to_the_nearest(show: Show) -> None:
    wave = released_wave()
    first = show(PROJECTOR, wave=wave.id)
    press(first, "Next")
    assert at_step(first) == "2"
    again = show(PROJECTOR, wave=wave.id, step="2")
    assert again.title[0].value == first.title[0].value
    press(again, "Back")
    assert at_step(again) == "1"
    for odd in ("0", "-1", "x", "²", "1e9", ""):
        assert show(PROJECTOR, wave=wave.id, step=odd).text[0].value.startswith("1 of ")
    last = show(PROJECTOR, wave=wave.id, step="999")
    assert all(button.disabled for button in last.button if button.label == "Next")


def test_the_keys_of_a_clicker_lead_both_ways_and_no_other_key_does() -> None:
    from pages.meeting.clicker.component import KEYS

    assert {key for key, way in KEYS.items() if way == "next"} == {"ArrowRight", "PageDown"}
    assert {key for key, way in KEYS.items() if way == "back"} == {"ArrowLeft", "PageUp"}


@pytest.mark.long
def test_the_language_can_be_changed_and_keeps_the_step(show: Show) -> None:
    app = show(PROJECTOR, wave=released_wave().id, step="2")
    app.selectbox[0].select("es").run()
    assert not app.exception
    assert app.title[0].value == "Quiénes contestaron"
    assert (at_step(app), in_address(app, "language")) == ("2", "es")


@pytest.mark.long
def test_letters_are_large_until_somebody_wants_them_small(show: Show) -> None:
    app = show(PROJECTOR, wave=released_wave().id, step="3")
    (before,) = charts(app)
    app.toggle[0].set_value(False).run()
    (after,) = charts(app)
    assert '"size":24' in before.proto.spec.replace(" ", "")
    assert '"size":15' in after.proto.spec.replace(" ", "")


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("member", PROJECTOR),
        *(
            pytest.param(*pair, marks=pytest.mark.long)
            for pair in (("member", RESULTS), ("consultant", PROJECTOR), ("consultant", RESULTS))
        ),
    ],
)
def test_a_held_result_is_on_no_screen_of_those_who_wait(show: Show, role: str, name: str) -> None:
    wave = released_wave()
    waiting = show(name, role=role, team=wave.team_id, wave=wave.id)
    assert not charts(waiting)
    assert "The whole team sees it from" in written(waiting)
    assert not any(each.label == "Next" for each in waiting.button)
    seen = show(name, role="facilitator", team=wave.team_id, wave=wave.id)
    assert "Only facilitators see this yet." in written(seen)
    holds.show_now(wave.id, based_on=holds.hold(wave.id).version)
    now = show(name, role=role, team=wave.team_id, wave=wave.id)
    assert "from it who said what" in written(now) or charts(now)
    assert "Only facilitators" not in written(now)


@pytest.mark.parametrize("kind", ["code", pytest.param("link", marks=pytest.mark.long)])
def test_while_people_answer_the_room_sees_their_number_and_the_way_in_but_no_code(
    show: Show, kind: str
) -> None:
    wave = opened_wave()
    slips = invitations.issue(wave.id, kind)  # type: ignore[arg-type]
    for place, slip in enumerate(slips[:4]):
        answered(slip, place)
    app = show(PROJECTOR, role="member", team=wave.team_id, wave=wave.id)
    words = written(app)
    assert app.title[0].value == "4 of 18 have answered"
    assert not any(group.named("en") in words for group in wave.groups)
    assert not any(slip.secret in words for slip in slips)
    assert ("/code" in words) == (kind == "code")
    assert len(app.get("image")) == (1 if kind == "code" else 0)


@pytest.mark.long
def test_before_release_there_is_no_step(show: Show) -> None:
    from data.services import closing

    wave = opened_wave()
    closing.close_wave(wave.id)
    app = show(PROJECTOR, wave=wave.id)
    assert not app.button
    assert "The result is not released yet." in written(app)


@pytest.mark.long
def test_a_wave_that_is_not_there_says_so(show: Show) -> None:
    assert show(PROJECTOR, wave="nowhere").title[0].value == "No such wave"
