"""What a clean sample proves, against other people's numbers."""

import random

import pytest
from scipy.stats import binomtest

from data.redaction.audit import Bound, bound, draw
from data.redaction.sentences import Sentence


@pytest.mark.parametrize(
    ("sentences", "percent"),
    [(10, "26"), (20, "14"), (30, "10"), (50, "6"), (100, "3"), (1000, "0.3")],
)
def test_no_leak_is_bounded_as_hanley_and_lippman_hand_1983_have_it(
    sentences: int, percent: str
) -> None:
    digits = len(percent.partition(".")[2])
    assert f"{100 * bound(sentences, leaks=0).upper:.{digits}f}" == percent


@pytest.mark.parametrize("sentences", [1, 2, 17, 59, 300, 4_000])
def test_no_leak_is_bounded_by_the_closed_form(sentences: int) -> None:
    assert bound(sentences, leaks=0).upper == pytest.approx(1 - 0.05 ** (1 / sentences))


@pytest.mark.parametrize("sentences", [1, 5, 40, 300])
def test_any_number_of_leaks_is_bounded_as_scipy_bounds_a_proportion(sentences: int) -> None:
    for leaks in {0, 1, sentences // 3, sentences - 1, sentences}:
        test = binomtest(leaks, sentences, alternative="less")
        expected = test.proportion_ci(0.95, method="exact").high
        assert bound(sentences, leaks=leaks) == Bound(
            sentences, leaks, pytest.approx(expected, abs=1e-12)
        )


@pytest.mark.parametrize(("sentences", "leaks"), [(0, 0), (3, 4), (3, -1)])
def test_a_sample_that_cannot_be_is_refused(sentences: int, leaks: int) -> None:
    with pytest.raises(ValueError, match=f"{leaks} leaks in {sentences} sentences: one sentence"):
        bound(sentences, leaks=leaks)


UNITS = tuple(Sentence(at, at + 5) for at in range(0, 60, 6))


def test_a_sample_is_drawn_without_doubles_and_stands_in_the_order_of_the_text() -> None:
    drawn = draw(UNITS, size=4, chance=random.Random(1))
    assert len(set(drawn)) == 4
    assert list(drawn) == sorted(drawn)
    assert set(drawn) <= set(UNITS)
    assert draw(UNITS, size=99) == UNITS


def test_every_sentence_is_as_likely_as_any_other() -> None:
    chance = random.Random(2)
    often = dict.fromkeys(UNITS, 0)
    for _ in range(3_000):
        for unit in draw(UNITS, size=3, chance=chance):
            often[unit] += 1
    assert all(780 < times < 1_020 for times in often.values())


@pytest.mark.parametrize(("units", "size"), [((), 3), (UNITS, 0)])
def test_nothing_is_never_a_sample(units: tuple[Sentence, ...], size: int) -> None:
    with pytest.raises(ValueError, match="at least one of one is drawn"):
        draw(units, size=size)
