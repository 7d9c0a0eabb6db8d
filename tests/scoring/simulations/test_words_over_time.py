"""What is said of two rounds, beside what the usual comparison would say of the same answers.

The usual one tests whether the standard deviations of all statements differ, paired by statement,
as if statements were people. Two rounds that are asked of other people of the same team differ on
all statements at once, since whoever agrees with one is likelier to agree with the next; so it
calls out far too often. And when everybody moves towards the end of the scale, standard deviations
shrink there, and it says that people came together.

Through the door a move to the end of the scale is seen less often than from the answers themselves:
a statement on which nearly all come together shows no counts, so it is in no comparison.
"""

from collections import Counter
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import ttest_rel

from scoring import changed as changing
from scoring.changed import Before, changed
from scoring.door import publish, released_sheets
from scoring.sheets import Sheets
from tests.scoring.simulations.drawing import ANSWERS, Rate, drawn, rate, table, terms_of

Tell = Callable[[str], None]
ITEMS = 45
PEOPLE = 30
UPWARD = 0.4
"""In standard deviations; the spread of what people think stays the same."""


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many exchanges as a share of 2.5 in 100 needs, and no search for what is given away."""
    monkeypatch.setattr(changing, "exchange_waves", partial(changing.exchange_waves, draws=399))
    monkeypatch.setattr("scoring.release.gives_away", lambda *_: False)


def round_of(random: np.random.Generator, *, shift: float) -> Sheets:
    """A team that is asked as one group; everybody thinks more of everything by the shift."""
    everywhere = np.full((1, ITEMS), shift)
    return drawn(random, (PEOPLE,), answers=[ANSWERS["typical"]] * ITEMS, shift=everywhere)


def ours(before: Sheets, after: Sheets, *, seed: int) -> str:
    """The word of the report."""
    reports = [publish(sheets, terms=terms_of(sheets)) for sheets in (before, after)]
    rows = [
        released_sheets(sheets, report.release, terms=terms_of(sheets))
        for sheets, report in zip((before, after), reports, strict=True)
    ]
    found = changed(Before(reports[0], rows[0]), reports[1], rows[1], seed=seed)
    return "nothing to compare" if found is None else found.direction


def usual(before: Sheets, after: Sheets) -> str:
    """The word of a paired t test of the statements' standard deviations."""
    one, other = (_deviations(sheets.levels) for sheets in (before, after))
    if not ttest_rel(one, other).pvalue <= 0.05:
        return "no_clear_change"
    return "closer" if other.mean() < one.mean() else "further"


def _deviations(levels: NDArray[np.int64]) -> NDArray[np.float64]:
    given = np.where(levels < 0, np.nan, levels)
    return np.nanstd(given, axis=0, ddof=1)


def words(*, teams: int, shift: float, seed: int) -> tuple[Counter[str], Counter[str]]:
    """What ours and the usual comparison say of so many teams."""
    random = np.random.default_rng(seed)
    told: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for number in range(teams):
        before, after = round_of(random, shift=0.0), round_of(random, shift=shift)
        told[0][ours(before, after, seed=number)] += 1
        told[1][usual(before, after)] += 1
    return told


def share(told: Counter[str], *said: str) -> Rate:
    return rate(word in said for word in told.elements())


@pytest.mark.long
def test_without_change_the_usual_comparison_calls_out_and_ours_hardly_ever(tell: Tell) -> None:
    mine, theirs = words(teams=400, shift=0.0, seed=1)
    called = [share(told, "closer", "further", "moved") for told in (mine, theirs)]
    rows = [("ours", called[0]), ("paired t of statements", called[1])]
    tell(table("Two rounds of 30 new people, nothing changed (400 teams)", ("", "called"), rows))
    assert called[0].surely[0] <= 0.05
    assert called[1].surely[0] > 0.15


@pytest.mark.long
def test_when_everybody_moves_up_only_the_usual_comparison_says_that_people_came_closer(
    tell: Tell,
) -> None:
    mine, theirs = words(teams=400, shift=UPWARD, seed=2)
    heads = ("", "closer", "moved", "no clear change")
    rows = [
        (name, *(share(told, each) for each in ("closer", "moved", "no_clear_change")))
        for name, told in (("ours", mine), ("paired t of statements", theirs))
    ]
    tell(table("Everybody moves up by 0.4 standard deviations (400 teams of 30)", heads, rows))
    assert share(mine, "closer").share <= 0.05
    assert share(theirs, "closer").surely[0] > 0.5


def test_a_few_teams_run_through_all_of_it() -> None:
    mine, theirs = words(teams=2, shift=0.0, seed=3)
    assert mine.total() == theirs.total() == 2
