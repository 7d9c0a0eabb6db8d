"""Stretches of a text: the published numbers, and those of positions looked at one by one."""

import copy
import itertools
import math
from collections.abc import Sequence

import numpy as np
import pytest

from scoring.unitizing import (
    shared_characters,
    unitizing_alpha,
    unitizing_alpha_of_all,
)
from tests.scoring.coded import STRETCHES_1995, STRETCHES_2004

Stretch = tuple[int, int]
Coder = list[Stretch]


def test_alpha_of_one_code_is_the_published_one() -> None:
    """Krippendorff (2004), p. 254."""
    found = unitizing_alpha(STRETCHES_2004["c"], start=150, end=450)
    assert found.observed == pytest.approx(0.0144, abs=0.00005)
    assert found.expected == pytest.approx(0.0532, abs=0.00005)
    assert found.alpha == pytest.approx(0.7286, abs=0.00005)
    assert (found.stretches, found.coders, found.reason) == (5, 2, None)


def test_alpha_of_stretches_that_are_all_the_same_is_one() -> None:
    found = unitizing_alpha(STRETCHES_2004["k"], start=150, end=450)
    assert (found.observed, found.alpha) == (0.0, 1.0)
    assert found.expected == pytest.approx(0.0490, abs=0.00005)


def test_alpha_over_all_codes_is_the_published_one() -> None:
    found = unitizing_alpha_of_all(STRETCHES_2004, start=150, end=450)
    assert found.alpha == pytest.approx(0.8591, abs=0.0005)
    assert (found.stretches, found.coders) == (9, 2)


@pytest.mark.parametrize(
    ("code", "observed", "expected", "alpha"),
    [
        ("A", 0.03125, 0.06990, 0.553),
        ("B", 2.26736, 1.17731, -0.926),
        ("C", 0.02777, 0.08642, 0.679),
        ("D", 0.38715, 0.41445, 0.066),
    ],
)
def test_alpha_of_a_line_without_steps_is_the_published_one(
    code: str, observed: float, expected: float, alpha: float
) -> None:
    """Krippendorff (1995), each second in 50,000 steps.

    That paper reckoned chance a little otherwise than he did from 2004 on, which is what we follow.
    """
    fine = [
        [(first * 50_000, after * 50_000) for first, after in of] for of in STRETCHES_1995[code]
    ]
    found = unitizing_alpha(fine, start=0, end=24 * 50_000)
    assert found.observed == pytest.approx(observed, abs=1e-5)
    assert found.expected == pytest.approx(expected, abs=0.005)
    assert found.alpha == pytest.approx(alpha, abs=0.02)


