"""Counties as maps draw them."""

from collections.abc import Iterable

from data.geography.boundaries import polygons
from data.geography.gazetteer import Area
from pages.charts.county_map import County
from pages.charts.projection import Outline


def counties_of(areas: Iterable[Area], *, with_state: bool = False) -> list[County]:
    """Counties with their outlines, in the order given.

    Args:
        with_state: their names tell it, since counties of several states are there.
    """
    listed = list(areas)
    outlines: dict[str, list[Outline]] = {}
    for ring in polygons(each.id for each in listed):
        outlines.setdefault(ring.area, []).append(Outline(ring.lon, ring.lat, ring.hole))
    names = [
        f"{each.name}, {each.state.abbreviation}" if with_state else each.name for each in listed
    ]
    return [
        County(each.id, name, tuple(outlines.get(each.id, ())), (each.lon, each.lat))
        for each, name in zip(listed, names, strict=True)
    ]


def named(areas: Iterable[Area], *, most: int = 12) -> str:
    """Counties by name, with their state; of many the first ones and how many more there are."""
    names = [f"{each.name} ({each.state.abbreviation})" for each in areas]
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown}, and {len(names) - most} more"
