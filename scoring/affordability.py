"""How much of what there is a family can pay for, and how many find somebody who speaks with them.

Where it is not known whether a site takes a payer or speaks a language, it is neither a yes nor a
no: shares have a lower and an upper end.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scoring.acceptance import states
from scoring.amounts import NOT_KNOWN, amounts, of_width
from scoring.sphere import Pairs


@dataclass(frozen=True, slots=True)
class PayerShare:
    """The share of supply at sites that take one of some payers.

    Attributes:
        yes, no, unknown: shares of the stated supply, which add up to 1; nan where there is none.
        supply: families that can be served a year, as far as stated; behind the shares.
        sites: how many say yes, say no to all, and are not known; whether they state a supply or
            not.
        not_stated: sites that do not state a supply, and so are in no share.
    """

    yes: float
    no: float
    unknown: float
    supply: float
    sites: tuple[int, int, int]
    not_stated: int


@dataclass(frozen=True, slots=True)
class LanguageReach:
    """The share of families with a site in reach that speaks their language.

    Attributes:
        low: sites that are known to; from 0 to 1; nan where there are no families.
        high: the same if all that are not known to, but might, do.
        families: that stand behind the shares.
        places: that they live in.
        left_out: places whose families or coordinates are not known.
        unplaced_sites: sites without coordinates that offer it, or might; they are in nobody's
            reach, and so both shares are too low by what they would add.
    """

    low: float
    high: float
    families: float
    places: int
    left_out: int
    unplaced_sites: int


def payer_share(supply: ArrayLike, *, accepts: ArrayLike) -> PayerShare:
    """The share of supply that a family can pay for with any of some payers.

    Args:
        supply: families that each site can serve a year, shape (sites,); nan where not stated.
        accepts: what each site says of each payer that the family could use, such as public
            insurance, a sliding fee or nothing to pay; states, shape (sites, payers).

    Returns:
        A PayerShare; a site is a yes if it takes any of the payers, and a no if it takes none.

    Raises:
        ValueError: a supply is negative, there is no such state, or there is not one row for each
            site.
    """
    offered = np.atleast_1d(amounts(supply, name="supply"))
    said = states(accepts, name="accepts")
    if said.ndim != 2 or len(said) != len(offered):
        raise ValueError(f"accepts takes a row for each of {len(offered)} sites, not {said.shape}.")
    yes = (said == "yes").any(axis=1)
    no = (said == "no").all(axis=1) & ~yes
    stated = ~np.isnan(offered)
    total = float(offered[stated].sum())

    def share(of: NDArray[np.bool_]) -> float:
        return float(offered[stated & of].sum()) / total if total else NOT_KNOWN

    unknown = ~(yes | no)
    return PayerShare(
        yes=share(yes),
        no=share(no),
        unknown=share(unknown),
        supply=total,
        sites=(int(yes.sum()), int(no.sum()), int(unknown.sum())),
        not_stated=int((~stated).sum()),
    )


def language_reach(near: Pairs, families: ArrayLike, *, offers: ArrayLike) -> LanguageReach:
    """The share of families with a site in reach that offers their language.

    Args:
        near: of `sphere.pairs`, for all sites, whatever they offer.
        families: that speak the language, shape (places,); nan where unknown.
        offers: whether each site offers it; states, shape (sites,).

    Raises:
        ValueError: a number is negative, there is no such state, or there is not one for each place
            or site.
    """
    speakers = amounts(families, name="families")
    of_width(speakers, width=near.places, name="families", what="places")
    said = states(offers, name="offers")
    if said.shape != (near.sites,):
        raise ValueError(f"offers takes a state for each of {near.sites} sites, not {said.shape}.")
    known = ~np.isnan(speakers)
    known[near.unplaced_places] = False
    total = float(speakers[known].sum())

    def share(sites: NDArray[np.bool_]) -> float:
        reached = np.zeros(near.places, dtype=np.bool_)
        reached[near.place[sites[near.site]]] = True
        return float(speakers[known & reached].sum()) / total if total else NOT_KNOWN

    return LanguageReach(
        low=share(said == "yes"),
        high=share(said != "no"),
        families=total,
        places=int(known.sum()),
        left_out=int((~known).sum()),
        unplaced_sites=int((said[near.unplaced_sites] != "no").sum()),
    )
