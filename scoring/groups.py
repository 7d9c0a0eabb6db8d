"""Who is counted together: small groups are merged, never hidden."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SMALLEST_GROUP = 5
Partition = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Member:
    """An agency, or a group that is merged once more.

    Attributes:
        code: short and unique.
        people: how many it counts for.
        sector, broad: its kind, finer and coarser; merging looks at the finer one first.
    """

    code: str
    people: int
    sector: str = ""
    broad: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    people: int
    codes: tuple[str, ...]
    sectors: frozenset[str]
    broads: frozenset[str]


def partition(members: Sequence[Member], *, smallest_group: int = SMALLEST_GROUP) -> Partition:
    """Parts of at least `smallest_group` people each.

    While a part is too small, the smallest such part joins the smallest other part of its sector;
    if there is none, of its broad kind; if there is none, of all. Ties go by code.

    Args:
        members: who is to be divided up; their codes are unique.
        smallest_group: people that every part must have.

    Returns:
        Codes by part, each part and the whole in order of code. A single part means that only the
        whole team can be shown; no part at all, that even it is too small.

    Raises:
        ValueError: a code is there twice, or a member has fewer than 0 people.
    """
    _check(members)
    parts: list[_Part] = [
        _Part(each.people, (each.code,), frozenset((each.sector,)), frozenset((each.broad,)))
        for each in members
    ]
    if sum(member.people for member in members) < smallest_group:
        return ()
    while len(parts) > 1 and min(part.people for part in parts) < smallest_group:
        small = min(parts, key=_order)
        others = [part for part in parts if part is not small]
        partner = min(_nearest(small, others), key=_order)
        parts = [part for part in others if part is not partner]
        parts.append(_joined(small, partner))
    return _codes(part.codes for part in parts)


def merged_further(parts: Sequence[Sequence[str]], codes: Iterable[str]) -> Partition:
    """The parts after those that hold any of these codes have become one.

    Raises:
        ValueError: a code is in none of the parts.
    """
    wanted = set(codes)
    unknown = wanted - {code for part in parts for code in part}
    if unknown:
        raise ValueError(f"no group holds {', '.join(sorted(unknown))}.")
    joined = [code for part in parts if wanted & set(part) for code in part]
    rest = [tuple(part) for part in parts if not wanted & set(part)]
    return _codes([*rest, tuple(joined)] if joined else rest)


def _joined(one: _Part, other: _Part) -> _Part:
    return _Part(
        people=one.people + other.people,
        codes=tuple(sorted((*one.codes, *other.codes))),
        sectors=one.sectors | other.sectors,
        broads=one.broads | other.broads,
    )


def _order(part: _Part) -> tuple[int, str]:
    return part.people, part.codes[0]


def _nearest(small: _Part, others: Sequence[_Part]) -> Sequence[_Part]:
    same_sector = [part for part in others if part.sectors & small.sectors]
    same_broad = [part for part in others if part.broads & small.broads]
    return same_sector or same_broad or others


def _codes(parts: Iterable[Sequence[str]]) -> Partition:
    return tuple(sorted(tuple(sorted(part)) for part in parts))


def _check(members: Sequence[Member]) -> None:
    times = Counter(member.code for member in members)
    twice = sorted(code for code, number in times.items() if number > 1)
    if twice:
        raise ValueError(f"members take one code each; {', '.join(twice)} is there twice.")
    negative = [member for member in members if member.people < 0]
    if negative:
        raise ValueError(f"{negative[0].code} takes 0 or more people, not {negative[0].people}.")
