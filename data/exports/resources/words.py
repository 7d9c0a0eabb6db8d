"""Codes of a map of resources in words, and what a reader must know before the numbers."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import floor, isnan

from data.imports.directory.records import Site
from data.resource_views import CapacityView, FactState, FactView
from data.services.resource_files import ResourceExport
from data.services.spoken_languages import labelled
from scoring.acceptance import Verdict
from scoring.amounts import StatedSum
from scoring.need import Triangle
from scoring.uncertainty import Reason
from surveys.resource_map import resource_map, resource_words

LANGUAGE = "en"
WORDS = resource_words(LANGUAGE)
NOT_KNOWN = "not known"
HIDDEN_ADDRESS = "address hidden"
STATE: Mapping[FactState, str] = {
    "yes": "yes",
    "no": "no",
    "unknown": "not known",
    "not_asked": "not asked",
}
VERDICT: Mapping[Verdict, str] = {
    "guaranteed": "at least one takes them",
    "impossible": "every one says no",
    "open": "not settled",
    "not_scanned": "nobody was asked",
}
NO_INTERVAL: Mapping[Reason, str] = {
    "no_peers": "no service says how much it has, so nothing can be told of the others",
    "one_peer": "only one service says how much it has, so nothing can be told of the others",
    "one_value": "all that say have the same, so nothing can be told of the others",
}
DRAWN = (
    "What is not known is tried out several thousand times, each time with other numbers that it "
    "may be; each try is a draw."
)
_WHOLE = 10
"""From here on a sum is told in whole numbers."""
_RARE = 0.05
WHO_KNOWS = {"yes": "knows it", "no": "does not know it", "not_sure": "is not sure"}


def yes_no(holds: object) -> str:
    """Never an empty cell, which could mean anything."""
    return "yes" if holds else "no"


def known(text: str) -> str:
    """The text; words where there is none."""
    return text or NOT_KNOWN


def amount(value: float | None) -> str:
    """A number in full; words where nobody knows it."""
    if value is None or isnan(value):
        return NOT_KNOWN
    return str(int(value)) if value == int(value) else repr(value)


def day(when: date | None) -> str:
    """A day as YYYY-MM-DD; words where there is none."""
    return NOT_KNOWN if when is None else when.isoformat()


def capacity_day(capacity: CapacityView) -> str:
    """The day of a number; where it has none, the day on which it was brought in, in words."""
    if capacity.at_latest is not None:
        return f"{day(capacity.at_latest)} at the latest, when it was brought in"
    return capacity.told or day(capacity.as_of)


def listed(several: Iterable[str]) -> str:
    """All on one line; words where there is none."""
    return known("; ".join(filter(None, several)))


def fact_words(fact: FactView | None) -> str:
    """One of the four states; a question that nobody speaks to was not asked."""
    return STATE[fact.state if fact else "not_asked"]


def fact_whole(fact: FactView) -> str:
    """The state with its condition, who says so, of which day, and whether that is too old."""
    said = f"{STATE[fact.state]}: {fact.condition}" if fact.condition else STATE[fact.state]
    old = ", more than a year old" if fact.is_old else ""
    when = fact.told or day(fact.as_of)
    when = f"{when}, when it was brought in" if fact.by_import else when
    return f"{said} (said by {known(fact.source)}, {when}{old})"


def address(site: Site) -> str:
    """Where a site is; of a hidden one only that it is hidden."""
    if site.hidden:
        return HIDDEN_ADDRESS
    street = (site.address_1, site.address_2, site.city)
    postal = f"{site.state_province} {site.postal_code}".strip()
    return known(", ".join(filter(None, (*street, postal))))


def sum_words(total: StatedSum) -> str:
    """Such as "46 or more, 5 of 8 not stated": what is not stated is never a zero."""
    services = total.stated + total.not_stated
    if not services:
        return "no service is confirmed"
    if not total.stated:
        return f"not known, {services} of {services} not stated"
    if not total.at_least:
        return _rounded(total.total)
    at_least = floor(total.total) if total.total >= _WHOLE else total.total
    return f"{_rounded(at_least)} or more, {total.not_stated} of {services} not stated"


def _rounded(value: float) -> str:
    """A sum as people say it; the number in full stands in a column of its own."""
    return f"{value:,.0f}" if value >= _WHOLE else f"{value:.2g}"


def chance_words(share: float) -> str:
    """A chance as the chart says it: in tenths, and never none or sure, which nobody can know."""
    if share < _RARE:
        return "less than 1 in 20"
    return "more than 19 in 20" if share >= 1 - _RARE else f"{floor(10 * share + 0.5)} in 10"


def coverage_words(coverage: float) -> str:
    """What can be served for each family in need; where that is much more than 1, in words too."""
    times = f" ({floor(coverage)} times enough)" if coverage >= 2 else ""
    return f"{coverage:.2f}{times}"


def share_words(low: float, high: float) -> str:
    """A range of shares; where even the high end is none, that this is likely and not sure."""
    if f"{high:.0%}" == "0%":
        return "likely none"
    return f"{low:.0%}" if f"{low:.0%}" == f"{high:.0%}" else f"{low:.0%} to {high:.0%}"


def without_place_words(families: Triangle) -> str:
    """How many families find no place, with the range; whole families, and never a sure zero."""
    low, likely, high = (f"{each:,.0f}" for each in (families.low, families.likely, families.high))
    if high == "0":
        return "likely none"
    if likely == "0":
        return f"likely none (from 0 to {high})"
    return likely if low == high else f"{likely} (from {low} to {high})"


def category_title(category: str) -> str:
    """What a kind of help is called."""
    return WORDS.categories[category].title


def population_label(population: str, content: ResourceExport) -> str:
    """What people are called, with languages that were chosen; else all families are meant."""
    if not population:
        return "all families"
    label = WORDS.populations[population].label
    if resource_map().population(population).decided_by == "chosen":
        return labelled(label, content.report.languages.names)
    return label


def agency_name(content: ResourceExport, code: str) -> str:
    """The name of an agency, or its code where it is not on the roster."""
    return next((each.name for each in content.team.agencies if each.code == code), code)


def tier_words(content: ResourceExport) -> str:
    """Which families are meant by need."""
    tier = content.needs.tier
    return tier_title(tier) if tier else "no meaning of need is chosen yet"


def tier_title(tier: str) -> str:
    """One meaning of need, by its code and its title."""
    return f"{tier}: {WORDS.tiers[tier].title}"


def need_words(content: ResourceExport) -> str:
    """The meaning of need, and how many families that is."""
    found = content.needs.need
    if found is None:
        missing = ", ".join(
            WORDS.parameters[key].label if key in WORDS.parameters else key.replace("_", " ")
            for key in content.needs.missing
        )
        return f"{tier_words(content)}; how many is not known{f' ({missing})' if missing else ''}"
    families, how = found.families, "counted" if found.counted else "estimated"
    who = "children" if found.tier == "T5" else "families"
    span = f"{families.likely:,.0f} {who} a year, {how}"
    if families.low < families.high:
        span += f", from {families.low:,.0f} to {families.high:,.0f}"
    return f"{tier_words(content)}; {span}"


def title(content: ResourceExport, what: str) -> str:
    """What a file is, and whose."""
    return f"{what}: {content.team.name}"


def about(content: ResourceExport, what: str) -> Iterator[str]:
    """What a reader must know before the rows, line by line."""
    structure = resource_map()
    yield title(content, what)
    if content.team.demo:
        yield "MADE-UP DATA: this team does not exist. Do not use these answers."
    elif content.made_up:
        yield "MADE-UP DATA: a file that was brought in was invented. Do not use these answers."
    yield f"As of {content.as_of.isoformat()}."
    yield f"Need is meant as {need_words(content)}."
    yield (
        f"The kinds of help are those of {structure.id}, version {structure.version} "
        f"({structure.license}). They are our own and have not been validated."
    )
    yield (
        "A fact is yes, no, not known or not asked. None of the last two is a no, and what nobody "
        "states is not a zero."
    )
    yield (
        "Only services that a person has confirmed for a kind of help count as its supply; what a "
        "rule proposes does not, nor what is closed, gone from its directory, or another listing "
        "of the same."
    )
    yield "Of a site whose address is confidential a file says only that it exists."
    yield f"Directories: {listed(sources(content))}."


def sources(content: ResourceExport) -> tuple[str, ...]:
    """The directories that were read in, oldest first, each once."""
    return tuple(dict.fromkeys(each.source for each in reversed(content.imports)))
