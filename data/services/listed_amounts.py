"""How much a service can take, where one list or several say it more than once.

Within a list the newest statement about a unit stands; rows of one day are places beside each
other. Of several listings of one service a number that can be used stands before none, and what
people found out before what lists say; lists that differ leave it open, as they do for facts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from data.imports.directory.records import Capacity
from data.resource_views import CapacityView
from data.services.units import kinds_of

_Told = tuple[CapacityView, ...]


def newest(
    told: Iterable[Capacity], *, day_of: Callable[[Capacity], date | None]
) -> list[Capacity]:
    """Without numbers of a unit that a later day has put another in the place of.

    Args:
        told: in any order.
        day_of: the day of each; one without a day is not known to be older than another.
    """
    kept = list(told)
    last: dict[str, date] = {}
    for each in kept:
        day = day_of(each)
        if day is not None and each.maximum is not None:
            last[_plain(each.unit)] = max(last.get(_plain(each.unit), day), day)
    return [
        each for each in kept if (day_of(each) or date.max) >= last.get(_plain(each.unit), date.min)
    ]


def together(own: Sequence[CapacityView], others: Sequence[Sequence[CapacityView]]) -> _Told:
    """What several listings of one service say of each thing that they count.

    The version is that of the listing that stands; a number of another has none.

    Args:
        own: of the listing that stands for all.
        others: of each other one.
    """
    version = max((each.version for each in own), default=0)
    lists = [tuple(own), *(tuple(replace(c, version=0) for c in other) for other in others)]
    found = [_of_one_kind(each) for each in _by_kind([each for each in lists if each])]
    # what the team's own word was about comes first, else whatever has a number
    of_team = {id(each) for about, each in found if about}
    order = sorted(
        (each for _, each in found),
        key=lambda each: (id(each) not in of_team, all(c.maximum is None for c in each)),
    )
    told = tuple(capacity for each in order for capacity in each)
    return (replace(told[0], version=version), *told[1:]) if told else ()


def _by_kind(lists: Sequence[_Told]) -> list[list[_Told]]:
    """What each list says of one thing, thing by thing: units of which one counts as the other."""
    kinds: list[frozenset[str]] = []
    for capacity in (each for told in lists for each in told):
        of = kinds_of(capacity.unit)
        joined = [each for each in kinds if each & of]
        place = kinds.index(joined[0]) if joined else len(kinds)
        rest = [each for each in kinds if each not in joined]
        kinds = [*rest[:place], of.union(*joined), *rest[place:]]
    found: dict[frozenset[str], list[_Told]] = defaultdict(list)
    for kind in kinds:
        for told in lists:
            if of_kind := tuple(each for each in told if kinds_of(each.unit) & kind):
                found[kind].append(of_kind)
    return list(found.values())


def _of_one_kind(lists: Sequence[_Told]) -> tuple[bool, _Told]:
    """What stands of one thing, and whether the listing that stands has a word of the team's."""
    has_word = any(each.version for each in lists[0])
    if len(lists) == 1:
        return has_word, lists[0]
    people = [each for told in lists for each in told if _is_by_people(each) and not each.is_old]
    if people:
        return has_word, (max(people, key=_how_good),)
    usable = [told for told in map(_usable, lists) if told]
    if not usable:
        return has_word, lists[0]
    if len({_sum(told) for told in usable}) == 1:
        return has_word, usable[0]
    return has_word, (_left_open(usable),)


def _is_by_people(capacity: CapacityView) -> bool:
    return bool(capacity.version or capacity.saved_by_name)


def _how_good(capacity: CapacityView) -> tuple[bool, date]:
    """A number stands before none, and a later one before an earlier one."""
    return capacity.maximum is not None, capacity.as_of or date.min


def _usable(told: _Told) -> _Told:
    """What is not too old, if there is a number in each of it."""
    fresh = tuple(each for each in told if not each.is_old)
    return fresh if all(each.maximum is not None for each in fresh) else ()


def _sum(told: _Told) -> float:
    return sum(each.maximum or 0 for each in told)


def _left_open(lists: Sequence[_Told]) -> CapacityView:
    """Lists that differ: no number, and which of them says what."""
    said = (f"{told[0].source} says {_sum(told):g}" for told in lists)
    days = [each.as_of for told in lists for each in told if each.as_of]
    return CapacityView(
        lists[0][0].unit, source="; ".join(dict.fromkeys(said)), as_of=max(days, default=None)
    )


def _plain(unit: str) -> str:
    return " ".join(unit.lower().split())
