"""What the demo team said at its table, and the draft it left for whoever looks around."""

from datetime import timedelta

from data.clock import at_day
from data.services import guides, holds, principles, release
from data.services.demo_guides import fill_demo_guides
from tests.data.conftest import Maker
from tests.data.services.baselines import NOW
from tests.data.services.test_guides import ON_SQLITE, closed


@ON_SQLITE
def test_the_demo_has_notes_of_a_talk_and_a_draft_whose_lines_are_common_ground(
    make_round: Maker,
) -> None:
    with at_day(NOW - timedelta(days=20)):
        made = make_round()
        holds.plan(made.wave.id, 0, based_on=0)
        release.release_wave(closed(made).wave.id)
    with at_day(NOW):
        fill_demo_guides(made.team.id)
        noted = [
            each.item for each in guides.guide(made.wave.id, notes=True).picks if each.note.words
        ]
        now = principles.current(made.team.id)
        offered = {each.item for each in principles.offers(made.team.id)}
    assert len(noted) == 2
    assert (now.state, now.mission.version, now.vision.version) == ("draft", 2, 1)
    assert now.lines
    assert {each.item for each in now.lines} <= offered
    assert now.mission.saved_on == NOW - timedelta(days=3)
