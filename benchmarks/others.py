"""The same analysis as people write it with pandas, pingouin and SciPy."""

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pingouin as pg
from numpy.typing import NDArray
from scipy import stats

from benchmarks.clock import Clock
from benchmarks.ours import Task

Results = dict[str, NDArray[Any]]

RESAMPLES = 2_000
_ROUNDED = 6
"""Digits of a sum, when sums are compared; beyond them are rounding errors."""


def looped(task: Task, *, clock: Clock, resamples: int = RESAMPLES) -> Results:
    """Statement by statement with pandas and pingouin, dealing by dealing with NumPy."""
    frame = as_frame(task)
    with clock.part("figures of the statements"):
        rows = [_statement(part.dropna()) for _, part in frame.groupby("item")]
    with clock.part("distances of agencies"):
        distances = _distances(frame)
    with clock.part("bootstrap"):
        for _, part in frame.groupby("item"):
            _resampled(part["level"].dropna().to_numpy(), resamples=resamples)
    with clock.part("dealings"):
        labels = task.dealings.labels
        dealt = np.empty((len(labels), len(rows)))
        for item in range(len(rows)):
            gaps = neutral_gaps(task.sheets.levels[:, item])
            sizes = np.bincount(task.sheets.group)
            for place, label in enumerate(labels):
                same = label[:, np.newaxis] == label
                dealt[place, item] = -(gaps * same / sizes[label]).sum() / 2
    return (
        {name: np.array([row[name] for row in rows]) for name in rows[0]}
        | {"distance": distances}
        | _standing(dealt)
    )


def with_scipy(task: Task, *, clock: Clock) -> Results:
    """SciPy's own resampling, vectorised, statement by statement.

    SciPy refuses a sample of one person, so agencies are not its samples: it permutes the agency
    of each person ("pairings"), which allows them.
    """
    group, levels = task.sheets.group, task.sheets.levels
    first, second = np.triu_indices(len(group), 1)
    share = 1 / np.bincount(group)
    found = np.empty(levels.shape[1])
    for item in range(levels.shape[1]):
        gaps = neutral_gaps(levels[:, item])[first, second]

        def apart(labels: NDArray[np.int64], axis: int = -1, gaps: Any = gaps) -> Any:
            moved = np.moveaxis(labels, axis, -1)
            mine = moved[..., first]
            return -(share[mine] * (mine == moved[..., second])) @ gaps

        with clock.part("permutation_test"):
            found[item] = stats.permutation_test(
                (group,),
                apart,
                permutation_type="pairings",
                n_resamples=task.draws,
                vectorized=True,
                alternative="greater",
                rng=np.random.default_rng(item),
            ).pvalue
        with clock.part("bootstrap"):
            _bootstrapped(levels[levels[:, item] >= 0, item])
    return {"statement, p": found}


def plainly(task: Task, *, statements: int, draws: int, clock: Clock) -> Results:
    """The plain loop: a new column and a `groupby` for every dealing; some of the statements."""
    frame = as_frame(task)
    people = frame.drop_duplicates("person").set_index("person")["agency"]
    random = np.random.default_rng(task.seed)
    within = np.empty(statements)
    for item in range(statements):
        part = frame[frame["item"] == item].dropna()
        within[item] = _within(part)
        with clock.part("dealings"):
            for _ in range(draws):
                dealt = pd.Series(random.permutation(people.to_numpy()), index=people.index)
                _within(part.assign(agency=part["person"].map(dealt)))
    return {"within": within}


def as_frame(task: Task) -> pd.DataFrame:
    """One row for each person and statement; the level is nan where there is no answer."""
    people, items = task.sheets.levels.shape
    levels = task.sheets.levels.astype(np.float64)
    return pd.DataFrame(
        {
            "person": np.repeat(np.arange(people), items),
            "agency": np.repeat(task.sheets.group, items),
            "item": np.tile(np.arange(items), people),
            "level": np.where(levels < 0, np.nan, levels).ravel(),
        }
    )


def neutral_gaps(levels: NDArray[np.int64]) -> NDArray[np.float64]:
    """How far every two people are apart; where one did not answer, as far as two on average."""
    known = levels >= 0
    both = known[:, np.newaxis] & known
    gaps = np.abs(np.subtract.outer(levels, levels)).astype(np.float64)
    apart = ~np.eye(len(levels), dtype=bool)
    gaps[~both] = gaps[both & apart].mean()
    return gaps * apart


