"""What stands behind need that is not met: whose need, whose supply, and what is not known."""

from collections.abc import Mapping

from data.geography.gazetteer import area
from data.services.access_maps import Span
from data.services.county_gaps import Bound, KindGap, WhyNot
from data.services.county_needs import CountyNeedView
from data.services.gaps import GapReport
from pages.parts.frame import small
from pages.resources.needing import said
from pages.resources.outlines import named
from pages.resources.reach_terms import not_on_the_map, which_families
from scoring.need import Triangle

_BOUNDS: Mapping[Bound, str] = {
    "as_stated": "{told}",
    "at_most": "at most {told}",
    "at_least": "at least {told}",
    "open": "perhaps {told}",
}
_WHY_NOT: Mapping[WhyNot, str] = {
    "nobody": "By the file nobody is in need.",
    "nothing_stated": "No service says how much it can take.",
    "nowhere": "Of no service a county is known that may be told.",
    "no_share": "No agency has estimated how many need it; this is as if all families did.",
    "no_peers": "Services that say can take nobody, so nothing can be told of the others.",
    "one_peer": "Only one service says how much it can take, so nothing can be told of the others.",
    "one_value": "All services that say have the same, so nothing can be told of the others.",
}


def why_not(gap: KindGap) -> str:
    """Why a gap has no range; empty where it has one."""
    return "" if gap.why_not is None else _WHY_NOT[gap.why_not]


def amount(families: float) -> str:
    """Families as people write them."""
    return said(Triangle(families, families, families))


def span(families: Span) -> str:
    """Families with their range."""
    return said(Triangle(families.low, families.likely, families.high))


def bounded(told: str, bound: Bound) -> str:
    """A number of families with what it is: as stated, at most, at least, or neither."""
    return _BOUNDS[bound].format(told=told)


def from_lists(gap: KindGap) -> str:
    """How many services only a list knows, as a sentence beside a figure; empty for none."""
    if not gap.from_list:
        return ""
    are = "is" if gap.from_list == 1 else "are"
    return f" Of {gap.services} services {gap.from_list} {are} known from a list alone."


def basis(need: CountyNeedView, report: GapReport) -> None:
    """Which families are counted, from whom, and in which counties."""
    which_families(need, report)
    silent = [area(code) for code in need.figures if code not in need.known]
    if silent:
        small(f"In the file without a number, so in no sum: {named(silent)}.")
    not_on_the_map(need)


def unknowns(gap: KindGap, need: CountyNeedView, report: GapReport) -> None:
    """Which families and services are behind a kind of help, and what is not known of them."""
    _needed(gap)
    _where(gap)
    if gap.not_stated:
        small(
            f"How much they can take is not said by {gap.not_stated} of {gap.services} services. "
            "How much there is in their counties is not known, which is not zero."
        )
    if gap.from_list:
        small(
            f"{from_lists(gap).strip()} Whether they are there is not known: one end of each range "
            f"counts them, the other does not. Of such services about {report.listing.share:.0%} "
            "are there. A call, or an agency that knows it, makes a service sure."
        )
    if gap.without_county:
        small(
            f"Of {gap.without_county} of {gap.services} services not every county is known, or an "
            "address is confidential. What they can take is in no county here; the low end of the "
            "range counts it for whoever finds no place."
        )
    if proposed := report.category(gap.category).proposed:
        wait = "service waits" if proposed == 1 else "services wait"
        small(f"{proposed} more {wait} for a person to say what belongs here.")
    if gap.left_out:
        small(
            "Some of these services are for counties without a figure of need. What families there "
            f"would use of a service that serves several counties is not taken off: "
            f"{named(gap.left_out)}."
        )
    small(
        f"Below 100 there is less than one place for each family. Need: {need.file}. Places are "
        "put into the county lines of 2017, from the Census."
    )


def _needed(gap: KindGap) -> None:
    if gap.share is None:
        small(
            "No agency has estimated how many of these families need this kind of help, so the "
            "places are set against all of them."
        )
        return
    share = gap.share
    small(
        f"Your agencies estimate that {share.likely:.0%} of them need this kind of help, from "
        f"{share.low:.0%} to {share.high:.0%}. The same share is used in every county."
    )


def _where(gap: KindGap) -> None:
    """Which counties a service counts for, and how it is divided."""
    if gap.by_area:
        others = " The others count for the county that each of their places lies in."
        small(
            f"{gap.by_area} of {gap.services} services count for the counties that they say they "
            "serve, and what they can take is dealt among the families of these alike."
            + (others if gap.by_area < gap.services else "")
        )
    else:
        small(
            "Each service counts for the county that its places lie in. None says which counties "
            "it serves in words that lead to counties."
        )
    if gap.with_several_places:
        small(
            f"Where a service has several places ({gap.with_several_places} of {gap.services}), "
            "each is taken to have the same part of what it can do."
        )
