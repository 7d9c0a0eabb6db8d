"""Under what name families' words about an agency may be shown, so that few staff are not meant.

Where only one court is in the county, "courts" is that court; where a kind of agency has four
people, everybody knows whom a sentence means. Such kinds are shown under a broader name. What the
name is depends on the roster alone and never on what was said.
"""

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST_AGENCIES = 2
FEWEST_STAFF = 5


@dataclass(frozen=True, slots=True)
class AgencyKind:
    """A kind of agency as it is in this community.

    Attributes:
        agencies: how many there are of it.
        staff: how many people work in all of them.
        broad: the broader kind it belongs to.
    """

    agencies: int
    staff: int
    broad: str


@dataclass(frozen=True, slots=True)
class ShownKind:
    """One name under which agencies are shown, and what it stands for.

    Attributes:
        kinds: that are shown under it, in alphabetical order.
        broad: the broader kinds they belong to; with one kind alone, that kind's own.
        agencies: how many they are together.
        staff: how many people work in them.
    """

    kinds: tuple[str, ...]
    broad: tuple[str, ...]
    agencies: int
    staff: int


def shown_kinds(kinds: Mapping[str, AgencyKind]) -> tuple[ShownKind, ...]:
    """Names for all kinds of agencies, so that each stands for two agencies and five staff.

    Where one kind of a broad kind is too small, all of that broad kind go by one name: if its
    larger kinds were shown apart, the rest of it would be the small one. Broad kinds that are still
    too small go together, and if that is too little, all do.

    Args:
        kinds: those of the community, by name.

    Returns:
        ShownKinds in the order of their first kind, each kind in one of them; none where all
        agencies together are too few.

    Raises:
        ValueError: a number is negative, or a kind has no agency.
    """
    for name, kind in kinds.items():
        if kind.agencies < 1 or kind.staff < 0:
            raise ValueError(
                f"kind {name!r} takes 1 agency or more and 0 staff or more, "
                f"not {kind.agencies} and {kind.staff}."
            )
    broad = sorted({kind.broad for kind in kinds.values()})
    parts = [part for name in broad for part in _parts_of(kinds, broad=name)]
    small = [part for part in parts if not _is_enough(part)]
    large = [part for part in parts if _is_enough(part)]
    if small:
        rest = _together(kinds, names=[name for part in small for name in part.kinds])
        parts = [*large, rest] if _is_enough(rest) else [_together(kinds, names=list(kinds))]
    enough = [part for part in parts if _is_enough(part)]
    return tuple(sorted(enough, key=lambda part: part.kinds))


def _parts_of(kinds: Mapping[str, AgencyKind], *, broad: str) -> list[ShownKind]:
    names = [name for name, kind in kinds.items() if kind.broad == broad]
    apart = [_together(kinds, names=[name]) for name in names]
    return apart if all(map(_is_enough, apart)) else [_together(kinds, names=names)]


def _together(kinds: Mapping[str, AgencyKind], *, names: list[str]) -> ShownKind:
    return ShownKind(
        kinds=tuple(sorted(names)),
        broad=tuple(sorted({kinds[name].broad for name in names})),
        agencies=sum(kinds[name].agencies for name in names),
        staff=sum(kinds[name].staff for name in names),
    )


def _is_enough(part: ShownKind) -> bool:
    return part.agencies >= FEWEST_AGENCIES and part.staff >= FEWEST_STAFF