def _statement(part: pd.DataFrame) -> dict[str, float]:
    values = part["level"].to_numpy()
    people = len(values)
    gaps = np.abs(np.subtract.outer(values, values))
    agencies = [some["level"].to_numpy() for _, some in part.groupby("agency")]
    inside = [float(np.abs(np.subtract.outer(some, some)).sum()) / 2 for some in agencies]
    within = _within(part)
    total = float(gaps.sum()) / 2
    between = total / people - within
    pairs = sum(len(some) * (len(some) - 1) / 2 for some in agencies)
    by_chance = (len(agencies) - 1) / (people - 1)
    share = between / (total / people) - by_chance
    ranks = pg.kruskal(data=part, dv="level", between="agency").iloc[0]
    low, high = _interval(values)
    return {
        "side share": _side(values),
        "typical gap": 2 * total / (people * (people - 1)),
        "consensus": 1 - total / (3 * (people // 2) * (people - people // 2)),
        "between": between,
        "within": within,
        "agency share": share * (people - 1) / (people - len(agencies)),
        "same gap": sum(inside) / pairs,
        "cross gap": (total - sum(inside)) / (people * (people - 1) / 2 - pairs),
        "rank test": float(ranks["H"]),
        "rank test, p": float(ranks["p_unc"]),
        "gap, low": low,
        "gap, high": high,
    }


def _within(part: pd.DataFrame) -> float:
    return float(
        part.groupby("agency")["level"]
        .apply(lambda some: np.abs(np.subtract.outer(*[some.to_numpy()] * 2)).sum() / 2 / len(some))
        .sum()
    )


def _interval(values: NDArray[np.float64]) -> tuple[float, float]:
    """The interval of `scoring.intervals`, person by person."""
    people = len(values)
    gap = _gap(values)
    without = np.array([_gap(np.delete(values, place)) for place in range(people)])
    jackknife = (people - 1) / people * ((without - without.mean()) ** 2).sum()
    shares = (np.array([(values == level).sum() for level in range(4)]) + 0.5) / (people + 2)
    apart = np.abs(np.subtract.outer(np.arange(4), np.arange(4)))
    mean = shares @ apart @ shares
    one = 4 * (shares * (apart @ shares - mean) ** 2).sum()
    both = apart - (apart @ shares)[:, np.newaxis] - apart @ shares + mean
    two = 2 * (np.outer(shares, shares) * both**2).sum()
    variance = max(jackknife, one / (people - 1)) + two / (people * (people - 1))
    reach = stats.t.ppf(0.975, people - 1) * np.sqrt(variance)
    return max(gap - reach, 0), min(gap + reach, max(gap, 1.5))


def _gap(values: NDArray[np.float64]) -> float:
    apart = np.abs(np.subtract.outer(values, values)).sum()
    return float(apart) / (len(values) * (len(values) - 1))


def _resampled(values: NDArray[np.float64], *, resamples: int) -> None:
    """The intervals for which we have closed forms, as pingouin finds them."""
    for function in (_gap, _side):
        pg.compute_bootci(values, func=function, n_boot=resamples, method="per", seed=1)


def _side(values: NDArray[np.float64]) -> float:
    return float((values > 1.5).mean())


def _bootstrapped(values: NDArray[np.int64]) -> None:
    """The same two with SciPy."""

    def gap(drawn: NDArray[np.int64], axis: int = -1) -> Any:
        ordered = np.sort(np.moveaxis(drawn, axis, -1), axis=-1)
        people = ordered.shape[-1]
        weights = 2 * np.arange(1, people + 1) - people - 1
        return 2 * (ordered @ weights) / (people * (people - 1))

    def side(drawn: NDArray[np.int64], axis: int = -1) -> Any:
        return (drawn > 1).mean(axis=axis)

    for statistic in (gap, side):
        stats.bootstrap(
            (values,),
            statistic,
            n_resamples=RESAMPLES,
            method="percentile",
            vectorized=True,
            rng=np.random.default_rng(1),
        )


def _distances(frame: pd.DataFrame) -> NDArray[np.float64]:
    """Of every two agencies, over the statements that two people or more of both answered."""
    tables = [
        pd.crosstab(part["agency"], part["level"]).reindex(
            index=sorted(frame["agency"].unique()), columns=range(4), fill_value=0
        )
        for _, part in frame.dropna().groupby("item")
    ]
    return np.array(
        [
            np.mean(found) if (found := _pair(tables, a, b)) else np.nan
            for a, b in combinations(sorted(frame["agency"].unique()), 2)
        ]
    )


def _pair(tables: list[pd.DataFrame], a: int, b: int) -> list[float]:
    found: list[float] = []
    for table in tables:
        rows = [table.loc[agency].to_numpy() for agency in (a, b)]
        sizes = [row.sum() for row in rows]
        if min(sizes) < 2:
            continue
        ours, theirs = (row.cumsum() / row.sum() for row in rows)
        by_chance = sum(
            (share * (1 - share)).sum() / (size - 1)
            for share, size in zip((ours, theirs), sizes, strict=True)
        )
        found.append(float(((ours - theirs) ** 2).sum() - by_chance))
    return found


def _standing(dealt: NDArray[np.float64]) -> Results:
    """The shares of dealings that go as far, and how many statements would stand out by chance."""
    rounded = dealt.round(_ROUNDED)
    whole = dealt.sum(axis=1).round(_ROUNDED)
    scaled = ((dealt - dealt.mean(axis=0)) / dealt.std(axis=0)).round(_ROUNDED)
    largest = scaled.max(axis=1)
    shares = np.column_stack([_share_at_least(column) for column in rounded.T])
    return {
        "statement, p": (rounded >= rounded[0]).mean(axis=0),
        "team, p": np.array((whole >= whole[0]).mean()),
        "adjusted p": np.array([(largest >= own).mean() for own in scaled[0]]),
        "expected by chance": np.array((shares <= 0.10).sum(axis=1).mean()),
    }


def _share_at_least(column: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each dealing, the share of all dealings that go as far."""
    return 1 - np.searchsorted(np.sort(column), column) / len(column)
