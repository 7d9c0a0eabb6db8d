"""How sure coverage is, when need is a range and many sites do not state what they have.

What is not known is drawn many times: the need from its triangle, whether an unconfirmed listing is
real from what calls have found, and a capacity that is not stated from those of known peers. Plain
sums never hold anything that was drawn.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from scoring.amounts import NOT_KNOWN, Counts, Floats, StatedSum, amounts, of_width, stated_sum
from scoring.listing import Listing
from scoring.need import Triangle

Reason = Literal["no_peers", "one_peer", "one_value"]
"""Why capacities cannot be drawn: no known peer, one, or several that all have the same."""

DRAWS = 4_000
_LARGEST = 1e12
"""Keeps sums finite when very few peers are known; far beyond any quantile that is told."""
_FEWEST_PEERS = 2
_LEVELS = (0.1, 0.5, 0.9)
_VALUES = 19
"""At how many of its values above 0 an unknown number is tried out, as if it were known."""
_ROUNDED = 1e-9
"""A standard deviation below this is that of rounding."""


@dataclass(frozen=True, slots=True)
class Draws:
    """What need and supply may be, in the same draws.

    Attributes:
        need: families a year, shape (draws,).
        supply: families that each site can serve a year, shape (draws, sites); nan where a capacity
            cannot be drawn.
        open: sites of which capacity or existence is not known, from 0; shape (open,).
        stated: the plain sum of what sites state, whether they are confirmed or not.
        peers: known capacities behind those that were drawn.
        reason: why some capacity cannot be drawn; None where all can.
    """

    need: Floats
    supply: Floats
    open: Counts
    stated: StatedSum
    peers: int
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class CoverageInterval:
    """Supply for each family in need, and how sure that is.

    Attributes:
        low, middle, high: what it stays below in 10, 50 and 90 of 100 draws; nan where some
            capacity cannot be drawn, or nobody is in need.
        shortage: the chance that it is below 1; nan with the others.
        unmet: families in need beyond what can be served, at the same places of the same draws;
            None where some capacity cannot be drawn.
        stated: the plain sum of what sites state.
        peers: known capacities behind those that were drawn.
        draws: how many there were.
        reason: why the interval is nan; None as well where nobody is in need.
    """

    low: float
    middle: float
    high: float
    shortage: float
    unmet: Triangle | None
    stated: StatedSum
    peers: int
    draws: int
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class NextCall:
    """What asking would be worth.

    Attributes:
        site: to call, from 0; None for the need.
        drop: how much less what is supplied would vary, as a share of supply and need together, if
            this one were known: the drop in its standard deviation. 0 or less where it would not.
        share: the same of the whole standard deviation, so 1 where nothing else is unknown.
    """

    site: int | None
    drop: float
    share: float


def draw(
    capacity: ArrayLike,
    need: Triangle,
    *,
    generator: Generator,
    draws: int = DRAWS,
    peers: ArrayLike | None = None,
    guess: Triangle | None = None,
    listing: Listing | None = None,
    confirmed: ArrayLike | None = None,
    given: ArrayLike | None = None,
    usable: Triangle | None = None,
) -> Draws:
    """Draw what need and supply may be.

    Args:
        capacity: families that each site can serve a year, shape (sites,); nan where not stated.
        need: families a year.
        generator: of random numbers; the same one in the same state draws the same.
        draws: how many.
        peers: capacities of sites like these, any shape; those stated in `capacity` if not told. Of
            them only known ones above 0 count.
        guess: what people who know hold for the capacity of a site that states none; used where
            known peers do not tell, and without it nothing is drawn then.
        listing: how many listings are real; all are if not told.
        confirmed: sites that exist for sure, booleans of shape (sites,); none if not told.
        given: capacities that were drawn beforehand, since only bounds of them are known, shape
            (draws, sites); nan for all other sites.
        usable: the share of capacities that families can really take; `capacity` and `given` are
            what the likely one leaves of them. It is the same for all sites of a draw.

    Raises:
        ValueError: a capacity is negative, there are no draws, confirmed is not one for each
            site, or given not one for each draw and site.
    """
    if draws < 1:
        raise ValueError(f"draw takes 1 draw or more, not {draws}.")
    known = np.atleast_1d(amounts(capacity, name="capacity"))
    alike = known if peers is None else amounts(peers, name="peers")
    alike = alike[alike > 0]
    before = _given(given, size=(draws, len(known)))
    bounded = ~np.isnan(before).any(axis=0)
    silent = np.isnan(known) & ~bounded
    sure = _sure(confirmed, sites=len(known), listing=listing)
    wanted = drawn_need(need, draws=draws, generator=generator)
    supply = np.where(bounded, before, np.tile(known, (draws, 1)))
    reason = _reason(alike) if silent.any() and guess is None else None
    if silent.any() and reason is None:
        size = (draws, int(silent.sum()))
        supply[:, silent] = _capacities(alike, guess, size=size, generator=generator)
    if usable is not None and usable.low < usable.high and usable.likely > 0:
        size = (draws, 1)
        supply *= _triangular(usable, size=size, generator=generator) / usable.likely
    if listing is not None:
        supply[:, ~sure] *= _real(listing, size=(draws, int((~sure).sum())), generator=generator)
    return Draws(
        need=wanted,
        supply=supply,
        open=np.flatnonzero(silent | bounded | ~sure),
        stated=stated_sum(known),
        peers=alike.size,
        reason=reason,
    )


def drawn_need(need: Triangle, *, draws: int, generator: Generator) -> Floats:
    """Draw families in need from their triangle, shape (draws,)."""
    return _triangular(need, size=(draws,), generator=generator)


def coverage_interval(drawn: Draws) -> CoverageInterval:
    """Supply for each family in need, in 10, 50 and 90 of 100 draws, and the chance of too little.

    Returns:
        A CoverageInterval.
    """
    covered = _covered(drawn)
    low, middle, high = np.quantile(covered, _LEVELS).tolist()
    told = not np.isnan(covered).any()
    return CoverageInterval(
        low=low,
        middle=middle,
        high=high,
        shortage=float((covered < 1).mean()) if told else NOT_KNOWN,
        unmet=_unmet(drawn),
        stated=drawn.stated,
        peers=drawn.peers,
        draws=len(covered),
        reason=drawn.reason,
    )


def next_calls(drawn: Draws) -> tuple[NextCall, ...]:
    """Which unknown number matters most for how sure coverage is.

    Each of them in turn is held at 0, as often as it is 0, and at nineteen of its other values,
    evenly spread over its draws, while all others stay as drawn. What varies among the draws of
    one held value is left when it is known; what varies between held values is not. The variance,
    no width between two quantiles: services that are there or not make a few values only, between
    which a quantile stays where it is until it jumps. What varies is supply as a share of supply
    and need together, which is 0 where there is nothing, a half where there is just enough, and
    below 1 however much is drawn for somebody of whom little is known.

    Returns:
        One for each open site and one for the need, those that matter most first; none where
        coverage cannot be told. Sites that are open in the same way matter about the same.

    Source:
        Saltelli et al. (2008), Global Sensitivity Analysis, section 1.2.
    """
    if np.isnan(_covered(drawn)).any():
        return ()
    total = drawn.supply.sum(axis=1)
    tried, often = _tried(drawn.need)
    found = [_call(None, total, tried, often=often)]
    for site in drawn.open.tolist():
        own = drawn.supply[:, site]
        tried, often = _tried(own)
        held = np.maximum(total - own, 0.0) + tried
        found.append(_call(site, held, drawn.need, often=often))
    return tuple(sorted(found, key=lambda call: -call.drop))


def chance_of_worst(covered: ArrayLike) -> Floats:
    """How often each category is the one that is covered least; to rank by, instead of the middle.

    Args:
        covered: draws of coverage, shape (categories, draws); a category with nan is not ranked.

    Returns:
        Shape (categories,), adding up to 1, where several are least the draw is shared; nan for
        categories that are not ranked.

    Raises:
        ValueError: draws do not come by category.
    """
    rows = amounts(covered, name="covered")
    if rows.ndim != 2:
        raise ValueError(f"chance_of_worst takes categories by draws, not {rows.shape}.")
    ranked = ~np.isnan(rows).any(axis=1)
    chance = np.full(len(rows), NOT_KNOWN)
    if ranked.any():
        least = rows[ranked] == rows[ranked].min(axis=0)
        chance[ranked] = (least / least.sum(axis=0)).mean(axis=1)
    return chance


def _covered(drawn: Draws) -> Floats:
    """Coverage in each draw; nan where nobody is in need."""
    share = np.full(len(drawn.need), NOT_KNOWN)
    return np.divide(drawn.supply.sum(axis=1), drawn.need, out=share, where=drawn.need > 0)


def _unmet(drawn: Draws) -> Triangle | None:
    """Families who find no place, in 10, 50 and 90 of 100 draws; None where it is not known."""
    short = np.maximum(drawn.need - drawn.supply.sum(axis=1), 0.0)
    if np.isnan(short).any():
        return None
    return Triangle(*np.quantile(short, _LEVELS).tolist())


def _sure(confirmed: ArrayLike | None, *, sites: int, listing: Listing | None) -> NDArray[np.bool_]:
    """Sites that exist for sure."""
    if confirmed is None:
        return np.full(sites, listing is None)
    told = np.array(confirmed, dtype=np.float64)
    of_width(told, width=sites, name="confirmed", what="sites")
    return (told > 0) | (listing is None)


def _given(given: ArrayLike | None, *, size: tuple[int, int]) -> Floats:
    """Capacities that were drawn beforehand, shape (draws, sites); nan where none was."""
    if given is None:
        return np.full(size, NOT_KNOWN)
    taken = amounts(given, name="given")
    if taken.shape != size:
        raise ValueError(f"draw takes given values of shape {size}, not {taken.shape}.")
    return taken


def _reason(peers: Floats) -> Reason | None:
    if len(peers) < _FEWEST_PEERS:
        return "one_peer" if len(peers) else "no_peers"
    return "one_value" if peers.min() == peers.max() else None


def _capacities(
    peers: Floats, guess: Triangle | None, *, size: tuple[int, int], generator: Generator
) -> Floats:
    """Capacities like those of peers, or as guessed where peers do not tell."""
    if guess is not None and _reason(peers) is not None:
        return _triangular(guess, size=size, generator=generator)
    return _like_peers(peers, size=size, generator=generator)


def _like_peers(peers: Floats, *, size: tuple[int, int], generator: Generator) -> Floats:
    """Capacities drawn from a lognormal distribution that is itself not known for sure.

    In each draw the middle and the spread of the logarithms are drawn first, the same for all
    sites, from what the peers say of them; so few peers make wide intervals, and many sites
    do not make them narrow.

    Source:
        Gelman et al. (2013), Bayesian Data Analysis, 3rd edition, section 3.2.
    """
    logs = np.log(peers)
    number, draws = len(logs), (size[0], 1)
    squares = ((logs - logs.mean()) ** 2).sum()
    spread = np.sqrt(squares / generator.chisquare(number - 1, size=draws))
    middle = logs.mean() + spread / np.sqrt(number) * generator.standard_normal(draws)
    drawn = middle + spread * generator.standard_normal(size)
    return np.exp(np.minimum(drawn, np.log(_LARGEST)))


def _triangular(triangle: Triangle, *, size: tuple[int, ...], generator: Generator) -> Floats:
    if triangle.low == triangle.high:
        return np.full(size, float(triangle.low))
    return generator.triangular(triangle.low, triangle.likely, triangle.high, size=size)


def _real(listing: Listing, *, size: tuple[int, int], generator: Generator) -> Floats:
    """1 where a listing is real and 0 where not; how many are is drawn first in each draw."""
    share = generator.beta(listing.real, listing.unreal, size=(size[0], 1))
    return (generator.random(size) < share).astype(np.float64)


def _tried(values: Floats) -> tuple[Floats, Floats]:
    """Values to hold an unknown number at, shape (values, 1), and how often it has each.

    They are 0, and some others, evenly spread over all that are not 0 by their rank.
    """
    others = values[values > 0]
    if not others.size:
        return np.zeros((1, 1)), np.ones(1)
    shares = (np.arange(_VALUES) + 0.5) / _VALUES
    spread = np.quantile(others, shares, method="inverted_cdf")
    often = others.size / values.size
    weights = np.array([1 - often, *(often / _VALUES,) * _VALUES])
    return np.array([0.0, *spread])[:, np.newaxis], weights


def _call(site: int | None, supply: Floats, need: Floats, *, often: Floats) -> NextCall:
    """What it is worth to know a number that is held at one value in each row, shape (values, 1).

    Args:
        often: how often it has each value, adding up to 1.
    """
    supply, need = np.broadcast_arrays(supply, need)
    may = often > 0
    share = supply[may] / (supply[may] + need[may])
    means = share.mean(axis=1)
    left = np.average(share.var(axis=1), weights=often[may])
    between = np.average((means - np.average(means, weights=often[may])) ** 2, weights=often[may])
    whole = float(np.sqrt(left + between))
    drop = whole - float(np.sqrt(left))
    return NextCall(site, drop, drop / whole if whole > _ROUNDED else 0.0)
