"""Addresses that have their town in the same line: "4711 Broadway Louisville KY"."""

from collections.abc import Iterable

from data.imports.directory.records import Site
from data.services.street_addresses import Street, streets, words_of

_LINE = 2
"""Words that a line keeps at least: the number of a house and its street."""


def site_streets(site: Site, towns: Iterable[str] = ()) -> tuple[Street, ...]:
    """What the address of a site may say, with its town in it or without.

    Args:
        towns: others that may stand in it, where a list has a town in no column of its own.
    """
    lines = (site.address_1, site.address_2)
    found = streets(*lines)
    for town in dict.fromkeys((site.city, *towns)):
        shorter = tuple(without_town(each, town) for each in lines) if town else lines
        if shorter != lines:
            found += streets(*shorter)
    return tuple(dict.fromkeys(found))


def without_town(line: str, town: str) -> str:
    """A line up to the town at its end, be a state and a postal code behind it or not.

    What follows no number and street is no town.
    """
    words, own = words_of(line), [each.folded for each in words_of(town)]
    end = len(words)
    if end and words[end - 1].raw.isdecimal() and len(words[end - 1].raw) in (5, 9):
        end -= 1
    for behind in range(3):
        last = end - behind
        first = last - len(own)
        if not own or first < _LINE:
            break
        if [each.folded for each in words[first:last]] == own:
            return line[: words[first - 1].end]
    return line
