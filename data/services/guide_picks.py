"""Which statements of a released report are worth talking about: the same report, the same ones.

Only statements with an order whose figures for the whole team are shown can be picked. A statement
has every reason that fits it, and is picked once, for the first of them that has room:

- shared: common ground, unless groups stand out on it or many are unsure of it. Of questions in
  stages, those seen at much the same stage; of a team so small that only sides are told, those with
  nearly everybody on one side.
- split: less than two thirds on either side, or a wide range of views.
- unsure: a quarter or more did not know or would rather not say.
- moved: the share on the upper side is at least 20 in 100 from that of the round before.
- groups: groups stand out "clear" or "possible". What stands out "perhaps" is not beyond chance
  where there are many statements, and is never picked for that.

Within a reason the strongest come first, and ties go by the order of the questionnaire. No section
has more than two statements in a guide as long as another one has something to say.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scoring.comparison import Chance, ItemChange
from scoring.report import DivergenceReport, ReportedItem
from surveys.guide_words import Reason

LIMITS: Mapping[Reason, int] = {"shared": 3, "split": 3, "unsure": 2, "moved": 2, "groups": 2}
"""At most so many statements a reason, in the order in which reasons take their turn."""
MOST_OF_A_SECTION = 2
LEAST_MOVE = 0.20
_ROUNDING = 1e-9
_BEYOND = ("clear", "possible")
_BANDS: tuple[Chance, ...] = ("below_01", "01_to_05", "05_to_20", "above_20")


@dataclass(frozen=True, slots=True)
class Pick:
    """A statement and why it is worth talking about, the first reason before all."""

    item: str
    reasons: tuple[Reason, ...]


def picks(
    report: DivergenceReport, *, sections: Mapping[str, str], in_stages: bool
) -> tuple[Pick, ...]:
    """The statements to talk about, those to open with first.

    Args:
        report: what was released.
        sections: section by item.
        in_stages: people placed their work on stages, instead of agreeing or not.
    """
    found = {item.id: reasons_of(report, item.id, in_stages=in_stages) for item in report.items}
    chosen: list[Pick] = []
    for reason, most in LIMITS.items():
        fitting = [item for item in report.items if reason in found[item.id]]
        ordered = sorted(fitting, key=_strength(report, reason))  # stable: ties as asked
        free = [item.id for item in ordered if item.id not in {each.item for each in chosen}]
        taken = _spread_over_sections(free, chosen, most=most, sections=sections)
        chosen += [Pick(item_id, _first(reason, found[item_id])) for item_id in taken]
    return tuple(chosen)


def reasons_of(report: DivergenceReport, item_id: str, *, in_stages: bool) -> tuple[Reason, ...]:
    """Every reason to talk about a statement; none of one that is held back."""
    item = report.item(item_id)
    if not may_be_picked(item):
        return ()
    split = _is_split(item, in_stages=in_stages)
    unsure = item.measures is not None and item.measures.many_unsure
    groups = item.apart is not None and item.apart.stands_out in _BEYOND
    fits: dict[Reason, bool] = {
        "shared": _is_shared(report, item, in_stages=in_stages) and not (unsure or groups),
        "split": split,
        "unsure": unsure,
        "moved": _move(report, item_id) >= LEAST_MOVE - _ROUNDING,
        "groups": groups,
    }
    return tuple(reason for reason, does in fits.items() if does)


def may_be_picked(item: ReportedItem) -> bool:
    """Whether a statement can be in a guide at all: it has an order, and its team is shown."""
    return item.released.ordinal and item.team is not None and item.team.people > 0


def common_ground(report: DivergenceReport, *, in_stages: bool = False) -> tuple[str, ...]:
    """Every statement on common ground, most agreed first."""
    shared = [
        item
        for item in report.items
        if may_be_picked(item) and _is_shared(report, item, in_stages=in_stages)
    ]
    return tuple(item.id for item in sorted(shared, key=_strength(report, "shared")))


def change_of(report: DivergenceReport, item_id: str) -> ItemChange | None:
    """A statement beside the round before; None where it cannot be told."""
    items = report.change.items if report.change else ()
    return next((each for each in items if each.id == item_id), None)


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


def _is_shared(report: DivergenceReport, item: ReportedItem, *, in_stages: bool) -> bool:
    if item.measures is None or item.team is None:
        return False
    if _sides_only(report):
        nearly = item.team.at_least
        return nearly is not None and item.measures.side != "middle"
    if in_stages:
        return item.measures.spread == "close"
    return item.measures.label == "common_ground"


def _is_split(item: ReportedItem, *, in_stages: bool) -> bool:
    if item.measures is None:
        return False
    wide = item.measures.spread == "wide"
    return wide or (item.measures.label == "split" and not in_stages)


def _sides_only(report: DivergenceReport) -> bool:
    told = [item.measures for item in report.items if item.measures is not None]
    return not any(measures.spread or measures.label for measures in told)


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
