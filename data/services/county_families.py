"""Families that need a kind of help, county by county."""

from collections.abc import Mapping

from data.imports.county_rows import CountyFigure
from scoring.need import Triangle, category_need


def families_by_county(
    known: Mapping[str, CountyFigure], *, share: Triangle | None, often: Triangle | None
) -> dict[str, Triangle]:
    """Families a year by the code of the county, in order of the codes; none without a figure.

    Args:
        known: figures of need.
        share: of the families that need this help; None where no agency has estimated it, and then
            all families that are counted.
        often: times a year that they need it; once if not told.
    """
    found: dict[str, Triangle] = {}
    for code, each in sorted(known.items()):
        if each.low is not None and each.likely is not None and each.high is not None:
            families = Triangle(each.low, each.likely, each.high)
            if share is not None:
                families = category_need(families, share=share, episodes=often)
            found[code] = families
    return found
