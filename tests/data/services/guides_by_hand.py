"""Reports made by hand, statement by statement, for what a guide picks from them."""

from dataclasses import replace
from typing import Any

from data.services.guide_picks import Ground
from scoring.comparison import Apart, Chance, Change, Comparison, ItemChange, Moved, Span, StandsOut
from scoring.intervals import wilson
from scoring.released import AtLeast, Figure, Release, ReleasedItem
from scoring.report import DivergenceReport, Measures, ReportedItem

NOWHERE = Moved(before=0.5, after=0.5)


def statement(
    name: str,
    *,
    agree: int,
    disagree: int,
    middle: int = 0,
    unsure: int = 0,
    apart: StandsOut | None = None,
    adjusted: Chance = "above_20",
    average_gap: float = 1.0,
    ordinal: bool = True,
    **measures: Any,
) -> ReportedItem:
    """A statement of four levels with so many people on its sides; label, spread and gap as given.

    Args:
        apart: how it stands out between groups; None where it does not.
    """
    people = agree + disagree + middle
    figure = Figure(people=people, sides=(disagree, middle, agree), no_answer=unsure)
    side = "upper" if agree >= disagree else "lower"
    told = {"side": side, "many_unsure": unsure / (people + unsure) >= 0.25} | measures
    return ReportedItem(
        released=ReleasedItem(name, 4, ordinal, (1.0, 2.0, 3.0, 4.0), figure, None),
        measures=Measures(people, agree, agree / people, **told),
        apart=None if apart is None else _apart(apart, adjusted, average_gap),
    )


def shared(name: str, *, agree: int = 28, disagree: int = 2, **more: Any) -> ReportedItem:
    """On common ground."""
    usual = {"label": "common_ground", "spread": "close", "typical_gap": 0.5}
    return statement(name, agree=agree, disagree=disagree, **(usual | more))


def split(name: str, *, gap: float = 1.2, **more: Any) -> ReportedItem:
    """Two sides of the table."""
    usual = {"label": "split", "spread": "wide", "typical_gap": gap}
    return statement(name, agree=15, disagree=15, **(usual | more))


def leaning(name: str, **more: Any) -> ReportedItem:
    """Nothing to speak of."""
    usual = {"label": "leaning", "spread": "some", "typical_gap": 0.8}
    return statement(name, agree=22, disagree=8, **(usual | more))


def nearly_all(name: str, *, people: int, of: int, **more: Any) -> ReportedItem:
    """Only that nearly everybody is on the upper side may be told."""
    figure = Figure(people=of, at_least=AtLeast("side", 2, people))
    return ReportedItem(
        released=ReleasedItem(name, 4, True, (1.0, 2.0, 3.0, 4.0), figure, None),
        measures=Measures(of, **({"side": "upper"} | more)),
    )


def held_back(name: str) -> ReportedItem:
    """Nothing of it is shown."""
    nothing = ReleasedItem(name, 4, True, (1.0, 2.0, 3.0, 4.0), None, None, why="too_few_answers")
    return ReportedItem(released=nothing, measures=None)


def ground(made: DivergenceReport, *, people: int = 300, in_stages: bool = False) -> Ground:
    """What is picked from: a report, and the round before it where it tells of one.

    Args:
        people: how many answered in both rounds.
    """
    moved = {each.id: each.side_share for each in made.change.items} if made.change else {}
    rounds = [
        replace(
            made,
            items=tuple(
                _at(item, getattr(moved[item.id], when), people=people)
                if item.id in moved
                else item
                for item in made.items
            ),
        )
        for when in ("before", "after")
    ]
    return Ground(rounds[1], in_stages, rounds[0] if made.change else None)


def _at(item: ReportedItem, share: float, *, people: int) -> ReportedItem:
    """The same statement with that share on the upper side."""
    if item.measures is None:
        return item
    found = wilson(round(share * people), people)
    interval = Span(found.low, found.high)
    return replace(item, measures=replace(item.measures, side_share=share, side_interval=interval))


def report(*items: ReportedItem, moves: dict[str, tuple[float, float]] | None = None):
    """A report of these statements, in this order.

    Args:
        moves: share on the upper side in the round before and in this one, by statement.
    """
    told = [(item, item.measures) for item in items if item.measures is not None]
    agreed = [(item, of) for item, of in told if of.label == "common_ground"]
    agreed.sort(key=lambda pair: -(pair[1].side_share or 0.0))
    rest = [(item, of) for item, of in told if of.label != "common_ground"]
    rest.sort(key=lambda pair: -(pair[1].typical_gap or 0.0))
    released = Release(
        public=False,
        smallest_group=5,
        people=30,
        invited=32,
        groups=(),
        groups_shown=False,
        items=tuple(each.released for each in items),
        withheld=(),
    )
    return DivergenceReport(
        release=released,
        items=items,
        agreed=tuple(item.id for item, _ in agreed),
        spread_out=tuple(item.id for item, _ in rest if item.released.ordinal),
        unsure=(),
        comparison=Comparison(
            items=40,
            exact=True,
            chance="below_01",
            p_value=None,
            stand_out=7,
            expected_by_chance=3.25,
            strip=(),
            average_gap=0.3,
            same_gap=None,
            cross_gap=None,
            relabelings=999,
            every=False,
            seed=1,
        ),
        change=_change(moves or {}),
    )


def _apart(stands_out: StandsOut, adjusted: Chance, average_gap: float) -> Apart:
    chance: Chance = "01_to_05" if stands_out != "perhaps" else "05_to_20"
    return Apart(average_gap, Span(0.1, 0.6), (), chance, adjusted, stands_out)


def _change(moves: dict[str, tuple[float, float]]) -> Change | None:
    if not moves:
        return None
    return Change(
        people=(28, 30),
        typical_gap=NOWHERE,
        side_share=NOWHERE,
        group_gap=None,
        direction="no_clear_change",
        items=tuple(
            ItemChange(name, side_share=Moved(*ends), typical_gap=NOWHERE)
            for name, ends in moves.items()
        ),
    )
