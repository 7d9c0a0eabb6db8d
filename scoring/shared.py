"""What a team shares: the one rule by which a guide, a report and a screen speak of common ground.

Of statements that people agree with or not it is common ground, as the report names it. A figure
that tells only that all but a few are on one side counts as what it surely is: of 5 to 9 people
three fifths to seven ninths, which is less than common ground takes. So of a team that small
nothing is claimed.

Of stages there are no sides to stand on. People see their work alike where answers lie close and
two stages next to each other hold two thirds of them.
"""

from itertools import pairwise
from typing import Literal

from scoring.figures import FULL
from scoring.released import Figure
from scoring.report import LEANING, DivergenceReport, ReportedItem

Stages = Literal["same", "next"]
"""More than half on one stage; or two thirds on one stage and the next."""

_CLOSEST = 3
_ROUNDING = 1e-12


def shared(report: DivergenceReport, *, in_stages: bool) -> tuple[str, ...]:
    """Ids of the statements that a team shares, most agreed first; of stages the closest first.

    Args:
        in_stages: people placed their work on stages, instead of agreeing or not.
    """
    if not in_stages:
        return report.agreed
    return tuple(key for key in _closest_first(report) if stages_alike(report.item(key)))


def is_shared(item: ReportedItem, *, in_stages: bool) -> bool:
    """Whether a team shares one statement."""
    if in_stages:
        return stages_alike(item) is not None
    return item.measures is not None and item.measures.label == "common_ground"


def stages_alike(item: ReportedItem) -> Stages | None:
    """How alike people see their work on a question in stages; None where it is not alike."""
    figure = item.team
    if figure is None or item.measures is None or item.measures.spread != "close":
        return None
    one, two = _most_on_stages(figure, levels=item.released.levels)
    if two < LEANING * figure.people - _ROUNDING:
        return None
    return "same" if 2 * one > figure.people else "next"


def closest(report: DivergenceReport, *, in_stages: bool) -> tuple[str, ...]:
    """What comes closest to shared ground where there is none.

    Where only sides are shown, those with all but a few on one of them; otherwise the three with
    the smallest gaps.
    """
    if sides_only(report):
        return tuple(item.id for item in report.items if _nearly_one_side(item))
    narrow_first = _closest_first(report) if in_stages else tuple(reversed(report.spread_out))
    known = [key for key in narrow_first if _spread(report.item(key)) is not None]
    return tuple(known[:_CLOSEST])


def sides_only(report: DivergenceReport) -> bool:
    """Whether so few people answered every statement that no more than its sides is shown."""
    shown = [item for item in report.items if item.released.ordinal and item.team is not None]
    return not any(_tells_more(item) for item in shown)


def _tells_more(item: ReportedItem) -> bool:
    enough = item.team is not None and item.team.people >= FULL
    return enough or _spread(item) is not None


def _nearly_one_side(item: ReportedItem) -> bool:
    nearly = item.team is not None and item.team.at_least is not None
    return nearly and item.measures is not None and item.measures.side in ("lower", "upper")


def _closest_first(report: DivergenceReport) -> tuple[str, ...]:
    return (*report.agreed, *reversed(report.spread_out))


def _spread(item: ReportedItem) -> str | None:
    return item.measures.spread if item.measures else None


def _most_on_stages(figure: Figure, *, levels: int) -> tuple[int, int]:
    """How many people are surely on one stage, and on two stages next to each other."""
    if figure.counts is not None:
        return max(figure.counts), max(one + two for one, two in pairwise(figure.counts))
    nearly = figure.at_least
    if nearly is None:
        return 0, 0
    wide = 1 if nearly.kind == "level" or nearly.index == 1 else levels // 2
    return (nearly.people if wide == 1 else 0), (nearly.people if wide <= 2 else 0)
