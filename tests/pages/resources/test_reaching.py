"""Help within reach without a browser: beside the state, in other ways of counting, or why not."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data.geography.gazetteer import areas
from data.services.authority import OPERATOR
from pages.parts import links, session
from tests.data.services.reachable import counted, listed

LOUISVILLE, NEAR_IT = (38.25, -85.75), (38.0, -85.6)
WHOLE = "".join(f"{each.id},20,,,,\n" for each in areas("KY"))
ANOTHER = "For experts: another way to count"
Show = Callable[[str, str], AppTest]


def screen(name: str) -> None:
    from importlib import import_module

    from pages.parts.session import signed_in

    with signed_in():
        import_module(f"pages.resources.{name}").page()


@pytest.fixture
def show(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Show:
    """A screen about a team's resources."""

    def run(name: str, team_id: str) -> AppTest:
        monkeypatch.setattr(session, "who_is_signed_in", lambda **_: OPERATOR)
        monkeypatch.setattr(links, "link", lambda *_, **__: None)
        monkeypatch.setattr(links, "back", lambda: None)
        app = AppTest.from_function(screen, default_timeout=60, args=(name,))
        app.query_params["team"] = team_id
        return well(app.run())

    return run


def well(app: AppTest) -> AppTest:
    assert not app.exception
    return app


def choose(app: AppTest, label: str, option: str) -> AppTest:
    (field,) = (each for each in app.selectbox if each.label == label)
    field.select_index(field.options.index(option))
    return well(app.run())


def told(app: AppTest) -> str:
    parts = (*app.markdown, *app.text, *app.info, *app.caption)
    return "\n".join(str(each.value) for each in parts).replace("\\", "")


def two_clinics(rows: str = WHOLE) -> str:
    team_id = listed({"s1": [LOUISVILLE], "s2": [NEAR_IT]}, {"s1": 60, "s2": 30})
    counted(team_id, rows)
    return team_id


def test_a_map_says_how_it_was_counted(show: Show) -> None:
    words = told(show("reaching", two_clinics()))
    assert "Families sent for help. Within 45 miles, those nearer count more" in words
    assert "three zones of the same width" in words
    assert "Below 100 there is less than one place for each family." in words


def test_counties_are_set_beside_the_mean_of_their_state(show: Show) -> None:
    """Ninety places for 120 counties of 20 families are 3.75 for each hundred."""
    app = choose(show("reaching", two_clinics()), "Show", "Compared with the whole state")
    words = told(app)
    assert (
        "The mean is 3.75 places a year per 100 families. 120 of the 120 counties of Kentucky "
        "stand behind it, with 100% of the families that are counted in the state." in words
    )
    assert "The mean of Kentucky is 1. Within 45 miles, those nearer count more" in words
    assert "none within reach: Adair; Allen; " in words
    assert "Spencer 16; Jefferson 22." in words
    assert "Below 100" not in words


@pytest.mark.parametrize(
    ("way", "title", "method"),
    [
        (
            "Less and less with distance (Gaussian)",
            "less and less with distance (Gaussian)",
            "Dai 2010",
        ),
        (
            "Half at twice the distance (gravity)",
            "half at twice the distance (gravity)",
            "Hansen 1959",
        ),
        ("Families choose a service (3SFCA)", "families choose (3SFCA)", "Wan, Zou and Sternberg"),
    ],
)
def test_experts_count_in_another_way_and_the_mean_stays(
    show: Show, way: str, title: str, method: str
) -> None:
    """What all services have is shared out in every way, so the mean of a whole state is one."""
    app = show("reaching", two_clinics())
    choose(app, "How distance counts", ANOTHER)
    choose(app, "Another way to count", way)
    places = told(app)
    assert f"Within 45 miles, {title}" in places
    assert method in places
    beside = told(choose(app, "Show", "Compared with the whole state"))
    assert f"The mean of Kentucky is 1. Within 45 miles, {title}" in beside
    assert "The mean is 3.75 places a year per 100 families." in beside


def test_where_too_few_counties_are_known_that_is_told_instead(show: Show) -> None:
    app = show("reaching", two_clinics("21111,100,,,,\n21151,50,,,,\n"))
    words = told(choose(app, "Show", "Compared with the whole state"))
    assert (
        "How counties of Kentucky compare with the whole state cannot be told: help within reach "
        "is known of 2 of its 120 counties. A mean of the state takes two counties or more, and "
        "at least half of all." in words
    )
    assert "The mean is" not in words


def test_where_nothing_is_in_reach_of_anybody_no_county_has_more_than_another(show: Show) -> None:
    team_id = listed({"s1": [(45.0, -110.0)]}, {"s1": 60})
    counted(team_id, WHOLE)
    words = told(choose(show("reaching", team_id), "Show", "Compared with the whole state"))
    assert "within reach of any of the 120 counties that are known, so no county has more" in words


def test_a_new_program_is_not_tried_in_ways_for_experts(show: Show) -> None:
    (field,) = (
        each
        for each in show("opening", two_clinics()).selectbox
        if each.label == "How distance counts"
    )
    assert len(field.options) == 2
    assert ANOTHER not in field.options


def test_a_map_that_lacks_a_service_says_at_least_and_who_is_known_from_a_list_alone(
    show: Show,
) -> None:
    team_id = listed({"s1": [LOUISVILLE], "s2": []}, {"s1": 60})
    counted(team_id, "21111,100,80,120,,\n")
    words = told(show("reaching", team_id))
    assert "Places a year, at least, per 100 families" in words
    assert "Jefferson: 60 or more (50 or more where need is high)" in words
    assert "how much is within reach is told “at least”" in words
    assert "less than one place on the map for each family" in words
    assert "1 of 2 services are known from a list alone" in words
    assert "at least" not in told(show("reaching", two_clinics()))
