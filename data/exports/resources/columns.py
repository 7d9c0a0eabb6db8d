"""What each column of the coverage workbook says, for its first sheet."""

from collections.abc import Iterator, Sequence

from data.exports.table import Table

_WORDS = {
    "category": "the kind of help, by its code",
    "kind_of_help": "the kind of help in words",
    "group": "the part of the map that it stands in",
    "unit": "what it is counted in",
    "population": "families by their code",
    "families": "the families who are meant; in sheets with counties, how many are counted",
    "confirmed_services": "services that a person has confirmed for it",
    "yes": "services that are known to take them",
    "no": "services that are known not to",
    "not_known": "services where somebody asked and nobody knows, or knew too long ago",
    "not_asked": "services where nobody asked",
    "verdict": "what may be said of the cell, by its code",
    "verdict_in_words": "the same in words",
    "proposed_not_looked_at": "services that a rule proposes and nobody has looked at",
    "places_in_words": "how much services say they have, and how many do not say",
    "places_stated": "the sum of what is stated",
    "stated": "services that state it",
    "not_stated": "services that do not",
    "families_a_year_in_words": "families that can be served in a year, as far as stated",
    "families_a_year_stated": "the sum of these",
    "need_is": "which families are meant by need",
    "need": "families in need in a year: at least, most likely, at most",
    "families_without_place": "families in need who find no place, in the draws of coverage",
    "without_place_is": "“at most” where some service does not state what it can take",
    "agencies_that_estimate": "agencies that said what share of families needs it",
    "coverage": "what services can do for each family in need, in draws of all that is not known",
    "chance_of_shortage": "in what share of the draws there is too little",
    "why_no_coverage": "why there is no range",
    "figure": "the figure by its code",
    "what": "the figure in words",
    "low": "at least",
    "likely": "most likely",
    "high": "at most",
    "source": "who counted it, or where it stands",
    "year": "of what year it is",
    "kind": "a number of the team, a planning default, or a guess",
    "saved_by": "who saved it",
    "number": "of this import, from the first on",
    "directory": "the list",
    "read_in_by": "who read it in",
    "read_in_on": "on which day",
    "services": "services in it, or that are counted here",
    "organizations": "organizations in it",
    "sites": "places in it",
    "rows": "rows of its files by what became of them",
    "families_are": "which families are counted",
    "place": "its place in the order, the largest gap first",
    "weight": "how much it weighs, as the team has saved it; 1 where it has not",
    "families_need_it_as_estimated": "whether an estimate of how many need it is in the number",
    "gap": "the share of need that finds no place; in Awareness, inside less outside",
    "middle_and_high_are": "“at most” where help without a county may lower it",
    "why_no_range": "why there is no range",
    "largest_gap_chance": "how often this gap is the largest of all; low and high, where help "
    "without a county might turn it",
    "gap_of_what_is_stated_is": "“at most” where some of it is not stated",
    "without_place": "families who find no place",
    "counties": "counties that are counted",
    "services_by_area_they_state": "services counted by the counties they say they serve",
    "services_not_stated": "services that do not say how much they can take",
    "services_without_county": "services of which no county is known",
    "counties_left_out": "counties without a figure of need",
    "county_fips": "the county, by its code",
    "county": "the county by name",
    "state": "its state",
    "what_is_known": "whether the number of this county is known",
    "served_per_100_families": "families that can be served of every 100 in need",
    "stated_per_100_families": "the same of what is stated alone",
    "file": "the file of need that was taken over",
    "version": "the how manieth it was",
    "worse_off": "the figure by which counties are put in order: its value, what it is, which "
    "end is worse, its source and year",
    "places_per_100_families": "places a year within reach for every 100 families",
    "not_stated_in_reach": "services in reach that do not say how much they can take",
    "reach_is": "whether services that are on no map would add to what is within reach",
    "from_a_list_alone_in_reach": "services in reach that only a list knows",
    "services_from_a_list_alone": "services that only a list knows; a likely number counts them",
    "services_without_place": "services of which no place is known or may be shown",
    "miles": "straight miles that are within reach",
    "miles_by_road_about": "the same by road, by the team's factor or a guess",
    "way_of_counting": "how distance counts",
    "state_mean_per_100_families": "the mean of the state",
    "times_the_state_mean": "the number of this county, in times that mean",
    "counties_behind_the_state_mean": "counties that the mean is made of",
    "counties_in_the_state": "all counties of the state",
    "why_no_state_mean": "why there is no mean",
    "left_out": "counties that are not in the figure, since access or need is not known",
    "gini": "the Gini index: 0 where all families reach as much, near 1 where few reach all",
    "counties_in_order": "counties that have a figure of the order too",
    "concentration": "the concentration index: above 0 where more is in reach of counties that "
    "are worse off, below 0 where less is; low and high are its range",
    "point": "the step of the curve, those who reach least first",
    "share_of_families": "of all families, those up to this county",
    "share_within_reach": "of all that is within reach, what those have",
    "share_of_families_within": "of the families, those with a place so near",
    "share_of_counties_within": "of the counties, those with a place so near",
    "counties_without_a_figure": "counties without a figure of need",
    "shares_are": "“at least” where some place may not be shown",
    "asked_for_each_served": "families that ask for each one that can be served",
    "line_grows_without_limit": "whether more ask than can be served",
    "why_not_known": "why this is not told",
    "days": "days to wait that services state: the shortest and the longest",
    "families_in_line": "families in line now, as services state it",
    "services_that_say_who_is_in_line": "services that state it",
    "wait_by_the_line_in_days": "how long a family waits by that, where need is likely",
    "services_that_say_days": "services that state them",
    "services_that_say_none": "services that do not",
    "services_yes": "services that are known to",
    "services_no": "services that are known not to",
    "services_not_known": "services of which it is not known",
    "share": "of what is stated, what takes them, does not, or is not known to",
    "why_no_share": "why there is no share",
    "language": "the language",
    "share_in_reach": "families within reach of a service that speaks it: known, and at most",
    "inside": "of the agency that runs the service: how many know it, do not, are not sure",
    "outside": "of all other agencies",
    "call": "its place in the order",
    "service": "whom to call",
    "organization": "who runs it",
    "phones": "where to call",
    "question": "what to ask",
    "surer_by_share": "how much of what makes coverage unsure an answer would take away",
    "what_it_would_tell": "what would be known then",
    "service_id": "the service by its code",
    "of": "whether the row is of all lists, of a list, or of a kind of help",
    "name": "which one",
    "services_listed": "services that it lists now",
    "services_called": "of them, those that were called in the last twelve months",
    "all_as_listed": "calls that found all as listed",
    "calls_that_told": "calls that found out something",
    "share_usable": "the share of listings that is there and offers what is listed",
    "reached": "whether somebody was reached",
    "offers": "whether it offers what is listed",
    "payer": "whether it takes a way to pay",
    "family": "whether it takes the families that were asked for",
    "opening": "whether there is an opening within a week",
    "first_directory": "the one list",
    "second_directory": "the other list",
    "on": "services on the first list, on the second, and on both",
    "found_on_either": "services on one list or the other",
    "services_in_all": "how many there are likely to be in all",
    "share_found": "what share of these both lists have found",
}
"""By the whole name of a column, or by what it begins with."""


def column_words(tables: Sequence[Table]) -> Iterator[str]:
    """A line for each sheet that says what its columns are."""
    for table in tables:
        said = dict.fromkeys(
            f"{name}: {words}" for name, words in map(_named, table.headers) if words
        )
        if said:
            yield f"Columns of the sheet {table.title}: " + "; ".join(said) + "."


def _named(header: str) -> tuple[str, str]:
    """The column, or the columns with the same beginning, and their words; none for families."""
    if header in _WORDS:
        return header, _WORDS[header]
    parts = header.split("_")
    for count in range(len(parts) - 1, 0, -1):
        start = "_".join(parts[:count])
        if start in _WORDS:
            return f"{start}_…", _WORDS[start]
    return header, ""
