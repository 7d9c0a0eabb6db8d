"""How fast access to services is worked out, beside the package that planners use for it.

All ways run one after another in one process with one thread, on the same made-up places, and their
results are compared wherever both are finite. The package is no requirement of ours: without it the
run says so and measures ours alone. It exits with 0 whatever the times are, and with 3 when results
differ. The least that any way could take is the time to copy the arrays of pairs once.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.scoring import ONE_THREAD

SEED = 1
WITHIN = 60.0
CATEGORIES = 28
EXACT = 1e-9


@dataclass(frozen=True, slots=True)
class Size:
    """How much is run.

    Attributes:
        places, sites: how many.
        draws: of Monte Carlo.
        runs: of each of ours, of which the median is told.
        theirs: runs of the package.
    """

    places: int
    sites: int
    draws: int
    runs: int
    theirs: int


_FULL = Size(places=3_221, sites=50_000, draws=200, runs=9, theirs=3)
_QUICK = Size(places=200, sites=2_000, draws=20, runs=3, theirs=1)


@dataclass(frozen=True, slots=True)
class Made:
    """Made-up places and sites; latitude and longitude, families, families a year."""

    places: Any
    sites: Any
    need: Any
    supply: Any


@dataclass(frozen=True, slots=True)
class Found:
    """What the run found.

    Attributes:
        pairs: of a place and a site in reach.
        lines: of the table.
        ratios: in words.
        unequal: results that differ more than allowed; there should be none.
    """

    pairs: int
    lines: Sequence[Any]
    ratios: Sequence[str]
    unequal: Sequence[str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit status."""
    asked = _parser().parse_args(arguments)
    os.environ.update(ONE_THREAD)  # read once, when NumPy is imported
    from benchmarks.clock import line_as_dict, lines_table
    from benchmarks.figures import machine

    size = _QUICK if asked.quick else _FULL
    about = {"machine": machine(), "quick": asked.quick}
    found = measured(size)
    print(f"One thread; {about['machine']['cores']} cores, load {about['machine']['load']:.1f}.")
    if asked.quick:
        print("A small run: it shows that all of it works, and its ratios mean nothing.")
    print(f"\n{size.sites:,} sites, {size.places:,} places, {found.pairs:,} pairs\n")
    print(lines_table(found.lines))
    print("\n".join(["", *found.ratios, *(f"DIFFERENT: {each}" for each in found.unequal)]))
    if asked.json is not None:
        lines = [line_as_dict(line) for line in found.lines]
        content = about | {"pairs": found.pairs, "lines": lines, "unequal": list(found.unequal)}
        asked.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return 3 if found.unequal else 0


def made(size: Size) -> Made:
    """Places all over a country, most of them in its east, and sites around where families live."""
    import numpy as np

    generator = np.random.default_rng(SEED)
    dense = generator.random((size.places, 1)) < 0.7
    places = np.where(
        dense,
        generator.uniform([32, -96], [43, -75], (size.places, 2)),
        generator.uniform([25, -124], [49, -67], (size.places, 2)),
    )
    need = generator.lognormal(4, 1.2, size.places)
    home = generator.choice(size.places, size=size.sites, p=need / need.sum())
    sites = places[home] + generator.normal(0, 0.4, (size.sites, 2))
    need[need < np.quantile(need, 0.05)] = 0.0
    return Made(places, sites, need, generator.lognormal(3, 0.8, size.sites))


def measured(size: Size) -> Found:
    """All parts, with what they take."""
    from scoring.access import access, added_site
    from scoring.reach import reach
    from scoring.sphere import pairs

    of = made(size)
    find = partial(pairs, of.places, of.sites, within=WITHIN)
    found, finding = _median(find, runs=size.runs)
    weigh = partial(reach, found)
    near, weighing = _median(weigh, runs=size.runs)
    ours, sharing = _median(partial(access, near, need=of.need, supply=of.supply), runs=size.runs)
    _, floor = _median(partial(_copied, found), runs=4 * size.runs)
    many = _many_categories(near, of, runs=size.runs)
    _, drawing = _median(partial(_drawn, near, of, draws=size.draws), runs=3)
    new = partial(added_site, of.places, [38.0, -86.0], need=of.need, supply=50.0, within=WITHIN)
    _, adding = _median(new, runs=size.runs)
    total = finding + weighing + sharing
    lines = [
        _line("floor: copying the arrays of pairs", floor),
        _line("pairs in reach", finding),
        _line("weights", weighing),
        _line("sharing and adding up", sharing),
        _line("ours, all three", total),
        *many,
        _line(f"{size.draws} draws of need and every supply", drawing),
        _line("what one more site changes", adding),
    ]
    theirs, ratios, unequal = _package(found, of, ours, size=size, arithmetic=weighing + sharing)
    over = (weighing + sharing).cpu / floor.cpu
    ratios = [f"Weights, sharing and adding up take {over:.1f} times the floor.", *ratios]
    return Found(len(found.place), [*lines, *theirs(total)], ratios, unequal)


