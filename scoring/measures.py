"""Every measure of an item: its key, unit, range, source and function."""

from collections.abc import Callable
from dataclasses import dataclass

from numpy.typing import ArrayLike

from scoring.agreement import Agreement, consensus, side_share, typical_gap


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table.

    Attributes:
        key: as in files and reports.
        unit: "share", "points" or "index".
        low, high: the ends of its range; high is None when it depends on the scale.
        source: where the measure, and its cut-offs if it has any, come from.
        function: from counts of shape (..., levels).
    """

    key: str
    unit: str
    low: float
    high: float | None
    source: str
    function: Callable[[ArrayLike], Agreement]


MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            "side_share",
            "share",
            0.0,
            1.0,
            "Cut-offs .80 and 2/3: Diamond et al. (2014), Journal of Clinical Epidemiology 67:401",
            side_share,
        ),
        Measure(
            "typical_gap",
            "points",
            0.0,
            None,
            "Yitzhaki (2003), Metron 61:285; cut-offs from the rwg and AD rules of thumb, "
            "O'Neill (2017), Frontiers in Psychology 8:777",
            typical_gap,
        ),
        Measure(
            "consensus",
            "index",
            0.0,
            1.0,
            "Berry & Mielke (1992), Perceptual and Motor Skills 74:63",
            consensus,
        ),
    )
}
