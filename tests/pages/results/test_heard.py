"""Themes of families beside a statement: told where one stands beside it, and nowhere else."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from data.clock import today
from data.family_views import StudyView
from data.services.family_statements import Pinned
from data.services.family_themes import ThemeEntry
from pages.charts.words import words
from scoring.themes import Support
from tests.data.services.families.groups import settings

EVIL = "![x](http://evil.example) <b>long</b>"


def theme(said: str, *, people: int) -> Pinned:
    plan = StudyView("p", "t1", 1, EVIL, settings(), "ended", "Ann", today())
    entry = ThemeEntry(said, "got_in_way", statement="values_open.x")
    return Pinned(plan, entry, Support(people, 2))


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
    told = theme(EVIL, people=4), theme("Rides come late.", people=3)
    after = show(heard={f"values_open.{item}": told})
    assert not after.exception
    fresh = [each for each in texts(after) if each not in texts(before)]
    assert fresh == [
        words("en").say("explorer.families_say"),
        f"{EVIL} (4 people in 2 sessions)",
        "Rides come late. (3 people in 2 sessions)",
        "**What families said beside this statement**",
    ]


def test_a_theme_beside_another_statement_is_not_told_here(show: Callable[..., AppTest]) -> None:
    app = show(heard={"values_open.none": (theme("Rides come late.", people=3),)})
    assert not any("Rides" in each for each in texts(app))