def test_alpha_of_twelve_steps_is_that_of_another_program() -> None:
    """dkpro-statistics, Krippendorff1995Test: half as many steps as seconds."""
    half = [[(first // 2, after // 2) for first, after in of] for of in STRETCHES_1995["C"]]
    found = unitizing_alpha(half, start=0, end=12)
    assert found.observed == pytest.approx(0.02777, abs=1e-5)
    assert found.expected == pytest.approx(0.05494, abs=1e-5)


def test_small_examples_are_those_of_another_program() -> None:
    """dkpro-statistics, UnitizingAgreementTest."""
    found = unitizing_alpha([[(1, 9)], [(2, 3), (4, 5), (6, 7)]], start=0, end=10)
    assert found.observed == pytest.approx(0.9100, abs=0.0001)
    assert found.expected == pytest.approx(0.5351, abs=0.0001)
    assert found.alpha == pytest.approx(-0.7003, abs=0.0001)
    single = unitizing_alpha([[(0, 1)], [], []], start=0, end=20)
    assert single.alpha == pytest.approx(0.0, abs=1e-12)


def tiled(coder: Coder, *, length: int) -> list[tuple[int, int, bool]]:
    """The whole line of one coder: stretches, and the gaps between them."""
    line, reached = [], 0
    for first, after in sorted(coder):
        if first > reached:
            line.append((reached, first, False))
        line.append((first, after, True))
        reached = after
    return line + ([(reached, length, False)] if reached < length else [])


def distance(one: tuple[int, int, bool], other: tuple[int, int, bool]) -> int:
    """Of two pieces of line, as Krippendorff defines it."""
    (first, after, is_marked), (begin, end, other_is_marked) = one, other
    if is_marked and other_is_marked and first < end and begin < after:
        return (first - begin) ** 2 + (after - end) ** 2
    if is_marked and not other_is_marked and begin <= first and after <= end:
        return (after - first) ** 2
    if other_is_marked and not is_marked and first <= begin and end <= after:
        return (end - begin) ** 2
    return 0


def seen_apart(coders: Sequence[Coder], *, length: int) -> float:
    """How far coders lie apart, piece by piece."""
    lines = [tiled(coder, length=length) for coder in coders]
    apart = sum(
        distance(one, other)
        for ours, theirs in itertools.permutations(lines, 2)
        for one in ours
        for other in theirs
    )
    return apart / (len(coders) * (len(coders) - 1) * length**2)


def apart_by_chance(coders: Sequence[Coder], *, length: int) -> float:
    """Every stretch moved step by step along every other and through every gap of anybody."""
    pieces = [piece for coder in coders for piece in tiled(coder, length=length)]
    sizes = [after - first for first, after, is_marked in pieces if is_marked]
    gaps = [after - first for first, after, is_marked in pieces if not is_marked]
    moved = 0
    for one, other in itertools.combinations(sizes, 2):
        for step in range(-one + 1, other):
            moved += distance((step, step + one, True), (0, other, True))
    for size, gap in itertools.product(sizes, gaps):
        for step in range(gap - size + 1):
            moved += distance((step, step + size, True), (0, gap, False))
    places = [
        (coder, piece)
        for coder, given in enumerate(coders)
        for piece in tiled(given, length=length)
        for _ in range(piece[1] - piece[0])
    ]
    pairs = sum(one != other or not one[1][2] for one, other in itertools.permutations(places, 2))
    return 2 / length * moved / pairs


def drawn(random: np.random.Generator, *, length: int) -> Coder:
    """Some stretches of a line; some of them touch."""
    cuts = sorted({0, length, *random.integers(length + 1, size=5).tolist()})
    return [pair for pair in itertools.pairwise(cuts) if random.random() < 0.5]


@pytest.mark.parametrize("seed", range(60))
def test_alpha_is_that_of_every_piece_moved_step_by_step(seed: int) -> None:
    random = np.random.default_rng(seed)
    length, coders = int(random.integers(4, 19)), int(random.integers(2, 5))
    given = [drawn(random, length=length) for _ in range(coders)]
    given[0] = given[0] or [(0, 2)]
    found = unitizing_alpha(given, start=0, end=length)
    assert found.observed == pytest.approx(seen_apart(given, length=length), rel=1e-12, abs=1e-15)
    chance = apart_by_chance(given, length=length)
    assert found.expected == pytest.approx(chance, rel=1e-12)
    assert found.alpha == pytest.approx(1 - found.observed / chance, abs=1e-12)


def test_all_codes_add_up_what_lies_apart() -> None:
    random = np.random.default_rng(4)
    codes = {name: [drawn(random, length=30) for _ in range(3)] for name in "abcd"}
    codes["unused"] = [[], [], []]
    found = unitizing_alpha_of_all(codes, start=0, end=30)
    each = [unitizing_alpha(of, start=0, end=30) for name, of in codes.items() if name != "unused"]
    assert found.alpha == pytest.approx(
        1 - sum(of.observed for of in each) / sum(of.expected for of in each)
    )


def test_stretches_at_random_places_do_not_agree() -> None:
    random = np.random.default_rng(11)
    alphas = []
    for _ in range(200):
        given = [
            [
                (first, first + 100)
                for first in (random.choice(100, 12, replace=False) * 200).tolist()
            ]
            for _ in range(2)
        ]
        shift = int(random.integers(100))
        given[1] = [(first + shift, after + shift) for first, after in given[1]]
        alphas.append(unitizing_alpha(given, start=0, end=20_200).alpha)
    assert np.mean(alphas) == pytest.approx(0.0, abs=0.1)


def test_neither_order_nor_where_the_text_begins_changes_anything() -> None:
    given = [[(5, 9), (1, 3)], [(2, 3), (6, 8)]]
    found = unitizing_alpha(given, start=0, end=12)
    moved = [[(first + 40, after + 40) for first, after in sorted(of)] for of in given[::-1]]
    assert unitizing_alpha(moved, start=40, end=52) == found


def test_overlapping_stretches_of_one_coder_are_one_and_touching_ones_are_two() -> None:
    other = [(2, 9)]
    once = unitizing_alpha([[(2, 9)], other], start=0, end=12)
    assert unitizing_alpha([[(2, 6), (4, 9), (5, 7)], other], start=0, end=12) == once
    touching = unitizing_alpha([[(2, 6), (6, 9)], other], start=0, end=12)
    assert (once.alpha, once.stretches, touching.stretches) == (1.0, 2, 3)
    assert touching.alpha < 1


@pytest.mark.parametrize("seed", range(30))
def test_shared_characters_are_those_counted_one_by_one(seed: int) -> None:
    random = np.random.default_rng(seed)
    given = [drawn(random, length=25) for _ in range(int(random.integers(2, 5)))]
    sets = [{place for first, after in of for place in range(first, after)} for of in given]
    pairs = list(itertools.combinations(sets, 2))
    found = shared_characters(given, start=0, end=25)
    assert found.both == sum(len(one & other) for one, other in pairs)
    assert found.marked == sum(len(one) + len(other) for one, other in pairs)
    expected = 2 * found.both / found.marked if found.marked else math.nan
    assert found.share == pytest.approx(expected, nan_ok=True)


def test_shared_characters_go_from_none_to_all() -> None:
    assert shared_characters([[(0, 5)], [(5, 9)]], start=0, end=9).share == 0.0
    assert shared_characters([[(3, 5), (4, 9)], [(3, 9)]], start=0, end=9).share == 1.0
    assert shared_characters([[(0, 4)], [(2, 8)]], start=0, end=9).share == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("given", "end", "reason"),
    [
        pytest.param([], 9, "one_coder", id="nobody"),
        pytest.param([[(1, 2)]], 9, "one_coder", id="alone"),
        pytest.param([[], []], 9, "nothing_marked", id="nothing"),
        pytest.param([[(0, 1), (1, 2)], [(0, 1), (1, 2)]], 2, "no_room", id="no room"),
    ],
)
def test_what_cannot_be_told_is_nan_and_says_why(given: list[Coder], end: int, reason: str) -> None:
    found = unitizing_alpha(given, start=0, end=end)
    assert found.reason == reason
    assert math.isnan(found.alpha)


def test_shares_of_nothing_are_nan() -> None:
    assert math.isnan(shared_characters([], start=0, end=9).share)
    assert math.isnan(shared_characters([[(1, 2)]], start=0, end=9).share)
    assert math.isnan(shared_characters([[], []], start=0, end=0).share)


@pytest.mark.parametrize("stretch", [(3, 3), (4, 2), (-1, 2), (5, 10)])
def test_a_stretch_that_is_empty_or_outside_is_refused(stretch: Stretch) -> None:
    first, after = stretch
    told = f"a stretch takes characters from 0 to 9, not {first} to {after}"
    with pytest.raises(ValueError, match=told):
        unitizing_alpha([[stretch], []], start=0, end=9)
    with pytest.raises(ValueError, match=told):
        shared_characters([[(1, 2), stretch], []], start=0, end=9)


def test_other_shapes_and_numbers_of_coders_are_refused() -> None:
    with pytest.raises(ValueError, match=r"shape \(stretches, 2\), not \(1, 3\)"):
        unitizing_alpha([[(1, 2, 3)], []], start=0, end=9)
    with pytest.raises(ValueError, match="the same coders, not 2 and 3"):
        unitizing_alpha_of_all({"a": [[], []], "b": [[], [], []]}, start=0, end=9)


def test_arguments_are_left_as_they_were() -> None:
    given = [np.array([[5, 9], [1, 6]]), np.array([[2, 3]])]
    before = copy.deepcopy(given)
    assert unitizing_alpha(given, start=1, end=9).stretches == 2
    assert shared_characters(given, start=1, end=9).both
    assert all(np.array_equal(one, other) for one, other in zip(given, before, strict=True))
