"""Which statements of a released report are worth talking about: the same report, the same ones.

Only statements with an order whose figures for the whole team are shown can be picked. A statement
has every reason that fits it, and is picked once, for the first of them that has room:

- shared: as `scoring.shared` has it, unless groups stand out on it or many are unsure of it.
- split: less than two thirds on either side, or a wide range of views.
- unsure: a quarter or more did not know or would rather not say.
- moved: the share on the upper side is at least 20 in 100 from that of the round before, and the
  intervals of both rounds leave no doubt that it moved.
- groups: groups stand out "clear" or "possible". What stands out "perhaps" is not beyond chance
  where there are many statements, and is never picked for that.

Within a reason the strongest come first, and ties go by the order of the questionnaire. No section
has more than two statements in a guide as long as another one has something to say.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scoring.comparison import Chance, ItemChange
from scoring.report import DivergenceReport, ReportedItem
from scoring.shared import is_shared, shared
from scoring.square_add import direction
from surveys.guide_words import Reason

LIMITS: Mapping[Reason, int] = {"shared": 3, "split": 3, "unsure": 2, "moved": 2, "groups": 2}
"""At most so many statements a reason, in the order in which reasons take their turn."""
MOST_OF_A_SECTION = 2
LEAST_MOVE = 0.20
MOVED_BY_CHANCE = 0.05
"""Of statements on which nothing moved, at most about so many look as if it did: the intervals are
those that hold in 95 of 100 cases."""
_ROUNDING = 1e-9
_BEYOND = ("clear", "possible")
_BANDS: tuple[Chance, ...] = ("below_01", "01_to_05", "05_to_20", "above_20")


@dataclass(frozen=True, slots=True)
class Pick:
    """A statement and why it is worth talking about, the first reason before all."""

    item: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What statements are picked from.

    Attributes:
        report: what was released.
        in_stages: people placed their work on stages, instead of agreeing or not.
        earlier: what was released of the round that the report tells what moved since; without it
            nothing is told to have moved.
    """

    report: DivergenceReport
    in_stages: bool = False
    earlier: DivergenceReport | None = None


def picks(ground: Ground, *, sections: Mapping[str, str]) -> tuple[Pick, ...]:
    """The statements to talk about, those to open with first.

    Args:
        sections: section by item.
    """
    report = ground.report
    found = {item.id: reasons_of(ground, item.id) for item in report.items}
    chosen: list[Pick] = []
    for reason, most in LIMITS.items():
        fitting = [item for item in report.items if reason in found[item.id]]
        ordered = sorted(fitting, key=_strength(report, reason))  # stable: ties as asked
        free = [item.id for item in ordered if item.id not in {each.item for each in chosen}]
        taken = _spread_over_sections(free, chosen, most=most, sections=sections)
        chosen += [Pick(item_id, _first(reason, found[item_id])) for item_id in taken]
    return tuple(chosen)


def reasons_of(ground: Ground, item_id: str) -> tuple[Reason, ...]:
    """Every reason to talk about a statement; none of one that is held back."""
    item = ground.report.item(item_id)
    if not may_be_picked(item):
        return ()
    split = _is_split(item, in_stages=ground.in_stages)
    unsure = item.measures is not None and item.measures.many_unsure
    groups = item.apart is not None and item.apart.stands_out in _BEYOND
    fits: dict[Reason, bool] = {
        "shared": is_shared(item, in_stages=ground.in_stages) and not (unsure or groups),
        "split": split,
        "unsure": unsure,
        "moved": _has_moved(ground, item_id),
        "groups": groups,
    }
    return tuple(reason for reason, does in fits.items() if does)


def may_be_picked(item: ReportedItem) -> bool:
    """Whether a statement can be in a guide at all: it has an order, and its team is shown."""
    return item.released.ordinal and item.team is not None and item.team.people > 0


def common_ground(report: DivergenceReport) -> tuple[str, ...]:
    """Every statement that a talk could open with, most agreed first."""
    ground = Ground(report)
    every = shared(report, in_stages=False)
    return tuple(item_id for item_id in every if "shared" in reasons_of(ground, item_id))


