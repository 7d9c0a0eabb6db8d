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
from scoring.figures import ItemShape, team_average
from scoring.groups import SMALLEST_GROUP
from scoring.release import GroupShape, release
from scoring.released import Release, ReleasedItem, Withheld
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
            more; facts are not told again.
        before: an earlier wave of the same questions to stand beside.
        seed: of everything that is drawn; the same one gives the same report.

    Returns:
        A DivergenceReport; the last of `earlier` itself when too little was added to it.

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
    if earlier and not _adds_enough(released, earlier[-1].release):
        return earlier[-1]
    merged = released_sheets(sheets, released, terms=terms) if released.groups else None
    if earlier and merged is not None:
        released = _audited_together(released, merged, earlier=earlier, items=terms.items)
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


def _audited_together(
    released: Release,
    sheets: Sheets,
    *,
    earlier: Sequence[DivergenceReport],
    items: Sequence[ItemShape],
) -> Release:
    """The release, with less of every item that together with earlier ones would tell too much."""
    before = [report.release for report in earlier]
    counts = cube_of(sheets).counts
    kept: list[ReleasedItem] = []
    for place, item in enumerate(released.items):
        alone = replace(released, items=(item,))
        past = [replace(one, items=(one.items[place],)) for one in before]
        if item.team is None or audit(alone, earlier=past).is_clean:
            kept.append(item)
            continue
        whole = counts[place, :, : item.levels].sum(axis=0)
        average = team_average(item.team, whole, item=items[place]) if item.ordinal else None
        kept.append(replace(item, team=average, groups=None, why="too_alike"))
    told = {withheld.subject for withheld in released.withheld if withheld.what == "statement"}
    more = [
        Withheld("statement", item.id, item.why)
        for item in kept
        if item.why is not None and item.id not in told
    ]
    return replace(released, items=tuple(kept), withheld=(*released.withheld, *more))
