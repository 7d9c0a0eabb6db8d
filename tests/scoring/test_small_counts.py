"""What may leave a team: shown for every count up to 60, as somebody outside would reason.

Whoever looks from outside knows the rule and sees a `Shared`; what they know of the counts is that
they are one of the pairs that come out as this `Shared`. So all pairs are grouped by it.
"""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from scoring.small_counts import HIDDEN_FROM, HIDDEN_TO, Shared, is_small, shared

MOST = 60
SMALL = range(1, 11)
Pair = tuple[int, int]
COUNTED = {
    "numerator": lambda pair: pair[0],
    "denominator": lambda pair: pair[1],
    "rest": lambda pair: pair[1] - pair[0],
}


def looks(*, of_people: bool) -> dict[Shared, list[Pair]]:
    """Every pair, by what is seen of it."""
    found: dict[Shared, list[Pair]] = defaultdict(list)
    for denominator in range(1, MOST + 1):
        for numerator in range((denominator if of_people else MOST) + 1):
            look = shared(numerator, denominator, of_people=of_people)
            found[look].append((numerator, denominator))
    return found


def small_among(look: Shared) -> Iterator[int]:
    """The counts from 1 to 10 that can be read off, or taken from each other."""
    shown = [look.numerator, look.denominator]
    if look.numerator is not None and look.denominator is not None:
        shown.append(look.denominator - look.numerator)
    yield from (count for count in shown if count in SMALL)


OF_PEOPLE, OF_EVENTS = looks(of_people=True), looks(of_people=False)


def test_small_is_from_one_to_ten():
    assert [count for count in range(-2, MOST) if is_small(count)] == list(SMALL)
    assert (HIDDEN_FROM, HIDDEN_TO) == (1, 10)


def test_no_count_of_people_from_one_to_ten_is_shown_or_is_a_difference_of_two_shown():
    assert {look: list(small_among(look)) for look in OF_PEOPLE if list(small_among(look))} == {}


@pytest.mark.parametrize("quantity", COUNTED)
def test_a_small_count_of_people_is_never_the_only_one_that_would_look_like_this(quantity):
    given_away = {}
    for look, pairs in OF_PEOPLE.items():
        possible = {COUNTED[quantity](pair) for pair in pairs}
        if possible & set(SMALL) and len(possible) < 2:
            given_away[look] = possible
    assert given_away == {}


def test_a_look_without_anything_hidden_is_of_one_pair_and_tells_it():
    for look, pairs in OF_PEOPLE.items():
        if not look.hidden:
            assert pairs == [(look.numerator, look.denominator)]


def test_whoever_sees_that_something_is_hidden_is_left_with_ten_or_more_ways():
    assert min(len(pairs) for look, pairs in OF_PEOPLE.items() if look.hidden) >= 10


def test_hidden_says_so_wherever_a_count_is_left_out():
    for look in (*OF_PEOPLE, *OF_EVENTS):
        assert look.hidden == (look.numerator is None or look.denominator is None)


def test_of_few_people_neither_count_is_shown_be_it_none_or_all():
    assert shared(0, 10) == shared(10, 10) == shared(3, 7) == Shared(None, None, hidden=True)
    assert shared(0, 11) == Shared(0, 11, hidden=False)
    assert shared(11, 11) == Shared(11, 11, hidden=False)


@pytest.mark.parametrize(
    ("numerator", "told"), [(0, 0), (1, None), (10, None), (11, 11), (19, 19), (20, None)]
)
def test_a_small_rest_hides_the_numerator_as_a_small_numerator_does(numerator, told):
    assert shared(numerator, 30) == Shared(told, 30, hidden=told is None)


def test_everybody_of_enough_may_be_told():
    assert shared(30, 30) == Shared(30, 30, hidden=False)


def test_a_number_of_events_over_days_is_hidden_from_one_to_ten_and_the_days_are_not():
    for look, pairs in OF_EVENTS.items():
        assert {days for _, days in pairs} == {look.denominator}
        events = {numerator for numerator, _ in pairs}
        assert events == set(SMALL) if look.hidden else {look.numerator} == events
        assert look.numerator not in SMALL


@pytest.mark.parametrize("people", [1, 10])
def test_a_median_of_few_people_tells_not_even_how_many(people):
    assert shared(None, people) == Shared(None, None, hidden=True)


def test_a_median_of_eleven_people_tells_how_many():
    assert shared(None, 11) == Shared(None, 11, hidden=False)
