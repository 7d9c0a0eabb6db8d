"""Need not met, by county: the screen without a browser, with need and without it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data.services import teams
from data.services.authority import OPERATOR
from pages.parts import links, session
from tests.data.services.reachable import ROSTER, counted, doubted
from tests.data.services.unmet import NEED, several
from tests.pages.meeting.conftest import screen
from tests.pages.results.looking import charts, texts

Show = Callable[[str], AppTest]


@pytest.fixture
def shown(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Show:
    """The screen of a team; where its links lead to is written on it."""
    import streamlit as st

    monkeypatch.setattr(session, "who_is_signed_in", lambda **_: OPERATOR)
    monkeypatch.setattr(session, "token", lambda: None)
    monkeypatch.setattr(links, "link", lambda name, *_, **__: st.text(f"to {name}"))
    monkeypatch.setattr(links, "back", lambda: None)

    def run(team_id: str) -> AppTest:
        app = AppTest.from_function(screen, default_timeout=60, args=("pages.resources.unmet",))
        app.query_params["team"] = team_id
        return checked(app.run())

    return run


def checked(app: AppTest) -> AppTest:
    assert not app.exception
    return app


def written(app: AppTest) -> str:
    """All that is on the screen, without the marks that keep text plain."""
    return texts(app).replace("\\", "").replace("\u2060", "")


def lines(app: AppTest, beginning: str) -> list[str]:
    """The lines of the words of the chart that begin so."""
    (told,) = (each.value for each in app.text if each.value.startswith(beginning))
    return str(told).splitlines()


def order(app: AppTest) -> list[str]:
    return [line.split(":")[0] for line in lines(app, "Need that finds no place")[1:]]


def test_without_need_by_county_it_says_so_and_shows_the_ways(shown: Show) -> None:
    app = shown(several())
    assert "nobody has brought in how many families there are" in app.info[0].value
    assert charts(app) == []
    told = written(app)
    assert "to resources-need-county" in told
    assert "to resources-weights" in told


def test_without_a_confirmed_service_nothing_is_said_about_gaps(shown: Show) -> None:
    team_id = teams.create_team("River county", "", ROSTER).id
    counted(team_id, NEED)
    app = shown(team_id)
    assert "That does not mean that there is no help" in app.info[0].value
    assert charts(app) == []


def test_kinds_stand_in_their_order_and_what_has_no_range_below(shown: Show) -> None:
    team_id = several()
    counted(team_id, NEED)
    app = shown(team_id)
    assert order(app) == [
        *("Peer support specialists", "Outpatient treatment"),
        *("Medicine for opioid use disorder (MOUD)", "All together, as weighed"),
        *("Residential treatment", "Lawyers for parents and children"),
    ]
    told = lines(app, "Need that finds no place")
    assert "or less; in 8 of 10 cases" in told[1]
    assert told[5].startswith("Residential treatment: At most 93%. As stated, where need is")
    assert "at most 168 of 180 families. No agency has estimated" in told[5]
    assert told[6].endswith("Not known. No service says how much it can take.")
    assert "In the file without a number, so in no sum: Oldham (KY)." in written(app)
    assert len(charts(app)) == 2


def test_weights_turn_the_order_and_all_at_zero_leave_what_has_no_range(shown: Show) -> None:
    team_id = several()
    counted(team_id, NEED)
    app = shown(team_id)
    app.number_input(key="weight-peer_support").set_value(0)
    checked(app.run())
    assert order(app)[:2] == ["Outpatient treatment", "Medicine for opioid use disorder (MOUD)"]
    assert not any("or less" in line for line in lines(app, "Need that finds no place"))
    for kind in ("outpatient", "moud"):
        app.number_input(key=f"weight-{kind}").set_value(0)
    checked(app.run())
    assert order(app) == ["Residential treatment", "Lawyers for parents and children"]


def test_counties_are_told_with_what_is_not_known_of_them(shown: Show) -> None:
    team_id = several()
    counted(team_id, NEED)
    app = shown(team_id)
    app.selectbox[0].set_value("moud")
    checked(app.run())
    jefferson, _, pike, rest = lines(app, "Families that can be served per 100")[2:]
    assert jefferson == "Jefferson: 120 (from 61 to 250). Without a place: 0 (from 0 to 38)"
    assert pike.startswith("Pike: not known; 0 or more, since 1 service for it does not say how")
    assert rest.startswith("No figure of need: Adair")
    app.selectbox[0].set_value("residential")
    checked(app.run())
    assert "1 of 1 services count for the counties that they say they serve" in written(app)
    assert "service that serves several counties is not taken off: Oldham" in written(app)
    app.selectbox[0].set_value("peer_support")
    checked(app.run())
    assert "an address is confidential. What they can take is in no county" in written(app)


def test_a_service_that_only_a_list_knows_is_said_beside_each_figure(shown: Show) -> None:
    team_id = doubted(several(), "s4")
    counted(team_id, NEED)
    app = shown(team_id)
    told = next(each for each in lines(app, "Need that finds no place") if "Outpatient" in each)
    assert "at least" in told
    assert "Of 2 services 1 is known from a list alone." in told
    app.selectbox[0].set_value("outpatient")
    checked(app.run())
    jefferson = lines(app, "Families that can be served per 100")[2]
    assert jefferson.endswith("1 service for it is known from a list alone")
    assert "(from 0 to " in jefferson
    assert "one end of each range counts them, the other does not" in written(app)
