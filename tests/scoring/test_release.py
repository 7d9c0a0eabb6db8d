"""The door, step by step: who is merged, what is held back, and what never shows."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from scoring.cube import Cube, count
from scoring.release import (
    Figure,
    GroupShape,
    ItemShape,
    Release,
    ReleasedFact,
    ReleasedGroup,
    Withheld,
    release,
)
from tests.scoring.conftest import apart, cube_of, scale
from tests.scoring.teams import Team, made_team

SPREAD = (4, 4, 4, 4)
ROSTERS = ((8, 3), (12, 4), (20, 6), (30, 8), (60, 12), (60, 3))
TEAMS = pytest.mark.parametrize(("people", "agencies"), ROSTERS)
SEEDS = pytest.mark.parametrize("seed", range(4))


def sized(*people: int, items: int = 1) -> Cube:
    """Groups of so many people who spread over four levels, each starting at the next."""
    rows = [[(person + group) % 4 for person in range(size)] for group, size in enumerate(people)]
    table = [[row.count(level) for level in range(4)] for row in rows]
    return cube_of([table] * items, people=people)


# --- below the smallest group --------------------------------------------------------------------


@pytest.mark.parametrize("smallest", [5, 7, 10])
def test_of_a_team_below_the_smallest_group_nothing_leaves(smallest: int) -> None:
    people = smallest - 1
    released = release(
        sized(people, 0),
        items=scale(4),
        groups=[GroupShape("a", invited=20), GroupShape("b", invited=4)],
        smallest_group=smallest,
        facts={"years": {"long": 40, "short": 40}},
    )
    assert released == Release(
        public=False,
        smallest_group=smallest,
        people=people,
        invited=24,
        groups=(),
        groups_shown=False,
        items=(),
        withheld=(Withheld("team", "", "too_few_people"),),
        facts=(),
    )


@TEAMS
@SEEDS
def test_no_group_and_no_figure_below_the_smallest_group_leaves(
    seed: int, people: int, agencies: int
) -> None:
    released = made_team(seed, people=people, agencies=agencies).released()
    assert all(group.people >= 5 for group in released.groups)
    for item in released.items:
        assert item.team is None or item.team.people >= 5
        assert all(figure.people >= 5 for figure in item.groups or ())


# --- merging -------------------------------------------------------------------------------------


def test_groups_that_too_few_answered_are_merged_with_their_kind_and_it_says_so() -> None:
    groups = [
        GroupShape("court", "law", "state", invited=6),
        GroupShape("clinic", "health", "care", invited=12),
        GroupShape("defense", "law", "state", invited=8),
    ]
    released = release(sized(3, 11, 6), items=scale(4), groups=groups)
    assert released.groups == (
        ReleasedGroup("court+defense", ("court", "defense"), 9, 14),
        ReleasedGroup("clinic", ("clinic",), 11, 12),
    )
    assert released.withheld == (
        Withheld("group", "court", "too_few_people", into="court+defense"),
        Withheld("group", "defense", "takes_in_others", into="court+defense"),
    )
    assert (released.people, released.invited, released.groups_shown) == (20, 26, True)


def test_a_merged_group_shows_the_people_of_all_its_members_together() -> None:
    cube = cube_of([[(3, 0, 1, 0), (2, 2, 6, 2), (2, 3, 2, 2)]])
    groups = [GroupShape("a", "s"), GroupShape("b", "t"), GroupShape("c", "s")]
    (item,) = release(cube, items=scale(4), groups=groups).items
    assert item.groups is not None
    assert [figure.counts for figure in item.groups] == [(5, 3, 3, 2), (2, 2, 6, 2)]


def test_what_was_invited_is_not_known_when_it_is_not_known_of_one() -> None:
    groups = [GroupShape("a", "s", invited=6), GroupShape("b", "t"), GroupShape("c", "t")]
    released = release(sized(6, 3, 7), items=scale(4), groups=groups)
    assert released.invited is None
    assert [group.invited for group in released.groups] == [6, None]


def test_with_a_single_group_left_only_the_team_is_shown() -> None:
    released = release(sized(4, 7), items=scale(4), groups=apart(2))
    assert [group.members for group in released.groups] == [("g0", "g1")]
    assert not released.groups_shown
    (item,) = released.items
    assert item.groups is None
    assert item.why is None
    assert item.team is not None
    assert [withheld.what for withheld in released.withheld] == ["group", "group"]


# --- statements for the whole team only ----------------------------------------------------------


def test_a_statement_that_too_few_of_a_group_answered_is_shown_for_the_team_only() -> None:
    cube = cube_of([[SPREAD, (2, 2, 1, 1)], [SPREAD, (2, 1, 1, 0)]], people=[16, 6])
    released = release(cube, items=scale(4, items=2), groups=apart(2))
    first, second = released.items
    assert first.groups is not None
    assert first.why is None
    assert (second.groups, second.why) == (None, "too_few_answers")
    assert second.team is not None
    assert second.team.counts == (6, 5, 5, 4)
    assert released.withheld == (Withheld("statement", "q1", "too_few_answers"),)


@pytest.mark.parametrize("groups", [1, 2])
def test_a_statement_that_too_few_of_the_team_answered_is_not_shown_at_all(groups: int) -> None:
    people = [12, 12][:groups]
    cube = cube_of([[(2, 1, 1, 0), (0, 0, 0, 0)][:groups]], people=people)
    released = release(cube, items=scale(4), groups=apart(groups))
    (item,) = released.items
    assert (item.team, item.groups) == (None, None)
    assert released.withheld == (Withheld("statement", "q0", "too_few_answers"),)


def test_an_item_without_order_is_shown_by_group_only_as_counts() -> None:
    items = scale(3, ordinal=False)
    (open_enough,) = release(cube_of([[(4, 4, 4), (3, 3, 4)]]), items=items, groups=apart(2)).items
    (small,) = release(cube_of([[(4, 4, 4), (3, 3, 3)]]), items=items, groups=apart(2)).items
    (alike,) = release(cube_of([[(4, 4, 4), (9, 1, 1)]]), items=items, groups=apart(2)).items
    assert [figure.counts for figure in open_enough.groups or ()] == [(4, 4, 4), (3, 3, 4)]
    assert (small.groups, small.why) == (None, "too_few_answers")
    assert (alike.groups, alike.why) == (None, "too_alike")
    assert alike.team is not None
    assert alike.team.counts == (13, 5, 5)


def test_a_group_that_could_be_seen_through_is_held_back_and_so_are_the_teams_counts() -> None:
    """Five on level 2 and six on level 4: near 2 on average, the five must all be on it."""
    cube = cube_of([[(0, 5, 0, 0), (0, 0, 0, 6)]], no_answer=[[0, 3]])
    released = release(cube, items=scale(4), groups=apart(2))
    (item,) = released.items
    assert (item.groups, item.why) == (None, "too_alike")
    assert item.team == Figure(11, mean=3.0, mean_edge="half_step", no_answer=3)
    assert released.withheld == (Withheld("statement", "q0", "too_alike"),)


def test_groups_of_one_voice_are_shown_where_another_wave_would_look_the_same() -> None:
    (item,) = release(
        cube_of([[(0, 0, 0, 5), (0, 0, 0, 6)]]), items=scale(4), groups=apart(2)
    ).items
    assert item.why is None
    assert [figure.mean_edge for figure in item.groups or ()] == ["at_least", "at_least"]


def answers_redrawn(team: Team, seed: int) -> Team:
    """The same people, missing in the same places, with other answers everywhere else."""
    random = np.random.default_rng(seed)
    levels = np.array([levels for levels, _ in team.asked])
    others = random.integers(0, levels, size=team.answers.shape)
    return replace(team, answers=np.where(team.answers < 0, team.answers, others))


@TEAMS
@SEEDS
def test_merging_and_every_other_reason_depend_on_who_answered_and_not_on_what(
    seed: int, people: int, agencies: int
) -> None:
    team = made_team(seed, people=people, agencies=agencies)
    one, other = team.released(), answers_redrawn(team, seed).released()

    def few(released: Release) -> set[Withheld]:
        return {withheld for withheld in released.withheld if withheld.why != "too_alike"}

    def people_in(released: Release) -> list[int | None]:
        return [item.team.people if item.team else None for item in released.items]

    assert one.groups == other.groups
    assert few(one) == few(other)
    assert people_in(one) == people_in(other)


@TEAMS
@SEEDS
def test_only_what_is_too_alike_may_be_held_back_for_its_content(
    seed: int, people: int, agencies: int
) -> None:
    released = made_team(seed, people=people, agencies=agencies).released()
    for item in released.items:
        if item.groups is None and released.groups_shown and item.team is not None:
            assert item.why in ("too_few_answers", "too_alike")
        else:
            assert item.why in (None, "too_few_answers")
    reasons = [withheld.why for withheld in released.withheld if withheld.what == "statement"]
    assert len(reasons) == sum(
        item.team is None or (released.groups_shown and item.groups is None)
        for item in released.items
    )


# --- answers that were public before -------------------------------------------------------------


def test_public_answers_are_exact_and_marked_and_nobody_is_merged() -> None:
    cube = cube_of(
        [[(0, 1, 0, 0), (0, 0, 0, 0), (2, 3, 4, 9)]], no_answer=[[0, 0, 1]], people=[1, 0, 20]
    )
    released = release(
        cube,
        items=scale(4),
        groups=apart(3),
        public=True,
        facts={"years": {"long": 1, "short": 0}, "role": {"lead": 2, "staff": 1}},
    )
    assert released.public
    assert [group.people for group in released.groups] == [1, 0, 20]
    (item,) = released.items
    assert item.team is not None
    assert item.groups is not None
    assert item.team.counts == (2, 4, 4, 9)
    assert item.team.no_answer == 1
    assert [figure.counts for figure in item.groups] == [(0, 1, 0, 0), (0, 0, 0, 0), (2, 3, 4, 9)]
    assert [figure.no_answer for figure in item.groups] == [0, 0, 1]
    assert [figure.mean for figure in item.groups] == [2.0, None, pytest.approx(56 / 18)]
    assert released.withheld == ()
    assert released.facts == (
        ReleasedFact("years", ((("long",), 1),)),
        ReleasedFact("role", ((("lead",), 2), (("staff",), 1))),
    )


def test_nothing_that_is_not_public_is_marked_as_public() -> None:
    assert not release(sized(8, 8), items=scale(4), groups=apart(2)).public


def test_public_answers_of_no_groups_are_an_empty_release() -> None:
    empty = count([], levels=[4], groups=0, people=[])
    released = release(empty, items=scale(4), groups=[], public=True)
    assert (released.people, released.groups) == (0, ())


# --- facts ---------------------------------------------------------------------------------------


def test_facts_are_told_for_the_team_with_small_options_pooled_or_held_back() -> None:
    released = release(
        sized(8, 8),
        items=scale(4),
        groups=apart(2),
        facts={"years": {"long": 9, "short": 2, "new": 5}, "role": {"lead": 1, "staff": 15}},
    )
    assert released.facts == (ReleasedFact("years", ((("long",), 9), (("short", "new"), 7))),)
    assert released.withheld == (Withheld("fact", "role", "too_few_people"),)


# --- what must not matter ------------------------------------------------------------------------


def shown_by_members(released: Release) -> dict[frozenset[str], tuple]:
    """What is shown of each group, by the codes that went into it."""
    figures = zip(*(item.groups for item in released.items if item.groups), strict=True)
    told = list(figures) or [()] * len(released.groups)
    return {
        frozenset(group.members): (group.people, group.invited, figures)
        for group, figures in zip(released.groups, told, strict=True)
    }


@TEAMS
@SEEDS
def test_swapping_two_people_of_one_released_group_changes_nothing(
    seed: int, people: int, agencies: int
) -> None:
    team = made_team(seed, people=people, agencies=agencies)
    released = team.released()
    random = np.random.default_rng(seed)
    group = np.array(list(team.agencies))[team.group]
    answers = team.answers.copy()
    for part in released.groups:
        inside = np.flatnonzero(np.isin(group, part.members))
        one, other = random.choice(inside, size=2, replace=False)
        answers[[one, other]] = answers[[other, one]]
    assert (answers != team.answers).any() or not released.groups
    assert replace(team, answers=answers).released() == released


@TEAMS
@SEEDS
def test_another_order_of_the_groups_only_reorders_what_is_shown(
    seed: int, people: int, agencies: int
) -> None:
    team = made_team(seed, people=people, agencies=agencies)
    cube, shapes = team.cube(), team.shapes
    released = release(cube, items=team.items, groups=shapes)
    order = np.random.default_rng(seed).permutation(len(shapes))
    moved = Cube(
        counts=cube.counts[:, order],
        levels=cube.levels,
        no_answer=cube.no_answer[:, order],
        skipped=cube.skipped[:, order],
        not_reached=cube.not_reached[:, order],
        people=cube.people[order],
    )
    other = release(moved, items=team.items, groups=[shapes[place] for place in order])
    assert shown_by_members(other) == shown_by_members(released)
    assert [item.team for item in other.items] == [item.team for item in released.items]
    assert [item.why for item in other.items] == [item.why for item in released.items]
    assert len(other.withheld) == len(released.withheld)


def test_which_of_equal_groups_is_merged_does_not_depend_on_their_order() -> None:
    groups = [GroupShape(code) for code in ("b", "c", "a")]
    one = release(sized(4, 6, 6), items=scale(4), groups=groups)
    other = release(sized(6, 6, 4), items=scale(4), groups=[groups[2], groups[1], groups[0]])
    assert {frozenset(group.members) for group in one.groups} == {
        frozenset(group.members) for group in other.groups
    }


def test_items_are_shown_one_by_one_whatever_stands_beside_them() -> None:
    team = made_team(3, people=30, agencies=8)
    cube, items = team.cube(), team.items
    whole = release(cube, items=items, groups=team.shapes).items
    for place, item in enumerate(items):
        only = Cube(
            counts=cube.counts[[place]],
            levels=cube.levels[[place]],
            no_answer=cube.no_answer[[place]],
            skipped=cube.skipped[[place]],
            not_reached=cube.not_reached[[place]],
            people=cube.people,
        )
        assert release(only, items=[item], groups=team.shapes).items == (whole[place],)


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize("smallest", [4, 11, 0, -5])
def test_a_smallest_group_out_of_range_is_refused(smallest: int) -> None:
    told = f"^smallest_group takes 5 to 10, not {smallest}\\.$"
    with pytest.raises(ValueError, match=told):
        release(sized(8, 8), items=scale(4), groups=apart(2), smallest_group=smallest)


@pytest.mark.parametrize(
    ("items", "groups", "told"),
    [
        (scale(4), apart(3), r"the cube takes shape \(1, 3\) and levels, not \(1, 2, 4\)\."),
        (scale(4, items=2), apart(2), r"the cube takes shape \(2, 2\) and levels, not"),
        (scale(5), apart(2), r"q0 takes 4 printed values, one a level, not 5\."),
        (
            scale(4),
            [GroupShape("a"), GroupShape("a")],
            r"groups take one code each; a is there twice\.",
        ),
    ],
    ids=["groups", "items", "levels", "codes"],
)
def test_a_cube_of_another_shape_is_refused(
    items: Sequence[ItemShape], groups: Sequence[GroupShape], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        release(sized(8, 8), items=items, groups=groups)
