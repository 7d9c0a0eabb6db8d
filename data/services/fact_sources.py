"""Which facts of the map a file can bring, by what kind of file, and which only people can say."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from data.imports.directory.records import HSDS_FACT_IDS
from surveys.resource_map import resource_map
from surveys.resource_rules import rule_book


@dataclass(frozen=True, slots=True)
class FactSources:
    """Facts by who can say them, in the order of the map.

    Attributes:
        standard: fields of HSDS.
        locator: answers in files of FindTreatment.gov.
        people: what neither holds; a column of a table that somebody names may still say it.
    """

    standard: tuple[str, ...]
    locator: tuple[str, ...]
    people: tuple[str, ...]


@cache
def fact_sources() -> FactSources:
    """Where facts can come from."""
    codes: Mapping[str, set[str]] = {
        "standard": set(HSDS_FACT_IDS),
        "locator": {fact for each in rule_book().codes.values() for fact in each.facts},
    }
    facts = resource_map().facts
    return FactSources(
        **{name: tuple(each for each in facts if each in own) for name, own in codes.items()},
        people=tuple(each for each in facts if not any(each in own for own in codes.values())),
    )
