"""A wave beside an earlier one: what came together, what moved, and what cannot be told."""

from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from scoring import compared
from scoring.change import difference, mean_gap_of, mean_side_of
from scoring.changed import Before, changed
from scoring.comparison import Change
from scoring.door import Terms, publish, released_sheets
from scoring.release import GroupShape, ItemShape
from scoring.report import DivergenceReport
from scoring.sheets import Sheets, sheets_of

Rows = NDArray[np.int64]
Wave = tuple[DivergenceReport, Sheets]
PEOPLE = 40
TYPICAL = (0.2, 0.3, 0.3, 0.2)


@pytest.fixture(autouse=True)
def few_dealings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What chance does to the groups of one wave is not asked here."""
    monkeypatch.setattr(compared, "DRAWN", 99)


def answers(
    seed: int, *, items: int = 6, people: int = PEOPLE, share: Sequence[float] = TYPICAL
) -> Rows:
    return np.random.default_rng(seed).choice(len(share), size=(people, items), p=share)


def wave(
    levels: Rows,
    *,
    people: Sequence[int] = (20, 20),
    sizes: Sequence[int] | None = None,
    ids: str = "abcdef",
    invited: Sequence[int | None] | None = None,
    codes: str = "xyz",
) -> Wave:
    """The report of a wave, and the rows behind it as they were released."""
    scales = [4] * levels.shape[1] if sizes is None else list(sizes)
    group = [place for place, size in enumerate(people) for _ in range(size)]
    sheets = sheets_of(levels, group=group, sizes=scales, groups=len(people))
    rosters = people if invited is None else invited
    terms = Terms(
        items=tuple(
            ItemShape(name, tuple(float(level + 1) for level in range(size)))
            for name, size in zip(ids, scales, strict=False)
        ),
        groups=tuple(
            GroupShape(code, code, code, roster)
            for code, roster in zip(codes, rosters, strict=False)
        ),
    )
    report = publish(sheets, terms=terms, seed=0)
    return report, released_sheets(sheets, report.release, terms=terms)


@cache
def typical(seed: int) -> Wave:
    """Made once for all tests, none of which may change it."""
    return wave(answers(seed))


def told(before: Wave, after: Wave, *, same_groups: bool = True, seed: int = 0) -> Change:
    found = changed(Before(*before, same_groups), *after, seed=seed)
    assert found is not None
    return found


def plain_gap(levels: Rows, *, points: Sequence[float]) -> float:
    """The mean over items of the distances of all pairs, in points of a four-level scale."""
    gaps = []
    for column, weight in zip(levels.T.tolist(), points, strict=True):
        pairs = [abs(one - other) for one, other in combinations(column, 2)]
        gaps.append(weight * sum(pairs) / len(pairs))
    return sum(gaps) / len(gaps)


# --- directions ----------------------------------------------------------------------------------


def test_the_same_answers_again_are_no_clear_change() -> None:
    levels = answers(1)
    change = told(wave(levels), wave(levels))
    assert change.direction == "no_clear_change"
    assert change.typical_gap.before == change.typical_gap.after
    assert change.side_share.before == change.side_share.after
    assert (change.typical_gap.chance, change.side_share.chance) == ("above_20", "above_20")


@pytest.mark.long
def test_two_teams_of_the_same_kind_are_hardly_ever_a_change() -> None:
    waves = [typical(seed) for seed in range(1, 6)]
    found = [told(*two).direction for two in combinations(waves, 2)]
    assert found.count("no_clear_change") >= 8


def test_when_everybody_moves_up_it_is_a_move_and_nothing_came_together() -> None:
    before = answers(2, share=(0.35, 0.35, 0.2, 0.1))
    change = told(wave(before), wave(np.minimum(before + 1, 3)))
    assert change.direction == "moved"
    assert change.side_share.after > change.side_share.before
    assert change.side_share.chance == "below_01"


def test_meeting_the_end_of_the_scale_is_a_move_though_people_are_nearer_there() -> None:
    change = told(typical(3), wave(answers(4, share=(0.0, 0.1, 0.2, 0.7))))
    assert change.typical_gap.after < change.typical_gap.before
    assert change.typical_gap.chance == "below_01"
    assert change.direction == "moved"


CAMPS = np.array([[0, 3] * 20, [3, 0] * 20, [0, 0, 3, 3] * 10, [3, 3, 0, 0] * 10] * 2).T[:, :6]
MIDDLE = np.where(CAMPS == 0, 1, 2)


def test_half_the_spread_is_closer_and_twice_the_spread_further() -> None:
    assert told(wave(CAMPS), wave(MIDDLE)).direction == "closer"
    assert told(wave(MIDDLE), wave(CAMPS)).direction == "further"
    change = told(wave(CAMPS), wave(MIDDLE))
    assert change.typical_gap.after == pytest.approx(change.typical_gap.before / 3)
    assert change.side_share.before == change.side_share.after == 0.5


# --- figures -------------------------------------------------------------------------------------


def test_figures_are_means_over_the_items_of_both_waves() -> None:
    rows = [
        np.hstack(
            [
                answers(seed, items=3),
                answers(seed + 1, items=2, share=(0.1, 0.2, 0.1, 0.1, 0.2, 0.1, 0.2)),
            ]
        )
        for seed in (5, 8)
    ]
    sizes = (4, 4, 4, 7, 7)
    change = told(*(wave(levels, sizes=sizes) for levels in rows))
    points = (1, 1, 1, 0.5, 0.5)
    for moved, levels in zip(("before", "after"), rows, strict=True):
        upper = [
            float((column >= (size + 1) // 2).mean())
            for column, size in zip(levels.T, sizes, strict=True)
        ]
        assert getattr(change.typical_gap, moved) == pytest.approx(plain_gap(levels, points=points))
        assert getattr(change.side_share, moved) == pytest.approx(np.mean(upper))
    assert change.people == (PEOPLE, PEOPLE)


def test_where_a_difference_may_lie_is_told_in_whole_steps_around_it_and_never_too_short() -> None:
    names = "".join(chr(ord("a") + place) for place in range(15))
    rows = [answers(seed, items=15) for seed in (5, 8)]
    change = told(*(wave(levels, ids=names) for levels in rows))
    levels = np.full(15, 4)
    for figure, of, step in (
        (change.typical_gap, mean_gap_of, 0.1),
        (change.side_share, mean_side_of, 0.05),
    ):
        exact = difference(*(of(each, levels=levels) for each in rows))
        assert exact is not None
        assert figure.difference is not None
        assert figure.difference.low <= exact.low
        assert figure.difference.high >= exact.high
        moved = figure.after - figure.before
        reach = (figure.difference.high - moved) / step
        assert moved - figure.difference.low == pytest.approx(figure.difference.high - moved)
        assert reach == pytest.approx(round(reach))
        assert reach - (exact.high - moved) / step < 1


def test_few_statements_tell_no_range_since_it_would_tell_whose_answers_go_together() -> None:
    """Two teams with the same counts in every group: in one of them the same people stand high on
    every statement, in the other it is other people for each."""
    before, mixed = answers(3, items=5), answers(4, items=5)
    together = np.vstack([np.sort(mixed[:20], axis=0), np.sort(mixed[20:], axis=0)])
    found = [
        told(*(wave(levels, ids="abcde") for levels in (before, after)))
        for after in (mixed, together)
    ]
    assert found[0].items == found[1].items
    for each in found:
        assert each.side_share.difference is None
        assert each.typical_gap.difference is None


def test_each_item_has_the_figures_that_the_reports_showed() -> None:
    before, after = typical(1), typical(2)
    change = told(before, after)
    assert [item.id for item in change.items] == list("abcdef")
    for item in change.items:
        for moved, (report, _) in (("before", before), ("after", after)):
            measures = report.item(item.id).measures
            assert measures is not None
            assert getattr(item.typical_gap, moved) == measures.typical_gap
            assert getattr(item.side_share, moved) == measures.side_share
        assert item.typical_gap.chance is None
        assert item.side_share.difference is None


def test_items_are_found_by_their_id_wherever_they_stood() -> None:
    levels = answers(1)
    order = [3, 0, 5, 1, 4, 2]
    change = told(wave(levels), wave(levels[:, order], ids="".join("abcdef"[k] for k in order)))
    assert [item.id for item in change.items] == list("dafbec")
    assert all(item.typical_gap.before == item.typical_gap.after for item in change.items)
    assert change.typical_gap.before == pytest.approx(change.typical_gap.after)


# --- which items ---------------------------------------------------------------------------------


def test_items_of_another_scale_are_left_out() -> None:
    before, after = answers(1), answers(1)
    change = told(wave(before, sizes=(4, 4, 4, 4, 5, 4)), wave(after, sizes=(4, 5, 4, 4, 4, 4)))
    assert [item.id for item in change.items] == list("acdf")


def test_items_of_one_wave_only_are_left_out() -> None:
    change = told(wave(answers(1), ids="abcdef"), wave(answers(2), ids="uvwdef"))
    assert [item.id for item in change.items] == list("def")
    assert changed(Before(*typical(1), True), *wave(answers(2), ids="uvwxef"), seed=0) is None


@pytest.mark.parametrize("hidden", [0, 1], ids=["earlier", "later"])
def test_an_item_that_showed_no_counts_in_one_wave_is_left_out(hidden: int) -> None:
    rows = [answers(1), answers(2)]
    rows[hidden][:, 2] = 3
    rows[hidden][0, 2] = 2
    change = told(wave(rows[0]), wave(rows[1]))
    assert [item.id for item in change.items] == list("abdef")


@pytest.mark.parametrize("items", [1, 2])
def test_fewer_than_three_items_are_no_average(items: int) -> None:
    waves = [wave(answers(seed, items=items)) for seed in (1, 2)]
    assert changed(Before(*waves[0], True), *waves[1], seed=0) is None
    assert told(wave(answers(1, items=3)), wave(answers(2, items=3))).items


def test_a_small_team_shows_no_gap_and_so_no_change() -> None:
    waves = [wave(answers(seed, people=9), people=(9,)) for seed in (1, 2)]
    assert changed(Before(*waves[0], True), *waves[1], seed=0) is None


# --- groups --------------------------------------------------------------------------------------


def mean_average_gap(report: DivergenceReport) -> float:
    gaps = [item.apart.average_gap for item in report.items if item.apart is not None]
    return float(np.mean(gaps))


def test_the_same_groups_in_both_waves_have_a_gap_that_moved() -> None:
    before, after = typical(1), typical(2)
    gap = told(before, after).group_gap
    assert gap is not None
    assert gap.before == pytest.approx(mean_average_gap(before[0]))
    assert gap.after == pytest.approx(mean_average_gap(after[0]))
    assert gap.chance is not None
    assert gap.difference is None


def test_of_groups_that_show_averages_only_the_gap_itself_is_told() -> None:
    waves = [wave(answers(seed), people=(9, 31)) for seed in (1, 2)]
    gap = told(*waves).group_gap
    assert gap is not None
    assert gap.before == pytest.approx(mean_average_gap(waves[0][0]))
    assert (gap.chance, gap.difference) == (None, None)


def test_groups_that_came_together_are_told_so() -> None:
    low, high = (0.4, 0.3, 0.2, 0.1), (0.1, 0.2, 0.3, 0.4)
    before = np.vstack([answers(1, people=20, share=low), answers(2, people=20, share=high)])
    gap = told(wave(before), typical(3)).group_gap
    assert gap is not None
    assert gap.after < gap.before
    assert gap.chance == "below_01"


def test_other_agencies_are_other_groups() -> None:
    before, after = typical(1), typical(2)
    assert told(before, after, same_groups=False).group_gap is None
    assert told(before, wave(answers(2), codes="xz")).group_gap is None
    assert told(before, after).group_gap is not None


def test_an_earlier_wave_counts_as_one_of_other_groups_unless_told_otherwise() -> None:
    before, after = typical(1), typical(2)
    found = changed(Before(*before), *after, seed=0)
    assert found is not None
    assert found.group_gap is None


@pytest.mark.parametrize(
    ("later", "shown"),
    [
        ((25, 25), True),
        ((26, 25), False),
        ((25, 29), False),
        ((21, 25), False),
        ((25, 30), True),
        ((20, 25), True),
        ((30, 26), False),
        ((25, None), False),
    ],
    ids=str,
)
def test_a_roster_that_few_joined_or_left_shows_no_gap_of_groups(
    later: tuple[int | None, ...], shown: bool
) -> None:
    change = told(wave(answers(1), invited=(25, 25)), wave(answers(2), invited=later))
    assert (change.group_gap is not None) == shown


def test_one_group_has_no_gap_of_groups() -> None:
    waves = [wave(answers(seed), people=(PEOPLE,)) for seed in (1, 2)]
    change = told(*waves)
    assert change.group_gap is None
    assert len(change.items) == 6


# --- drawing -------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_change_and_another_the_same_figures() -> None:
    waves = typical(1), typical(2)
    one, again, other = (told(*waves, seed=seed) for seed in (1, 1, 2))
    assert one == again
    for part in ("before", "after", "difference"):
        assert getattr(one.typical_gap, part) == getattr(other.typical_gap, part)
        assert getattr(one.side_share, part) == getattr(other.side_share, part)


def test_waves_of_different_sizes_may_be_compared() -> None:
    change = told(wave(answers(1, people=30), people=(14, 16)), typical(2))
    assert change.people == (30, 40)
    assert change.typical_gap.before != change.typical_gap.after


def test_arguments_are_as_they_were() -> None:
    before, after = typical(1), typical(2)
    then = deepcopy((before, after))
    told(before, after)
    for now, earlier in zip((before, after), then, strict=True):
        assert now[0] == earlier[0]
        np.testing.assert_array_equal(now[1].levels, earlier[1].levels)
        np.testing.assert_array_equal(now[1].group, earlier[1].group)
