"""No total of few can be worked out from what is shown, also by whoever knows how many answered."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from scoring.card_totals import shown_totals

OPTIONS: tuple[str, ...] = ("a", "b", "c", "d")
Table = tuple[int, ...]
Look = tuple[tuple[str, int], ...]


def look(table: Table, answered: int, floor: int) -> Look:
    counts: dict[str, int] = dict(zip(OPTIONS, table, strict=False))
    return tuple(shown_totals(counts, answered=answered, floor=floor).items())


def sums(answered: int, options: int) -> Iterator[Table]:
    """Every way in which so many people choose one option each."""
    for table in itertools.product(range(answered + 1), repeat=options):
        if sum(table) == answered:
            yield table


def ticked(answered: int, options: int) -> Iterator[Table]:
    """Every table of so many people who choose one option or more each."""
    for table in itertools.product(range(answered + 1), repeat=options):
        if sum(table) >= answered:
            yield table


def alike(
    tables: Iterator[Table], answered: int, floor: int, *, knows_ticks: bool
) -> list[tuple[Look, list[Table]]]:
    """Tables that look the same to somebody who knows how many answered."""
    found: dict[tuple[Look, int], list[Table]] = defaultdict(list)
    for table in tables:
        known = sum(table) if knows_ticks else 0
        found[look(table, answered, floor), known].append(table)
    return [(shown, same) for (shown, _), same in found.items()]


def pinned(same: list[Table], shown: Look, floor: int) -> list[str]:
    """Options that are not shown and of which it follows that few, but somebody, gave them."""
    names = dict(shown)
    found: list[str] = []
    for place, option in enumerate(OPTIONS[: len(same[0])]):
        values = {table[place] for table in same}
        if option not in names and len(values) == 1 and 0 < min(values) < floor:
            found.append(option)
    return found


@pytest.mark.parametrize(
    ("floor", "options", "most"), [(3, 2, 14), (3, 3, 14), (3, 4, 12), (5, 3, 22)]
)
def test_of_one_answer_each_nothing_small_follows_from_what_is_shown(
    floor: int, options: int, most: int
) -> None:
    several = 0
    for answered in range(1, most + 1):
        tables = sums(answered, options)
        for shown, same in alike(tables, answered, floor, knows_ticks=False):
            assert pinned(same, shown, floor) == []
            assert all(count >= floor for _, count in shown)
            rest = answered - sum(count for _, count in shown)
            assert not shown or rest == 0 or rest >= floor
            several += len(shown) > 1
    assert several > 5


@pytest.mark.parametrize("knows_ticks", [True, False])
@pytest.mark.parametrize(("options", "most"), [(2, 12), (3, 10), (4, 7)])
def test_of_several_answers_each_nothing_small_follows_either(
    options: int, most: int, knows_ticks: bool
) -> None:
    floor, some = 3, 0
    for answered in range(1, most + 1):
        tables = ticked(answered, options)
        known = Counter(sum(table) for table in ticked(answered, options))
        for shown, same in alike(tables, answered, floor, knows_ticks=knows_ticks):
            before = knows_ticks and known[sum(same[0])] == 1  # nothing needs to be shown for it
            assert before or pinned(same, shown, floor) == []
            for _, count in shown:
                assert count >= floor
                assert answered == count or answered - count >= floor
            some += bool(shown)
    assert some > 5


def test_the_floor_alone_would_give_a_single_person_away() -> None:
    """What the rule is for: with the cells above the floor alone, one table fits and no other."""
    floor, answered = 5, 12

    def plain(table: Table) -> Look:
        return tuple((o, c) for o, c in zip(OPTIONS, table, strict=False) if c >= floor)

    found: dict[Look, list[Table]] = defaultdict(list)
    for table in sums(answered, 3):
        found[plain(table)].append(table)
    assert pinned(found[(("a", 6), ("b", 5))], (("a", 6), ("b", 5)), floor) == ["c"]
    assert look((6, 5, 1), answered, floor) == (("a", 6),)


def test_totals_of_two_counts_would_be_subtracted() -> None:
    """Why cards are counted once: both results are safe, and their difference is one person."""
    first, second = Counter(a=6, b=6), Counter(a=7, b=6)
    shown = [shown_totals(each, answered=each.total(), floor=5) for each in (first, second)]
    assert shown == [first, second]
    assert Counter(shown[1]) - Counter(shown[0]) == Counter(a=1)


@pytest.mark.parametrize(
    ("table", "answered", "shown"),
    [
        ((14, 8, 5), 27, (("a", 14), ("b", 8), ("c", 5))),
        ((14, 8, 2), 24, (("a", 14),)),
        ((8, 0, 0), 8, (("a", 8),)),
        ((5, 3, 0), 8, ()),
        ((4, 4, 4), 12, ()),
        ((6, 6, 2), 14, ()),
        ((), 0, ()),
    ],
)
def test_by_hand(table: Table, answered: int, shown: Look) -> None:
    assert look(table, answered, 5) == shown


def test_a_floor_of_one_and_more_cards_than_there_are_are_refused() -> None:
    with pytest.raises(ValueError, match="floor"):
        shown_totals({"a": 3}, answered=3, floor=1)
    with pytest.raises(ValueError, match="more cards"):
        shown_totals({"a": 3}, answered=2, floor=2)
