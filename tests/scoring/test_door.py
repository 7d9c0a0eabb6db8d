"""From rows to the one report: pure, closed, and careful with a wave that was opened again."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from scoring.audit import audit
from scoring.door import Before, Terms, publish, released_sheets
from scoring.figures import ItemShape
from scoring.release import GroupShape, release
from scoring.report import DivergenceReport, checksum, divergence_report
from scoring.sheets import Sheets, cube_of, sheets_of
from tests.scoring.attacker import Attacker, read
from tests.scoring.conftest import every_row
from tests.scoring.teams import Team, made_team

FOUR = (1.0, 2.0, 3.0, 4.0)


def sheets(team: Team) -> Sheets:
    return sheets_of(
        team.answers,
        group=team.group,
        sizes=[levels for levels, _ in team.asked],
        groups=len(team.agencies),
    )


def terms(team: Team, *, public: bool = False) -> Terms:
    return Terms(tuple(team.items), tuple(team.shapes), public=public)


def drawn(seed: int, *, groups: tuple[int, ...], items: int = 6) -> Sheets:
    """People of some groups with ordinary answers."""
    random = np.random.default_rng(seed)
    people = sum(groups)
    levels = random.choice(4, p=(0.1, 0.2, 0.4, 0.3), size=(people, items))
    group = np.repeat(np.arange(len(groups)), groups)
    return sheets_of(levels, group=group, sizes=[4] * items, groups=len(groups))


def agreed(groups: int, *, items: int = 6) -> Terms:
    return Terms(
        items=tuple(ItemShape(f"q{item}", FOUR) for item in range(items)),
        groups=tuple(GroupShape(f"g{group}", f"s{group}", f"b{group}") for group in range(groups)),
    )


def more(one: Sheets, other: Sheets) -> Sheets:
    """The people of both."""
    return sheets_of(
        np.concatenate([one.levels, other.levels]),
        group=np.concatenate([one.group, other.group]),
        sizes=one.sizes,
        groups=one.groups,
    )


@pytest.mark.parametrize(("seed", "people", "agencies"), [(1, 20, 6), (2, 30, 8), (3, 60, 8)])
def test_figures_are_those_of_the_release_and_nothing_is_left_out(
    seed: int, people: int, agencies: int
) -> None:
    team = made_team(seed, people=people, agencies=agencies)
    report = publish(sheets(team), terms=terms(team), facts={"years": {"a": 9, "b": 11}})
    released = release(
        team.cube(), items=team.items, groups=team.shapes, facts={"years": {"a": 9, "b": 11}}
    )
    assert report.release == released
    plain = divergence_report(released)
    assert [(item.released, item.measures) for item in report.items] == [
        (item.released, item.measures) for item in plain.items
    ]
    assert (report.agreed, report.spread_out) == (plain.agreed, plain.spread_out)


def test_the_same_answers_and_seed_give_the_same_report() -> None:
    team = made_team(4, people=30, agencies=6)
    one, other = (publish(sheets(team), terms=terms(team), seed=3) for _ in range(2))
    assert checksum(one) == checksum(other)
    assert checksum(publish(sheets(team), terms=terms(team), seed=4)) != checksum(one)


def test_a_team_that_is_too_small_shows_nothing_and_compares_nothing() -> None:
    report = publish(drawn(1, groups=(2, 2)), terms=agreed(2))
    assert report.items == ()
    assert report.comparison is None


def test_sheets_and_terms_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"the cube takes shape \(6, 3\) and levels, not"):
        publish(drawn(1, groups=(6, 6)), terms=agreed(3))


def test_people_who_exchange_answers_inside_a_group_change_nothing_about_it() -> None:
    """What is told of groups does not depend on who in a group said what."""
    whole = drawn(5, groups=(6, 7, 8), items=1)
    report = publish(whole, terms=agreed(3, items=1))
    levels = whole.levels.copy()
    levels[:6] = levels[:6][::-1]
    again = publish(replace(whole, levels=levels), terms=agreed(3, items=1))
    assert again.release == report.release
    one, other = report.items[0].apart, again.items[0].apart
    assert one is not None
    assert other is not None
    assert (one.average_gap, one.within_chance) == (other.average_gap, other.within_chance)


class TestOpenedAgain:
    """A second release of a wave tells what its new people said, unless they are many enough."""

    groups = (8, 9)
    first = drawn(7, groups=groups)

    def published(self) -> DivergenceReport:
        return publish(self.first, terms=agreed(2))

    @pytest.mark.parametrize("added", [(1, 0), (4, 0), (5, 4), (0, 3), (5, 1)])
    def test_a_few_new_answers_replace_nothing(self, added: tuple[int, int]) -> None:
        before = self.published()
        wave = more(self.first, drawn(8, groups=added))
        assert publish(wave, terms=agreed(2), earlier=[before]) is before

    def test_no_new_answers_replace_nothing(self) -> None:
        before = self.published()
        assert publish(self.first, terms=agreed(2), earlier=[before]) is before

    @pytest.mark.parametrize("added", [(5, 0), (0, 7)])
    def test_new_people_of_one_group_would_be_told_by_the_teams_counts(
        self, added: tuple[int, int]
    ) -> None:
        before = self.published()
        wave = more(self.first, drawn(9, groups=added))
        assert publish(wave, terms=agreed(2), earlier=[before]) is before

    @pytest.mark.parametrize("added", [(6, 7), (8, 9)])
    def test_many_new_answers_make_a_new_release(self, added: tuple[int, int]) -> None:
        before = self.published()
        wave = more(self.first, drawn(9, groups=added))
        again = publish(wave, terms=agreed(2), earlier=[before])
        assert again.release.people == 17 + sum(added)
        assert again.release.facts == ()

    @pytest.mark.parametrize("seed", [0, 1, 2, 4])
    def test_nobody_who_keeps_both_learns_what_the_new_people_said(self, seed: int) -> None:
        """With an attacker who shares nothing with the program's own audit."""
        first = drawn(20 + seed, groups=(6, 7), items=8)
        added = drawn(40 + seed, groups=(5, 6), items=8)
        before = publish(first, terms=agreed(2, items=8))
        after = publish(more(first, added), terms=agreed(2, items=8), earlier=[before])
        assert after is not before
        sizes = [6, 7, 5, 6]
        for place in range(8):
            truth = _table(first, added, place)
            attacker = Attacker(sizes, 4)
            old, new = before.release.items[place], after.release.items[place]
            for item, batches in ((old, [[0], [1]]), (new, [[0, 2], [1, 3]])):
                if item.team is not None:
                    everybody = sorted(atom for atoms in batches for atom in atoms)
                    read(item.team, item, attacker=attacker, agencies=everybody)
                for figure, atoms in zip(item.groups or (), batches, strict=False):
                    read(figure, item, attacker=attacker, agencies=atoms)
            assert not any(
                attacker.knows_the_answer_of_all(atoms, truth)
                for atoms in ([0], [1], [2], [3], [0, 2], [1, 3])
            )

    def test_a_result_that_would_tell_what_the_new_people_said_replaces_nothing(self) -> None:
        """Not even where a single statement would; that it was held back would tell as much."""
        first = drawn(3, groups=(6, 7), items=8)
        alike = drawn(4, groups=(5, 5), items=8)
        alike = replace(alike, levels=np.zeros_like(alike.levels))
        before = publish(first, terms=agreed(2, items=8))
        assert publish(more(first, alike), terms=agreed(2, items=8), earlier=[before]) is before


