"""What a report says of groups: taken from what is shown, beside what dealings do by chance."""

from itertools import combinations, product

import numpy as np
import pytest

from scoring import compared as module
from scoring.between import between_groups, kruskal_wallis
from scoring.compared import Compared, compared
from scoring.pairwise import cliffs_delta, profile_distance, wasserstein
from scoring.sheets import cube_of
from scoring.standing import band
from tests.scoring.comparing import (
    OF_COUNTS,
    SINGLE,
    answers,
    as_shown,
    labels_of,
    null_wave,
    plain_gap,
    wave,
    whole_of,
)
from tests.scoring.conftest import every_row, persons


@pytest.mark.long
def test_all_waves_that_look_alike_are_told_alike() -> None:
    told: dict[object, Compared] = {}
    waves = alike = 0
    for ours, theirs in product(list(every_row(5, 4)), repeat=2):
        rows = [[level] for level in (*persons(ours), *persons(theirs))]
        released, sheets = wave(rows, labels_of(5, 5))
        found = compared(released, sheets, seed=0)
        if found.whole is None:
            continue
        item = released.items[0]
        looks = (item.team, item.groups)
        waves += 1
        alike += looks in told
        assert told.setdefault(looks, found) == found
    assert waves > 1_500
    assert alike > 1_000


def test_of_groups_that_show_averages_everything_is_taken_from_these() -> None:
    for seed in range(12):
        released, sheets = null_wave(seed, 6, 5, 9, items=3)
        found = compared(released, sheets, seed=0)
        people = [group.people for group in released.groups]
        for item in released.items:
            if item.id not in found.apart or item.groups is None:
                continue
            means = [figure.mean or 0.0 for figure in item.groups]
            told, pairs = found.apart[item.id], found.pairs[item.id]
            assert told.average_gap == pytest.approx(plain_gap(means, people), abs=SINGLE)
            assert [getattr(told, part) for part in OF_COUNTS] == [None] * len(OF_COUNTS)
            assert (told.p_value, told.p_adjusted) == (None, None)
            assert [pair.mean_gap for pair in pairs] == [
                ours - theirs for ours, theirs in combinations(means, 2)
            ]
            for pair in pairs:
                assert (pair.wasserstein, pair.wasserstein_chance, pair.cliffs_delta) == (None,) * 3


@pytest.mark.parametrize(
    "levels", [[0, 1, 1, 3, 0, 3, 3, 2, 3, 1, 2], [0, 1, 1, 0, 2, 3, 1, 2, 3, 0, 2]], ids=str
)
def test_what_is_said_of_one_item_follows_from_the_dealings_of_its_counts(
    levels: list[int],
) -> None:
    released, sheets = wave([[level] for level in levels], labels_of(5, 6))
    told = compared(released, sheets, seed=0).apart["q0"]
    gaps, spreads, averages = [], [], ([], [])
    middle = sum(levels) / 11
    for chosen in combinations(range(11), 5):
        ours = as_shown([levels[person] for person in chosen])
        theirs = as_shown([levels[person] for person in range(11) if person not in chosen])
        gaps.append(abs(ours - theirs))
        spreads.append(5 * (ours - middle) ** 2 + 6 * (theirs - middle) ** 2)
        averages[0].append(ours)
        averages[1].append(theirs)
    share = sum(spread >= spreads[0] - 1e-9 for spread in spreads) / 462
    low, high = sorted(gaps)[11], sorted(gaps)[-12]
    assert told.average_gap == pytest.approx(gaps[0], abs=1e-6)
    assert told.average_gap_chance.low == pytest.approx(low, abs=1e-6)
    assert told.average_gap_chance.high == pytest.approx(high, abs=1e-6)
    assert told.chance == told.chance_adjusted == band(share)
    within = [sorted(each)[11] <= each[0] <= sorted(each)[-12] for each in averages]
    assert list(told.within_chance) == within


def test_over_all_items_averages_are_on_one_scale_before_their_squares_are_added() -> None:
    told: list[str] = []
    plain: list[str] = []
    for seed in range(40):
        random = np.random.default_rng(seed)
        levels = np.column_stack([random.integers(0, 4, 11), random.integers(0, 7, 11)])
        found = compared(*wave(levels, labels_of(5, 6), sizes=(4, 7)), seed=0)
        if found.whole is None or found.whole.items < 2:
            continue
        middles, spreads = levels.mean(axis=0), []
        for chosen in combinations(range(11), 5):
            parts = levels[list(chosen)], np.delete(levels, chosen, axis=0)
            off = [
                (as_shown(part[:, item].tolist(), levels=size) - middles[item]) / (size - 1)
                for part in parts
                for item, size in enumerate((4, 7))
            ]
            spreads.append(5 * (off[0] ** 2 + off[1] ** 2) + 6 * (off[2] ** 2 + off[3] ** 2))
        plain.append(band(sum(spread >= spreads[0] - 1e-6 for spread in spreads) / 462))
        told.append(found.whole.chance)
    assert told == plain
    assert len(told) > 20
    assert len(set(told)) > 1


def test_the_strip_does_not_tell_which_dealing_was_which() -> None:
    for people, dealings in (((5, 5), 251), ((6, 8), 1_000), ((10, 11, 9), 1_000)):
        strip = whole_of(compared(*null_wave(3, *people, items=6), seed=0)).strip
        assert list(strip) == sorted(strip)
        assert len(strip) == dealings


