"""What dealings find and what they do not: planted differences, chance, seeds, and the edges."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest

from scoring import compared as module
from scoring.compared import MOST_PEOPLE, Compared, compared
from scoring.comparison import Apart, Span
from scoring.standing import band
from tests.scoring.comparing import (
    answers,
    labels_of,
    null_wave,
    planted_wave,
    wave,
    whole_of,
)


def plain_holm(shares: Sequence[float]) -> list[float]:
    adjusted, highest = [0.0] * len(shares), 0.0
    for rank, place in enumerate(sorted(range(len(shares)), key=lambda place: shares[place])):
        highest = max(highest, shares[place] * (len(shares) - rank))
        adjusted[place] = min(1.0, highest)
    return adjusted


def test_only_of_public_answers_shares_of_dealings_are_told_as_numbers() -> None:
    secret, public = (
        compared(*planted_wave(items=4, planted=1, public=shown), seed=0) for shown in (False, True)
    )
    assert whole_of(secret).p_value is None
    assert whole_of(public).p_value is not None
    for item, told in public.apart.items():
        hidden = secret.apart[item]
        assert told.p_value is not None
        assert told.p_adjusted is not None
        assert told.p_value <= told.p_adjusted
        assert (told.chance, told.chance_adjusted) == (band(told.p_value), band(told.p_adjusted))
        assert hidden == replace(told, p_value=None, p_adjusted=None)
    for told, hidden in zip(whole_of(public).pairs, whole_of(secret).pairs, strict=True):
        assert hidden == replace(told, p_value=None, p_adjusted=None)
    assert whole_of(secret).expected_by_chance == round(whole_of(public).expected_by_chance, 1)


@pytest.mark.parametrize("planted", [0, 1, 4])
def test_words_of_pairs_follow_from_their_shares(planted: int) -> None:
    pairs = whole_of(compared(*planted_wave(items=4, planted=planted, public=True), seed=0)).pairs
    shares = [pair.p_value or 0.0 for pair in pairs]
    adjusted = plain_holm(shares)
    assert [pair.p_adjusted for pair in pairs] == pytest.approx(adjusted, abs=1e-12)
    for pair, share, corrected in zip(pairs, shares, adjusted, strict=True):
        word = "apart" if corrected <= 0.05 else "close" if share > 0.5 else "unclear"
        assert pair.word == word


# --- what is found, and what is not --------------------------------------------------------------


def test_a_planted_difference_is_found_and_nothing_else() -> None:
    released, sheets = planted_wave(items=8, planted=1, public=True)
    found = compared(released, sheets, seed=0)
    told = found.apart["q0"]
    assert told.p_value is not None
    assert told.p_value < 0.005
    assert told.stands_out == "clear"
    assert told.chance == "below_01"
    assert told.chance_adjusted != "above_20"
    assert told.within_chance.count(False) >= 3
    assert [item for item, each in found.apart.items() if each.stands_out == "clear"] == ["q0"]
    assert told.average_gap > told.average_gap_chance.high
    assert told.cross_gap is not None
    assert told.cross_gap_chance is not None
    assert told.cross_gap > told.cross_gap_chance.high
    assert whole_of(found).stand_out == sum(
        each.stands_out is not None for each in found.apart.values()
    )


def test_a_planted_difference_over_all_items_sets_the_right_groups_apart() -> None:
    for people in ((10, 10, 10, 10), (8, 12, 9, 11)):
        released, sheets = planted_wave(items=6, planted=6)
        group = labels_of(*people)
        if people != (10, 10, 10, 10):
            released, sheets = wave(sheets.levels, group, sizes=(4,) * 6)
        whole = whole_of(compared(released, sheets, seed=0))
        words = {(pair.a, pair.b): pair.word for pair in whole.pairs}
        assert whole.exact == (min(people) >= 10)
        assert whole.chance == "below_01"
        for one, other in words:
            far = (one in ("g0", "g1")) != (other in ("g0", "g1"))
            assert (words[one, other] == "apart") == far


def test_averages_alone_are_enough_to_find_a_planted_split() -> None:
    levels = [[level] for level in (0, 0, 1, 0, 1, 2, 3, 3, 2, 3, 2, 1)]
    released, sheets = wave(levels, labels_of(6, 6))
    told = compared(released, sheets, seed=0).apart["q0"]
    assert released.items[0].groups is not None
    assert all(figure.counts is None for figure in released.items[0].groups)
    assert told.within_chance == (False, False)
    assert told.chance == "01_to_05"
    assert told.stands_out == "clear"


def test_without_a_difference_most_groups_are_within_chance_and_few_items_stand_out() -> None:
    within: list[bool] = []
    stand_out: list[bool] = []
    chances: list[str] = []
    for seed in range(16):
        found = compared(*null_wave(100 + seed, 6, 9, 12), seed=seed)
        within += [each for told in found.apart.values() for each in told.within_chance]
        stand_out += [told.stands_out is not None for told in found.apart.values()]
        chances.append(whole_of(found).chance)
    assert len(within) > 100
    assert np.mean(within) > 0.9
    assert np.mean(stand_out) < 0.2
    assert chances.count("above_20") > chances.count("below_01") + chances.count("01_to_05")


def test_what_would_stand_out_by_chance_is_the_mean_over_all_dealings() -> None:
    released, sheets = null_wave(7, 6, 5, items=5, public=True)
    whole = whole_of(compared(released, sheets, seed=0))
    mean = (whole.stand_out + sum(whole.strip)) / 462
    assert len(whole.strip) == 461
    assert whole.expected_by_chance == pytest.approx(mean, abs=1e-12)
    assert 0 < mean <= 0.5


# --- dealings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "tried", "every"),
    [((5, 5), 252, True), ((8, 8), 12_870, True), ((10, 12), 9_999, False)],
    ids=str,
)
def test_all_dealings_are_tried_when_they_are_few(
    people: tuple[int, int], tried: int, every: bool
) -> None:
    whole = whole_of(compared(*null_wave(2, *people), seed=6))
    assert (whole.relabelings, whole.every, whole.seed) == (tried, every, 6)


def test_a_large_team_is_dealt_less_often() -> None:
    assert whole_of(compared(*null_wave(2, 150, 151), seed=6)).relabelings == 3_999


@pytest.mark.long
def test_the_same_seed_gives_the_same_and_another_only_other_chances() -> None:
    released, sheets = null_wave(9, 12, 15, 11, public=True)
    one, again, other = (compared(released, sheets, seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert one != other
    assert whole_of(other).p_value == pytest.approx(whole_of(one).p_value, abs=0.02)
    for item, told in one.apart.items():
        for part in ("average_gap", "between", "same_gap", "cross_gap", "kruskal_wallis"):
            assert getattr(told, part) == getattr(other.apart[item], part)


def near(one: Apart, other: Apart) -> bool:
    """The same but for the order of sums."""
    spans = ("average_gap_chance", "same_gap_chance", "cross_gap_chance")
    for part in ("average_gap", *spans):
        ours, theirs = getattr(one, part), getattr(other, part)
        pairs = (
            [(ours.low, theirs.low), (ours.high, theirs.high)]
            if isinstance(ours, Span)
            else [(ours, theirs)]
        )
        if any(a is not None and a != pytest.approx(b, abs=1e-5) for a, b in pairs):
            return False
    blank = {"average_gap": 0.0, "average_gap_chance": Span(0, 0)}
    blanked = [
        replace(each, **blank, same_gap_chance=None, cross_gap_chance=None) for each in (one, other)
    ]
    return blanked[0] == blanked[1]


@pytest.mark.parametrize("public", [False, True], ids=["averages", "counts"])
def test_where_all_dealings_are_tried_the_order_of_people_does_not_matter(public: bool) -> None:
    for seed in range(4):
        levels, group = answers(seed, 13, items=3), np.array(labels_of(6, 7))
        order = np.random.default_rng(seed).permutation(13)
        one, other = (
            compared(
                *wave(levels[each], group[each].tolist(), sizes=(4,) * 3, public=public), seed=0
            )
            for each in (np.arange(13), order)
        )
        assert list(one.apart) == list(other.apart)
        assert all(near(one.apart[item], other.apart[item]) for item in one.apart)
        assert one.pairs == other.pairs
        ours, theirs = whole_of(one), whole_of(other)
        assert replace(ours, average_gap=0.0) == replace(theirs, average_gap=0.0)
        assert ours.average_gap == pytest.approx(theirs.average_gap, abs=1e-6)


# --- what is not compared ------------------------------------------------------------------------

NOTHING = Compared(None, {}, {})


def test_one_group_is_compared_with_nothing() -> None:
    for public in (False, True):
        assert compared(*null_wave(1, 20, public=public), seed=0) == NOTHING


@pytest.mark.long
def test_a_file_of_very_many_people_is_not_dealt(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_PEOPLE == 20_000
    released, sheets = null_wave(1, 30, 31, public=True)
    monkeypatch.setattr(module, "MOST_PEOPLE", 61)
    assert compared(released, sheets, seed=0) != NOTHING
    monkeypatch.setattr(module, "MOST_PEOPLE", 60)
    assert compared(released, sheets, seed=0) == NOTHING


def test_answers_without_order_are_not_compared() -> None:
    levels = answers(1, 30)
    assert compared(*wave(levels, labels_of(15, 15), ordinal=False), seed=0) == NOTHING
    assert compared(*wave(levels, labels_of(15, 15)), seed=0) != NOTHING


def test_an_item_of_which_the_team_shows_no_counts_is_left_out() -> None:
    levels = np.hstack([answers(1, 24), np.ones((24, 1), dtype=np.int64), answers(2, 24)])
    levels[0, 1] = 2
    released, sheets = wave(levels, labels_of(12, 12), sizes=(4, 4, 4))
    team = released.items[1].team
    assert team is not None
    assert team.counts is None
    found = compared(released, sheets, seed=0)
    assert list(found.apart) == list(found.pairs) == ["q0", "q2"]
    assert whole_of(found).items == 2


def test_a_public_item_on_which_all_agree_never_stands_out_and_changes_no_other() -> None:
    levels = np.hstack([answers(1, 20), np.full((20, 1), 3)])
    found = compared(*wave(levels, labels_of(10, 10), sizes=(4, 4), public=True), seed=0)
    alone = compared(*wave(levels[:, :1], labels_of(10, 10), public=True), seed=0)
    told = found.apart["q1"]
    assert (told.p_value, told.p_adjusted, told.stands_out) == (1, 1, None)
    assert (told.average_gap, told.between, told.agency_share) == (0, 0, None)
    assert told.within_chance == (True, True)
    assert found.apart["q0"] == alone.apart["q0"]
    assert whole_of(found).p_value == whole_of(alone).p_value


def test_a_public_group_that_did_not_answer_an_item_has_no_pair_on_it() -> None:
    levels = np.hstack([answers(1, 18), answers(2, 18)])
    levels[:5, 1] = -2
    found = compared(*wave(levels, labels_of(5, 6, 7), sizes=(4, 4), public=True), seed=0)
    assert [(pair.a, pair.b) for pair in found.pairs["q1"]] == [("g1", "g2")]
    assert len(found.pairs["q0"]) == 3
    assert found.apart["q1"].within_chance[0]


@pytest.mark.parametrize(
    ("groups", "by_item", "over_all"), [(12, 66, 66), (13, 0, 78), (20, 0, 190), (21, 0, 0)]
)
def test_only_so_many_groups_are_compared_two_by_two(
    groups: int, by_item: int, over_all: int
) -> None:
    found = compared(*null_wave(1, *[2] * groups, items=2, public=True), seed=0)
    assert [len(found.pairs.get(item, ())) for item in ("q0", "q1")] == [by_item] * 2
    assert len(whole_of(found).pairs) == over_all
    assert len(found.apart) == 2


def test_arguments_are_as_they_were() -> None:
    for public in (False, True):
        released, sheets = null_wave(1, 6, 8, 7, public=public)
        before = deepcopy((released, sheets))
        compared(released, sheets, seed=0)
        assert released == before[0]
        np.testing.assert_array_equal(sheets.levels, before[1].levels)
        np.testing.assert_array_equal(sheets.group, before[1].group)
