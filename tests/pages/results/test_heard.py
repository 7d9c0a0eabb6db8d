"""Themes of families beside a statement: told where one stands beside it, and nowhere else."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data.clock import today
from data.family_findings import FoundTheme, ReleasedQuote, SeenBeside
from data.family_views import StudyView
from data.services.family_told import Pinned
from pages.charts.words import words
from tests.data.services.families.groups import settings

EVIL = "![x](http://evil.example) <b>long</b>"


def theme(said: str, *, spread: str = "3 people in 2 sessions", **more: object) -> Pinned:
    plan = StudyView("p", "t1", 1, EVIL, settings(), "ended", "Ann", today())
    return Pinned(plan, FoundTheme(said, spread, **more))  # type: ignore[arg-type]


def texts(app: AppTest) -> list[str]:
    return [each.value for each in (*app.text, *app.markdown)]


def chosen(app: AppTest) -> str:
    """The statement that the explorer shows at first."""
    (box,) = [each for each in app.selectbox if each.label.startswith("Statement (widest")]
    return box.value


def test_a_theme_is_told_with_its_people_and_changes_no_figure(
    show: Callable[..., AppTest],
) -> None:
    before = show()
    assert not any("families said" in each for each in texts(before))
    item = chosen(before)
    told = theme(EVIL, spread="at least 4 people in 2 sessions"), theme("Rides come late.")
    after = show(heard={f"values_open.{item}": told})
    assert not after.exception
    fresh = [each for each in texts(after) if each not in texts(before)]
    assert fresh == [
        words("en").say("explorer.families_say"),
        f"{EVIL} (at least 4 people in 2 sessions)",
        "Rides come late. (3 people in 2 sessions)",
        f"From: {EVIL}",
        "**What families said beside this statement**",
    ]


def test_a_theme_stands_with_the_gaps_that_agencies_see_or_do_not_and_with_quotes(
    show: Callable[..., AppTest],
) -> None:
    item = chosen(show())
    seen = ("hidden", "agreed", "unvoiced", "working")
    beside = tuple(SeenBeside(f"{EVIL} {each}", each) for each in seen)
    quotes = ReleasedQuote(EVIL), ReleasedQuote("It took long.", is_changed=True)
    told = theme("Rides come late.", beside=beside, quotes=quotes)
    found = texts(show(heard={f"values_open.{item}": (told,)}))
    after = found[found.index("Rides come late. (3 people in 2 sessions)") + 1 :]
    assert after[:5] == [
        f"Hidden gap: {EVIL} hidden. Agencies see it as there; families met a barrier.",
        (
            f"Agreed gap: {EVIL} agreed. Agencies and families both see that it is missing or "
            "falls short."
        ),
        (
            f"Unvoiced gap: {EVIL} unvoiced. Agencies see that it is missing or falls short; not "
            "raised by enough people to be told here. Who was not in the room?"
        ),
        f"“{EVIL}”",
        "“It took long.” (in other words)",
    ]
    assert not any(f"{EVIL} working" in each for each in found)


@pytest.mark.parametrize("gap", ["hidden", "agreed", "unvoiced"])
def test_what_is_said_of_a_gap_is_said_in_spanish_too(gap: str) -> None:
    told = words("es").say(f"explorer.families_{gap}", service="Transporte")
    assert told.startswith("Brecha ")
    assert ": Transporte. Las agencias " in told


def test_a_theme_beside_another_statement_is_not_told_here(show: Callable[..., AppTest]) -> None:
    app = show(heard={"values_open.none": (theme("Rides come late."),)})
    assert not any("Rides" in each for each in texts(app))