def test_a_thinned_strip_has_the_shape_of_all_dealings(monkeypatch: pytest.MonkeyPatch) -> None:
    released, sheets = null_wave(4, 6, 8, items=6)
    some = whole_of(compared(released, sheets, seed=0)).strip
    monkeypatch.setattr(module, "_STRIP", 10_000)
    every = whole_of(compared(released, sheets, seed=0)).strip
    assert (len(some), len(every)) == (1_000, 3_002)
    for stand_out in set(every):
        share = every.count(stand_out) / 3_002
        assert some.count(stand_out) / 1_000 == pytest.approx(share, abs=0.002)


# --- groups that show their counts ---------------------------------------------------------------


def test_groups_that_show_their_counts_are_told_from_them() -> None:
    released, sheets = null_wave(1, 12, 15, 11)
    found, counts = compared(released, sheets, seed=0), cube_of(sheets).counts
    assert whole_of(found).exact
    assert list(found.apart) == [item.id for item in released.items]
    for place, told in enumerate(found.apart.values()):
        parts, ranks = between_groups(counts[place]), kruskal_wallis(counts[place])
        means = counts[place] @ np.arange(4) / counts[place].sum(axis=1)
        for part in ("between", "within", "agency_share", "same_gap", "cross_gap"):
            assert getattr(told, part) == float(getattr(parts, part))
        assert told.kruskal_wallis is not None
        assert told.kruskal_wallis.statistic == float(ranks.statistic)
        assert told.kruskal_wallis.p_value == float(ranks.p_value)
        assert told.average_gap == pytest.approx(plain_gap(means, (12, 15, 11)), abs=SINGLE)
        assert told.same_gap_chance is not None
        assert told.cross_gap_chance is not None
        assert told.same_gap_chance.low < told.same_gap_chance.high
        assert told.cross_gap_chance.low < float(parts.cross_gap) + 0.2


def test_pairs_of_groups_that_show_their_counts_are_told_from_them() -> None:
    released, sheets = null_wave(1, 12, 15, 11)
    found, counts = compared(released, sheets, seed=0), cube_of(sheets).counts
    for place, item in enumerate(released.items):
        for (one, other), pair in zip(combinations(range(3), 2), found.pairs[item.id], strict=True):
            ours, theirs = counts[place, one], counts[place, other]
            gap = ours @ np.arange(4) / ours.sum() - theirs @ np.arange(4) / theirs.sum()
            assert (pair.a, pair.b) == (f"g{one}", f"g{other}")
            assert pair.mean_gap == pytest.approx(gap, abs=1e-12)
            assert pair.wasserstein == float(wasserstein(ours, theirs).value)
            assert pair.cliffs_delta == float(cliffs_delta(ours, theirs).value)
            assert pair.wasserstein_chance is not None
            assert 0.2 < pair.wasserstein_chance < 1.2
    for (one, other), pair in zip(combinations(range(3), 2), whole_of(found).pairs, strict=True):
        assert pair.distance == profile_distance(counts[:, one], counts[:, other]).value
        assert pair.people == (len(sheets.group[sheets.group == one]), (12, 15, 11)[other])


def test_one_item_near_one_voice_leaves_all_groups_without_exact_figures_over_all() -> None:
    levels = answers(8, 40, items=3)
    levels[:20, 1], levels[20:, 1] = 1, np.tile([1, 2, 2, 3, 0], 4)
    levels[0, 1] = 2
    released, sheets = wave(levels, labels_of(20, 20), sizes=(4, 4, 4))
    found = compared(released, sheets, seed=0)
    assert [item.groups is not None for item in released.items] == [True] * 3
    assert [found.apart[item].between is not None for item in ("q0", "q1", "q2")] == [
        True,
        False,
        True,
    ]
    whole = whole_of(found)
    assert (whole.exact, whole.same_gap, whole.cross_gap) == (False, None, None)
    assert whole.pairs[0].distance is None
    assert [pair.wasserstein is not None for item in found.pairs.values() for pair in item] == [
        True,
        False,
        True,
    ]


def test_means_over_items_are_in_points_of_four_levels() -> None:
    levels = np.hstack([answers(2, 30), 2 * answers(3, 30)])
    released, sheets = wave(levels, labels_of(15, 15), sizes=(4, 7))
    found = compared(released, sheets, seed=0)
    whole, (one, other) = whole_of(found), found.apart.values()
    for part in ("average_gap", "same_gap", "cross_gap"):
        mean = (getattr(one, part) + getattr(other, part) / 2) / 2
        assert getattr(whole, part) == pytest.approx(mean, abs=1e-9)


# --- public answers ------------------------------------------------------------------------------


@pytest.mark.long
def test_drawn_dealings_do_not_know_who_is_in_which_group() -> None:
    """The same people dealt otherwise into groups of 8 and 9, which look the same, are told alike.

    There are more dealings of them than are listed, so these are drawn.
    """
    random = np.random.default_rng(3)
    levels = random.choice(3, size=(17, 1), p=(0.3, 0.4, 0.3))
    alike: dict[object, list[object]] = {}
    for _ in range(120):
        group = random.permutation(labels_of(8, 9)).tolist()
        released, sheets = wave(levels, group, sizes=(3,))
        found = compared(released, sheets, seed=0)
        if found.whole is not None:
            shown = (released.items[0].team, released.items[0].groups)
            alike.setdefault(shown, []).append(found)
    assert not next(iter(alike.values()))[0].whole.every
    assert max(map(len, alike.values())) > 5
    assert all(found == same[0] for same in alike.values() for found in same)


def test_the_order_in_which_people_came_changes_nothing() -> None:
    random = np.random.default_rng(4)
    levels, group = random.choice(4, size=(24, 5)), np.array(labels_of(8, 9, 7))
    order = random.permutation(24)
    one = compared(*wave(levels, group.tolist(), sizes=(4,) * 5), seed=1)
    other = compared(*wave(levels[order], group[order].tolist(), sizes=(4,) * 5), seed=1)
    assert one == other
