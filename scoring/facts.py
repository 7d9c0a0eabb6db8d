"""Facts about people, such as their years in the work: for the whole team, small options pooled.

How large a small option is must not follow from what is shown either. So the pool lists the
options that nobody chose too, is never as large as its small options can be at most, and takes in
options of equal size together.
"""

from collections.abc import Mapping, Sequence

from scoring.groups import SMALLEST_GROUP
from scoring.released import ReleasedFact, Withheld


def release_fact(
    fact_id: str, counts: Mapping[str, int], *, smallest_group: int = SMALLEST_GROUP
) -> ReleasedFact | None:
    """A fact for the whole team: small options pooled, None when too little would be left.

    Args:
        fact_id: the fact.
        counts: people by option.
        smallest_group: people that every shown option, or pool of options, has at least.
    """
    small = [option for option, people in counts.items() if people < smallest_group]
    people = sum(counts[option] for option in small)
    pool = _pool(counts, small=small, smallest_group=smallest_group) if people else ()
    apart = [(option,) for option, people in counts.items() if people and option not in pool]
    cells = [*apart, pool] if pool else apart
    if len(cells) < 2:
        return None
    return ReleasedFact(fact_id, _in_order(cells, counts))


def released_facts(
    facts: Mapping[str, Mapping[str, int]], *, smallest_group: int, public: bool
) -> tuple[tuple[ReleasedFact, ...], tuple[Withheld, ...]]:
    """The facts that may be seen, and those that are withheld.

    Args:
        facts: people by option, by fact.
        smallest_group: people that every shown option, or pool of options, has at least.
        public: show every option that somebody chose.
    """
    kept: list[ReleasedFact] = []
    withheld: list[Withheld] = []
    for fact_id, counts in facts.items():
        fact = (
            _exact(fact_id, counts)
            if public
            else release_fact(fact_id, counts, smallest_group=smallest_group)
        )
        if fact is None:
            withheld.append(Withheld("fact", fact_id, "too_few_people"))
        else:
            kept.append(fact)
    return tuple(kept), tuple(withheld)


def _pool(
    counts: Mapping[str, int], *, small: Sequence[str], smallest_group: int
) -> tuple[str, ...]:
    """The small options, and the next larger ones where the small ones alone tell too much."""
    people = sum(counts[option] for option in small)
    if smallest_group <= people < (smallest_group - 1) * len(small):
        return tuple(small)
    larger = [number for number in counts.values() if number >= smallest_group]
    next_larger = min(larger, default=None)
    return (*small, *(option for option, number in counts.items() if number == next_larger))


def _exact(fact_id: str, counts: Mapping[str, int]) -> ReleasedFact:
    return ReleasedFact(
        fact_id, _in_order([(o,) for o, people in counts.items() if people], counts)
    )


def _in_order(
    cells: Sequence[tuple[str, ...]], counts: Mapping[str, int]
) -> tuple[tuple[tuple[str, ...], int], ...]:
    order = list(counts)
    inside = [tuple(sorted(cell, key=order.index)) for cell in cells]
    inside.sort(key=lambda cell: order.index(cell[0]))
    return tuple((cell, sum(counts[option] for option in cell)) for cell in inside)