def _many_categories(near: Any, of: Made, *, runs: int) -> list[Any]:
    """Many categories at once: with the same need, and each with its own."""
    import numpy as np

    from scoring.access import access

    generator = np.random.default_rng(SEED)
    supply = np.where(generator.random((CATEGORIES, len(of.supply))) < 0.1, of.supply, 0.0)
    own = of.need * generator.uniform(0.1, 1, (CATEGORIES, 1))
    _, same = _median(partial(access, near, need=of.need, supply=supply), runs=runs)
    _, each = _median(partial(access, near, need=own, supply=supply), runs=runs)
    return [
        _line(f"{CATEGORIES} categories at once, one need", same),
        _line(f"{CATEGORIES} categories at once, each with its own", each),
    ]


def _drawn(near: Any, of: Made, *, draws: int) -> Any:
    """Access in every draw of a wide need and a supply that half of the sites do not state."""
    import numpy as np

    from scoring.access import access
    from scoring.amounts import NOT_KNOWN
    from scoring.need import Triangle
    from scoring.uncertainty import draw

    generator = np.random.default_rng(SEED)
    stated = np.where(generator.random(len(of.supply)) < 0.5, of.supply, NOT_KNOWN)
    drawn = draw(stated, Triangle(0.5, 1.0, 2.0), generator=generator, draws=draws)
    need = of.need * drawn.need[:, np.newaxis]
    return np.quantile(access(near, need=need, supply=drawn.supply).per_family, 0.5, axis=0)


def _copied(found: Any) -> Any:
    return found.place.copy(), found.site.copy(), found.miles.copy()


def _package(
    found: Any, of: Made, ours: Any, *, size: Size, arithmetic: Any
) -> tuple[Callable[[Any], list[Any]], list[str], list[str]]:
    """The same with the package: its lines, given our total; ratios; what differs."""
    try:
        import pandas as pd
        from access.fca import two_stage_fca
    except ImportError:
        told = "The package access is not installed here, so nothing is compared with it."
        return (lambda _: []), [told], []
    import numpy as np

    costs = pd.DataFrame({"origin": found.place, "dest": found.site, "cost": found.miles})
    demand = pd.DataFrame({"demand": of.need})
    supply = pd.DataFrame({"supply": of.supply})
    for frame in (demand, supply):
        frame.index.name = "geoid"
    run = partial(two_stage_fca, demand, supply, costs, WITHIN, demand_index=True, weight_fn=_zone)
    series, spent = _median(run, runs=size.theirs)
    values = series.reindex(range(size.places)).to_numpy(dtype=np.float64)
    finite = np.isfinite(values)
    apart = np.abs(values[finite] - ours.per_family[finite]).max()
    infinite, missing = int(np.isinf(values).sum()), int(np.isnan(values).sum())
    ratios = [
        f"The package takes {spent.cpu / arithmetic.cpu:.1f} times our arithmetic, pairs given.",
        f"It has {infinite} infinite and {missing} missing places, and ours none of either.",
        f"The other {int(finite.sum()):,} differ by {apart:.1e} at most.",
    ]
    unequal = [] if apart <= EXACT else [f"access differs by {apart:.3g}"]
    return (lambda total: [_line("access, pairs given to it", spent, ours=total)]), ratios, unequal


def _zone(miles: float) -> float:
    """The same weights, as the package wants them."""
    return 1.0 if miles <= WITHIN / 3 else 0.68 if miles <= 2 * WITHIN / 3 else 0.22


def _median(work: Callable[[], Any], *, runs: int) -> tuple[Any, Any]:
    """What the work gives, and the median of what it takes."""
    import numpy as np

    from benchmarks.clock import Spent, timed

    each = [timed(work) for _ in range(runs)]
    spent = [taken for _, taken in each]
    middle = (np.median([taken.cpu for taken in spent]), np.median([taken.wall for taken in spent]))
    return each[-1][0], Spent(*map(float, middle))


def _line(what: str, spent: Any, *, ours: Any = None) -> Any:
    from benchmarks.clock import Line

    return Line(what, spent, ratio=None if ours is None else spent.cpu / ours.cpu)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small run that shows it works")
    parser.add_argument("--json", type=Path, help="a file for the figures")
    return parser


if __name__ == "__main__":
    sys.exit(main())