def of_counts(*counts: tuple[int, ...]) -> Sheets:
    """One item; people by level of each group."""
    levels = [level for row in counts for level, people in enumerate(row) for _ in range(people)]
    group = [place for place, row in enumerate(counts) for _ in range(sum(row))]
    size = len(counts[0])
    return sheets_of(np.array(levels)[:, np.newaxis], group=group, sizes=[size], groups=len(counts))


def opened_again(
    ours: tuple[int, ...], theirs: tuple[int, ...], new: tuple[int, ...]
) -> tuple[DivergenceReport, DivergenceReport]:
    """What is shown of two groups, and when five more have come to the first."""
    shape = ItemShape("q0", FOUR[: len(ours)])
    of = Terms((shape,), agreed(2, items=1).groups)
    first = publish(of_counts(ours, theirs), terms=of)
    grown = tuple(a + b for a, b in zip(ours, new, strict=True))
    return first, publish(of_counts(grown, theirs), terms=of, earlier=[first])


def test_five_new_people_of_one_voice_stay_unknown() -> None:
    """An exact team before and a rounded mean after would tell that all five gave one answer."""
    first, second = opened_again((3, 0, 1, 1), (1, 3, 0, 1), (0, 5, 0, 0))
    assert second is first


@pytest.mark.long
def test_in_no_world_of_two_results_all_new_people_are_known() -> None:
    """All answers of five and five people and five new ones, on two levels."""
    rows = list(every_row(5, 2))
    alike: dict[object, list[tuple[int, ...]]] = {}
    for ours, theirs, new in product(rows, rows, rows):
        first, second = opened_again(ours, theirs, new)
        if second is not first:
            shown = [(each.items[0].team, each.items[0].groups) for each in (first, second)]
            alike.setdefault(tuple(shown), []).append(new)
    assert len(alike) > 10
    assert not any(len(set(new)) == 1 and max(new[0]) == 5 for new in alike.values())


@pytest.mark.parametrize("seed", range(12))
def test_whatever_five_new_people_say_the_audit_of_both_releases_is_clean(seed: int) -> None:
    random = np.random.default_rng(seed)
    ours, theirs = (tuple(random.multinomial(5, [0.25] * 4).tolist()) for _ in range(2))
    new = [0, 0, 0, 0]
    new[int(random.integers(4))] = 5
    first, second = opened_again(ours, theirs, tuple(new))
    assert second is first or audit(second.release, earlier=[first.release]).is_clean


def _table(first: Sheets, added: Sheets, place: int) -> np.ndarray:
    """People by batch and group, and by answer: the levels, no answer, left out."""
    counts = [cube_of(each).counts[place] for each in (first, added)]
    return np.column_stack([np.concatenate(counts), np.zeros((4, 2), dtype=np.int64)])


def test_an_earlier_wave_of_the_same_questions_stands_beside() -> None:
    first, second = drawn(11, groups=(10, 12)), drawn(12, groups=(11, 12))
    before = publish(first, terms=agreed(2))
    kept = Before(before, released_sheets(first, before.release, terms=agreed(2)))
    report = publish(second, terms=agreed(2), before=kept)
    assert report.change is not None
    assert report.change.people == (22, 23)
    alone = publish(second, terms=agreed(2))
    assert replace(report, change=None) == alone
