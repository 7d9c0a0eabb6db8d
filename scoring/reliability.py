# pyright: basic
"""How well a set of items measures, for the whole portfolio and never for one team.

Rows are people: their answer to each item, or a negative number or nan where there is none. Only
people who answered every item count, and below `smallest` of them nothing is told.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.special import ndtri
from scipy.stats import multivariate_normal

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

_SMALLEST = 200
_LEAST_UNIQUE = 0.005  # an item is never all factor; R's factanal stops there too
_ROUNDING = 1e-10
_HIGHEST = 0.9999  # where a polychoric correlation stops
_UNKNOWN = float("nan")


@dataclass(frozen=True, slots=True)
class Alpha:
    """How much of the spread of a sum of items is common to them, if all carry the same.

    Attributes:
        value: at most 1; below 0 when items run against each other.
        low, high: 95 % interval, to three decimals.
        people: how many answered every item.
        items: how many there are.
    """

    value: float
    low: float
    high: float
    people: int
    items: int


@dataclass(frozen=True, slots=True)
class OneFactor:
    """What one common factor makes of a table of correlations.

    Attributes:
        loadings: correlation of each item with the factor, shape (items,).
        unique: share of each item's spread that is its own, shape (items,).
        misfit: how far the model is from the table; 0 when it fits exactly.
    """

    loadings: Floats
    unique: Floats
    misfit: float


@dataclass(frozen=True, slots=True)
class Omega:
    """How much of the spread of a sum of items is common to them, however much each carries.

    Attributes:
        value: from 0 to 1.
        factor: the model behind it.
        people: how many answered every item.
    """

    value: float
    factor: OneFactor
    people: int


@dataclass(frozen=True, slots=True)
class IntraClass:
    """How much of the spread lies between groups (ICC 1), or how sure their means are (ICC 2).

    Attributes:
        value: at most 1; below 0 when groups differ less than chance makes them; nan when it cannot
            be told.
        people: how many have a value.
        groups: of how many groups.
    """

    value: float
    people: int
    groups: int


@dataclass(frozen=True, slots=True)
class Correlation:
    """From -1 to 1, and the people behind it; nan when one of the items has one answer only."""

    value: float
    people: int


@dataclass(frozen=True, slots=True)
class Components:
    """The principal components of items, the largest first.

    Attributes:
        eigenvalues: of the table of correlations; their sum over all is the number of items.
        shares: of the spread of all items.
        people: how many answered every item.
        items: how many there are.
    """

    eigenvalues: Floats
    shares: Floats
    people: int
    items: int


def cronbach_alpha(rows: ArrayLike, *, smallest: int = _SMALLEST) -> Alpha:
    """How well a sum of items measures, if all items carry the same.

    Args:
        rows: shape (people, items), negative or nan for no answer.
        smallest: number of complete rows.

    Returns:
        An Alpha; nan, when the sum of all items is the same for everybody.

    Raises:
        ValueError: there are fewer complete rows or fewer than two items, or all gave an item the
            same answer.

    Source:
        Cronbach (1951), Psychometrika 16:297; interval of Feldt, Woodruff & Salih (1987), Applied
        Psychological Measurement 11:93.
    """
    import pandas
    import pingouin

    # pingouin takes the interval from the wrong number of people unless all rows are complete
    table = _complete(rows, smallest=smallest)
    people, items = table.shape
    if not np.ptp(table.sum(axis=1)):
        return Alpha(_UNKNOWN, _UNKNOWN, _UNKNOWN, people, items)
    value, interval = pingouin.cronbach_alpha(pandas.DataFrame(table))
    return Alpha(float(value), float(interval[0]), float(interval[1]), people, items)


def omega(rows: ArrayLike, *, smallest: int = _SMALLEST) -> Omega:
    """How well a sum of items measures, with as much of the common factor in each as there is.

    Args:
        rows: shape (people, items), negative or nan for no answer.
        smallest: number of complete rows.

    Returns:
        An Omega, of the sum of the items as they are.

    Raises:
        ValueError: as `cronbach_alpha`, or there are two items only, or one is made up by others.

    Source:
        McDonald (1999), Test theory: a unified treatment, chapter 6.
    """
    table = _complete(rows, smallest=smallest)
    factor = one_factor(np.corrcoef(table, rowvar=False))
    spread = table.std(axis=0, ddof=1)
    common = float((spread * factor.loadings).sum()) ** 2
    own = float((spread**2 * factor.unique).sum())
    return Omega(common / (common + own), factor, len(table))


def one_factor(correlations: ArrayLike) -> OneFactor:
    """The one factor that makes a table of correlations most likely.

    Args:
        correlations: shape (items, items), without an item that others make up exactly.

    Returns:
        A OneFactor; most loadings are above 0.

    Raises:
        ValueError: there are fewer than three items, or the table is not one of correlations.

    Source:
        Joreskog (1967), Psychometrika 32:443.
    """
    table = _correlations(correlations)
    start = np.clip(0.5 / np.diag(np.linalg.inv(table)), 2 * _LEAST_UNIQUE, 1.0)
    found = minimize(
        lambda unique: _misfit(unique, table=table),
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(_LEAST_UNIQUE, 1.0)] * len(table),
        options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 1_000},
    )
    loadings = _loadings(found.x, table=table)
    return OneFactor(loadings * (np.sign(loadings.sum()) or 1.0), found.x, float(found.fun))


def icc1(
    values: ArrayLike, group: ArrayLike, *, unbalanced: bool = False, smallest: int = _SMALLEST
) -> IntraClass:
    """How much of the spread lies between groups.

    Args:
        values: one for each person, shape (people,); nan for none.
        group: of each person, shape (people,).
        unbalanced: use the group size that is right for groups of different sizes; otherwise it is
            their plain mean, as in Bliese's multilevel.
        smallest: number of people with a value.

    Returns:
        An IntraClass; nan for fewer than two groups, groups of one, and values all alike.

    Raises:
        ValueError: there are fewer people with a value, or not one group for each person.

    Source:
        Shrout & Fleiss (1979), Psychological Bulletin 86:420, ICC(1,1); Bliese (2000), in Klein &
        Kozlowski, Multilevel theory, research, and methods in organizations, 349.
    """
    split = _split(values, group, smallest=smallest)
    size = split.even_size if unbalanced else split.mean_size
    whole = split.between + (size - 1) * split.within
    value = (split.between - split.within) / whole if whole > 0 else _UNKNOWN
    return IntraClass(value, split.people, split.groups)


def icc2(values: ArrayLike, group: ArrayLike, *, smallest: int = _SMALLEST) -> IntraClass:
    """How sure the means of groups are; nan when all are alike.

    Args, Returns, Raises and Source are those of `icc1`.
    """
    split = _split(values, group, smallest=smallest)
    value = 1 - split.within / split.between if split.between > 0 else _UNKNOWN
    return IntraClass(value, split.people, split.groups)


def polychoric(table: ArrayLike, *, smallest: int = _SMALLEST) -> Correlation:
    """The correlation of what lies behind two items, if that is normal and cut into levels.

    Args:
        table: people per level of one item and level of the other, shape (levels, levels).
        smallest: number of people.

    Returns:
        The Correlation that makes the table most likely, with cut points from its margins.

    Raises:
        ValueError: a count is negative or not whole, or there are fewer people.

    Source:
        Olsson (1979), Psychometrika 44:443, in two steps.
    """
    counts = _joint(table)
    people = int(counts.sum())
    _check_number(people, smallest=smallest, name="polychoric", whom="people")
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape) < 2:
        return Correlation(_UNKNOWN, people)
    margins = [counts.sum(axis=axis).cumsum()[:-1] / people for axis in (1, 0)]
    found = minimize_scalar(
        lambda correlation: -_likelihood(correlation, counts=counts, margins=margins),
        bounds=(-_HIGHEST, _HIGHEST),
        method="bounded",
        options={"xatol": 1e-10},
    )
    return Correlation(float(found.x), people)


def first_components(rows: ArrayLike, *, number: int = 3, smallest: int = _SMALLEST) -> Components:
    """How much of the spread of all items their first few principal components hold.

    Args:
        rows: shape (people, items), negative or nan for no answer.
        number: of components, at most one an item.
        smallest: number of complete rows.

    Returns:
        The Components of the correlations.

    Raises are those of `cronbach_alpha`.

    Source:
        Hotelling (1933), Journal of Educational Psychology 24:417.
    """
    table = _complete(rows, smallest=smallest)
    people, items = table.shape
    correlations = np.corrcoef(table, rowvar=False)
    eigenvalues = np.linalg.eigvalsh(correlations)[::-1][:number].astype(np.float64)
    return Components(eigenvalues, eigenvalues / items, people, items)


@dataclass(frozen=True, slots=True)
class _Split:
    """Mean squares between and within groups, and two ways to say how large a group is."""

    between: float
    within: float
    mean_size: float
    even_size: float
    people: int
    groups: int


def _split(values: ArrayLike, group: ArrayLike, *, smallest: int) -> _Split:
    given, names = np.asarray(values, dtype=np.float64), np.asarray(group)
    if given.ndim != 1 or names.shape != given.shape:
        raise ValueError(
            f"group takes one for each of the values, {given.shape}, not {names.shape}."
        )
    known = ~np.isnan(given)
    given = given[known]
    _check_number(len(given), smallest=smallest, name="values", whom="people")
    _, place = np.unique(names[known], return_inverse=True)
    sizes = np.bincount(place)
    people, groups = len(given), len(sizes)
    if groups < 2 or people == groups:
        return _Split(_UNKNOWN, _UNKNOWN, _UNKNOWN, _UNKNOWN, people, groups)
    centred = given - given[0]  # first, so that values all alike leave nothing to round
    centred -= centred.mean()
    means = np.bincount(place, weights=centred) / sizes
    between = float((sizes * means**2).sum()) / (groups - 1)
    within = float(((centred - means[place]) ** 2).sum()) / (people - groups)
    even = (people - float((sizes**2).sum()) / people) / (groups - 1)
    return _Split(between, within, people / groups, even, people, groups)


def _misfit(unique: Floats, *, table: Floats) -> tuple[float, Floats]:
    """How far one factor with such unique shares is from the table, and how that changes."""
    own = np.sqrt(unique)
    others = np.linalg.eigvalsh(table / np.outer(own, own))[:-1]
    loadings = _loadings(unique, table=table)
    left = loadings**2 + unique - np.diag(table)
    return float((others - np.log(others) - 1).sum()), left / unique**2


def _loadings(unique: Floats, *, table: Floats) -> Floats:
    own = np.sqrt(unique)
    values, vectors = np.linalg.eigh(table / np.outer(own, own))
    return own * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0.0))


def _likelihood(correlation: float, *, counts: Counts, margins: list[Floats]) -> float:
    """Logarithm of how likely the table is, up to a constant."""
    rows, columns = (ndtri(margin) for margin in margins)
    corners = np.stack(np.meshgrid(rows, columns, indexing="ij"), axis=-1)
    below = np.zeros(np.add(counts.shape, 1))
    below[1:, -1], below[-1, 1:] = [*margins[0], 1.0], [*margins[1], 1.0]
    spread = np.array([[1.0, correlation], [correlation, 1.0]])
    normal = multivariate_normal(cov=spread)  # pyright: ignore[reportArgumentType]
    below[1:-1, 1:-1] = normal.cdf(corners)
    cells = np.diff(np.diff(below, axis=0), axis=1)
    return float((counts * np.log(np.maximum(cells, 1e-300))).sum())


def _complete(rows: ArrayLike, *, smallest: int) -> Floats:
    table = np.asarray(rows, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] < 2:
        raise ValueError(f"rows take shape (people, items) of 2 or more items, not {table.shape}.")
    table = table[(table >= 0).all(axis=1)]
    _check_number(len(table), smallest=smallest, name="rows", whom="complete rows")
    alike = np.flatnonzero(np.ptp(table, axis=0) == 0)
    if len(alike):
        raise ValueError(f"item {alike[0]}: all {len(table)} gave the same answer; leave it out.")
    return table


def _correlations(correlations: ArrayLike) -> Floats:
    table = np.asarray(correlations, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or len(table) < 3:
        raise ValueError(f"correlations take shape (items, items), 3 or more, not {table.shape}.")
    if not (np.allclose(np.diag(table), 1) and np.allclose(table, table.T)):
        raise ValueError("correlations take a symmetric table with 1 all along, not this one.")
    least = float(np.linalg.eigvalsh(table)[0])
    if least < _ROUNDING:
        raise ValueError(
            f"correlations: others make up an item, as {least:.0e} tells; leave it out."
        )
    return table


def _joint(table: ArrayLike) -> Counts:
    counts = np.asarray(table)
    if counts.ndim != 2:
        raise ValueError(f"table takes shape (levels, levels), not {counts.shape}.")
    if (counts < 0).any():
        raise ValueError(f"table takes 0 or more people, not {counts.min()}.")
    whole = np.isfinite(counts) & (np.trunc(counts) == counts)
    if not whole.all():
        raise ValueError(f"table takes whole numbers of people, not {counts[~whole][0]}.")
    return counts.astype(np.int64)


def _check_number(people: int, *, smallest: int, name: str, whom: str) -> None:
    least = max(smallest, 2)
    if people < least:
        raise ValueError(f"{name}: {people} {whom} came; {least} or more would be right.")
