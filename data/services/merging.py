"""One service that several lists have: what is known of any of its listings is known of it.

Nothing is lost when a person finds two listings to be the same, and nothing is decided by it: a
"yes" of one and a "no" of the other leave the question open, until the team says something newer.

The listing that the person kept stands for all. While its list does not have it any more, or calls
it closed, and another one is still listed, that one stands for all of them, with whatever people
said of the first; once the first is there again, it stands again. What is stored does not change.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from data.resource_views import CallView, CategoryView, KnownView, ServiceView
from data.services import listed_amounts, listed_facts


def folded(found: Iterable[ServiceView]) -> tuple[ServiceView, ...]:
    """The same services, each with what is known of listings that count as it.

    Args:
        found: with `merged_into` as a person said it.
    """
    views = tuple(found)
    kept = _kept(views)
    standing = _standing(views, kept)
    by_id = {each.id: each for each in views}
    counting_as: dict[str, list[ServiceView]] = defaultdict(list)
    for each in views:
        if standing[each.id] != each.id:
            counting_as[standing[each.id]].append(_said_by_people(each) if each.gone else each)
    return tuple(
        _as_it_counts(
            each if each.id == kept[each.id] else _as_decided(each, by_id[kept[each.id]]),
            kept=kept[each.id],
            others=counting_as[each.id],
        )
        if standing[each.id] == each.id
        else replace(each, merged_into=standing[each.id], kept_by_hand=_other(kept, each))
        for each in views
    )


def with_merge(
    found: Iterable[ServiceView], listing_id: str, *, into: str | None
) -> dict[str, str | None]:
    """As what listings are to count once one of them counts as another, or by itself.

    Args:
        found: as `folded` has made them.

    Returns:
        By id, of all that belong to one of the services concerned: those that stand for others now
        are kept from now on.
    """
    now = {each.id: each.merged_into for each in found}
    about = {listing_id, now[listing_id], into} - {None}
    group = {key: other for key, other in now.items() if key in about or other in about}
    return {**group, listing_id: into}


def kept_instead(found: Iterable[ServiceView]) -> dict[str, str]:
    """Of each listing that stands for one that a person kept: the id of the kept one.

    Args:
        found: as `folded` has made them.
    """
    return {
        each.id: each.kept_by_hand
        for each in found
        if each.kept_by_hand is not None and each.merged_into is None
    }


def _kept(views: Sequence[ServiceView]) -> dict[str, str]:
    """The listing that a person kept of each, by id; most are kept themselves."""
    into = {each.id: each.merged_into for each in views}
    found: dict[str, str] = {}
    for key in into:
        seen, last = {key}, key
        while (after := into[last]) is not None and after in into and after not in seen:
            seen.add(after)
            last = after
        found[key] = last
    return found


def _standing(views: Sequence[ServiceView], kept: Mapping[str, str]) -> dict[str, str]:
    """Which listing stands for each, by id."""
    listed: dict[str, list[ServiceView]] = defaultdict(list)
    for each in views:
        if each.record.is_supply and not each.gone:
            listed[kept[each.id]].append(each)

    def first(key: str) -> str:
        return min(listed[key], key=lambda each: (each.id != key, each.source, each.id)).id

    stands = {key: first(key) if listed[key] else key for key in set(kept.values())}
    return {each.id: stands[kept[each.id]] for each in views}


def _as_it_counts(view: ServiceView, *, kept: str, others: Sequence[ServiceView]) -> ServiceView:
    """A listing that stands for a service."""
    instead = None if kept == view.id else kept
    alone = replace(view, merged_into=None, kept_by_hand=instead)
    return together(alone, others) if others else alone


def _other(kept: Mapping[str, str], view: ServiceView) -> str | None:
    return None if kept[view.id] == view.id else kept[view.id]


def _said_by_people(gone: ServiceView) -> ServiceView:
    """What people said of a listing; what its list said went with it."""
    capacity = gone.capacity
    own = capacity is not None and (capacity.version or capacity.saved_by_name)
    facts = {key: each for key, each in gone.facts.items() if each.version or each.saved_by_name}
    return replace(gone, facts=facts, capacity=capacity if own else None, also=())


def _as_decided(view: ServiceView, kept: ServiceView) -> ServiceView:
    """With what a person has decided of the listing that it stands for."""
    decided = {each.category: each for each in kept.categories if each.state != "proposed"}
    own = (each for each in view.categories if each.category not in decided)
    return replace(view, categories=(*own, *decided.values()))


def together(kept: ServiceView, others: Sequence[ServiceView]) -> ServiceView:
    """A service with what is known of its other listings; versions stay those of its own."""
    told = listed_amounts.together(kept.capacities, [each.capacities for each in others])
    kept = replace(
        kept,
        capacity=told[0] if told else None,
        also=told[1:],
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
