"""The screen that says how far lists can be relied on, and by whose word before any call."""

from data.services import directories, needs
from data.services.needs import FigureEntry
from data.views import TeamView
from tests.pages.facilitator.conftest import Show

ROWS = b"id,name,description,status\ns1,Methadone clinic,Methadone,active\n"


def test_it_says_whose_figure_stands_before_any_call(show: Show, team: TeamView) -> None:
    directories.accept(directories.read(team.id, {"services.csv": ROWS}, source="211"))
    told = show("resources.relying", team=team.id).words
    assert "83% of what ten other directories list could be used" in told
    assert "about 83% from elsewhere: 211" in told
    own = FigureEntry(0.5, source="Our own check")
    needs.save_figure(team.id, "listings_usable", own, based_on=0)
    told = show("resources.relying", team=team.id).words
    assert "50% of listings can be used, as your team wrote among the figures of need" in told
    assert "about 50% by your team's own figure: 211" in told
    assert "ten other directories" not in told
