"""Every measure: its key, unit, range, source and function; the page of measures is from it.

`MEASURES` are of answers of people, `RESOURCE_MEASURES` of services, and of families in need.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from scoring.acceptance import acceptance, funnel
from scoring.access import access, added_site
from scoring.affordability import language_reach, payer_share
from scoring.agreement import consensus, side_share, typical_gap
from scoring.averages import Averages
from scoring.awareness import awareness
from scoring.beside_mean import beside_mean
from scoring.between import agency_share, between_groups, cross_gap, kruskal_wallis, same_gap
from scoring.cascade import cascade
from scoring.change import exchange_in_groups, mean_gap_of, mean_side_of
from scoring.choosing import choosing
from scoring.completeness import completeness
from scoring.crowding import crowding
from scoring.equity import concentration, inequality
from scoring.gap_by_area import gap_interval
from scoring.intervals import jackknife_gap, non_response_bounds, wilson
from scoring.listing import Listing
from scoring.need import category_need, pooled, tier_need
from scoring.pairwise import cliffs_delta, mean_gap, profile_distance, wasserstein
from scoring.rater_agreement import dont_know_share, krippendorff_alpha
from scoring.reliability import cronbach_alpha, icc1, omega, polychoric
from scoring.sphere import nearest, need_within
from scoring.standing import standing
from scoring.supply import annual_supply, coverage, gap_index
from scoring.uncertainty import chance_of_worst, coverage_interval, next_calls
from scoring.waiting import waiting

Takes = Literal["counts", "people", "groups", "pair", "dealings", "waves", "rows", "resources"]
"""Counts by level; numbers of people; counts by group and level; two groups; statistics of random
dealings; rows of two waves; rows of 200 people or more; what is known of services and of need."""
Unit = Literal[
    "share",
    "points",
    "index",
    "statistic",
    "statements",
    "families",
    "services",
    "miles",
    "ratio",
]


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table.

    Attributes:
        key: as in the words for it; often the name of the function too.
        unit: what the number counts.
        low, high: the ends of its range; None when it has none, or it depends on the scale.
        source: where the measure, and its cut-offs if it has any, come from.
        takes: what the function is given.
        function: that computes it, alone or among others.
    """

    key: str
    unit: Unit
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

_BOUNDS = "Bounds without guessing; Manski (1989), Journal of Human Resources 24:343"
_CHOOSING = (
    "Wan, Zou & Sternberg (2012), International Journal of Geographical Information Science 26:1073"
)
_COVERAGE = "Tanahashi (1978), Bulletin of the World Health Organization 56:295"
_CROWDING = (
    "Saxon & Snow (2020), Annals of the American Association of Geographers 110:205; Beckmann, "
    "McGuire & Winsten (1956), Studies in the Economics of Transportation"
)
_FITTING = "Penchansky & Thomas (1981), Medical Care 19:127, on what makes care fit"
_JEFFREYS = "Brown, Cai & DasGupta (2001), Statistical Science 16:101"
_NEAR = "Guagliardo (2004), International Journal of Health Geographics 3:3"
_RANGES = "Lichtendahl, Grushka-Cockayne & Winkler (2013), Management Science 59:1594"
_REACH = (
    "Luo & Wang (2003), Environment and Planning B 30:865; Luo & Qi (2009), Health & Place 15:1100"
)
_BESIDE = (
    "Saxon et al. (2022), Journal of Computational Social Science 5:265; its range: Charnes & "
    "Cooper (1962), Naval Research Logistics Quarterly 9:181"
)
_SIMULATED = "Gelman et al. (2013), Bayesian Data Analysis, 3rd edition, section 3.2"

_LORENZ = (
    "Lorenz (1905), Publications of the American Statistical Association 9:209; Brown (1994), "
    "Social Science & Medicine 38:1243"
)
_CONCENTRATION = (
    "Kakwani, Wagstaff & van Doorslaer (1997), Journal of Econometrics 77:87; its range is the "
    "jackknife over counties, Tukey (1958), Annals of Mathematical Statistics 29:614"
)
_LISTINGS = (
    "Riley, Brouwer & Jonas (2024), Drug and Alcohol Dependence Reports 12:100249, before calls of "
    f"your own; {_JEFFREYS}"
)
_ALPHA = (
    "Krippendorff (2019), Content Analysis, 4th edition, chapter 12; its range: Efron & Tibshirani "
    "(1993), An Introduction to the Bootstrap, chapter 13"
)

