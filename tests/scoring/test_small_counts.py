"""What is shown outside: nobody can work out a count of 1 to 10 from it."""

from collections import defaultdict
from itertools import pairwise

import pytest

from scoring.small_counts import Shared, is_small, shared

MOST = 60
SMALL = range(1, 11)
PAIRS = [(above, below) for below in range(MOST + 1) for above in range(below + 1)]


def looking_alike(*, part_of_whole: bool) -> dict[Shared, list[tuple[int, int]]]:
    """All pairs of counts, by what is shown of them: what a reader cannot tell apart."""
    alike: dict[Shared, list[tuple[int, int]]] = defaultdict(list)
    for above, below in PAIRS:
        alike[shared(above, below, part_of_whole=part_of_whole)].append((above, below))
    return alike


def test_every_small_count_keeps_ten_values_that_would_look_the_same() -> None:
    """For all counts up to 60: of those above, below, and left over."""
    for pairs in looking_alike(part_of_whole=True).values():
        told = {
            "above": {above for above, _ in pairs},
            "below": {below for _, below in pairs},
            "left over": {below - above for above, below in pairs},
        }
        for which, values in told.items():
            if values & set(SMALL):
                assert len(values) >= 10, (which, pairs)


def test_no_range_of_what_a_small_count_may_be_has_a_gap_that_narrows_it_down() -> None:
    for pairs in looking_alike(part_of_whole=True).values():
        for values in (sorted({above for above, _ in pairs}), sorted({b for _, b in pairs})):
            if set(values) & set(SMALL):
                assert all(two - one == 1 for one, two in pairwise(values)), pairs


def test_every_small_count_of_events_keeps_ten_values_too() -> None:
    for pairs in looking_alike(part_of_whole=False).values():
        for values in ({above for above, _ in pairs}, {below for _, below in pairs}):
            if values & set(SMALL):
                assert len(values) >= 10, pairs


def test_no_count_from_one_to_ten_is_shown_or_is_the_difference_of_two_that_are() -> None:
    for above, below in PAIRS:
        told = shared(above, below)
        shown = [count for count in (told.numerator, told.denominator) if isinstance(count, int)]
        assert not set(shown) & set(SMALL)
        assert len(shown) < 2 or shown[1] - shown[0] not in SMALL


@pytest.mark.parametrize("part_of_whole", [True, False])
def test_a_rate_is_only_shown_where_both_counts_are(part_of_whole: bool) -> None:
    for above, below in PAIRS:
        told = shared(above, below, part_of_whole=part_of_whole)
        assert told.rate == ((told.numerator, told.denominator) == (above, below))


def test_what_is_not_small_and_gives_nothing_small_away_is_shown_as_it_is() -> None:
    for above, below in PAIRS:
        if not any(map(is_small, (above, below, below - above))):
            assert shared(above, below) == Shared(above, below, rate=True)


@pytest.mark.parametrize(
    ("above", "below", "told"),
    [
        (0, 0, Shared(0, 0, rate=True)),
        (0, 10, Shared("hidden", "1 to 10", rate=False)),
        (10, 10, Shared("hidden", "1 to 10", rate=False)),
        (0, 11, Shared(0, 11, rate=True)),
        (11, 12, Shared("hidden", 12, rate=False)),
        (1, 12, Shared("hidden", 12, rate=False)),
        (10, 21, Shared("1 to 10", 21, rate=False)),
        (11, 21, Shared("all but 1 to 10", 21, rate=False)),
        (195, 200, Shared("all but 1 to 10", 200, rate=False)),
        (200, 200, Shared(200, 200, rate=True)),
        (11, 22, Shared(11, 22, rate=True)),
    ],
)
def test_the_edges_are_where_they_are_said_to_be(above: int, below: int, told: Shared) -> None:
    assert shared(above, below) == told


def test_events_over_days_leave_no_rest_to_hide() -> None:
    assert shared(11, 15, part_of_whole=False) == Shared(11, 15, rate=True)
    assert shared(4, 15, part_of_whole=False) == Shared("1 to 10", 15, rate=False)
    assert shared(400, 15, part_of_whole=False).rate


@pytest.mark.parametrize("people", SMALL)
def test_a_median_of_one_to_ten_people_is_not_shown(people: int) -> None:
    assert shared(None, people) == Shared(None, "1 to 10", rate=False)


def test_a_median_of_more_people_is_shown() -> None:
    assert shared(None, 11) == Shared(None, 11, rate=True)


@pytest.mark.parametrize(
    ("above", "below", "told"),
    [
        (-1, 5, "takes a numerator of 0 or more, not -1"),
        (1, -5, "takes a denominator of 0 or more, not -5"),
        (6, 5, "takes 0 to 5 people, not 6"),
    ],
)
def test_counts_that_cannot_be_are_refused(above: int, below: int, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        shared(above, below)
