"""Small groups are merged: with their own kind first, never below the smallest, always the same."""

from collections.abc import Sequence

import numpy as np
import pytest

from scoring.groups import Member, Partition, merged_further, partition


def members(*told: tuple[str, int, str, str]) -> list[Member]:
    return [Member(code, people, sector, broad) for code, people, sector, broad in told]


def roster(seed: int, *, agencies: int = 9) -> list[Member]:
    """Agencies of 0 to 9 people, each of one of four sectors in two broad kinds."""
    random = np.random.default_rng(seed)
    sectors = random.integers(0, 4, size=agencies)
    return [
        Member(f"a{place}", int(random.integers(0, 10)), f"s{sector}", f"b{sector // 2}")
        for place, sector in enumerate(sectors)
    ]


def by_the_rule(agencies: Sequence[Member], smallest: int) -> Partition:
    """A second implementation: one merge, then again on what came of it."""

    def people(part: tuple[Member, ...]) -> int:
        return sum(member.people for member in part)

    def rank(part: tuple[Member, ...]) -> tuple[int, str]:
        return people(part), sorted(member.code for member in part)[0]

    def distance(part: tuple[Member, ...], other: tuple[Member, ...]) -> int:
        if {m.sector for m in part} & {m.sector for m in other}:
            return 0
        return 1 if {m.broad for m in part} & {m.broad for m in other} else 2

    def merged(parts: list[tuple[Member, ...]]) -> list[tuple[Member, ...]]:
        smallest_part, *others = sorted(parts, key=rank)
        if people(smallest_part) >= smallest or not others:
            return parts
        others.sort(key=lambda other: (distance(smallest_part, other), rank(other)))
        return merged([smallest_part + others[0], *others[1:]])

    if sum(member.people for member in agencies) < smallest:
        return ()
    parts = merged([(member,) for member in agencies])
    return tuple(sorted(tuple(sorted(m.code for m in part)) for part in parts))


SEEDS = pytest.mark.parametrize("seed", range(60))


@SEEDS
def test_every_part_is_large_enough_and_every_member_is_in_one(seed: int) -> None:
    agencies = roster(seed, agencies=1 + seed % 12)
    people = {member.code: member.people for member in agencies}
    for smallest in (5, 7, 10):
        parts = partition(agencies, smallest_group=smallest)
        if sum(people.values()) < smallest:
            assert parts == ()
            continue
        assert all(sum(people[code] for code in part) >= smallest for part in parts)
        assert sorted(code for part in parts for code in part) == sorted(people)


@SEEDS
def test_it_merges_what_a_second_implementation_of_the_rule_merges(seed: int) -> None:
    agencies = roster(seed, agencies=1 + seed % 12)
    for smallest in (5, 8):
        assert partition(agencies, smallest_group=smallest) == by_the_rule(agencies, smallest)


@SEEDS
def test_the_order_of_the_members_does_not_matter(seed: int) -> None:
    agencies = roster(seed)
    shuffled = [agencies[place] for place in np.random.default_rng(seed).permutation(9)]
    assert partition(shuffled) == partition(agencies) == partition(agencies[::-1])


@SEEDS
def test_no_sectors_are_mixed_while_each_is_large_enough(seed: int) -> None:
    agencies = [
        Member(f"{member.code}{copy}", member.people, member.sector, member.broad)
        for copy in range(6)
        for member in roster(seed)
    ]
    kind = {member.code: member.sector for member in agencies}
    sums = dict.fromkeys(kind.values(), 0)
    for member in agencies:
        sums[member.sector] += member.people
    large = {sector for sector, people in sums.items() if people >= 5}
    for part in partition(agencies):
        sectors = {kind[code] for code in part}
        assert len(sectors) == 1 or not sectors <= large


def test_an_agency_that_is_large_enough_stays_alone_while_its_sector_can_do_without_it() -> None:
    told = members(("a", 9, "s", "b"), ("c", 3, "s", "b"), ("d", 3, "s", "b"))
    assert partition(told) == (("a",), ("c", "d"))


def test_a_small_part_joins_its_sector_though_a_stranger_is_smaller() -> None:
    told = members(("a", 2, "s", "b"), ("c", 8, "s", "b"), ("d", 5, "t", "b"))
    assert partition(told) == (("a", "c"), ("d",))


def test_without_kin_in_its_sector_it_joins_its_broad_kind() -> None:
    told = members(("a", 2, "s", "b"), ("c", 8, "t", "b"), ("d", 5, "u", "v"))
    assert partition(told) == (("a", "c"), ("d",))


