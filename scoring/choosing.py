# pyright: basic
"""Families who choose among sites in reach, those nearer more often; SciPy has no types."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from scoring.amounts import amounts, of_width
from scoring.reach import Reach


def choosing(within: Reach, *, supply: ArrayLike) -> Reach:
    """The same reach when each family is looked for at one site, and not at all of them at once.

    A place sends to each site the part of its families that the site's weight is of all weights in
    the place's reach. So sites close to each other share their families instead of each being
    asked for all of them. `access` of this is the three-step floating catchment area: what places
    get still adds up to what sites with need in reach have.

    Args:
        within: of `reach.reach`, of any decay.
        supply: families that each site can serve a year, shape (sites,); nobody chooses a site
            that has 0; one of which it is unknown (nan) is chosen like all others.

    Returns:
        A Reach; a site that has 0 is in no reach.

    Raises:
        ValueError: a number is negative, or there is not one for each site.

    Source:
        Wan, Zou & Sternberg (2012), International Journal of Geographical Information Science
        26:1073.
    """
    offered = of_width(
        amounts(supply, name="supply"), width=within.sites, name="supply", what="sites"
    )
    weights = within.weights.tocsr()
    place = np.repeat(np.arange(within.places), np.diff(weights.indptr))
    there = offered[weights.indices] != 0
    place, site, own = place[there], weights.indices[there], weights.data[there]
    of_all = np.bincount(place, weights=own, minlength=within.places)
    begins = np.concatenate([[0], np.cumsum(np.bincount(place, minlength=within.places))])
    shape = (within.places, within.sites)
    return Reach(
        csr_array((own * own / of_all[place], site, begins), shape=shape),
        *shape,
        within.unplaced_places.copy(),
        within.unplaced_sites.copy(),
    )
