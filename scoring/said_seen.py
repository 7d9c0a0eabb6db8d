"""What agencies say of a service beside what families met there, without any number of families.

Groups of families tell what there is and how far it spreads, and never how many. So the result is a
word. It is made of what is shown of themes and of nothing else: a service that fewer people than
the floor spoke of gets the word that it would have if nobody had, and whoever sees themes by
service learns nothing more from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from scoring.themes import Support, Themes

View = Literal["available", "limited", "missing", "not_known"]
"""What agencies say of a service; "not_known" also where they differ."""
Gap = Literal["hidden", "agreed", "unvoiced", "working_or_unheard", "unknown"]
"""Families met a barrier and agencies say that it is there; both say so; only agencies do; none
does, or nobody was in the room who would know; agencies do not know, or too few families were
heard."""
GAPS: tuple[Gap, ...] = get_args(Gap)

_VIEWS: tuple[View, ...] = get_args(View)


@dataclass(frozen=True, slots=True)
class SaidSeen:
    """A service as agencies and families see it.

    Attributes:
        service: which.
        view: what agencies say of it.
        barrier: enough families met a barrier there for it to be shown; otherwise too few did, or
            none.
        gap: the word for both.
    """

    service: str
    view: View
    barrier: bool
    gap: Gap


def gap(view: View, *, barrier: bool, heard: bool = True) -> Gap:
    """The word for what agencies say and what families met.

    Args:
        view: of agencies.
        barrier: enough families met a barrier for it to be shown.
        heard: enough families were listened to for any theme to be shown.

    Returns:
        A Gap.

    Raises:
        ValueError: the view is none of those there are, or a barrier is shown though too few were
            heard.
    """
    if view not in _VIEWS:
        raise ValueError(f"gap takes a view ({', '.join(_VIEWS)}), not {view!r}.")
    if barrier and not heard:
        raise ValueError("gap takes a barrier only where enough families were heard.")
    if view == "not_known" or not heard:
        return "unknown"
    if view == "available":
        return "hidden" if barrier else "working_or_unheard"
    return "agreed" if barrier else "unvoiced"


def said_seen(
    views: Mapping[str, View],
    *,
    themes: Themes,
    barriers: Iterable[str],
    heard: Support,
) -> tuple[SaidSeen, ...]:
    """Every service as agencies and families see it.

    Barriers of several themes are not added up: three people, each of whom alone met another
    barrier, are below the floor of each.

    Args:
        views: what agencies say, by service.
        themes: by service, as they are shown to the same people.
        barriers: those themes that tell of a barrier and not of what helped.
        heard: how many people sat in how many sessions, whatever they said.

    Returns:
        The services in the order of GAPS, then in the order given.

    Raises:
        ValueError: a view is none of those there are.
    """
    told = frozenset(barriers)
    met = {
        service
        for (theme, service), support in themes.cells.items()
        if theme in told and support is not None
    }
    enough = themes.floor.holds(heard)
    found = [
        SaidSeen(service, view, service in met, gap(view, barrier=service in met, heard=enough))
        for service, view in views.items()
    ]
    return tuple(sorted(found, key=lambda each: GAPS.index(each.gap)))