def test_without_any_kin_it_joins_the_smallest_of_all() -> None:
    told = members(("a", 2, "s", "b"), ("c", 8, "t", "w"), ("d", 5, "u", "v"))
    assert partition(told) == (("a", "d"), ("c",))


def test_among_kin_the_smallest_takes_it_in() -> None:
    told = members(("a", 1, "s", "b"), ("c", 8, "s", "b"), ("d", 6, "s", "b"))
    assert partition(told) == (("a", "d"), ("c",))


def test_of_equals_the_first_by_code_is_taken() -> None:
    told = members(("d", 1, "s", "b"), ("c", 6, "s", "b"), ("a", 6, "s", "b"))
    assert partition(told) == (("a", "d"), ("c",))


def test_what_is_still_too_small_is_merged_again() -> None:
    told = members(("a", 1, "s", "b"), ("c", 1, "s", "b"), ("d", 1, "t", "b"), ("e", 7, "u", "v"))
    assert partition(told) == (("a", "c", "d", "e"),)


def test_a_group_where_nobody_answered_is_counted_with_others() -> None:
    assert partition(members(("a", 0, "s", "b"), ("c", 6, "s", "b"))) == (("a", "c"),)


def test_one_part_is_left_of_a_team_that_fits_no_second() -> None:
    assert partition(members(("a", 4, "s", "b"), ("c", 5, "t", "w"))) == (("a", "c"),)


@pytest.mark.parametrize("told", [[], members(("a", 4, "s", "b")), members(("a", 0, "s", "b"))])
def test_a_team_that_is_too_small_has_no_parts(told: list[Member]) -> None:
    assert partition(told) == ()


def test_a_team_just_large_enough_has_one() -> None:
    assert partition(members(("a", 2, "s", "b"), ("c", 3, "t", "w"))) == (("a", "c"),)


def test_a_code_that_is_there_twice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^members take one code each; a is there twice\.$"):
        partition(members(("a", 5, "s", "b"), ("a", 6, "s", "b")))


def test_fewer_than_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^a takes 0 or more people, not -1\.$"):
        partition(members(("a", -1, "s", "b")))


# Reporting groups of 400 simulated teams each; their agencies' sizes were drawn at random, so a
# team here is only much like one there.
@pytest.mark.parametrize(
    ("people", "agencies", "groups", "of_ten"),
    [
        (12, 4, 1.5, 1.0),
        (20, 6, 2.6, 1.2),
        (30, 6, 3.5, 2.0),
        (30, 8, 3.7, 2.0),
        (45, 10, 5.3, 3.1),
        (60, 8, 5.8, 3.6),
        (60, 12, 6.8, 4.2),
    ],
    ids=lambda number: f"simulation before this program was written: {number}",
)
def test_teams_yield_about_as_many_groups_as_were_foreseen(
    people: int, agencies: int, groups: float, of_ten: float
) -> None:
    random = np.random.default_rng(people + agencies)
    found: dict[int, list[int]] = {5: [], 10: []}
    for _ in range(150):
        shares = random.dirichlet(np.ones(agencies))
        sizes = 1 + random.multinomial(people - agencies, shares)
        sectors = random.integers(0, 3, size=agencies)
        told = [
            Member(f"a{place}", int(size), f"s{sector}")
            for place, (size, sector) in enumerate(zip(sizes, sectors, strict=True))
        ]
        for smallest, numbers in found.items():
            numbers.append(len(partition(told, smallest_group=smallest)))
    assert np.mean(found[5]) == pytest.approx(groups, abs=0.6)
    assert np.mean(found[10]) == pytest.approx(of_ten, abs=0.6)


PARTS = (("a", "b"), ("c",), ("d", "e"), ("f",))


def test_parts_that_hold_any_of_the_codes_become_one() -> None:
    assert merged_further(PARTS, ["e", "c"]) == (("a", "b"), ("c", "d", "e"), ("f",))


def test_merging_within_a_part_or_nothing_changes_nothing() -> None:
    assert merged_further(PARTS, ["a", "b"]) == PARTS
    assert merged_further(PARTS, []) == PARTS


def test_merging_one_of_each_leaves_one_part() -> None:
    assert merged_further(PARTS, ["a", "c", "d", "f"]) == (("a", "b", "c", "d", "e", "f"),)


def test_a_code_that_no_part_holds_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^no group holds x, y\.$"):
        merged_further(PARTS, ["y", "a", "x"])
