"""One service that several lists have: what is known of any of its listings is known of it.

Nothing is lost when a person finds two listings to be the same, and nothing is decided by it: a
"yes" of one and a "no" of the other leave the question open, until the team says something newer.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from data.resource_views import CallView, CategoryView, KnownView, ServiceView
from data.services import listed_facts


def folded(found: Iterable[ServiceView]) -> tuple[ServiceView, ...]:
    """The same services, each with what is known of listings that count as it."""
    views = tuple(found)
    counting_as: dict[str, list[ServiceView]] = defaultdict(list)
    for each in views:
        if each.merged_into is not None and not each.gone:
            counting_as[each.merged_into].append(each)
    return tuple(
        together(each, counting_as[each.id]) if each.id in counting_as else each for each in views
    )


def together(kept: ServiceView, others: Sequence[ServiceView]) -> ServiceView:
    """A service with what is known of its other listings; versions stay those of its own."""
    kept = replace(
        kept,
        facts=listed_facts.together(kept.facts, [each.facts for each in others]),
        heard=listed_facts.together(kept.heard, [each.heard for each in others]),
    )
    for other in others:
        last = _later(kept.last_call, other.last_call)
        kept = replace(
            kept,
            categories=_categories(kept, other),
            known=_known(kept.known, other.known),
            last_call=last,
            found_closed=last is not None and last.outcome == "closed",
        )
        if kept.capacity is None and other.capacity is not None:
            kept = replace(kept, capacity=replace(other.capacity, version=0), also=other.also)
    return kept


def _categories(kept: ServiceView, other: ServiceView) -> tuple[CategoryView, ...]:
    """What a person has confirmed of the other one, unless somebody decided on it here."""
    decided = {each.category for each in kept.categories if each.state != "proposed"}
    more = {
        each.category: each
        for each in other.categories
        if each.state == "confirmed" and each.category not in decided
    }
    return (*(each for each in kept.categories if each.category not in more), *more.values())


def _known(own: Mapping[str, KnownView], others: Mapping[str, KnownView]) -> dict[str, KnownView]:
    """An agency that knows one of the listings knows the service."""
    found = {name: replace(each, version=0) for name, each in others.items()}
    for name, each in own.items():
        other = found.get(name)
        better = other is not None and each.knows != "yes" and other.knows == "yes"
        found[name] = replace(other, version=each.version) if other and better else each
    return found


def _later(one: CallView | None, other: CallView | None) -> CallView | None:
    """The later call of two that found out something."""
    if one is None or other is None:
        return one or other
    if one.tells != other.tells:
        return one if one.tells else other
    return one if one.called_on >= other.called_on else other
