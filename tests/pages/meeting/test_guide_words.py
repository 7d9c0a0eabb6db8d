"""A guide without any statement says why, to whoever leads the talk and to whoever reads."""

from data.services import closing, guides, holds, invitations, release
from tests.pages.meeting.conftest import Show, answered, opened_wave, released_wave

GUIDE = "pages.meeting.guide"
INTRO = "Begin with what you share."


def told(app) -> str:
    return " ".join(str(each.value) for kind in ("info", "text") for each in app.get(kind))


def test_of_too_few_answers_nothing_is_shown_and_nothing_can_be_added(show: Show) -> None:
    wave = opened_wave()
    for place, slip in enumerate(invitations.issue(wave.id, "link")[:4]):
        answered(slip, place)
    closing.close_wave(wave.id)
    holds.plan(wave.id, 0, based_on=0)
    release.release_wave(wave.id)
    app = show(GUIDE, wave=wave.id)
    assert "Too few people answered for any statement to be shown" in told(app)
    assert INTRO not in told(app)
    assert not app.selectbox or all(box.label != "Statement to add" for box in app.selectbox)


def test_a_list_that_was_emptied_by_hand_says_so_and_not_that_there_is_nothing(show: Show) -> None:
    wave = released_wave(days=0)
    assert INTRO in told(show(GUIDE, wave=wave.id))
    while guide := guides.guide(wave.id).picks:
        based_on = guides.guide(wave.id).version
        guides.take_out(wave.id, guide[0].item, based_on=based_on)
    said = told(show(GUIDE, wave=wave.id))
    assert "Every statement was taken off this list. Add some, or go back" in said
    assert INTRO not in said
    read = told(show(GUIDE, wave=wave.id, team=wave.team_id, role="member"))
    assert "Every statement was taken off this list." in read
    assert "Add some" not in read
