"""Where a facilitator sees a held result on the way to the meeting, it says that others do not."""

from data.clock import today
from data.services import holds
from pages.parts.words import written_date
from tests.pages.meeting.conftest import Show, released_wave

GUIDE, CHAIN = "pages.meeting.guide", "pages.meeting.overview"


def notes_on(app) -> list[str]:
    return [str(each.value).replace("\\", "") for each in app.info]


def test_a_guide_and_the_chain_say_until_when_only_facilitators_see_them(show: Show) -> None:
    wave = released_wave()
    day = written_date(holds.first_day(holds.USUAL_DAYS, released_on=today()), "en")
    mark = f"Only facilitators see this until {day}."
    for name in (GUIDE, CHAIN):
        app = show(name, role="facilitator", team=wave.team_id, wave=wave.id)
        assert notes_on(app).count(mark) == 1
    holds.show_now(wave.id, based_on=holds.hold(wave.id).version)
    for name in (GUIDE, CHAIN):
        app = show(name, role="facilitator", team=wave.team_id, wave=wave.id)
        assert not any("Only facilitators see this" in note for note in notes_on(app))
