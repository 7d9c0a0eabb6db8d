"""The whole way from people's answers to the one report: the only function that sees both.

Rows become counts, counts pass `scoring.release`, and what passed is all that is ever shown.
Whatever else the report says is taken from what passed. Rows come in twice more: people are dealt
into groups at random, to learn what chance would do, and waves are exchanged at random.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scoring.audit import audit
from scoring.changed import Before, changed
from scoring.compared import compared
from scoring.figures import ItemShape
from scoring.groups import SMALLEST_GROUP
from scoring.release import GroupShape, release
from scoring.released import Release
from scoring.report import DivergenceReport, divergence_report
from scoring.sheets import Sheets, cube_of, regrouped

__all__ = ["Before", "Terms", "publish", "released_sheets"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed before anybody answered.

    Attributes:
        items: in the order of the sheets' items.
        groups: in the order of the sheets' groups; the roster behind them is their business.
        smallest_group: people that every shown group has at least, 5 to 10.
        public: show everything exactly, because the answers were public before.
    """

    items: tuple[ItemShape, ...]
    groups: tuple[GroupShape, ...]
    smallest_group: int = SMALLEST_GROUP
    public: bool = False


def publish(
    sheets: Sheets,
    *,
    terms: Terms,
    facts: Mapping[str, Mapping[str, int]] | None = None,
    earlier: Sequence[DivergenceReport] = (),
    before: Before | None = None,
    seed: int = 0,
) -> DivergenceReport:
    """The report of a closed wave: all that anybody may see of it.

    Args:
        sheets: what everybody answered.
        terms: what was agreed.
        facts: people by option, by fact, of the whole team.
        earlier: what was published of this very wave before it was opened again, the oldest first.
            Then nothing changes unless every group that grew has at least `smallest_group` answers
            more, and both together tell nothing about the new people; facts are not told again.
        before: an earlier wave of the same questions to stand beside.
        seed: of everything that is drawn; the same one gives the same report.

    Returns:
        A DivergenceReport; the last of `earlier` itself when nothing may take its place.

    Raises:
        ValueError: the terms do not fit the sheets.
    """
    cube = cube_of(sheets)
    released = release(
        cube,
        items=terms.items,
        groups=terms.groups,
        smallest_group=terms.smallest_group,
        public=terms.public,
        facts={} if earlier else facts,
    )
    if earlier and not _may_replace(released, [report.release for report in earlier]):
        return earlier[-1]
    merged = released_sheets(sheets, released, terms=terms) if released.groups else None
    report = divergence_report(released)
    if merged is None:
        return report
    return _with_comparison(report, merged, before=before, seed=seed)


def released_sheets(sheets: Sheets, released: Release, *, terms: Terms) -> Sheets:
    """The sheets in the groups in which they were released.

    Raises:
        ValueError: nothing was released by group, or the groups are not those of the terms.
    """
    place = {group.code: number for number, group in enumerate(terms.groups)}
    return regrouped(sheets, [[place[code] for code in group.members] for group in released.groups])


def _with_comparison(
    report: DivergenceReport, sheets: Sheets, *, before: Before | None, seed: int
) -> DivergenceReport:
    found = compared(report.release, sheets, seed=seed)
    items = tuple(
        replace(item, apart=found.apart.get(item.id), pairs=found.pairs.get(item.id, ()))
        for item in report.items
    )
    whole = replace(report, items=items, comparison=found.whole)
    change = None if before is None else changed(before, whole, sheets, seed=seed)
    return replace(whole, change=change)


def _may_replace(released: Release, past: Sequence[Release]) -> bool:
    """Whether a release may take the place of earlier ones: as a whole, or not at all.

    If single items were held back, that would tell what their new people said.
    """
    if not _adds_enough(released, past[-1]):
        return False
    return all(
        _is_safe(
            replace(released, items=(item,)),
            [replace(one, items=(one.items[place],)) for one in past],
        )
        for place, item in enumerate(released.items)
    )


def _adds_enough(released: Release, last: Release) -> bool:
    """Whether groups are the same, and each that grew did so by as many people as a group needs."""
    if [group.code for group in released.groups] != [group.code for group in last.groups]:
        return False
    added = [
        group.people - before.people
        for group, before in zip(released.groups, last.groups, strict=True)
    ]
    least = released.smallest_group
    return any(added) and all(people == 0 or people >= least for people in added)


def _is_safe(alone: Release, past: Sequence[Release]) -> bool:
    """Whether an item may be shown beside what was shown of it before.

    Everybody who is new to it must be as many as a group needs, in every group that has new
    answers; where only the team was or is shown, in the team.
    """
    now, least = alone.items[0], alone.smallest_group
    for one in past:
        then = one.items[0]
        figures = [(then.team, now.team), *zip(then.groups or (), now.groups or (), strict=False)]
        added = [
            after.people - before.people
            for before, after in figures
            if before is not None and after is not None
        ]
        if any(people != 0 and people < least for people in added):
            return False
    return audit(alone, earlier=past).is_clean
