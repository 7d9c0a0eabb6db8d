"""Which counties a service is for: those that it says it serves, or those its places lie in.

Directories state service areas in words. They count only where every word of them leads to a county
or a state; a name without "County" may be a town, and then the places of the service count. Hidden
places are in no county, since that could tell where they are.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from data.geography.gazetteer import area, areas, find
from data.geography.placing import area_at
from data.geography.states import State, state_of
from data.imports.directory.fields import AREAS, COUNTIES, plain_name
from data.imports.directory.records import Site
from data.resource_views import ServiceView

_NAME = re.compile(r"(?:^|, )name: (.+?)(?=, [a-z_]+: |$)")
_FIELD = re.compile(r"[a-z_]+: ")
_SAYS_COUNTY = re.compile(
    r"\b(count(y|ies)|parish(es)?|boroughs?|census areas?|municipios?)\b", re.I
)
_SEVERAL = re.compile(r"\s*(?:,|/|&|\+|\band\b)\s*", re.I)
_PLURAL = re.compile(r"\s+(counties|parishes|boroughs|census areas|municipios)$", re.I)
_STATEWIDE = frozenset({"statewide", "state wide", "entire state", "whole state"})


def stated_counties(service: ServiceView) -> tuple[str, ...]:
    """The codes of the counties that a service says it serves; none where that cannot be told."""
    states = {each for site in service.sites if not site.hidden for each in _state(site)}
    home = next(iter(states)) if len(states) == 1 else None
    found: dict[str, None] = {}
    for name, are_counties in _stated(service):
        codes = _counties(name, home=home, are_counties=are_counties)
        if not codes:
            return ()
        found.update(dict.fromkeys(codes))
    return tuple(sorted(found))


def county_of(site: Site) -> str:
    """The code of the county that a place lies in; empty where nobody knows, or nobody may."""
    if site.hidden:
        return ""
    if site.latitude is not None and site.longitude is not None:
        return _at(site.latitude, site.longitude)
    try:
        return area(site.fips).id if site.fips else _named(site.county, site.state_province)
    except LookupError:
        return ""


def _stated(service: ServiceView) -> Iterable[tuple[str, bool]]:
    """What a service says of the areas that it serves, and whether these are counties for sure."""
    for column, text in service.record.extra.items():
        plain = plain_name(column)
        if plain in AREAS | COUNTIES:
            for part in filter(None, (each.strip() for each in text.split(";"))):
                name = _NAME.search(part)
                if name or not _FIELD.match(part):
                    yield (name[1] if name else part), plain in COUNTIES
                else:
                    yield "", False  # a row without a name, of which nothing can be told


def _counties(text: str, *, home: State | None, are_counties: bool) -> tuple[str, ...]:
    """The counties that are meant; none where some word of it leads to no county."""
    if codes := _of_state(text, home):
        return codes
    if found := _county(text, home, sure=are_counties):
        return (found,)
    sure = are_counties or bool(_SAYS_COUNTY.search(text))
    parts = [each for each in _SEVERAL.split(_PLURAL.sub("", text)) if each]
    found = [_county(each, home, sure=sure) for each in parts]
    return tuple(found) if all(found) else ()


def _of_state(text: str, home: State | None) -> tuple[str, ...]:
    """All counties of a state that is named; none where a county may be meant."""
    plain = " ".join(text.lower().split())
    if plain in _STATEWIDE:
        return tuple(each.id for each in areas(home.code)) if home else ()
    try:
        state = state_of(text.strip().removeprefix("State of "))
    except LookupError:
        return ()
    if text.strip().isdigit() or (home and find(text, home.code).outcome != "no_such_area"):
        return ()
    return tuple(each.id for each in areas(state.code))


def _county(text: str, home: State | None, *, sure: bool) -> str:
    """A county by its code, by name with its state, or by name in the state of the service."""
    if re.fullmatch(r"[0-9]{5}", text.strip()):
        try:
            return area(text.strip()).id
        except LookupError:
            return ""
    if not (sure or _SAYS_COUNTY.search(text)):
        return ""
    with_state = re.fullmatch(r"(.+?),?\s+([A-Z]{2})", text.strip())
    if with_state and (found := _named(with_state[1], with_state[2])):
        return found
    return _named(text, home.code) if home else ""


def _named(name: str, state: str) -> str:
    if not name or not state:
        return ""
    found = find(name, state).area
    return found.id if found else ""


def _state(site: Site) -> Iterable[State]:
    try:
        yield state_of(site.fips[:2] or site.state_province)
        return
    except LookupError:
        pass
    if code := county_of(site):
        yield area(code).state


@lru_cache(maxsize=20_000)
def _at(latitude: float, longitude: float) -> str:
    found = area_at(latitude, longitude)
    return found.id if found else ""