_OF_RESOURCES: tuple[tuple[str, Unit, float | None, float | None, str, Callable[..., Any]], ...] = (
    ("tier_need", "families", 0.0, None, f"A product of ranges; {_COVERAGE}", tier_need),
    ("needed_share", "share", 0.0, 1.0, f"Quantiles are averaged; {_RANGES}", pooled),
    ("category_need", "families", 0.0, None, f"A product of ranges; {_COVERAGE}", category_need),
    (
        *("annual_supply", "families", 0.0, None),
        "Places over how long each is kept; Little (1961), Operations Research 9:383",
        annual_supply,
    ),
    ("coverage", "ratio", 0.0, None, _COVERAGE, coverage),
    ("unmet", "families", 0.0, None, _COVERAGE, coverage),
    ("gap_index", "share", 0.0, 1.0, f"{_COVERAGE}; weighed by need", gap_index),
    ("gap_range", "share", 0.0, 1.0, f"{_COVERAGE}; {_SIMULATED}", gap_interval),
    ("coverage_interval", "ratio", 0.0, None, _SIMULATED, coverage_interval),
    ("shortage", "share", 0.0, 1.0, _SIMULATED, coverage_interval),
    (
        *("largest_gap", "share", 0.0, 1.0),
        "Goldstein & Spiegelhalter (1996), Journal of the Royal Statistical Society A 159:385",
        chance_of_worst,
    ),
    (
        *("next_call", "ratio", None, None),
        "One input held at a time; Saltelli et al. (2008), Global Sensitivity Analysis",
        next_calls,
    ),
    ("nearest", "miles", 0.0, None, _NEAR, nearest),
    ("need_within", "share", 0.0, 1.0, _NEAR, need_within),
    ("reach", "ratio", 0.0, None, _REACH, access),
    ("choosing", "ratio", 0.0, None, _CHOOSING, choosing),
    ("crowding", "index", 0.0, None, _CROWDING, crowding),
    ("beside_mean", "index", 0.0, None, _BESIDE, beside_mean),
    ("what_if", "ratio", 0.0, None, f"The same with one more service; {_REACH}", added_site),
    ("acceptance", "services", 0.0, None, _BOUNDS, acceptance),
    ("funnel", "services", 0.0, None, _BOUNDS, funnel),
    ("payer_share", "share", 0.0, 1.0, _FITTING, payer_share),
    ("language_reach", "share", 0.0, 1.0, f"{_FITTING}; {_BOUNDS}", language_reach),
    ("utilisation", "ratio", 0.0, None, "Little (1961), Operations Research 9:383", waiting),
    (
        *("gini", "index", 0.0, 1.0),
        _LORENZ,
        inequality,
    ),
    (
        *("concentration", "index", -1.0, 1.0),
        _CONCENTRATION,
        concentration,
    ),
    (
        *("listing", "share", 0.0, 1.0),
        _LISTINGS,
        Listing.interval,
    ),
    ("cascade", "share", 0.0, 1.0, _JEFFREYS, cascade),
    (
        *("completeness", "share", 0.0, 1.0),
        "Chapman (1951), University of California Publications in Statistics 1:131",
        completeness,
    ),
    (
        *("awareness", "share", -1.0, 1.0),
        "Difference of two shares; Newcombe (1998), Statistics in Medicine 17:873",
        awareness,
    ),
    (
        *("scan_agreement", "index", None, 1.0),
        _ALPHA,
        krippendorff_alpha,
    ),
    (
        *("scan_not_known", "share", 0.0, 1.0),
        f"Left out of the agreement and told beside it: Krippendorff (2019), as above; {_BOUNDS}",
        dont_know_share,
    ),
)

RESOURCE_MEASURES: dict[str, Measure] = {
    key: Measure(key, unit, low, high, source, "resources", function)
    for key, unit, low, high, source, function in _OF_RESOURCES
}