def change_of(report: DivergenceReport, item_id: str) -> ItemChange | None:
    """A statement beside the round before; None where it cannot be told."""
    return next((each for each in compared(report) if each.id == item_id), None)


def compared(report: DivergenceReport) -> tuple[ItemChange, ...]:
    """Every statement that can be told beside the round before."""
    return report.change.items if report.change else ()


def _first(reason: Reason, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda each: each != reason))


def _spread_over_sections(
    free: list[str], chosen: list[Pick], *, most: int, sections: Mapping[str, str]
) -> list[str]:
    """The first of the free ones; one more of a section that has its two only where no other is."""
    filled = [sections.get(each.item, "") for each in chosen]
    taken: list[str] = []
    for item_id in free:
        section = sections.get(item_id, "")
        if len(taken) < most and filled.count(section) < MOST_OF_A_SECTION:
            taken.append(item_id)
            filled.append(section)
    rest = [item_id for item_id in free if item_id not in taken]
    return taken + rest[: most - len(taken)]


def _is_split(item: ReportedItem, *, in_stages: bool) -> bool:
    if item.measures is None:
        return False
    wide = item.measures.spread == "wide"
    return wide or (item.measures.label == "split" and not in_stages)


def _has_moved(ground: Ground, item_id: str) -> bool:
    """Whether a share moved far, and by more than its two intervals leave open."""
    if ground.earlier is None or _move(ground.report, item_id) < LEAST_MOVE - _ROUNDING:
        return False
    rounds = (ground.earlier, ground.report)
    two = [each.measures for whole in rounds for each in whole.items if each.id == item_id]
    if len(two) != len(rounds) or two[0] is None or two[1] is None:
        return False
    before, after = two[0], two[1]
    spans = (before.side_interval, after.side_interval)
    return direction(before.side_share, after.side_share, spans) != 0


def _strength(
    report: DivergenceReport, reason: Reason
) -> Callable[[ReportedItem], tuple[float, ...]]:
    """What to sort by, strongest first."""
    by: Mapping[Reason, Callable[[ReportedItem], tuple[float, ...]]] = {
        "shared": lambda item: (-_reach(item), _width(item)),
        "split": lambda item: (-_width(item), _reach(item)),
        "unsure": lambda item: (-_unsure(item),),
        "moved": lambda item: (-_move(report, item.id),),
        "groups": _nearness_to_chance,
    }
    chosen = by[reason]
    return lambda item: tuple(round(part, 9) for part in chosen(item))


def _reach(item: ReportedItem) -> float:
    """The share on the side that most are on, or the least that it can be."""
    figure = item.team
    if figure is None or figure.people == 0:
        return 0.0
    if figure.at_least is not None:
        return figure.at_least.people / figure.people
    return max(figure.sides) / figure.people if figure.sides else 0.0


def _width(item: ReportedItem) -> float:
    """The typical gap as a share of the scale; 0 where it is left open, since it is small then."""
    gap = item.measures.typical_gap if item.measures else None
    return 0.0 if gap is None else gap / (item.released.levels - 1)


def _unsure(item: ReportedItem) -> float:
    figure = item.team
    if figure is None or not figure.no_answer:
        return 0.0
    return figure.no_answer / (figure.people + figure.no_answer)


def _move(report: DivergenceReport, item_id: str) -> float:
    moved = change_of(report, item_id)
    return 0.0 if moved is None else abs(moved.side_share.after - moved.side_share.before)


def _nearness_to_chance(item: ReportedItem) -> tuple[float, ...]:
    apart = item.apart
    if apart is None or apart.stands_out not in _BEYOND:
        return (len(_BEYOND), len(_BANDS), len(_BANDS), 0.0)
    return (
        _BEYOND.index(apart.stands_out),
        _BANDS.index(apart.chance_adjusted),
        _BANDS.index(apart.chance),
        -apart.average_gap / (item.released.levels - 1),
    )
