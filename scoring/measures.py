"""Every measure: its key, unit, range, source and function; the page of measures is from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from scoring.agreement import consensus, side_share, typical_gap
from scoring.averages import Averages
from scoring.between import agency_share, between_groups, cross_gap, kruskal_wallis, same_gap
from scoring.change import exchange_in_groups, mean_gap_of, mean_side_of
from scoring.intervals import jackknife_gap, non_response_bounds, wilson
from scoring.pairwise import cliffs_delta, mean_gap, profile_distance, wasserstein
from scoring.reliability import cronbach_alpha, icc1, omega, polychoric
from scoring.standing import standing

Takes = Literal["counts", "people", "groups", "pair", "dealings", "waves", "rows"]
"""Counts by level; numbers of people; counts by group and level; two groups; statistics of random
dealings; rows of two waves; rows of 200 people or more."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table.

    Attributes:
        key: as in the words for it; often the name of the function too.
        unit: "share", "points", "index", "statistic" or "statements".
        low, high: the ends of its range; None when it has none, or it depends on the scale.
        source: where the measure, and its cut-offs if it has any, come from.
        takes: what the function is given.
        function: that computes it, alone or among others.
    """

    key: str
    unit: Literal["share", "points", "index", "statistic", "statements"]
    low: float | None
    high: float | None
    source: str
    takes: Takes
    function: Callable[..., Any]


_DISTANCES = "Rizzo & Szekely (2010), Annals of Applied Statistics 4:1034"
_DEALINGS = (
    "Phipson & Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9:39"
)
_GINI = "Yitzhaki (2003), Metron 61:285"
_JACKKNIFE = "Arvesen (1969), Annals of Mathematical Statistics 40:2076"
_LARGEST = "Westfall & Young (1993), Resampling-Based Multiple Testing"

_OF_THE_TEAM = (
    Measure(
        *("side_share", "share", 0.0, 1.0),
        "Cut-offs .80 and 2/3: Diamond et al. (2014), Journal of Clinical Epidemiology 67:401",
        "counts",
        side_share,
    ),
    Measure(
        *("side_interval", "share", 0.0, 1.0),
        "Wilson (1927), Journal of the American Statistical Association 22:209",
        "people",
        wilson,
    ),
    Measure(
        *("non_response", "share", 0.0, 1.0),
        "Worst-case bounds; Manski (1989), Journal of Human Resources 24:343",
        "people",
        non_response_bounds,
    ),
    Measure(
        *("typical_gap", "points", 0.0, None),
        f"{_GINI}; cut-offs from the rwg and AD rules of thumb, O'Neill (2017), Frontiers in "
        "Psychology 8:777",
        "counts",
        typical_gap,
    ),
    Measure(
        *("gap_interval", "points", 0.0, None),
        f"{_JACKKNIFE}; Hoeffding (1948), Annals of Mathematical Statistics 19:293; half a person "
        "a level as in Brown, Cai & DasGupta (2001), Statistical Science 16:101",
        "counts",
        jackknife_gap,
    ),
    Measure(
        *("consensus", "index", 0.0, 1.0),
        "Berry & Mielke (1992), Perceptual and Motor Skills 74:63",
        "counts",
        consensus,
    ),
)

_OF_GROUPS = (
    Measure(
        *("average_gap", "points", 0.0, None),
        f"Between the averages of two people's groups, as they are shown; {_GINI}",
        "dealings",
        Averages.gap,
    ),
    Measure(*("between", "points", None, None), _DISTANCES, "groups", between_groups),
    Measure(*("within", "points", 0.0, None), _DISTANCES, "groups", between_groups),
    Measure(
        *("agency_share", "share", None, 1.0),
        f"{_DISTANCES}; corrected as by Kelley (1935), Proceedings of the National Academy of "
        "Sciences 21:554; cut-offs .06 and .14: Cohen (1988), Statistical Power Analysis",
        "groups",
        agency_share,
    ),
    Measure(*("same_gap", "points", 0.0, None), _DISTANCES, "groups", same_gap),
    Measure(*("cross_gap", "points", 0.0, None), _DISTANCES, "groups", cross_gap),
    Measure(
        *("kruskal_wallis", "statistic", 0.0, None),
        "Kruskal & Wallis (1952), Journal of the American Statistical Association 47:583",
        "groups",
        kruskal_wallis,
    ),
    Measure(*("p_value", "share", 0.0, 1.0), _DEALINGS, "dealings", standing),
    Measure(*("p_adjusted", "share", 0.0, 1.0), _LARGEST, "dealings", standing),
    Measure(*("stand_out", "statements", 0.0, None), _DEALINGS, "dealings", standing),
    Measure(*("expected_by_chance", "statements", 0.0, None), _DEALINGS, "dealings", standing),
    Measure(*("team_chance", "share", 0.0, 1.0), _DEALINGS, "dealings", standing),
)

_OF_PAIRS = (
    Measure(
        *("mean_gap", "points", None, None),
        "Difference of two means, as they are shown; Student (1908), Biometrika 6:1",
        "pair",
        mean_gap,
    ),
    Measure(
        *("wasserstein", "points", 0.0, None),
        "Vallender (1974), Theory of Probability and its Applications 18:784",
        "pair",
        wasserstein,
    ),
    Measure(
        *("cliffs_delta", "index", -1.0, 1.0),
        "Cliff (1993), Psychological Bulletin 114:494; cut-offs .147, .33, .474: Romano et al. "
        "(2006), Florida Association of Institutional Research",
        "pair",
        cliffs_delta,
    ),
    Measure(
        *("profile_distance", "points", None, None),
        f"{_DISTANCES}; over pairs: Holm (1979), Scandinavian Journal of Statistics 6:65",
        "pair",
        profile_distance,
    ),
)

_OF_WAVES = (
    Measure(*("change_typical_gap", "points", 0.0, None), _JACKKNIFE, "waves", mean_gap_of),
    Measure(*("change_side_share", "share", 0.0, 1.0), _JACKKNIFE, "waves", mean_side_of),
    Measure(*("change_group_gap", "points", 0.0, None), _DEALINGS, "waves", exchange_in_groups),
)

_OF_MANY_TEAMS = (
    Measure(
        *("cronbach_alpha", "index", None, 1.0),
        "Cronbach (1951), Psychometrika 16:297",
        "rows",
        cronbach_alpha,
    ),
    Measure(
        *("omega", "index", 0.0, 1.0),
        "McDonald (1999), Test Theory: A Unified Treatment",
        "rows",
        omega,
    ),
    Measure(
        *("icc1", "index", None, 1.0),
        "Bliese (2000), in Multilevel Theory, Research, and Methods in Organizations",
        "rows",
        icc1,
    ),
    Measure(
        *("polychoric", "index", -1.0, 1.0),
        "Olsson (1979), Psychometrika 44:443",
        "rows",
        polychoric,
    ),
)

MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (*_OF_THE_TEAM, *_OF_GROUPS, *_OF_PAIRS, *_OF_WAVES, *_OF_MANY_TEAMS)
}
