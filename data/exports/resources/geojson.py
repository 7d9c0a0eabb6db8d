"""Findings on a map: each with the county that its area names, or without a place.

Source:
    RFC 7946 (GeoJSON): outer rings run counterclockwise, holes clockwise.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from data.exports.resources.actions import differing, kind_of_row, signing
from data.exports.resources.words import (
    WORDS,
    about,
    agency_name,
    category_title,
    need_words,
    population_label,
    title,
)
from data.geography.boundaries import Ring, polygons
from data.geography.gazetteer import Area, find
from data.geography.states import State, state_of
from data.geography.vintages import VINTAGE
from data.services.gap_findings import FindingView
from data.services.resource_files import ResourceExport

WHAT = "Gaps in community resources"
_MOST_WORDS_OF_A_STATE = 6


def write_geojson(content: ResourceExport) -> bytes:
    """UTF-8 text. Its keys may grow in number; none is ever renamed."""
    return f"{json.dumps(as_plain(content), ensure_ascii=False, indent=2)}\n".encode()


def as_plain(content: ResourceExport) -> dict[str, Any]:
    """What the file holds; a finding whose area is no one county has no geometry."""
    return {
        "type": "FeatureCollection",
        "title": title(content, WHAT),
        "team": content.team.name,
        "made_up_data": content.made_up,
        "as_of": content.as_of.isoformat(),
        "need": need_words(content),
        "validated": False,
        "county_lines_of": VINTAGE,
        "about": list(about(content, WHAT)),
        "features": [_feature(content, each) for each in content.findings],
    }


def county_of(area: str, *, jurisdiction: str = "") -> Area | None:
    """The county that an area names, if it names one and its state is known.

    Args:
        area: in words, such as "Campbell County, KY".
        jurisdiction: where the team works; its state counts where the area names none.
    """
    named = _parted(area)
    if named is None:
        of_team = _parted(jurisdiction)
        named = (area, of_team[1]) if of_team else None
    return find(named[0], named[1].code).area if named else None


def _parted(text: str) -> tuple[str, State] | None:
    """A name and the state behind it; None where the text ends with no state."""
    words = text.replace(",", " ").split()
    for count in range(min(_MOST_WORDS_OF_A_STATE, len(words) - 1), 0, -1):
        try:
            return " ".join(words[:-count]), state_of(" ".join(words[-count:]))
        except LookupError:
            continue
    return None


def _feature(content: ResourceExport, finding: FindingView) -> dict[str, Any]:
    entry = finding.entry
    county = county_of(entry.area, jurisdiction=content.team.jurisdiction)
    owner = agency_name(content, entry.owner_agency) if entry.owner_agency else None
    return {
        "type": "Feature",
        "id": finding.id,
        "geometry": _geometry(county) if county else None,
        "properties": {
            "kind": kind_of_row(finding),
            "gap": entry.gap,
            "gap_in_words": WORDS.gap_types[entry.gap].title,
            "category": entry.category,
            "kind_of_help": category_title(entry.category),
            "families": population_label(entry.population, content),
            "area": entry.area or "everywhere the team works",
            "county": county.id if county else None,
            "words": entry.words,
            "cure": entry.cure or None,
            "owner_agency": owner,
            "due_on": entry.due_on.isoformat() if entry.due_on else None,
            "check_on": entry.check_on.isoformat() if entry.check_on else None,
            "evidence": len(finding.evidence),
            "signed_by": list(signing(content, finding)),
            "seen_differently_by": list(differing(content, finding)),
        },
    }


def _geometry(county: Area) -> dict[str, Any]:
    parts = [list(map(_points, rings)) for rings in _pieces(polygons([county.id]))]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def _pieces(rings: Sequence[Ring]) -> Iterator[list[Ring]]:
    """Each piece of land with the line around it first, and its holes behind."""
    for part in sorted({ring.part for ring in rings}):
        own = [ring for ring in rings if ring.part == part]
        yield sorted(own, key=lambda ring: ring.hole)


def _points(ring: Ring) -> list[list[float]]:
    """The points of a ring, the way around that the standard wants."""
    points = np.column_stack([ring.lon, ring.lat]).tolist()
    return points if (_area(ring) < 0) == ring.hole else points[::-1]


def _area(ring: Ring) -> float:
    """Above 0 where the ring runs counterclockwise."""
    lon, lat = ring.lon, ring.lat
    return float(np.sum(lon[:-1] * lat[1:] - lon[1:] * lat[:-1]))
